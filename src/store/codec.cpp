#include "codec.hpp"

#include <guanxi/core/custom.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/core/write.hpp>

#include "json_reader.hpp"

namespace guanxi::store::detail {

namespace {

/// Members whose Value becomes one column.
template <class Held>
struct Plain {
  static void add(Cursor& cursor, const Type& type, const void* member) {
    const Value value = type.get(type, member);
    if (const Held* held = std::get_if<Held>(&value)) put(cursor, *held);
    else cursor.null();
  }
  static void read(const Cursor& row, int column, const Type& type, void* member) {
    if (!row.is_null(column)) type.set(type, member, take(row, column, type));
  }

 private:
  static void put(Cursor& cursor, bool value) { cursor.add(std::int64_t{value}); }
  static void put(Cursor& cursor, Timestamp value) { cursor.add(value.microseconds); }
  static void put(Cursor& cursor, Date value) { cursor.add(to_string(value)); }
  static void put(Cursor& cursor, const PartialDate& value) { cursor.add(to_string(value)); }
  static void put(Cursor& cursor, const EnumWord* value) { cursor.add(value->word); }
  static void put(Cursor& cursor, const auto& value) { cursor.add(value); }

  static Value take(const Cursor& row, int column, const Type& type) {
    if constexpr (std::is_same_v<Held, bool>) return row.integer(column) != 0;
    else if constexpr (std::is_same_v<Held, std::int64_t>) return row.integer(column);
    else if constexpr (std::is_same_v<Held, double>) return row.real(column);
    else if constexpr (std::is_same_v<Held, Timestamp>) return Timestamp{row.integer(column)};
    else if constexpr (std::is_same_v<Held, Uuid>) return row.uuid(column);
    else if constexpr (std::is_same_v<Held, std::string_view>) return row.text(column);
    else return read_exact(type, row.text(column)).value;
  }
};

struct MoneyCodec {
  static void add(Cursor& cursor, const Type& type, const void* member) {
    const Value value = type.get(type, member);
    put(cursor, std::get_if<Money>(&value));
  }
  static void read(const Cursor& row, int column, const Type& type, void* member) {
    if (!row.is_null(column)) type.set(type, member, take(row, column));
  }
  static void put(Cursor& cursor, const Money* money) {
    if (money != nullptr) cursor.add(money->minor).add(money->currency.code());
    else cursor.null().null();
  }
  static Money take(const Cursor& row, int column) { return {row.integer(column), Currency(row.text(column + 1))}; }
};

struct NumberRangeCodec {
  static void add(Cursor& cursor, const Type& type, const void* member) {
    const Value value = type.get(type, member);
    const auto* range = std::get_if<NumberRange>(&value);
    for (const auto& bound : {range ? range->low : std::nullopt, range ? range->high : std::nullopt}) {
      if (bound) cursor.add(*bound);
      else cursor.null();
    }
    if (range != nullptr) cursor.add(std::int64_t{range->approximate});
    else cursor.null();
  }
  static void read(const Cursor& row, int column, const Type& type, void* member) {
    if (row.is_null(column + 2)) return;
    NumberRange range{.low = {}, .high = {}, .approximate = row.integer(column + 2) != 0};
    if (!row.is_null(column)) range.low = row.integer(column);
    if (!row.is_null(column + 1)) range.high = row.integer(column + 1);
    type.set(type, member, range);
  }
};

struct MoneyRangeCodec {
  static void add(Cursor& cursor, const Type& type, const void* member) {
    const Value value = type.get(type, member);
    const auto* range = std::get_if<MoneyRange>(&value);
    MoneyCodec::put(cursor, range != nullptr && range->low ? &*range->low : nullptr);
    MoneyCodec::put(cursor, range != nullptr && range->high ? &*range->high : nullptr);
    if (range != nullptr) cursor.add(std::int64_t{range->approximate});
    else cursor.null();
  }
  static void read(const Cursor& row, int column, const Type& type, void* member) {
    if (row.is_null(column + 4)) return;
    MoneyRange range{.low = {}, .high = {}, .approximate = row.integer(column + 4) != 0};
    if (!row.is_null(column)) range.low = MoneyCodec::take(row, column);
    if (!row.is_null(column + 2)) range.high = MoneyCodec::take(row, column + 2);
    type.set(type, member, range);
  }
};

struct ReferenceCodec {
  static void add(Cursor& cursor, const Type& type, const void* member) {
    const Value value = type.get(type, member);
    const auto* reference = std::get_if<RefValue>(&value);
    if (reference != nullptr && reference->id) cursor.add(reference->id);
    else cursor.null();
    if (reference != nullptr && !reference->text.empty()) cursor.add(reference->text);
    else cursor.null();
  }
  static void read(const Cursor& row, int column, const Type& type, void* member) {
    if (!row.is_null(column) || !row.is_null(column + 1)) type.set(type, member, RefValue{row.uuid(column), row.text(column + 1)});
  }
};

/// Lists and run-time fields.
struct JsonText {
  static std::optional<std::string> to_text(const Type& type, const void* member) { return is_present(type, member) ? std::optional(json_of(type, member)) : std::nullopt; }
  static void from_text(std::string_view text, const Type& type, void* member) {
    JsonReader json(text);
    read_json(json, type, member);
  }
};

/// Anything that has exact text.
struct ExactText {
  static std::optional<std::string> to_text(const Type& type, const void* member) {
    const Value value = type.get(type, member);
    return is_set(value) ? std::optional(write_exact(value)) : std::nullopt;
  }
  static void from_text(std::string_view text, const Type& type, void* member) { type.set(type, member, read_exact(type, text).value); }
};

/// Texts in one column.
template <class Text>
struct TextCodec {
  static void add(Cursor& cursor, const Type& type, const void* member) {
    if (const auto text = Text::to_text(type, member)) cursor.add(*text);
    else cursor.null();
  }
  static void read(const Cursor& row, int column, const Type& type, void* member) {
    if (!row.is_null(column)) Text::from_text(row.text(column), type, member);
  }
};

template <class Way, std::size_t Count>
constexpr Codec codec(const ColumnPart (&parts)[Count]) {
  return {.parts = parts, .add = &Way::add, .read = &Way::read};
}

constexpr ColumnPart one_text[] = {{"", "TEXT"}};

template <class Text>
constexpr Codec text_codec() {
  return {.parts = one_text, .add = &TextCodec<Text>::add, .read = &TextCodec<Text>::read, .to_text = &Text::to_text, .from_text = &Text::from_text};
}

constexpr ColumnPart one_integer[] = {{"", "INTEGER"}};
constexpr ColumnPart one_real[] = {{"", "REAL"}};
constexpr ColumnPart one_blob[] = {{"", "BLOB"}};
constexpr ColumnPart money_parts[] = {{"", "INTEGER"}, {"_currency", "TEXT"}};
constexpr ColumnPart number_range_parts[] = {{"_low", "INTEGER"}, {"_high", "INTEGER"}, {"_approximate", "INTEGER"}};
constexpr ColumnPart money_range_parts[] = {{"_low", "INTEGER"}, {"_low_currency", "TEXT"}, {"_high", "INTEGER"}, {"_high_currency", "TEXT"}, {"_approximate", "INTEGER"}};
constexpr ColumnPart reference_parts[] = {{"", "BLOB"}, {"_text", "TEXT"}};

/// In the order of TypeKind; records have no columns of their own.
constexpr Codec codecs[] = {
    codec<Plain<std::string_view>>(one_text),     // text
    codec<Plain<bool>>(one_integer),              // boolean
    codec<Plain<std::int64_t>>(one_integer),      // integer
    codec<Plain<double>>(one_real),               // real
    codec<Plain<Date>>(one_text),                 // date
    codec<Plain<PartialDate>>(one_text),          // partial_date
    codec<Plain<Timestamp>>(one_integer),         // timestamp
    codec<MoneyCodec>(money_parts),               // money
    codec<NumberRangeCodec>(number_range_parts),  // number_range
    codec<MoneyRangeCodec>(money_range_parts),    // money_range
    codec<Plain<const EnumWord*>>(one_text),      // enumeration
    codec<Plain<Uuid>>(one_blob),                 // id
    codec<ReferenceCodec>(reference_parts),       // ref
    text_codec<JsonText>(),                       // list
    {},                                           // record
    text_codec<JsonText>(),                       // custom
};
static_assert(std::size(codecs) == static_cast<std::size_t>(TypeKind::custom) + 1, "one codec for each kind of type");

}  // namespace

const Codec& codec_of(const Type& type) { return codecs[static_cast<std::size_t>(type.kind)]; }

const Codec& text_codec_of(const Type& type) {
  static constexpr Codec exact = text_codec<ExactText>();
  static constexpr Codec json = text_codec<JsonText>();
  return type.get != nullptr && type.kind != TypeKind::ref ? exact : json;
}

std::string json_of(const Type& type, const void* member) {
  JsonWriter json(0);
  write_json(json, type, member, {});
  return json.take();
}

bool equal_members(const Type& type, const void* a, const void* b) {
  if (type.get != nullptr) return type.get(type, a) == type.get(type, b);
  const bool some = is_present(type, a);
  return some == is_present(type, b) && (!some || json_of(type, a) == json_of(type, b));
}

void unset_member(const Type& type, void* member) {
  switch (type.kind) {
    case TypeKind::list: return type.list->resize(member, 0);
    case TypeKind::custom: return static_cast<Custom*>(member)->values.clear();
    case TypeKind::record:
      for (const Field& field : type.record->fields) unset_member(*field.type, field.in(member));
      return;
    default: type.set(type, member, {});
  }
}

void copy_member(const Type& type, const void* from, void* to) {
  if (type.get != nullptr) return type.set(type, to, type.get(type, from));
  unset_member(type, to);
  const std::string text = json_of(type, from);
  JsonReader json(text);
  read_json(json, type, to);
}

}  // namespace guanxi::store::detail
