#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/need/customer_features.hpp>
#include <guanxi/need/next_purchase.hpp>
#include <guanxi/need/similar_customers.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

/// Weights by name are a dict in Python.
template <>
struct Take<std::map<std::string, double>> {
  static std::string annotation() { return "dict[str, float]"; }
  static void take(std::map<std::string, double>& held, py::handle value, const std::string& what, Storage& storage) {
    if (!PyDict_Check(value.ptr())) throw_wrong_type(what, "a dict", value);
    held.clear();
    for (const auto& [name, weight] : py::reinterpret_borrow<py::dict>(value)) held[std::string(utf8_of(name))] = taken<double>(weight, what, storage);
  }
};

namespace {

using assess::NeedSources;
using need::FeatureKind;
using need::FeatureRows;
using need::FeatureValue;
using need::SimilarOptions;

/// The keywords that one of two options structs takes, and the rest.
template <class O>
std::pair<py::dict, py::dict> split_keywords(const py::dict& keywords) {
  std::pair<py::dict, py::dict> parts;
  const auto known = keywords_of<O>();
  for (const auto& [name, value] : keywords)
    (std::find(known.begin(), known.end(), utf8_of(name)) != known.end() ? parts.first : parts.second)[name] = value;
  return parts;
}

// -- similar customers --

/// What a table of features may be told.
struct FeatureTableOptions {
  std::vector<std::string> ids{};            ///< of the rows; their places if empty
  std::vector<std::string> levels{};         ///< columns of numbers that are ranks
  std::map<std::string, double> weights{};   ///< by column; those not named count 1
};

FeatureValue feature_from_python(py::handle value, const std::string& what) {
  if (value.is_none()) return {};
  if (PyUnicode_Check(value.ptr())) return std::string(utf8_of(value));
  if (!PyBytes_Check(value.ptr()) && py::hasattr(value, "__iter__")) {
    std::vector<std::string> elements;
    for (const py::handle element : py::reinterpret_borrow<py::iterable>(value)) {
      if (!PyUnicode_Check(element.ptr())) throw_wrong_type(what, "a list of str", element);
      elements.emplace_back(utf8_of(element));
    }
    return elements;
  }
  const double number = PyFloat_AsDouble(value.ptr());
  if (number == -1 && PyErr_Occurred() != nullptr) {
    PyErr_Clear();
    throw_wrong_type(what, "numbers, str or lists of str", value);
  }
  return number;
}

/// The kind of a column is that of its first known value.
FeatureKind kind_of(const std::vector<FeatureValue>& values, bool is_level) {
  for (const FeatureValue& value : values) {
    if (std::holds_alternative<std::string>(value)) return FeatureKind::word;
    if (std::holds_alternative<std::vector<std::string>>(value)) return FeatureKind::set;
    if (std::holds_alternative<double>(value)) break;
  }
  return is_level ? FeatureKind::level : FeatureKind::number;
}

void demand_columns(const FeatureTableOptions& options, const FeatureRows& table) {
  const auto demand = [&table](const std::string& name, const char* option) {
    if (std::none_of(table.features.begin(), table.features.end(), [&name](const need::Feature& one) { return one.name == name; }))
      throw ArgumentError("argument.features", std::string(option) + " names “" + name + "”, which is no column");
  };
  for (const std::string& name : options.levels) demand(name, "levels");
  for (const auto& [name, weight] : options.weights) demand(name, "weights");
}

FeatureRows rows_from_python(const py::dict& columns, const FeatureTableOptions& options) {
  FeatureRows table;
  for (const auto& [key, cells] : columns) {
    const std::string name(utf8_of(key)), what = "similar_rows(columns['" + name + "'])";
    if (PyUnicode_Check(cells.ptr()) || !py::hasattr(cells, "__iter__")) throw_wrong_type(what, "a list", cells);
    std::vector<FeatureValue> values;
    for (const py::handle cell : py::reinterpret_borrow<py::iterable>(cells)) values.push_back(feature_from_python(cell, what));
    if (table.features.empty()) table.rows.resize(values.size());
    if (values.size() != table.rows.size()) throw ArgumentError("argument.features", what + " has " + std::to_string(values.size()) + " values, the first column " + std::to_string(table.rows.size()));
    const bool is_level = std::find(options.levels.begin(), options.levels.end(), name) != options.levels.end();
    const auto weight = options.weights.find(name);
    table.features.push_back({name, {name, name}, kind_of(values, is_level), weight == options.weights.end() ? 1 : weight->second});
    for (std::size_t i = 0; i < values.size(); ++i) table.rows[i].values.push_back(std::move(values[i]));
  }
  demand_columns(options, table);
  if (!options.ids.empty() && options.ids.size() != table.rows.size()) throw ArgumentError("argument.ids", "similar_rows(ids=) must be one for each row: " + std::to_string(table.rows.size()) + ", found " + std::to_string(options.ids.size()));
  for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].id = options.ids.empty() ? std::to_string(i) : options.ids[i];
  return table;
}

