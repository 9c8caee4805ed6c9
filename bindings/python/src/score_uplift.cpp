#include <guanxi/score/average_effect.hpp>
#include <guanxi/score/lin_ucb.hpp>
#include <guanxi/score/next_best_action.hpp>
#include <guanxi/score/qini.hpp>
#include <guanxi/score/transformed_outcome.hpp>
#include <guanxi/score/two_models.hpp>
#include <guanxi/score/uplift_intervals.hpp>

#include "calls.hpp"
#include "columns.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

using Names = std::vector<std::string>;

/// A list of numbers from Python; valid while this lives.
class TakenNumbers {
 public:
  TakenNumbers(py::handle values, const std::string& what) : columns_(demanded(values, what)), numbers_(columns_.numbers(what)) {}
  [[nodiscard]] std::span<const double> numbers() const noexcept { return numbers_; }

 private:
  static TakenColumns demanded(py::handle values, const std::string& what) {
    if (values.is_none()) throw_wrong_type(what, "numbers", values);
    return numbers_from_python(values, what);
  }

  TakenColumns columns_;
  std::span<const double> numbers_;
};

/// Numbers of a keyword, empty if it is absent or None.
struct KeywordNumbers {
  TakenColumns columns;
  std::string what;
  KeywordNumbers(const py::dict& keywords, const char* name, const std::string& whose)
      : columns(numbers_from_python(keywords.contains(name) ? py::object(keywords[name]) : py::none(), whose + "(" + name + "=)")), what(whose + "(" + name + "=)") {}
  [[nodiscard]] std::span<const double> numbers() const { return columns.numbers(what); }
};

/// Outcomes and arms of an experiment.
struct TakenRows {
  TakenNumbers outcome, treated;
  TakenRows(py::handle outcomes, py::handle arms, const std::string& whose) : outcome(outcomes, whose + "(outcome)"), treated(arms, whose + "(treated)") {}
};

constexpr const char* rows_signature = "outcome: typing.Any, treated: typing.Any, *";

// -- effects --

/// Adds a function of outcomes and arms, or of predictions too.
template <class Options, class Answer>
void add_of_prediction(py::module_& module, const char* name, Answer (*answer)(std::span<const double>, std::span<const double>, std::span<const double>, const Options&), const std::string& doc) {
  add_function(module, name, [name = std::string(name), answer](const py::object& uplift, const py::object& outcome, const py::object& treated, const py::kwargs& keywords) {
    Storage storage;
    Options options;
    take_options(options, keywords, name, storage);
    const TakenNumbers predicted(uplift, name + "(uplift)");
    const TakenRows rows(outcome, treated, name);
    return to_result(without_gil([&] { return answer(predicted.numbers(), rows.outcome.numbers(), rows.treated.numbers(), options); }));
  }, std::string("(uplift: typing.Any, ") + rows_signature + parameters_of<Options>() + ") -> " + shown_annotation<Answer>(), doc, py::arg("uplift"), py::arg("outcome"), py::arg("treated"));
}

void add_average_effect(py::module_& module) {
  add_function(module, "average_effect", [](const py::object& outcome, const py::object& treated, const py::kwargs& keywords) {
    Storage storage;
    score::EffectOptions options;
    take_options(options, keywords, "average_effect", storage);
    const TakenRows rows(outcome, treated, "average_effect");
    return to_result(score::average_effect(rows.outcome.numbers(), rows.treated.numbers(), options));
  }, std::string("(") + rows_signature + parameters_of<score::EffectOptions>() + ") -> " + shown_annotation<score::AverageEffect>(),
  "Mean outcome of the treated rows minus that of the others, with its standard error and a normal interval. An outcome of NaN or None is not known yet."
  R"doc(

>>> answer = gx.score.average_effect([1, 0, 1, 1, 0, 0, 1, 0], [1, 1, 1, 1, 0, 0, 0, 0])
>>> answer.effect, round(answer.standard_error, 4)
(0.5, 0.3536))doc", py::arg("outcome"), py::arg("treated"));
}

/// One number or many.
std::vector<double> propensities_from_python(const py::dict& keywords) {
  if (!keywords.contains("propensity")) return {};
  const py::object given = keywords["propensity"];
  if (PyFloat_Check(given.ptr())) return {given.cast<double>()};
  const KeywordNumbers many(keywords, "propensity", "transformed_outcome");
  const std::span<const double> numbers = many.numbers();
  return {numbers.begin(), numbers.end()};
}

