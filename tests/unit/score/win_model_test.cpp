#include <gtest/gtest.h>
#include <guanxi/score/win_model.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "win_cases.hpp"

namespace guanxi::score {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class Call>
std::string win_error(const Call& call) {
  try {
    call();
  } catch (const ArgumentError& error) {
    return error.code() + ": " + error.what();
  }
  return "none";
}

// The penalised loss that docs/methods/win_model.md writes down, for numbers without unknown values and one group.
struct SlowPosterior {
  std::vector<std::vector<double>> rows{};  // 1, standardised numbers, indicators of teams
  std::vector<double> outcome{}, weights{}, precision{}, mean{};

  [[nodiscard]] double loss(const std::vector<double>& at) const {
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double eta = std::inner_product(at.begin(), at.end(), rows[i].begin(), 0.0);
      sum += weights[i] * (std::log1p(std::exp(-std::fabs(eta))) + (std::max)(eta, 0.0) - outcome[i] * eta);
    }
    for (std::size_t j = 0; j < at.size(); ++j) sum += precision[j] * (at[j] - mean[j]) * (at[j] - mean[j]) / 2;
    return sum;
  }

  // One coordinate after the other, by derivatives of sums written out, until nothing moves.
  [[nodiscard]] std::vector<double> lowest() const {
    std::vector<double> at = mean;
    for (int round = 0; round < 20000; ++round) {
      double moved = 0;
      for (std::size_t j = 0; j < at.size(); ++j) {
        double slope = precision[j] * (at[j] - mean[j]), curve = precision[j];
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const double p = 1 / (1 + std::exp(-std::inner_product(at.begin(), at.end(), rows[i].begin(), 0.0)));
          slope += weights[i] * (p - outcome[i]) * rows[i][j];
          curve += weights[i] * rows[i][j] * rows[i][j] / 4;  // the greatest it can be: never too far a step
        }
        at[j] -= slope / curve;
        moved = (std::max)(moved, std::fabs(slope / curve));
      }
      if (moved < 1e-11) break;
    }
    return at;
  }
};

SlowPosterior slow_posterior(const WinModel& model, const FeatureTable& table, const std::vector<double>& outcome,
                             const std::vector<double>& weights) {
  SlowPosterior slow{.outcome = outcome, .weights = weights};
  slow.precision = {1e-8};
  slow.mean = {0};
  if (model.prior.weight > 0) {
    const double p = model.prior.base_rate;
    slow.precision[0] = model.prior.weight * p * (1 - p);
    slow.mean[0] = std::log(p / (1 - p));
  }
  for (const WinCoefficient& about : model.coefficients) {
    slow.precision.push_back(1 / (model.spread * model.spread));
    slow.mean.push_back(about.prior * about.deviation);
  }
  for (const WinGroup& group : model.groups)
    for (std::size_t o = 0; o < group.offsets.size(); ++o) {
      slow.precision.push_back(1 / (group.deviation * group.deviation));
      slow.mean.push_back(0);
    }
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    std::vector<double> row{1};
    for (const WinCoefficient& about : model.coefficients)
      for (const FeatureColumn& column : table.columns)
        if (column.name == about.column) row.push_back((column.numbers[i] - about.mean) / about.deviation);
    for (const WinGroup& group : model.groups)
      for (const WinOffset& offset : group.offsets)
        for (const FeatureColumn& column : table.columns)
          if (column.name == group.column)
            row.push_back(column.levels[static_cast<std::size_t>(column.codes[i])] == offset.word ? 1 : 0);
    slow.rows.push_back(row);
  }
  return slow;
}

