#include <guanxi/portfolio/trend.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::portfolio::trend_test {
namespace {

using test::code_thrown;
using Totals = std::vector<std::int64_t>;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

// docs/methods/trends.md, worked by hand.
TEST(PeriodTrend, worked_example) {
  const Trend trend = period_trend(Totals{10, 12, 11, 15, 16, 18});
  EXPECT_EQ(trend.direction, TrendDirection::rising);
  EXPECT_EQ(trend.method, TrendMethod::plain);
  EXPECT_EQ(trend.periods, 6);
  EXPECT_EQ(trend.rank_sum, 13);
  EXPECT_DOUBLE_EQ(trend.variance, 510.0 / 18);
  EXPECT_NEAR(trend.p, .0242, 5e-5);
  EXPECT_EQ(trend.slope, 1.5);
  EXPECT_EQ(trend.slope_low, .5);
  EXPECT_EQ(trend.slope_high, 2.5);
  EXPECT_EQ(trend.level, 13.5);
  EXPECT_DOUBLE_EQ(trend.share_per_year.value(), 1.5 * 12 / 13.5);
  EXPECT_TRUE(trend.season_index.empty());
}

TEST(PeriodTrend, worked_example_of_seasons) {
  const Totals totals{10, 20, 40, 30, 12, 24, 48, 36, 14, 28, 56, 42};
  const Trend trend = period_trend(totals, {.period = Period::quarter, .season = 4});
  EXPECT_EQ(trend.direction, TrendDirection::rising);
  EXPECT_EQ(trend.method, TrendMethod::seasonal);
  EXPECT_EQ(trend.rank_sum, 12);
  EXPECT_NEAR(trend.variance, 14.6667, 5e-5);
  EXPECT_NEAR(trend.p, .0041, 5e-5);
  EXPECT_EQ(trend.slope, 1.25);
  EXPECT_EQ(trend.slope_low, .5);
  EXPECT_EQ(trend.slope_high, 2);
  EXPECT_EQ(trend.level, 29);
  EXPECT_DOUBLE_EQ(trend.share_per_year.value(), 5.0 / 29);
  const double indices[] = {.436501, .873002, 1.583777, 1.106719};
  ASSERT_EQ(trend.season_index.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(trend.season_index[i], indices[i], 5e-7) << i;
  const Trend plain = period_trend(totals, {.period = Period::quarter});
  EXPECT_GT(plain.p, .05) << "the seasons hide what the pairs of one season show";
}

TEST(PeriodTrend, too_few_seasons_are_told) {
  const Totals totals{1, 2, 3, 4, 5, 6, 7};
  const Trend trend = period_trend(totals, {.season = 4});
  EXPECT_EQ(trend.method, TrendMethod::plain_too_few_seasons);
  EXPECT_EQ(trend.slope, 1);
  EXPECT_TRUE(trend.season_index.empty());
  Totals longer = totals;
  longer.push_back(8);
  EXPECT_EQ(period_trend(longer, {.season = 4}).method, TrendMethod::seasonal);
}

TEST(PeriodTrend, short_and_equal_series) {
  const Trend none = period_trend({});
  EXPECT_EQ(none, Trend{}) << "nothing is known";
  const Trend one = period_trend(Totals{7});
  EXPECT_EQ(one.direction, TrendDirection::too_short);
  EXPECT_EQ(one.level, 7);
  EXPECT_EQ(one.slope, std::nullopt);
  EXPECT_EQ(one.p, 1);
  EXPECT_EQ(period_trend(Totals{1, 2, 3, 4, 5}).direction, TrendDirection::too_short);
  const Trend five = period_trend(Totals{1, 2, 3, 4, 5}, {.min_periods = 5});
  EXPECT_EQ(five.direction, TrendDirection::rising);
  EXPECT_EQ(five.slope_low, std::nullopt) << "ten slopes are too few for an interval";
  const Trend equal = period_trend(Totals(8, 5));
  EXPECT_EQ(equal.direction, TrendDirection::steady);
  EXPECT_EQ(equal.slope, 0);
  EXPECT_EQ(equal.p, 1);
  EXPECT_EQ(equal.variance, 0);
}

TEST(PeriodTrend, negative_and_huge_values) {
  const Trend falling = period_trend(Totals{-1, -2, -3, -4, -5, -6, -7});
  EXPECT_EQ(falling.direction, TrendDirection::falling);
  EXPECT_EQ(falling.slope, -1);
  EXPECT_EQ(falling.share_per_year, std::nullopt) << "a level below 0 has no shares";
  const Trend huge = period_trend(Totals{smallest, smallest + 1, -5, 5, largest - 1, largest});
  EXPECT_EQ(huge.rank_sum, 15) << "neighbours are told apart although doubles cannot";
  EXPECT_EQ(huge.direction, TrendDirection::rising);
  EXPECT_GT(huge.slope.value(), 0);
  EXPECT_LT(huge.slope_high.value(), 1e19);
}

TEST(PeriodTrend, thresholds_decide) {
  const Totals totals{100, 101, 102, 103, 104, 105, 106};
  const double share = 12.0 / 103;
  EXPECT_EQ(period_trend(totals).direction, TrendDirection::rising);
  EXPECT_EQ(period_trend(totals, {.least_share = share + 1e-9}).direction, TrendDirection::steady);
  EXPECT_EQ(period_trend(totals, {.least_share = share - 1e-9}).direction, TrendDirection::rising);
  EXPECT_EQ(period_trend(totals, {.significance = 1e-4}).direction, TrendDirection::steady);
  EXPECT_DOUBLE_EQ(period_trend(totals, {.period = Period::quarter}).share_per_year.value(), 4.0 / 103);
}

// Ranks rise although more than half of all pairs are ties.
TEST(PeriodTrend, a_trend_of_ranks_with_slope_zero) {
  const Trend trend = period_trend(Totals{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5});
  EXPECT_EQ(trend.direction, TrendDirection::rising);
  EXPECT_EQ(trend.slope, 0);
}

TEST(PeriodTrend, options_out_of_range_are_refused) {
  const auto code = [](const TrendOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)period_trend(Totals{1}, options); });
  };
  const double nan = std::nan("");
  EXPECT_EQ(code({.season = 1}), "argument.range");
  EXPECT_EQ(code({.season = 367}), "argument.range");
  EXPECT_EQ(code({.season = -4}), "argument.range");
  EXPECT_EQ(code({.season = 4, .first_season = 4}), "argument.range");
  EXPECT_EQ(code({.first_season = -1}), "argument.range");
  EXPECT_EQ(code({.min_periods = 2}), "argument.range");
  EXPECT_EQ(code({.significance = 0}), "argument.range");
  EXPECT_EQ(code({.significance = 1}), "argument.range");
  EXPECT_EQ(code({.significance = nan}), "argument.range");
  EXPECT_EQ(code({.z = 0}), "argument.range");
  EXPECT_EQ(code({.z = nan}), "argument.range");
  EXPECT_EQ(code({.least_share = -.1}), "argument.range");
  EXPECT_EQ(code({.season = 366, .first_season = 365, .min_periods = 3, .significance = .999}), "nothing thrown");
  const auto length = [](std::size_t count) {
    return code_thrown<ArgumentError>([&] { (void)season_indices(Totals(count, 1), 12); });
  };
  EXPECT_EQ(length(2000), "nothing thrown");
  EXPECT_EQ(length(2001), "argument.length");
  EXPECT_EQ(code_thrown<ArgumentError>([] { (void)period_trend(Totals(2001, 1)); }), "argument.length");
  EXPECT_EQ(code_thrown<ArgumentError>([] { (void)season_indices(Totals(9, 1), 0); }), "argument.range");
}

