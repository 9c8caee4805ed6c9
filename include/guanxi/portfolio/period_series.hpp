#pragma once
/// @file
/// What each customer bought, month by month or quarter by quarter.

#include <guanxi/core/date.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/purchase_days.hpp>
#include <guanxi/core/value.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace guanxi::portfolio {

/// A stretch of the calendar.
enum class Period {
  month,   ///< from the first to the last of a month
  quarter  ///< three months, the first of them January, April, July or October
};

/// What happens to the period that is not over yet.
enum class RunningPeriod {
  left_out,  ///< it does not count
  included   ///< it counts as far as it is known: a part beside whole ones
};

/// Where the series of a customer begins.
enum class SeriesBegin {
  own,    ///< with the customer's first row
  common  ///< with the first row of any customer
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::Period> {
  static constexpr EnumWord table[] = {
      word(portfolio::Period::month, "month", {"月", "Month"}),
      word(portfolio::Period::quarter, "quarter", {"季度", "Quarter"}),
  };
};

template <>
struct Words<portfolio::RunningPeriod> {
  static constexpr EnumWord table[] = {
      word(portfolio::RunningPeriod::left_out, "left_out", {"不计入", "Left out"}),
      word(portfolio::RunningPeriod::included, "included", {"计入", "Included"}),
  };
};

template <>
struct Words<portfolio::SeriesBegin> {
  static constexpr EnumWord table[] = {
      word(portfolio::SeriesBegin::own, "own", {"各自首次交易", "First trade of each"}),
      word(portfolio::SeriesBegin::common, "common", {"全体首次交易", "First trade of all"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// How days are added up.
struct PeriodSeriesOptions {
  Period period = Period::month;                    ///< Default month.
  RunningPeriod running = RunningPeriod::left_out;  ///< Default left out.
  SeriesBegin begins = SeriesBegin::own;            ///< Default own.
  int longest = 120;  ///< most periods of a series, the last ones. Default 120. Requires 1–2000.
};

/// Totals of each customer by period. Those of customer i are the rows from begin[i] to begin[i + 1], oldest first; all
/// series end with the same period.
struct PeriodSeries {
  Period period = Period::month;                    ///< of the totals
  RunningPeriod running = RunningPeriod::left_out;  ///< whether the last one may be running
  Date as_of{};                                     ///< event time of the answer
  std::int32_t last{};                              ///< number of the last period, counted from January 1970
  Date last_day{};                                  ///< last day that counts: the end of the last period, else `as_of`
  KeyList customer{};                               ///< as in the days
  std::vector<std::int64_t> begin{};                ///< first row of each customer, and one more
  std::vector<std::int64_t> amount{};               ///< minor units; 0 where nothing was bought
  std::int64_t running_days{};                      ///< days of customers in the running period that were left out
  std::int64_t later_days{};                        ///< days of customers after `as_of`, not known yet
  Findings findings{};                              ///< that the running period was left out
  bool operator==(const PeriodSeries&) const = default;

  /// Number of customers.
  [[nodiscard]] std::size_t size() const noexcept { return begin.empty() ? 0 : begin.size() - 1; }
  /// The totals of a customer; empty if nothing of it counts.
  [[nodiscard]] std::span<const std::int64_t> of(std::size_t row) const noexcept {
    return std::span(amount).subspan(static_cast<std::size_t>(begin[row]),
                                     static_cast<std::size_t>(begin[row + 1] - begin[row]));
  }
  /// Number of the first period of a customer, counted from January 1970.
  [[nodiscard]] std::int32_t first(std::size_t row) const noexcept {
    return last + 1 - static_cast<std::int32_t>(begin[row + 1] - begin[row]);
  }
};

/// Number of the period of a day, counted from January 1970; below 0 before it.
[[nodiscard]] std::int32_t period_number(Date day, Period period) noexcept;

/// First day of the period with this number, as `period_number` gives it.
[[nodiscard]] Date period_begin(std::int32_t number, Period period) noexcept;

/// Number of the last period that counts on a day: the one that is over with the day or before it, or the running one.
[[nodiscard]] std::int32_t last_period(Date as_of, Period period,
                                       RunningPeriod running = RunningPeriod::left_out) noexcept;

/// Totals of all customers by calendar period up to a day.
/// @param days     as `PurchaseDays::finalize` gives them
/// @param as_of    last day that is known; the period that it does not end is left out, and that is told
/// @param options  period, begin and length of series
/// @return  a series for each customer of the days, periods without a row being 0; empty without customers
/// @throws  ArgumentError  `argument.range` for an option, `amount.overflow` for a total beyond 64 bits
/// @cost    linear in the days and periods; 8 bytes a customer and period; any thread may call it
/// @source  docs/methods/trends.md
[[nodiscard]] PeriodSeries period_series(const PurchaseDayColumns& days, Date as_of,
                                         const PeriodSeriesOptions& options = {});

}  // namespace guanxi::portfolio
