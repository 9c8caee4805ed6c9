#include "search_index.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/model/field_set.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>

#include "any_record.hpp"
#include "read_records.hpp"
#include "search_text.hpp"

namespace guanxi::store::detail {

namespace {

constexpr std::array<std::string_view, 3> columns{"open", "personal", "sensitive"};

/// Position of a class among the columns, in the order of `Privacy`.
std::size_t column_of(Privacy privacy) { return static_cast<std::size_t>(privacy); }

void add_text(std::string& tokens, std::string_view text) {
  const std::string more = tokens_of(text);
  if (!more.empty()) tokens += (tokens.empty() ? "" : " ") + more;
}

/// Texts and names inside a member.
void add_member(std::string& tokens, const Type& type, const void* member) {
  switch (type.kind) {
    case TypeKind::list:
      for (std::size_t i = 0; i < type.list->size(member); ++i)
        add_member(tokens, *type.element, type.list->at(const_cast<void*>(member), i));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
      return;
    case TypeKind::record:
      for (const Field& field : type.record->fields) add_member(tokens, *field.type, field.in(member));
      return;
    case TypeKind::text: return add_text(tokens, *static_cast<const std::string*>(member));
    case TypeKind::ref:
      if (const Value value = type.get(type, member); const auto* reference = std::get_if<RefValue>(&value)) add_text(tokens, reference->text);
      return;
    default: return;
  }
}

bool is_indexed(const Slot& slot) { return !has(slot.top().notes.part, Part::upkeep) || slot.type->kind == TypeKind::custom; }

/// How private the fields and run-time fields of a kind are: those that are not open, by path.
using Classes = std::map<std::string, Privacy, std::less<>>;

Privacy class_of(const Classes& classes, const std::string& path) {
  const auto found = classes.find(path);
  return found == classes.end() ? Privacy::open : found->second;
}

Privacy run_time_class(std::span<const Field> fields, const std::string& name) {
  const auto declared = std::ranges::find_if(fields, [&](const Field& field) { return field.run_time && field.name == name; });
  return declared != fields.end() ? declared->notes.privacy : Privacy::open;
}

/// Tokens of all texts and names in a record; what the store keeps itself is left out. Those of guarded texts are blind in a sealed
/// store.
/// @param slot_class    how private a member is
/// @param custom_class  how private the run-time field of a member with a name is
template <class SlotClass, class CustomClass>
Tokens tokens_of(const Table& table, const void* record, const SlotClass& slot_class, const CustomClass& custom_class) {
  Tokens tokens;
  for (const Slot& slot : table.slots()) {
    if (!is_indexed(slot)) continue;
    if (slot.type->kind != TypeKind::custom) {
      add_member(tokens[column_of(slot_class(slot))], *slot.type, slot.in(record));
      continue;
    }
    for (const auto& [name, value] : static_cast<const Custom*>(slot.in(record))->values)
      if (const auto* text = std::get_if<std::string>(&value)) add_text(tokens[column_of(custom_class(slot, name))], *text);
  }
  if (table.vault() != nullptr)
    for (const Privacy privacy : {Privacy::personal, Privacy::sensitive}) tokens[column_of(privacy)] = table.vault()->blind(tokens[column_of(privacy)]);
  return tokens;
}

/// As private as the dictionary says.
Tokens tokens_of(const Table& table, const void* record, std::span<const Field> fields) {
  return tokens_of(table, record, [](const Slot& slot) { return slot.privacy; }, [&](const Slot&, const std::string& name) { return run_time_class(fields, name); });
}

/// As private as the fields were.
Tokens tokens_of(const Table& table, const void* record, const Classes& classes) {
  return tokens_of(table, record, [&](const Slot& slot) { return class_of(classes, slot.path); }, [&](const Slot& slot, const std::string& name) { return class_of(classes, bracketed(slot.path, name)); });
}

Classes classes_of(const Table& table, std::span<const Field> fields) {
  Classes classes;
  for (const Slot& slot : table.slots()) {
    if (slot.privacy != Privacy::open) classes.emplace(slot.path, slot.privacy);
    if (slot.type->kind != TypeKind::custom) continue;
    for (const Field& field : fields)
      if (field.run_time && field.notes.privacy != Privacy::open) classes.emplace(bracketed(slot.path, field.name), field.notes.privacy);
  }
  return classes;
}

constexpr char end_of_class = '\n';
constexpr char before_word = '\t';

std::string written(const Classes& classes) {
  std::string text;
  for (const auto& [path, privacy] : classes) (((text += path) += before_word) += word_of(privacy).word) += end_of_class;
  return text;
}

Classes read_classes(std::string_view text) {
  Classes classes;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find(end_of_class));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t at = line.rfind(before_word);
    if (at == std::string_view::npos) continue;
    for (const Privacy privacy : {Privacy::personal, Privacy::sensitive})
      if (line.substr(at + 1) == word_of(privacy).word) classes.emplace(line.substr(0, at), privacy);
  }
  return classes;
}

