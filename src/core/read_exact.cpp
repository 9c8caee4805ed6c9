#include <guanxi/core/read.hpp>

#include <charconv>

namespace guanxi {

namespace {

template <class T>
std::optional<T> as_number(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// “CNY ”.
std::optional<Currency> take_currency(std::string_view& text) {
  if (text.size() < 4 || text[3] != ' ' || !Currency::is_code(text.substr(0, 3))) return std::nullopt;
  const Currency currency(text.substr(0, 3));
  text.remove_prefix(4);
  return currency;
}

/// “-12.34”, with exactly the minor digits of the currency.
std::optional<Money> amount(std::string_view text, Currency currency) {
  const auto digits = static_cast<std::size_t>(currency.minor_digits());
  std::string number(text);
  if (digits > 0) {
    if (number.size() <= digits || number[number.size() - digits - 1] != '.') return std::nullopt;
    number.erase(number.size() - digits - 1, 1);
  }
  const auto minor = as_number<std::int64_t>(number);
  return minor ? std::optional(Money{*minor, currency}) : std::nullopt;
}

/// “~5..10”, “5..”, “..”, “5”: both bounds as the readers of one bound give them.
template <class T, class Low, class High>
std::optional<Range<T>> range(std::string_view text, bool approximate, Low read_low, High read_high) {
  const std::size_t dots = text.find("..");
  const std::string_view low = text.substr(0, dots);
  const std::string_view high = dots == std::string_view::npos ? low : text.substr(dots + 2);
  Range<T> range{.low = {}, .high = {}, .approximate = approximate};
  if (text.empty()) return std::nullopt;
  if (!low.empty() && !(range.low = read_low(low))) return std::nullopt;
  if (dots == std::string_view::npos) range.high = range.low;
  else if (!high.empty() && !(range.high = read_high(high))) return std::nullopt;
  return range;
}

std::optional<NumberRange> number_range(std::string_view text) {
  const bool approximate = take(text, "~");
  return range<std::int64_t>(text, approximate, as_number<std::int64_t>, as_number<std::int64_t>);
}

std::optional<MoneyRange> money_range(std::string_view text) {
  const bool approximate = take(text, "~");
  const auto currency = take_currency(text);
  if (!currency) return std::nullopt;
  return range<Money>(
      text, approximate, [&](std::string_view low) { return amount(low, *currency); },
      [&](std::string_view high) {
        const auto other = take_currency(high);
        return amount(high, other.value_or(*currency));
      });
}

std::optional<Money> money(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos || !Currency::is_code(text.substr(blank + 1))) return std::nullopt;
  return amount(text.substr(0, blank), Currency(text.substr(blank + 1)));
}

template <class T>
Value value_of(const std::optional<T>& read) {
  return read ? Value(*read) : Value();
}

bool within(const Type& type, double number) { return !type.bounded || (number >= type.low && number <= type.high); }

/// “2023-10-15”.
std::optional<Date> day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = as_number<int>(text.substr(0, 4)), month = as_number<int>(text.substr(5, 2)), of_month = as_number<int>(text.substr(8));
  return year && month && of_month ? Date::from_ymd(*year, *month, *of_month) : std::nullopt;
}

Value word(std::span<const EnumWord> words, std::string_view text) {
  for (const EnumWord& entry : words)
    if (entry.word == text) return &entry;
  return {};
}

/// @return  unset for what people may mean all the same
Value exact_value(const Type& type, std::string_view text) {
  switch (type.kind) {
    case TypeKind::integer: {
      const auto number = as_number<std::int64_t>(text);
      return number && within(type, static_cast<double>(*number)) ? Value(*number) : Value();
    }
    case TypeKind::real: {
      const auto number = as_number<double>(text);
      return number && *number == *number && within(type, *number) ? Value(*number) : Value();
    }
    case TypeKind::boolean: return text == "true" ? Value(true) : text == "false" ? Value(false) : Value();
    case TypeKind::date: return value_of(day(text));
    case TypeKind::enumeration: return word(type.words, text);
    case TypeKind::id: return value_of(parse_uuid(text));
    case TypeKind::money: return value_of(money(text));
    case TypeKind::number_range: return value_of(number_range(text));
    case TypeKind::money_range: return value_of(money_range(text));
    default: return {};
  }
}

}  // namespace

Reading read_exact(const Type& type, std::string_view text) {
  if (text.empty()) return {};
  if (type.kind == TypeKind::text) return {Value(text), {}, {}};
  const Value exact = exact_value(type, text);
  if (is_set(exact)) return {exact, {}, {}};
  return read_text(type, text, ReadOptions{.calendar = Calendar{0}, .reference = {}, .currency = {}});
}

}  // namespace guanxi
