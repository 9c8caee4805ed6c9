#include <guanxi/need.hpp>
#include <guanxi/need/association_rules.hpp>
#include <guanxi/need/item_neighbours.hpp>
#include <guanxi/need/portfolio_view.hpp>
#include <guanxi/need/sensitivity.hpp>
#include <guanxi/need/whitespace.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

using need::Baskets;
using need::ItemNeighbours;
using NeighboursPointer = std::shared_ptr<const ItemNeighbours>;

constexpr const char* baskets_annotation = "collections.abc.Iterable[collections.abc.Iterable[str | None]]";

/// The elements of any iterable but a text, as a list or tuple that can be indexed.
py::object elements_of(py::handle value, const std::string& what, const char* wanted) {
  if (PyUnicode_Check(value.ptr()) || PyBytes_Check(value.ptr()) || !py::hasattr(value, "__iter__")) throw_wrong_type(what, wanted, value);
  PyObject* const sequence = PySequence_Fast(value.ptr(), "not iterable");
  if (sequence == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(sequence);
}

template <class Call>
void each_name(py::handle list, const std::string& what, const Call& call) {
  const py::object names = elements_of(list, what, "a list of str");
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(names.ptr()); ++i) {
    const py::handle name(PySequence_Fast_GET_ITEM(names.ptr(), i));
    if (name.is_none()) continue;  // as in tables that are filled up
    if (!PyUnicode_Check(name.ptr())) throw_wrong_type(what, "a list of str", name);
    call(utf8_of(name));
  }
}

/// Names are interned as they are read: each distinct one is copied once, none of the others.
Baskets baskets_from_python(py::handle value, const std::string& what) {
  need::BasketBuilder builder;
  const py::object lists = elements_of(value, what, "a list of lists of str");
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(lists.ptr()); ++i) {
    const py::handle list(PySequence_Fast_GET_ITEM(lists.ptr(), i));
    each_name(list, what, [&builder](std::string_view name) { builder.add(name); });
    builder.close();
  }
  return without_gil([&builder] { return builder.finish(); });
}

void put_if_given(py::kwargs& keywords, const char* name, const py::object& value) {
  if (!value.is_none()) keywords[name] = value;
}

void add_baskets(py::module_& module) {
  using namespace need;
  add_function(module, "frequent_itemsets", [](const py::object& baskets, const py::object& min_support, py::kwargs keywords) {
    put_if_given(keywords, "min_support", min_support);
    const Call<ItemsetOptions> call(keywords, "frequent_itemsets");
    const Baskets made = baskets_from_python(baskets, "frequent_itemsets(baskets)");
    return to_result(without_gil([&] { return frequent_itemsets(made, call.options); }));
  }, std::string("(baskets: ") + baskets_annotation + ", min_support: float = 0.01, *, max_size: int = 0, max_basket: int = 100, max_itemsets: int = 1000000) -> " + shown_annotation<FrequentItemsets>(),
  "Finds all sets of items that at least min_support of the baskets hold, with exact counts. Names are trimmed; repeats, blanks and None are dropped."
               R"doc(

>>> found = gx.need.frequent_itemsets([["oil", "lathe"], ["lathe"], ["lathe", "oil"], ["drill"]], 0.5)
>>> [(one.items, one.count) for one in found.itemsets]
[(('lathe',), 3), (('oil',), 2), (('lathe', 'oil'), 2)])doc", py::arg("baskets"), py::arg("min_support") = py::none());
  add_function(module, "association_rules", [](const py::object& baskets, const py::object& min_support, const py::object& min_confidence, py::kwargs keywords) {
    put_if_given(keywords, "min_support", min_support);
    put_if_given(keywords, "min_confidence", min_confidence);
    const Call<RuleOptions> call(keywords, "association_rules");
    const Baskets made = baskets_from_python(baskets, "association_rules(baskets)");
    return to_result(without_gil([&] { return association_rules(made, call.options); }));
  }, std::string("(baskets: ") + baskets_annotation + ", min_support: float = 0.01, min_confidence: float = 0.5, *, consequents: " + Take<Consequents>::annotation() + " = 'one', max_size: int = 0, max_basket: int = 100, max_itemsets: int = 1000000, max_rules: int = 1000000) -> " + shown_annotation<AssociationRules>(),
  "Finds the rules A -> B with enough support and confidence, highest lift first. Names are trimmed; repeats, blanks and None are dropped."
               R"doc(

>>> found = gx.need.association_rules([["oil", "lathe"], ["lathe"], ["lathe", "oil"], ["drill"]], min_confidence=0.9)
>>> [(rule.antecedent, rule.consequent, rule.confidence, round(rule.lift, 3)) for rule in found.rules]
[(('oil',), ('lathe',), 1.0, 1.333)])doc", py::arg("baskets"), py::arg("min_support") = py::none(), py::arg("min_confidence") = py::none());
}

