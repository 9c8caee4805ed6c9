#include "history.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "any_record.hpp"
#include "change_log.hpp"
#include "json_reader.hpp"
#include "read_records.hpp"

namespace guanxi::store::detail {

namespace {

/// A JSON value as people compare it: text without its quotes, null as nothing.
std::string shown(std::string_view json) {
  if (json.empty() || json == "null") return {};
  if (json.front() != '"') return std::string(json);
  return JsonReader(json).text();
}

std::vector<access::AuditEntry> entries_of(const View& view, const Uuid& id) {
  Cursor row = view.connection->prepare("SELECT " + std::string(chain_columns) + " FROM change_record WHERE tenant = ? AND record_id = ? ORDER BY version");
  row.add(view.state->options.tenant).add(id);
  std::vector<access::AuditEntry> entries;
  while (row.step()) open_delta(*view.state, entries.emplace_back(read_chain_row(row).entry));
  return entries;
}

/// The record as its entries left it.
AnyRecord last_state(const Table& table, const std::vector<access::AuditEntry>& entries) {
  Folded folded;
  for (const access::AuditEntry& entry : entries) folded.apply(entry);
  AnyRecord record(table.kind());
  folded.fill(table, record.get());
  return record;
}

std::optional<Sight> sight_of(const View& view, const Table& table, const Uuid& id);

std::optional<Sight> decided(const View& view, std::span<const access::Ownership> owners) {
  if (!view.policy.decide(access::Action::read, owners).allowed) return std::nullopt;
  return Sight{.personal = view.policy.decide(access::Action::see_contacts, owners).allowed, .sensitive = view.policy.decide(access::Action::see_terms, owners).allowed};
}

Uuid linked(const Slot* slot, const void* record) {
  const Value value = slot != nullptr ? slot->type->get(*slot->type, slot->in(record)) : Value();
  const auto* reference = std::get_if<RefValue>(&value);
  return reference != nullptr ? reference->id : Uuid{};
}

/// A removed record counts as it was last: kept by the same people, part of the same customers.
std::optional<Sight> sight_of_removed(const View& view, const Table& table, const Uuid& id) {
  const AnyRecord last = last_state(table, entries_of(view, id));
  if (table.kind().scope == Scope::shared) return view.policy.administers() ? std::optional(Sight{}) : std::nullopt;
  if (table.kind().scope == Scope::own) {
    const access::Ownership owner{.customer = {id}, .owner = {linked(table.owner(), last.get())}, .team = {linked(table.team(), last.get())}};
    return decided(view, {&owner, 1});
  }
  std::optional<Sight> found = decided(view, {});
  for (const ParentId& parent : parents_of(table, last.get())) {
    const Table* target = view.state->tables.tagged(parent.line->target);
    const std::optional<Sight> sight = target != nullptr ? sight_of(view, *target, parent.id) : std::nullopt;
    if (sight) found = Sight{.personal = sight->personal || (found && found->personal), .sensitive = sight->sensitive || (found && found->sensitive)};
  }
  return found;
}

/// What the principal sees of a record, nothing if it may not be read.
std::optional<Sight> sight_of(const View& view, const Table& table, const Uuid& id) {
  Cursor row = view.connection->prepare("SELECT " + sight_sql(view, table, "r") + ", " + readable_sql(view, table, "r") + " FROM " + table.name() + " r WHERE r.tenant = ?1 AND r." + table.key_column() + " = ?2");
  row.add(view.state->options.tenant).add(id);
  if (!row.step()) return sight_of_removed(view, table, id);
  return row.integer(2) != 0 ? std::optional(read_sight(row, 0)) : std::nullopt;
}

/// Turns entries into changes, keeping the state from which each started.
class Teller {
 public:
  /// Facts tell values of other fields, so they are hidden as soon as anything is.
  Teller(const Table& table, std::vector<std::string> hidden) : table_(&table), hidden_(std::move(hidden)) {
    for (const Slot& slot : table.slots())
      if (!hidden_.empty() && slot.type->kind == TypeKind::list && slot.type->element->record == &record_info<FieldFact>()) hidden_.push_back(slot.path);
  }

  Change tell(const access::AuditEntry& entry) {
    Change change{.sequence = entry.sequence, .kind = entry.kind, .record = entry.record, .version = entry.version, .action = action_of(entry.action), .at = entry.at, .by = {entry.by}, .by_name = entry.by_name, .reason = entry.reason, .fields = {}};
    for (const auto& [path, value] : decode_delta(entry.delta)) {
      if (path == custom_path()) tell_custom(change, path, value);
      else add(change, path, shown(value));
    }
    if (change.action == ChangeAction::remove) state_.clear();
    return change;
  }

  /// As `tell`, for an entry that states everything: what it does not name is unset by it.
  Change become(const access::AuditEntry& whole) {
    std::map<std::string, std::string, std::less<>> gone;
    gone.swap(state_);
    Change told = tell(whole);
    state_.swap(gone);  // gone now holds what came of the entry
    told.fields.clear();
    for (const Slot& slot : table_->slots()) collect(told, slot.path, gone);
    return told;
  }

 private:
  static ChangeAction action_of(std::string_view word) {
    for (const EnumWord& known : Words<ChangeAction>::table)
      if (known.word == word) return static_cast<ChangeAction>(known.value);
    return ChangeAction::edit;
  }

  [[nodiscard]] std::string_view custom_path() const {
    for (const Slot& slot : table_->slots())
      if (slot.type->kind == TypeKind::custom) return slot.path;
    return {};
  }

