#include "arrow_value.hpp"

#include <guanxi/core/text.hpp>

#include <cmath>
#include <limits>

namespace guanxi::io::detail {

namespace {

using CellKind = ArrowCell::Kind;

constexpr std::int64_t micros_of_minute = 60'000'000;
constexpr std::int64_t micros_of_day = 1440 * micros_of_minute;

const ArrowCell& part_of(const ArrowParts& parts, ArrowPart part) { return parts[static_cast<std::size_t>(part)]; }

/// digits × 10^places, if that is whole and small enough.
std::optional<std::int64_t> shifted(arrow::Wide digits, int places) {
  constexpr auto least = static_cast<arrow::Wide>((std::numeric_limits<std::int64_t>::min)());
  constexpr auto most = static_cast<arrow::Wide>((std::numeric_limits<std::int64_t>::max)());
  for (; places < 0 && digits != 0; ++places) {
    if (digits % 10 != 0) return std::nullopt;
    digits /= 10;
  }
  for (; places > 0 && digits != 0; --places) {
    if (digits > most || digits < least) return std::nullopt;
    digits *= 10;
  }
  if (digits > most || digits < least) return std::nullopt;
  return static_cast<std::int64_t>(digits);
}

/// A number of the cell times 10^places as a whole number; what binary fractions lack of decimal ones is forgiven.
std::optional<std::int64_t> whole_of(const ArrowCell& cell, int places = 0) {
  if (cell.kind == CellKind::integer) return shifted(cell.number, places);
  if (cell.kind == CellKind::decimal) return shifted(cell.digits, places - cell.scale);
  if (cell.kind != CellKind::real) return std::nullopt;
  const double scaled = cell.real * std::pow(10, places);
  const double nearest = std::round(scaled);
  const double slack = places == 0 ? 0 : 1e-9 * (std::max)(1.0, std::abs(scaled));
  if (!(std::abs(nearest) < 0x1p63) || std::abs(scaled - nearest) > slack) return std::nullopt;
  return static_cast<std::int64_t>(nearest);
}

std::optional<double> real_of(const ArrowCell& cell) {
  switch (cell.kind) {
    case CellKind::integer: return static_cast<double>(cell.number);
    case CellKind::natural: return static_cast<double>(cell.natural);
    case CellKind::real: return cell.real;
    case CellKind::decimal: return static_cast<double>(static_cast<long double>(cell.digits) / std::pow(10.0L, cell.scale));
    default: return std::nullopt;
  }
}

std::optional<Uuid> uuid_of(const ArrowCell& cell) {
  if (cell.kind == CellKind::text) return parse_uuid(text::trim(cell.text));
  if (cell.kind != CellKind::bytes || cell.text.size() != 16) return std::nullopt;
  Uuid uuid;
  for (std::size_t i = 0; i < 16; ++i) uuid.bytes[i] = static_cast<std::uint8_t>(cell.text[i]);
  return uuid;
}

/// Microseconds of the local clock.
std::int64_t local_micros(const ArrowCell& cell, const Calendar& calendar) {
  std::int64_t local = cell.number;
  if (cell.zoned && __builtin_add_overflow(local, calendar.offset_minutes * micros_of_minute, &local)) return cell.number;
  return local;
}

/// Reads what needs no text.
class ValueReader {
 public:
  ValueReader(const Field& field, const Type& type, const ReadOptions& options, std::string& room) : field_(&field), type_(&type), options_(options), room_(&room) {
    if (Currency::is_code(field.notes.unit)) options_.currency = Currency(field.notes.unit);
  }

  ArrowReading read(const ArrowParts& parts) {
    switch (type_->kind) {
      case TypeKind::money: return money(parts);
      case TypeKind::ref: return reference(parts);
      case TypeKind::number_range: return number_range(parts);
      case TypeKind::money_range: return money_range(parts);
      default: return single(part_of(parts, ArrowPart::value));
    }
  }

 private:
  static ArrowReading taken(Value value) { return {.value = value, .problem = {}, .suggestion = {}}; }

  ArrowReading single(const ArrowCell& cell) {
    if (cell.is_null()) return {};
    bool dropped = false;
    if (const auto value = direct(cell, dropped)) {
      ArrowReading reading = taken(*value);
      reading.dropped = dropped;
      return reading;
    }
    return textual(cell);
  }

  /// As text: what machines write, else what people do.
  ArrowReading textual(const ArrowCell& cell) {
    std::string_view text = cell.text;
    if (cell.kind != CellKind::text) text = *room_ = arrow_cell_text(cell);
    if (type_->kind == TypeKind::text) return taken(text);
    const Reading exact = read_exact(*type_, text);
    if (exact.ok()) return taken(exact.value);
    Field effective = *field_;
    effective.type = type_;
    const Reading reading = read_field(effective, text, options_);
    return {.value = reading.value, .problem = reading.problem, .suggestion = reading.suggestion, .by_people = true};
  }

  [[nodiscard]] bool in_bounds(double number) const { return !type_->bounded || (number >= type_->low && number <= type_->high); }

