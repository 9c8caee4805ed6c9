#include <guanxi/score/uplift_intervals.hpp>

#include <guanxi/core/split_mix.hpp>
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

namespace guanxi::score {
namespace {

using Numbers = std::vector<double>;

struct Sample {
  Numbers uplift{}, outcome{}, treated{};
};

/// Rows as docs/methods/uplift.md orders them before drawing.
Sample in_order(const Sample& rows) {
  std::vector<std::size_t> order(rows.outcome.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(-rows.uplift[a], -rows.treated[a], -rows.outcome[a]) <
           std::tuple(-rows.uplift[b], -rows.treated[b], -rows.outcome[b]);
  });
  Sample sorted;
  for (const std::size_t i : order) {
    sorted.uplift.push_back(rows.uplift[i]);
    sorted.outcome.push_back(rows.outcome[i]);
    sorted.treated.push_back(rows.treated[i]);
  }
  return sorted;
}

/// Rows drawn with replacement, first the control rows, then the treated ones.
Sample drawn_from(const Sample& rows, SplitMix& random) {
  Sample drawn;
  for (const double arm : {0.0, 1.0}) {
    std::vector<std::size_t> of_arm;
    for (std::size_t i = 0; i < rows.treated.size(); ++i)
      if (rows.treated[i] == arm) of_arm.push_back(i);
    for (std::size_t i = 0; i < of_arm.size(); ++i) {
      const std::size_t row = of_arm[random.below(of_arm.size())];
      drawn.uplift.push_back(rows.uplift[row]);
      drawn.outcome.push_back(rows.outcome[row]);
      drawn.treated.push_back(arm);
    }
  }
  return drawn;
}

void expect_interval(const std::optional<DrawnInterval>& found, Numbers draws, double level, const char* what) {
  ASSERT_EQ(found.has_value(), draws.size() >= 2) << what;
  if (!found) return;
  std::sort(draws.begin(), draws.end());
  const auto quantile = [&](double share) {
    const double place = share * static_cast<double>(draws.size() - 1), whole = std::floor(place);
    const std::size_t at = static_cast<std::size_t>(whole), next = std::min(at + 1, draws.size() - 1);
    return draws[at] * (1 - place + whole) + draws[next] * (place - whole);
  };
  const auto n = static_cast<double>(draws.size());
  const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / n;
  double squares = 0;
  for (const double one : draws) squares += (one - mean) * (one - mean);
  EXPECT_EQ(found->draws, static_cast<std::int64_t>(draws.size())) << what;
  EXPECT_NEAR(found->low, quantile((1 - level) / 2), 1e-8) << what;
  EXPECT_NEAR(found->high, quantile((1 + level) / 2), 1e-8) << what;
  EXPECT_NEAR(found->standard_error, std::sqrt(squares / (n - 1)), 1e-8) << what;
}

void expect_slow_bootstrap(const Sample& rows, const UpliftIntervalOptions& options) {
  const UpliftIntervals found = uplift_intervals(rows.uplift, rows.outcome, rows.treated, options);
  ASSERT_EQ(found.status, UpliftStatus::ok);
  SplitMix random(options.seed);
  const Sample sorted = in_order(rows);
  Numbers effect, top, area, excess, normalized, area_u, excess_u, normalized_u;
  for (int draw = 0; draw < options.draws; ++draw) {
    const Sample drawn = drawn_from(sorted, random);
    effect.push_back(average_effect(drawn.outcome, drawn.treated).effect);
    const UpliftCurveOptions share{.top_share = options.top_share};
    const UpliftCurve q = qini(drawn.uplift, drawn.outcome, drawn.treated, share);
    const UpliftCurve u = uplift_curve(drawn.uplift, drawn.outcome, drawn.treated, share);
    if (q.top.observed.treated.rows > 0 && q.top.observed.control.rows > 0) top.push_back(q.top.observed.effect);
    area.push_back(q.area);
    excess.push_back(q.area - q.random_area);
    if (q.normalized) normalized.push_back(*q.normalized);
    area_u.push_back(u.area);
    excess_u.push_back(u.area - u.random_area);
    if (u.normalized) normalized_u.push_back(*u.normalized);
  }
  expect_interval(found.effect, effect, options.level, "effect");
  expect_interval(found.top_effect, top, options.level, "top_effect");
  expect_interval(found.qini_area, area, options.level, "qini_area");
  expect_interval(found.qini_excess, excess, options.level, "qini_excess");
  expect_interval(found.qini_normalized, normalized, options.level, "qini_normalized");
  expect_interval(found.uplift_area, area_u, options.level, "uplift_area");
  expect_interval(found.uplift_excess, excess_u, options.level, "uplift_excess");
  expect_interval(found.uplift_normalized, normalized_u, options.level, "uplift_normalized");
}

TEST(UpliftIntervals, agree_with_samples_written_out) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 300; ++round) {
    const std::size_t size = 2 + random() % 16, levels = 1 + random() % 6, kinds = 1 + random() % 3;
    Sample rows;
    for (std::size_t i = 0; i < size; ++i) {
      rows.uplift.push_back(static_cast<double>(random() % levels));
      rows.outcome.push_back(static_cast<double>(random() % kinds));
      rows.treated.push_back(i < 2 ? static_cast<double>(i) : static_cast<double>(random() % 2));
    }
    const double share = round % 2 == 0 ? .3 : .7;
    expect_slow_bootstrap(rows, {.draws = 2 + round % 40, .seed = random(), .level = .8, .top_share = share});
  }
}