TEST(SeasonIndices, follow_the_first_season) {
  const Totals totals{10, 20, 40, 30, 12, 24, 48, 36, 14, 28, 56, 42};
  const std::vector<double> first = season_indices(totals, 4), moved = season_indices(totals, 4, 3);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(moved[(i + 3) % 4], first[i]);
}

TEST(SeasonIndices, none_without_ratios) {
  EXPECT_TRUE(season_indices(Totals(7, 5), 4).empty()) << "less than two seasons";
  EXPECT_EQ(season_indices(Totals(8, 5), 4), std::vector<double>(4, 1));
  EXPECT_TRUE(season_indices(Totals(8, 0), 4).empty());
  EXPECT_TRUE(season_indices(Totals(8, -5), 4).empty());
  EXPECT_TRUE(season_indices({}, 4).empty());
  EXPECT_EQ(season_indices(Totals{0, 9, 9, 0, 9, 9, 0, 9, 9}, 3), (std::vector<double>{0, 1.5, 1.5}));
}

// -- slow references --

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(seed) {}
  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(count));
  }
  // Few different values make ties; many make none.
  Totals totals(std::size_t count) {
    const std::int64_t width = below(2) == 0 ? 5 : 1'000'000, drift = below(3) - 1;
    Totals drawn;
    for (std::size_t i = 0; i < count; ++i)
      drawn.push_back(below(width) - width / 3 + drift * static_cast<std::int64_t>(i) * width / 40);
    return drawn;
  }

 private:
  std::mt19937_64 random_;
};

struct SlowTrend {
  std::int64_t rank_sum = 0;
  double variance = 0, slope = 0, p = 1;
  std::optional<double> low{}, high{};
};

