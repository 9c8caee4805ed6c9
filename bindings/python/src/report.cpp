#include <guanxi/chain/analyze.hpp>
#include <guanxi/report.hpp>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

using report::ReportOptions;

/// The language is called `lang`; what is passed belongs to the function itself.
ReportOptions report_options(const py::kwargs& keywords, const std::string& whose, Storage& storage, const std::set<std::string_view>& passed) {
  ReportOptions options;
  if (keywords.contains("lang")) options.language = taken<Language>(keywords["lang"], whose + "(lang=)", storage);
  std::set<std::string_view> known = passed;
  known.insert({"lang", "as_of", "catalogue", "assessment"});
  take_options(options, keywords, whose, storage, known);
  return options;
}

template <class T>
const T& assessment_of(py::handle given, const std::string& what) {
  const Owner result = as_result(given, result_info<T>());
  if (result == nullptr) throw_wrong_type(what, class_name(guanxi::detail::type_name<T>()), given);
  return *static_cast<const T*>(result.get());
}

assess::AssessOptions assess_options(const py::kwargs& keywords, const Catalogue& catalogue, const std::string& whose) {
  demand_keyword(keywords, "as_of", whose);
  return {.as_of = date_from_python(keywords["as_of"], whose + "(as_of=)"), .catalogue = &catalogue};
}

py::str report_account(const py::object& given, const py::kwargs& keywords) {
  Storage storage;
  const ReportOptions options = report_options(keywords, "account", storage, {"book"});
  const Dossier& dossier = dossier_of(given, "account(dossier)");
  const CataloguePointer catalogue = catalogue_from(keywords);
  const Book* book = keywords.contains("book") && !keywords["book"].is_none() ? &book_of(keywords["book"], "account(book=)") : nullptr;
  std::optional<assess::AccountAssessment> made;
  if (!keywords.contains("assessment")) made = assess::account(dossier, assess_options(keywords, *catalogue, "account"));
  const auto& assessment = made ? *made : assessment_of<assess::AccountAssessment>(keywords["assessment"], "account(assessment=)");
  return text(without_gil([&] { return report::account(*catalogue, dossier, assessment, options, book != nullptr ? &book->shared : nullptr); }));
}

py::str report_book(const py::object& given, const py::kwargs& keywords) {
  Storage storage;
  const ReportOptions options = report_options(keywords, "book", storage, {});
  const Book& book = book_of(given, "book(book)");
  const CataloguePointer catalogue = catalogue_from(keywords);
  std::optional<assess::BookAssessment> made;
  if (!keywords.contains("assessment")) {
    const assess::AssessOptions assessing = assess_options(keywords, *catalogue, "book");
    made = without_gil([&] { return assess::book(book, assessing); });
  }
  const auto& assessment = made ? *made : assessment_of<assess::BookAssessment>(keywords["assessment"], "book(assessment=)");
  return text(without_gil([&] { return report::book(*catalogue, book, assessment, options); }));
}

/// The pictures of a chain share what they are told.
template <class Draw>
py::str chain_svg(const py::object& given, const py::kwargs& keywords, const std::string& whose, Draw draw) {
  const Call<chain::AnalyzeOptions> call(keywords, whose, {}, {"lang", "width"});
  Storage storage;
  const Language language = keywords.contains("lang") ? taken<Language>(keywords["lang"], whose + "(lang=)", storage) : Language::zh;
  double width = 1080;
  if (keywords.contains("width")) Take<double>::take(width, keywords["width"], whose + "(width=)", storage);
  const auto& decision_chain = *static_cast<const DecisionChain*>(record_of(given, record_info<DecisionChain>(), whose + "(chain)"));
  return text(report::with_style(draw(decision_chain, call.options, language, width)));
}

py::str influence_map_svg(const py::object& given, const py::kwargs& keywords) {
  return chain_svg(given, keywords, "influence_map", [](const DecisionChain& decision_chain, const chain::AnalyzeOptions& options, Language language, double width) {
    return report::draw(report::influence_map(decision_chain, chain::analyze(decision_chain, options), options, language), width);
  });
}

py::str org_chart_svg(const py::object& given, const py::kwargs& keywords) {
  return chain_svg(given, keywords, "org_chart", [](const DecisionChain& decision_chain, const chain::AnalyzeOptions& options, Language language, double width) {
    return report::draw(report::chain_picture(decision_chain, options.contacts, options.as_of, language), width);
  });
}

std::string report_parameters(const std::string& assessment) {
  return ", *, as_of: datetime.date | str = ..., assessment: " + assessment + " = ..., lang: str = 'zh'" + parameters_of<ReportOptions>() + catalogue_parameter;
}

}  // namespace

void add_report(py::module_& module) {
  add_function(module, "account", &report_account, "(dossier: Dossier" + report_parameters(shown_annotation<assess::AccountAssessment>()) + ", book: Book | None = None) -> str",
               "The report of one customer as HTML, Markdown (md) or text. Give as_of, or the assessment that was made before; book: names of our people and offerings."
               R"doc(

>>> dossier, _ = gx.parse_form("examples/data/forms/01_collection_form.csv")
>>> page = gx.report.account(dossier, as_of="2023-11-01", lang="en", format="md")
>>> page.splitlines()[0]
'# 江南专用设备制造有限公司')doc");
  const std::string picture_parameters = "(chain: DecisionChain, *" + parameters_of<chain::AnalyzeOptions>() + ", lang: str = 'zh', width: float = 1080.0) -> str";
  add_function(module, "influence_map", &influence_map_svg, picture_parameters,
               "The map of influence as SVG: people by influence and support, who acts on whom, the way to the decider, whom to meet next."
               R"doc(

>>> decider = gx.Stakeholder(contact=gx.new_id(), roles=["decider"], influence=9, support=2, coverage="in_depth")
>>> gx.report.influence_map(gx.DecisionChain(stakeholders=[decider]), as_of="2024-06-30")[:4]
'<svg')doc");
  add_function(module, "org_chart", &org_chart_svg, picture_parameters, "The org chart of a decision chain as SVG: people under their superiors, ties between them.");
  add_function(module, "book", &report_book, "(book: Book" + report_parameters(shown_annotation<assess::BookAssessment>()) + ") -> str",
               "The report of all customers, ranked, with the report of each behind it. Give as_of, or the assessment that was made before.");
}

}  // namespace guanxi::python
