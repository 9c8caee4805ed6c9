#include <guanxi/model/customer_event.hpp>
#include <guanxi/portfolio/marked_change.hpp>
#include <guanxi/portfolio/trend.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::portfolio::marked_change_test {
namespace {

using test::code_thrown;
using Totals = std::vector<std::int64_t>;

constexpr Date may_20 = *Date::from_ymd(2024, 5, 20);
constexpr Date april_1 = *Date::from_ymd(2024, 4, 1);

Totals worked(std::int64_t latest) { return {100, 110, 90, 105, 95, 100, 120, 80, latest}; }

ChangeKind kind(const Totals& totals, const ChangeOptions& options = {}) {
  return marked_change(totals, may_20, {}, options).kind;
}

// docs/methods/trends.md, worked by hand.
TEST(MarkedChange, worked_example) {
  const MarkedChange change = marked_change(worked(30), may_20);
  EXPECT_EQ(change.kind, ChangeKind::drop);
  EXPECT_EQ(change.history, 8);
  EXPECT_EQ(change.actual, 30);
  EXPECT_EQ(change.expected, 100);
  EXPECT_DOUBLE_EQ(change.deviation, 7.5 * 1.4826);
  EXPECT_NEAR(change.size, -6.2952, 5e-5);
  EXPECT_NEAR(change.low.value(), 66.6415, 1e-9);
  EXPECT_NEAR(change.high.value(), 133.3585, 1e-9);
  EXPECT_DOUBLE_EQ(change.share.value(), -.7);
  EXPECT_EQ(change.slope, 0);
  EXPECT_FALSE(change.season_used);
  EXPECT_FALSE(change.floor_used);
  EXPECT_TRUE(change.needs_reason);
  EXPECT_EQ(change.first_day, april_1);
  EXPECT_EQ(change.last_day, *Date::from_ymd(2024, 4, 30));
  EXPECT_EQ(change.latest, std::vector<std::int32_t>{8});
  EXPECT_EQ(change.compared, (std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 7}));
  ASSERT_EQ(change.reasons.size(), 3U);
  EXPECT_EQ(change.reasons[0].zh, "最近 1 个月为 0.30，预期 1.00（0.67 至 1.33）");
  EXPECT_EQ(change.reasons[0].en, "the latest month brought 0.30 where 1.00 was expected (0.67 to 1.33)");
  EXPECT_EQ(change.reasons[1].zh, "低于预期 70%，相差 6.3 个稳健离差");
  EXPECT_EQ(change.reasons[1].en, "70 % less than expected, 6.3 robust deviations below it");
  EXPECT_EQ(change.reasons[2].en, "no reason is on record: one must be stated");
  EXPECT_EQ(kind(worked(0)), ChangeKind::stopped);
  const MarkedChange usual = marked_change(worked(130), may_20);
  EXPECT_EQ(usual.kind, ChangeKind::none);
  EXPECT_NEAR(usual.size, 2.6980, 5e-5);
  EXPECT_FALSE(usual.needs_reason);
  EXPECT_TRUE(usual.reasons.empty());
  EXPECT_EQ(kind(worked(140)), ChangeKind::rise);
}

TEST(MarkedChange, too_short_and_all_equal) {
  for (std::size_t count = 0; count < 7; ++count) {
    const MarkedChange change = marked_change(Totals(count, 5), may_20);
    EXPECT_EQ(change.kind, ChangeKind::too_short) << count;
    EXPECT_EQ(change.expected, std::nullopt);
    EXPECT_EQ(change.actual, count == 0 ? 0 : 5);
    EXPECT_FALSE(change.needs_reason);
  }
  const MarkedChange equal = marked_change(Totals(7, 5000), may_20);
  EXPECT_EQ(equal.kind, ChangeKind::none);
  EXPECT_TRUE(equal.floor_used);
  EXPECT_EQ(equal.size, 0);
  EXPECT_EQ(kind(Totals(9, 0)), ChangeKind::none) << "nothing, as ever";
}

