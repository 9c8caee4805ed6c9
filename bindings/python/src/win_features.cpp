#include <guanxi/core/write.hpp>
#include <guanxi/assess/win_features.hpp>
#include <guanxi/model/known_by.hpp>

#include "calls.hpp"
#include "columns.hpp"
#include "learned.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

using assess::WinCut;
using assess::WinFeatures;

/// Deals on past days as Python holds them.
struct HeldFeatures {
  std::shared_ptr<const WinFeatures> taken;
};

std::vector<WinCut> cuts_from_python(const py::handle& given, const std::string& what) {
  std::vector<WinCut> cuts;
  if (PyUnicode_Check(given.ptr()) || !py::hasattr(given, "__iter__")) throw_wrong_type(what, "pairs of opportunity and day", given);
  for (const py::handle pair : py::reinterpret_borrow<py::iterable>(given)) {
    if (py::isinstance<py::tuple>(pair) || py::isinstance<py::list>(pair)) {
      if (const py::sequence both = py::reinterpret_borrow<py::sequence>(pair); py::len(both) == 2) {
        cuts.push_back({{uuid_from_python(both[0], what)}, date_from_python(both[1], what)});
        continue;
      }
    }
    throw_wrong_type(what, "pairs of opportunity and day", pair);
  }
  return cuts;
}

py::list cuts_to_python(const std::vector<WinCut>& cuts) {
  py::list pairs;
  for (const WinCut& cut : cuts) pairs.append(py::make_tuple(to_python(cut.opportunity.uuid), to_python(cut.on)));
  return pairs;
}

py::dict features_to_python(const score::FeatureTable& table) {
  py::dict columns;
  for (const score::FeatureColumn& column : table.columns) {
    if (!column.words) {
      columns[column.name.c_str()] = array_to_python(column.numbers);
      continue;
    }
    py::list words;
    for (const std::int32_t code : column.codes) words.append(code < 0 ? py::object(py::none()) : py::object(py::str(column.levels[static_cast<std::size_t>(code)])));
    columns[column.name.c_str()] = words;
  }
  return columns;
}

// -- the class --

template <std::size_t I>
void add_features_member(py::class_<HeldFeatures>& cls, py::dict& annotations) {
  using M = MemberType<WinFeatures, I>;
  const std::string name(member_name<WinFeatures, I>), doc(doc_of_member(guanxi::detail::type_name<WinFeatures>(), name));
  if constexpr (std::same_as<M, score::FeatureTable>) {
    annotations[name.c_str()] = "dict[str, typing.Any]";
    cls.def_property_readonly(name.c_str(), [](const HeldFeatures& held) { return features_to_python(held.taken->features); }, "Columns by name, as models take them: arrays of numbers, lists of texts and None.");
  } else if constexpr (std::same_as<M, std::vector<WinCut>>) {
    annotations[name.c_str()] = "list[tuple[uuid.UUID, datetime.date]]";
    cls.def_property_readonly(name.c_str(), [](const HeldFeatures& held) { return cuts_to_python(held.taken->cuts); }, doc.c_str());
  } else if constexpr (std::same_as<M, std::vector<double>>) {
    annotations[name.c_str()] = "typing.Any";
    cls.def_property_readonly(name.c_str(), [](const HeldFeatures& held) { return array_to_python(*std::get<I>(addresses_of(*held.taken))); }, doc.c_str());
  } else if constexpr (std::same_as<M, std::vector<std::optional<Date>>>) {
    annotations[name.c_str()] = "list[datetime.date | None]";
    cls.def_property_readonly(name.c_str(), [](const HeldFeatures& held) {
      py::list days;
      for (const std::optional<Date>& day : *std::get<I>(addresses_of(*held.taken))) days.append(day ? to_python(*day) : py::object(py::none()));
      return days;
    }, doc.c_str());
  } else {
    annotations[name.c_str()] = shown_annotation<M>();
    cls.def_property_readonly(name.c_str(), [](const HeldFeatures& held) { return show<M>(*std::get<I>(addresses_of(*held.taken)), held.taken); }, doc.c_str());
  }
}

