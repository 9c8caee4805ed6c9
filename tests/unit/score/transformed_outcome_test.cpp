#include <guanxi/score/transformed_outcome.hpp>

#include <guanxi/score/average_effect.hpp>

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

TEST(TransformedOutcome, hillstrom_mean_is_the_average_effect) {
  GUANXI_NEED_SHARED("hillstrom/hillstrom_even_rows.csv");
  const test::Hillstrom rows = test::read_hillstrom();
  EXPECT_NEAR(transformed_outcome(rows.visit, rows.treated).mean, .0749891398, 5e-11);
}

// By hand: e = 1/3; treated 2 → 2/(1/3) = 6, control 3 → −3/(2/3) = −4.5, control 0 → 0; mean .5 = 2 − 1.5.
TEST(TransformedOutcome, by_hand) {
  const TransformedOutcome answer = transformed_outcome(Numbers{2, 3, 0}, Numbers{1, 0, 0});
  ASSERT_EQ(answer.status, UpliftStatus::ok);
  EXPECT_DOUBLE_EQ(answer.propensity, 1.0 / 3);
  EXPECT_NEAR(answer.values[0], 6, 1e-14);
  EXPECT_NEAR(answer.values[1], -4.5, 1e-14);
  EXPECT_EQ(answer.values[2], 0);
  EXPECT_NEAR(answer.mean, .5, 1e-14);
}

TEST(TransformedOutcome, takes_one_propensity_or_one_for_each_row) {
  const Numbers outcome{1, 1, 1}, treated{1, 0, 1}, one{.25}, each{.25, .5, .75};
  EXPECT_EQ(transformed_outcome(outcome, treated, {.propensity = one}).values, (Numbers{4, -1 / .75, 4}));
  const TransformedOutcome answer = transformed_outcome(outcome, treated, {.propensity = each});
  EXPECT_EQ(answer.values, (Numbers{4, -2, 1 / .75}));
  EXPECT_DOUBLE_EQ(answer.propensity, .5);
}

TEST(TransformedOutcome, unknown_outcomes_stay_unknown) {
  const TransformedOutcome answer = transformed_outcome(Numbers{2, unknown, 3, 0}, Numbers{1, 1, 0, 0});
  EXPECT_EQ(answer.unknown, 1);
  EXPECT_TRUE(std::isnan(answer.values[1]));
  EXPECT_NEAR(answer.mean, .5, 1e-14);
}

TEST(TransformedOutcome, says_what_is_missing) {
  const auto status = [](const Numbers& outcome, const Numbers& treated) {
    const TransformedOutcome answer = transformed_outcome(outcome, treated);
    EXPECT_TRUE(answer.values.empty());
    EXPECT_EQ(answer.mean, 0);
    return answer.status;
  };
  EXPECT_EQ(status({}, {}), UpliftStatus::empty);
  EXPECT_EQ(status({1, 0}, {1, 1}), UpliftStatus::one_arm);
  EXPECT_EQ(status({1, unknown}, {1, 0}), UpliftStatus::no_outcome);
}

TEST(TransformedOutcome, refuses_bad_propensities) {
  const auto code = [](const Numbers& propensity) {
    return test::code_thrown<ArgumentError>([&] {
      (void)transformed_outcome(Numbers{1, 0, 1}, Numbers{1, 0, 0}, {.propensity = propensity});
    });
  };
  for (const double bad : {0.0, 1.0, -.1, 1.1, unknown}) EXPECT_EQ(code({bad}), "argument.propensity");
  EXPECT_EQ(code({.5, .5}), "argument.propensity");
  EXPECT_EQ(code({.5, .5, 1}), "argument.propensity");
}

TEST(TransformedOutcome, mean_is_the_average_effect) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 300; ++round) {
    const std::size_t size = 2 + random() % 40;
    Numbers outcome(size), treated(size);
    for (std::size_t i = 0; i < size; ++i) {
      outcome[i] = static_cast<double>(random() % 1000) / 7;
      treated[i] = i < 2 ? static_cast<double>(i) : static_cast<double>(random() % 2);
    }
    const TransformedOutcome answer = transformed_outcome(outcome, treated);
    ASSERT_EQ(answer.values.size(), size);
    EXPECT_NEAR(answer.mean, average_effect(outcome, treated).effect, 1e-10);
    for (std::size_t i = 0; i < size; ++i) {  // as METHODS writes it
      const double e = answer.propensity;
      EXPECT_NEAR(answer.values[i], outcome[i] * (treated[i] - e) / (e * (1 - e)), 1e-9);
    }
  }
}

}  // namespace
}  // namespace guanxi::score