// Every pair of the same season, in one list.
SlowTrend slow_trend(const Totals& totals, std::size_t season) {
  SlowTrend slow;
  std::vector<double> slopes;
  for (std::size_t j = 1; j < totals.size(); ++j)
    for (std::size_t i = 0; i < j; ++i) {
      if (season > 0 && i % season != j % season) continue;
      slow.rank_sum += totals[j] > totals[i] ? 1 : totals[j] < totals[i] ? -1 : 0;
      slopes.push_back((static_cast<double>(totals[j]) - static_cast<double>(totals[i])) / static_cast<double>(j - i));
    }
  std::map<std::pair<std::size_t, std::int64_t>, double> ties;
  std::map<std::size_t, double> counts;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const std::size_t own = season > 0 ? i % season : 0;
    ++ties[{own, totals[i]}];
    ++counts[own];
  }
  for (const auto& [own, n] : counts) slow.variance += n * (n - 1) * (2 * n + 5) / 18;
  for (const auto& [own, t] : ties) slow.variance -= t * (t - 1) * (2 * t + 5) / 18;
  if (slow.rank_sum != 0) {
    const double z = (static_cast<double>(slow.rank_sum) - (slow.rank_sum > 0 ? 1 : -1)) / std::sqrt(slow.variance);
    slow.p = 1 - std::erf(std::abs(z) / std::sqrt(2.0));
  }
  std::sort(slopes.begin(), slopes.end());
  const std::size_t n = slopes.size();
  slow.slope = (slopes[(n - 1) / 2] + slopes[n / 2]) / 2;
  const double rank = std::floor((static_cast<double>(n) - 1.96 * std::sqrt(slow.variance)) / 2);
  if (rank >= 1) {
    slow.low = slopes[static_cast<std::size_t>(rank - 1)];
    slow.high = slopes[n - static_cast<std::size_t>(rank)];
  }
  return slow;
}

TEST(PeriodTrend, equals_the_slow_reference) {
  Draws draws(20240601);
  int rising = 0, falling = 0, steady = 0;
  for (int round = 0; round < 400; ++round) {
    const Totals totals = draws.totals(static_cast<std::size_t>(6 + draws.below(60)));
    const int season = round % 2 == 0 ? 0 : 3 + static_cast<int>(draws.below(10));
    const Trend trend = period_trend(totals, {.season = season});
    const bool has_seasons = season > 0 && totals.size() >= 2 * static_cast<std::size_t>(season);
    const SlowTrend slow = slow_trend(totals, has_seasons ? static_cast<std::size_t>(season) : 0);
    ASSERT_EQ(trend.rank_sum, slow.rank_sum) << round;
    ASSERT_NEAR(trend.variance, slow.variance, 1e-9 * (1 + slow.variance));
    ASSERT_NEAR(trend.p, slow.p, 1e-9);
    ASSERT_NEAR(trend.slope.value(), slow.slope, 1e-9 * (1 + std::abs(slow.slope)));
    ASSERT_EQ(trend.slope_low, slow.low) << round;
    ASSERT_EQ(trend.slope_high, slow.high) << round;
    const TrendDirection direction = slow.p > .05        ? TrendDirection::steady
                                     : slow.rank_sum > 0 ? TrendDirection::rising
                                                         : TrendDirection::falling;
    ASSERT_EQ(trend.direction, direction);
    rising += direction == TrendDirection::rising, falling += direction == TrendDirection::falling;
    steady += direction == TrendDirection::steady;
  }
  EXPECT_GT(std::min({rising, falling, steady}), 40) << "each outcome is drawn";
}

// Each value as often as its weight, sorted; the ratio, the median of ratios, the mean of indices, one after another.
std::vector<double> slow_indices(const Totals& totals, std::size_t season) {
  if (totals.size() < 2 * season) return {};
  std::map<std::size_t, std::vector<double>> ratios;
  for (std::size_t at = season / 2; at + season / 2 < totals.size(); ++at) {
    std::vector<double> window;
    for (std::size_t i = at - season / 2; i <= at + season / 2; ++i) {
      const bool is_half = season % 2 == 0 && (i == at - season / 2 || i == at + season / 2);
      window.insert(window.end(), is_half ? 1 : 2, static_cast<double>(totals[i]));
    }
    std::sort(window.begin(), window.end());
    const double median = (window[window.size() / 2 - 1] + window[window.size() / 2]) / 2;
    if (median > 0) ratios[at % season].push_back(static_cast<double>(totals[at]) / median);
  }
  if (ratios.size() < season) return {};
  std::vector<double> indices;
  double sum = 0;
  for (auto& [own, list] : ratios) {
    std::sort(list.begin(), list.end());
    indices.push_back((list[(list.size() - 1) / 2] + list[list.size() / 2]) / 2);
    sum += indices.back();
  }
  if (sum <= 0) return {};
  for (double& index : indices) index /= sum / static_cast<double>(season);
  return indices;
}