TEST(WinModel, is_the_lowest_point_of_the_penalised_loss) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    const DrawnModel drawn{.effects = std::vector<double>(seed % 3, .7),
                           .base = -.2,
                           .teams = seed % 2 == 0 ? 3 : 0,
                           .team_deviation = .6};
    if (drawn.effects.empty() && drawn.teams == 0) continue;
    DrawnDeals deals = draw_deals(drawn, 110, random, draw_teams(drawn, random));
    if (seed % 5 == 0 && !drawn.effects.empty())
      for (double& x : deals.table.columns[0].numbers) x = std::round(x);  // ties
    std::vector<double> weights(deals.outcome.size(), 1);
    if (seed % 4 == 1)
      for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1 + static_cast<double>(i % 3);
    WinOptions options{.weights = weights, .minimum = 1, .folds = 0};
    if (drawn.teams > 0) options.groups = {"team"};
    if (seed % 3 == 2) options.prior = {.base_rate = .3, .weight = 15, .coefficients = {{"x1", .4}}};
    if (seed % 7 == 3) options.spread = .2;
    const WinModel model = fit_win_model(deals.table.view(), deals.outcome, options);
    ASSERT_EQ(model.state, WinState::enough) << seed;
    const SlowPosterior slow = slow_posterior(model, deals.table, deals.outcome, weights);
    const std::vector<double> lowest = slow.lowest();
    ASSERT_NEAR(model.baseline, lowest[0], 1e-6) << seed;
    std::size_t j = 1;
    for (const WinCoefficient& about : model.coefficients) ASSERT_NEAR(about.standardized, lowest[j++], 1e-6) << seed;
    for (const WinGroup& group : model.groups)
      for (const WinOffset& offset : group.offsets) ASSERT_NEAR(offset.offset, lowest[j++], 1e-6) << seed;
    // The covariance is the inverse of the curvature, taken here by differences of the slow loss.
    const std::size_t size = lowest.size();
    const double step = 1e-3;
    for (std::size_t a = 0; a < size && seed % 20 == 0; ++a)
      for (std::size_t b = 0; b < size; ++b) {
        double product = 0;  // (curvature · covariance) must be the unit matrix
        for (std::size_t k = 0; k < size; ++k) {
          const auto at = [&](double da, double dk) {
            std::vector<double> x = lowest;
            x[a] += da;
            x[k] += dk;
            return slow.loss(x);
          };
          const double curvature =
              (at(step, step) - at(step, -step) - at(-step, step) + at(-step, -step)) / (4 * step * step);
          product += curvature * model.covariance[k * size + b];
        }
        ASSERT_NEAR(product, a == b ? 1 : 0, 2e-4) << seed;
      }
  }
}

// The worked example of docs/methods/win_model.md, solved there by bisection.
TEST(WinModel, worked_example) {
  FeatureTable table;
  std::vector<double> x, outcome;
  for (int i = 0; i < 200; ++i) {
    x.push_back(i < 100 ? -1 : 1);
    outcome.push_back(i % 100 < (i < 100 ? 30 : 70) ? 1 : 0);
  }
  table.add_numbers("x", x);
  const WinModel model = fit_win_model(table.view(), outcome, {.spread = .5, .folds = 0});
  EXPECT_NEAR(model.baseline, 0, 1e-9);
  EXPECT_NEAR(model.coefficients[0].coefficient, .7745698, 1e-7);
  EXPECT_NEAR(model.baseline_error * model.baseline_error, .0231528, 1e-7);
  EXPECT_NEAR(model.coefficients[0].standard_error * model.coefficients[0].standard_error, .0211903, 1e-7);
  const WinIntervals told = predict_intervals(model, table.view());
  EXPECT_NEAR(told.probability[199], .6845086, 1e-7);
  EXPECT_NEAR(told.low[199], .6054437, 1e-7);
  EXPECT_NEAR(told.high[199], .7541630, 1e-7);
}

