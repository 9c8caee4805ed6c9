#include <guanxi/score/logistic.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "../../../src/assess/need_weights.hpp"

namespace guanxi::assess::weight_tests {
namespace {

using Values = std::array<std::vector<double>, need_source_count>;

// ½ Σ d² (w − given)² + Σ loss
double penalised_loss(const Values& values, const std::vector<double>& outcome, const SourceValues& given,
                      const NeedSourceWeights& weights) {
  const SourceValues each = weights_of(weights);
  const auto n = static_cast<double>(outcome.size());
  double sum = 0;
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    SourceValues at{};
    for (std::size_t i = 0; i < need_source_count; ++i) at[i] = values[i][row];
    const double odds = log_odds_of(weights, at);
    sum += std::log1p(std::exp(outcome[row] == 1 ? -odds : odds));
  }
  for (std::size_t i = 0; i < need_source_count; ++i) {
    double mean = 0, squares = 0;
    for (const double one : values[i]) mean += one / n;
    for (const double one : values[i]) squares += (one - mean) * (one - mean) / n;
    sum += squares * (each[i] - given[i]) * (each[i] - given[i]) / 2;
  }
  return sum;
}

double log_odds_of_events(const std::vector<double>& outcome) {
  double events = 0;
  for (const double one : outcome) events += one;
  return std::log(events / (static_cast<double>(outcome.size()) - events));
}

// The best of all fits that leave some sources out and have no weight below 0.
std::pair<double, NeedSourceWeights> best_of_all(const Values& values, const std::vector<double>& outcome,
                                                 const SourceValues& given) {
  constexpr std::string_view names[] = {"a", "b", "c", "d", "e", "f"};
  std::pair<double, NeedSourceWeights> best{1e300, {}};
  for (unsigned left_out = 0; left_out < 64; ++left_out) {
    const unsigned kept = 63 - left_out;
    std::vector<score::Column> columns;
    std::vector<score::PriorMean> means;
    for (std::size_t i = 0; i < need_source_count; ++i)
      if ((kept >> i) % 2 == 1) {
        columns.push_back({names[i], std::span<const double>(values[i])});
        means.push_back({std::string(names[i]), given[i]});
      }
    score::Logistic model;
    if (kept > 0)
      model = score::fit_logistic(columns, outcome, {.penalty = score::Penalty::ridge, .prior_means = means});
    else
      model.intercept = log_odds_of_events(outcome);
    SourceValues found{};
    bool is_allowed = true;
    for (std::size_t i = 0, at = 0; i < need_source_count; ++i)
      if ((kept >> i) % 2 == 1)
        found[i] = model.coefficients[at++].coefficient, is_allowed = is_allowed && found[i] >= 0;
    if (!is_allowed) continue;
    const NeedSourceWeights weights{model.intercept, found[0], found[1], found[2], found[3], found[4], found[5]};
    const double loss = penalised_loss(values, outcome, given, weights);
    if (loss < best.first - 1e-9) best = {loss, weights};
  }
  return best;
}

TEST(NeedWeights, equal_the_best_of_all_fits_that_leave_sources_out) {
  int bounded = 0;
  const NeedSourceWeights given{};
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    Values values;
    std::vector<double> outcome{1, 0};
    const std::size_t rows = 8 + random() % 40;
    for (std::size_t row = 2; row < rows; ++row) outcome.push_back(random() % 3 == 0 ? 1 : 0);
    const double strength = static_cast<double>(random() % 5) / 2 - 1.5;
    for (std::size_t i = 0; i < need_source_count; ++i)
      for (std::size_t row = 0; row < rows; ++row)
        values[i].push_back(random() % 4 == 0 || (i == 5 && seed % 3 == 0)
                                ? 0
                                : normal(random) + strength * outcome[row] + (i > 0 ? .5 * values[0][row] : 0));
    const NeedSourceWeights found = fit_weights(values, outcome, given, need_source_count).value();
    const auto [loss, best] = best_of_all(values, outcome, weights_of(given));
    const SourceValues one = weights_of(found), other = weights_of(best);
    ASSERT_NEAR(penalised_loss(values, outcome, weights_of(given), found), loss, 1e-6) << seed;
    for (std::size_t i = 0; i < need_source_count; ++i) {
      ASSERT_GE(one[i], 0) << seed;
      ASSERT_NEAR(one[i], other[i], 1e-4) << seed << ' ' << i;
      bounded += one[i] == 0 ? 1 : 0;
    }
    ASSERT_NEAR(found.intercept, best.intercept, 1e-4) << seed;
  }
  EXPECT_GT(bounded, 100);
  EXPECT_LT(bounded, 1000);
}

// docs/methods/predicted_needs.md: a source that speaks the wrong way weighs nothing.
TEST(NeedWeights, what_speaks_the_wrong_way_weighs_nothing) {
  Values values;
  const std::vector<double> outcome{1, 1, 1, 0, 0, 0, 0, 0};
  for (auto& column : values) column.assign(outcome.size(), 0);
  for (std::size_t row = 0; row < outcome.size(); ++row) values[1][row] = outcome[row] == 1 ? 0 : 3;
  const NeedSourceWeights found = fit_weights(values, outcome, {}, need_source_count).value();
  EXPECT_EQ(found.rule, 0);
  EXPECT_NEAR(found.intercept, std::log(3 / 5.0), 1e-9) << "nothing else varies: the share of events";
  EXPECT_EQ(found.timing, .8) << "a source without evidence keeps the weight given";
  EXPECT_EQ(fit_weights(values, std::vector<double>(8, 0.0), {}, need_source_count), std::nullopt);
  const NeedSourceWeights popularity = fit_weights(values, outcome, {}, 1).value();
  EXPECT_EQ(popularity.similar, 0);
  EXPECT_EQ(popularity.popularity, 1);
}

}  // namespace
}  // namespace guanxi::assess::weight_tests
