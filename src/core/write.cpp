#include <guanxi/core/write.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace guanxi {

namespace {

std::string padded(int number, int width) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%0*d", width, number);
  return buffer;
}

std::string number(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

/// An amount without its currency, all minor digits written.
std::string amount(const Money& money) {
  const int digits = money.currency.minor_digits();
  const auto magnitude = money.minor < 0 ? 0 - static_cast<std::uint64_t>(money.minor) : static_cast<std::uint64_t>(money.minor);
  std::string text = std::to_string(magnitude);
  if (digits > 0) {
    if (text.size() <= static_cast<std::size_t>(digits)) text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
    text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  }
  return (money.minor < 0 ? "-" : "") + text;
}

std::string clock_time(std::int64_t microseconds, bool whole_seconds_only) {
  const auto seconds = microseconds / 1'000'000;
  const auto fraction = static_cast<int>(microseconds % 1'000'000);
  std::string text = padded(static_cast<int>(seconds / 3600), 2) + ":" + padded(static_cast<int>(seconds / 60 % 60), 2);
  if (whole_seconds_only && seconds % 60 == 0 && fraction == 0) return text;
  text += ":" + padded(static_cast<int>(seconds % 60), 2);
  return fraction == 0 ? text : text + "." + padded(fraction, 6);
}

template <class T, class Print>
std::string exact_range(const Range<T>& range, Print print) {
  const std::string about = range.approximate ? "~" : "";
  if (range.low && range.high && *range.low == *range.high) return about + print(*range.low);
  return about + (range.low ? print(*range.low) : "") + ".." + (range.high ? print(*range.high) : "");
}

/// “CNY 1.00..2.00”; “CNY 1.00..USD 2.00” where the bounds do not agree.
std::string exact(const MoneyRange& range) {
  const Currency currency = range.low ? range.low->currency : range.high ? range.high->currency : Currency();
  const MoneyRange sharp{range.low, range.high, false};
  return (range.approximate ? "~" : "") + std::string(currency.code()) + " " + exact_range(sharp, [&](const Money& bound) {
           return (bound.currency == currency ? "" : std::string(bound.currency.code()) + " ") + amount(bound);
         });
}

struct Exact {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return number(value); }
  std::string operator()(std::string_view value) const { return std::string(value); }
  std::string operator()(Date value) const { return to_string(value); }
  std::string operator()(const PartialDate& value) const { return to_string(value); }
  std::string operator()(Timestamp value) const { return to_string(value); }
  std::string operator()(const Money& value) const { return to_string(value); }
  std::string operator()(const NumberRange& value) const {
    return exact_range(value, [](std::int64_t bound) { return std::to_string(bound); });
  }
  std::string operator()(const MoneyRange& value) const { return exact(value); }
  std::string operator()(const EnumWord* value) const { return std::string(value->word); }
  std::string operator()(const Uuid& value) const { return to_string(value); }
  std::string operator()(const RefValue& value) const { return value.id ? to_string(value.id) : std::string(value.text); }
};

/// A multiplier and what people call it.
struct Scale {
  std::int64_t units;
  std::string_view word;
};