TEST(WinModel, offsets_shrink_towards_all) {
  std::mt19937_64 random(5);
  const DrawnModel drawn{.effects = {.8}, .teams = 8, .team_deviation = 1};
  const std::vector<double> offsets = draw_teams(drawn, random);
  const DrawnDeals deals = draw_deals(drawn, 4000, random, offsets);
  const WinModel model = fit_win_model(deals.table.view(), deals.outcome, {.groups = {"team"}, .folds = 0});
  ASSERT_EQ(model.groups.size(), 1U);
  EXPECT_NEAR(model.groups[0].deviation, 1, .5);
  const double mean = std::accumulate(offsets.begin(), offsets.end(), 0.0) / 8;
  double found = 0;
  for (const WinOffset& offset : model.groups[0].offsets) found += offset.offset / 8;
  for (std::size_t t = 0; t < 8; ++t) {
    const WinOffset& offset = model.groups[0].offsets[t];
    EXPECT_NEAR(offset.offset - found, offsets[t] - mean, 4 * offset.error);
    const double alone = std::log(offset.won / (offset.rows - offset.won));
    EXPECT_LT(std::fabs(offset.offset), std::fabs(alone) + .6);
  }
  const DrawnDeals nothing = draw_deals({.effects = {.8}, .teams = 8}, 4000, random);
  const WinModel alike = fit_win_model(nothing.table.view(), nothing.outcome, {.groups = {"team"}, .folds = 0});
  EXPECT_LT(alike.groups[0].deviation, .15);
}

TEST(WinModel, small_groups_lean_more_than_large_ones) {
  FeatureTable table;
  std::vector<std::optional<std::string>> teams;
  std::vector<double> outcome;
  const auto add = [&](const char* team, int won, int lost) {
    for (int i = 0; i < won + lost; ++i) {
      teams.emplace_back(team);
      outcome.push_back(i < won ? 1 : 0);
    }
  };
  add("all", 200, 200);
  add("large", 80, 20);
  add("small", 4, 1);
  add("other", 30, 70);
  table.add_words("team", teams);
  const WinModel model = fit_win_model(table.view(), outcome, {.groups = {"team"}, .folds = 0});
  const auto& offsets = model.groups[0].offsets;  // all, large, other, small
  EXPECT_GT(offsets[1].offset, offsets[3].offset);
  EXPECT_GT(offsets[3].offset, 0);
  EXPECT_GT(offsets[3].error, offsets[1].error);
  FeatureTable rows;
  rows.add_words("team", {"large", "never seen"});
  const WinIntervals told = predict_intervals(model, rows.view());
  EXPECT_LT(told.high[0] - told.low[0], told.high[1] - told.low[1]);
  const Prediction unseen = explain(model, rows.view(), 1);
  EXPECT_EQ(unseen.score.state, ScoreState::prior_only);
  EXPECT_EQ(unseen.score.missing.size(), 1U);
  EXPECT_NEAR(unseen.low, told.low[1], 1e-12);
  EXPECT_NEAR(unseen.high, told.high[1], 1e-12);
  const double v = model.baseline_error * model.baseline_error + model.groups[0].deviation * model.groups[0].deviation;
  EXPECT_NEAR(unseen.high, 1 / (1 + std::exp(-model.baseline - 1.6448536269514722 * std::sqrt(v))), 1e-12);
}

TEST(WinModel, prior_of_a_word_is_told_against_the_reference) {
  std::mt19937_64 random(6);
  const DrawnDeals deals = draw_deals({.words = true}, 1000, random);  // web is the most frequent word
  const WinPrior prior{.weight = 5, .coefficients = {{"source=web", .3}, {"source=fair", .8}}};
  const WinModel model = fit_win_model(deals.table.view(), deals.outcome, {.prior = prior, .spread = 1e-4, .folds = 0});
  ASSERT_EQ(model.coefficients.size(), 2U);
  EXPECT_EQ(model.coefficients[0].word, "call");
  EXPECT_NEAR(model.coefficients[0].coefficient, -.3, 1e-3);
  EXPECT_NEAR(model.coefficients[1].coefficient, .5, 1e-3);
}

// -- states --

