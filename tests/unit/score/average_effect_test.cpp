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

// METHODS 8.
TEST(AverageEffect, hillstrom) {
  GUANXI_NEED_SHARED("hillstrom/hillstrom_even_rows.csv");
  const test::Hillstrom rows = test::read_hillstrom();
  const AverageEffect answer = average_effect(rows.visit, rows.treated);
  ASSERT_EQ(answer.status, UpliftStatus::ok);
  EXPECT_EQ(answer.treated.rows, 10'778);
  EXPECT_EQ(answer.control.rows, 10'586);
  EXPECT_NEAR(answer.effect, .0749891398, 5e-11);
  EXPECT_NEAR(*answer.standard_error, .0047953296, 5e-11);
  EXPECT_NEAR(*answer.low, answer.effect - 1.959963984540054 * .0047953296, 1e-10);
  EXPECT_NEAR(*answer.high, answer.effect + 1.959963984540054 * .0047953296, 1e-10);
}

// By hand: treated 3 5 (mean 4, variance 2), control 1 1 4 (mean 2, variance 3); √(2/2 + 3/3) = √2.
TEST(AverageEffect, by_hand) {
  const Numbers outcome{3, 1, 5, 1, unknown, 4}, treated{1, 0, 1, 0, 1, 0};
  const AverageEffect answer = average_effect(outcome, treated, {.level = .6826894921370859});  // z = 1
  EXPECT_EQ(answer.status, UpliftStatus::ok);
  EXPECT_EQ(answer.unknown, 1);
  EXPECT_EQ(answer.treated.rows, 2);
  EXPECT_EQ(answer.control.rows, 3);
  EXPECT_DOUBLE_EQ(answer.effect, 2);
  EXPECT_DOUBLE_EQ(*answer.standard_error, std::sqrt(2.0));
  EXPECT_NEAR(*answer.low, 2 - std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(*answer.high, 2 + std::sqrt(2.0), 1e-12);
}

TEST(AverageEffect, says_what_is_missing) {
  const auto status = [](const Numbers& outcome, const Numbers& treated) {
    const AverageEffect answer = average_effect(outcome, treated);
    EXPECT_FALSE(answer.standard_error || answer.low || answer.high);
    return answer.status;
  };
  EXPECT_EQ(status({}, {}), UpliftStatus::empty);
  EXPECT_EQ(status({1, 0}, {1, 1}), UpliftStatus::one_arm);
  EXPECT_EQ(status({1, 0}, {0, 0}), UpliftStatus::one_arm);
  EXPECT_EQ(status({unknown, 0, 1}, {1, 0, 0}), UpliftStatus::no_outcome);
  EXPECT_EQ(status({1, unknown}, {1, 0}), UpliftStatus::no_outcome);
  EXPECT_EQ(status({unknown, unknown}, {1, 0}), UpliftStatus::no_outcome);
  EXPECT_EQ(status({1, 0, 0}, {1, 0, 0}), UpliftStatus::one_row);
  EXPECT_EQ(status({1, 0, 0}, {1, 1, 0}), UpliftStatus::one_row);
  EXPECT_EQ(average_effect(Numbers{1, 0, 0}, Numbers{1, 0, 0}).effect, 1);
  EXPECT_EQ(average_effect(Numbers{unknown, 0, 1}, Numbers{1, 0, 0}).effect, 0);
}

TEST(AverageEffect, equal_outcomes_have_no_spread) {
  const AverageEffect answer = average_effect(Numbers{1, 1, 0, 0}, Numbers{1, 1, 0, 0});
  EXPECT_EQ(answer.status, UpliftStatus::ok);
  EXPECT_EQ(*answer.standard_error, 0);
  EXPECT_EQ(*answer.low, 1);
  EXPECT_EQ(*answer.high, 1);
}

TEST(AverageEffect, refuses_what_is_no_experiment) {
  const auto code = [](const Numbers& outcome, const Numbers& treated, double level = .95) {
    return test::code_thrown<ArgumentError>([&] { (void)average_effect(outcome, treated, {.level = level}); });
  };
  EXPECT_EQ(code({1}, {1, 0}), "argument.treated");
  EXPECT_EQ(code({1, 0}, {1, .5}), "argument.treated");
  EXPECT_EQ(code({1, 0}, {1, unknown}), "argument.treated");
  EXPECT_EQ(code({1, std::numeric_limits<double>::infinity()}, {1, 0}), "argument.outcome");
  EXPECT_EQ(code({1, -1e101}, {1, 0}), "argument.outcome");
  EXPECT_EQ(code({1, 0}, {1, 0}, 1), "argument.range");
  EXPECT_EQ(code({1, 0}, {1, 0}, 0), "argument.range");
}

// 300 random cases against sums written out; the order of rows changes nothing.
TEST(AverageEffect, agrees_with_plain_sums) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 300; ++round) {
    const std::size_t size = 4 + random() % 40;
    Numbers outcome(size), treated(size);
    for (std::size_t i = 0; i < size; ++i) {
      outcome[i] = static_cast<double>(random() % 7) - 2;
      treated[i] = i < 2 ? 1 : i < 4 ? 0 : static_cast<double>(random() % 2);
    }
    double n[2]{}, sum[2]{}, squares[2]{};
    for (std::size_t i = 0; i < size; ++i) {
      n[treated[i] == 1] += 1;
      sum[treated[i] == 1] += outcome[i];
      squares[treated[i] == 1] += outcome[i] * outcome[i];
    }
    double error = 0;
    for (int arm = 0; arm < 2; ++arm) error += (squares[arm] - sum[arm] * sum[arm] / n[arm]) / (n[arm] - 1) / n[arm];
    const AverageEffect answer = average_effect(outcome, treated);
    EXPECT_NEAR(answer.effect, sum[1] / n[1] - sum[0] / n[0], 1e-12);
    EXPECT_NEAR(*answer.standard_error, std::sqrt(error), 1e-9);
    std::reverse(outcome.begin(), outcome.end());
    std::reverse(treated.begin(), treated.end());
    EXPECT_EQ(average_effect(outcome, treated).effect, answer.effect);
  }
}

}  // namespace
}  // namespace guanxi::score
