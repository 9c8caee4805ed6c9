#include <guanxi/score/logistic.hpp>

#include "need_weights.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace guanxi::assess {

namespace {

constexpr std::array<std::string_view, need_source_count> column_names{"popularity", "rule",    "association",
                                                                       "neighbours", "similar", "timing"};

using SourceColumns = std::array<std::vector<double>, need_source_count>;

// The fit of those sources that are free; the others weigh 0.
struct WeightFit {
  bool is_fitted = false;
  double intercept{};
  SourceValues weights{};
};

WeightFit fit_free(const SourceColumns& values, std::span<const double> outcome, const SourceValues& prior,
                   const std::array<bool, need_source_count>& free) {
  std::vector<score::Column> columns;
  std::vector<score::PriorMean> means;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < need_source_count; ++i) {
    if (!free[i]) continue;
    columns.push_back({column_names[i], std::span<const double>(values[i])});
    means.push_back({std::string(column_names[i]), prior[i]});
    places.push_back(i);
  }
  WeightFit fit;
  if (columns.empty()) {
    double events = 0;
    for (const double one : outcome) events += one;
    fit.is_fitted = events > 0 && events < static_cast<double>(outcome.size());
    if (fit.is_fitted) fit.intercept = std::log(events / (static_cast<double>(outcome.size()) - events));
    return fit;
  }
  const score::Logistic model =
      score::fit_logistic(columns, outcome, {.penalty = score::Penalty::ridge, .prior_means = means});
  fit.is_fitted = model.coefficients.size() == places.size();
  if (!fit.is_fitted) return fit;
  fit.intercept = model.intercept;
  for (std::size_t i = 0; i < places.size(); ++i) fit.weights[places[i]] = model.coefficients[i].coefficient;
  return fit;
}

// How fast the penalised loss falls when a weight of 0 grows.
double descent_of(const SourceColumns& values, std::span<const double> outcome, const WeightFit& fit, double prior,
                  std::size_t which) {
  const std::vector<double>& column = values[which];
  double sum = 0, squares = 0, fall = 0;
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    double odds = fit.intercept;
    for (std::size_t i = 0; i < need_source_count; ++i)
      if (fit.weights[i] != 0) odds += fit.weights[i] * values[i][row];
    sum += column[row];
    fall += column[row] * (outcome[row] - 1 / (1 + std::exp(-odds)));
  }
  const double mean = sum / static_cast<double>(outcome.size());
  for (const double one : column) squares += (one - mean) * (one - mean);
  return fall + squares / static_cast<double>(outcome.size()) * prior;
}

}  // namespace

std::optional<NeedSourceWeights> fit_weights(const SourceColumns& values, std::span<const double> outcome,
                                             const NeedSourceWeights& given, std::size_t used) {
  const SourceValues prior = weights_of(given);
  std::array<bool, need_source_count> free{};
  std::fill_n(free.begin(), used, true);
  WeightFit fit = fit_free(values, outcome, prior, free);
  for (int step = 0; fit.is_fitted && step < 4 * static_cast<int>(need_source_count); ++step) {
    const auto lowest = std::min_element(fit.weights.begin(), fit.weights.end());
    if (*lowest < 0) {
      free[static_cast<std::size_t>(lowest - fit.weights.begin())] = false;
    } else {
      std::size_t best = used;
      double fastest = 1e-6;
      for (std::size_t i = 0; i < used; ++i) {
        if (free[i]) continue;
        const double fall = descent_of(values, outcome, fit, prior[i], i);
        if (fall > fastest) best = i, fastest = fall;
      }
      if (best == used) break;
      free[best] = true;
    }
    fit = fit_free(values, outcome, prior, free);
  }
  if (!fit.is_fitted) return std::nullopt;
  const SourceValues& found = fit.weights;
  const auto kept = [&found](std::size_t i) { return std::max(0.0, found[i]); };
  return NeedSourceWeights{fit.intercept, kept(0), kept(1), kept(2), kept(3), kept(4), kept(5)};
}

}  // namespace guanxi::assess
