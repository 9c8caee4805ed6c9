#include <guanxi/score/two_models.hpp>

#include <guanxi/score/feature_table.hpp>
#include <guanxi/score/qini.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "unknown.hpp"

#include "support/code_thrown.hpp"
#include "support/hillstrom.hpp"

namespace guanxi::score {
namespace {

using Numbers = std::vector<double>;

TEST(UpliftOf, is_the_difference) {
  EXPECT_EQ(uplift_of(.75, .5), .25);
  EXPECT_EQ(uplift_of(Numbers{1, 0, .5}, Numbers{0, 1, .5}), (Numbers{1, -1, 0}));
  EXPECT_TRUE(uplift_of(Numbers{}, Numbers{}).empty());
}

TEST(UpliftOf, refuses_what_is_no_probability) {
  for (const double bad : {-.1, 1.1, unknown}) {
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)uplift_of(bad, .5); }), "argument.probability");
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)uplift_of(.5, bad); }), "argument.probability");
  }
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)uplift_of(Numbers{.5}, Numbers{}); }), "argument.probability");
}

/// A small experiment: old customers answer to the promotion, new ones are put off.
struct Experiment {
  FeatureTable features{};
  Numbers outcome{}, treated{};
};

Experiment experiment(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Numbers age;
  std::vector<std::optional<std::string>> source;
  Experiment rows;
  for (std::size_t i = 0; i < size; ++i) {
    age.push_back(static_cast<double>(random() % 100) / 10);
    source.emplace_back(random() % 3 == 0 ? "fair" : "web");
    rows.treated.push_back(static_cast<double>(random() % 2));
    const double p = rows.treated.back() == 1 ? .1 + .06 * age.back() : .4;
    rows.outcome.push_back(static_cast<double>(random() % 10'000) < 10'000 * p ? 1 : 0);
  }
  rows.features.add_numbers("age", age).add_words("source", source);
  return rows;
}

/// Rows of one arm as a table of its own.
Experiment arm_alone(const Experiment& all, double arm) {
  Experiment alone;
  Numbers age;
  std::vector<std::optional<std::string>> source;
  const FeatureColumn &ages = all.features.columns[0], &sources = all.features.columns[1];
  for (std::size_t i = 0; i < all.outcome.size(); ++i) {
    if (all.treated[i] != arm || std::isnan(all.outcome[i])) continue;
    age.push_back(ages.numbers[i]);
    source.emplace_back(sources.levels[static_cast<std::size_t>(sources.codes[i])]);
    alone.outcome.push_back(all.outcome[i]);
  }
  alone.features.add_numbers("age", age).add_words("source", source);
  return alone;
}

// Each arm fitted by itself gives the same probabilities.
TEST(TwoModels, are_the_regressions_of_each_arm) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Experiment rows = experiment(120, seed);
    const Experiment yes = arm_alone(rows, 1), no = arm_alone(rows, 0);
    const TwoModelOptions options{.penalty = seed % 2 == 0 ? Penalty::none : Penalty::ridge, .c = .5};
    const LogisticOptions same{.penalty = options.penalty, .c = options.c};
    const TwoModelUplift answer = uplift_two_models(rows.features.view(), rows.outcome, rows.treated, options);
    ASSERT_EQ(answer.status, UpliftStatus::ok) << seed;
    const Numbers if_treated = predict(fit_logistic(yes.features.view(), yes.outcome, same), rows.features.view());
    const Numbers if_not = predict(fit_logistic(no.features.view(), no.outcome, same), rows.features.view());
    ASSERT_EQ(answer.uplift.size(), rows.outcome.size());
    for (std::size_t i = 0; i < if_not.size(); ++i) {
      EXPECT_NEAR(answer.if_treated[i], if_treated[i], 1e-9);
      EXPECT_NEAR(answer.if_not[i], if_not[i], 1e-9);
      EXPECT_EQ(answer.uplift[i], answer.if_treated[i] - answer.if_not[i]);
    }
    EXPECT_EQ(answer.treated.rows + answer.control.rows, 120);
  }
}

TEST(TwoModels, find_who_answers_to_a_promotion) {
  const Experiment learn_from = experiment(3000, 1), judge_by = experiment(3000, 2);
  const TwoModels models = fit_two_models(learn_from.features.view(), learn_from.outcome, learn_from.treated);
  const Numbers uplift = predict(models, judge_by.features.view());
  const UpliftCurve curve = qini(uplift, judge_by.outcome, judge_by.treated);
  EXPECT_GT(*curve.normalized, .1);
  EXPECT_GT(curve.top.observed.effect, .15);  // the true effect of the oldest three tenths is near .21
}

TEST(TwoModels, rows_without_outcome_are_predicted_but_not_learned_from) {
  Experiment rows = experiment(200, 3);
  Numbers outcome = rows.outcome;
  for (std::size_t i = 0; i < 50; ++i) outcome[i] = unknown;
  const TwoModelUplift answer = uplift_two_models(rows.features.view(), outcome, rows.treated);
  EXPECT_EQ(answer.unknown, 50);
  EXPECT_EQ(answer.uplift.size(), 200U);
  EXPECT_EQ(answer.treated.rows + answer.control.rows, 150);
  for (std::size_t i = 0; i < 50; ++i) rows.treated[i] = 1 - rows.treated[i];
  EXPECT_EQ(uplift_two_models(rows.features.view(), outcome, rows.treated), answer);
}