std::string classes_row(const State& state, const Table& table) { return "classes/" + std::to_string(state.options.tenant) + "/" + std::string(table.kind().name); }

/// The classes with which the records of a kind were indexed; nothing if there were none yet.
std::optional<Classes> indexed_classes(Connection& file, const State& state, const Table& table) {
  Cursor row = file.prepare("SELECT value FROM info_record WHERE name = ?");
  row.add(classes_row(state, table));
  return row.step() ? std::optional(read_classes(row.text(0))) : std::nullopt;
}

void move_tokens(Connection& writer, const State& state, const Table& table, const Uuid& id, const Tokens& old, const Tokens& now) {
  if (old == now) return;
  Cursor row = writer.prepare("SELECT number FROM search_record WHERE tenant = ? AND record_id = ?");
  row.add(state.options.tenant).add(id);
  if (!row.step()) throw FileError("store.corrupt", "the search index lacks a record of " + table.name() + "; restore a backup");
  const std::int64_t number = row.integer(0);
  writer.prepare("INSERT INTO search_index (search_index, rowid, open, personal, sensitive) VALUES ('delete', ?, ?, ?, ?)").add(number).add(old[0]).add(old[1]).add(old[2]).run();
  writer.prepare("INSERT INTO search_index (rowid, open, personal, sensitive) VALUES (?, ?, ?, ?)").add(number).add(now[0]).add(now[1]).add(now[2]).run();
}

void reclassify(Connection& writer, const State& state, const Table& table, const Classes& before, const Classes& now) {
  Cursor row = writer.prepare("SELECT " + table.column_list() + " FROM " + table.name() + " r WHERE r.tenant = ?");
  row.add(state.options.tenant);
  while (row.step()) {
    AnyRecord record(table.kind());
    table.read(row, record.get());
    move_tokens(writer, state, table, table.id(record.get()), tokens_of(table, record.get(), before), tokens_of(table, record.get(), now));
  }
}

/// The columns that a sight reaches, less those left out.
std::string seen_columns(const Sight& sight, std::span<const Privacy> classes) {
  std::string names;
  for (const Privacy privacy : classes)
    if (sight.sees(privacy)) names += (names.empty() ? "" : " ") + std::string(columns[column_of(privacy)]);
  return names;
}

/// What is looked for in the index.
class Match {
 public:
  /// @param vault  blinds what is looked for in guarded columns; nullptr for a store without key
  Match(std::string_view input, const Vault* vault) : parts_(parts_of(input)), vault_(vault) {}

  [[nodiscard]] bool is_empty() const { return parts_.empty(); }

  /// The query restricted to what a sight reaches.
  [[nodiscard]] std::string within(const Sight& sight) const {
    constexpr Privacy open[] = {Privacy::open};
    constexpr Privacy guarded[] = {Privacy::personal, Privacy::sensitive};
    constexpr Privacy all[] = {Privacy::open, Privacy::personal, Privacy::sensitive};
    std::string query;
    for (const SearchPart& part : parts_) {
      query += query.empty() ? "(" : " AND (";
      query += "{" + seen_columns(sight, vault_ != nullptr ? std::span<const Privacy>(open) : all) + "} : " + part.match();
      if (const std::string names = vault_ != nullptr ? seen_columns(sight, guarded) : ""; !names.empty()) query += " OR {" + names + "} : " + SearchPart{.tokens = vault_->blind(part.tokens)}.match();
      query += ")";
    }
    return query;
  }

 private:
  std::vector<SearchPart> parts_;
  const Vault* vault_;
};

