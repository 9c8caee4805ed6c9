#pragma once
/// @file
/// Points in time, and the calendar that turns them into days.

#include <guanxi/core/date.hpp>

#include <compare>
#include <cstdint>

namespace guanxi {

/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds left out.
struct Timestamp {
  std::int64_t microseconds{};  ///< since 1970-01-01T00:00:00Z
  auto operator<=>(const Timestamp&) const = default;
};

/// A fixed distance from UTC; the only way from a Timestamp to a day.
struct Calendar {
  std::int32_t offset_minutes = 480;  ///< minutes east of UTC; default +08:00

  /// The day on which a point in time falls here.
  [[nodiscard]] constexpr Date date_of(Timestamp at) const noexcept {
    const std::int64_t local = at.microseconds + offset_minutes * minute;
    const std::int64_t days = local / day - (local % day < 0 ? 1 : 0);
    return Date::from_days(static_cast<std::int32_t>(days));
  }

  /// Midnight at the start of a day here.
  [[nodiscard]] constexpr Timestamp start_of(Date date) const noexcept {
    return {date.days() * day - offset_minutes * minute};
  }

  auto operator<=>(const Calendar&) const = default;

 private:
  static constexpr std::int64_t minute = 60'000'000;
  static constexpr std::int64_t day = 1440 * minute;
};

}  // namespace guanxi