  std::optional<Value> direct(const ArrowCell& cell, bool& dropped) const {
    switch (type_->kind) {
      case TypeKind::text: return cell.kind == CellKind::text ? std::optional<Value>(cell.text) : std::nullopt;
      case TypeKind::boolean: return truth(cell);
      case TypeKind::integer: {
        const auto number = whole_of(cell);
        return number && in_bounds(static_cast<double>(*number)) ? std::optional<Value>(*number) : std::nullopt;
      }
      case TypeKind::real: {
        const auto number = real_of(cell);
        return number && in_bounds(*number) ? std::optional<Value>(*number) : std::nullopt;
      }
      case TypeKind::date: {
        const auto day = day_of(cell, dropped);
        return day ? std::optional<Value>(*day) : std::nullopt;
      }
      case TypeKind::partial_date: {
        const auto day = day_of(cell, dropped);
        if (!day || day->year() < 1 || day->year() > 9999) return std::nullopt;
        return PartialDate{static_cast<std::int16_t>(day->year()), static_cast<std::int8_t>(day->month()), static_cast<std::int8_t>(day->day()), false};
      }
      case TypeKind::timestamp: return point(cell, dropped);
      case TypeKind::enumeration: return word(cell);
      case TypeKind::id: {
        const auto id = uuid_of(cell);
        return id ? std::optional<Value>(*id) : std::nullopt;
      }
      default: return std::nullopt;
    }
  }

  static std::optional<Value> truth(const ArrowCell& cell) {
    if (cell.kind == CellKind::boolean) return cell.number != 0;
    const auto number = whole_of(cell);
    return number && (*number == 0 || *number == 1) ? std::optional<Value>(*number == 1) : std::nullopt;
  }

  std::optional<Date> day_of(const ArrowCell& cell, bool& dropped) const {
    if (cell.kind == CellKind::day) {
      const bool fits = cell.number >= (std::numeric_limits<std::int32_t>::min)() && cell.number <= (std::numeric_limits<std::int32_t>::max)();
      return fits ? std::optional(Date::from_days(static_cast<std::int32_t>(cell.number))) : std::nullopt;
    }
    if (cell.kind != CellKind::moment) return std::nullopt;
    const std::int64_t local = local_micros(cell, options_.calendar);
    dropped = cell.finer || local % micros_of_day != 0;
    return Date::from_days(static_cast<std::int32_t>(local / micros_of_day - (local % micros_of_day < 0 ? 1 : 0)));
  }

  std::optional<Value> point(const ArrowCell& cell, bool& dropped) const {
    std::int64_t at = cell.number;
    if (cell.kind == CellKind::day && __builtin_mul_overflow(at, micros_of_day, &at)) return std::nullopt;
    if (cell.kind != CellKind::day && cell.kind != CellKind::moment) return std::nullopt;
    const bool local = cell.kind == CellKind::day || !cell.zoned;
    if (local && __builtin_sub_overflow(at, options_.calendar.offset_minutes * micros_of_minute, &at)) return std::nullopt;
    dropped = cell.finer;
    return Timestamp{at};
  }

  [[nodiscard]] std::optional<Value> word(const ArrowCell& cell) const {
    if (cell.kind != CellKind::text) return std::nullopt;
    for (const EnumWord& known : type_->words)
      if (known.word == cell.text) return &known;
    return std::nullopt;
  }

  /// “CNY”, “cny”, “人民币”, “￥”.
  static std::optional<Currency> currency_of(std::string_view text, Currency usual) {
    std::string code(text::trim(text));
    for (char& sign : code)
      if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
    if (Currency::is_code(code)) return Currency(code);
    const auto read = read_money("1 " + std::string(text), usual);
    return read && !text::trim(text).empty() && read->minor == read->currency.minor_units() ? std::optional(read->currency) : std::nullopt;
  }

  static ArrowReading refused(Message problem) { return {.value = {}, .problem = std::move(problem), .suggestion = {}}; }
  static ArrowReading no_currency() { return refused({"应为三个大写字母的货币代码，如 CNY", "expected a currency code of three capital letters, such as CNY"}); }
  static ArrowReading no_amount() { return refused({"应为金额，小数位不超过货币的最小单位", "expected an amount with no more decimals than its currency has"}); }

  /// An amount, in words if it is a text.
  std::optional<Money> amount(const ArrowCell& cell, Currency currency) const {
    if (cell.kind == CellKind::text) {
      if (const Reading exact = read_exact(type_of<std::optional<Money>>(), cell.text); exact.ok() && is_set(exact.value)) return std::get<Money>(exact.value);
      return read_money(cell.text, currency);
    }
    const auto minor = whole_of(cell, currency.minor_digits());
    return minor ? std::optional(Money{*minor, currency}) : std::nullopt;
  }