bool wants(const SearchOptions& options, const Table& table) { return options.kinds.empty() || std::ranges::find(options.kinds, table.kind().name) != options.kinds.end(); }

void demand_kinds(const View& view, const SearchOptions& options) {
  for (const std::string& kind : options.kinds)
    if (view.state->tables.named(kind) == nullptr) throw NotFoundError("store.kind", "there is no record kind " + kind);
}

/// Which hits `s` are of a kind asked for and fulfil what it demands of their row `r`: `CASE s.kind WHEN 'need' THEN EXISTS (…) … END`.
/// @param demand  conditions on rows of a table; `1` if all fulfil them, `0` if none
/// @return  nothing if no hit can
template <class Demand>
std::string hits_sql(const View& view, const SearchOptions& options, const Demand& demand) {
  std::string cases;
  for (const auto& table : view.state->tables.all()) {
    const std::string condition = wants(options, *table) ? demand(*table) : std::string("0");
    if (condition == "0") continue;
    ((cases += " WHEN '") += table->kind().name) += "' THEN ";
    if (condition == "1") cases += condition;
    else for (const std::string_view part : {std::string_view("EXISTS (SELECT 1 FROM "), std::string_view(table->name()), std::string_view(" r WHERE r.tenant = s.tenant AND r."), std::string_view(table->key_column()), std::string_view(" = s.record_id AND "), std::string_view(condition), std::string_view(")")}) cases += part;
  }
  return cases.empty() ? cases : "CASE s.kind" + cases + " ELSE 0 END";
}

/// `a AND b` of conditions of which each may be `1` or `0`.
std::string both(const std::string& a, const std::string& b) {
  if (a == "0" || b == "0") return "0";
  if (a == "1" || b == "1") return a == "1" ? b : a;
  return "(" + a + ") AND (" + b + ")";
}

/// A condition or its opposite.
std::string either_way(const std::string& condition, bool holds) {
  if (holds) return condition;
  if (condition == "0" || condition == "1") return condition == "0" ? "1" : "0";
  return "(" + condition + ") IS NOT TRUE";
}

/// Goes through the hits of all classes and keeps those that stand in what the principal may see.
class Searcher {
 public:
  Searcher(const View& view, const Match& match, const SearchOptions& options) : view_(&view), match_(&match), options_(&options) {}

  SearchPage run() {
    SearchPage page;
    const std::string readable = hits_sql(*view_, *options_, [&](const Table& table) { return readable_sql(*view_, table, "r"); });
    if (readable.empty()) return page;
    Cursor row = view_->connection->prepare("SELECT i.rowid, s.kind, s.record_id FROM search_index i JOIN search_record s ON s.number = i.rowid "
                                            "WHERE search_index MATCH ?1 AND s.tenant = ?2 AND (?3 = 0 OR i.rowid < ?3) AND " + readable + " ORDER BY i.rowid DESC");
    row.add(match_->within({})).add(view_->state->options.tenant).add(options_->after);
    while (row.step()) {
      const Table* table = view_->state->tables.named(row.text(1));
      std::optional<Hit> hit = visible(*table, row.integer(0), row.uuid(2));
      if (!hit) continue;
      if (options_->limit != 0 && page.hits.size() == options_->limit) {
        page.next = last_;
        break;
      }
      page.hits.push_back(std::move(*hit));
      last_ = row.integer(0);
    }
    return page;
  }

 private:
  std::optional<Hit> visible(const Table& table, std::int64_t number, const Uuid& id) {
    const Slot* title = table.slot(Part::title);
    const std::string shown = title != nullptr && title->type->kind == TypeKind::text ? table.plain_sql(*title, "r") : "NULL";
    Cursor row = view_->connection->prepare("SELECT " + sight_sql(*view_, table, "r") + ", " + shown + " FROM " + table.name() + " r WHERE r.tenant = ?1 AND r." + table.key_column() + " = ?2 AND " + readable_sql(*view_, table, "r"));
    row.add(view_->state->options.tenant).add(id);
    if (!row.step()) return std::nullopt;
    const Sight sight = read_sight(row, 0);
    if (!(sight.personal && sight.sensitive) && !matches(number, sight)) return std::nullopt;
    return Hit{.kind = std::string(table.kind().name), .record = id, .title = title != nullptr && sight.sees(title->privacy) ? std::string(row.text(2)) : std::string()};
  }