void add_similar(py::module_& module) {
  using namespace need;
  add_function(module, "similar_customers", [](const py::object& book, const py::kwargs& keywords) {
    const auto [near, features] = split_keywords<SimilarOptions>(keywords);
    const Call<CustomerFeatureOptions> call(features, "similar_customers");
    const Call<SimilarOptions> options(near, "similar_customers");
    const Book& subject = book_of(book, "similar_customers(book)");
    return to_result(without_gil([&] { return similar_customers(feature_rows(subject, call.options), options.options); }));
  }, "(book: Book, *" + parameters_of<CustomerFeatureOptions>() + parameters_of<SimilarOptions>() + ") -> " + shown_annotation<std::vector<SimilarCustomers>>(),
  "The customers of a book that are most like each one, with the features that say so (Gower's similarity).", py::arg("book"));
  add_function(module, "similar_rows", [](const py::dict& columns, const py::kwargs& keywords) {
    const auto [near, named] = split_keywords<SimilarOptions>(keywords);
    const Call<FeatureTableOptions> call(named, "similar_rows");
    const Call<SimilarOptions> options(near, "similar_rows");
    const FeatureRows table = rows_from_python(columns, call.options);
    return to_result(without_gil([&] { return similar_customers(table, options.options); }));
  }, "(columns: dict[str, typing.Any], *" + parameters_of<FeatureTableOptions>() + parameters_of<SimilarOptions>() + ") -> " + shown_annotation<std::vector<SimilarCustomers>>(),
  "The rows of a table that are most like each one: columns of numbers, str or lists of str; None, NaN, '' and [] are unknown."
               R"doc(

>>> found = gx.need.similar_rows({"staff": [100, 300, 500], "trade": ["mill", "mill", "farm"]}, ids=["a", "b", "c"])
>>> [(near.id, near.similarity, [part.contribution for part in near.reasons]) for near in found[0].nearest]
[('b', 0.75, [0.25, 0.5]), ('c', 0.0, [0.0, 0.0])])doc", py::arg("columns"));
}

// -- next purchases --

std::vector<need::PurchaseDay> purchases_from_python(const py::object& purchases) {
  const char* const what = "next_purchases(purchases)";
  const char* const wanted = "a Book or a list of (customer, product, day)";
  if (PyUnicode_Check(purchases.ptr()) || !py::hasattr(purchases, "__iter__")) throw_wrong_type(what, wanted, purchases);
  std::vector<need::PurchaseDay> days;
  for (const py::handle one : py::reinterpret_borrow<py::iterable>(purchases)) {
    if (!PyTuple_Check(one.ptr()) || PyTuple_GET_SIZE(one.ptr()) != 3) throw_wrong_type(what, wanted, one);
    const auto parts = py::reinterpret_borrow<py::tuple>(one);
    Storage storage;
    days.push_back({taken<std::string>(parts[0], what, storage), taken<std::string>(parts[1], what, storage), taken<Date>(parts[2], what, storage)});
  }
  return days;
}

void add_purchases(py::module_& module) {
  using namespace need;
  add_function(module, "next_purchases", [](const py::object& purchases, const py::kwargs& keywords) {
    const Call<NextPurchaseOptions> call(keywords, "next_purchases");
    if (!py::isinstance<Book>(purchases)) {
      const auto days = purchases_from_python(purchases);
      return to_result(without_gil([&] { return next_purchases(days, call.options); }));
    }
    const Book& subject = book_of(purchases, "next_purchases(purchases)");
    return to_result(without_gil([&] { return next_purchases(subject, call.options); }));
  }, "(purchases: Book | collections.abc.Iterable[tuple[str, str, datetime.date | str]], *" + parameters_of<NextPurchaseOptions>() + ") -> " + shown_annotation<std::vector<NextPurchase>>(),
  "When each customer will buy each of its products again: a book, or tuples of customer, product and day."
               R"doc(

>>> days = [(who, "oil", f"2024-{month:02}-01") for who in "ab" for month in range(1, 7)]
>>> found = gx.need.next_purchases(days, as_of="2024-06-20", horizon_days=30)
>>> [(one.customer, one.time.value, one.expected_on.month, one.probability > 0.8) for one in found]
[('a', 'not_due', 7, True), ('b', 'not_due', 7, True)])doc", py::arg("purchases"));
}

// -- all sources --

using SourcesPointer = std::shared_ptr<const NeedSources>;

