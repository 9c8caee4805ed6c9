#include <guanxi/score/bins.hpp>
#include <guanxi/score/decay.hpp>
#include <guanxi/score/logistic.hpp>
#include <guanxi/score/naive_bayes.hpp>
#include <guanxi/score/scorecard.hpp>

#include "calls.hpp"
#include "columns.hpp"
#include "fitted.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

// -- calls --

/// Adds the function that makes a model.
template <class Class, class Call>
void add_fit(Class& cls, const Call& call, const std::string& signature, const std::string& doc) {
  py::options options;
  options.disable_function_signatures();
  const std::string whole = "fit(features: " + std::string(features_annotation) + ", outcome: typing.Any, *" + signature + "\n\n" + doc;
  cls.def_static("fit", call, whole.c_str());
}

/// Fits a model with options from keywords.
template <class Model, class Options>
Fitted<Model> fit_model(const py::object& features, const py::object& outcome, const py::kwargs& keywords, const std::string& whose, Model (*fit)(score::Columns, std::span<const double>, const Options&)) {
  Storage storage;
  Options options;
  take_options(options, keywords, whose, storage, {"weights"});
  const TakenColumns columns = columns_from_python(features, whose + "(features)"), outcomes = numbers_from_python(outcome, whose + "(outcome)");
  const TakenColumns weights = numbers_from_python(keywords.contains("weights") ? py::object(keywords["weights"]) : py::none(), whose + "(weights=)");
  options.weights = weights.numbers(whose + "(weights=)");
  const std::span<const double> known = outcomes.numbers(whose + "(outcome)");
  const std::vector<score::Column> view = columns.view();
  return {without_gil([&] { return std::make_shared<const Model>(fit(view, known, options)); })};
}

template <class Model>
py::object predict_rows(const Fitted<Model>& fitted, const py::object& features, const std::string& whose, std::vector<double> (*predict)(const Model&, score::Columns)) {
  const TakenColumns columns = columns_from_python(features, whose + "(features)");
  const std::vector<score::Column> view = columns.view();
  return array_to_python(without_gil([&] { return predict(*fitted.model, view); }));
}

/// Adds `predict` and `predict_one`.
template <class Model>
void add_predictions(FittedClass<Model>& cls, const std::string& one_doc) {
  using Answer = decltype(score::explain(std::declval<const Model&>(), score::Columns(), 0, score::ExplainOptions()));
  const std::string whose = class_name(guanxi::detail::type_name<Model>());
  add_function(cls, "predict", [whose](const Fitted<Model>& self, const py::object& features) { return predict_rows<Model>(self, features, whose + ".predict", &score::predict); },
               std::string("(self, features: ") + features_annotation + ") -> typing.Any", "Probabilities of all rows: a numpy array, or a memoryview where numpy is not installed; empty if the model could not be fitted.");
  add_function(cls, "predict_one", [whose](const Fitted<Model>& self, const py::object& row, const py::kwargs& keywords) {
    Storage storage;
    score::ExplainOptions options;
    take_options(options, keywords, whose + ".predict_one", storage);
    const TakenColumns columns = row_from_python(row, whose + ".predict_one(row)");
    return to_result(score::explain(*self.model, columns.view(), 0, options));
  }, std::string("(self, row: ") + features_annotation + ", *" + parameters_of<score::ExplainOptions>() + ") -> " + shown_annotation<Answer>(), one_doc);
}

// -- classes --

void add_logistic(py::module_& module) {
  FittedClass<score::Logistic> cls = add_fitted<score::Logistic>(module, "A fitted logistic regression; see its status.");
  add_fit(cls, [](const py::object& features, const py::object& outcome, const py::kwargs& keywords) { return fit_model<score::Logistic, score::LogisticOptions>(features, outcome, keywords, "Logistic.fit", &score::fit_logistic); }, parameters_of<score::LogisticOptions>() + ") -> Logistic",
          "Fits log-odds as a linear function of columns; words enter as one indicator for each but the most frequent. What cannot be fitted is a status that names the column."
          R"doc(

>>> visits = {"visits": [0, 1, 2, 3, 4, 5], "source": ["web", "web", "fair", "web", "fair", "web"]}
>>> model = gx.score.Logistic.fit(visits, [0, 0, 1, 1, 0, 1], penalty="ridge")
>>> model.status.label("en")
'Fitted'
>>> answer = model.predict_one({"visits": 6, "source": "fair"})
>>> [reason.part for reason in answer.score.contributions]
['visits', 'source'])doc");
  add_predictions(cls, "One row with its reasons in thousandths of log-odds, the probability and its interval. None, absent columns and words never seen are unknown.");
}