std::vector<std::string> names_from_python(py::handle value, const std::string& what) {
  std::vector<std::string> names;
  each_name(value, what, [&names](std::string_view name) { names.emplace_back(name); });
  return names;
}

std::size_t count_from_python(const py::object& value, const std::string& what) {
  Storage storage;
  return taken<std::size_t>(value, what, storage);
}

void add_neighbours(py::module_& module) {
  using namespace need;
  py::class_<ItemNeighbours, std::shared_ptr<ItemNeighbours>> cls(module, "ItemNeighbours", "Items that go together, and what to offer to somebody who has some of them; made by ItemNeighbours.fit.");
  {
    py::options options;
    options.disable_function_signatures();
    const std::string doc = std::string("fit(baskets: ") + baskets_annotation + ", *" + parameters_of<NeighbourOptions>() + ") -> ItemNeighbours\n\n" +
                            "Counts items and pairs of items in baskets. Names are trimmed; repeats, blanks and None are dropped."
                            R"doc(

>>> model = gx.need.ItemNeighbours.fit([["oil", "lathe"], ["lathe", "gauge"], ["lathe", "oil"], ["drill"]])
>>> [(one.item, one.basis.value, round(one.score, 3)) for one in model.recommend(["lathe"], n=3)]
[('oil', 'neighbours', 0.816), ('gauge', 'neighbours', 0.577), ('drill', 'popularity', 0.0)])doc";
    cls.def_static("fit", [](const py::object& baskets, const py::kwargs& keywords) {
      const Call<NeighbourOptions> call(keywords, "ItemNeighbours.fit");
      const Baskets made = baskets_from_python(baskets, "ItemNeighbours.fit(baskets)");
      return without_gil([&] { return std::make_shared<ItemNeighbours>(ItemNeighbours::fit(made, call.options)); });
    }, py::arg("baskets"), doc.c_str());
  }
  add_function(cls, "recommend", [](const ItemNeighbours& model, const py::object& owned, const py::object& n) {
    const std::vector<std::string> names = names_from_python(owned, "recommend(owned)");
    const auto count = count_from_python(n, "recommend(n)");
    return to_result(without_gil([&] { return model.recommend(names, count); }));
  }, "(self, owned: collections.abc.Iterable[str | None], n: int = 5) -> " + shown_annotation<std::vector<Recommendation>>(),
  "Exactly n items that are not owned, as long as there are so many: those for which owned items speak, then popular ones, marked.", py::arg("owned"), py::arg("n") = 5);
  add_function(cls, "similarity", [](const ItemNeighbours& model, const std::string& a, const std::string& b) { return model.similarity(a, b); },
               "(self, a: str, b: str) -> float", "How near b is to a, 0-1; NotFoundError for an item that no basket holds.", py::arg("a"), py::arg("b"));
  add_function(cls, "neighbours", [](const ItemNeighbours& model, const std::string& item, const py::object& n) { return to_result(model.neighbours(item, count_from_python(n, "neighbours(n)"))); },
               "(self, item: str, n: int = 5) -> " + shown_annotation<std::vector<Neighbour>>(), "The items nearest to one, nearest first.", py::arg("item"), py::arg("n") = 5);
  cls.attr("__annotations__") = py::dict();
  const auto property = [&cls](const char* name, auto get, const std::string& annotation, const char* doc) {
    cls.def_property_readonly(name, get, doc);
    cls.attr("__annotations__")[name] = annotation;
  };
  property("items", [](const NeighboursPointer& model) { return show(model->items(), Owner(model)); }, shown_annotation<std::vector<std::string>>(), "The items, in the order of their bytes.");
  property("baskets", [](const ItemNeighbours& model) { return model.baskets(); }, "int", "Baskets used.");
  property("findings", [](const NeighboursPointer& model) { return show(model->findings(), Owner(model)); }, shown_annotation<Findings>(), "What was found wrong with baskets left out.");
  cls.def("__repr__", [](const ItemNeighbours& model) { return "ItemNeighbours of " + std::to_string(model.items().size()) + " items in " + std::to_string(model.baskets()) + " baskets"; });
}