TEST(MarkedChange, the_floor_of_series_that_hardly_vary) {
  const auto with = [](std::int64_t latest) { return Totals{1000, 1000, 1000, 1000, 1000, 1000, latest}; };
  EXPECT_EQ(marked_change(with(1200), may_20).deviation, 50) << "5 % of the median";
  EXPECT_EQ(kind(with(1199)), ChangeKind::none) << "below a fifth of what was expected";
  EXPECT_EQ(kind(with(1200)), ChangeKind::rise);
  EXPECT_EQ(kind(with(1151), {.least_share = 0}), ChangeKind::rise);
  EXPECT_EQ(kind(with(1150), {.least_share = 0}), ChangeKind::none) << "three deviations, not more";
  EXPECT_EQ(kind(with(1200), {.least_amount = 201}), ChangeKind::none);
  EXPECT_EQ(kind(with(1200), {.floor_amount = 67}), ChangeKind::none) << "3 · 67 > 200";
  EXPECT_EQ(kind(with(1004), {.least_share = 0, .floor_share = 0}), ChangeKind::rise) << "at least 1 minor unit";
  EXPECT_EQ(kind(with(1200), {.threshold = 4.01}), ChangeKind::none);
  const MarkedChange marked = marked_change(with(1200), may_20);
  EXPECT_EQ(marked.reasons.at(2).en, "former periods hardly varied: the deviation is the least allowed");
}

TEST(MarkedChange, a_trend_is_carried_on) {
  Totals totals;
  for (int i = 0; i < 12; ++i) totals.push_back(1000 + 100 * i);
  totals.push_back(2200);
  const MarkedChange change = marked_change(totals, may_20);
  EXPECT_EQ(change.expected, 2200);
  EXPECT_EQ(change.slope, 100);
  EXPECT_EQ(change.kind, ChangeKind::none);
  const MarkedChange level = marked_change(totals, may_20, {}, {.trend_significance = 0});
  EXPECT_EQ(level.expected, 1550);
  EXPECT_EQ(level.slope, 0);
  totals.back() = 1550;
  const MarkedChange below = marked_change(totals, may_20);
  EXPECT_EQ(below.kind, ChangeKind::drop);
  EXPECT_EQ(below.reasons.at(2).en, "the trend of 1.00 a month was carried on");
  Totals falling{700, 600, 500, 400, 300, 200, 100, 0, 0, 0};
  EXPECT_EQ(marked_change(falling, may_20).expected, 0) << "never below 0 where nothing was";
}

TEST(MarkedChange, seasons_are_taken_off) {
  const Totals totals{10, 20, 40, 30, 10, 20, 40, 30, 10};
  const ChangeOptions options{.period = Period::quarter, .season = 4};
  const MarkedChange change = marked_change(totals, may_20, {}, options);
  EXPECT_TRUE(change.season_used);
  EXPECT_NEAR(change.expected.value(), 10, 1e-9);
  EXPECT_EQ(change.kind, ChangeKind::none);
  EXPECT_EQ(change.compared, (std::vector<std::int32_t>{0, 4}));
  EXPECT_EQ(change.first_day, *Date::from_ymd(2024, 1, 1));
  EXPECT_EQ(change.last_day, *Date::from_ymd(2024, 3, 31));
  Totals high = totals;
  high.back() = 30;
  const MarkedChange rise = marked_change(high, may_20, {}, options);
  EXPECT_EQ(rise.kind, ChangeKind::rise) << "usual for a fourth quarter, not for a first one";
  EXPECT_EQ(rise.reasons.at(2).zh, "预期已计入季节");
  EXPECT_EQ(kind(high), ChangeKind::none) << "without seasons it looks usual";
  EXPECT_FALSE(marked_change(Totals{10, 20, 40, 30, 10, 20, 40, 30}, may_20, {}, options).season_used)
      << "seven former periods are no two seasons";
}

// docs/methods/trends.md: differences of the same quarter 4, 2, 4, 0.
TEST(MarkedChange, worked_example_of_seasons) {
  const Totals totals{10, 20, 40, 30, 14, 22, 36, 30, 12};
  const MarkedChange change = marked_change(totals, may_20, {}, {.period = Period::quarter, .season = 4});
  EXPECT_TRUE(change.season_used);
  EXPECT_EQ(change.slope, 0);
  EXPECT_NEAR(change.deviation, 4.4478, 1e-9);
}

