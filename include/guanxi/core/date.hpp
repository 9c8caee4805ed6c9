#pragma once
/// @file
/// A calendar day of the proleptic Gregorian calendar.

#include <compare>
#include <cstdint>
#include <optional>

namespace guanxi {

namespace detail {

constexpr bool is_leap(int year) noexcept { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) noexcept {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/// Days since 1970-01-01, counting years from March so that the leap day comes last.
constexpr std::int32_t days_from_civil(int year, int month, int day) noexcept {
  const int y = year - (month <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

}  // namespace detail

/// A day, as the count of days since 1970-01-01.
class Date {
 public:
  /// 1970-01-01.
  constexpr Date() = default;

  /// The day with this count since 1970-01-01.
  [[nodiscard]] static constexpr Date from_days(std::int32_t days) noexcept {
    Date date;
    date.days_ = days;
    return date;
  }

  /// The day of a year 1–9999, month 1–12 and day of the month.
  /// @return  nothing if the calendar has no such day
  [[nodiscard]] static constexpr std::optional<Date> from_ymd(int year, int month, int day) noexcept {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > detail::days_in_month(year, month))
      return std::nullopt;
    return from_days(detail::days_from_civil(year, month, day));
  }

  /// Days since 1970-01-01.
  [[nodiscard]] constexpr std::int32_t days() const noexcept { return days_; }
  /// Year.
  [[nodiscard]] constexpr int year() const noexcept { return civil().year; }
  /// Month 1–12.
  [[nodiscard]] constexpr int month() const noexcept { return civil().month; }
  /// Day of the month 1–31.
  [[nodiscard]] constexpr int day() const noexcept { return civil().day; }

  /// The day a number of days later.
  [[nodiscard]] constexpr Date operator+(std::int32_t days) const noexcept { return from_days(days_ + days); }
  /// The day a number of days earlier.
  [[nodiscard]] constexpr Date operator-(std::int32_t days) const noexcept { return from_days(days_ - days); }
  /// Days from another day to this one.
  [[nodiscard]] constexpr std::int32_t operator-(Date other) const noexcept { return days_ - other.days_; }
  auto operator<=>(const Date&) const = default;

 private:
  struct Civil {
    int year, month, day;
  };

  [[nodiscard]] constexpr Civil civil() const noexcept {
    const int z = days_ + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int day_of_era = z - era * 146097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted = (5 * day_of_year + 2) / 153;
    const int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted + 2) / 5 + 1};
  }

  std::int32_t days_ = 0;
};

/// The same day of the month a number of months later; the last day of the month where that day does not exist.
[[nodiscard]] constexpr Date add_months(Date date, int months) noexcept {
  const int count = date.year() * 12 + date.month() - 1 + months;
  const int year = count / 12;
  const int month = count % 12 + 1;
  const int last = detail::days_in_month(year, month);
  return Date::from_days(detail::days_from_civil(year, month, date.day() < last ? date.day() : last));
}

}  // namespace guanxi
