#include <guanxi/score/accuracy.hpp>
#include <guanxi/score/calibration.hpp>
#include <guanxi/score/discrimination.hpp>

#include "calls.hpp"
#include "columns.hpp"
#include "fitted.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

/// Predictions and outcomes of a call, kept as long as it runs.
struct Predictions {
  TakenColumns predicted_columns, outcome_columns;
  std::span<const double> predicted, outcome;

  Predictions(const py::object& given, const py::object& known, const std::string& whose, const std::string& first = "predicted")
      : predicted_columns(numbers_from_python(given, whose + "(" + first + ")")), outcome_columns(numbers_from_python(known, whose + "(outcome)")),
        predicted(predicted_columns.numbers(whose + "(" + first + ")")), outcome(outcome_columns.numbers(whose + "(outcome)")) {}
};

/// Adds a measure of predictions with options from keywords.
template <class Options, class Measure>
void add_measure(py::module_& module, const char* name, Measure measure, const std::string& doc) {
  using Answer = decltype(measure(std::span<const double>(), std::span<const double>(), Options()));
  const std::string whose = name;
  add_function(module, name, [whose, measure](const py::object& predicted, const py::object& outcome, const py::kwargs& keywords) {
    const Call<Options> call(keywords, whose);
    const Predictions taken(predicted, outcome, whose);
    return to_result(without_gil([&] { return measure(taken.predicted, taken.outcome, call.options); }));
  }, "(predicted: typing.Any, outcome: typing.Any, *" + parameters_of<Options>() + ") -> " + shown_annotation<Answer>(), doc, py::arg("predicted"), py::arg("outcome"));
}

/// Adds a measure of predictions without options.
template <class Measure>
void add_measure(py::module_& module, const char* name, Measure measure, const std::string& doc) {
  using Answer = decltype(measure(std::span<const double>(), std::span<const double>()));
  const std::string whose = name;
  add_function(module, name, [whose, measure](const py::object& predicted, const py::object& outcome) {
    const Predictions taken(predicted, outcome, whose);
    return to_result(without_gil([&] { return measure(taken.predicted, taken.outcome); }));
  }, "(predicted: typing.Any, outcome: typing.Any) -> " + shown_annotation<Answer>(), doc, py::arg("predicted"), py::arg("outcome"));
}

void add_discrimination(py::module_& module) {
  using namespace score;
  add_measure<IntervalOptions>(module, "auc", &auc,
                               "The area under the ROC curve with DeLong's interval. predicted: any numbers, higher for more likely; outcome: 0 or 1."
                               R"doc(

>>> gx.score.auc([.1, .4, .35, .8], [0, 0, 1, 1]).value
0.75)doc");
  add_measure(module, "ks", &ks, "Kolmogorov-Smirnov: the largest distance between the distributions of events and others, and from which prediction on.");
  add_function(module, "auc_difference", [](const py::object& first, const py::object& second, const py::object& outcome) {
    const Predictions one(first, outcome, "auc_difference", "first");
    const TakenColumns other = numbers_from_python(second, "auc_difference(second)");
    const std::span<const double> predicted = other.numbers("auc_difference(second)");
    return to_result(without_gil([&] { return auc_difference(one.predicted, predicted, one.outcome); }));
  }, "(first: typing.Any, second: typing.Any, outcome: typing.Any) -> " + shown_annotation<AucDifference>(), "How two predictions of the same rows differ in AUC, with the p-value of DeLong's test.",
  py::arg("first"), py::arg("second"), py::arg("outcome"));
  add_function(module, "lift", [](const py::object& predicted, const py::object& outcome, double share) {
    const Predictions taken(predicted, outcome, "lift");
    return to_result(without_gil([&] { return lift(taken.predicted, taken.outcome, share); }));
  }, "(predicted: typing.Any, outcome: typing.Any, share: float) -> " + shown_annotation<Lift>(), "Events among the share of rows predicted highest, against all rows.", py::arg("predicted"), py::arg("outcome"), py::arg("share"));
  add_function(module, "lift_table", [](const py::object& predicted, const py::object& outcome, int parts) {
    const Predictions taken(predicted, outcome, "lift_table");
    return to_result(without_gil([&] { return lift_table(taken.predicted, taken.outcome, parts); }));
  }, "(predicted: typing.Any, outcome: typing.Any, parts: int = 10) -> " + shown_annotation<LiftTable>(), "Lift in the first 1, 2, ... of so many equal shares of the rows predicted highest.", py::arg("predicted"), py::arg("outcome"), py::arg("parts") = 10);
}

