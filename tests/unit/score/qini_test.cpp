#include <guanxi/score/qini.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "unknown.hpp"

#include "support/code_thrown.hpp"
#include "support/hillstrom.hpp"
#include "support/uplift_reference.hpp"

namespace guanxi::score {
namespace {

using Numbers = std::vector<double>;

Numbers values_of(const UpliftCurve& curve) {
  Numbers values;
  for (const UpliftPoint& point : curve.points) values.push_back(point.value);
  return values;
}

// METHODS 8, the tiny case.
TEST(Qini, tiny_case) {
  const Numbers outcome{0, 1}, uplift{.1, .3}, treated{1, 0};
  const UpliftCurve curve = qini(uplift, outcome, treated);
  EXPECT_EQ(curve.status, UpliftStatus::ok);
  EXPECT_EQ(values_of(curve), (Numbers{0, 0, -1}));
  EXPECT_EQ(curve.area, -.5);
  EXPECT_EQ(curve.random_area, -1);
  EXPECT_EQ(*curve.normalized, 1);
  const UpliftCurve other = uplift_curve(uplift, outcome, treated);
  EXPECT_EQ(values_of(other), (Numbers{0, -1, -2}));
  EXPECT_EQ(other.area - other.random_area, 0);
}

// By hand, uplift 5 5 3 1, y 1 1 0 1, t 1 0 1 0. Steps: {1, 2}: Y_t 1, Y_c 1, N 1 and 1 → Q 0; {3}: Y_t 1, N_t 2, Y_c
// 1, N_c 1 → −1; {4}: Y_t 1, N_t 2, Y_c 2, N_c 2 → −1. Area 0 − .5 − 1; random −2. Perfect: row 1 (Q 1), row 3 (Q 1),
// rows 2 and 4 (Q −1): .5 + 1 + 0.
TEST(Qini, ties_are_one_step) {
  const Numbers uplift{5, 5, 3, 1}, outcome{1, 1, 0, 1}, treated{1, 0, 1, 0};
  const UpliftCurve curve = qini(uplift, outcome, treated);
  const std::vector<UpliftPoint> expected{{0, 0, 5, 0}, {2, 1, 5, 0}, {3, 2, 3, -1}, {4, 2, 1, -1}};
  EXPECT_EQ(curve.points, expected);
  EXPECT_EQ(curve.area, -1.5);
  EXPECT_EQ(curve.random_area, -2);
  EXPECT_EQ(curve.perfect_area, 1.5);
  EXPECT_DOUBLE_EQ(*curve.normalized, .5 / 3.5);
  EXPECT_EQ(curve.top.rows, 2);  // .3 · 4 = 1.2 rows, and the tie stays together
  EXPECT_EQ(curve.top.predicted, 5);
  EXPECT_EQ(curve.top.observed.status, UpliftStatus::one_row);
  EXPECT_EQ(curve.top.observed.effect, 0);
}

TEST(Qini, treated_rows_alone_count_what_they_bought) {
  const UpliftCurve curve = qini(Numbers{9, 8, 7, 6}, Numbers{1, 1, 0, 1}, Numbers{1, 1, 0, 0});
  EXPECT_EQ(values_of(curve), (Numbers{0, 1, 2, 2, 1}));
}

TEST(Qini, top_share_takes_the_fewest_whole_steps) {
  const Numbers uplift{9, 8, 8, 7, 6, 5, 4, 3, 2, 1}, outcome{1, 1, 0, 0, 1, 0, 1, 0, 1, 0},
      treated{1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
  const auto top = [&](double share) { return qini(uplift, outcome, treated, {.top_share = share}).top.rows; };
  EXPECT_EQ(top(.001), 1);
  EXPECT_EQ(top(.1), 1);
  EXPECT_EQ(top(.2), 3);
  EXPECT_EQ(top(.3), 3);
  EXPECT_EQ(top(.31), 4);
  EXPECT_EQ(top(1), 10);
  const UpliftCurve all = qini(uplift, outcome, treated, {.top_share = 1});
  EXPECT_EQ(all.top.observed, average_effect(outcome, treated));
  EXPECT_EQ(qini(uplift, outcome, treated, {.top_share = .1}).top.observed.status, UpliftStatus::one_arm);
}

TEST(Qini, says_what_is_missing) {
  const auto status = [](const Numbers& outcome, const Numbers& treated) {
    const Numbers uplift(outcome.size());
    EXPECT_EQ(uplift_curve(uplift, outcome, treated).status, qini(uplift, outcome, treated).status);
    EXPECT_FALSE(qini(uplift, outcome, treated).normalized);
    return qini(uplift, outcome, treated).status;
  };
  EXPECT_EQ(status({}, {}), UpliftStatus::empty);
  EXPECT_EQ(status({1}, {1}), UpliftStatus::one_arm);
  EXPECT_EQ(status({1, 0, 1}, {1, 1, 1}), UpliftStatus::one_arm);
  EXPECT_EQ(status({1, 0}, {0, 0}), UpliftStatus::one_arm);
  EXPECT_EQ(status({1, unknown}, {0, 1}), UpliftStatus::no_outcome);
  EXPECT_EQ(status({0, 0, 0}, {0, 1, 1}), UpliftStatus::perfect_is_random);
  EXPECT_EQ(status({unknown, 0, 0}, {0, 0, 1}), UpliftStatus::perfect_is_random);
}

TEST(Qini, perfect_is_random_still_has_areas) {
  const UpliftCurve curve = qini(Numbers{2, 1}, Numbers{0, 0}, Numbers{1, 0});
  EXPECT_EQ(curve.status, UpliftStatus::perfect_is_random);
  EXPECT_EQ(curve.points.size(), 3U);
  EXPECT_EQ(curve.top.rows, 1);
  // all outcomes .1: sums that rounding makes unequal are still recognized in both curves
  const UpliftCurve equal = uplift_curve(Numbers(6, 0.0), Numbers(6, .1), Numbers{1, 0, 1, 0, 1, 0});
  EXPECT_NEAR(equal.area, 0, 1e-12);
}

TEST(Qini, unknown_outcomes_are_left_out) {
  const UpliftCurve without = qini(Numbers{3, 2, 1}, Numbers{1, 0, 1}, Numbers{1, 0, 0});
  UpliftCurve with = qini(Numbers{3, 9, 2, 1}, Numbers{1, unknown, 0, 1}, Numbers{1, 1, 0, 0});
  EXPECT_EQ(with.unknown, 1);
  with.unknown = 0;
  EXPECT_EQ(with, without);
}

TEST(Qini, refuses_what_is_no_prediction) {
  const auto code = [](const Numbers& uplift, const Numbers& outcome, const Numbers& treated,
                       UpliftCurveOptions options = {}) {
    return test::code_thrown<ArgumentError>([&] { (void)qini(uplift, outcome, treated, options); });
  };
  EXPECT_EQ(code({1}, {1, 0}, {1, 0}), "argument.uplift");
  EXPECT_EQ(code({1, unknown}, {1, 0}, {1, 0}), "argument.uplift");
  EXPECT_EQ(code({1, std::numeric_limits<double>::infinity()}, {1, 0}, {1, 0}), "argument.uplift");
  EXPECT_EQ(code({1, 1}, {1, 0}, {1}), "argument.treated");
  EXPECT_EQ(code({1, 1}, {1, 0}, {1, 2}), "argument.treated");
  EXPECT_EQ(code({1, 1}, {1, -2e100}, {1, 0}), "argument.outcome");
  EXPECT_EQ(code({1, 1}, {1, 0}, {1, 0}, {.top_share = 0}), "argument.range");
  EXPECT_EQ(code({1, 1}, {1, 0}, {1, 0}, {.top_share = 1.01}), "argument.range");
  EXPECT_EQ(code({1, 1}, {1, 0}, {1, 0}, {.level = 1}), "argument.range");
}

void expect_reference(const UpliftCurve& curve, const Numbers& uplift, const Numbers& y, const Numbers& t,
                      bool is_qini) {
  const test::ReferenceCurve slow = test::reference_curve(uplift, y, t, is_qini);
  ASSERT_EQ(curve.points.size(), slow.rows.size());
  for (std::size_t i = 0; i < slow.rows.size(); ++i) {
    EXPECT_EQ(static_cast<double>(curve.points[i].rows), slow.rows[i]);
    EXPECT_NEAR(curve.points[i].value, slow.values[i], 1e-10);
  }
  EXPECT_NEAR(curve.area, slow.area, 1e-9);
  EXPECT_NEAR(curve.random_area, slow.random, 1e-9);
  const double perfect = test::reference_curve(test::perfect_prediction(y, t), y, t, is_qini).area;
  EXPECT_NEAR(curve.perfect_area, perfect, 1e-9);
  const bool told = std::fabs(perfect - slow.random) > 1e-9;
  EXPECT_EQ(curve.status, told ? UpliftStatus::ok : UpliftStatus::perfect_is_random);
  ASSERT_EQ(curve.normalized.has_value(), told);
  if (told) {
    EXPECT_NEAR(*curve.normalized, (slow.area - slow.random) / (perfect - slow.random), 1e-8);
  }
}

// 1000 random cases with many ties, outcomes of two or more values, rows in another order, predictions on another
// scale.
TEST(Qini, agrees_with_the_definition) {
  std::mt19937_64 random(10);
  int perfect_is_random = 0;
  for (int round = 0; round < 1000; ++round) {
    const std::size_t size = 2 + random() % 30, levels = 1 + random() % 8, kinds = 1 + random() % 3;
    Numbers uplift(size), y(size), t(size);
    for (std::size_t i = 0; i < size; ++i) {
      uplift[i] = static_cast<double>(random() % levels) / 10 - .3;
      y[i] = kinds == 3 ? static_cast<double>(random() % 1000) / 100 - 3 : static_cast<double>(random() % kinds);
      t[i] = i < 2 ? static_cast<double>(i) : static_cast<double>(random() % 2);
    }
    const UpliftCurve q = qini(uplift, y, t), u = uplift_curve(uplift, y, t);
    expect_reference(q, uplift, y, t, true);
    expect_reference(u, uplift, y, t, false);
    perfect_is_random += q.status == UpliftStatus::perfect_is_random ? 1 : 0;
    EXPECT_NEAR(u.points.back().value, average_effect(y, t).effect * static_cast<double>(size), 1e-9);
    EXPECT_EQ(u.top, q.top);
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    Numbers uplift2, y2, t2;
    for (const std::size_t i : order) {
      uplift2.push_back(uplift[i]);
      y2.push_back(y[i]);
      t2.push_back(t[i]);
    }
    EXPECT_EQ(qini(uplift2, y2, t2), q);
    EXPECT_EQ(uplift_curve(uplift2, y2, t2), u);
    for (double& one : uplift) one = std::exp(one);
    EXPECT_EQ(values_of(qini(uplift, y, t)), values_of(q));
  }
  EXPECT_GT(perfect_is_random, 100);
}

TEST(Qini, hillstrom_adds_up_to_the_average_effect) {
  GUANXI_NEED_SHARED("hillstrom/hillstrom_even_rows.csv");
  const test::Hillstrom rows = test::read_hillstrom();
  const UpliftCurve u = uplift_curve(rows.history, rows.visit, rows.treated),
                    q = qini(rows.history, rows.visit, rows.treated);
  EXPECT_EQ(u.rows, 21'364);
  EXPECT_NEAR(u.points.back().value / 21'364, .0749891398, 5e-11);
  EXPECT_NEAR(q.points.back().value / 10'778, .0749891398, 5e-11);
  EXPECT_GT(u.points.size(), 5000U);
  EXPECT_GE(static_cast<double>(u.top.rows), .3 * 21'364);
}

}  // namespace
}  // namespace guanxi::score
