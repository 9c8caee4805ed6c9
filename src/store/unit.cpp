#include "unit.hpp"

#include <guanxi/access/share.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/user.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "any_record.hpp"
#include "read_records.hpp"
#include "search_index.hpp"

namespace guanxi::store::detail {

namespace {

using access::Action;

std::uint64_t random_seed() {
  std::random_device device;
  constexpr unsigned half = 32;
  return std::uint64_t{device()} << half | device();
}

/// Pages of the write-ahead log at which it is moved into the file.
constexpr int longest_log = 1000;

std::string described(const Table& table, const Uuid& id) { return std::string(table.kind().name) + " " + to_string(id); }

[[noreturn]] void not_found(const Table& table, const Uuid& id) { throw NotFoundError("store.not_found", "there is no " + described(table, id) + " that you may read"); }

std::string numbered(std::int64_t version) { return version == 0 ? "none" : std::to_string(version); }

[[noreturn]] void conflict(const Table& table, const Uuid& id, std::int64_t stored, std::int64_t given) {
  throw ConflictError("store.conflict", described(table, id) + " was written meanwhile: you changed version " + numbered(given) + ", the store has version " + numbered(stored) + "; read it again and repeat the change", stored, given);
}

bool is_writable(const Value& value) {
  if (const double* real = std::get_if<double>(&value)) return !std::isnan(*real);
  if (const auto* range = std::get_if<NumberRange>(&value)) return range->low || range->high;
  if (const auto* range = std::get_if<MoneyRange>(&value)) return range->low || range->high;
  if (const Date* date = std::get_if<Date>(&value)) return date->year() >= 1 && date->year() <= 9999;
  if (const auto* words = std::get_if<std::string_view>(&value)) return text::is_utf8(*words);
  if (const auto* reference = std::get_if<RefValue>(&value)) return text::is_utf8(reference->text);
  return true;
}

bool is_writable_member(const Type& type, const void* member) {
  switch (type.kind) {
    case TypeKind::record: return std::ranges::all_of(type.record->fields, [&](const Field& field) { return is_writable_member(*field.type, field.in(member)); });
    case TypeKind::list:
      for (std::size_t i = 0; i < type.list->size(member); ++i)
        if (!is_writable_member(*type.element, type.list->at(const_cast<void*>(member), i))) return false;  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
      return true;
    case TypeKind::custom:
      return std::ranges::all_of(static_cast<const Custom*>(member)->values, [](const auto& entry) {
        static constexpr Type any = guanxi::detail::custom_type(TypeKind::text);
        return text::is_utf8(entry.first) && is_writable(any.get(any, &entry.second));
      });
    default: return is_writable(type.get(type, member));
  }
}

/// Exports and the history write values as text; what has none is refused.
void demand_exact_text(const Table& table, const void* record) {
  for (const Field& field : table.kind().record->fields)
    if (!is_writable_member(*field.type, field.in(record)))
      throw ArgumentError("store.value", "the field " + std::string(field.name) + " of a " + std::string(table.kind().name) + " holds a value that cannot be written down: NaN, a range without bounds, a day outside the years 1–9999 or bytes that are no UTF-8");
}

template <class T>
Id<T> link_id(const Slot* slot, const void* record) {
  if (slot == nullptr) return {};
  const Value value = slot->type->get(*slot->type, slot->in(record));
  if (const auto* reference = std::get_if<RefValue>(&value)) return {reference->id};
  const Uuid* id = std::get_if<Uuid>(&value);
  return {id != nullptr ? *id : Uuid{}};
}

std::string_view refusal_code(Action action) {
  switch (action) {
    case Action::create: return "access.create";
    case Action::edit: return "access.edit";
    case Action::remove: return "access.remove";
    case Action::reassign: return "access.reassign";
    default: return "access.denied";
  }
}

}  // namespace

Unit::Unit(State& state, const access::Principal& principal)
    : state_(&state),
      principal_(principal),
      lock_((state.check_process(), state)),
      transaction_(*state.writer, "BEGIN IMMEDIATE"),
      head_(read_head(*state.writer, state.options.tenant)),
      ids_(state.now(), random_seed()) {
  const Timestamp now = std::max(state.now(), head_.written_at);
  view_ = View{.state = &state, .connection = state.writer.get(), .policy = state.policy(*state.writer, principal, now), .now = now};
  by_name_ = principal.system;
  if (principal.user) {
    User user;
    if (load(state.tables.of(kind_info<User>()), principal.user.uuid, &user)) by_name_ = user.name;
  }
}

const View& Unit::view() {
  check_open();
  if (rights_changed_) view_->policy = state_->fresh_policy(*view_->connection, principal_, view_->now);
  rights_changed_ = false;
  return *view_;
}

/// After a full disk or a failing one SQLite undoes the whole transaction by itself; nothing more may be written then.
void Unit::check_open() const {
  if (view_->connection->is_idle()) throw FileError("store.rolled_back", "an earlier write of this transaction failed and undid all of it; begin it again");
}

void Unit::commit() {
  check_open();
  write_head(*view_->connection, state_->options.tenant, head_);
  transaction_.commit();
  if (view_->connection->log_pages() >= longest_log) view_->connection->try_checkpoint(SQLITE_CHECKPOINT_PASSIVE);
}

void Unit::return_to(const ChainHead& mark) {
  rights_changed_ = rights_changed_ || mark.access_sequence != head_.access_sequence;
  head_ = mark;
  known_owners_.clear();
}

bool Unit::load(const Table& table, const Uuid& id, void* record) {
  Cursor row = view_->connection->prepare(table.select_sql());
  row.add(state_->options.tenant).add(id);
  if (!row.step()) return false;
  table.read(row, record);
  return true;
}

bool Unit::exists(const Table& table, const Uuid& id) {
  Cursor row = view_->connection->prepare("SELECT 1 FROM " + table.name() + " WHERE tenant = ? AND " + table.key_column() + " = ?");
  row.add(state_->options.tenant).add(id);
  return row.step();
}

void Unit::add_owners(const Table& table, const void* record, Owners& owners, std::set<Uuid>& seen) {
  if (table.kind().scope == Scope::own) {
    owners.push_back({.customer = {table.id(record)}, .owner = link_id<User>(table.owner(), record), .team = link_id<Team>(table.team(), record)});
    return;
  }
  for (const ParentId& parent : parents_of(table, record)) {
    const Table* target = state_->tables.tagged(parent.line->target);
    if (target == nullptr || !seen.insert(parent.id).second) continue;
    if (target->kind().scope == Scope::own) {
      if (const auto owner = owner_of(*target, parent.id)) owners.push_back(*owner);
      continue;
    }
    AnyRecord above(target->kind());
    if (load(*target, parent.id, above.get())) add_owners(*target, above.get(), owners, seen);
  }
}

/// Whom a customer belongs to; asked once, then known until the transaction writes a customer.
std::optional<access::Ownership> Unit::owner_of(const Table& table, const Uuid& id) {
  const auto known = known_owners_.find(id);
  if (known != known_owners_.end()) return known->second;
  const auto column = [](const Slot* slot) { return slot != nullptr ? slot->column : std::string("NULL"); };
  Cursor row = view_->connection->prepare("SELECT " + column(table.owner()) + ", " + column(table.team()) + " FROM " + table.name() + " WHERE tenant = ? AND " + table.key_column() + " = ?");
  row.add(state_->options.tenant).add(id);
  std::optional<access::Ownership> owner;
  if (row.step()) owner = access::Ownership{.customer = {id}, .owner = {row.uuid(0)}, .team = {row.uuid(1)}};
  return known_owners_.emplace(id, owner).first->second;
}

Unit::Owners Unit::owners(const Table& table, const void* record) {
  Owners found;
  std::set<Uuid> seen;
  add_owners(table, record, found, seen);
  return found;
}

bool Unit::may(Action action, const Table& table, const void* record) {
  const access::Policy& policy = view().policy;
  if (table.kind().guard == Guard::administer) return policy.administers();
  if (table.kind().guard == Guard::reassign) action = Action::reassign;
  if (table.kind().scope == Scope::shared) return policy.administers() || policy.reach(action) == access::Reach::all;
  const Owners found = owners(table, record);
  return policy.decide(action, found).allowed;
}

void Unit::demand(Action action, const Table& table, const void* record) {
  if (may(action, table, record)) return;
  const bool administer = table.kind().guard == Guard::administer;
  const std::string what = administer ? "only an administrator may write a " : "you have no right to " + std::string(word_of(action).word) + " this ";
  throw AccessError(administer ? "access.administer" : refusal_code(action), what + std::string(table.kind().name) + "; ask whoever keeps the roles");
}

/// Nobody gives away more than they have.
void Unit::demand_grantable(const Table& table, const void* record) {
  if (table.kind().tag != &kind_tag<access::Share>) return;
  const Owners found = owners(table, record);
  for (const Action action : static_cast<const access::Share*>(record)->actions)
    if (!view().policy.decide(action, found).allowed) throw AccessError("access.share", "you have no right to " + std::string(word_of(action).word) + " this customer and cannot share it");
}

/// A record belongs to something that exists and that its writer may see.
void Unit::demand_parents(const Table& table, const void* record) {
  for (const ParentId& parent : parents_of(table, record)) {
    const Table* target = state_->tables.tagged(parent.line->target);
    if (target == nullptr || parent.line->inside != nullptr) continue;
    if (!is_readable(*target, parent.id))
      throw NotFoundError("store.no_parent", "this " + std::string(table.kind().name) + " belongs to " + described(*target, parent.id) + ", which you cannot find; write that first");
  }
}

/// Giving a customer to somebody else, or a record to another customer, takes more than the right to edit.
void Unit::demand_handing_on(const Table& table, const void* stored, const void* record) {
  const auto differs = [&](const Slot* slot) { return slot != nullptr && !equal_members(*slot->type, slot->in(stored), slot->in(record)); };
  if (table.kind().scope == Scope::own && (differs(table.owner()) || differs(table.team()))) demand(Action::reassign, table, stored);
  if (table.kind().scope == Scope::via && std::ranges::any_of(table.parents(), [&](const ParentLine& line) { return differs(line.slot); })) {
    demand_parents(table, record);
    demand(Action::edit, table, record);
  }
}

bool Unit::is_readable(const Table& table, const void* record) {
  if (table.kind().scope == Scope::shared) return view().policy.standing() == access::Standing::active || view().policy.standing() == access::Standing::program;
  const Owners found = owners(table, record);
  return view().policy.decide(Action::read, found).allowed;
}

bool Unit::is_readable(const Table& table, const Uuid& id) {
  if (table.kind().scope == Scope::own) {
    const auto owner = owner_of(table, id);
    return owner && view().policy.decide(Action::read, *owner).allowed;
  }
  AnyRecord record(table.kind());
  return load(table, id, record.get()) && is_readable(table, record.get());
}

Sight Unit::sight(const Table& table, const void* record) {
  const access::Policy& policy = view().policy;
  if (table.kind().scope == Scope::shared) return {.personal = policy.reach(Action::see_contacts) != access::Reach::none, .sensitive = policy.reach(Action::see_terms) != access::Reach::none};
  const Owners found = owners(table, record);
  return {.personal = policy.decide(Action::see_contacts, found).allowed, .sensitive = policy.decide(Action::see_terms, found).allowed};
}

Written Unit::put(const Table& table, void* record, std::string_view reason) {
  check_open();
  demand_exact_text(table, record);
  table.meta(record).hidden.clear();
  const std::optional<std::int64_t> given = table.meta(record).version;
  if (!given) return create(table, record, reason);
  AnyRecord stored(table.kind());
  const Uuid id = table.id(record);
  if (!load(table, id, stored.get()) || !is_readable(table, stored.get())) not_found(table, id);
  if (const std::int64_t version = table.meta(stored.get()).version.value_or(0); version != *given) conflict(table, id, version, *given);
  return edit(table, record, stored.get(), reason);
}

Written Unit::create(const Table& table, void* record, std::string_view reason) {
  if (!table.id(record)) table.set_id(record, ids_.next());
  if (table.kind().scope == Scope::own && table.owner() != nullptr && principal_.user && !link_id<User>(table.owner(), record))
    table.owner()->type->set(*table.owner()->type, table.owner()->in(record), RefValue{principal_.user.uuid, {}});
  demand_parents(table, record);
  demand(Action::create, table, record);
  demand_grantable(table, record);
  Meta& meta = table.meta(record);
  const bool made_here = !meta.created_at;
  const bool made_by = !meta.created_by;
  meta.version = 1;
  meta.updated_at = view_->now;
  meta.updated_by = principal_.user;
  if (made_here) meta.created_at = view_->now;
  if (made_by) meta.created_by = principal_.user;
  std::vector<const Slot*> changed;
  for (const Slot& slot : table.slots()) {
    const bool by_store = slot.kept_by_store || has(slot.top().notes.part, Part::key) || (made_here && slot.in(record) == &meta.created_at) || (made_by && slot.in(record) == &meta.created_by);
    if (!by_store && is_present(*slot.type, slot.in(record))) changed.push_back(&slot);
  }
  if (exists(table, table.id(record))) {
    AnyRecord taken(table.kind());
    (void)load(table, table.id(record), taken.get());
    if (!is_readable(table, taken.get())) throw AccessError("access.create", "you have no right to create this " + std::string(table.kind().name) + "; ask whoever keeps the roles");
    throw ConflictError("store.exists", described(table, table.id(record)) + " exists already, with version " + numbered(table.meta(taken.get()).version.value_or(0)) + "; read it, change it and put it again", table.meta(taken.get()).version.value_or(0), 0);
  }
  log(table, ChangeAction::create, record, changed, reason);
  Cursor row = view_->connection->prepare(table.insert_sql());
  row.add(state_->options.tenant);
  for (const Slot& slot : table.slots()) table.add(row, slot, record);
  row.run();
  link_parents(table, record, nullptr);
  index_record(*view_->connection, *state_, table, nullptr, record);
  hide(*state_, table, record, sight(table, record));
  return Written::created;
}

Written Unit::edit(const Table& table, void* record, const void* stored, std::string_view reason) {
  demand(Action::edit, table, stored);
  const Sight seen = sight(table, stored);
  restore_hidden(table, record, stored, seen);
  demand_handing_on(table, stored, record);
  demand_grantable(table, record);
  std::vector<const Slot*> changed;
  for (const Slot& slot : table.slots())
    if (!slot.kept_by_store && !equal_members(*slot.type, slot.in(stored), slot.in(record))) changed.push_back(&slot);
  Meta& meta = table.meta(record);
  meta.updated_at = table.meta(stored).updated_at;
  meta.updated_by = table.meta(stored).updated_by;
  if (!changed.empty()) {
    meta.version = *meta.version + 1;
    meta.updated_at = view_->now;
    meta.updated_by = principal_.user;
    log(table, ChangeAction::edit, record, changed, reason);
    std::vector<const Slot*> written = changed;
    for (const Slot& slot : table.slots())
      if (slot.kept_by_store) written.push_back(&slot);
    Cursor row = view_->connection->prepare(table.update_sql(written));
    for (const Slot* slot : written) table.add(row, *slot, record);
    row.add(state_->options.tenant).add(table.id(record)).run();
    link_parents(table, record, stored);
    index_record(*view_->connection, *state_, table, stored, record);
  }
  hide(*state_, table, record, sight(table, record));
  return changed.empty() ? Written::unchanged : Written::edited;
}

/// Puts back what the writer could not see.
void Unit::restore_hidden(const Table& table, void* record, const void* stored, const Sight& sight) {
  const std::vector<std::string> hidden = hidden_names(*state_, table, sight);
  if (hidden.empty()) return;
  const auto refuse = [&](std::string_view path) {
    throw AccessError("access.field", "you may not see the field " + std::string(path) + " of this " + std::string(table.kind().name) + " and therefore not set it; leave it unset");
  };
  for (const Slot& slot : table.slots()) {
    if (sight.sees(slot.privacy)) continue;
    if (is_present(*slot.type, slot.in(record))) refuse(slot.path);
    copy_member(*slot.type, slot.in(stored), slot.in(record));
  }
  for (const Field& field : state_->catalogue.fields(table.kind())) {
    if (!field.run_time || sight.sees(field.notes.privacy)) continue;
    auto& values = static_cast<Custom*>(field.at(record))->values;
    const auto& kept = static_cast<const Custom*>(field.at(const_cast<void*>(stored)))->values;  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    if (const auto set = values.find(field.name); set != values.end() && set->second.index() != 0) refuse(field.name);
    if (const auto old = kept.find(field.name); old != kept.end()) values.insert_or_assign(old->first, old->second);
  }
  if (std::ranges::any_of(table.meta(record).field_facts, [&](const FieldFact& fact) { return is_hidden(hidden, fact.path); })) refuse("meta.field_facts");
  restore_hidden_facts(table, record, stored, hidden);
}

/// Facts that did not change keep their order; otherwise the hidden ones come last.
void Unit::restore_hidden_facts(const Table& table, void* record, const void* stored, const std::vector<std::string>& hidden) {
  std::vector<FieldFact>& facts = table.meta(record).field_facts;
  const std::vector<FieldFact>& kept = table.meta(stored).field_facts;
  std::vector<FieldFact> seen, unseen;
  for (const FieldFact& fact : kept) (is_hidden(hidden, fact.path) ? unseen : seen).push_back(fact);
  if (facts == seen) facts = kept;
  else facts.insert(facts.end(), unseen.begin(), unseen.end());
}

void Unit::log(const Table& table, ChangeAction action, void* record, const std::vector<const Slot*>& changed, std::string_view reason) {
  access::AuditEntry entry{.sequence = head_.sequence + 1, .kind = std::string(table.kind().name), .record = table.id(record), .version = table.meta(record).version.value_or(0), .action = std::string(word_of(action).word), .at = view_->now,
                           .by = principal_.user.uuid, .by_name = by_name_, .reason = std::string(reason), .delta = encode_delta(json_, table, changed, record, head_.sequence + 1)};
  std::vector<Uuid> parents;
  for (const ParentId& parent : parents_of(table, record)) parents.push_back(parent.id);
  if (!append(*view_->connection, *state_, head_, entry, parents)) {  // the identifier was used before and removed: its versions go on
    entry.version = last_version(*view_->connection, state_->options.tenant, entry.record) + 1;
    table.meta(record).version = entry.version;
    if (!append(*view_->connection, *state_, head_, entry, parents)) throw FileError("store.corrupt", "the history of " + described(table, entry.record) + " is damaged; restore the latest backup");
  }
  if (table.kind().scope == Scope::own) known_owners_.clear();
  if (table.kind().guard != Guard::rights) {
    head_.access_sequence = head_.sequence;
    rights_changed_ = true;
  }
}

/// Parents that stand in lists have rows of their own, so that SQL can follow them.
void Unit::link_parents(const Table& table, const void* record, const void* stored) {
  const auto listed = [&](const void* of) {
    std::vector<Uuid> ids;
    if (of != nullptr)
      for (const ParentId& parent : parents_of(table, of))
        if (parent.line->inside != nullptr) ids.push_back(parent.id);
    return ids;
  };
  const std::vector<Uuid> wanted = listed(record);
  if (stored != nullptr && wanted == listed(stored)) return;
  if (stored != nullptr) view_->connection->prepare("DELETE FROM parent_link WHERE tenant = ? AND record_id = ?").add(state_->options.tenant).add(table.id(record)).run();
  for (const Uuid& parent : wanted)
    view_->connection->prepare("INSERT OR IGNORE INTO parent_link (tenant, record_id, parent_id) VALUES (?, ?, ?)").add(state_->options.tenant).add(table.id(record)).add(parent).run();
}

void Unit::children_forbid(const Table& table, const Uuid& id) {
  for (const auto& other : state_->tables.all())
    for (const ParentLine& line : other->parents()) {
      if (line.target != table.kind().tag || line.inside != nullptr) continue;
      Cursor row = view_->connection->prepare("SELECT 1 FROM " + other->name() + " WHERE tenant = ? AND " + line.slot->column + " = ? LIMIT 1");
      row.add(state_->options.tenant).add(id);
      if (row.step()) throw ArgumentError("store.has_children", described(table, id) + " still has records of the kind " + std::string(other->kind().name) + "; remove or move them first");
    }
}

void Unit::remove(const Table& table, const Uuid& id, std::string_view reason, std::optional<std::int64_t> version) {
  check_open();
  AnyRecord stored(table.kind());
  if (!load(table, id, stored.get()) || !is_readable(table, stored.get())) not_found(table, id);
  const std::int64_t have = table.meta(stored.get()).version.value_or(0);
  if (version && *version != have) conflict(table, id, have, *version);
  demand(Action::remove, table, stored.get());
  children_forbid(table, id);
  table.meta(stored.get()).version = have + 1;
  log(table, ChangeAction::remove, stored.get(), {}, reason);
  view_->connection->prepare("DELETE FROM " + table.name() + " WHERE tenant = ? AND " + table.key_column() + " = ?").add(state_->options.tenant).add(id).run();
  view_->connection->prepare("DELETE FROM parent_link WHERE tenant = ? AND record_id = ?").add(state_->options.tenant).add(id).run();
  index_record(*view_->connection, *state_, table, stored.get(), nullptr);
}

}  // namespace guanxi::store::detail