void add_transformed_outcome(py::module_& module) {
  add_function(module, "transformed_outcome", [](const py::object& outcome, const py::object& treated, const py::kwargs& keywords) {
    Storage storage;
    score::TransformOptions options;
    take_options(options, keywords, "transformed_outcome", storage, {"propensity"});
    const std::vector<double> propensity = propensities_from_python(keywords);
    options.propensity = propensity;
    const TakenRows rows(outcome, treated, "transformed_outcome");
    return to_result(score::transformed_outcome(rows.outcome.numbers(), rows.treated.numbers(), options));
  }, std::string("(") + rows_signature + ", propensity: float | collections.abc.Iterable[float] | None = None) -> " + shown_annotation<score::TransformedOutcome>(),
  "Outcomes y (t - e) / (e (1 - e)), whose mean is the average effect; a regression of them on features predicts uplift.", py::arg("outcome"), py::arg("treated"));
}

void add_curves(py::module_& module) {
  add_of_prediction<score::UpliftCurveOptions, score::UpliftCurve>(module, "qini", &score::qini,
                                                                   "Qini curve of predicted uplift: what the treatment added among the rows predicted highest, its areas and the effect in the top share. Equal predictions are one step."
                                                                   R"doc(

>>> curve = gx.score.qini([.3, .1], [1, 0], [0, 1])
>>> [point.value for point in curve.points], curve.area, curve.random_area, curve.normalized
([0.0, 0.0, -1.0], -0.5, -1.0, 1.0))doc");
  add_of_prediction<score::UpliftCurveOptions, score::UpliftCurve>(module, "uplift_curve", &score::uplift_curve, "Uplift curve: difference of both arms' rates among the rows predicted highest, times their number.");
  add_of_prediction<score::UpliftIntervalOptions, score::UpliftIntervals>(module, "uplift_intervals", &score::uplift_intervals,
                                                                          "Percentile intervals of average effect, effect in the top share and areas, by a bootstrap stratified by arm; equal seeds give equal intervals.");
}

// -- models --

void add_two_models(py::module_& module) {
  add_function(module, "uplift_two_models", [](const py::object& features, const py::object& outcome, const py::object& treated, const py::kwargs& keywords) {
    Storage storage;
    score::TwoModelOptions options;
    take_options(options, keywords, "uplift_two_models", storage, {"weights"});
    const TakenColumns columns = columns_from_python(features, "uplift_two_models(features)");
    const TakenRows rows(outcome, treated, "uplift_two_models");
    const KeywordNumbers weights(keywords, "weights", "uplift_two_models");
    options.weights = weights.numbers();
    const std::vector<score::Column> view = columns.view();
    return to_result(without_gil([&] { return score::uplift_two_models(view, rows.outcome.numbers(), rows.treated.numbers(), options); }));
  }, std::string("(features: ") + features_annotation + ", " + rows_signature + parameters_of<score::TwoModelOptions>() + ") -> " + shown_annotation<score::TwoModelUplift>(),
  "Predicted uplift of each row from two logistic regressions, one for each arm. Rows whose outcome is NaN or None are predicted, not learned from."
  R"doc(

>>> orders = {"orders": [1, 2, 3, 4] * 4}
>>> bought = [0, 0, 1, 0, 0, 1, 1, 1] + [1, 0, 0, 1, 0, 1, 0, 0]
>>> answer = gx.score.uplift_two_models(orders, bought, [1] * 8 + [0] * 8, penalty="ridge")
>>> answer.status.label("en"), bool(answer.uplift[3] > answer.uplift[0])
('Answered', True))doc", py::arg("features"), py::arg("outcome"), py::arg("treated"));
  add_function(module, "uplift_of", [](const py::object& if_treated, const py::object& if_not) -> py::object {
    if (PyFloat_Check(if_treated.ptr()) && PyFloat_Check(if_not.ptr())) return py::float_(score::uplift_of(if_treated.cast<double>(), if_not.cast<double>()));
    const TakenNumbers treated(if_treated, "uplift_of(p_treated)"), control(if_not, "uplift_of(p_control)");
    return numbers_to_python(score::uplift_of(treated.numbers(), control.numbers()));
  }, "(p_treated: typing.Any, p_control: typing.Any) -> typing.Any", "Probability if treated minus probability if not: of two floats, or of two lists row by row.", py::arg("p_treated"), py::arg("p_control"));
}

