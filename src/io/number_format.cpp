#include "number_format.hpp"

#include <guanxi/core/date.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace guanxi::io::detail {

namespace {

constexpr double day_seconds = 86'400;
constexpr double last_serial = 2'958'466;  // first day after 9999-12-31
constexpr double first_lossy = 1e15;       // Excel keeps 15 significant digits
constexpr double largest_integer = 9e18;   // below 2^63

char lower(char sign) { return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign; }

/// Reads a format code token by token.
class FormatParser {
 public:
  explicit FormatParser(std::string_view code) : code_(code) {}

  NumberFormat parse() {
    while (at_ < code_.size()) take_token();
    if (pending_m_) format_.month = true;
    return format_;
  }

 private:
  void take_token() {
    const char sign = code_[at_];
    if (sign == '"') return skip_past('"');
    if (sign == '\\' || sign == '_' || sign == '*') return skip(2);
    if (sign == '[') return take_bracket();
    if (take_word("am/pm") || take_word("a/p") || take_word("general")) return;
    if (sign == '%') format_.percent = true;
    take_letters(lower(sign));
  }

  void skip(std::size_t count) { at_ = std::min(at_ + count, code_.size()); }

  void skip_past(char end) {
    const std::size_t found = code_.find(end, at_ + 1);
    at_ = found == std::string_view::npos ? code_.size() : found + 1;
  }

  bool take_word(std::string_view word) {
    const bool found = code_.size() - at_ >= word.size() &&
                       std::equal(word.begin(), word.end(), code_.begin() + static_cast<std::ptrdiff_t>(at_),
                                  [](char a, char b) { return a == lower(b); });
    if (found) at_ += word.size();
    return found;
  }

  /// `[h]`, `[mm]`, `[s]` count on; colours, conditions and locales do not matter.
  void take_bracket() {
    const std::size_t start = at_ + 1;
    skip_past(']');
    const char first = start < code_.size() ? lower(code_[start]) : '\0';
    if (first != 'h' && first != 'm' && first != 's') return;
    for (std::size_t i = start; i < code_.size() && code_[i] != ']'; ++i)
      if (lower(code_[i]) != first) return;
    format_.elapsed = true;
    last_ = first;
  }

  void take_letters(char letter) {
    const std::size_t start = at_;
    while (at_ < code_.size() && lower(code_[at_]) == letter) ++at_;
    const bool exponent = letter == 'e' && at_ < code_.size() && (code_[at_] == '+' || code_[at_] == '-');
    const bool weekday = letter == 'a' && at_ - start >= 3;
    if (letter == 'm') return take_m();
    if (letter == 'y' || (letter == 'e' && !exponent))
      format_.year = true;
    else if (letter == 'd' || weekday)
      format_.day = true;
    else if (letter == 'h')
      format_.hour = true;
    else if (letter == 's')
      take_seconds();
    else
      return;
    settle_m();
    last_ = letter;
  }

  /// An m after hours or before seconds means minutes, else the month.
  void take_m() {
    settle_m();
    if (last_ == 'h')
      format_.minute = true;
    else
      pending_m_ = true;
    last_ = 'm';
  }

  void take_seconds() {
    format_.second = true;
    if (pending_m_) format_.minute = true;
    pending_m_ = false;
  }

  void settle_m() {
    if (pending_m_) format_.month = true;
    pending_m_ = false;
  }

  std::string_view code_;
  NumberFormat format_{};
  std::size_t at_ = 0;
  char last_ = '\0';
  bool pending_m_ = false;
};

std::string chars(double value, std::chars_format format) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
  return {buffer.data(), end};
}

/// At most 15 significant digits, without an exponent as long as that stays short.
std::string plain_number(double value) {
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (value == std::trunc(value) && size < largest_integer) return std::to_string(static_cast<std::int64_t>(value));
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 15).ptr;
  std::string text(buffer.data(), end);
  if (text.find('e') == std::string::npos || size < 1e-15 || size >= 1e22) return text;
  double rounded = value;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return chars(rounded, std::chars_format::fixed);
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string clock_text(std::int64_t seconds) {
  return padded(seconds / 3600, 2) + ':' + padded(seconds / 60 % 60, 2) + ':' + padded(seconds % 60, 2);
}