  ArrowReading money(const ArrowParts& parts) {
    const ArrowCell& value = part_of(parts, ArrowPart::value);
    const ArrowCell& currency = part_of(parts, ArrowPart::currency);
    if (value.is_null()) return currency.is_null() ? ArrowReading{} : no_amount();
    const auto code = currency.is_null() ? std::optional(options_.currency) : currency_of(arrow_cell_text(currency), options_.currency);
    if (!code) return no_currency();
    if (value.kind == CellKind::text && currency.is_null()) return textual(value);
    const auto made = amount(value, *code);
    return made ? taken(*made) : no_amount();
  }

  ArrowReading reference(const ArrowParts& parts) {
    const ArrowCell& value = part_of(parts, ArrowPart::value);
    const ArrowCell& name = part_of(parts, ArrowPart::text);
    if (value.is_null() && name.is_null()) return {};
    RefValue made;
    const auto id = uuid_of(value);
    if (id) made.id = *id;
    if (!name.is_null()) made.text = name.kind == CellKind::text ? name.text : std::string_view(*room_ = arrow_cell_text(name));
    if (value.is_null() || id) return taken(made);
    if (!name.is_null()) return refused({"应为 36 位编号", "expected an identifier of 36 signs"});
    made.text = value.kind == CellKind::text ? text::trim(value.text) : std::string_view(*room_ = arrow_cell_text(value));
    ArrowReading reading = taken(made.text.empty() ? Value() : Value(made));
    reading.by_people = true;
    return reading;
  }

  /// A range is set if any of its parts is.
  static bool any_set(const ArrowParts& parts) {
    for (const ArrowCell& cell : parts)
      if (!cell.is_null()) return true;
    return false;
  }

  std::optional<bool> about(const ArrowParts& parts) const {
    const ArrowCell& cell = part_of(parts, ArrowPart::approximate);
    if (cell.is_null()) return false;
    const auto value = truth(cell);
    return value ? std::optional(std::get<bool>(*value)) : std::nullopt;
  }

  static ArrowReading no_flag() { return refused({"应为 true 或 false", "expected true or false"}); }

  ArrowReading number_range(const ArrowParts& parts) {
    const ArrowCell& value = part_of(parts, ArrowPart::value);
    if (!value.is_null()) {
      const auto number = whole_of(value);
      return number ? taken(NumberRange{.low = *number, .high = *number}) : textual(value);
    }
    if (!any_set(parts)) return {};
    NumberRange range;
    for (const auto& [part, bound] : {std::pair(ArrowPart::low, &range.low), std::pair(ArrowPart::high, &range.high)}) {
      const ArrowCell& cell = part_of(parts, part);
      if (cell.is_null()) continue;
      *bound = cell.kind == CellKind::text ? read_integer(cell.text) : whole_of(cell);
      if (!*bound) return refused({"应为整数", "expected a whole number"});
    }
    const auto approximate = about(parts);
    if (!approximate) return no_flag();
    range.approximate = *approximate;
    return taken(range);
  }

  ArrowReading money_range(const ArrowParts& parts) {
    const ArrowCell& value = part_of(parts, ArrowPart::value);
    if (value.kind == CellKind::text) return textual(value);
    if (!value.is_null()) {
      const auto both = amount(value, options_.currency);
      return both ? taken(MoneyRange{.low = both, .high = both}) : no_amount();
    }
    if (!any_set(parts)) return {};
    const ArrowCell& currency = part_of(parts, ArrowPart::currency);
    const std::string codes = currency.is_null() ? "" : arrow_cell_text(currency);
    const std::size_t slash = codes.find('/');
    const auto low = codes.empty() ? std::optional(options_.currency) : currency_of(codes.substr(0, slash), options_.currency);
    const auto high = slash == std::string::npos ? low : currency_of(codes.substr(slash + 1), options_.currency);
    if (!low || !high) return no_currency();
    MoneyRange range;
    for (const auto& [part, bound, code] : {std::tuple(ArrowPart::low, &range.low, *low), std::tuple(ArrowPart::high, &range.high, *high)}) {
      const ArrowCell& cell = part_of(parts, part);
      if (!cell.is_null() && !(*bound = amount(cell, code))) return no_amount();
    }
    const auto approximate = about(parts);
    if (!approximate) return no_flag();
    range.approximate = *approximate;
    return taken(range);
  }

  const Field* field_;
  const Type* type_;
  ReadOptions options_;
  std::string* room_;
};

}  // namespace

ArrowReading read_arrow_value(const Field& field, const Type& type, const ArrowParts& parts, const ReadOptions& options, std::string& room) {
  return ValueReader(field, type, options, room).read(parts);
}

std::string arrow_parts_text(const ArrowParts& parts) {
  std::string text;
  for (const ArrowPart part : {ArrowPart::value, ArrowPart::low, ArrowPart::high, ArrowPart::currency, ArrowPart::text}) {
    const ArrowCell& cell = part_of(parts, part);
    if (cell.is_null()) continue;
    if (part == ArrowPart::high && !part_of(parts, ArrowPart::low).is_null()) text += "–";
    else if (!text.empty()) text += ' ';
    text += arrow_cell_text(cell);
  }
  return text;
}

}  // namespace guanxi::io::detail
