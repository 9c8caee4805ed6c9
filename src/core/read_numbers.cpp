#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>

#include "numbers.hpp"

#include <array>
#include <string>

namespace guanxi {

namespace {

using detail::Cursor;
using detail::Decimal;
using detail::whole;

constexpr std::array<std::string_view, 9> about_words{"大约", "约", "大概", "近", "~", "≈", "about", "approx.", "ca."};
constexpr std::array<std::string_view, 4> about_tails{"左右", "上下", "许", "余"};
constexpr std::array<std::string_view, 11> least_words{">=", "≥", "不少于", "不低于", "至少", "超过", "大于", "more than", "over", "at least", ">"};
constexpr std::array<std::string_view, 11> most_words{"<=", "≤", "不超过", "不多于", "至多", "小于", "低于", "less than", "up to", "at most", "<"};
constexpr std::array<std::string_view, 6> least_tails{"及以上", "以上", "起", "+", "or more", "and above"};
constexpr std::array<std::string_view, 5> most_tails{"及以下", "以下", "以内", "之内", "or less"};
constexpr std::array<std::string_view, 10> between_words{"..", "---", "--", "-", "–", "—", "~", "至", "到", "to"};
constexpr std::array<std::string_view, 32> unit_words{"名员工", "员工", "人", "名", "位", "个", "台", "套", "件", "吨", "家", "辆", "条", "次", "天", "月", "年", "小时", "平方米", "m2",
                                                      "employees", "employee", "people", "persons", "staff", "pieces", "pcs", "units", "sets", "tons", "kg", "%"};

/// A range before its numbers are scaled to their unit.
struct RawRange {
  std::optional<Decimal> low, high;
  bool approximate = false;
  std::optional<Currency> currency;
};

void take_unit(Cursor& at, RawRange& range) {
  at.skip_blanks();
  if (const auto currency = at.take_currency()) range.currency = currency;
  else at.take_any(unit_words);
  at.skip_blanks();
}

/// “500”, “-”, “1000”, with units; the bounds words before and behind.
std::optional<RawRange> take_range(std::string_view text) {
  Cursor at(text);
  RawRange range;
  range.approximate = at.take_any(about_words);
  at.skip_blanks();
  const bool least = at.take_any(least_words);
  const bool most = !least && at.take_any(most_words);
  at.skip_blanks();
  if (const auto currency = at.take_currency()) range.currency = currency;
  at.skip_blanks();
  const bool open_low = at.take("..");
  auto first = at.take_decimal();
  if (!first) return std::nullopt;
  take_unit(at, range);
  if (open_low || most) range.high = first;
  else range.low = first;
  if (!open_low && !least && !most && at.take_any(between_words)) {
    at.skip_blanks();
    if (const auto currency = at.take_currency()) range.currency = currency;
    at.skip_blanks();
    if (!at.done() && !(range.high = at.take_decimal())) return std::nullopt;
    take_unit(at, range);
  } else if (at.take_any(least_tails)) {
    range.high.reset();
  } else if (at.take_any(most_tails)) {
    range.high = range.low ? range.low : range.high;
    range.low.reset();
  } else if (!open_low && !least && !most) {
    range.high = range.low;
  }
  if (at.take_any(about_tails)) range.approximate = true;
  take_unit(at, range);
  if (!at.done()) return std::nullopt;
  return range;
}

/// “200-300万”: the first number has the multiplier of the second, if that keeps them in order; “500-1万” is taken as it stands.
/// @return  false for “300-200万”, which can be neither
bool share_multiplier(RawRange& range, int shift) {
  if (!range.low || !range.high || range.low->multiplier != 0 || range.high->multiplier == 0) return true;
  Decimal scaled = *range.low;
  scaled.exponent += range.high->multiplier;
  const auto low = whole(scaled, shift);
  const auto high = whole(*range.high, shift);
  if (low && high && *low <= *high) {
    range.low = scaled;
    return true;
  }
  const auto bare = whole(*range.low);
  const auto top = whole(*range.high);
  return bare && top && *bare >= 100 && *top / *bare <= 100;
}

}  // namespace

std::optional<std::int64_t> read_integer(std::string_view text) {
  const std::string normal = text::to_simplified(text::normalize(text));
  Cursor at(normal);
  const auto number = at.take_decimal();
  if (!number) return std::nullopt;
  at.skip_blanks();
  at.take_any(unit_words);
  if (!at.done()) return std::nullopt;
  return whole(*number);
}

std::optional<double> read_real(std::string_view text) {
  const std::string normal = text::to_simplified(text::normalize(text));
  Cursor at(normal);
  auto number = at.take_decimal();
  if (!number) return std::nullopt;
  at.skip_blanks();
  if (at.take("%")) number->exponent -= 2;
  else if (at.take("成")) number->exponent -= 1;
  if (!at.done()) return std::nullopt;
  return std::stod(std::to_string(number->digits) + "e" + std::to_string(number->exponent));
}

std::optional<Money> read_money(std::string_view text, Currency currency) {
  const auto range = read_money_range(text, currency);
  if (!range || range->approximate || !range->low || range->low != range->high) return std::nullopt;
  return range->low;
}

std::optional<NumberRange> read_number_range(std::string_view text) {
  const std::string normal = text::to_simplified(text::normalize(text));
  auto raw = take_range(normal);
  if (!raw || raw->currency) return std::nullopt;
  if (!share_multiplier(*raw, 0)) return std::nullopt;
  NumberRange range{.low = {}, .high = {}, .approximate = raw->approximate};
  if (raw->low && !(range.low = whole(*raw->low))) return std::nullopt;
  if (raw->high && !(range.high = whole(*raw->high))) return std::nullopt;
  if (range.low && range.high && *range.low > *range.high) return std::nullopt;
  return range;
}

std::optional<MoneyRange> read_money_range(std::string_view text, Currency currency) {
  const std::string normal = text::to_simplified(text::normalize(text));
  auto raw = take_range(normal);
  if (!raw) return std::nullopt;
  const Currency of = raw->currency.value_or(currency);
  if (!share_multiplier(*raw, of.minor_digits())) return std::nullopt;
  MoneyRange range{.low = {}, .high = {}, .approximate = raw->approximate};
  for (const auto& [from, to] : {std::pair{raw->low, &range.low}, std::pair{raw->high, &range.high}}) {
    if (!from) continue;
    const auto minor = whole(*from, of.minor_digits());
    if (!minor) return std::nullopt;
    *to = Money{*minor, of};
  }
  if (range.low && range.high && range.low->minor > range.high->minor) return std::nullopt;
  return range;
}

}  // namespace guanxi
