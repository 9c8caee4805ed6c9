#include "numbers.hpp"

#include <array>
#include <utility>

namespace guanxi::detail {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool push_digit(std::int64_t& digits, char c) {
  return !__builtin_mul_overflow(digits, 10, &digits) && !__builtin_add_overflow(digits, c - '0', &digits);
}

constexpr std::array<std::pair<std::string_view, int>, 5> han_multipliers{{{"十", 1}, {"百", 2}, {"千", 3}, {"万", 4}, {"亿", 8}}};
constexpr std::array<std::pair<std::string_view, int>, 12> latin_multipliers{{{"thousand", 3}, {"million", 6}, {"billion", 9}, {"mio", 6}, {"mln", 6}, {"mn", 6},
                                                                              {"bln", 9}, {"bn", 9}, {"k", 3}, {"m", 6}, {"b", 9}, {"w", 4}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> currencies{{
    {"人民币", "CNY"}, {"rmb", "CNY"}, {"元人民币", "CNY"}, {"¥", "CNY"}, {"美元", "USD"}, {"us$", "USD"}, {"美金", "USD"},
    {"港元", "HKD"}, {"港币", "HKD"}, {"hk$", "HKD"}, {"$", "USD"}, {"欧元", "EUR"}, {"€", "EUR"}, {"英镑", "GBP"}, {"£", "GBP"},
    {"日元", "JPY"}, {"日圆", "JPY"}, {"韩元", "KRW"}, {"新台币", "TWD"}, {"台币", "TWD"}, {"nt$", "TWD"}, {"新加坡元", "SGD"},
    {"元", "CNY"}, {"圆", "CNY"}, {"块", "CNY"}, {"瑞士法郎", "CHF"}}};

}  // namespace

void Cursor::skip_blanks() {
  while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
}

bool Cursor::take(std::string_view word) {
  if (rest_.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(rest_[i]) != lower(word[i])) return false;
  rest_.remove_prefix(word.size());
  return true;
}

std::optional<int> Cursor::take_digits(std::size_t at_least, std::size_t at_most) {
  std::size_t count = 0;
  int number = 0;
  while (count < rest_.size() && count < at_most && is_digit(rest_[count])) number = number * 10 + (rest_[count++] - '0');
  if (count < at_least || (count < rest_.size() && is_digit(rest_[count]))) return std::nullopt;
  rest_.remove_prefix(count);
  return number;
}

bool Cursor::take_grouped_digits(Decimal& number) {
  bool any = false;
  while (!rest_.empty()) {
    const bool separator = any && rest_.front() == ',' && rest_.size() > 3 && is_digit(rest_[1]) && is_digit(rest_[2]) && is_digit(rest_[3]);
    if (!separator && !is_digit(rest_.front())) break;
    if (!separator && !push_digit(number.digits, rest_.front())) return false;
    any = any || !separator;
    rest_.remove_prefix(1);
  }
  return any;
}

bool Cursor::take_decimals(Decimal& number) {
  if (rest_.size() < 2 || rest_.front() != '.' || !is_digit(rest_[1])) return true;
  rest_.remove_prefix(1);
  while (!rest_.empty() && is_digit(rest_.front())) {
    if (!push_digit(number.digits, rest_.front())) return false;
    --number.exponent;
    rest_.remove_prefix(1);
  }
  return true;
}

void Cursor::take_multipliers(Decimal& number) {
  for (bool found = true; found;) {
    found = false;
    for (const auto& [sign, exponent] : han_multipliers)
      if (take(sign)) {
        number.multiplier += exponent;
        found = true;
      }
  }
  if (number.multiplier != 0) return;
  Cursor ahead = *this;
  ahead.skip_blanks();
  for (const auto& [word, exponent] : latin_multipliers) {
    Cursor after = ahead;
    if (!after.take(word) || (!after.rest_.empty() && is_letter(after.rest_.front()))) continue;
    number.multiplier = exponent;
    *this = after;
    return;
  }
}

std::optional<Decimal> Cursor::take_decimal() {
  Decimal number;
  const bool negative = take("-");
  if (!take_grouped_digits(number) || !take_decimals(number)) return std::nullopt;
  if (negative) number.digits = -number.digits;
  take_multipliers(number);
  number.exponent += number.multiplier;
  return number;
}

std::optional<Currency> Cursor::take_currency() {
  skip_blanks();
  for (const auto& [sign, code] : currencies)
    if (take(sign)) return Currency(code);
  if (rest_.size() < 3 || !Currency::is_code(rest_.substr(0, 3)) || (rest_.size() > 3 && is_letter(rest_[3]))) return std::nullopt;
  const Currency currency(rest_.substr(0, 3));
  rest_.remove_prefix(3);
  return currency;
}

std::optional<std::int64_t> whole(Decimal number, int shift) {
  int exponent = number.exponent + shift;
  std::int64_t value = number.digits;
  for (; exponent > 0 && value != 0; --exponent)
    if (__builtin_mul_overflow(value, 10, &value)) return std::nullopt;
  for (; exponent < 0; ++exponent) {
    if (value % 10 != 0) return std::nullopt;
    value /= 10;
  }
  return value;
}

}  // namespace guanxi::detail
