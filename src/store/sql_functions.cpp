#include "sql_functions.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/taxonomy.hpp>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_reader.hpp"
#include "query_tag.hpp"
#include "vault.hpp"
#include "visibility.hpp"

namespace guanxi::store::detail {

namespace {

using Arguments = sqlite3_value**;

std::string_view text_of(sqlite3_value* value) {
  const void* bytes = sqlite3_value_text(value);
  return {static_cast<const char*>(bytes), bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

bool is_null(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }

void give_text(sqlite3_context* context, std::string_view text) { sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8); }

void give_id(sqlite3_context* context, const Uuid& id) {
  if (id) sqlite3_result_blob(context, id.bytes.data(), static_cast<int>(id.bytes.size()), SQLITE_TRANSIENT);
}

/// Gives a part of a value as columns hold it; nothing given is null.
struct GivePart {
  sqlite3_context* context;
  ValuePart part;

  void operator()(std::monostate) const {}
  void operator()(bool value) const { sqlite3_result_int(context, value ? 1 : 0); }
  void operator()(std::int64_t value) const { sqlite3_result_int64(context, value); }
  void operator()(double value) const { sqlite3_result_double(context, value); }
  void operator()(std::string_view value) const { give_text(context, value); }
  void operator()(const EnumWord* value) const { give_text(context, value->word); }
  void operator()(Date value) const { give_text(context, to_string(value)); }
  void operator()(const PartialDate& value) const { give_text(context, to_string(value)); }
  void operator()(Timestamp value) const { sqlite3_result_int64(context, value.microseconds); }
  void operator()(const Uuid& value) const { give_id(context, value); }
  void operator()(const RefValue& value) const {
    if (part == ValuePart::value) give_id(context, value.id);
    else if (!value.text.empty()) give_text(context, value.text);
  }
  void operator()(const Money& value) const {
    if (part == ValuePart::value) sqlite3_result_int64(context, value.minor);
    else give_text(context, value.currency.code());
  }
  void operator()(const NumberRange& value) const {
    if (const auto& bound = part == ValuePart::low ? value.low : value.high) sqlite3_result_int64(context, *bound);
  }
  void operator()(const MoneyRange& value) const {
    const auto& bound = part == ValuePart::low || part == ValuePart::low_currency ? value.low : value.high;
    const bool amount = part == ValuePart::low || part == ValuePart::high;
    if (bound) GivePart{context, amount ? ValuePart::value : ValuePart::currency}(*bound);
  }
};

void give(sqlite3_context* context, const Value& value, ValuePart part) { std::visit(GivePart{context, part}, value); }

/// A type of the kind, for kinds that have exact text and need no table of words.
const Type* type_of_kind(TypeKind kind) {
  switch (kind) {
    case TypeKind::text: return &type_of<std::string>();
    case TypeKind::boolean: return &type_of<std::optional<bool>>();
    case TypeKind::integer: return &type_of<std::optional<std::int64_t>>();
    case TypeKind::real: return &type_of<std::optional<double>>();
    case TypeKind::date: return &type_of<std::optional<Date>>();
    case TypeKind::partial_date: return &type_of<std::optional<PartialDate>>();
    case TypeKind::timestamp: return &type_of<std::optional<Timestamp>>();
    case TypeKind::money: return &type_of<std::optional<Money>>();
    case TypeKind::number_range: return &type_of<std::optional<NumberRange>>();
    case TypeKind::money_range: return &type_of<std::optional<MoneyRange>>();
    default: return nullptr;
  }
}

/// The value that an exact text stands for; borrows the text.
Value exact_value_of(TypeKind kind, std::string_view text) {
  if (kind == TypeKind::enumeration) return text;
  if (kind == TypeKind::id) {
    const auto id = parse_uuid(text);
    return id ? Value(*id) : Value();
  }
  const Type* type = type_of_kind(kind);
  return type != nullptr ? read_exact(*type, text).value : Value();
}

struct HeldRef {
  Uuid id{};
  std::string text{};
};

HeldRef read_ref(JsonReader& json) {
  HeldRef held;
  if (json.is_next('"')) {
    held.text = json.text();
    return held;
  }
  json.object([&](const std::string& part) {
    if (part == "id") held.id = parse_uuid(json.text()).value_or(Uuid{});
    else held.text = json.text();
  });
  return held;
}

std::string leaf_text(JsonReader& json) { return json.is_next('"') ? json.text() : std::string(json.word()); }

/// A run-time field as it is written: what it is and its exact text.
struct HeldCustom {
  TypeKind kind{};
  std::string text{};
};

HeldCustom read_held(JsonReader& json) {
  HeldCustom held{.kind = TypeKind::text};
  if (json.is_next('{')) {
    json.object([&](const std::string& word) {
      const Type* type = custom_type_named(word);
      held = {.kind = type != nullptr ? type->kind : TypeKind::record, .text = leaf_text(json)};
    });
    return held;
  }
  const bool truth = json.is_next('t') || json.is_next('f');
  const bool text = json.is_next('"');
  held.text = leaf_text(json);
  if (!text) held.kind = truth ? TypeKind::boolean : held.text.find_first_of(".eE") == std::string::npos ? TypeKind::integer : TypeKind::real;
  return held;
}

std::optional<HeldCustom> find_custom(std::string_view json, std::string_view name) {
  std::optional<HeldCustom> found;
  JsonReader reader(json);
  reader.object([&](const std::string& known) {
    if (known == name) found = read_held(reader);
    else (void)reader.raw();
  });
  return found;
}

/// Whether a held value answers for a field of a type: any number for a number, a text for a word, a day for a date with parts.
bool answers(TypeKind held, TypeKind wanted) {
  const auto is_number = [](TypeKind kind) { return kind == TypeKind::integer || kind == TypeKind::real; };
  return held == wanted || (is_number(held) && is_number(wanted)) || (held == TypeKind::text && wanted == TypeKind::enumeration) || (held == TypeKind::date && wanted == TypeKind::partial_date);
}

void fold_function(sqlite3_context* context, Arguments given) {
  if (!is_null(given[0])) give_text(context, text::fold(text_of(given[0])));
}

void exact_function(sqlite3_context* context, Arguments given) {
  if (!is_null(given[0])) give(context, exact_value_of(static_cast<TypeKind>(sqlite3_value_int(given[1])), text_of(given[0])), static_cast<ValuePart>(sqlite3_value_int(given[2])));
}

void json_function(sqlite3_context* context, Arguments given) {
  if (is_null(given[0])) return;
  const auto kind = static_cast<TypeKind>(sqlite3_value_int(given[1]));
  const auto part = static_cast<ValuePart>(sqlite3_value_int(given[2]));
  JsonReader json(text_of(given[0]));
  if (json.is_next('n')) return;
  if (kind == TypeKind::ref) {
    const HeldRef held = read_ref(json);
    return give(context, RefValue{held.id, held.text}, part);
  }
  const std::string text = leaf_text(json);
  give(context, exact_value_of(kind, text), part);
}

void custom_function(sqlite3_context* context, Arguments given) {
  if (is_null(given[0])) return;
  const auto held = find_custom(text_of(given[0]), text_of(given[1]));
  const int kind = sqlite3_value_int(given[2]);
  if (kind < 0) return sqlite3_result_int(context, held ? 1 : 0);
  if (!held || !answers(held->kind, static_cast<TypeKind>(kind))) return;
  const Value value = held->kind == TypeKind::text ? Value(std::string_view(held->text)) : exact_value_of(held->kind, held->text);
  give(context, value, static_cast<ValuePart>(sqlite3_value_int(given[3])));
}

void tag_function(sqlite3_context* context, Arguments given) {
  if (is_null(given[0])) return;
  const TagPattern pattern(text_of(given[1]), is_null(given[2]) ? std::nullopt : std::optional(text_of(given[2])));
  sqlite3_result_int(context, pattern.fits(text_of(given[0])) ? 1 : 0);
}

void hides_function(sqlite3_context* context, Arguments given) {
  std::vector<std::string> names;
  for (const std::string_view name : text::split(text_of(given[0]), {"\x1f"})) names.emplace_back(name);
  sqlite3_result_int(context, is_hidden(names, text_of(given[1])) ? 1 : 0);
}

Uuid id_of(sqlite3_value* value) {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_value_blob(value));
  Uuid id;
  if (static_cast<std::size_t>(sqlite3_value_bytes(value)) == id.bytes.size()) std::copy_n(bytes, id.bytes.size(), id.bytes.begin());
  return id;
}

void unseal_function(sqlite3_context* context, Arguments given) {
  if (is_null(given[0])) return;
  const Vault& vault = *static_cast<const Vault*>(sqlite3_user_data(context));
  give_text(context, vault.open(text_of(given[0]), {.table = text_of(given[1]), .record = id_of(given[2]), .name = text_of(given[3])}));
}

/// No exception may leave a function that SQLite calls.
template <void (*Function)(sqlite3_context*, Arguments)>
void called(sqlite3_context* context, int, Arguments given) {
  try {
    Function(context, given);
  } catch (const FileError& damage) {
    sqlite3_result_error(context, damage.what(), -1);
    sqlite3_result_error_code(context, SQLITE_CORRUPT);
  } catch (const std::exception& problem) {
    sqlite3_result_error(context, problem.what(), -1);
  }
}

struct OwnFunction {
  const char* name;
  int arguments;
  void (*call)(sqlite3_context*, int, sqlite3_value**);
};

constexpr OwnFunction own_functions[] = {
    {"guanxi_fold", 1, called<fold_function>}, {"guanxi_exact", 3, called<exact_function>}, {"guanxi_json", 3, called<json_function>},
    {"guanxi_custom", 4, called<custom_function>}, {"guanxi_tag", 3, called<tag_function>}, {"guanxi_hides", 2, called<hides_function>},
};

void add_function(sqlite3* connection, const OwnFunction& own, void* data) {
  if (const int result = sqlite3_create_function_v2(connection, own.name, own.arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, data, own.call, nullptr, nullptr, nullptr); result != SQLITE_OK)
    throw SQLite::Exception(connection, result);
}

}  // namespace

void add_functions(sqlite3* connection) {
  for (const OwnFunction& own : own_functions) add_function(connection, own, nullptr);
}

void add_unsealing(sqlite3* connection, const Vault& vault) {
  add_function(connection, {"guanxi_unseal", 4, called<unseal_function>}, const_cast<Vault*>(&vault));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
}

}  // namespace guanxi::store::detail
