#include "support/code_thrown.hpp"

#include <guanxi/score/calibration.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace guanxi::score {
namespace {

using List = std::vector<double>;

List tenths() {
  List scores;
  for (int i = 1; i <= 10; ++i) scores.push_back(i / 10.0);
  return scores;
}

const List example_outcome{0, 0, 1, 0, 1, 0, 1, 1, 0, 1};

// METHODS 5
TEST(IsotonicCalibration, example) {
  const Isotonic found = isotonic(tenths(), example_outcome);
  const double expected[] = {0, 0, .5, .5, .5, .5, 2.0 / 3, 2.0 / 3, 2.0 / 3, 1};
  for (std::size_t i = 0; i < 10; ++i) EXPECT_NEAR(found.apply(tenths()[i]), expected[i], 1e-12) << i;
  EXPECT_NEAR(found.apply(.25), .25, 1e-9);
  EXPECT_NEAR(isotonic(tenths(), example_outcome, {.between = Between::step}).apply(.25), 0, 1e-12);
  EXPECT_EQ(found.apply(-5), 0);
  EXPECT_EQ(found.apply(5), 1);
}

// METHODS 5 gives A −1.9955949894, B 1.0975784275, p(.1) .2894578, p(1) .7105417: the end of an optimizer's search.
// Here the equations are solved; numpy's Newton steps end at the same digits, where both gradients are below 1e-15.
TEST(PlattCalibration, example) {
  const Platt found = platt(tenths(), example_outcome);
  EXPECT_EQ(found.status, MetricStatus::ok);
  EXPECT_NEAR(found.a, -1.9955966211, 5e-10);
  EXPECT_NEAR(found.b, 1.0975781416, 5e-10);
  EXPECT_NEAR(found.apply(.1), .2894578, 1e-6);
  EXPECT_NEAR(found.apply(1), .7105417, 1e-6);
}

// max over starts of min over ends of means: the definition of the rising function nearest by squares.
double slow_isotonic(List scores, const List& outcome, const List& weights, double at) {
  List knots = scores;
  std::sort(knots.begin(), knots.end());
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  double greatest = -1e9;
  for (const double from : knots) {
    if (from > at) continue;
    double smallest = 1e9;
    for (const double to : knots) {
      if (to < at) continue;
      double sum = 0, weight = 0;
      for (std::size_t i = 0; i < scores.size(); ++i)
        if (scores[i] >= from && scores[i] <= to) {
          sum += weights[i] * outcome[i];
          weight += weights[i];
        }
      smallest = std::min(smallest, sum / weight);
    }
    greatest = std::max(greatest, smallest);
  }
  return greatest;
}

TEST(IsotonicCalibration, is_the_nearest_rising_function) {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    List scores, outcome, weights;
    for (std::size_t i = 1 + random() % 12; i > 0; --i) {
      scores.push_back(static_cast<double>(random() % 8));
      outcome.push_back(static_cast<double>(random() % 2));
      weights.push_back(round % 2 == 0 ? 1 : .5 + static_cast<double>(random() % 4));
    }
    const Isotonic found = isotonic(scores, outcome, {.weights = weights});
    ASSERT_TRUE(std::is_sorted(found.probabilities.begin(), found.probabilities.end()));
    for (const double score : scores)
      ASSERT_NEAR(found.apply(score), slow_isotonic(scores, outcome, weights, score), 1e-12) << round;
  }
}

TEST(PlattCalibration, gradient_is_nought_on_random_data) {
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    List scores, outcome;
    const std::size_t rows = 2 + random() % 60;
    const double scale = std::pow(10.0, static_cast<double>(random() % 7) - 3);
    for (std::size_t i = 0; i < rows; ++i) {
      scores.push_back(scale * (static_cast<double>(random() % 1000) / 100 - 5));
      outcome.push_back(static_cast<double>(random() % 3 == 0 || (i > rows / 2 && random() % 2 == 0)));
    }
    const Platt found = platt(scores, outcome);
    if (found.status != MetricStatus::ok) continue;
    double events = 0;
    for (const double one : outcome) events += one;
    const double yes = (events + 1) / (events + 2), no = 1 / (static_cast<double>(rows) - events + 2);
    double gradient_a = 0, gradient_b = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const double off = (outcome[i] == 1 ? yes : no) - found.apply(scores[i]);
      gradient_a += off * scores[i] / scale;
      gradient_b += off;
    }
    ASSERT_NEAR(gradient_a, 0, 1e-6) << round;
    ASSERT_NEAR(gradient_b, 0, 1e-6) << round;
  }
}

TEST(PlattCalibration, of_separated_scores_is_finite) {
  const Platt found = platt(List{1, 2, 3, 4}, List{0, 0, 1, 1});
  EXPECT_TRUE(std::isfinite(found.a) && std::isfinite(found.b));
  EXPECT_NEAR(found.apply(1) + found.apply(4), 1, 1e-6);
  const Platt flat = platt(List{7, 7, 7}, List{0, 1, 1});
  EXPECT_NEAR(flat.apply(7), (2 * .75 + 1.0 / 3) / 3, 1e-6) << "one score: the mean of the targets";
}

TEST(Calibrate, prefers_platt_for_little_data) {
  std::mt19937 random(7);
  List scores, outcome;
  for (int i = 0; i < 999; ++i) {
    scores.push_back(static_cast<double>(random() % 1000));
    outcome.push_back(static_cast<double>(random() % 1000 < static_cast<unsigned>(scores.back())));
  }
  EXPECT_EQ(calibrate(scores, outcome).method, CalibrationMethod::platt);
  scores.push_back(1);
  outcome.push_back(0);
  const Calibration found = calibrate(scores, outcome);
  EXPECT_EQ(found.method, CalibrationMethod::isotonic);
  EXPECT_EQ(found.apply(500), found.isotonic.apply(500));
  EXPECT_EQ(found.reason.en, "1000 rows are enough for isotonic steps");
}

TEST(Calibrate, one_class_gives_the_smoothed_rate) {
  const Calibration found = calibrate(List{1, 2, 3}, List{1, 1, 1});
  EXPECT_EQ(found.platt.status, MetricStatus::one_class);
  EXPECT_NEAR(found.apply(2), 4.0 / 5, 1e-12);  // (3 + 1) / (3 + 2)
  EXPECT_EQ(platt({}, {}).status, MetricStatus::empty);
  EXPECT_EQ(platt({}, {}).apply(3), .5);
  EXPECT_EQ(isotonic({}, {}).apply(3), .5);
}

TEST(Calibrate, bad_input_is_named) {
  const List fine{1, 2}, outcome{0, 1}, nan{1, std::nan("")};
  EXPECT_EQ(test::code_thrown([&] { (void)platt(nan, outcome); }), "argument.scores");
  EXPECT_EQ(test::code_thrown([&] { (void)platt(fine, List{0}); }), "argument.outcome");
  EXPECT_EQ(test::code_thrown([&] { (void)isotonic(nan, outcome); }), "argument.scores");
  EXPECT_EQ(test::code_thrown([&] { (void)isotonic(fine, nan); }), "argument.outcome");
  EXPECT_EQ(test::code_thrown([&] { (void)isotonic(fine, outcome, {.weights = List{1, 0}}); }), "argument.weights");
}

}  // namespace
}  // namespace guanxi::score