TEST(TwoModels, weights_stand_for_repeated_rows) {
  const Experiment rows = experiment(80, 4);
  Numbers weights(80, 1.0);
  weights[0] = weights[7] = weights[11] = 0;
  Numbers outcome = rows.outcome;
  outcome[0] = outcome[7] = outcome[11] = unknown;
  const TwoModelUplift weighted =
      uplift_two_models(rows.features.view(), rows.outcome, rows.treated, {.weights = weights});
  const TwoModelUplift without = uplift_two_models(rows.features.view(), outcome, rows.treated);
  for (std::size_t i = 0; i < 80; ++i) EXPECT_NEAR(weighted.uplift[i], without.uplift[i], 1e-9);
}

TEST(TwoModels, say_what_is_missing) {
  FeatureTable table;
  table.add_numbers("x", {1, 2, 3, 4, 5, 6, 7, 8});
  const Numbers treated{1, 1, 1, 1, 0, 0, 0, 0};
  const auto answer = [&](const Numbers& outcome, const Numbers& arms) {
    const TwoModelUplift found = uplift_two_models(table.view(), outcome, arms);
    EXPECT_EQ(found.uplift.empty(), found.status != UpliftStatus::ok);
    EXPECT_EQ(fit_two_models(table.view(), outcome, arms).status, found.status);
    return found;
  };
  EXPECT_EQ(answer({1, 0, 1, 0, 1, 0, 1, 0}, Numbers(8, 1.0)).status, UpliftStatus::one_arm);
  EXPECT_EQ(answer({1, 0, 1, 0, unknown, unknown, unknown, unknown}, treated).status, UpliftStatus::no_outcome);
  EXPECT_EQ(answer({1, 0, 1, 0, 1, 0, 1, 0}, treated).status, UpliftStatus::ok);
  const TwoModelUplift first = answer({1, 1, 1, 1, 1, 0, 1, 0}, treated);
  EXPECT_EQ(first.status, UpliftStatus::treated_not_fitted);
  EXPECT_EQ(first.treated.status, LogisticStatus::one_class);
  EXPECT_EQ(first.control.status, LogisticStatus::ok);
  const TwoModelUplift second = answer({1, 0, 1, 0, 0, 0, 1, 1}, treated);
  EXPECT_EQ(second.status, UpliftStatus::control_not_fitted);
  EXPECT_EQ(second.control.status, LogisticStatus::separated);
  EXPECT_EQ(second.control.column, "x");
  FeatureTable none;
  none.add_numbers("x", {});
  EXPECT_EQ(uplift_two_models(none.view(), {}, {}).status, UpliftStatus::empty);
}

TEST(TwoModels, tell_that_a_fit_has_not_converged) {
  const Experiment rows = experiment(200, 5);
  const TwoModelUplift answer =
      uplift_two_models(rows.features.view(), rows.outcome, rows.treated, {.max_iterations = 1});
  EXPECT_EQ(answer.status, UpliftStatus::treated_not_fitted);
  EXPECT_EQ(answer.treated.status, LogisticStatus::not_converged);
  EXPECT_TRUE(answer.uplift.empty());
}

TEST(TwoModels, refuse_what_is_no_experiment) {
  FeatureTable table;
  table.add_numbers("x", {1, 2});
  const auto code = [&](const Numbers& outcome, const Numbers& treated, const TwoModelOptions& options = {}) {
    return test::code_thrown<ArgumentError>([&] { (void)uplift_two_models(table.view(), outcome, treated, options); });
  };
  const Numbers one{1};
  EXPECT_EQ(code({1}, {1}), "argument.outcome");
  EXPECT_EQ(code({1, .5}, {1, 0}), "argument.outcome");
  EXPECT_EQ(code({1, 0}, {1}), "argument.treated");
  EXPECT_EQ(code({1, 0}, {1, unknown}), "argument.treated");
  EXPECT_EQ(code({1, 0}, {1, 0}, {.weights = one}), "argument.weights");
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)uplift_two_models({}, {}, {}); }), "argument.columns");
}

TEST(TwoModels, hillstrom) {
  GUANXI_NEED_SHARED("hillstrom/hillstrom_even_rows.csv");
  const test::Hillstrom rows = test::read_hillstrom();
  FeatureTable table;
  table.add_numbers("recency", rows.recency).add_numbers("history", rows.history).add_numbers("mens", rows.mens);
  table.add_numbers("womens", rows.womens).add_numbers("newbie", rows.newbie);
  const TwoModelUplift answer = uplift_two_models(table.view(), rows.visit, rows.treated);
  ASSERT_EQ(answer.status, UpliftStatus::ok);
  double mean = 0;
  for (const double one : answer.uplift) mean += one / static_cast<double>(answer.uplift.size());
  EXPECT_NEAR(mean, .0749891398, .002);  // regressions with an intercept keep the mean of their own arm
  EXPECT_EQ(answer.treated.rows, 10'778);
}

}  // namespace
}  // namespace guanxi::score
