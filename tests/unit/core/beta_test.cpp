#include <guanxi/core/beta.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi {
namespace {

/// For whole counts the probability that a beta variable is at most x is that of a or more successes in a + b - 1
/// trials.
double beta_cdf_by_trials(int a, int b, double x) {
  const int n = a + b - 1;
  double sum = 0;
  for (int k = a; k <= n; ++k) {
    double term = 1;
    for (int i = 1; i <= k; ++i) term *= x * (n - k + i) / i;
    for (int i = 0; i < n - k; ++i) term *= 1 - x;
    sum += term;
  }
  return sum;
}

TEST(BetaCdf, is_the_sum_of_binomial_terms_for_whole_counts) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 500; ++i) {
    const int a = 1 + static_cast<int>(random() % 25), b = 1 + static_cast<int>(random() % 25);
    const double x = static_cast<double>(random() % 1001) / 1000;
    EXPECT_NEAR(beta_cdf(a, b, x), beta_cdf_by_trials(a, b, x), 1e-12) << a << ' ' << b << ' ' << x;
  }
}

// Closed forms: x^a for b = 1, the arcsine distribution for a = b = 1/2.
TEST(BetaCdf, closed_forms) {
  EXPECT_NEAR(beta_cdf(2.5, 1, .3), std::pow(.3, 2.5), 1e-14);
  EXPECT_NEAR(beta_cdf(1, 2.5, .3), 1 - std::pow(.7, 2.5), 1e-14);
  EXPECT_NEAR(beta_cdf(.5, .5, .2), 2 / std::acos(-1.0) * std::asin(std::sqrt(.2)), 1e-14);
  EXPECT_EQ(beta_cdf(3, 4, 0), 0);
  EXPECT_EQ(beta_cdf(3, 4, 1), 1);
}

TEST(BetaCdf, halves_of_equal_counts_up_to_a_million) {
  for (const double count : {.01, 1.0, 17.0, 1e3, 1e6}) EXPECT_NEAR(beta_cdf(count, count, .5), .5, 1e-9) << count;
}

// By hand: x = 1 - .05^(1/3) solves 1 - (1 - x)^3 = .95; x² = .05 for Beta(2, 1).
TEST(BetaQuantile, closed_forms) {
  EXPECT_NEAR(beta_quantile(1, 3, .95), 1 - std::cbrt(.05), 1e-14);
  EXPECT_NEAR(beta_quantile(2, 1, .05), std::sqrt(.05), 1e-14);
  EXPECT_EQ(beta_quantile(2, 5, 0), 0);
  EXPECT_EQ(beta_quantile(2, 5, 1), 1);
}

TEST(BetaQuantile, inverts_the_distribution) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 300; ++i) {
    const double a = .2 + static_cast<double>(random() % 3000) / 100,
                 b = .2 + static_cast<double>(random() % 3000) / 100;
    const double p = static_cast<double>(1 + random() % 998) / 1000;
    const double x = beta_quantile(a, b, p);
    EXPECT_GE(x, 0);
    EXPECT_LE(x, 1);
    EXPECT_NEAR(beta_cdf(a, b, x), p, 1e-10) << a << ' ' << b << ' ' << p;
  }
}

/// Halving until nothing lies between.
double quantile_by_halving(double a, double b, double probability) {
  double low = 0, high = 1;
  for (double middle = .5; middle != low && middle != high; middle = low + (high - low) / 2)
    (beta_cdf(a, b, middle) < probability ? low : high) = middle;
  return high;
}

TEST(BetaQuantile, is_that_of_halving_also_far_out) {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> uniform;
  for (int i = 0; i < 400; ++i) {
    const double a = std::exp(uniform(random) * 14 - 5), b = std::exp(uniform(random) * 14 - 5);
    const double p = i % 3 == 0 ? std::exp(-uniform(random) * 30) : uniform(random);
    const double slow = quantile_by_halving(a, b, p);
    EXPECT_NEAR(beta_quantile(a, b, p), slow, 1e-12 * slow) << a << ' ' << b << ' ' << p;
  }
}

TEST(Beta, refuses_what_is_no_count_and_no_probability) {
  const double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
  for (const double bad : {0.0, -1.0, none, endless}) {
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)beta_cdf(bad, 1, .5); }), "argument.shape");
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)beta_quantile(1, bad, .5); }), "argument.shape");
  }
  for (const double bad : {-.1, 1.1, none}) {
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)beta_cdf(1, 1, bad); }), "argument.probability");
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)beta_quantile(1, 1, bad); }), "argument.probability");
  }
}

}  // namespace
}  // namespace guanxi
