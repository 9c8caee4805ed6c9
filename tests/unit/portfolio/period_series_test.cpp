#include <guanxi/core/purchase_days.hpp>
#include <guanxi/portfolio/period_series.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::portfolio::period_series_test {
namespace {

using test::code_thrown;
using Totals = std::vector<std::int64_t>;

Date day(int year, int month, int of_month) { return *Date::from_ymd(year, month, of_month); }

struct Row {
  std::int64_t customer;
  Date day;
  std::int64_t amount;
};

PurchaseDayColumns days_of(const std::vector<Row>& rows) {
  std::map<std::int64_t, std::map<Date, std::int64_t>> sums;
  for (const Row& row : rows) sums[row.customer][row.day] += row.amount;
  PurchaseDayColumns days;
  days.customer.sort = KeySort::numbers;
  days.begin.push_back(0);
  for (const auto& [customer, own] : sums) {
    days.customer.numbers.push_back(customer);
    for (const auto& [when, amount] : own) {
      days.day.push_back(when);
      days.orders.push_back(1);
      days.amount.push_back(amount);
    }
    days.begin.push_back(static_cast<std::int64_t>(days.day.size()));
  }
  return days;
}

Totals totals_of(const PeriodSeries& series, std::size_t row) { return {series.of(row).begin(), series.of(row).end()}; }

const std::vector<Row> worked{
    {1, day(2024, 1, 31), 100}, {1, day(2024, 3, 1), 50}, {1, day(2024, 3, 31), -20}, {1, day(2024, 5, 2), 70}};

// docs/methods/trends.md
TEST(PeriodSeries, worked_example) {
  const PeriodSeries series = period_series(days_of(worked), day(2024, 5, 20));
  ASSERT_EQ(series.size(), 1U);
  EXPECT_EQ(totals_of(series, 0), (Totals{100, 0, 30, 0}));
  EXPECT_EQ(period_begin(series.first(0), Period::month), day(2024, 1, 1));
  EXPECT_EQ(series.last_day, day(2024, 4, 30));
  EXPECT_EQ(series.running_days, 1);
  EXPECT_EQ(series.later_days, 0);
  ASSERT_EQ(series.findings.size(), 1U);
  EXPECT_EQ(series.findings[0].code, "portfolio.running_period");
  EXPECT_EQ(series.findings[0].message.en,
            "the period that began on 2024-05-01 is not over and was left out (1 days of trade)");
  const PeriodSeries quarters = period_series(days_of(worked), day(2024, 5, 20), {.period = Period::quarter});
  EXPECT_EQ(totals_of(quarters, 0), Totals{130});
  EXPECT_EQ(quarters.last_day, day(2024, 3, 31));
}

TEST(PeriodSeries, a_period_counts_from_its_last_day_on) {
  const auto last = [](Date as_of, const PeriodSeriesOptions& options = {}) {
    return totals_of(period_series(days_of(worked), as_of, options), 0);
  };
  EXPECT_EQ(last(day(2024, 5, 30)), (Totals{100, 0, 30, 0}));
  EXPECT_EQ(last(day(2024, 5, 31)), (Totals{100, 0, 30, 0, 70}));
  EXPECT_TRUE(period_series(days_of(worked), day(2024, 5, 31)).findings.empty());
  EXPECT_EQ(last(day(2024, 5, 20), {.running = RunningPeriod::included}), (Totals{100, 0, 30, 0, 70}));
  EXPECT_EQ(last(day(2024, 5, 1), {.running = RunningPeriod::included}), (Totals{100, 0, 30, 0, 0}));
  EXPECT_EQ(last(day(2024, 1, 30)), Totals{});
  const PeriodSeries before = period_series(days_of(worked), day(2024, 3, 1));
  EXPECT_EQ(totals_of(before, 0), (Totals{100, 0}));
  EXPECT_EQ(before.running_days, 1);
  EXPECT_EQ(before.later_days, 2) << "the days after it are not known";
}

TEST(PeriodSeries, begin_and_length) {
  std::vector<Row> rows = worked;
  rows.push_back({2, day(2024, 3, 5), 9});
  rows.push_back({3, day(2024, 5, 5), 9});
  const PeriodSeries own = period_series(days_of(rows), day(2024, 5, 20));
  EXPECT_EQ(totals_of(own, 1), (Totals{9, 0}));
  EXPECT_EQ(totals_of(own, 2), Totals{}) << "bought in the running month alone";
  const PeriodSeries common = period_series(days_of(rows), day(2024, 5, 20), {.begins = SeriesBegin::common});
  EXPECT_EQ(totals_of(common, 1), (Totals{0, 0, 9, 0}));
  const PeriodSeries last = period_series(days_of(rows), day(2024, 5, 20), {.longest = 2});
  EXPECT_EQ(totals_of(last, 0), (Totals{30, 0}));
  EXPECT_EQ(last.customer, days_of(rows).customer);
}

TEST(PeriodSeries, periods_of_the_calendar) {
  EXPECT_EQ(period_number(day(1970, 1, 1), Period::month), 0);
  EXPECT_EQ(period_number(day(1969, 12, 31), Period::month), -1);
  EXPECT_EQ(period_number(day(1969, 10, 1), Period::quarter), -1);
  EXPECT_EQ(period_number(day(1969, 9, 30), Period::quarter), -2);
  EXPECT_EQ(period_begin(-2, Period::quarter), day(1969, 7, 1));
  EXPECT_EQ(last_period(day(2024, 2, 29), Period::month), period_number(day(2024, 2, 1), Period::month));
  EXPECT_EQ(last_period(day(2024, 2, 28), Period::month), period_number(day(2024, 1, 1), Period::month));
  for (const Period period : {Period::month, Period::quarter})
    for (std::int32_t days = -2000; days < 2000; ++days) {
      const Date date = Date::from_days(days);
      const std::int32_t number = period_number(date, period);
      ASSERT_LE(period_begin(number, period), date);
      ASSERT_GT(period_begin(number + 1, period), date);
    }
}

TEST(PeriodSeries, nothing_and_bad_input) {
  const PeriodSeries none = period_series({}, day(2024, 5, 20));
  EXPECT_EQ(none.size(), 0U);
  EXPECT_TRUE(none.findings.empty());
  EXPECT_EQ(PeriodSeries{}.size(), 0U);
  for (const int longest : {0, -1, 2001})
    EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)period_series({}, day(2024, 5, 20), {.longest = longest}); }),
              "argument.range");
  const std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  const std::vector<Row> rows{{1, day(2024, 1, 1), largest}, {1, day(2024, 1, 2), 1}};
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)period_series(days_of(rows), day(2024, 5, 20)); }),
            "amount.overflow");
}

