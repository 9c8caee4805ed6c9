#pragma once
/// @file
/// Cohorts: customers by the period of their first purchase, and what became of them.

#include <guanxi/core/date.hpp>
#include <guanxi/core/purchase_days.hpp>
#include <guanxi/core/value.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace guanxi::portfolio {

/// How long a period is.
enum class CohortPeriod {
  week,     ///< from Monday
  month,    ///< of the calendar
  quarter,  ///< of the calendar
  year      ///< of the calendar
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::CohortPeriod> {
  static constexpr EnumWord table[] = {
      word(portfolio::CohortPeriod::week, "week", {"周", "Week"}),
      word(portfolio::CohortPeriod::month, "month", {"月", "Month"}),
      word(portfolio::CohortPeriod::quarter, "quarter", {"季度", "Quarter"}),
      word(portfolio::CohortPeriod::year, "year", {"年", "Year"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// How cohorts are made.
struct CohortOptions {
  CohortPeriod period = CohortPeriod::month;  ///< Default month.
};

/// One cohort in one period.
struct CohortCell {
  Date cohort{};          ///< first day of the period of the first purchase
  std::int32_t offset{};  ///< periods since then; 0 for the cohort's own
  std::int64_t active{};  ///< customers with an order in the period
  double retention{};     ///< active / customers of the cohort
  std::int64_t orders{};  ///< orders
  std::int64_t amount{};  ///< in minor units, returns taken off
  bool operator==(const CohortCell&) const = default;
};

/// Retention over all cohorts old enough.
struct RetentionPoint {
  std::int32_t offset{};     ///< periods since the first purchase
  std::int64_t customers{};  ///< of the cohorts that were seen for so long
  std::int64_t active{};     ///< of these with an order in that period
  double rate{};             ///< active / customers
  double low{};              ///< lower end of Wilson's interval of 95 %
  double high{};             ///< upper end
  bool operator==(const RetentionPoint&) const = default;
};

/// The cohorts of a table of purchases.
struct Cohorts {
  CohortPeriod period{};                  ///< length of a period
  std::vector<Date> cohort{};             ///< first days, ascending, without gaps
  std::vector<std::int64_t> customers{};  ///< of each cohort
  std::vector<CohortCell> cells{};        ///< by cohort and offset, to the last period with a row; empty periods have 0
  std::vector<RetentionPoint> retention{};  ///< by offset
  Findings findings{};                      ///< rows left out
  bool operator==(const Cohorts&) const = default;
};

/// Divides customers by the period of their first order.
/// @param days     of each customer
/// @param options  length of a period
/// @return  a cell for every cohort and offset until the last period; nothing if there is no order
/// @throws  ArgumentError  `amount.overflow`, `argument.range` for more than 5,000 periods
/// @cost    linear in the days of purchase, and cohorts²
/// @source  docs/methods/portfolio.md; Wilson (1927) for the interval
[[nodiscard]] Cohorts cohorts(const PurchaseDayColumns& days, const CohortOptions& options = {});

}  // namespace guanxi::portfolio
