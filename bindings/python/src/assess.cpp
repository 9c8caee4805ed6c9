#include <guanxi/assess.hpp>

#include "calls.hpp"
#include "learned.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

using assess::AssessOptions;

/// Options with the catalogue of the call: it decides which fields count in completeness.
Call<AssessOptions> call_of(const py::dict& keywords, const char* whose) {
  const CataloguePointer catalogue = catalogue_from(keywords);
  Call<AssessOptions> call(keywords, whose, AssessOptions{.learned = learned_from(keywords, whose), .catalogue = catalogue.get()}, {"opportunity", "learned"});
  call.catalogue = catalogue;
  return call;
}

const Opportunity* opportunity_of(const py::dict& keywords, const std::string& whose) {
  if (!keywords.contains("opportunity") || keywords["opportunity"].is_none()) return nullptr;
  return static_cast<const Opportunity*>(record_of(keywords["opportunity"], record_info<Opportunity>(), whose + "(opportunity=)"));
}

}  // namespace

void add_assess(py::module_& module) {
  using namespace assess;
  const std::string parameters = parameters_of<AssessOptions>(AssessOptions{}) + learned_parameter + catalogue_parameter;
  add_function(module, "account", [](const py::object& dossier, const py::kwargs& keywords) {
    const auto call = call_of(keywords, "account");
    const Dossier& subject = dossier_of(dossier, "account(dossier)");
    return to_result(without_gil([&] { return account(subject, call.options); }));
  }, "(dossier: Dossier, *" + parameters + ") -> " + shown_annotation<AccountAssessment>(), "Everything that can be said of one customer on one day."
               R"doc(

>>> dossier, _ = gx.parse_form("examples/data/forms/01_collection_form.csv")
>>> account = gx.assess.account(dossier, as_of="2023-11-01")
>>> account.ranking[0].score.value, [part.reason.en for part in account.best.score.contributions][:1]
(100.0, ['the decision chain is clear to 50.0 of 100']))doc");
  add_function(module, "book", [](const py::object& given, const py::kwargs& keywords) {
    const auto call = call_of(keywords, "book");
    const Book& subject = book_of(given, "book(book)");
    return to_result(without_gil([&] { return assess::book(subject, call.options); }));
  }, "(book: Book, *" + parameters + ") -> " + shown_annotation<BookAssessment>(), "Assesses every customer of a book, the most promising first.");
  add_function(module, "cooperation", [](const py::object& dossier, const py::kwargs& keywords) {
    const auto call = call_of(keywords, "cooperation");
    const Dossier& subject = dossier_of(dossier, "cooperation(dossier)");
    const Opportunity* opportunity = opportunity_of(keywords, "cooperation");
    return to_result(opportunity != nullptr ? cooperation(subject, *opportunity, call.options) : cooperation(subject, call.options));
  }, "(dossier: Dossier, *" + parameters + ", opportunity: Opportunity | None = None) -> " + shown_annotation<Score>(),
  "How likely the customer is to do a deal with us, 1-5, with the reasons; by default of its most likely open opportunity.");
  add_function(module, "health", [](const py::object& dossier, const py::kwargs& keywords) {
    const auto call = call_of(keywords, "health");
    const Dossier& subject = dossier_of(dossier, "health(dossier)");
    return to_result(health(subject, call.options));
  }, "(dossier: Dossier, *" + parameters + ") -> " + shown_annotation<Health>(),
  "How healthy the relation with a customer is, 0-100, and the account with open complaints and late payments; with its trend.");
  add_function(module, "high_value", [](const py::object& dossier, const py::kwargs& keywords) {
    demand_keyword(keywords, "opportunity", "high_value");
    const auto call = call_of(keywords, "high_value");
    const Opportunity* opportunity = opportunity_of(keywords, "high_value");
    if (opportunity == nullptr) throw_wrong_type("high_value(opportunity=)", "Opportunity", keywords["opportunity"]);
    return to_result(high_value(dossier_of(dossier, "high_value(dossier)"), *opportunity, call.options));
  }, "(dossier: Dossier, *" + parameters + ", opportunity: Opportunity) -> " + shown_annotation<HighValue>(), "Whether an opportunity is of high value: the money, the people and the fit.");
  add_function(module, "write_back", [](const py::object& dossier, const py::object& assessment) {
    const Owner result = as_result(assessment, result_info<AccountAssessment>());
    if (result == nullptr) throw_wrong_type("write_back(assessment)", "AccountAssessment", assessment);
    const auto changed = std::make_shared<Dossier>(dossier_of(dossier, "write_back(dossier)"));
    write_back(*changed, *static_cast<const AccountAssessment*>(result.get()));
    return changed;
  }, "(dossier: Dossier, assessment: AccountAssessment) -> Dossier", "A copy of the dossier in which the opportunities hold what was computed, beside what people set.");
}

template const ResultInfo& result_info<assess::AccountAssessment>();
template const ResultInfo& result_info<assess::BookAssessment>();

}  // namespace guanxi::python
