#include <guanxi/need/latent_need.hpp>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

using need::FireOptions;
using need::RuleBook;
using RuleBookPointer = std::shared_ptr<const RuleBook>;

RuleBookPointer kept(RuleBook book) { return std::make_shared<const RuleBook>(std::move(book)); }

RuleBookPointer book_from_json(const std::string& json, const py::kwargs& keywords) {
  for (const auto& [key, value] : keywords)
    if (utf8_of(key) != "catalogue") throw_unknown_keyword("RuleBook.from_json()", utf8_of(key), std::array<std::string_view, 1>{"catalogue"});
  return kept(need::rule_book_from_json(json, *catalogue_from(keywords)));
}

py::object fire_rules(const RuleBookPointer& book, const py::object& dossier, const py::kwargs& keywords) {
  Call<FireOptions> call(keywords, "RuleBook.fire");
  call.options.catalogue = call.catalogue.get();
  const Dossier& subject = dossier_of(dossier, "RuleBook.fire(dossier)");
  return to_result(without_gil([&] { return need::fire(*book, subject, call.options); }));
}

RuleBookPointer learn_outcome(const RuleBook& book, const std::string& rule_id, const py::object& outcome) {
  Storage storage;
  return kept(need::learn(book, rule_id, taken<need::Outcome>(outcome, "RuleBook.learn(outcome)", storage)));
}

const need::LatentNeed& latent_of(const py::object& value, Owner& owner) {
  owner = as_result(value, result_info<need::LatentNeed>());
  if (owner == nullptr) throw_wrong_type("to_need(latent)", "LatentNeed", value);
  return *static_cast<const need::LatentNeed*>(owner.get());
}

py::object need_of(const py::object& latent, const py::object& as_of, const std::string& lang) {
  Storage storage;
  Owner owner;
  const need::LatentNeed& given = latent_of(latent, owner);
  const auto made = std::make_shared<const Need>(need::to_need(given, date_from_python(as_of, "to_need(as_of=)"), taken<Language>(py::str(lang), "to_need(lang=)", storage)));
  return record_to_python(record_info<Need>(), made);
}

}  // namespace

void add_rule_book(py::module_& module) {
  py::class_<RuleBook, std::shared_ptr<RuleBook>> cls(module, "RuleBook", "Rules from what is known of a customer to needs that nobody has named yet: a value, read-only.");
  add_function(cls, "fire", [](const std::shared_ptr<RuleBook>& book, const py::object& dossier, const py::kwargs& keywords) { return fire_rules(book, dossier, keywords); },
               "(self, dossier: Dossier, *" + parameters_of<FireOptions>() + catalogue_parameter + ") -> " + shown_annotation<std::vector<need::LatentNeed>>(),
               "The needs that the rules conclude, highest confidence first, each with its reasons."
               R"doc(

>>> mill = gx.Dossier(gx.Customer(industry_code="C3311", pain_points="生产效率低，交期常拖"))
>>> [(one.rule, round(one.confidence, 2)) for one in gx.need.RuleBook.standard().fire(mill, as_of="2026-06-30")]
[('mes_for_low_productivity', 0.57)])doc");
  add_function(cls, "learn", [](const RuleBook& book, const std::string& rule_id, const py::object& outcome) { return std::const_pointer_cast<RuleBook>(learn_outcome(book, rule_id, outcome)); },
               "(self, rule_id: str, outcome: " + Take<need::Outcome>::annotation() + ") -> RuleBook", "A copy in which one more prediction of a rule is counted as confirmed or rejected.", py::arg("rule_id"), py::arg("outcome"));
  add_function(cls, "to_json", [](const RuleBook& book, int indent) { return need::to_json(book, indent); }, "(self, indent: int = 2) -> str", "The book as JSON; from_json gives it back.", py::arg("indent") = 2);
  cls.def_static("standard", [] { return std::const_pointer_cast<RuleBook>(RuleBookPointer(RuleBookPointer(), &need::standard_rule_book())); }, "The rules that come with the library.");
  {
    py::options options;
    options.disable_function_signatures();
    cls.def_static("from_json", [](const std::string& json, const py::kwargs& keywords) { return std::const_pointer_cast<RuleBook>(book_from_json(json, keywords)); }, py::arg("json"),
                   (std::string("from_json(json: str, *") + catalogue_parameter + ") -> RuleBook\n\nReads a book of rules and checks it against the dictionary.").c_str());
  }
  cls.def_property_readonly("rules", [](const RuleBook& book) { return to_result(need::summaries(book)); }, "One row for each rule: what it concludes, when, and how sure it is.");
  cls.def_property_readonly("version", [](const RuleBook& book) { return text(book.version); }, "The version that its author gave the book.");
  cls.attr("__annotations__") = py::dict();
  cls.attr("__annotations__")["rules"] = shown_annotation<std::vector<need::RuleSummary>>();
  cls.attr("__annotations__")["version"] = "str";
  cls.def("__len__", [](const RuleBook& book) { return book.rules.size(); });
  cls.def("__eq__", [](const RuleBook& book, const py::object& other) -> py::object {
    if (!py::isinstance<RuleBook>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    return py::bool_(book == other.cast<const RuleBook&>());
  }, py::arg("other"));
  cls.attr("__hash__") = py::none();
  cls.def("__repr__", [](const RuleBook& book) { return text("RuleBook(version='" + book.version + "', " + std::to_string(book.rules.size()) + " rules)"); });
  cls.def(py::pickle([](const RuleBook& book) { return py::make_tuple(need::to_json(book, 0)); },
                     [](const py::tuple& state) { return std::make_shared<RuleBook>(need::rule_book_from_json(state[0].cast<std::string>())); }));
  add_function(module, "to_need", [](const py::object& latent, const py::object& as_of, const std::string& lang) { return need_of(latent, as_of, lang); },
               "(latent: LatentNeed, *, as_of: datetime.date | str, lang: str = 'zh') -> Need", "A prediction as a record of the customer's card: predicted, latent, naming its rule.", py::arg("latent"), py::kw_only(), py::arg("as_of"), py::arg("lang") = "zh");
}

}  // namespace guanxi::python