void add_features_class(py::module_& module) {
  py::class_<HeldFeatures> cls(module, "WinFeatures", "Deals on past days: one row a cut.");
  py::dict annotations;
  [&]<std::size_t... I>(std::index_sequence<I...>) { (add_features_member<I>(cls, annotations), ...); }(std::make_index_sequence<member_count<WinFeatures>>());
  cls.attr("__annotations__") = annotations;
  cls.def("__len__", [](const HeldFeatures& held) { return held.taken->cuts.size(); });
  cls.def("__eq__", [](const HeldFeatures& self, const py::object& other) -> py::object {
    if (!py::isinstance<HeldFeatures>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
    const WinFeatures &one = *self.taken, &two = *other.cast<const HeldFeatures&>().taken;
    return py::bool_(features_to_python(one.features).attr("keys")().attr("__eq__")(features_to_python(two.features).attr("keys")()).cast<bool>() && one.cuts == two.cuts && one.closed_on == two.closed_on);
  }, py::arg("other"));
  cls.attr("__hash__") = py::none();
  cls.def("__repr__", [](const HeldFeatures& held) { return "<WinFeatures: " + std::to_string(held.taken->cuts.size()) + " rows, " + std::to_string(held.taken->features.columns.size()) + " columns>"; });
  add_function(cls, "to_pandas", [](const HeldFeatures& held) { return py::module_::import("pandas").attr("DataFrame")(features_to_python(held.taken->features)); }, "(self) -> pandas.DataFrame", "The features as a data frame.");
}

/// What experience suggests, as WinModel.fit takes it.
py::dict prior_to_python(const score::WinPrior& prior) {
  py::list coefficients;
  for (const score::WinEffect& effect : prior.coefficients) {
    py::dict one;
    one["column"] = effect.column;
    one["coefficient"] = effect.coefficient;
    coefficients.append(one);
  }
  py::dict given;
  given["base_rate"] = prior.base_rate;
  given["weight"] = prior.weight;
  given["coefficients"] = coefficients;
  return given;
}

void add_learned(py::module_& module) {
  using assess::Learned;
  py::class_<Learned, std::shared_ptr<Learned>> cls(module, "Learned", "What a book has taught: how likely deals are won, and which needs come next.");
  py::dict annotations;
  annotations["as_of"] = "datetime.date";
  annotations["win"] = "guanxi.score.WinModel";
  annotations["needs"] = "NeedSources";
  cls.attr("__annotations__") = annotations;
  cls.def_property_readonly("as_of", [](const Learned& self) { return to_python(self.as_of()); }, "The day up to which everything was learnt.");
  cls.def_property_readonly("win", [](const std::shared_ptr<Learned>& self) { return FittedWin{std::shared_ptr<const score::WinModel>(self, &self->win())}; }, "How likely deals are won; see its state and validation.");
  cls.def_property_readonly("needs", [](const Learned& self) { return self.needs(); }, "Where predicted needs come from; see their replay.");
  cls.def("__repr__", [](const Learned& self) { return "<Learned as of " + to_string(self.as_of()) + ": " + std::string(word_of(self.win().state).word) + ">"; });
  add_function(module, "learn_from", [](const py::object& book, const py::kwargs& keywords) {
    const Call<assess::LearnOptions> call(keywords, "learn_from");
    const Book& subject = book_of(book, "learn_from(book)");
    return std::make_shared<Learned>(without_gil([&] { return assess::learn_from(subject, call.options); }));
  }, "(book: Book, *" + parameters_of<assess::LearnOptions>() + ") -> Learned",
  "Learns from a book as known on a day: odds of winning from deals that were closed, sources of needs from what was bought and raised. Give it to account() and book() as learned=."
  R"doc(

>>> book, _ = gx.load_book("examples/data")
>>> learned = gx.assess.learn_from(book, as_of="2024-06-30")
>>> best = gx.assess.book(book, as_of="2024-06-30", learned=learned).accounts[0].best
>>> best.win.low < best.win.probability < best.win.high
True)doc", py::arg("book"));
}

}  // namespace

const assess::Learned* learned_from(const py::dict& keywords, const std::string& whose) {
  if (!keywords.contains("learned") || keywords["learned"].is_none()) return nullptr;
  const py::object given = keywords["learned"];
  if (!py::isinstance<assess::Learned>(given)) throw_wrong_type(whose + "(learned=)", "Learned", given);
  return &given.cast<const assess::Learned&>();
}

