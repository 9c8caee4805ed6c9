#include <guanxi/chain.hpp>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

void add_chain(py::module_& module) {
  add_function(module, "analyze", [](const py::object& decision_chain, const py::kwargs& keywords) {
    const Call<chain::AnalyzeOptions> call(keywords, "analyze");
    return to_result(chain::analyze(*static_cast<const DecisionChain*>(record_of(decision_chain, record_info<DecisionChain>(), "analyze(chain)")), call.options));
  }, "(chain: DecisionChain, *" + parameters_of<chain::AnalyzeOptions>() + ") -> " + shown_annotation<chain::ChainAnalysis>(),
  "Who decides, whom we know, who is for us, and what is at risk, as of one day. contacts: their names, for messages."
               R"doc(

>>> decider = gx.Stakeholder(contact=gx.new_id(), roles=["decider"], influence=9, support=2, coverage="in_depth")
>>> gx.chain.analyze(gx.DecisionChain(stakeholders=[decider]), as_of="2024-06-30").status.label("en")
'Green: somebody who decides supports us')doc");
}

template const ResultInfo& result_info<chain::ChainAnalysis>();

}  // namespace guanxi::python