  bool matches(std::int64_t number, const Sight& sight) {
    Cursor row = view_->connection->prepare("SELECT 1 FROM search_index WHERE rowid = ?1 AND search_index MATCH ?2");
    row.add(number).add(match_->within(sight));
    return row.step();
  }

  const View* view_;
  const Match* match_;
  const SearchOptions* options_;
  std::int64_t last_ = 0;
};

}  // namespace

void index_record(Connection& connection, const State& state, const Table& table, const void* before, const void* after) {
  const std::span<const Field> fields = state.catalogue.fields(table.kind());
  const Tokens old = before != nullptr ? tokens_of(table, before, fields) : Tokens();
  const Tokens now = after != nullptr ? tokens_of(table, after, fields) : Tokens();
  if (before != nullptr && after != nullptr && old == now) return;
  std::int64_t number = 0;
  if (before != nullptr) {
    Cursor known = connection.prepare("SELECT number FROM search_record WHERE tenant = ? AND record_id = ?");
    known.add(state.options.tenant).add(table.id(before));
    if (known.step()) number = known.integer(0);
  }
  if (number != 0) connection.prepare("INSERT INTO search_index (search_index, rowid, open, personal, sensitive) VALUES ('delete', ?, ?, ?, ?)").add(number).add(old[0]).add(old[1]).add(old[2]).run();
  if (number != 0) connection.prepare("DELETE FROM search_record WHERE number = ?").add(number).run();
  if (after == nullptr || std::ranges::all_of(now, &std::string::empty)) return;
  connection.prepare("INSERT INTO search_record (tenant, record_id, kind) VALUES (?, ?, ?)").add(state.options.tenant).add(table.id(after)).add(table.kind().name).run();
  number = sqlite3_last_insert_rowid(connection.database().getHandle());
  connection.prepare("INSERT INTO search_index (rowid, open, personal, sensitive) VALUES (?, ?, ?, ?)").add(number).add(now[0]).add(now[1]).add(now[2]).run();
}

void reclassify(Connection& writer, const State& state) {
  std::optional<Transaction> transaction;
  for (const auto& table : state.tables.all()) {
    const Classes now = classes_of(*table, state.catalogue.fields(table->kind()));
    const std::optional<Classes> before = indexed_classes(writer, state, *table);
    if (before == now) continue;
    if (!transaction) transaction.emplace(writer, "BEGIN IMMEDIATE");
    if (before) reclassify(writer, state, *table, *before, now);
    writer.prepare("INSERT OR REPLACE INTO info_record (name, value) VALUES (?, ?)").add(classes_row(state, *table)).add(written(now)).run();
  }
  if (transaction) transaction->commit();
}

SearchPage search(const View& view, std::string_view input, const SearchOptions& options) {
  demand_kinds(view, options);
  const Match match(input, view.state->keys.vault.get());
  return match.is_empty() ? SearchPage() : Searcher(view, match, options).run();
}

std::int64_t count_hits(const View& view, std::string_view input, const SearchOptions& options) {
  demand_kinds(view, options);
  const Match match(input, view.state->keys.vault.get());
  if (match.is_empty()) return 0;
  std::int64_t count = 0;
  for (const Sight sight : {Sight{true, true}, Sight{true, false}, Sight{false, true}, Sight{false, false}}) {
    const std::string seen = hits_sql(view, options, [&](const Table& table) {
      const auto allows = [&](access::Action action) { return admitted_sql(view.state->tables, table, view.filter(action), "r"); };
      return both(readable_sql(view, table, "r"), both(either_way(allows(access::Action::see_contacts), sight.personal), either_way(allows(access::Action::see_terms), sight.sensitive)));
    });
    if (seen.empty()) continue;
    Cursor row = view.connection->prepare("SELECT count(*) FROM search_index i JOIN search_record s ON s.number = i.rowid WHERE search_index MATCH ?1 AND s.tenant = ?2 AND " + seen);
    row.add(match.within(sight)).add(view.state->options.tenant);
    if (row.step()) count += row.integer(0);
  }
  return count;
}

}  // namespace guanxi::store::detail
