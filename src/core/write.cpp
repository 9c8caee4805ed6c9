#include <guanxi/core/write.hpp>

#include <cstdlib>

#include "exact_text.hpp"

namespace guanxi {

namespace {

using detail::LeafText;

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
  return std::string(LeafText().add_real(static_cast<double>(hundredths) / 100.0).view());
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
    if (time == 0) return to_string(day);
    LeafText room;
    std::string_view text = room.add_date(day).add(" ").add_time(time).view();
    if (time % 60'000'000 == 0) text.remove_suffix(3);
    return std::string(text);
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
  std::string operator()(const T& value) const { return write_exact(value); }

 private:
  [[nodiscard]] Scale scale(const Money& money) const {
    const std::int64_t minor = money.currency.minor_units();
    return money.minor % minor == 0 ? scale_of(money.minor / minor, options.language) : Scale{1, ""};
  }
  static std::string people_amount(const Money& money, const Scale& scale) {
    const std::int64_t minor = money.currency.minor_units();
    if (money.minor % minor != 0) return std::string(LeafText().add_amount(money).view());
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

std::string to_string(Date date) { return write_exact(date); }

std::string to_string(const PartialDate& date) { return write_exact(date); }

std::string to_string(Timestamp at) { return write_exact(at); }

std::string to_string(const Money& money) { return write_exact(money); }

std::string write_exact(const Value& value) {
  LeafText room;
  return std::string(detail::exact_text(value, room));
}

std::string write_text(const Value& value, const WriteOptions& options) { return std::visit(ForPeople{options}, value); }

}  // namespace guanxi
