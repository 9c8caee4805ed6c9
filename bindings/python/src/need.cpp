#include <guanxi/need.hpp>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

void add_need(py::module_& module) {
  using namespace need;
  add_function(module, "rank", [](const py::object& needs, const py::kwargs& keywords) {
    const Call<RankOptions> call(keywords, "rank");
    return to_result(rank(records_from_python<Need>(needs, "rank(needs)"), call.options));
  }, "(needs: collections.abc.Iterable[Need], *" + parameters_of<RankOptions>() + ") -> " + shown_annotation<std::vector<RankedNeed>>(),
  "Ranks the open needs known on the day: highest score first, each with its reasons."
               R"doc(

>>> wanted = [gx.Need(statement="save water", urgency="low"), gx.Need(statement="save power", urgency="high")]
>>> [ranked.statement for ranked in gx.need.rank(wanted, as_of="2024-06-30")]
['save power', 'save water'])doc");
  add_function(module, "priority_matrix", [](const py::object& needs, const py::kwargs& keywords) {
    const Call<MatrixOptions> call(keywords, "priority_matrix");
    return to_result(priority_matrix(records_from_python<Need>(needs, "priority_matrix(needs)"), call.options));
  }, "(needs: collections.abc.Iterable[Need], *" + parameters_of<MatrixOptions>() + ") -> " + shown_annotation<PriorityMatrix>(),
  "Places the open needs known on the day by urgency and importance.");
  add_function(module, "opportunity", [](double importance, double satisfaction) { return opportunity(importance, satisfaction); }, "(importance: float, satisfaction: float) -> float",
               "Importance plus what is left unsatisfied, both 0-10 (Ulwick 2005)."
               R"doc(

>>> gx.need.opportunity(8, 5)
11.0)doc");
}

template const ResultInfo& result_info<Score>();
template const ResultInfo& result_info<Contribution>();
template const ResultInfo& result_info<need::PriorityMatrix>();
template const ResultInfo& result_info<need::RankedNeed>();

}  // namespace guanxi::python