/// The keywords that one of two options structs takes, and the rest.
template <class O>
std::pair<py::dict, py::dict> parted(const py::dict& keywords) {
  std::pair<py::dict, py::dict> parts;
  const auto known = keywords_of<O>();
  for (const auto& [name, value] : keywords)
    (std::find(known.begin(), known.end(), utf8_of(name)) != known.end() ? parts.first : parts.second)[name] = value;
  return parts;
}

void add_needs_of_many(py::module_& module) {
  using namespace need;
  add_function(module, "rank_sensitivity", [](const py::object& needs, const py::kwargs& keywords) {
    const auto [tried, ranking] = parted<SensitivityOptions>(keywords);
    const Call<RankOptions> call(ranking, "rank_sensitivity");
    const Call<SensitivityOptions> draws(tried, "rank_sensitivity");
    const auto records = records_from_python<Need>(needs, "rank_sensitivity(needs)");
    return to_result(without_gil([&] { return rank_sensitivity(records, call.options, draws.options); }));
  }, "(needs: collections.abc.Iterable[Need], *" + parameters_of<RankOptions>() + parameters_of<SensitivityOptions>() + ") -> " + shown_annotation<RankSensitivity>(),
  "Whether a ranking would look the same with somewhat other weights, and which weight its first place hangs on."
               R"doc(

>>> wanted = [gx.Need(statement="save water", importance="high", urgency="low"), gx.Need(statement="save power", importance="medium", urgency="high")]
>>> gx.need.rank_sensitivity(wanted, as_of="2024-06-30").reason.en
'with the other weights as they are, urgency falling from 30.0% to 20.0% swaps the first two')doc", py::arg("needs"));
  add_function(module, "portfolio_view", [](const py::object& book, const py::kwargs& keywords) {
    const Call<PortfolioViewOptions> call(keywords, "portfolio_view");
    const Book& subject = book_of(book, "portfolio_view(book)");
    return to_result(without_gil([&] { return portfolio_view(subject, call.options); }));
  }, "(book: Book, *" + parameters_of<PortfolioViewOptions>() + ") -> " + shown_annotation<PortfolioView>(), "Which needs recur at which customers.", py::arg("book"));
  add_function(module, "whitespace", [](const py::object& book, const py::kwargs& keywords) {
    const Call<WhitespaceOptions> call(keywords, "whitespace");
    const Book& subject = book_of(book, "whitespace(book)");
    return to_result(without_gil([&] { return whitespace(subject, call.options); }));
  }, "(book: Book, *" + parameters_of<WhitespaceOptions>() + ") -> " + shown_annotation<Whitespace>(), "Which of our offerings which customer has, considers, needs, or never heard of.", py::arg("book"));
}

}  // namespace

void add_patterns(py::module_& module) {
  add_baskets(module);
  add_neighbours(module);
  add_needs_of_many(module);
}

template const ResultInfo& result_info<need::FrequentItemsets>();
template const ResultInfo& result_info<need::AssociationRules>();
template const ResultInfo& result_info<need::PortfolioView>();
template const ResultInfo& result_info<need::RankSensitivity>();
template const ResultInfo& result_info<need::Whitespace>();

}  // namespace guanxi::python
