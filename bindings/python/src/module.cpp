#include "modules.hpp"

#include <guanxi/core/version.hpp>

#include "calls.hpp"

namespace guanxi::python {
namespace {

/// What `import *` takes: everything public but the submodules, which the package has under the same names.
py::list public_names(const py::module_& module) {
  py::list names;
  for (const auto& [name, held] : py::cast<py::dict>(module.attr("__dict__")))
    if (!PyModule_Check(held.ptr()) && !utf8_of(name).starts_with('_')) names.append(name);
  return names;
}

}  // namespace
}  // namespace guanxi::python

PYBIND11_MODULE(_guanxi, module) {
  using namespace guanxi::python;
  module.doc() = "Customer dossiers that compute: the compiled part.";
  module.attr("__version__") = GUANXI_VERSION;
  add_errors(module);
  py::module_ access = module.def_submodule("access", "Roles, shares, absences, and why something is allowed.");
  py::module_ quality = module.def_submodule("quality", "Identifiers, checks, completeness, timeliness.");
  py::module_ chain = module.def_submodule("chain", "Decision chains: who decides, whom we know, what is at risk.");
  py::module_ need = module.def_submodule("need", "Needs: priority matrix, ranking, patterns of purchases, rules for needs nobody has named.");
  py::module_ score = module.def_submodule("score", "Models that learn from outcomes, how good they are, and choices by several criteria.");
  py::module_ portfolio = module.def_submodule("portfolio", "Analyses of the whole customer base: key accounts, RFM, cohorts, receivables, credit.");
  py::module_ lifetime = module.def_submodule("lifetime", "Customers over time: who is still there, how much to expect, what they are worth.");
  py::module_ assess = module.def_submodule("assess", "Everything that can be said of a customer: cooperation, high value, next steps.");
  py::module_ report = module.def_submodule("report", "Reports of a customer and of a book.");
  add_values(module);
  add_words(module);
  add_records(module);
  add_results(module);
  add_record_lists(module);
  add_catalogue(module);
  add_known_by(module);
  add_io(module);
  add_quality(quality);
  add_chain(chain);
  add_need(need);
  add_score_models(score);
  add_score_win(score);
  add_score_metrics(score);
  add_score_choices(score);
  add_score_uplift(score);
  add_portfolio(portfolio);
  add_lifetime(lifetime);
  add_patterns(need);
  add_rule_book(need);
  add_similar_and_purchases(need);
  add_assess(assess);
  add_predicted_needs(assess);
  add_win_features(assess);
  add_report(report);
  add_query(module);
  add_store(module);
  add_tables(module);
  module.attr("__all__") = public_names(module);
}
