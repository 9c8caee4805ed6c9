#include "schema.hpp"

#include <guanxi/access/audit.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/model/field_set.hpp>

#include <map>
#include <set>

namespace guanxi::store::detail {

namespace {

/// The store's own tables. The tenant leads every key; nothing here is beyond plain SQL but STRICT, BLOB and the search index.
// NOLINTBEGIN(bugprone-suspicious-missing-comma): statements of several lines
constexpr std::string_view own_tables[] = {
    "CREATE TABLE IF NOT EXISTS info_record (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS field_record (kind TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, label_zh TEXT NOT NULL, "
    "label_en TEXT NOT NULL, privacy TEXT NOT NULL, PRIMARY KEY (kind, path)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS chain_record (tenant INTEGER NOT NULL PRIMARY KEY, sequence INTEGER NOT NULL, digest BLOB NOT NULL, "
    "written_at INTEGER NOT NULL, access_sequence INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS change_record (tenant INTEGER NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, "
    "record_id BLOB NOT NULL, version INTEGER NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, by_id BLOB, by_name TEXT NOT NULL, "
    "reason TEXT NOT NULL, delta TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (tenant, sequence)) STRICT, WITHOUT ROWID",
    "CREATE UNIQUE INDEX IF NOT EXISTS change_by_record ON change_record (tenant, record_id, version)",
    "CREATE TABLE IF NOT EXISTS change_link (tenant INTEGER NOT NULL, parent_id BLOB NOT NULL, sequence INTEGER NOT NULL, "
    "PRIMARY KEY (tenant, parent_id, sequence)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS parent_link (tenant INTEGER NOT NULL, record_id BLOB NOT NULL, parent_id BLOB NOT NULL, "
    "PRIMARY KEY (tenant, record_id, parent_id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS search_record (number INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, record_id BLOB NOT NULL, kind TEXT NOT NULL, "
    "UNIQUE (tenant, record_id)) STRICT",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5 (open, personal, sensitive, content = '', columnsize = 0, tokenize = 'ascii')",
    "CREATE INDEX IF NOT EXISTS parent_link_by_parent ON parent_link (tenant, parent_id, record_id)",
};
// NOLINTEND(bugprone-suspicious-missing-comma)

constexpr std::string_view type_words[] = {"text", "boolean", "integer", "real", "date", "partial_date", "timestamp", "money", "number_range", "money_range", "enumeration", "id", "ref", "list", "record", "custom"};
static_assert(std::size(type_words) == static_cast<std::size_t>(TypeKind::custom) + 1, "one word for each kind of type");

std::string_view type_word(const Slot& slot) { return type_words[static_cast<std::size_t>(slot.type->kind)]; }

/// What the file has: columns with their types by table, and the lines of its catalogue of fields.
struct Existing {
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> columns{};
  std::set<std::string, std::less<>> lines{};
  std::map<std::pair<std::string, std::string>, bool> guarded{};  ///< by kind and path: not open
};

constexpr char between = '\x1f';

Existing look_at(Connection& connection) {
  Existing found;
  Cursor column = connection.prepare("SELECT s.name, c.name, c.type FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type = 'table'");
  while (column.step()) found.columns[std::string(column.text(0))].emplace(column.text(1), column.text(2));
  if (!found.columns.contains("field_record")) return found;
  Cursor line = connection.prepare("SELECT kind, path, type, label_zh, label_en, privacy FROM field_record");
  while (line.step()) {
    std::string text;
    for (int i = 0; i < 6; ++i) (text += line.text(i)) += between;
    found.guarded.emplace(std::pair(line.text(0), line.text(1)), line.text(5) != word_of(Privacy::open).word);
    found.lines.insert(std::move(text));
  }
  return found;
}

std::string definition(const Table& table, const TableColumn& column) {
  return column.name + " " + std::string(column.sql_type) + (column.name == table.key_column() ? " NOT NULL" : "");
}

/// Parents that have a column of their own and a table to point to.
std::string foreign_keys(const Tables& tables, const Table& table) {
  std::string keys;
  for (const ParentLine& parent : table.parents())
    if (const Table* target = tables.tagged(parent.target); target != nullptr && parent.inside == nullptr)
      keys += ", FOREIGN KEY (tenant, " + parent.slot->column + ") REFERENCES " + target->name() + " (tenant, " + target->key_column() + ")";
  return keys;
}

void create_table(Connection& connection, const Tables& tables, const Table& table) {
  std::string columns;
  for (const TableColumn& column : table.columns()) columns += ", " + definition(table, column);
  connection.execute("CREATE TABLE " + table.name() + " (tenant INTEGER NOT NULL" + columns + ", PRIMARY KEY (tenant, " + table.key_column() + ")" +
                     foreign_keys(tables, table) + ") STRICT");
}

/// An index that leads through the rows of one column's value in the order of the others, then of the key.
void create_index(Connection& connection, const Table& table, const std::vector<std::string>& columns) {
  std::string name(table.kind().name);
  std::string list = "tenant";
  for (const std::string& column : columns) {
    name += (&column == &columns.front() ? "_by_" : "_and_") + column;
    list += ", " + column;
  }
  connection.execute("CREATE INDEX IF NOT EXISTS " + name + " ON " + table.name() + " (" + list + ", " + table.key_column() + ")");
}

void create_indexes(Connection& connection, const Table& table) {
  std::set<std::string> wanted;
  for (const ParentLine& parent : table.parents())
    if (parent.inside == nullptr) wanted.insert(parent.slot->column);
  for (const Slot& slot : table.slots())
    if (slot.chain.size() == 1 && slot.privacy == Privacy::open && has(slot.top().notes.part, Part::owner | Part::team | Part::title | Part::alias | Part::event))
      wanted.insert(table.columns()[static_cast<std::size_t>(slot.first)].name);
  for (const std::string& column : wanted) create_index(connection, table, {column});
  if (table.owner() != nullptr && table.ordered_title() != nullptr) create_index(connection, table, {table.owner()->column, table.ordered_title()->column});
}

/// Columns of the dictionary that a table lacks.
/// @throws FileError  `store.field_changed`
std::vector<TableColumn> missing_columns(const Existing& existing, const Table& table) {
  const auto known = existing.columns.find(table.name());
  if (known == existing.columns.end()) return table.columns();
  std::vector<TableColumn> missing;
  for (const TableColumn& column : table.columns()) {
    const auto found = known->second.find(column.name);
    if (found == known->second.end()) missing.push_back(column);
    else if (found->second != column.sql_type)
      throw FileError("store.field_changed", "column " + column.name + " of " + table.name() + " holds " + found->second + ", the dictionary now says " + std::string(column.sql_type) + "; a field that changes its type needs a migration or a new name");
  }
  return missing;
}

/// What the catalogue in the file says of a member.
std::vector<std::string_view> catalogue_line(const Table& table, const Slot& slot) {
  return {table.kind().name, slot.path, type_word(slot), slot.top().label.zh, slot.top().label.en, word_of(slot.privacy).word};
}

bool is_catalogued(const Existing& existing, const Table& table, const Slot& slot) {
  std::string text;
  for (const std::string_view part : catalogue_line(table, slot)) (text += part) += between;
  return existing.lines.contains(text);
}

/// What lies in the columns of a sealed store was written as open or as guarded, and stays so.
/// @throws FileError  `store.field_changed`
void demand_same_guard(const Existing& existing, const Table& table, const Slot& slot) {
  const auto known = existing.guarded.find({std::string(table.kind().name), slot.path});
  if (table.vault() == nullptr || known == existing.guarded.end() || known->second == (slot.privacy != Privacy::open)) return;
  throw FileError("store.field_changed", "the field " + slot.path + " of " + table.name() + " was " + (known->second ? "guarded" : "open") + " when this sealed store was written and the dictionary now says otherwise; give the field a new name, or import into a new store");
}

void catalogue(Connection& connection, const Table& table, const Slot& slot) {
  Cursor row = connection.prepare("INSERT OR REPLACE INTO field_record (kind, path, type, label_zh, label_en, privacy) VALUES (?, ?, ?, ?, ?, ?)");
  for (const std::string_view part : catalogue_line(table, slot)) row.add(part);
  row.run();
}

void complete(Connection& connection, const Existing& existing, const Tables& tables, const Table& table) {
  if (!existing.columns.contains(table.name())) create_table(connection, tables, table);
  else
    for (const TableColumn& column : missing_columns(existing, table)) connection.execute("ALTER TABLE " + table.name() + " ADD COLUMN " + definition(table, column));
  create_indexes(connection, table);
  for (const Slot& slot : table.slots()) {
    if (is_catalogued(existing, table, slot)) continue;
    demand_same_guard(existing, table, slot);
    catalogue(connection, table, slot);
  }
}

/// Changes with every column and every line of the catalogue that the program's dictionary has.
std::string fingerprint(const Tables& tables) {
  access::AuditEntry text;
  for (const auto& table : tables.all()) {
    for (const TableColumn& column : table->columns()) ((text.delta += column.name) += between) += column.sql_type;
    for (const Slot& slot : table->slots())
      for (const std::string_view part : catalogue_line(*table, slot)) (text.delta += part) += between;
  }
  std::string signs;
  for (const std::uint8_t byte : access::Chain().next(access::first_digest(), text)) (signs += static_cast<char>('a' + (byte >> 4U))) += static_cast<char>('a' + (byte & 15U));
  return signs;
}

/// The fingerprint together with SQLite's own count of changes to the schema, whoever makes them.
std::string known_state(Connection& connection, const Tables& tables) { return fingerprint(tables) + std::to_string(connection.integer("PRAGMA schema_version")); }

}  // namespace

Found look(Connection& connection, const std::string& path) {
  const std::int64_t mark = connection.integer("PRAGMA application_id");
  const std::int64_t number = connection.integer("PRAGMA user_version");
  if (mark == 0 && number == 0 && connection.integer("SELECT count(*) FROM sqlite_schema") == 0) return Found::nothing;
  if (mark != application_mark) throw FileError("store.wrong_file", path + " is a database of another program; choose another file");
  if (number > schema_number)
    throw FileError("store.newer_schema", path + " was written by a newer guanxi (schema " + std::to_string(number) + ", this one knows " + std::to_string(schema_number) + "); update guanxi");
  return Found::store;
}

void complete_schema(Connection& connection, const Tables& tables) {
  for (const std::string_view sql : own_tables) connection.execute(std::string(sql));
  const Existing existing = look_at(connection);
  for (const auto& table : tables.all()) complete(connection, existing, tables, *table);
  connection.execute("PRAGMA application_id = " + std::to_string(application_mark));
  connection.execute("PRAGMA user_version = " + std::to_string(schema_number));
  connection.prepare("INSERT OR REPLACE INTO info_record (name, value) VALUES ('dictionary', ?)").add(known_state(connection, tables)).run();
}

bool is_complete(Connection& connection, const Tables& tables) {
  if (connection.integer("PRAGMA user_version") != schema_number) return false;
  Cursor row = connection.prepare("SELECT value FROM info_record WHERE name = 'dictionary'");
  return row.step() && row.text(0) == known_state(connection, tables);
}

}  // namespace guanxi::store::detail
