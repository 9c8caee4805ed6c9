#pragma once
/// @file
/// A date of which only some parts are known.

#include <guanxi/core/date.hpp>

#include <compare>
#include <cstdint>
#include <optional>

namespace guanxi {

/// A year, a year and month, a month and day (a birthday), or a whole date; 0 marks a part that is not known.
struct PartialDate {
  std::int16_t year{};  ///< 1–9999, or 0
  std::int8_t month{};  ///< 1–12, or 0
  std::int8_t day{};    ///< 1–31, or 0
  bool lunar{};         ///< counted in the Chinese lunar calendar

  /// True if the known parts can belong to a date: year; year, month; month, day; or all three. Lunar months have at most 30 days.
  [[nodiscard]] constexpr bool valid() const noexcept {
    if (year < 0 || year > 9999 || month < 0 || month > 12 || day < 0) return false;
    if (month == 0) return day == 0 && year != 0;
    if (day == 0) return year != 0;
    if (lunar) return day <= 30;
    return day <= detail::days_in_month(year == 0 ? 2000 : year, month);
  }

  /// The first day that fits.
  /// @return  nothing without a year, for a lunar date, or if the parts do not fit
  [[nodiscard]] constexpr std::optional<Date> first_day() const noexcept {
    if (year == 0 || lunar || !valid()) return std::nullopt;
    return Date::from_ymd(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
  }

  auto operator<=>(const PartialDate&) const = default;
};

}  // namespace guanxi