void add_sources_class(py::module_& module) {
  using namespace assess;
  py::class_<NeedSources, std::shared_ptr<NeedSources>> cls(module, "NeedSources", "What a book has taught about the needs of its customers; made by learn_need_sources.");
  cls.attr("__annotations__") = py::dict();
  const auto property = [&cls](const char* name, auto get, const std::string& annotation, const char* doc) {
    cls.def_property_readonly(name, get, doc);
    cls.attr("__annotations__")[name] = annotation;
  };
  property("as_of", [](const NeedSources& sources) { return to_python(sources.as_of()); }, "datetime.date", "The day up to which everything was learnt.");
  property("horizon_days", [](const NeedSources& sources) { return sources.horizon_days(); }, "int", "Days ahead that probabilities are about.");
  property("weights", [](const SourcesPointer& sources) { return show(sources->weights(), Owner(sources)); }, shown_annotation<NeedSourceWeights>(), "The weights in use: learnt on past days, or those given.");
  property("replay", [](const SourcesPointer& sources) { return show(sources->replay(), Owner(sources)); }, shown_annotation<NeedReplay>(), "How well the past would have been foretold, beside popularity alone.");
  property("offerings", [](const SourcesPointer& sources) { return show(sources->offerings(), Owner(sources)); }, shown_annotation<std::vector<std::string>>(), "Names of the offerings that are foretold.");
  cls.def("__repr__", [](const NeedSources& sources) { return text("NeedSources of " + std::to_string(sources.offerings().size()) + " offerings: " + sources.replay().verdict.en); });
}

}  // namespace

void add_similar_and_purchases(py::module_& module) {
  add_similar(module);
  add_purchases(module);
}

void add_predicted_needs(py::module_& module) {
  using namespace assess;
  using need::RuleBook;
  add_sources_class(module);
  add_function(module, "learn_need_sources", [](const py::object& book, const py::kwargs& keywords) {
    Call<NeedSourcesOptions> call(keywords, "learn_need_sources", {}, {"rules"});
    std::shared_ptr<RuleBook> rules;
    if (keywords.contains("rules") && !keywords["rules"].is_none()) {
      if (!py::isinstance<RuleBook>(keywords["rules"])) throw_wrong_type("learn_need_sources(rules=)", "RuleBook", keywords["rules"]);
      rules = keywords["rules"].cast<std::shared_ptr<RuleBook>>();
    }
    call.options.rules = rules.get();
    const Book& subject = book_of(book, "learn_need_sources(book)");
    return without_gil([&] { return std::make_shared<NeedSources>(learn_need_sources(subject, call.options)); });
  }, "(book: Book, *" + parameters_of<NeedSourcesOptions>() + ", rules: RuleBook | None = None) -> NeedSources",
  "Learns from a book as known on a day what goes together, who is alike and when things are bought again, and tries it on its own past.", py::arg("book"));
  add_function(module, "predict_needs", [](const py::object& dossier, const NeedSources& sources, const py::kwargs& keywords) {
    const Call<PredictNeedsOptions> call(keywords, "predict_needs");
    const Dossier& subject = dossier_of(dossier, "predict_needs(dossier)");
    return to_result(without_gil([&] { return predict_needs(subject, sources, call.options); }));
  }, "(dossier: Dossier, sources: NeedSources, *" + parameters_of<PredictNeedsOptions>() + ") -> " + shown_annotation<PredictedNeeds>(),
  "What a customer will need next, each with a probability and the evidence of every source."
               R"doc(

>>> buyer = lambda *products: gx.Dossier(transactions=[gx.Transaction(product=name, traded_on="2024-05-01") for name in products])
>>> book = gx.Book([buyer("lathe", "oil"), buyer("lathe", "oil"), buyer("lathe", "oil", "gauge"), buyer("drill")])
>>> sources = gx.assess.learn_need_sources(book, as_of="2024-06-30")
>>> found = gx.assess.predict_needs(buyer("lathe"), sources, n=2)
>>> [(one.name, [part.source.value for part in one.evidence]) for one in found.needs][0]
('oil', ['popularity', 'association', 'neighbours', 'similar']))doc", py::arg("dossier"), py::arg("sources"));
  add_function(module, "learn", [](const RuleBook& rules, const py::object& predicted, const py::object& outcome) {
    const Owner owner = as_result(predicted, result_info<PredictedNeed>());
    if (owner == nullptr) throw_wrong_type("learn(need)", "PredictedNeed", predicted);
    Storage storage;
    return std::make_shared<RuleBook>(assess::learn(rules, *static_cast<const PredictedNeed*>(owner.get()), taken<need::Outcome>(outcome, "learn(outcome)", storage)));
  }, "(rules: RuleBook, need: PredictedNeed, outcome: " + Take<need::Outcome>::annotation() + ") -> RuleBook", "A copy of a rule book in which each rule that spoke for a predicted need is counted as confirmed or rejected once more.", py::arg("rules"), py::arg("need"), py::arg("outcome"));
}

template const ResultInfo& result_info<need::SimilarCustomers>();
template const ResultInfo& result_info<need::NextPurchase>();
template const ResultInfo& result_info<assess::PredictedNeeds>();
template const ResultInfo& result_info<assess::NeedReplay>();

}  // namespace guanxi::python
