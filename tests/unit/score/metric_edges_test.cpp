// What happens exactly at a limit: equal distances, parts of rows, knots, and the probability of a difference.
#include <guanxi/score/calibration.hpp>
#include <guanxi/score/discrimination.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace guanxi::score {
namespace {

using Numbers = std::vector<double>;

// Distances from the top: ½, 0, ½, 0.
TEST(MetricEdges, of_equal_distances_the_highest_threshold) {
  const Ks found = ks(Numbers{.9, .8, .7, .6}, Numbers{1, 0, 1, 0});
  EXPECT_EQ(found.value, .5);
  EXPECT_EQ(found.threshold, .9);
}

// A quarter of six rows are one and a half, all of them events.
TEST(MetricEdges, lift_takes_parts_of_rows) {
  const Lift found = lift(Numbers{.9, .8, .7, .6, .5, .4}, Numbers{1, 1, 0, 0, 0, 0}, .25);
  EXPECT_EQ(found.rows, 1.5);
  EXPECT_EQ(found.events, 1.5);
  EXPECT_EQ(found.rate, 1);
  EXPECT_NEAR(*found.value, 3, 1e-12);
  EXPECT_NEAR(*found.gain, .75, 1e-12);
}

/// Both tails of the normal distribution beyond z, by adding up thin strips.
double tails(double z) {
  double inside = 0;
  constexpr int strips = 20'000;
  for (int i = 0; i < strips; ++i) {
    const double x = z * (i + .5) / strips;
    inside += std::exp(-x * x / 2) * z / strips;
  }
  return 1 - 2 * inside / std::sqrt(2 * std::acos(-1.0));
}

TEST(MetricEdges, probability_of_a_difference_is_two_tails_of_the_normal_distribution) {
  const Numbers outcome{1, 1, 1, 1, 0, 0, 0, 0, 0}, first{.9, .8, .7, .3, .6, .5, .4, .2, .1},
      second{.4, .9, .2, .6, .8, .1, .5, .3, .7};
  const AucDifference found = auc_difference(first, second, outcome);
  ASSERT_TRUE(found.p_value.has_value());
  EXPECT_GT(*found.p_value, .01);
  EXPECT_LT(*found.p_value, .9);
  EXPECT_NEAR(*found.p_value, tails(std::abs(*found.difference) / *found.standard_error), 1e-8);
}

TEST(MetricEdges, steps_rise_at_their_knots) {
  const Numbers scores{1, 2, 3}, outcome{0, .5, 1};
  const Isotonic steps = isotonic(scores, outcome, {.between = Between::step});
  EXPECT_EQ(steps.apply(1), 0);
  EXPECT_EQ(steps.apply(1.999), 0);
  EXPECT_EQ(steps.apply(2), .5);
  EXPECT_EQ(steps.apply(3), 1);
}

TEST(MetricEdges, isotonic_steps_begin_at_the_stated_number_of_rows) {
  const Numbers scores{1, 2, 3, 4}, outcome{0, 1, 0, 1};
  EXPECT_EQ(calibrate(scores, outcome, 4).method, CalibrationMethod::isotonic);
  EXPECT_EQ(calibrate(scores, outcome, 5).method, CalibrationMethod::platt);
}

}  // namespace
}  // namespace guanxi::score
