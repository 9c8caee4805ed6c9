#include "run_time_fields.hpp"

#include <guanxi/model/field_set.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "codec.hpp"
#include "json_reader.hpp"

namespace guanxi::store::detail {

namespace {

using Definitions = std::vector<FieldDefinition>;

std::string row_of(const KindInfo& kind) { return "fields/" + std::string(kind.name); }

Definitions read_definitions(Connection& file, const KindInfo& kind) {
  Definitions definitions;
  Cursor row = file.prepare("SELECT value FROM info_record WHERE name = ?");
  row.add(row_of(kind));
  if (!row.step()) return definitions;
  JsonReader json(row.text(0));
  read_json(json, type_of<Definitions>(), &definitions);
  return definitions;
}

void write_definitions(Connection& file, const KindInfo& kind, const Definitions& definitions) {
  file.prepare("INSERT OR REPLACE INTO info_record (name, value) VALUES (?, ?)").add(row_of(kind)).add(json_of(type_of<Definitions>(), &definitions)).run();
}

bool knows(const Catalogue& catalogue, const KindInfo& kind, std::string_view name) { return std::ranges::find(catalogue.fields(kind), name, &Field::name) != catalogue.fields(kind).end(); }

}  // namespace

void share_run_time_fields(Connection& writer, Catalogue& catalogue) {
  for (const KindInfo* kind : catalogue.kinds()) {
    const Definitions stored = read_definitions(writer, *kind);
    for (const FieldDefinition& definition : stored)
      if (!knows(catalogue, *kind, definition.name)) FieldSet{.kind = std::string(kind->name), .fields = {definition}}.add_to(catalogue);
    const Definitions known = run_time_fields(catalogue, *kind);
    if (!std::ranges::is_permutation(known, stored)) write_definitions(writer, *kind, known);
  }
}

}  // namespace guanxi::store::detail
