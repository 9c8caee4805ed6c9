#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>

#include "dates.hpp"

#include <array>
#include <string>

namespace guanxi {

namespace detail {

namespace {

constexpr std::array<std::string_view, 12> english_months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> english_tails{"uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"};
constexpr std::array<std::string_view, 10> han_digits{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

std::optional<int> take_english_month(Cursor& at) {
  for (std::size_t i = 0; i < english_months.size(); ++i) {
    if (!at.take(english_months[i])) continue;
    at.take(english_tails[i]);
    at.take(".");
    at.skip_blanks();
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

int take_han_digit(Cursor& at) {
  for (std::size_t i = 1; i < han_digits.size(); ++i)
    if (at.take(han_digits[i])) return static_cast<int>(i);
  return 0;
}

/// 正, 冬, 腊 and 一 … 三十一, 初一, 廿三.
std::optional<int> take_han_number(Cursor& at) {
  if (at.take("正")) return 1;
  if (at.take("冬")) return 11;
  if (at.take("腊")) return 12;
  at.take("初");
  int tens = at.take("廿") ? 2 : 0;
  const int first = tens == 0 ? take_han_digit(at) : 0;
  if (tens == 0 && at.take("十")) tens = first == 0 ? 1 : first;
  else if (tens == 0) return first == 0 ? std::nullopt : std::optional(first);
  return tens * 10 + take_han_digit(at);
}

std::optional<int> take_number(Cursor& at) {
  if (const auto digits = at.take_digits(1, 2)) return digits;
  return take_han_number(at);
}

PartialDate parts(int year, int month, int day) {
  return {.year = static_cast<std::int16_t>(year), .month = static_cast<std::int8_t>(month), .day = static_cast<std::int8_t>(day)};
}

/// “2023年10月15日” and its beginnings; “10月15日”.
std::optional<PartialDate> take_han_date(Cursor& at) {
  Cursor ahead = at;
  int year = 0;
  if (const auto number = ahead.take_digits(4, 4); number && (ahead.skip_blanks(), ahead.take("年"))) year = *number;
  else ahead = at;
  ahead.skip_blanks();
  Cursor after_year = ahead;
  const auto month = take_number(ahead);
  ahead.skip_blanks();
  if (!month || !(ahead.take("月份") || ahead.take("月"))) {
    if (year == 0) return std::nullopt;
    at = after_year;
    return parts(year, 0, 0);
  }
  ahead.skip_blanks();
  Cursor after_month = ahead;
  const auto day = take_number(ahead);
  at = day ? ahead : after_month;
  if (day && !at.take("日")) at.take("号");
  return parts(year, *month, day.value_or(0));
}

/// “2023-10-15”, “2023/10/15”, “2023.10.15”, “2023-10”, “2023”, “20231015”.
std::optional<PartialDate> take_numeric_date(Cursor& at) {
  Cursor ahead = at;
  if (const auto packed = ahead.take_digits(8, 8)) {
    at = ahead;
    return parts(*packed / 10000, *packed / 100 % 100, *packed % 100);
  }
  const auto year = ahead.take_digits(4, 4);
  if (!year) return std::nullopt;
  at = ahead;
  for (const std::string_view separator : {"-", "/", "."}) {
    if (!ahead.take(separator)) continue;
    const auto month = ahead.take_digits(1, 2);
    if (!month) return parts(*year, 0, 0);
    at = ahead;
    if (!ahead.take(separator)) return parts(*year, *month, 0);
    const auto day = ahead.take_digits(1, 2);
    if (!day) return std::nullopt;
    at = ahead;
    return parts(*year, *month, *day);
  }
  return parts(*year, 0, 0);
}

/// “--03-05”, “3/5” and “3-5”: month and day.
std::optional<PartialDate> take_month_day(Cursor& at) {
  Cursor ahead = at;
  const bool iso = ahead.take("--");
  const auto month = ahead.take_digits(1, 2);
  if (!month || !(ahead.take("-") || (!iso && ahead.take("/")))) return std::nullopt;
  const auto day = ahead.take_digits(1, 2);
  if (!day) return std::nullopt;
  at = ahead;
  return parts(0, *month, *day);
}

/// “15 Oct 2023”, “Oct 15, 2023”, “October 2023”, “Oct 15”.
std::optional<PartialDate> take_english_date(Cursor& at) {
  Cursor ahead = at;
  auto day = ahead.take_digits(1, 2);
  ahead.skip_blanks();
  const auto month = take_english_month(ahead);
  if (!month) return std::nullopt;
  at = ahead;
  if (!day && (day = ahead.take_digits(1, 2))) {
    ahead.take_any(std::array<std::string_view, 4>{"st", "nd", "rd", "th"});
    at = ahead;
  }
  ahead.take(",");
  ahead.skip_blanks();
  const auto year = ahead.take_digits(4, 4);
  if (year) at = ahead;
  if (!day && !year) return std::nullopt;
  return parts(year.value_or(0), *month, day.value_or(0));
}

/// “25/12/2023”: only where the order cannot be mistaken.
std::optional<PartialDate> take_european_date(Cursor& at) {
  Cursor ahead = at;
  const auto first = ahead.take_digits(1, 2);
  if (!first || !ahead.take_any(std::array<std::string_view, 3>{"/", ".", "-"})) return std::nullopt;
  const auto second = ahead.take_digits(1, 2);
  if (!second || !ahead.take_any(std::array<std::string_view, 3>{"/", ".", "-"})) return std::nullopt;
  const auto year = ahead.take_digits(4, 4);
  if (!year || (*first <= 12 && *second <= 12 && *first != *second)) return std::nullopt;
  at = ahead;
  return *first > 12 ? parts(*year, *second, *first) : parts(*year, *first, *second);
}

}  // namespace

std::optional<PartialDate> take_date(Cursor& at) {
  const bool lunar = at.take_any(std::array<std::string_view, 3>{"农历", "阴历", "lunar"});
  at.skip_blanks();
  for (const auto take : {take_han_date, take_european_date, take_numeric_date, take_english_date, take_month_day}) {
    auto date = take(at);
    if (!date) continue;
    date->lunar = lunar;
    return date->valid() ? date : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Date> complete(PartialDate date, std::optional<Date> reference) {
  if (date.lunar || date.day == 0) return std::nullopt;
  if (date.year != 0) return date.first_day();
  if (!reference) return std::nullopt;
  for (int year = reference->year(); year <= reference->year() + 8; ++year)
    if (const auto day = Date::from_ymd(year, date.month, date.day); day && *day >= *reference) return day;
  return std::nullopt;
}

namespace {

std::optional<int> take_offset(Cursor& at, int local) {
  if (at.take("Z")) return 0;
  const int sign = at.take("+") ? 1 : at.take("-") ? -1 : 0;
  if (sign == 0) return local;
  const auto hours = at.take_digits(2, 2);
  at.take(":");
  const auto minutes = at.take_digits(2, 2);
  if (!hours || !minutes || *hours > 18 || *minutes > 59) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

std::optional<std::int64_t> take_fraction(Cursor& at) {
  if (!at.take(".")) return 0;
  std::int64_t fraction = 0;
  int count = 0;
  for (; count < 6; ++count) {
    const std::string_view rest = at.rest();
    if (rest.empty() || rest.front() < '0' || rest.front() > '9') break;
    fraction = fraction * 10 + (rest.front() - '0');
    at.take(rest.substr(0, 1));
  }
  if (count == 0) return std::nullopt;
  for (; count < 6; ++count) fraction *= 10;
  return fraction;
}

/// “09:30”, “9:30:15.25”, “9点30分”, “9时”; microseconds after midnight.
std::optional<std::int64_t> take_time(Cursor& at) {
  const bool afternoon = at.take_any(std::array<std::string_view, 2>{"下午", "晚上"});
  if (!afternoon) at.take_any(std::array<std::string_view, 2>{"上午", "早上"});
  const auto hour = at.take_digits(1, 2);
  if (!hour || *hour > 23) return std::nullopt;
  const bool han = at.take("点") || at.take("时");
  if (!han && !at.take(":")) return std::nullopt;
  const auto minute = at.take_digits(1, 2);
  if ((!minute && !han) || minute.value_or(0) > 59) return std::nullopt;
  if (han && minute) at.take("分");
  std::optional<int> second = 0;
  std::optional<std::int64_t> fraction = 0;
  if (!han && at.take(":")) {
    second = at.take_digits(1, 2);
    fraction = take_fraction(at);
  }
  if (!second || *second > 59 || !fraction) return std::nullopt;
  const std::int64_t hours = *hour + (afternoon && *hour < 12 ? 12 : 0);
  return ((hours * 60 + minute.value_or(0)) * 60 + *second) * 1'000'000 + *fraction;
}

}  // namespace
}  // namespace detail

std::optional<Date> read_date(std::string_view text, std::optional<Date> reference) {
  const std::string normal = text::to_simplified(text::normalize(text));
  detail::Cursor at(normal);
  const auto date = detail::take_date(at);
  at.skip_blanks();
  return date && at.done() ? detail::complete(*date, reference) : std::nullopt;
}

std::optional<PartialDate> read_partial_date(std::string_view text) {
  const std::string normal = text::to_simplified(text::normalize(text));
  detail::Cursor at(normal);
  const auto date = detail::take_date(at);
  at.skip_blanks();
  return date && at.done() ? date : std::nullopt;
}

std::optional<Timestamp> read_timestamp(std::string_view text, const ReadOptions& options) {
  const std::string normal = text::to_simplified(text::normalize(text));
  detail::Cursor at(normal);
  const auto parts = detail::take_date(at);
  const auto date = parts ? detail::complete(*parts, options.reference) : std::nullopt;
  if (!date) return std::nullopt;
  if (!at.take("T")) at.skip_blanks();
  if (at.done()) return options.calendar.start_of(*date);
  const auto time = detail::take_time(at);
  if (!time) return std::nullopt;
  const auto offset = detail::take_offset(at, options.calendar.offset_minutes);
  if (!offset || !at.done()) return std::nullopt;
  return Timestamp{Calendar{*offset}.start_of(*date).microseconds + *time};
}

}  // namespace guanxi
