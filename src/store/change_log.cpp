#include "change_log.hpp"

#include <guanxi/core/record_json.hpp>

#include <sqlite3.h>

#include <algorithm>

#include "json_reader.hpp"

namespace guanxi::store::detail {

namespace {

access::Digest digest_of(std::string_view bytes) {
  access::Digest digest{};
  std::transform(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), digest.size())), digest.begin(), [](char byte) { return static_cast<std::uint8_t>(byte); });
  return digest;
}

constexpr std::string_view nothing = "null";

/// Stands before the path of a sealed value; no path has a colon outside brackets.
constexpr std::string_view sealed_mark = "sealed:";

void write_member(JsonWriter& json, const Table& table, const Slot& slot, const void* record, std::int64_t sequence) {
  const void* member = slot.in(record);
  const bool present = is_present(*slot.type, member);
  json.name(slot.sealed && present ? std::string(sealed_mark) + slot.path : slot.path);
  if (!present) json.raw(nothing);
  else if (slot.sealed) json.text(table.vault()->seal(json_of(*slot.type, member), {.table = table.name(), .record = table.id(record), .name = slot.path, .sequence = sequence}));
  else write_json(json, *slot.type, member, {});
}

}  // namespace

ChainHead read_head(Connection& connection, std::int64_t tenant) {
  Cursor row = connection.prepare("SELECT sequence, digest, written_at, access_sequence FROM chain_record WHERE tenant = ?");
  row.add(tenant);
  if (!row.step()) return {};
  return {.sequence = row.integer(0), .digest = digest_of(row.text(1)), .written_at = {row.integer(2)}, .access_sequence = row.integer(3)};
}

void write_head(Connection& connection, std::int64_t tenant, const ChainHead& head) {
  Cursor row = connection.prepare("INSERT OR REPLACE INTO chain_record (tenant, sequence, digest, written_at, access_sequence) VALUES (?, ?, ?, ?, ?)");
  row.add(tenant).add(head.sequence).blob(head.digest.data(), head.digest.size()).add(head.written_at.microseconds).add(head.access_sequence).run();
}

bool append(Connection& connection, const State& state, ChainHead& head, access::AuditEntry& entry, std::span<const Uuid> parents) {
  entry.sequence = head.sequence + 1;
  const access::Digest digest = state.chain.next(head.digest, entry);
  Cursor row = connection.prepare("INSERT OR IGNORE INTO change_record (tenant, " + std::string(chain_columns) + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.add(state.options.tenant).add(entry.sequence).add(entry.kind).add(entry.record).add(entry.version).add(entry.action).add(entry.at.microseconds);
  if (entry.by) row.add(entry.by);
  else row.null();
  row.add(entry.by_name).add(entry.reason).add(entry.delta).blob(digest.data(), digest.size()).run();
  if (sqlite3_changes(connection.database().getHandle()) == 0) return false;
  for (const Uuid& parent : parents)
    connection.prepare("INSERT OR IGNORE INTO change_link (tenant, parent_id, sequence) VALUES (?, ?, ?)").add(state.options.tenant).add(parent).add(entry.sequence).run();
  head.sequence = entry.sequence;
  head.digest = digest;
  head.written_at = entry.at;
  return true;
}

std::int64_t last_version(Connection& connection, std::int64_t tenant, const Uuid& record) {
  Cursor row = connection.prepare("SELECT max(version) FROM change_record WHERE tenant = ? AND record_id = ?");
  row.add(tenant).add(record);
  return row.step() ? row.integer(0) : 0;
}

ChainRow read_chain_row(const Cursor& row) {
  ChainRow read;
  read.entry = {.sequence = row.integer(0), .kind = std::string(row.text(1)), .record = row.uuid(2), .version = row.integer(3), .action = std::string(row.text(4)), .at = {row.integer(5)},
                .by = row.uuid(6), .by_name = std::string(row.text(7)), .reason = std::string(row.text(8)), .delta = std::string(row.text(9))};
  read.digest = digest_of(row.text(10));
  return read;
}

std::string encode_delta(JsonWriter& json, const Table& table, const std::vector<const Slot*>& changed, const void* record, std::int64_t sequence) {
  json.clear();
  json.open('{');
  for (const Slot* slot : changed) write_member(json, table, *slot, record, sequence);
  json.close('}');
  return json.take();
}

void open_delta(const State& state, access::AuditEntry& entry) {
  if (!state.keys.vault) return;
  const std::string table = Table::name_of(entry.kind);
  JsonWriter json;
  json.open('{');
  for (const auto& [name, value] : decode_delta(entry.delta)) {
    const bool sealed = name.starts_with(sealed_mark);
    const std::string path = sealed ? name.substr(sealed_mark.size()) : name;
    json.name(path);
    json.raw(sealed ? state.keys.vault->open(JsonReader(value).text(), {.table = table, .record = entry.record, .name = path, .sequence = entry.sequence}) : value);
  }
  json.close('}');
  entry.delta = json.take();
}

std::vector<std::pair<std::string, std::string>> decode_delta(std::string_view delta) {
  std::vector<std::pair<std::string, std::string>> values;
  JsonReader json(delta);
  json.object([&](const std::string& path) { values.emplace_back(path, json.raw()); });
  return values;
}

void Folded::apply(const access::AuditEntry& entry) {
  const bool removed = entry.action == word_of(ChangeAction::remove).word;
  if (!exists_) {
    values_.clear();
    created_ = entry;
  }
  for (auto& [path, value] : decode_delta(entry.delta)) {
    if (value == nothing) values_.erase(path);
    else values_[path] = std::move(value);
  }
  exists_ = !removed;
  last_ = entry;
}

std::string Folded::delta() const {
  JsonWriter json;
  json.open('{');
  for (const auto& [path, value] : values_) {
    json.name(path);
    json.raw(value);
  }
  json.close('}');
  return json.take();
}

/// Version and last writer are those of the last entry; maker and time of making those of the first, unless the record said others.
void Folded::fill(const Table& table, void* record) const {
  for (const auto& [path, value] : values_) {
    const Slot* slot = table.slot(path);
    if (slot == nullptr) continue;
    JsonReader json(value);
    read_json(json, *slot->type, slot->in(record));
  }
  table.set_id(record, last_.record);
  Meta& meta = table.meta(record);
  if (!meta.created_at) meta.created_at = created_.at;
  if (!meta.created_by) meta.created_by = {created_.by};
  meta.version = last_.version;
  meta.updated_at = last_.at;
  meta.updated_by = {last_.by};
}

}  // namespace guanxi::store::detail
