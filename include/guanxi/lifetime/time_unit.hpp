#pragma once
/// @file
/// The unit in which ages and horizons of customers are measured.

#include <guanxi/core/error.hpp>
#include <guanxi/core/value.hpp>

namespace guanxi::lifetime {

/// A unit of time with a fixed length. A month is a twelfth of a year, not 30 days.
enum class TimeUnit {
  day,    ///< 1 day
  week,   ///< 7 days
  month,  ///< 30.4375 days
  year    ///< 365.25 days
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::TimeUnit> {
  static constexpr EnumWord table[] = {
      word(lifetime::TimeUnit::day, "day", {"日", "Day"}),
      word(lifetime::TimeUnit::week, "week", {"周", "Week"}),
      word(lifetime::TimeUnit::month, "month", {"月", "Month"}),
      word(lifetime::TimeUnit::year, "year", {"年", "Year"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// Days of a unit.
[[nodiscard]] constexpr double days_of(TimeUnit unit) noexcept {
  return unit == TimeUnit::day ? 1 : unit == TimeUnit::week ? 7 : unit == TimeUnit::month ? 30.4375 : 365.25;
}

/// How many of one unit make one of another.
[[nodiscard]] constexpr double units_in(TimeUnit whole, TimeUnit part) noexcept { return days_of(whole) / days_of(part); }

}  // namespace guanxi::lifetime
