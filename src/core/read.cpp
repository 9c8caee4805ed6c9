#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace guanxi {

namespace {

constexpr std::array<std::string_view, 8> yes_words{"true", "yes", "y", "1", "是", "有", "对", "√"};
constexpr std::array<std::string_view, 9> no_words{"false", "no", "n", "0", "否", "无", "没有", "不是", "×"};

template <class T>
Reading outcome(std::optional<T> value, Label expected) {
  if (value) return {Value(*value), {}, {}};
  return {{}, {std::string(expected.zh), std::string(expected.en)}, {}};
}

std::optional<bool> read_boolean(std::string_view text) {
  const std::string normal = text::normalize(text);
  for (const std::string_view word : yes_words)
    if (normal.size() == word.size() && text::fold(normal) == text::fold(word)) return true;
  for (const std::string_view word : no_words)
    if (text::fold(normal) == text::fold(word)) return false;
  if (normal == "√" || normal == "✓") return true;
  return std::nullopt;
}

Reading read_enumeration(std::span<const EnumWord> words, std::string_view text) {
  if (const EnumWord* found = read_word(words, text)) return {Value(found), {}, {}};
  Message expected{"应为下列之一：", "expected one of: "};
  for (const EnumWord& entry : words) {
    expected.zh += (&entry == &words.front() ? "" : "、") + std::string(entry.label.zh);
    expected.en += (&entry == &words.front() ? "" : ", ") + std::string(entry.word);
  }
  return {{}, std::move(expected), {}};
}

Reading read_reference(const Type& type, std::string_view text) {
  const auto id = parse_uuid(text);
  if (type.kind == TypeKind::ref) return {Value(id ? RefValue{*id, {}} : RefValue{{}, text}), {}, {}};
  return outcome(id, {"应为 36 位编号", "expected an identifier of 36 signs"});
}

/// A whole number that a spreadsheet shows for a date it lost the format of.
Message spreadsheet_day(std::string_view text) {
  const auto number = read_integer(text);
  if (!number || *number < 20000 || *number > 80000) return {};
  const std::string day = to_string(Date::from_days(static_cast<std::int32_t>(*number) - 25569));
  return {day, day};
}

Reading read_day(std::string_view text, const ReadOptions& options) {
  Reading reading = outcome(read_date(text, options.reference), {"应为日期，如 2023-10-15 或 2023年10月15日", "expected a day such as 2023-10-15"});
  if (!reading.ok()) reading.suggestion = spreadsheet_day(text);
  return reading;
}

Reading read_leaf(const Type& type, std::string_view text, const ReadOptions& options) {
  switch (type.kind) {
    case TypeKind::text: return {Value(text), {}, {}};
    case TypeKind::boolean: return outcome(read_boolean(text), {"应为 是 或 否", "expected yes or no"});
    case TypeKind::integer: return outcome(read_integer(text), {"应为整数，如 1200 或 3万", "expected a whole number such as 1200"});
    case TypeKind::real: return outcome(read_real(text), {"应为数字，如 0.8 或 80%", "expected a number such as 0.8 or 80%"});
    case TypeKind::date: return read_day(text, options);
    case TypeKind::partial_date: return outcome(read_partial_date(text), {"应为日期或其一部分，如 2015年3月", "expected a date or a part of one, such as 2015-03"});
    case TypeKind::timestamp: {
      Reading reading = outcome(read_timestamp(text, options), {"应为日期，可带时间，如 2023-10-15 09:30", "expected a day, with a time if known, such as 2023-10-15 09:30"});
      if (!reading.ok()) reading.suggestion = spreadsheet_day(text);
      return reading;
    }
    case TypeKind::money: return outcome(read_money(text, options.currency), {"应为一个金额，如 200万元", "expected one amount such as CNY 2 million"});
    case TypeKind::number_range: return outcome(read_number_range(text), {"应为数字范围，如 500-1000人", "expected a range such as 500-1000"});
    case TypeKind::money_range: return outcome(read_money_range(text, options.currency), {"应为金额范围，如 200-300万元", "expected a range of amounts such as CNY 2-3 million"});
    case TypeKind::enumeration: return read_enumeration(type.words, text);
    case TypeKind::id:
    case TypeKind::ref: return read_reference(type, text);
    case TypeKind::list:
    case TypeKind::record:
    case TypeKind::custom: break;
  }
  return {{}, {"此处不能填写一个值", "one value cannot stand here"}, {}};
}

std::string number_text(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

/// The bounds of a number, of the type or of the field, whichever is narrower.
void check_bounds(const Type& type, const Notes* notes, Reading& reading) {
  double number = 0;
  if (const auto* whole = std::get_if<std::int64_t>(&reading.value)) number = static_cast<double>(*whole);
  else if (const auto* real = std::get_if<double>(&reading.value)) number = *real;
  else return;
  double low = notes ? notes->low : -std::numeric_limits<double>::infinity();
  double high = notes ? notes->high : std::numeric_limits<double>::infinity();
  if (type.bounded) {
    low = std::max(low, type.low);
    high = std::min(high, type.high);
  }
  if (number >= low && number <= high) return;
  reading.value = {};
  const std::string from = number_text(low);
  const std::string to = number_text(high);
  reading.problem = {"应在 " + from + " 到 " + to + " 之间", "expected a number from " + from + " to " + to};
}

/// The one word whose Chinese label contains two or more signs: “较弱” for “意向较弱”.
const EnumWord* only_word_with(std::span<const EnumWord> words, const std::string& folded) {
  const std::u32string signs = text::to_code_points(folded);
  if (signs.size() < 2 || std::ranges::any_of(signs, [](char32_t sign) { return sign < 0x3400; })) return nullptr;
  const EnumWord* found = nullptr;
  for (const EnumWord& entry : words) {
    if (text::fold(entry.label.zh).find(folded) == std::string::npos) continue;
    if (found != nullptr) return nullptr;
    found = &entry;
  }
  return found;
}

}  // namespace

bool is_variant(std::string_view variants, std::string_view folded) {
  for (const std::string_view variant : text::split(variants, {"|"}))
    if (text::fold(variant) == folded) return true;
  return false;
}

const EnumWord* read_word(std::span<const EnumWord> words, std::string_view text) {
  const std::string folded = text::fold(text);
  if (folded.empty()) return nullptr;
  for (const EnumWord& entry : words)
    if (text::fold(entry.word) == folded || text::fold(entry.label.zh) == folded || text::fold(entry.label.en) == folded) return &entry;
  for (const EnumWord& entry : words)
    if (is_variant(entry.aliases, folded)) return &entry;
  return only_word_with(words, folded);
}

bool is_placeholder(std::string_view text) {
  const std::string normal = text::normalize(text);
  if (normal.find_first_not_of("-_/\\.*?x #=") == std::string::npos || normal == "—" || normal == "——") return true;
  static constexpr std::string_view folded_words[]{
      "无", "没有", "未知", "不详", "不清楚", "不明", "待定", "待补充", "待填", "暂无", "空", "略", "测试", "test", "testing", "na",
      "none", "null", "nil", "nan", "tbd", "unknown", "select", "请选择", "123456", "12345678", "111111", "000000", "abc", "xxx", "asdf"};
  return std::ranges::find(folded_words, text::fold(normal)) != std::end(folded_words);
}

Reading read_text(const Type& type, std::string_view text, const ReadOptions& options) {
  const std::string_view trimmed = text::trim(text);
  if (trimmed.empty()) return {};
  Reading reading = read_leaf(type, trimmed, options);
  if (reading.ok()) check_bounds(type, nullptr, reading);
  return reading;
}

Reading read_field(const Field& field, std::string_view text, const ReadOptions& options) {
  const Type& type = field.type->kind == TypeKind::list ? *field.type->element : *field.type;
  ReadOptions local = options;
  if (Currency::is_code(field.notes.unit)) local.currency = Currency(field.notes.unit);
  Reading reading = read_text(type, text, local);
  if (reading.ok()) check_bounds(type, &field.notes, reading);
  return reading;
}

}  // namespace guanxi