TEST(MarkedChange, a_season_that_cannot_be_taken_off_is_no_trend) {
  const Totals totals{100, 90, 80, 70, 60, 50, 60};
  EXPECT_NE(marked_change(totals, may_20).slope, 0);
  const MarkedChange change = marked_change(totals, may_20, {}, {.season = 12});
  EXPECT_EQ(change.slope, 0);
  EXPECT_EQ(change.expected, 75);
}

TEST(MarkedChange, a_season_without_trade_is_no_stop) {
  Totals totals;
  for (int year = 0; year < 4; ++year) totals.insert(totals.end(), {90, 100, 110, 0});
  EXPECT_EQ(kind(totals, {.season = 4}), ChangeKind::none);
  totals.back() = 300;
  EXPECT_EQ(kind(totals, {.season = 4}), ChangeKind::rise);
}

TEST(MarkedChange, stops) {
  const Totals wild{10, 90, 40, 160, 20, 120, 70, 0};
  const MarkedChange change = marked_change(wild, may_20);
  EXPECT_GT(change.size, -3) << "within what varies";
  EXPECT_EQ(change.kind, ChangeKind::stopped) << "but no period was without trade before";
  EXPECT_EQ(kind({10, 90, 0, 160, 20, 120, 70, 0}), ChangeKind::none) << "one was";
  EXPECT_EQ(kind({10, 90, 0, 160, 20, 120, 70, 0, 0}, {.latest = 2}), ChangeKind::stopped) << "two in a row never";
  EXPECT_EQ(kind({10, 90, 0, 160, 20, 120, 70, -5}), ChangeKind::none);
  EXPECT_EQ(kind(worked(-5)), ChangeKind::stopped) << "returns alone are no trade";
}

TEST(MarkedChange, starts) {
  EXPECT_EQ(kind({0, 0, 0, 0, 0, 0, 500}), ChangeKind::started);
  EXPECT_EQ(kind({500, 500, 500, 500, 0, 0, 0, 0, 0, 0, 500}), ChangeKind::started) << "again";
  EXPECT_EQ(kind({500, 500, 500, 500, 500, 500, 0, 0, 0, 0, 0, 500}, {.trend_significance = 0}), ChangeKind::none)
      << "a pause of five";
  EXPECT_EQ(kind({9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 9}), ChangeKind::none) << "its usual pause";
  EXPECT_EQ(kind({9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 9}), ChangeKind::started);
  EXPECT_EQ(kind({0, 0, 0, 0, 0, 0, 500}, {.quiet = 7}), ChangeKind::rise);
  EXPECT_EQ(marked_change(Totals{0, 0, 0, 0, 0, 0, 500}, may_20).share, std::nullopt);
}

// Half of the former periods and more are 0: the mean absolute deviation stands in.
TEST(MarkedChange, now_and_then) {
  const Totals former{0, 0, 500, 0, 0, 480, 0, 0, 520};
  Totals totals = former;
  totals.push_back(500);
  const MarkedChange change = marked_change(totals, may_20);
  EXPECT_NEAR(change.deviation, std::sqrt(std::acos(-1.0) / 2) * 1500 / 9, 1e-9);
  EXPECT_EQ(change.kind, ChangeKind::none);
  totals.back() = 0;
  EXPECT_EQ(kind(totals), ChangeKind::none);
  totals.back() = 5000;
  EXPECT_EQ(kind(totals), ChangeKind::rise);
}

TEST(MarkedChange, several_latest_periods) {
  Totals totals = worked(60);
  totals.push_back(60);
  const MarkedChange change = marked_change(totals, may_20, {}, {.latest = 2});
  EXPECT_EQ(change.expected, 200);
  EXPECT_DOUBLE_EQ(change.deviation, 7.5 * 1.4826 * std::sqrt(2.0));
  EXPECT_EQ(change.kind, ChangeKind::drop);
  EXPECT_EQ(change.latest, (std::vector<std::int32_t>{8, 9}));
  EXPECT_EQ(change.first_day, *Date::from_ymd(2024, 3, 1));
  EXPECT_EQ(change.reasons.at(0).en.substr(0, 19), "the latest 2 months");
}

