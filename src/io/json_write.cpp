#include <guanxi/core/error.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/io/json.hpp>

#include "json_format.hpp"

namespace guanxi::io {

namespace {

void write_record(const Catalogue& catalogue, const KindInfo& kind, const void* record, JsonWriter& json) {
  write_record_json(json, catalogue.fields(kind), record);
}

/// @param own  what to do with the one record of a kind that a dossier is about
void write_records(const Catalogue& catalogue, const Records& records, detail::OwnRecord own, JsonWriter& json) {
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

void write_head(std::string_view format, JsonWriter& json) {
  json.open('{');
  json.name(detail::format_name);
  json.text(format);
  json.name(detail::version_name);
  json.raw(std::to_string(detail::json_version));
}

JsonWriter begin(const JsonOptions& options) {
  constexpr int most = 16;
  if (options.indent < 0 || options.indent > most)
    throw ArgumentError("io.indent", "the indent of JSON lies in 0–16, found " + std::to_string(options.indent));
  return JsonWriter(options.indent);
}

}  // namespace

std::string to_json(const Catalogue& catalogue, const Dossier& dossier, const JsonOptions& options) {
  JsonWriter json = begin(options);
  write_head(detail::dossier_format, json);
  write_records(catalogue, dossier.records(), detail::OwnRecord::alone, json);
  json.close('}');
  return json.take();
}

std::string to_json(const Catalogue& catalogue, const Book& book, const JsonOptions& options) {
  JsonWriter json = begin(options);
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
  JsonWriter json = begin(options);
  write_record(catalogue, kind, record, json);
  return json.take();
}

}  // namespace guanxi::io