// Each row looked at once for each period.
TEST(PeriodSeries, equals_the_slow_reference) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 200; ++round) {
    std::vector<Row> rows;
    for (std::uint64_t left = 1 + random() % 40; left > 0; --left)
      rows.push_back({static_cast<std::int64_t>(random() % 5),
                      day(2022, 1, 1) + static_cast<std::int32_t>(random() % 900),
                      static_cast<std::int64_t>(random() % 100) - 20});
    const Date as_of = day(2022, 1, 1) + static_cast<std::int32_t>(random() % 900);
    const PeriodSeries series = period_series(days_of(rows), as_of);
    std::int64_t seen = 0;
    for (std::size_t customer = 0; customer < series.size(); ++customer)
      for (std::int32_t number = series.first(customer); number <= series.last; ++number) {
        std::int64_t sum = 0;
        for (const Row& row : rows)
          if (row.customer == series.customer.numbers[customer] && row.day >= period_begin(number, Period::month) &&
              row.day < period_begin(number + 1, Period::month))
            sum += row.amount;
        ASSERT_EQ(series.of(customer)[static_cast<std::size_t>(number - series.first(customer))], sum);
        seen += sum;
      }
    std::int64_t all = 0;
    for (const Row& row : rows)
      if (row.day <= series.last_day) all += row.amount;
    ASSERT_EQ(seen, all) << "nothing is lost before the first period";
    ASSERT_LE(series.last_day, as_of);
    ASSERT_GT(add_months(series.last_day + 1, 1), as_of);
  }
}

}  // namespace
}  // namespace guanxi::portfolio::period_series_test