TEST(MarkedChange, reasons_on_record) {
  const auto needs = [](std::vector<ChangeReason> known) {
    return marked_change(worked(30), may_20, known).needs_reason;
  };
  EXPECT_FALSE(needs({{april_1, "plant shut"}}));
  EXPECT_FALSE(needs({{april_1 - 90, "plant shut"}}));
  EXPECT_TRUE(needs({{april_1 - 91, "plant shut"}})) << "too old";
  EXPECT_FALSE(needs({{may_20, "plant shut"}}));
  EXPECT_TRUE(needs({{may_20 + 1, "plant shut"}})) << "not known yet";
  EXPECT_TRUE(needs({{april_1, " 　"}})) << "says nothing";
  const std::vector<ChangeReason> known{{may_20, "b"}, {april_1, "a"}, {april_1 - 500, "c"}};
  const MarkedChange change = marked_change(worked(30), may_20, known);
  EXPECT_EQ(change.known, (std::vector<ChangeReason>{{april_1, "a"}, {may_20, "b"}}));
  EXPECT_EQ(change.reasons.at(2).zh, "已记录原因（2024-04-01）：a");
  EXPECT_EQ(change.reasons.at(3).en, "reason on record (2024-05-20): b");
  const std::vector<ChangeReason> turned(known.rbegin(), known.rend());
  EXPECT_EQ(marked_change(worked(30), may_20, turned), change);
}

TEST(MarkedChange, reasons_of_a_dossier) {
  Dossier dossier;
  dossier.of<CustomerEvent>() = {{.statement = "new owner", .happened_on = may_20},
                                 {.statement = "plant shut", .happened_on = april_1},
                                 {.statement = "no day"},
                                 {.happened_on = april_1}};
  EXPECT_EQ(change_reasons(dossier), (std::vector<ChangeReason>{{april_1, "plant shut"}, {may_20, "new owner"}}));
  EXPECT_TRUE(change_reasons(Dossier{}).empty());
}

TEST(MarkedChange, the_running_period) {
  const MarkedChange change = marked_change(worked(30), may_20, {}, {.running = RunningPeriod::included});
  EXPECT_EQ(change.first_day, *Date::from_ymd(2024, 5, 1));
  EXPECT_EQ(change.last_day, may_20);
}

TEST(MarkedChange, negative_and_huge_values) {
  const MarkedChange negative = marked_change(Totals{-100, -110, -90, -105, -95, -100, -300}, may_20);
  EXPECT_EQ(negative.kind, ChangeKind::drop);
  EXPECT_EQ(negative.expected, -100);
  EXPECT_DOUBLE_EQ(negative.share.value(), -2);
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  Totals huge(12, largest);
  huge.back() = -largest;
  const MarkedChange change = marked_change(huge, may_20, {}, {.latest = 1});
  EXPECT_EQ(change.kind, ChangeKind::stopped);
  EXPECT_TRUE(std::isfinite(change.size));
}

TEST(MarkedChange, options_out_of_range_are_refused) {
  const auto code = [](const ChangeOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)marked_change(Totals{1}, may_20, {}, options); });
  };
  for (const ChangeOptions& bad : {ChangeOptions{.latest = 0},
                                   {.season = 1},
                                   {.season = 367},
                                   {.min_history = 2},
                                   {.quiet = 0},
                                   {.threshold = 0},
                                   {.threshold = std::nan("")},
                                   {.least_share = -1},
                                   {.least_amount = -1},
                                   {.floor_share = -1},
                                   {.floor_amount = 0},
                                   {.trend_significance = 1},
                                   {.trend_significance = -.1},
                                   {.reason_days = -1},
                                   {.reason_days = 3651},
                                   {.decimals = -1},
                                   {.decimals = 10}})
    EXPECT_EQ(code(bad), "argument.range");
  EXPECT_EQ(code({.latest = 5000, .season = 366, .reason_days = 3650, .decimals = 9}), "nothing thrown");
  EXPECT_EQ(code_thrown<ArgumentError>([] { (void)marked_change(Totals(2001, 1), may_20); }), "argument.length");
}

// -- slow reference and properties --