TEST(WinModel, states_say_what_stands_behind_it) {
  std::mt19937_64 random(2);
  const DrawnDeals few = draw_deals({.effects = {1}}, 60, random), many = draw_deals({.effects = {1}}, 400, random);
  EXPECT_EQ(fit_win_model(few.table.view(), few.outcome).state, WinState::little);
  EXPECT_EQ(fit_win_model(many.table.view(), many.outcome).state, WinState::enough);
  const std::vector<double> lost(60, 0);
  const WinModel none = fit_win_model(few.table.view(), lost);
  EXPECT_EQ(none.state, WinState::unavailable);
  EXPECT_TRUE(predict(none, few.table.view()).empty());
  EXPECT_EQ(explain(none, few.table.view(), 0).score.state, ScoreState::unavailable);
  const WinModel prior = fit_win_model(few.table.view(), lost, {.prior = {.base_rate = .2, .weight = 10}});
  EXPECT_EQ(prior.state, WinState::prior_only);
  const Prediction told = explain(prior, few.table.view(), 0);
  EXPECT_NEAR(told.probability, .2, 1e-12);
  // ln(.2/.8) ± 1.645 / √(10 · .16): .0638 and .4788 by hand
  EXPECT_NEAR(told.low, .0638, 1e-4);
  EXPECT_NEAR(told.high, .4785, 1e-3);
  EXPECT_EQ(told.score.state, ScoreState::prior_only);
  FeatureTable empty;
  empty.add_numbers("x1", {});
  EXPECT_EQ(fit_win_model(empty.view(), {}).state, WinState::unavailable);
}

TEST(WinModel, without_lift_it_answers_the_base_rate) {
  std::mt19937_64 random(4);
  const DrawnDeals deals = draw_deals({.effects = {0, 0}, .base = .5}, 300, random);
  const WinModel model = fit_win_model(deals.table.view(), deals.outcome);
  ASSERT_EQ(model.state, WinState::no_lift);
  const double rate = std::accumulate(deals.outcome.begin(), deals.outcome.end(), 0.0) / 300;
  for (const double p : predict(model, deals.table.view())) ASSERT_NEAR(p, rate, 1e-12);
  const Prediction one = explain(model, deals.table.view(), 0);
  EXPECT_TRUE(one.score.contributions.empty());
  const double half = 1.6448536269514722 * std::sqrt(1 / (300 * rate) + 1 / (300 * (1 - rate)));
  EXPECT_NEAR(one.low, 1 / (1 + std::exp(-std::log(rate / (1 - rate)) + half)), 1e-9);
  EXPECT_NEAR(one.high, 1 / (1 + std::exp(-std::log(rate / (1 - rate)) - half)), 1e-9);
  EXPECT_NE(model.message.zh.find("未发现"), std::string::npos);
  EXPECT_NE(model.message.en.find("No lift over the base rate was found"), std::string::npos);
  WinOptions keep{.when_no_lift = NoLiftRule::keep};
  const std::vector<double> kept = predict(fit_win_model(deals.table.view(), deals.outcome, keep), deals.table.view());
  EXPECT_NE(kept[0], kept[1]);
}

TEST(WinModel, separation_has_an_answer_within_bounds) {
  FeatureTable table;
  std::vector<double> x, outcome;
  for (int i = 0; i < 200; ++i) {
    x.push_back(i);
    outcome.push_back(i < 100 ? 0 : 1);
  }
  table.add_numbers("x", x);
  const WinModel model = fit_win_model(table.view(), outcome);
  EXPECT_EQ(model.state, WinState::enough);
  FeatureTable far;
  far.add_numbers("x", {-1e9, 1e9});
  const std::vector<double> p = predict(model, far.view());
  EXPECT_NEAR(p[0], .0001, 1e-12);
  EXPECT_NEAR(p[1], .9999, 1e-12);
  const Prediction one = explain(model, far.view(), 1);
  EXPECT_NEAR(one.score.value(), std::log(9999.0), .001);
}

TEST(WinModel, order_of_rows_changes_nothing) {
  const DrawnDeals deals = mixed_deals(9);
  std::vector<std::size_t> order(deals.outcome.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(1);
  std::shuffle(order.begin(), order.end(), random);
  FeatureTable shuffled = deals.table;
  std::vector<double> outcome;
  for (std::size_t i = 0; i < order.size(); ++i) outcome.push_back(deals.outcome[order[i]]);
  for (std::size_t c = 0; c < shuffled.columns.size(); ++c)
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (shuffled.columns[c].words)
        shuffled.columns[c].codes[i] = deals.table.columns[c].codes[order[i]];
      else
        shuffled.columns[c].numbers[i] = deals.table.columns[c].numbers[order[i]];
    }
  const WinOptions options{.groups = {"team"}};
  const WinModel first = fit_win_model(deals.table.view(), deals.outcome, options);
  EXPECT_EQ(first, fit_win_model(deals.table.view(), deals.outcome, options));
  EXPECT_EQ(first, fit_win_model(shuffled.view(), outcome, options));
}