TEST(SeasonIndices, equal_the_slow_reference) {
  Draws draws(77);
  int given = 0, none = 0;
  for (int round = 0; round < 300; ++round) {
    const Totals totals = draws.totals(static_cast<std::size_t>(draws.below(50)));
    const int season = 2 + static_cast<int>(draws.below(11));
    const std::vector<double> indices = season_indices(totals, season);
    const std::vector<double> slow = slow_indices(totals, static_cast<std::size_t>(season));
    ASSERT_EQ(indices.size(), slow.size()) << round;
    for (std::size_t i = 0; i < slow.size(); ++i) ASSERT_NEAR(indices[i], slow[i], 1e-9 * (1 + std::abs(slow[i])));
    ++(slow.empty() ? none : given);
  }
  EXPECT_GT(std::min(given, none), 40);
}

// -- properties --

TEST(PeriodTrend, a_constant_moves_the_level_alone_and_a_factor_scales) {
  Draws draws(5);
  for (int round = 0; round < 200; ++round) {
    const Totals totals = draws.totals(static_cast<std::size_t>(6 + draws.below(40)));
    Totals moved = totals, scaled = totals, mirrored = totals;
    for (std::int64_t& value : moved) value += 12345;
    for (std::int64_t& value : scaled) value *= 4;
    for (std::int64_t& value : mirrored) value = -value;
    const Trend trend = period_trend(totals, {.season = 3}), other = period_trend(moved, {.season = 3});
    ASSERT_EQ(other.slope, trend.slope);
    ASSERT_EQ(other.p, trend.p);
    ASSERT_EQ(other.slope_low, trend.slope_low);
    ASSERT_EQ(*other.level, *trend.level + 12345);
    const Trend larger = period_trend(scaled, {.season = 3});
    ASSERT_EQ(*larger.slope, 4 * *trend.slope);
    ASSERT_EQ(larger.share_per_year, trend.share_per_year) << "a factor of 4 is exact";
    ASSERT_EQ(larger.season_index, trend.season_index);
    ASSERT_EQ(larger.direction, trend.direction);
    const Trend turned = period_trend(mirrored, {.season = 3});
    ASSERT_EQ(*turned.slope, -*trend.slope);
    ASSERT_EQ(turned.rank_sum, -trend.rank_sum);
    ASSERT_EQ(turned.p, trend.p);
  }
}

TEST(PeriodTrend, one_wild_value_hardly_matters) {
  Totals totals;
  for (int i = 0; i < 24; ++i) totals.push_back(1000 + 10 * i);
  totals[12] = 5'000'000;
  const Trend trend = period_trend(totals);
  EXPECT_EQ(trend.direction, TrendDirection::rising);
  EXPECT_EQ(trend.slope, 10);
}

// -- all customers --

TEST(PeriodTrends, each_customer_as_alone) {
  PeriodSeries series{.last = 653};  // June 2024
  Draws draws(9);
  series.begin.push_back(0);
  for (int customer = 0; customer < 600; ++customer) {
    const Totals totals = draws.totals(static_cast<std::size_t>(draws.below(40)));
    series.amount.insert(series.amount.end(), totals.begin(), totals.end());
    series.begin.push_back(static_cast<std::int64_t>(series.amount.size()));
  }
  const std::vector<Trend> trends = period_trends(series, {.season = 12}, {.threads = 2});
  ASSERT_EQ(trends.size(), 600U);
  for (std::size_t i = 0; i < 600; ++i) {
    const int first = 5 + 12 * 10 - static_cast<int>(series.of(i).size()) + 1;  // June is season 5
    ASSERT_EQ(trends[i], period_trend(series.of(i), {.season = 12, .first_season = first % 12})) << i;
  }
  EXPECT_EQ(period_trends(series, {.season = 12}, {.threads = 1}), trends);
  EXPECT_TRUE(period_trends(PeriodSeries{}).empty());
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)period_trends(PeriodSeries{}, {.season = 1}); }), "argument.range");
}

TEST(PeriodTrends, seasons_before_1970) {
  const PeriodSeries series{
      .period = Period::quarter, .last = -2, .begin = {0, 8}, .amount = Totals{9, 1, 1, 1, 9, 1, 1, 1}};
  EXPECT_EQ(series.first(0), -9) << "the last quarter of 1967";
  const Trend trend = period_trends(series, {.season = 4}).at(0);
  ASSERT_EQ(trend.season_index.size(), 4U);
  EXPECT_GT(trend.season_index[3], 2);
  EXPECT_EQ(trend.slope, 0);
}

}  // namespace
}  // namespace guanxi::portfolio::trend_test
