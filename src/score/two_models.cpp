#include <guanxi/score/two_models.hpp>

#include <guanxi/score/feature_table.hpp>

#include <cmath>
#include <utility>

#include "experiment.hpp"

namespace guanxi::score {

namespace {

/// One arm of a table, copied.
struct ArmTable {
  FeatureTable features{};
  std::vector<double> outcome{};
  std::vector<double> weights{};
};

FeatureColumn column_of_arm(const Column& column, std::span<const std::size_t> rows) {
  FeatureColumn copy{.name = std::string(column.name), .words = has_words(column)};
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) {
    for (const std::size_t row : rows) copy.numbers.push_back((*numbers)[row]);
    return copy;
  }
  const auto& words = std::get<CodedWords>(column.values);
  copy.levels.assign(words.levels.begin(), words.levels.end());
  for (const std::size_t row : rows) copy.codes.push_back(words.codes[row]);
  return copy;
}

ArmTable arm_of(Columns columns, std::span<const double> outcome, std::span<const double> treated, double arm,
                std::span<const double> weights) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < outcome.size(); ++row)
    if (treated[row] == arm && !std::isnan(outcome[row])) rows.push_back(row);
  ArmTable table;
  for (const Column& column : columns) table.features.columns.push_back(column_of_arm(column, rows));
  for (const std::size_t row : rows) {
    table.outcome.push_back(outcome[row]);
    if (!weights.empty()) table.weights.push_back(weights[row]);
  }
  return table;
}

Logistic fit_arm(const ArmTable& arm, const TwoModelOptions& options) {
  return fit_logistic(arm.features.view(), arm.outcome,
                      {.penalty = options.penalty,
                       .c = options.c,
                       .prior_means = options.prior_means,
                       .weights = arm.weights,
                       .max_iterations = options.max_iterations});
}

UpliftStatus status_of_fits(const Logistic& treated, const Logistic& control) {
  if (treated.status != LogisticStatus::ok) return UpliftStatus::treated_not_fitted;
  return control.status == LogisticStatus::ok ? UpliftStatus::ok : UpliftStatus::control_not_fitted;
}

void check_zero_or_one(std::span<const double> outcome) {
  for (std::size_t row = 0; row < outcome.size(); ++row)
    if (outcome[row] != 0 && outcome[row] != 1 && !std::isnan(outcome[row]))
      throw ArgumentError("argument.outcome", "outcome must be 0 or 1, or NaN where it is unknown, found " +
                                                  std::to_string(outcome[row]) + " in row " + std::to_string(row));
}

ArmFit ending_of(const Logistic& model) { return {model.status, model.column, model.rows, model.events}; }

}  // namespace

double uplift_of(double p_treated, double p_control) {
  for (const double p : {p_treated, p_control})
    if (!(p >= 0 && p <= 1))
      throw ArgumentError("argument.probability", "a probability must lie in [0, 1], found " + std::to_string(p));
  return p_treated - p_control;
}

std::vector<double> uplift_of(std::span<const double> p_treated, std::span<const double> p_control) {
  if (p_treated.size() != p_control.size())
    throw ArgumentError("argument.probability", "p_control must have " + std::to_string(p_treated.size()) +
                                                    " rows as p_treated has, found " +
                                                    std::to_string(p_control.size()));
  std::vector<double> uplift;
  uplift.reserve(p_treated.size());
  for (std::size_t row = 0; row < p_treated.size(); ++row) uplift.push_back(uplift_of(p_treated[row], p_control[row]));
  return uplift;
}

TwoModels fit_two_models(Columns columns, std::span<const double> outcome, std::span<const double> treated,
                         const TwoModelOptions& options) {
  const std::size_t rows = check_columns(columns);
  if (outcome.size() != rows)
    throw ArgumentError("argument.outcome", "outcome must have " + std::to_string(rows) +
                                                " rows as the columns have, found " + std::to_string(outcome.size()));
  check_zero_or_one(outcome);
  check_weights(options.weights, rows);
  const experiment::Arms arms = experiment::count_arms(outcome, treated);
  TwoModels models{.status = arms.status(), .unknown = arms.unknown()};
  if (models.status != UpliftStatus::ok) return models;
  models.treated = fit_arm(arm_of(columns, outcome, treated, 1, options.weights), options);
  models.control = fit_arm(arm_of(columns, outcome, treated, 0, options.weights), options);
  models.status = status_of_fits(models.treated, models.control);
  return models;
}

std::vector<double> predict(const TwoModels& models, Columns columns) {
  if (models.status != UpliftStatus::ok) return {};
  return uplift_of(predict(models.treated, columns), predict(models.control, columns));
}

TwoModelUplift uplift_two_models(Columns features, std::span<const double> outcome, std::span<const double> treated,
                                 const TwoModelOptions& options) {
  const TwoModels models = fit_two_models(features, outcome, treated, options);
  TwoModelUplift answer{
      models.status, ending_of(models.treated), ending_of(models.control), models.unknown, {}, {}, {}};
  if (models.status != UpliftStatus::ok) return answer;
  answer.if_treated = predict(models.treated, features);
  answer.if_not = predict(models.control, features);
  answer.uplift = uplift_of(answer.if_treated, answer.if_not);
  return answer;
}

}  // namespace guanxi::score