TEST(WinModel, weight_two_is_the_row_twice) {
  std::mt19937_64 random(8);
  const DrawnDeals deals = draw_deals({.effects = {1, .5}}, 150, random);
  FeatureTable doubled = deals.table;
  std::vector<double> weights(150, 1), outcome = deals.outcome;
  for (std::size_t i = 0; i < 50; ++i) {
    weights[i] = 2;
    outcome.push_back(deals.outcome[i]);
    for (FeatureColumn& column : doubled.columns) column.numbers.push_back(column.numbers[i]);
  }
  const WinModel weighted = fit_win_model(deals.table.view(), deals.outcome, {.weights = weights, .folds = 0}),
                 twice = fit_win_model(doubled.view(), outcome, {.folds = 0});
  EXPECT_NEAR(weighted.baseline, twice.baseline, 1e-9);
  EXPECT_NEAR(weighted.coefficients[0].coefficient, twice.coefficients[0].coefficient, 1e-9);
  EXPECT_NEAR(weighted.coefficients[1].standard_error, twice.coefficients[1].standard_error, 1e-9);
}

TEST(WinModel, bad_arguments_are_named) {
  const DrawnDeals deals = mixed_deals(1, 50);
  const auto view = deals.table.view();
  const auto error_of = [&](const WinOptions& options) {
    return win_error([&] { (void)fit_win_model(view, deals.outcome, options); });
  };
  const std::vector<double> bad(50, -1), short_time(3, 1), endless(50, std::numeric_limits<double>::infinity());
  EXPECT_TRUE(error_of({.weights = bad}).starts_with("argument.weights"));
  EXPECT_TRUE(error_of({.time = short_time}).starts_with("argument.time"));
  EXPECT_TRUE(error_of({.time = endless}).starts_with("argument.time"));
  EXPECT_TRUE(error_of({.groups = {"x1"}}).starts_with("argument.groups"));
  EXPECT_TRUE(error_of({.groups = {"nobody"}}).starts_with("argument.groups"));
  EXPECT_TRUE(error_of({.groups = {"team", "team"}}).starts_with("argument.groups"));
  EXPECT_TRUE(error_of({.prior = {.base_rate = 1}}).starts_with("argument.range: prior.base_rate"));
  EXPECT_TRUE(error_of({.prior = {.weight = -1}}).starts_with("argument.range: prior.weight"));
  EXPECT_TRUE(error_of({.prior = {.coefficients = {{"nobody", 1}}}}).starts_with("argument.prior"));
  EXPECT_TRUE(error_of({.prior = {.coefficients = {{"x1", not_a_number}}}}).starts_with("argument.prior"));
  EXPECT_TRUE(error_of({.spread = -1}).starts_with("argument.range: spread"));
  EXPECT_TRUE(error_of({.level = 1}).starts_with("argument.range: level"));
  EXPECT_TRUE(error_of({.minimum = 0}).starts_with("argument.range: minimum"));
  EXPECT_TRUE(error_of({.seldom = 0}).starts_with("argument.range: seldom"));
  EXPECT_TRUE(error_of({.folds = 1}).starts_with("argument.range: folds"));
  EXPECT_TRUE(error_of({.blocks = 0}).starts_with("argument.range: blocks"));
  EXPECT_TRUE(win_error([&] { (void)fit_win_model({}, {}); }).starts_with("argument.columns"));
  EXPECT_TRUE(win_error([&] { (void)fit_win_model(view, bad); }).starts_with("argument.outcome"));
  const WinModel model = fit_win_model(view, deals.outcome);
  EXPECT_TRUE(win_error([&] { (void)predict_intervals(model, view, {.level = 2}); }).starts_with("argument.range"));
  EXPECT_TRUE(win_error([&] { (void)explain(model, view, 50); }).starts_with("argument.range"));
}

}  // namespace
}  // namespace guanxi::score