void add_accuracy(py::module_& module) {
  using namespace score;
  add_measure<GroupOptions>(module, "brier", &brier,
                            "The mean square of prediction minus outcome, and its parts: reliability - resolution + uncertainty + within."
                            R"doc(

>>> answer = gx.score.brier([.2, .2, .8, .8], [0, 1, 1, 1])
>>> round(answer.value, 9), round(answer.reliability, 9)
(0.19, 0.065))doc");
  add_measure(module, "log_loss", &log_loss, "Mean -ln of the probability given to what happened, clipped to [1e-15, 1 - 1e-15].");
  add_measure<CalibrationErrorOptions>(module, "calibration_error", &calibration_error, "How far mean predictions are from shares of events, with the table of bins.");
  add_function(module, "psi", [](const py::object& expected, const py::object& actual, const py::kwargs& keywords) {
    Storage storage;
    StabilityOptions options;
    take_options(options, keywords, "psi", storage);
    const TakenColumns first = numbers_from_python(expected, "psi(expected)"), second = numbers_from_python(actual, "psi(actual)");
    return to_result(psi(first.numbers("psi(expected)"), second.numbers("psi(actual)"), options));
  }, "(expected: typing.Any, actual: typing.Any, *" + parameters_of<StabilityOptions>() + ") -> " + shown_annotation<Stability>(), "The population stability index of a later sample against the one a model was fitted on.", py::arg("expected"), py::arg("actual"));
}

/// A curve that turns scores into probabilities.
template <class Curve>
void add_curve(py::module_& module, const char* doc) {
  FittedClass<Curve> cls = add_fitted<Curve>(module, doc);
  const std::string whose = class_name(guanxi::detail::type_name<Curve>()) + ".apply(scores)";
  add_function(cls, "apply", [whose](const Fitted<Curve>& self, const py::object& scores) {
    const TakenColumns taken = numbers_from_python(scores, whose);
    std::vector<double> probabilities;
    for (const double score : taken.numbers(whose)) probabilities.push_back(self.model->apply(score));
    return array_to_python(probabilities);
  }, "(self, scores: typing.Any) -> typing.Any", "The probabilities of scores: a numpy array, or a memoryview where numpy is not installed.", py::arg("scores"));
}

void add_calibrations(py::module_& module) {
  using namespace score;
  add_curve<Platt>(module, "p = 1 / (1 + exp(a x + b)).");
  add_curve<Isotonic>(module, "A rising function through its knots, flat outside.");
  add_curve<Calibration>(module, "A calibration of scores, and why that one.");
  add_function(module, "platt", [](const py::object& scores, const py::object& outcome) {
    const Predictions taken(scores, outcome, "platt", "scores");
    return Fitted<Platt>{without_gil([&] { return std::make_shared<const Platt>(platt(taken.predicted, taken.outcome)); })};
  }, "(scores: typing.Any, outcome: typing.Any) -> Platt", "Fits Platt's curve (1999) to smoothed targets.", py::arg("scores"), py::arg("outcome"));
  add_function(module, "isotonic", [](const py::object& scores, const py::object& outcome, const py::kwargs& keywords) {
    Storage storage;
    IsotonicOptions options;
    take_options(options, keywords, "isotonic", storage);
    const Predictions taken(scores, outcome, "isotonic", "scores");
    return Fitted<Isotonic>{without_gil([&] { return std::make_shared<const Isotonic>(isotonic(taken.predicted, taken.outcome, options)); })};
  }, "(scores: typing.Any, outcome: typing.Any, *" + parameters_of<IsotonicOptions>() + ") -> Isotonic",
  "The rising function nearest to the outcomes by squares."
  R"doc(

>>> steps = gx.score.isotonic([1, 2, 3, 4], [0, 1, 0, 1])
>>> [float(p) for p in steps.apply([1, 2, 3, 4])]
[0.0, 0.5, 0.5, 1.0])doc", py::arg("scores"), py::arg("outcome"));
  add_function(module, "calibrate", [](const py::object& scores, const py::object& outcome, std::size_t isotonic_from) {
    const Predictions taken(scores, outcome, "calibrate", "scores");
    return Fitted<Calibration>{without_gil([&] { return std::make_shared<const Calibration>(calibrate(taken.predicted, taken.outcome, isotonic_from)); })};
  }, "(scores: typing.Any, outcome: typing.Any, *, isotonic_from: int = 1000) -> Calibration", "Calibrates scores: by Platt's curve below so many rows, by isotonic steps from there.", py::arg("scores"), py::arg("outcome"), py::kw_only(), py::arg("isotonic_from") = 1000);
}

}  // namespace

void add_score_metrics(py::module_& module) {
  add_discrimination(module);
  add_accuracy(module);
  add_calibrations(module);
}

}  // namespace guanxi::python