TEST(UpliftIntervals, do_not_depend_on_the_order_of_rows) {
  const Numbers uplift{3, 2, 2, 1, 5, 4}, outcome{1, 0, 1, 0, 1, 0}, treated{1, 0, 1, 0, 0, 1};
  const UpliftIntervals found = uplift_intervals(uplift, outcome, treated, {.draws = 50, .seed = 4});
  EXPECT_EQ(uplift_intervals(uplift, outcome, treated, {.draws = 50, .seed = 4}), found);
  EXPECT_NE(uplift_intervals(uplift, outcome, treated, {.draws = 50, .seed = 5}), found);
  const auto turned = [](Numbers numbers) {
    std::rotate(numbers.begin(), numbers.begin() + 2, numbers.end());
    return numbers;
  };
  EXPECT_EQ(uplift_intervals(turned(uplift), turned(outcome), turned(treated), {.draws = 50, .seed = 4}), found);
}

TEST(UpliftIntervals, leave_unknown_outcomes_out) {
  const UpliftIntervals found = uplift_intervals(Numbers{3, 2, 1}, Numbers{1, 0, 1}, Numbers{1, 0, 0}, {.draws = 20});
  EXPECT_EQ(uplift_intervals(Numbers{3, 7, 2, 1}, Numbers{1, unknown, 0, 1}, Numbers{1, 0, 0, 0}, {.draws = 20}),
            found);
}

TEST(UpliftIntervals, say_what_is_missing) {
  const auto found = [](const Numbers& outcome, const Numbers& treated) {
    return uplift_intervals(Numbers(outcome.size()), outcome, treated, {.draws = 10});
  };
  EXPECT_EQ(found({}, {}), UpliftIntervals{});
  EXPECT_EQ(found({1}, {1}), UpliftIntervals{.status = UpliftStatus::one_arm});
  EXPECT_EQ(found({1, unknown}, {1, 0}), UpliftIntervals{.status = UpliftStatus::no_outcome});
  const UpliftIntervals flat = found({0, 0}, {1, 0});
  EXPECT_EQ(flat.status, UpliftStatus::ok);
  EXPECT_FALSE(flat.qini_normalized || flat.uplift_normalized);
  EXPECT_EQ(flat.effect->standard_error, 0);
}

TEST(UpliftIntervals, refuse_bad_options) {
  const auto code = [](const UpliftIntervalOptions& options) {
    return test::code_thrown<ArgumentError>([&] {
      (void)uplift_intervals(Numbers{1, 1}, Numbers{1, 0}, Numbers{1, 0}, options);
    });
  };
  EXPECT_EQ(code({.draws = 1}), "argument.range");
  EXPECT_EQ(code({.draws = 1'000'001}), "argument.range");
  EXPECT_EQ(code({.level = 0}), "argument.range");
  EXPECT_EQ(code({.top_share = 0}), "argument.range");
  EXPECT_EQ(code({.draws = 2}), "nothing thrown");
}

// The bootstrap's standard error of the average effect is near the formula's (METHODS 8).
TEST(UpliftIntervals, hillstrom) {
  GUANXI_NEED_SHARED("hillstrom/hillstrom_even_rows.csv");
  const test::Hillstrom rows = test::read_hillstrom();
  const UpliftIntervals found = uplift_intervals(rows.history, rows.visit, rows.treated, {.draws = 300, .seed = 1});
  EXPECT_NEAR(found.effect->standard_error, .0047953296, .0006);  // 3 standard errors of 300 draws
  EXPECT_LT(found.effect->low, .0749891398);
  EXPECT_GT(found.effect->high, .0749891398);
  const UpliftCurve q = qini(rows.history, rows.visit, rows.treated);
  EXPECT_LT(found.qini_area->low, q.area);
  EXPECT_GT(found.qini_area->high, q.area);
}

}  // namespace
}  // namespace guanxi::score
