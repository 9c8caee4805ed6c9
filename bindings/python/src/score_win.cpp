#include <guanxi/score/drift.hpp>
#include <guanxi/score/model_card.hpp>
#include <guanxi/score/win_model.hpp>

#include "calls.hpp"
#include "columns.hpp"
#include "learned.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

// -- calls --

/// Runs a call that takes a table with outcomes and the options of a fit.
template <class Work>
auto with_win_options(const py::object& features, const py::object& outcome, const py::kwargs& keywords, const std::string& whose, const Work& work) {
  Storage storage;
  score::WinOptions options;
  take_options(options, keywords, whose, storage, {"weights", "time"});
  const auto column = [&](const char* name) { return numbers_from_python(keywords.contains(name) ? py::object(keywords[name]) : py::none(), whose + "(" + name + "=)"); };
  const TakenColumns columns = columns_from_python(features, whose + "(features)"), outcomes = numbers_from_python(outcome, whose + "(outcome)");
  const TakenColumns weights = column("weights"), time = column("time");
  options.weights = weights.numbers(whose + "(weights=)");
  options.time = time.numbers(whose + "(time=)");
  const std::span<const double> known = outcomes.numbers(whose + "(outcome)");
  const std::vector<score::Column> view = columns.view();
  return without_gil([&] { return work(view, known, options); });
}

void add_win_class(py::module_& module) {
  FittedClass<score::WinModel> cls = add_fitted<score::WinModel>(module, "A fitted model of winning; see its state.");
  {
    py::options options;
    options.disable_function_signatures();
    const std::string whole = "fit(features: " + std::string(features_annotation) + ", outcome: typing.Any, *" + parameters_of<score::WinOptions>() + ") -> WinModel\n\n" +
        "Fits probabilities of winning: pooled by group, calibrated, checked out of sample, with intervals. Too little data, or no lift over the base rate, is a state."
        R"doc(

>>> deals = {"visits": [0, 1, 2, 3, 4, 5], "source": ["web", "web", "fair", "web", "fair", "web"]}
>>> model = gx.score.WinModel.fit(deals, [0, 0, 1, 1, 0, 1])
>>> model.state.label("en")
'Little data'
>>> answer = model.predict_one({"visits": 6, "source": "fair"})
>>> answer.low < answer.probability < answer.high
True)doc";
    cls.def_static("fit", [](const py::object& features, const py::object& outcome, const py::kwargs& keywords) {
      return FittedWin{with_win_options(features, outcome, keywords, "WinModel.fit", [](score::Columns view, std::span<const double> known, const score::WinOptions& asked) { return std::make_shared<const score::WinModel>(score::fit_win_model(view, known, asked)); })};
    }, whole.c_str());
  }
  add_function(cls, "predict", [](const FittedWin& self, const py::object& features) {
    const TakenColumns columns = columns_from_python(features, "WinModel.predict(features)");
    const std::vector<score::Column> view = columns.view();
    return array_to_python(without_gil([&] { return score::predict(*self.model, view); }));
  }, std::string("(self, features: ") + features_annotation + ") -> typing.Any", "Probabilities of all rows, from .0001 to .9999: a numpy array, or a memoryview where numpy is not installed; empty if the model is unavailable.");
  add_function(cls, "predict_intervals", [](const FittedWin& self, const py::object& features, const py::kwargs& keywords) {
    Storage storage;
    score::WinAnswerOptions options;
    take_options(options, keywords, "WinModel.predict_intervals", storage);
    const TakenColumns columns = columns_from_python(features, "WinModel.predict_intervals(features)");
    const std::vector<score::Column> view = columns.view();
    return to_result(without_gil([&] { return score::predict_intervals(*self.model, view, options); }));
  }, std::string("(self, features: ") + features_annotation + ", *" + parameters_of<score::WinAnswerOptions>() + ") -> " + shown_annotation<score::WinIntervals>(), "Probabilities of all rows with both ends of their intervals.");
  add_function(cls, "predict_one", [](const FittedWin& self, const py::object& row, const py::kwargs& keywords) {
    Storage storage;
    score::WinAnswerOptions options;
    take_options(options, keywords, "WinModel.predict_one", storage);
    const TakenColumns columns = row_from_python(row, "WinModel.predict_one(row)");
    return to_result(score::explain(*self.model, columns.view(), 0, options));
  }, std::string("(self, row: ") + features_annotation + ", *" + parameters_of<score::WinAnswerOptions>() + ") -> " + shown_annotation<score::Prediction>(), "One row with its reasons in thousandths of log-odds, the probability and its interval. None, absent columns and words never seen are unknown.");
  add_function(cls, "card", [](const FittedWin& self, const py::kwargs& keywords) {
    Storage storage;
    score::ModelCardOptions options;
    take_options(options, keywords, "WinModel.card", storage);
    return to_result(score::model_card(*self.model, options));
  }, "(self, *" + parameters_of<score::ModelCardOptions>() + ") -> " + shown_annotation<score::ModelCard>(), "What people need to know of the model; `gx.score.card_text` makes Markdown of it.");
  add_function(cls, "drift", [](const FittedWin& self, const py::object& features, const py::object& outcome) {
    const TakenColumns columns = columns_from_python(features, "WinModel.drift(features)"), outcomes = numbers_from_python(outcome, "WinModel.drift(outcome)");
    const std::vector<score::Column> view = columns.view();
    const std::span<const double> known = outcomes.numbers("WinModel.drift(outcome)");
    return to_result(without_gil([&] { return score::check_drift(*self.model, view, known); }));
  }, std::string("(self, features: ") + features_annotation + ", outcome: typing.Any = None) -> " + shown_annotation<score::Drift>(), "How far a table has moved from the one of the fit. outcome: 1 won, 0 lost, NaN or None still open.", py::arg("features"), py::arg("outcome") = py::none());
}

}  // namespace

void add_score_win(py::module_& module) {
  add_win_class(module);
  add_function(module, "validate_win_model", [](const py::object& features, const py::object& outcome, const py::kwargs& keywords) {
    return to_result(with_win_options(features, outcome, keywords, "validate_win_model", [](score::Columns view, std::span<const double> known, const score::WinOptions& asked) { return score::validate_win_model(view, known, asked); }));
  }, "(features: " + std::string(features_annotation) + ", outcome: typing.Any, *" + parameters_of<score::WinOptions>() + ") -> " + shown_annotation<score::WinValidation>(), "How good a model of winning would be on rows that it has not seen: rolling in time if `time` is given, else by folds.");
  add_function(module, "card_text", [](const FittedWin& model, const py::kwargs& keywords) {
    Storage storage;
    Language language = Language::zh;
    score::ModelCardOptions options;
    if (keywords.contains("lang")) language = taken<Language>(keywords["lang"], "card_text(lang=)", storage);
    take_options(options, keywords, "card_text", storage, {"lang"});
    return text(score::to_text(score::model_card(*model.model, options), language));
  }, "(model: WinModel, *, lang: str = 'zh'" + parameters_of<score::ModelCardOptions>() + ") -> str", "The card of a model of winning as Markdown.");
}

}  // namespace guanxi::python
