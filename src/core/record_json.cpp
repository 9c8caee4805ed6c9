#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/record_json.hpp>

#include <algorithm>
#include <cmath>

#include "exact_text.hpp"

namespace guanxi {

namespace {

/// Writes members of one record as JSON values.
class MemberWriter {
 public:
  MemberWriter(JsonWriter& json, std::span<const Field> fields) : json_(&json), fields_(fields) {}

  void record(std::span<const Field> fields, const void* record) {
    json_->open('{');
    for (const Field& field : fields) {
      if (field.run_time || !is_present(*field.type, field.in(record))) continue;
      json_->name(field.name);
      member(*field.type, field.in(record));
    }
    json_->close('}');
  }

  void member(const Type& type, const void* member) {
    switch (type.kind) {
      case TypeKind::list: return list(type, member);
      case TypeKind::record: return record(type.record->fields, member);
      case TypeKind::custom: return custom(*static_cast<const Custom*>(member));
      default: return value(type.get(type, member));
    }
  }

 private:
  void list(const Type& type, const void* list) {
    const Type& element = *type.element;
    const bool leaves = element.kind != TypeKind::list && element.kind != TypeKind::record;
    json_->open('[', leaves);
    for (std::size_t i = 0; i < type.list->size(list); ++i)
      member(element, type.list->at(const_cast<void*>(list), i));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    json_->close(']');
  }

  void custom(const Custom& custom) {
    json_->open('{');
    for (const auto& [name, held] : custom.values) {
      if (held.index() == 0) continue;
      json_->name(name);
      custom_value(run_time_field(fields_, name), held);
    }
    json_->close('}');
  }

  /// Without a declared type, JSON itself tells text, truth values and numbers apart.
  void custom_value(const Field* declared, const CustomValue& held) {
    const Type& own = *custom_type_named(custom_word(held));
    const Value value = own.get(own, &held);
    const bool plain = declared != nullptr ? is_plain_custom(plain_custom_type(declared), held) : own.kind == TypeKind::text || is_native(value);
    if (plain) return this->value(value);
    json_->open('{', true);
    json_->name(custom_word(held));
    this->value(value);
    json_->close('}');
  }

  static bool is_finite_real(const Value& value) {
    const double* real = std::get_if<double>(&value);
    return real != nullptr && std::isfinite(*real);
  }

  /// True for what JSON writes without quotes.
  static bool is_native(const Value& value) {
    return std::holds_alternative<bool>(value) || std::holds_alternative<std::int64_t>(value) || is_finite_real(value);
  }

  void value(const Value& value) {
    if (!is_set(value)) return json_->raw("null");
    if (const auto* reference = std::get_if<RefValue>(&value)) return this->reference(*reference);
    detail::LeafText room;
    const std::string_view text = detail::exact_text(value, room);
    if (!is_native(value)) return json_->text(text);
    const bool whole_real = is_finite_real(value) && text.find_first_of(".e") == std::string_view::npos;
    json_->raw(whole_real ? room.add(".0").view() : text);
  }

  /// A name that reads like an identifier says that it is a name.
  void reference(const RefValue& value) {
    if (!value.id && !parse_uuid(value.text)) return json_->text(value.text);
    json_->open('{', true);
    if (value.id) {
      json_->name("id");
      this->value(value.id);
    }
    if (!value.text.empty()) {
      json_->name("text");
      json_->text(value.text);
    }
    json_->close('}');
  }

  JsonWriter* json_;
  std::span<const Field> fields_;
};

}  // namespace

bool is_present(const Type& type, const void* member) {
  const auto field_present = [member](const Field& field) { return is_present(*field.type, field.in(member)); };
  const auto holds_something = [](const auto& entry) { return entry.second.index() != 0; };
  switch (type.kind) {
    case TypeKind::list: return type.list->size(member) != 0;
    case TypeKind::custom: return std::ranges::any_of(static_cast<const Custom*>(member)->values, holds_something);
    case TypeKind::record: return std::ranges::any_of(type.record->fields, field_present);
    default: return is_set(type.get(type, member));
  }
}

void write_json(JsonWriter& json, const Type& type, const void* member, std::span<const Field> fields) {
  MemberWriter(json, fields).member(type, member);
}

void write_record_json(JsonWriter& json, std::span<const Field> fields, const void* record) {
  MemberWriter(json, fields).record(fields, record);
}

}  // namespace guanxi