Totals drawn(std::mt19937_64& random, std::size_t count) {
  const std::uint64_t width = random() % 2 == 0 ? 6 : 100000;
  Totals totals;
  for (std::size_t i = 0; i < count; ++i) totals.push_back(static_cast<std::int64_t>(random() % width));
  return totals;
}

double plain_median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

// Without season and trend, step by step from the page.
TEST(MarkedChange, equals_the_slow_reference) {
  std::mt19937_64 random(31);
  int marked = 0;
  for (int round = 0; round < 300; ++round) {
    Totals totals = drawn(random, 7 + random() % 30);
    if (round % 3 == 0) totals.back() *= 4;
    const MarkedChange change = marked_change(totals, may_20, {}, {.trend_significance = 0});
    const std::vector<double> former(totals.begin(), totals.end() - 1);
    const double median = plain_median(former);
    std::vector<double> apart;
    double sum = 0;
    for (const double value : former) apart.push_back(std::abs(value - median)), sum += apart.back();
    const double mad = plain_median(apart);
    double deviation =
        mad > 0 ? 1.4826 * mad : std::sqrt(std::acos(-1.0) / 2) * sum / static_cast<double>(former.size());
    if (mad == 0 && median == 0) deviation = std::max(deviation, *std::max_element(former.begin(), former.end()) / 3);
    deviation = std::max({deviation, .05 * median, 1.0});
    const double size = (static_cast<double>(totals.back()) - median) / deviation;
    ASSERT_EQ(change.expected, median);
    ASSERT_NEAR(change.deviation, deviation, 1e-9 * deviation);
    ASSERT_NEAR(change.size, size, 1e-9 * (1 + std::abs(size)));
    if (totals.back() > 0 && std::count(former.begin(), former.end(), 0.0) == 0) {
      const bool is_marked =
          std::abs(size) > 3 + 1e-9 && std::abs(static_cast<double>(totals.back()) - median) >= .2 * median;
      ASSERT_EQ(change.kind, !is_marked ? ChangeKind::none : size < 0 ? ChangeKind::drop : ChangeKind::rise);
      marked += is_marked;
    }
  }
  EXPECT_GT(marked, 20);
}

// The deviation with seasons, from indices that have tests of their own.
TEST(MarkedChange, seasons_equal_the_slow_reference) {
  std::mt19937_64 random(35);
  int used = 0;
  for (int round = 0; round < 200; ++round) {
    Totals totals;
    for (std::size_t i = 0; i < 9 + random() % 24; ++i)
      totals.push_back(static_cast<std::int64_t>(100 * (i % 4) + random() % 300 + 50));
    const std::size_t m = totals.size() - 1;
    const MarkedChange change = marked_change(totals, may_20, {}, {.season = 4, .trend_significance = 0});
    const std::vector<double> index = season_indices(std::span(totals).first(m), 4);
    if (index.empty()) {
      EXPECT_FALSE(change.season_used);
      continue;
    }
    std::vector<double> cleared, apart;
    for (std::size_t i = 0; i < m; ++i) cleared.push_back(static_cast<double>(totals[i]) / index[i % 4]);
    const double level = plain_median(cleared);
    for (std::size_t i = 4; i < m; ++i) apart.push_back(std::abs(static_cast<double>(totals[i] - totals[i - 4])));
    const double seasons = std::floor(static_cast<double>(m) / 4);
    const double deviation = 1.4826 * plain_median(apart) * std::sqrt(.5 + .5 / (seasons - 1));
    ASSERT_NEAR(change.expected.value(), level * index[m % 4], 1e-9 * level);
    if (!change.floor_used) {
      ASSERT_NEAR(change.deviation, deviation, 1e-9 * deviation) << round;
    }
    used += !change.floor_used;
  }
  EXPECT_GT(used, 100);
}

TEST(MarkedChange, a_factor_scales_amounts_and_nothing_else) {
  std::mt19937_64 random(32);
  for (int round = 0; round < 200; ++round) {
    const Totals totals = drawn(random, 7 + random() % 30);
    Totals scaled = totals;
    for (std::int64_t& value : scaled) value *= 8;
    const MarkedChange change = marked_change(totals, may_20, {}, {.season = 3});
    const MarkedChange larger = marked_change(scaled, may_20, {}, {.season = 3, .floor_amount = 8});
    ASSERT_EQ(larger.kind, change.kind);
    ASSERT_EQ(larger.size, change.size);
    ASSERT_EQ(*larger.expected, 8 * *change.expected);
    ASSERT_EQ(larger.deviation, 8 * change.deviation);
    ASSERT_EQ(larger.point.p, change.point.p);
  }
}

