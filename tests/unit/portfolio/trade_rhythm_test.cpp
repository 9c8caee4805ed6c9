#include <guanxi/portfolio/trade_rhythm.hpp>

#include <gtest/gtest.h>

#include <cmath>

#include "support/code_thrown.hpp"
#include "trade_records.hpp"

namespace guanxi::portfolio::trade_rhythm_test {
namespace {

using test::code_thrown;
using namespace trade_records;

std::vector<Date> days_by_gaps(Date first, const std::vector<int>& gaps) {
  std::vector<Date> days{first};
  for (const int gap : gaps) days.push_back(days.back() + gap);
  return days;
}

// docs/methods/trade_habits.md, worked by hand.
TEST(TradeRhythm, worked_example_of_gaps) {
  const TradeRhythm rhythm = trade_rhythm(days_by_gaps(on(2024, 1, 1), {7, 7, 14, 7, 7}), answer_day);
  EXPECT_EQ(rhythm.status, HabitStatus::enough);
  EXPECT_EQ(rhythm.days, 6);
  EXPECT_EQ(rhythm.first_on, on(2024, 1, 1));
  EXPECT_EQ(rhythm.last_on, on(2024, 2, 12));
  EXPECT_EQ(rhythm.elapsed, 139);
  EXPECT_EQ(rhythm.median_gap, 7);
  EXPECT_EQ(rhythm.low_gap, 7);
  EXPECT_EQ(rhythm.high_gap, 7);
  EXPECT_EQ(rhythm.pairs, 4);
  EXPECT_NEAR(rhythm.shape.value(), 8.5, 1e-12);
  EXPECT_EQ(rhythm.regularity, Regularity::regular);
  EXPECT_EQ(rhythm.weekdays, (std::array<std::int64_t, 7>{6, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(rhythm.weekday, std::nullopt) << "six days are too few";
  EXPECT_EQ(rhythm.parts, (std::array<std::int64_t, 3>{3, 2, 1}));
  EXPECT_EQ(rhythm.part_p, std::nullopt);
}

TEST(TradeRhythm, worked_example_of_days) {
  std::vector<Date> days;
  for (int month = 1; days.size() < 10; ++month)  // the first Monday of each month
    for (int day = 1; day <= 7; ++day)
      if (weekday_of(on(2023, month, day)) == Weekday::monday) days.push_back(on(2023, month, day));
  days.insert(days.end(), {on(2024, 1, 2), on(2024, 1, 3), on(2024, 1, 11), on(2024, 1, 26)});
  const TradeRhythm rhythm = trade_rhythm(days, answer_day);
  EXPECT_EQ(rhythm.weekdays, (std::array<std::int64_t, 7>{10, 1, 1, 1, 1, 0, 0}));
  EXPECT_NEAR(rhythm.weekday_p.value(), .000119, 5e-7);
  EXPECT_EQ(rhythm.weekday, Weekday::monday);
  EXPECT_EQ(rhythm.parts, (std::array<std::int64_t, 3>{12, 1, 1}));
  EXPECT_NEAR(rhythm.part_p.value(), .000141, 5e-7);
  EXPECT_EQ(rhythm.part, MonthPart::early);
  const TradeRhythm strict = trade_rhythm(days, answer_day, {.significance = .0001});
  EXPECT_EQ(strict.weekday, std::nullopt);
  EXPECT_EQ(strict.part, std::nullopt);
  EXPECT_EQ(trade_rhythm(days, answer_day, {.min_pattern_days = 15}).weekday_p, std::nullopt);
}

TEST(TradeRhythm, weekdays_and_parts_of_the_calendar) {
  EXPECT_EQ(weekday_of(on(1970, 1, 1)), Weekday::thursday);
  EXPECT_EQ(weekday_of(on(2024, 6, 30)), Weekday::sunday);
  EXPECT_EQ(weekday_of(on(1969, 12, 29)), Weekday::monday);
  for (int days = -400; days < 400; ++days) {
    const auto today = static_cast<int>(weekday_of(Date::from_days(days)));
    ASSERT_EQ(static_cast<int>(weekday_of(Date::from_days(days + 1))), (today + 1) % 7);
  }
  EXPECT_EQ(month_part_of(on(2024, 1, 10)), MonthPart::early);
  EXPECT_EQ(month_part_of(on(2024, 1, 11)), MonthPart::middle);
  EXPECT_EQ(month_part_of(on(2024, 1, 20)), MonthPart::middle);
  EXPECT_EQ(month_part_of(on(2024, 1, 21)), MonthPart::late);
}

TEST(TradeRhythm, offices_are_closed_on_weekends) {
  const auto rhythm = [](int each_weekday, int each_weekend_day) {
    std::vector<Date> days;
    for (int week = 0; week < each_weekday; ++week)
      for (int day = 0; day < 7; ++day)
        if (day < 5 || week < each_weekend_day) days.push_back(on(2022, 1, 3) + 7 * week + day);
    return trade_rhythm(days, answer_day);
  };
  EXPECT_NEAR(rhythm(6, 0).weekday_p.value(), 1, 1e-12) << "even over Monday to Friday";
  EXPECT_NEAR(rhythm(18, 5).weekday_p.value(), 1, 1e-12) << "a tenth of 100 days is no habit";
  EXPECT_LT(rhythm(17, 5).weekday_p.value(), .1) << "more is: then all seven count";
  EXPECT_NEAR(rhythm(6, 6).weekday_p.value(), 1, 1e-12);
}

TEST(TradeRhythm, few_days) {
  const TradeRhythm none = trade_rhythm({}, answer_day);
  EXPECT_EQ(none, TradeRhythm{});
  const std::vector<Date> one{on(2024, 6, 1), on(2024, 6, 1), on(2024, 7, 1)};
  const TradeRhythm single = trade_rhythm(one, answer_day);
  EXPECT_EQ(single.days, 1) << "equal days count once, later ones are not known";
  EXPECT_EQ(single.status, HabitStatus::too_few);
  EXPECT_EQ(single.pairs, 0);
  EXPECT_EQ(single.elapsed, 29);
  const std::vector<Date> three = days_by_gaps(on(2024, 1, 1), {5, 9});
  EXPECT_EQ(trade_rhythm(three, answer_day).median_gap, std::nullopt);
  EXPECT_EQ(trade_rhythm(three, answer_day, {.min_gaps = 2}).median_gap, 7);
  EXPECT_EQ(trade_rhythm(three, answer_day).regularity, Regularity::unknown);
}

TEST(TradeRhythm, regularity) {
  const auto rhythm = [](const std::vector<int>& gaps, const RhythmOptions& options = {}) {
    return trade_rhythm(days_by_gaps(on(2020, 1, 1), gaps), answer_day, options);
  };
  EXPECT_EQ(rhythm({30, 30, 30, 30, 30}).shape, 100) << "no variation";
  EXPECT_EQ(rhythm({1, 200, 1, 200, 1, 200}).regularity, Regularity::clumped);
  EXPECT_NEAR(rhythm({10, 30, 10, 30, 10, 30}).shape.value(), 1.5, 1e-12) << "v = 1/16";
  EXPECT_EQ(rhythm({10, 30, 10, 30, 10, 30}, {.regular_from = 1.51}).regularity, Regularity::random);
  EXPECT_EQ(rhythm({10, 30, 10, 30, 10, 30}, {.regular_from = 1.49}).regularity, Regularity::regular);
  EXPECT_EQ(rhythm({10, 30, 10, 30, 10, 30}, {.clumped_below = 1.51, .regular_from = 2}).regularity,
            Regularity::clumped);
}

// Gaps drawn from a gamma law whose shape must be found again.
TEST(TradeRhythm, finds_the_shape_that_was_drawn) {
  TradeDraws draws(11);
  for (const double shape : {.5, 1.0, 2.0, 6.0}) {
    std::vector<int> gaps;
    for (int i = 0; i < 500; ++i) gaps.push_back(1 + static_cast<int>(draws.gamma(shape)));
    const std::vector<Date> days = days_by_gaps(Date::from_days(-700000), gaps);
    const TradeRhythm rhythm = trade_rhythm(days, answer_day);
    EXPECT_NEAR(rhythm.shape.value() / shape, 1, .2) << shape;
  }
}

// The upper tail of chi-squared by adding up its density, 2 and 4 and 6 degrees of freedom.
double slow_p(double x, int freedom) {
  const int steps = 200000;
  const double width = 200.0 / steps, scale = freedom == 2 ? 2 : freedom == 4 ? 4 : 16;
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double at = x + (i + .5) * width;
    sum += std::pow(at, freedom / 2 - 1) * std::exp(-at / 2) / scale * width;
  }
  return sum;
}

TEST(TradeRhythm, patterns_equal_the_slow_reference) {
  TradeDraws draws(12);
  int five = 0, seven = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<Date> days;
    for (int i = 0; i < 40; ++i) {
      const Date day = on(2022, 1, 3) + draws.below(800);
      const bool is_weekend = weekday_of(day) >= Weekday::saturday;
      if (!is_weekend || round % 2 == 0) days.push_back(day);
    }
    const TradeRhythm rhythm = trade_rhythm(days, answer_day);
    const bool is_five = (rhythm.weekdays[5] + rhythm.weekdays[6]) * 10 <= rhythm.days;
    const int open = is_five ? 5 : 7;
    double n = 0, x = 0;
    for (int i = 0; i < open; ++i) n += static_cast<double>(rhythm.weekdays[static_cast<std::size_t>(i)]);
    for (int i = 0; i < open; ++i)
      x += std::pow(static_cast<double>(rhythm.weekdays[static_cast<std::size_t>(i)]) - n / open, 2) / (n / open);
    ASSERT_NEAR(rhythm.weekday_p.value(), slow_p(x, open - 1), 1e-6);
    const double days_in[] = {10, 10, 10.436875};
    x = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double wanted = static_cast<double>(rhythm.days) * days_in[i] / 30.436875;
      x += std::pow(static_cast<double>(rhythm.parts[i]) - wanted, 2) / wanted;
    }
    ASSERT_NEAR(rhythm.part_p.value(), slow_p(x, 2), 1e-6);
    ++(is_five ? five : seven);
  }
  EXPECT_GT(std::min(five, seven), 10);
}

// Each figure once more, without sorting days.
TEST(TradeRhythm, gaps_equal_the_slow_reference) {
  TradeDraws draws(13);
  for (int round = 0; round < 200; ++round) {
    std::vector<Date> days;
    for (int left = 5 + draws.below(30); left > 0; --left) days.push_back(on(2023, 1, 1) + draws.below(600));
    const TradeRhythm rhythm = trade_rhythm(days, answer_day);
    std::vector<double> gaps;
    double sum = 0, former = 0;
    for (Date day = on(2023, 1, 1), last = answer_day + 1; day <= answer_day; day = day + 1) {
      if (std::find(days.begin(), days.end(), day) == days.end()) continue;
      if (last <= answer_day) {
        const double gap = day - last;
        if (former > 0) sum += std::pow((former - gap) / (former + gap) / 2, 2);
        gaps.push_back(gap);
        former = gap;
      }
      last = day;
    }
    ASSERT_EQ(rhythm.days, static_cast<std::int64_t>(gaps.size()) + 1);
    if (gaps.size() < 5) continue;
    ASSERT_EQ(rhythm.median_gap, plain_median(gaps));
    ASSERT_GE(*rhythm.median_gap, *rhythm.low_gap);
    ASSERT_LE(*rhythm.median_gap, *rhythm.high_gap);
    const double v = sum / static_cast<double>(gaps.size() - 1);
    ASSERT_NEAR(*rhythm.shape, (1 - 4 * v) / (8 * v), 1e-9);
    std::reverse(days.begin(), days.end());
    ASSERT_EQ(trade_rhythm(days, answer_day), rhythm) << "the order of days does not matter";
  }
}

TEST(TradeRhythm, options_out_of_range_are_refused) {
  const auto code = [](const RhythmOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)trade_rhythm({}, answer_day, options); });
  };
  for (const RhythmOptions& bad : {RhythmOptions{.min_gaps = 0},
                                   {.min_pairs = 0},
                                   {.min_pattern_days = 6},
                                   {.significance = 0},
                                   {.significance = 1},
                                   {.clumped_below = 0},
                                   {.clumped_below = 2},
                                   {.regular_from = std::nan("")}})
    EXPECT_EQ(code(bad), "argument.range");
  EXPECT_EQ(code({.min_gaps = 1, .min_pairs = 1, .min_pattern_days = 7, .clumped_below = 1.5}), "nothing thrown");
}

}  // namespace
}  // namespace guanxi::portfolio::trade_rhythm_test
