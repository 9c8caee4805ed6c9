#include <guanxi/core/error.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/io/json.hpp>

#include <cmath>

#include "exact_words.hpp"
#include "json_format.hpp"
#include "json_text.hpp"

namespace guanxi::io {

namespace {

using detail::JsonText;

/// True if anything in a member is set, or it is a list with elements.
bool is_present(const Type& type, const void* member) {
  switch (type.kind) {
    case TypeKind::list: return type.list->size(member) != 0;
    case TypeKind::custom: return *static_cast<const Custom*>(member) != Custom{};
    case TypeKind::record:
      for (const Field& field : type.record->fields)
        if (is_present(*field.type, field.in(member))) return true;
      return false;
    default: return is_set(type.get(type, member));
  }
}

/// Writes members of records as JSON values.
class RecordWriter {
 public:
  RecordWriter(std::span<const Field> fields, JsonText& json) : fields_(fields), json_(&json) {}

  void record(std::span<const Field> fields, const void* record) {
    json_->open('{');
    for (const Field& field : fields) {
      if (field.run_time || !is_present(*field.type, field.in(record))) continue;
      json_->name(field.name);
      member(*field.type, field.in(record));
    }
    json_->close('}');
  }

 private:
  void member(const Type& type, const void* member) {
    switch (type.kind) {
      case TypeKind::list: return list(type, member);
      case TypeKind::record: return record(type.record->fields, member);
      case TypeKind::custom: return custom(*static_cast<const Custom*>(member));
      default: return value(type.get(type, member));
    }
  }

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
      custom_value(detail::declared_field(fields_, name), held);
    }
    json_->close('}');
  }

  /// Without a declared type, JSON itself tells text, truth values and numbers apart.
  void custom_value(const Field* declared, const CustomValue& held) {
    const Type& spoken = detail::spoken_type(declared);
    const Type& own = *detail::type_named(detail::word_of(held));
    const bool native = own.kind == TypeKind::boolean || own.kind == TypeKind::integer || is_finite_real(held);
    if (declared != nullptr ? detail::is_plain(spoken, held) : native || own.kind == TypeKind::text) return value(own.get(own, &held));
    json_->open('{', true);
    json_->name(detail::word_of(held));
    value(own.get(own, &held));
    json_->close('}');
  }

  static bool is_finite_real(const CustomValue& held) {
    const double* real = std::get_if<double>(&held);
    return real != nullptr && std::isfinite(*real);
  }

  void value(const Value& value) {
    if (!is_set(value)) return json_->raw("null");
    if (const auto* reference = std::get_if<RefValue>(&value)) return this->reference(*reference);
    const std::string text = write_exact(value);
    if (const double* real = std::get_if<double>(&value); real != nullptr && std::isfinite(*real))
      return json_->raw(text.find_first_of(".e") == std::string::npos ? text + ".0" : text);
    if (std::holds_alternative<bool>(value) || std::holds_alternative<std::int64_t>(value)) return json_->raw(text);
    json_->text(text);
  }

  /// A name that reads like an identifier says that it is a name.
  void reference(const RefValue& value) {
    if (!value.id && !parse_uuid(value.text)) return json_->text(value.text);
    json_->open('{', true);
    if (value.id) {
      json_->name("id");
      json_->text(to_string(value.id));
    }
    if (!value.text.empty()) {
      json_->name("text");
      json_->text(value.text);
    }
    json_->close('}');
  }

  std::span<const Field> fields_;
  JsonText* json_;
};

void write_record(const Catalogue& catalogue, const KindInfo& kind, const void* record, JsonText& json) {
  RecordWriter(catalogue.fields(kind), json).record(catalogue.fields(kind), record);
}

/// @param own  what to do with the one record of a kind that a dossier is about
void write_records(const Catalogue& catalogue, const Records& records, detail::OwnRecord own, JsonText& json) {
  for (const KindInfo* kind : catalogue.kinds()) {
    const std::size_t size = records.size(*kind);
    if (own == detail::OwnRecord::alone && kind->scope == Scope::own && size == 1) {
      json.name(kind->name);
      write_record(catalogue, *kind, records.at(*kind, 0), json);
    } else if (size != 0) {
      json.name(kind->plural);
      json.open('[');
      for (std::size_t i = 0; i < size; ++i) write_record(catalogue, *kind, records.at(*kind, i), json);
      json.close(']');
    }
  }
}

void write_head(std::string_view format, JsonText& json) {
  json.open('{');
  json.name(detail::format_name);
  json.text(format);
  json.name(detail::version_name);
  json.raw(std::to_string(detail::json_version));
}

JsonText begin(const JsonOptions& options) {
  constexpr int most = 16;
  if (options.indent < 0 || options.indent > most)
    throw ArgumentError("io.indent", "the indent of JSON lies in 0–16, found " + std::to_string(options.indent));
  return JsonText(options.indent);
}

}  // namespace

std::string to_json(const Catalogue& catalogue, const Dossier& dossier, const JsonOptions& options) {
  JsonText json = begin(options);
  write_head(detail::dossier_format, json);
  write_records(catalogue, dossier.records(), detail::OwnRecord::alone, json);
  json.close('}');
  return json.take();
}

std::string to_json(const Catalogue& catalogue, const Book& book, const JsonOptions& options) {
  JsonText json = begin(options);
  write_head(detail::book_format, json);
  json.name(detail::dossiers_name);
  json.open('[');
  for (const Dossier& dossier : book.dossiers) {
    json.open('{');
    write_records(catalogue, dossier.records(), detail::OwnRecord::alone, json);
    json.close('}');
  }
  json.close(']');
  json.name(detail::shared_name);
  json.open('{');
  write_records(catalogue, book.shared, detail::OwnRecord::listed, json);
  json.close('}');
  json.close('}');
  return json.take();
}

std::string record_to_json(const Catalogue& catalogue, const KindInfo& kind, const void* record, const JsonOptions& options) {
  JsonText json = begin(options);
  write_record(catalogue, kind, record, json);
  return json.take();
}

}  // namespace guanxi::io