TEST(ChangePoint, worked_example) {
  const ChangePoint point = change_point(Totals{3, 5, 4, 6, 12, 11, 13, 14});
  EXPECT_EQ(point.last_before, 3);
  EXPECT_EQ(point.statistic, 16);
  EXPECT_NEAR(point.p, .1390, 5e-5);
  EXPECT_EQ(point.before, 4.5);
  EXPECT_EQ(point.after, 12.5);
}

TEST(ChangePoint, none_without_a_difference) {
  EXPECT_EQ(change_point({}), ChangePoint{});
  EXPECT_EQ(change_point(Totals{5}), ChangePoint{});
  EXPECT_EQ(change_point(Totals(9, 5)), ChangePoint{});
  EXPECT_EQ(change_point(Totals{2, 1}).last_before, 0);
  EXPECT_EQ(change_point(Totals{2, 1}).p, 1) << "2 exp(-1/2) is above 1";
  EXPECT_EQ(change_point(Totals{1, 2, 1}).last_before, 0) << "|U| = 1 twice: the first";
  EXPECT_EQ(code_thrown<ArgumentError>([] { (void)change_point(Totals(2001, 1)); }), "argument.length");
}

TEST(ChangePoint, equals_its_double_sum) {
  std::mt19937_64 random(33);
  int clear = 0;
  for (int round = 0; round < 300; ++round) {
    Totals totals = drawn(random, 2 + random() % 30);
    if (round % 2 == 0)
      for (std::size_t i = totals.size() / 2; i < totals.size(); ++i) totals[i] += 1000000;
    std::int64_t largest = 0;
    std::optional<std::int64_t> at;
    for (std::size_t t = 1; t < totals.size(); ++t) {
      std::int64_t u = 0;
      for (std::size_t i = 0; i < t; ++i)
        for (std::size_t j = t; j < totals.size(); ++j) u += (totals[i] > totals[j]) - (totals[i] < totals[j]);
      if (std::abs(u) > largest) largest = std::abs(u), at = static_cast<std::int64_t>(t) - 1;
    }
    const ChangePoint point = change_point(totals);
    ASSERT_EQ(point.statistic, largest) << round;
    ASSERT_EQ(point.last_before, at);
    clear += point.p < .01;
  }
  EXPECT_GT(clear, 50);
}

TEST(MarkedChanges, each_customer_as_alone) {
  std::mt19937_64 random(34);
  PeriodSeries series{.period = Period::quarter, .as_of = may_20, .last = 216, .begin = {0}};
  std::vector<std::vector<ChangeReason>> known(300);
  for (std::size_t customer = 0; customer < 300; ++customer) {
    const Totals totals = drawn(random, random() % 30);
    series.amount.insert(series.amount.end(), totals.begin(), totals.end());
    series.begin.push_back(static_cast<std::int64_t>(series.amount.size()));
    if (customer % 2 == 0) known[customer].push_back({may_20, "moved"});
  }
  const ChangeOptions options{.period = Period::quarter, .season = 4};
  const std::vector<MarkedChange> changes = marked_changes(series, known, {.season = 4}, {.threads = 2});
  const std::vector<MarkedChange> plain = marked_changes(series, {}, {.season = 4}, {.threads = 1});
  ASSERT_EQ(changes.size(), 300U);
  int needed = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    ASSERT_EQ(changes[i], marked_change(series.of(i), may_20, known[i], options)) << i;
    ASSERT_EQ(plain[i], marked_change(series.of(i), may_20, {}, options)) << i;
    needed += plain[i].needs_reason && !changes[i].needs_reason;
  }
  EXPECT_GT(needed, 5) << "a reason on record settles some";
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)marked_changes(series, std::span(known).first(3)); }),
            "argument.length");
}

}  // namespace
}  // namespace guanxi::portfolio::marked_change_test