void add_naive_bayes(py::module_& module) {
  FittedClass<score::NaiveBayes> cls = add_fitted<score::NaiveBayes>(module, "A fitted naive Bayes model; see its status.");
  add_fit(cls, [](const py::object& features, const py::object& outcome, const py::kwargs& keywords) { return fit_model<score::NaiveBayes, score::NaiveBayesOptions>(features, outcome, keywords, "NaiveBayes.fit", &score::fit_naive_bayes); }, parameters_of<score::NaiveBayesOptions>() + ") -> NaiveBayes",
          "Counts values by outcome; repeated evidence is damped, teams lean on all, unknown values are skipped."
          R"doc(

>>> leads = {"source": ["web", "fair", "fair", "web", "web", "fair"], "phone": ["yes", "yes", None, None, "yes", "yes"]}
>>> model = gx.score.NaiveBayes.fit(leads, [0, 1, 1, 0, 0, 1])
>>> bool(model.predict_one({"source": "fair"}).probability > .5)
True)doc");
  add_predictions(cls, "One row with its reasons in thousandths of log-odds, the probability and its interval. None, absent columns and values never seen are unknown.");
}

void add_scorecard(py::module_& module) {
  FittedClass<score::Scorecard> cls = add_fitted<score::Scorecard>(module, "A scorecard; see its status.");
  add_fit(cls, [](const py::object& features, const py::object& outcome, const py::kwargs& keywords) { return fit_model<score::Scorecard, score::ScorecardOptions>(features, outcome, keywords, "Scorecard.fit", &score::fit_scorecard); }, parameters_of<score::ScorecardOptions>() + ") -> Scorecard",
          "Weight of evidence and information value of each column, and a card of points."
          R"doc(

>>> card = gx.score.Scorecard.fit({"source": ["web"] * 6 + ["fair"] * 4}, [1, 1, 0, 0, 0, 0, 1, 1, 1, 0], coefficients="one")
>>> [(bin.label, bin.points) for bin in card.characteristics[0].bins]
[('fair', -79000), ('web', 50000)])doc");
  add_function(cls, "points", [](const Fitted<score::Scorecard>& self, const py::object& features) { return predict_rows<score::Scorecard>(self, features, "Scorecard.points", &score::points); },
               std::string("(self, features: ") + features_annotation + ") -> typing.Any", "Points of all rows, as on the card: a numpy array, or a memoryview where numpy is not installed.");
  add_predictions(cls, "One row in points with its reasons. Values without a bin count neutral points and are named as missing.");
}

}  // namespace

void add_score_models(py::module_& module) {
  add_logistic(module);
  add_naive_bayes(module);
  add_scorecard(module);
  add_function(module, "half_life_weights", [](const py::object& ages, double half_life) {
    const TakenColumns taken = numbers_from_python(ages, "half_life_weights(ages)");
    return array_to_python(score::half_life_weights(taken.numbers("half_life_weights(ages)"), half_life));
  }, "(ages: typing.Any, half_life: float) -> typing.Any", "Row weights 2^(-age / half-life).", py::arg("ages"), py::arg("half_life"));
  add_function(module, "quantile_cuts", [](const py::object& values, int bins) {
    const TakenColumns taken = numbers_from_python(values, "quantile_cuts(values)");
    return to_result(score::quantile_cuts(taken.numbers("quantile_cuts(values)"), bins));
  }, "(values: typing.Any, bins: int) -> tuple[float, ...]", "Cuts that part numbers into bins of about equal weight; each is a value of the data.", py::arg("values"), py::arg("bins"));
}

template const ResultInfo& result_info<score::Prediction>();

}  // namespace guanxi::python