/// The largest scale that leaves at most two decimals.
Scale scale_of(std::int64_t units, Language language) {
  static constexpr Scale zh[] = {{100'000'000, "亿"}, {10'000, "万"}};
  static constexpr Scale en[] = {{1'000'000'000, " billion"}, {1'000'000, " million"}};
  for (const Scale& scale : language == Language::zh ? zh : en)
    if (std::llabs(units) >= scale.units && units % (scale.units / 100) == 0) return scale;
  return {1, ""};
}

/// Digits in groups of three.
std::string grouped(std::int64_t value) {
  std::string text = std::to_string(std::llabs(value));
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return (value < 0 ? "-" : "") + text;
}

std::string scaled(std::int64_t units, const Scale& scale) {
  if (scale.units == 1) return grouped(units);
  const std::int64_t hundredths = units / (scale.units / 100);
  return number(static_cast<double>(hundredths) / 100.0);
}

struct ForPeople {
  WriteOptions options;

  std::string operator()(bool value) const {
    if (options.language == Language::zh) return value ? "是" : "否";
    return value ? "yes" : "no";
  }
  std::string operator()(Timestamp value) const {
    const Date day = options.calendar.date_of(value);
    const auto time = value.microseconds - options.calendar.start_of(day).microseconds;
    return time == 0 ? to_string(day) : to_string(day) + " " + clock_time(time, true);
  }
  std::string operator()(std::int64_t value) const { return grouped(value); }
  std::string operator()(const PartialDate& value) const {
    PartialDate solar = value;
    solar.lunar = false;
    std::string text = to_string(solar);
    if (value.year == 0) text = text.substr(2);
    return value.lunar ? (options.language == Language::zh ? "农历 " : "lunar ") + text : text;
  }
  std::string operator()(const Money& value) const { return with_currency(people_amount(value, scale(value)), std::string(scale(value).word), value.currency); }
  std::string operator()(const NumberRange& value) const {
    return people_range(value, [](std::int64_t bound) { return grouped(bound); });
  }
  std::string operator()(const MoneyRange& value) const {
    if (!value.low && !value.high) return {};
    const Money& leading = value.low ? *value.low : *value.high;
    Scale common = scale(leading);
    if (value.high && value.low && scale(*value.high).units < common.units) common = scale(*value.high);
    const std::string text = people_range(value, [&](const Money& bound) { return people_amount(bound, common); });
    return with_currency(text, std::string(common.word), leading.currency);
  }
  std::string operator()(const EnumWord* value) const { return std::string(value->label.in(options.language)); }
  template <class T>
  std::string operator()(const T& value) const { return Exact{}(value); }

 private:
  [[nodiscard]] Scale scale(const Money& money) const {
    const std::int64_t minor = money.currency.minor_units();
    return money.minor % minor == 0 ? scale_of(money.minor / minor, options.language) : Scale{1, ""};
  }
  static std::string people_amount(const Money& money, const Scale& scale) {
    const std::int64_t minor = money.currency.minor_units();
    if (money.minor % minor != 0) return amount(money);
    return scaled(money.minor / minor, scale);
  }
  [[nodiscard]] std::string with_currency(const std::string& text, const std::string& word, Currency currency) const {
    if (options.language == Language::zh && currency == Currency()) return text + word + "元";
    return std::string(currency.code()) + " " + text + word;
  }
  template <class T, class Print>
  std::string people_range(const Range<T>& range, Print print) const {
    const bool zh = options.language == Language::zh;
    const std::string about = !range.approximate ? "" : zh ? "约 " : "about ";
    if (!range.low && !range.high) return {};
    if (!range.high) return about + "≥ " + print(*range.low);
    if (!range.low) return about + "≤ " + print(*range.high);
    return about + (*range.low == *range.high ? print(*range.low) : print(*range.low) + "–" + print(*range.high));
  }
};

}  // namespace

std::string to_string(Date date) { return padded(date.year(), 4) + "-" + padded(date.month(), 2) + "-" + padded(date.day(), 2); }

std::string to_string(const PartialDate& date) {
  std::string text = date.lunar ? "lunar " : "";
  text += date.year == 0 ? "-" : padded(date.year, 4);
  if (date.month != 0) text += "-" + padded(date.month, 2);
  if (date.day != 0) text += "-" + padded(date.day, 2);
  return text;
}

std::string to_string(Timestamp at) {
  const Calendar utc{0};
  const Date day = utc.date_of(at);
  return to_string(day) + "T" + clock_time(at.microseconds - utc.start_of(day).microseconds, false) + "Z";
}

std::string to_string(const Money& money) { return amount(money) + " " + std::string(money.currency.code()); }

std::string write_exact(const Value& value) { return std::visit(Exact{}, value); }

std::string write_text(const Value& value, const WriteOptions& options) { return std::visit(ForPeople{options}, value); }

}  // namespace guanxi