// -- actions --

Names names_from_python(py::handle values, const std::string& what) {
  Storage storage;
  return taken<Names>(values, what, storage);
}

Names further_actions(const py::dict& keywords, const std::string& whose) {
  if (!keywords.contains("actions") || keywords["actions"].is_none()) return {};
  return names_from_python(keywords["actions"], whose + "(actions=)");
}

constexpr const char* decisions_annotation = "decisions: collections.abc.Iterable[str]";
constexpr const char* actions_parameter = ", actions: collections.abc.Iterable[str] | None = None";

void add_ucb1(py::module_& module) {
  add_function(module, "ucb1", [](const py::object& decisions, const py::object& rewards, const py::kwargs& keywords) {
    Storage storage;
    score::UcbOptions options;
    take_options(options, keywords, "ucb1", storage, {"actions"});
    const TakenNumbers brought(rewards, "ucb1(rewards)");
    const Names taken_actions = names_from_python(decisions, "ucb1(decisions)"), further = further_actions(keywords, "ucb1");
    return to_result(score::ucb1(score::tally_actions(taken_actions, brought.numbers(), further), options));
  }, std::string("(") + decisions_annotation + ", rewards: typing.Any, *" + actions_parameter + parameters_of<score::UcbOptions>() + ") -> " + shown_annotation<std::vector<score::RankedAction>>(),
  "What to try next: actions ranked by mean reward plus a bonus for those seldom tried (UCB1); those in actions= that were never tried come first."
  R"doc(

>>> tried = ["call", "call", "call", "visit", "visit"]
>>> [ranked.action for ranked in gx.score.ucb1(tried, [0, 1, 0, 1, 1], actions=["sample"])]
['sample', 'visit', 'call'])doc", py::arg("decisions"), py::arg("rewards"));
}

void add_lin_ucb(py::module_& module) {
  add_function(module, "lin_ucb", [](const py::object& decisions, const py::object& features, const py::object& rewards, const py::object& row, const py::kwargs& keywords) {
    Storage storage;
    score::LinUcbOptions options;
    score::LinUcbRankOptions rank_options;
    take_options(options, keywords, "lin_ucb", storage, {"actions", "alpha", "untried"});
    take_options(rank_options, keywords, "lin_ucb", storage, {"actions", "ridge"});
    const Names taken_actions = names_from_python(decisions, "lin_ucb(decisions)"), further = further_actions(keywords, "lin_ucb");
    options.actions = further;
    const TakenColumns columns = columns_from_python(features, "lin_ucb(features)"), point = row_from_python(row, "lin_ucb(row)");
    const TakenNumbers brought(rewards, "lin_ucb(rewards)");
    const score::LinUcb learned = score::fit_lin_ucb(taken_actions, columns.view(), brought.numbers(), options);
    return to_result(score::rank_actions(learned, point.view(), 0, rank_options));
  }, std::string("(") + decisions_annotation + ", features: " + features_annotation + ", rewards: typing.Any, row: " + features_annotation + ", *" + actions_parameter + ", ridge: float = 1.0" + parameters_of<score::LinUcbRankOptions>() + ") -> " + shown_annotation<std::vector<score::RankedAction>>(),
  "What to try next with one customer: actions ranked by a bound that is linear in features (LinUCB), learned from decisions, the features at each and what it brought."
  R"doc(

>>> seen = {"one": [1, 1, 1, 1], "size": [1, 9, 1, 9]}
>>> ranked = gx.score.lin_ucb(["call", "call", "visit", "visit"], seen, [1, 0, 0, 1], {"one": 1, "size": 8}, alpha=.1)
>>> [action.action for action in ranked]
['visit', 'call'])doc", py::arg("decisions"), py::arg("features"), py::arg("rewards"), py::arg("row"));
}

}  // namespace

void add_score_uplift(py::module_& module) {
  add_average_effect(module);
  add_transformed_outcome(module);
  add_curves(module);
  add_two_models(module);
  add_ucb1(module);
  add_lin_ucb(module);
}

}  // namespace guanxi::python