std::string day_text(std::int64_t serial, DateSystem system, const NumberFormat& format, bool whole_day) {
  if (system == DateSystem::from_1900 && serial == 60) return "1900-02-29";  // a day that only Excel knows
  const int base = system == DateSystem::from_1904 ? guanxi::detail::days_from_civil(1904, 1, 1)
                   : serial < 60                   ? guanxi::detail::days_from_civil(1899, 12, 31)
                                                   : guanxi::detail::days_from_civil(1899, 12, 30);
  const Date date = Date::from_days(base + static_cast<std::int32_t>(serial));
  std::string text = padded(date.year(), 4);
  const bool hides_day = whole_day && format.year && !format.day && date.day() == 1;
  if (hides_day && !format.month && date.month() == 1) return text;
  text += '-' + padded(date.month(), 2);
  if (hides_day && format.month) return text;
  return text + '-' + padded(date.day(), 2);
}

/// ISO text of a count of days; nothing if it lies outside the years that Excel shows.
std::optional<std::string> date_text(double serial, const NumberFormat& format, DateSystem system) {
  if (serial < 0 || serial >= last_serial) return std::nullopt;
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * day_seconds));
  const std::int64_t day = seconds / 86'400;
  if (day >= static_cast<std::int64_t>(last_serial)) return std::nullopt;
  const std::int64_t time = seconds % 86'400;
  if (format.elapsed && !format.shows_day()) return clock_text(seconds);
  const bool no_day = day == 0 && system == DateSystem::from_1900;
  if (no_day && !format.shows_time()) return std::nullopt;
  if (no_day || (day == 0 && !format.shows_day())) return clock_text(time);
  std::string text = day_text(day, system, format, time == 0);
  if (time != 0) text += 'T' + clock_text(time);
  return text;
}

}  // namespace

NumberFormat parse_number_format(std::string_view code) {
  NumberFormat format = FormatParser(code).parse();
  format.affix = read_affix(code);
  const std::string_view section = code.substr(0, code.find(';'));
  if (section.size() > 1 && section.find_first_not_of('0') == std::string_view::npos)
    format.zero_width = static_cast<int>(std::min<std::size_t>(section.size(), 30));
  return format;
}

NumberFormat built_in_format(int id) {
  struct BuiltIn {
    int first, last;
    std::string_view code;
  };
  constexpr BuiltIn entries[] = {
      {9, 10, "0%"},         {14, 15, "yyyy-m-d"},   {16, 16, "d-mmm"},
      {17, 17, "mmm-yy"},    {18, 18, "h:mm AM/PM"}, {19, 19, "h:mm:ss AM/PM"},
      {20, 20, "h:mm"},      {21, 21, "h:mm:ss"},    {22, 22, "yyyy-m-d h:mm"},
      {27, 27, "yyyy/m"},    {28, 29, "m/d"},        {30, 31, "yyyy-m-d"},
      {32, 32, "h:mm"},      {33, 33, "h:mm:ss"},    {34, 34, "h:mm"},
      {35, 35, "h:mm:ss"},   {36, 36, "yyyy/m"},     {45, 45, "mm:ss"},
      {46, 46, "[h]:mm:ss"}, {47, 47, "mm:ss.0"},    {50, 50, "yyyy/m"},
      {51, 51, "m/d"},       {52, 52, "yyyy/m"},     {53, 54, "m/d"},
      {55, 55, "h:mm"},      {56, 56, "h:mm:ss"},    {57, 57, "yyyy/m"},
      {58, 58, "m/d"},
  };
  for (const BuiltIn& entry : entries)
    if (id >= entry.first && id <= entry.last) return parse_number_format(entry.code);
  return {};
}

Cell number_cell(double value, const NumberFormat& format, DateSystem system) {
  if (format.shows_day() || format.shows_time())
    if (auto text = date_text(value, format, system)) return {std::move(*text), CellHint::date};
  if (format.percent && std::abs(value) < first_lossy) return {plain_number(value * 100) + '%', CellHint::number};
  if (std::abs(value) >= first_lossy) return {plain_number(value), CellHint::digits_lost};
  std::string text = plain_number(std::abs(value));
  const auto width = static_cast<std::size_t>(format.zero_width);
  const bool whole = value >= 0 && value == std::trunc(value);
  if (whole && text.size() < width) text.insert(0, width - text.size(), '0');
  const std::string sign = value < 0 ? "-" : "";
  return {sign + format.affix.prefix + text + format.affix.suffix, CellHint::number};
}

}  // namespace guanxi::io::detail