void add_known_by(py::module_& module) {
  add_function(module, "known_by", [](const py::object& subject, const py::object& day, const py::kwargs& keywords) -> py::object {
    const CataloguePointer catalogue = catalogue_from(keywords);
    const Call<KnownByOptions> call(keywords, "known_by", KnownByOptions{.catalogue = catalogue.get()});
    const Date date = date_from_python(day, "known_by(day)");
    if (py::isinstance<Book>(subject)) return py::cast(std::make_shared<Book>(known_by(book_of(subject, "known_by(subject)"), date, call.options)));
    return py::cast(std::make_shared<Dossier>(known_by(dossier_of(subject, "known_by(subject)"), date, call.options)));
  }, "(subject: typing.Any, day: datetime.date | str, *" + parameters_of<KnownByOptions>(KnownByOptions{}) + catalogue_parameter + ") -> typing.Any",
  "A dossier or book as known at the end of a day, by event time: what happened, was seen or was judged later is gone, and what nothing proves to be that old."
  R"doc(

>>> deal = gx.Opportunity(name="Line 4", opened_on="2024-01-10", stage="won", closed_on="2024-05-02", closing_reason="price")
>>> before = gx.known_by(gx.Dossier(gx.Customer(), opportunities=[deal]), "2024-03-31").opportunities[0]
>>> before.name, before.stage, before.closed_on, before.closing_reason
('Line 4', None, None, ''))doc", py::arg("subject"), py::arg("day"));
}

void add_win_features(py::module_& module) {
  using namespace assess;
  add_features_class(module);
  add_learned(module);
  add_function(module, "win_features", [](const py::object& book, const py::kwargs& keywords) {
    demand_keyword(keywords, "cuts", "win_features");
    const CataloguePointer catalogue = catalogue_from(keywords);
    const Call<WinFeaturesOptions> call(keywords, "win_features", WinFeaturesOptions{.catalogue = catalogue.get()}, {"cuts"});
    const std::vector<WinCut> cuts = cuts_from_python(keywords["cuts"], "win_features(cuts=)");
    const Book& subject = book_of(book, "win_features(book)");
    return HeldFeatures{without_gil([&] { return std::make_shared<const WinFeatures>(win_features(subject, cuts, call.options)); })};
  }, "(book: Book, *, cuts: collections.abc.Iterable[tuple[uuid.UUID | Record | str, datetime.date | str]], " + parameters_of<WinFeaturesOptions>(WinFeaturesOptions{}).substr(2) + catalogue_parameter + ") -> WinFeatures",
  "What was known of deals on past days, and what became of them: one row for each pair of opportunity and day. Nothing later changes a row."
  R"doc(

>>> book, _ = gx.load_book("examples/data")
>>> history = gx.assess.win_features(book, cuts=gx.assess.win_cuts(book))
>>> model = gx.score.WinModel.fit(history.features, history.outcome, weights=history.weights, prior=gx.assess.standard_win_prior(history))
>>> model.state.label("en")
'Little data')doc", py::arg("book"));
  add_function(module, "win_cuts", [](const py::object& book, const py::kwargs& keywords) {
    Storage storage;
    WinCutsOptions options;
    take_options(options, keywords, "win_cuts", storage);
    return cuts_to_python(win_cuts(book_of(book, "win_cuts(book)"), options));
  }, "(book: Book, *" + parameters_of<WinCutsOptions>() + ") -> list[tuple[uuid.UUID, datetime.date]]", "Cuts for learning: won and lost deals at given ages in days, while they were open.", py::arg("book"));
  add_function(module, "open_deals", [](const py::object& book, const py::kwargs& keywords) {
    demand_keyword(keywords, "as_of", "open_deals");
    return cuts_to_python(open_deals(book_of(book, "open_deals(book)"), date_from_python(keywords["as_of"], "open_deals(as_of=)")));
  }, "(book: Book, *, as_of: datetime.date | str) -> list[tuple[uuid.UUID, datetime.date]]", "Cuts for predicting: deals that are open on a day, on that day.", py::arg("book"));
  add_function(module, "standard_win_prior", [](const HeldFeatures& features, double base_rate, double weight) {
    return prior_to_python(standard_win_prior(features.taken->features, base_rate, weight));
  }, "(features: WinFeatures, base_rate: float = 0.25, weight: float = 8.0) -> dict[str, typing.Any]", "What experience suggests of the features before any data, as WinModel.fit takes it.", py::arg("features"), py::arg("base_rate") = .25, py::arg("weight") = 8.);
  add_function(module, "win_feature_list", [] {
    py::list all;
    for (const WinFeature& feature : win_feature_list()) {
      py::dict one;
      one["name"] = py::str(feature.name.data(), feature.name.size());
      one["label"] = py::cast(to_message(feature.label));
      one["words"] = feature.words;
      one["prior"] = feature.prior;
      one["field"] = py::str(feature.field.data(), feature.field.size());
      all.append(one);
    }
    return all;
  }, "() -> list[dict[str, typing.Any]]", "All features of deals: name, label, whether they are words, what one unit is worth by experience in log-odds, the field that they need most.");
}

}  // namespace guanxi::python