  /// Differences between the state and another one in a field and the run-time fields inside it.
  void collect(Change& change, const std::string& field, const std::map<std::string, std::string, std::less<>>& after) {
    std::set<std::string, std::less<>> paths;
    for (const auto* side : {&std::as_const(state_), &after})
      for (const auto& [path, value] : *side)
        if (path == field || (path.starts_with(field) && path[field.size()] == '[')) paths.insert(path);
    for (const std::string& path : paths) {
      const auto found = after.find(path);
      add(change, path, found != after.end() ? found->second : std::string());
    }
  }

  void add(Change& change, const std::string& path, std::string after) {
    std::string& known = state_[path];
    if (known == after) return;
    if (!is_hidden(hidden_, path)) change.fields.push_back({.path = path, .before = known, .after = after});
    known = std::move(after);
  }

  /// Run-time fields are told one by one.
  void tell_custom(Change& change, const std::string& path, std::string_view json) {
    std::map<std::string, std::string, std::less<>> now;
    if (json != "null") {
      JsonReader reader(json);
      reader.object([&](const std::string& name) { now.emplace(bracketed(path, name), shown(reader.raw())); });
    }
    for (const auto& [known, value] : state_)
      if (known.starts_with(path + "[")) now.try_emplace(known);
    for (auto& [name, value] : now) add(change, name, std::move(value));
  }

  const Table* table_;
  std::vector<std::string> hidden_;
  std::map<std::string, std::string, std::less<>> state_;
};

/// The values of a record as they were at a time.
Folded folded_at(const std::vector<access::AuditEntry>& entries, Timestamp at) {
  Folded folded;
  for (const access::AuditEntry& entry : entries)
    if (entry.at <= at) folded.apply(entry);
  return folded;
}

/// Collects what belonged to a customer, children of children too.
class PastReader {
 public:
  PastReader(const View& view, Timestamp at, const Sight& sight) : view_(&view), at_(at), sight_(sight) {}

  void collect(const Uuid& parent, Records& records) {
    Cursor row = view_->connection->prepare("SELECT DISTINCT c.record_id FROM change_link l JOIN change_record c ON c.tenant = l.tenant AND c.sequence = l.sequence "
                                            "WHERE l.tenant = ? AND l.parent_id = ? AND c.at <= ? ORDER BY c.record_id");
    row.add(view_->state->options.tenant).add(parent).add(at_.microseconds);
    while (row.step()) add(row.uuid(0), parent, records);
  }

 private:
  void add(const Uuid& id, const Uuid& parent, Records& records) {
    if (!seen_.insert(id).second) return;
    const auto entries = entries_of(*view_, id);
    const Table* table = view_->state->tables.named(entries.front().kind);
    const Folded folded = folded_at(entries, at_);
    if (table == nullptr || !folded.exists()) return;
    AnyRecord record(table->kind());
    folded.fill(*table, record.get());
    const auto parents = parents_of(*table, record.get());
    if (std::ranges::none_of(parents, [&](const ParentId& link) { return link.id == parent; })) {
      seen_.erase(id);
      return;
    }
    hide(*view_->state, *table, record.get(), sight_);
    records.adopt(table->kind(), record.get());
    collect(id, records);
  }

  const View* view_;
  Timestamp at_;
  Sight sight_;
  std::set<Uuid> seen_;
};

}  // namespace

std::optional<std::vector<Change>> read_history(const View& view, const Uuid& id) {
  const std::vector<access::AuditEntry> entries = entries_of(view, id);
  const Table* table = entries.empty() ? nullptr : view.state->tables.named(entries.front().kind);
  if (table == nullptr) return std::nullopt;
  const std::optional<Sight> sight = sight_of(view, *table, id);
  if (!sight) return std::nullopt;
  Teller teller(*table, hidden_names(*view.state, *table, *sight));
  std::vector<Change> changes;
  changes.reserve(entries.size());
  for (const access::AuditEntry& entry : entries) changes.push_back(teller.tell(entry));
  return changes;
}

std::optional<std::vector<FieldChange>> read_differences(const View& view, const Uuid& id, Timestamp before, Timestamp after) {
  const std::vector<access::AuditEntry> entries = entries_of(view, id);
  const Table* table = entries.empty() ? nullptr : view.state->tables.named(entries.front().kind);
  const std::optional<Sight> sight = table != nullptr ? sight_of(view, *table, id) : std::nullopt;
  if (!sight) return std::nullopt;
  const auto told = [&](Timestamp at) {
    const Folded folded = folded_at(entries, at);
    access::AuditEntry all{.sequence = 0, .kind = {}, .record = id, .version = 0, .action = {}, .at = at, .by = {}, .by_name = {}, .reason = {}, .delta = "{}"};
    if (folded.exists()) all.delta = folded.delta();
    return all;
  };
  Teller teller(*table, hidden_names(*view.state, *table, *sight));
  (void)teller.tell(told(before));
  return teller.become(told(after)).fields;
}

bool read_past(const View& view, const Table& table, const Uuid& id, Timestamp at, void* record) {
  const std::optional<Sight> sight = sight_of(view, table, id);
  const Folded folded = sight ? folded_at(entries_of(view, id), at) : Folded();
  if (!folded.exists()) return false;
  folded.fill(table, record);
  hide(*view.state, table, record, *sight);
  return true;
}

std::optional<Dossier> read_past_dossier(const View& view, const Uuid& customer, Timestamp at) {
  const Table& table = view.state->tables.of(kind_info<Customer>());
  Dossier dossier;
  if (!read_past(view, table, customer, at, &dossier.customer())) return std::nullopt;
  PastReader(view, at, *sight_of(view, table, customer)).collect(customer, dossier.records());
  return dossier;
}

}  // namespace guanxi::store::detail
