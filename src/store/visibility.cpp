#include "visibility.hpp"

#include <algorithm>
#include <set>

namespace guanxi::store::detail {

namespace {

constexpr std::string_view always = "1";
constexpr std::string_view never = "0";

/// `a.owner_id IN (x'…', x'…')`, nothing for an empty list.
template <class Ids>
std::string in_list(const std::string& column, const Ids& ids) {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? column + " IN (" : ", ") + sql_of(id.uuid);
  return text.empty() ? text : text + ")";
}

std::string either(const std::vector<std::string>& conditions) {
  std::string text;
  for (const std::string& condition : conditions)
    if (!condition.empty()) text += (text.empty() ? "(" : " OR ") + condition;
  return text.empty() ? std::string(never) : text + ")";
}

/// `a.owner_id IS NULL AND a.team_id IN (…)`, nothing without teams.
std::string unowned_sql(const Table& table, const access::Filter& filter, const std::string& alias) {
  if (table.owner() == nullptr || table.team() == nullptr || filter.teams.empty()) return {};
  return "(" + alias + "." + table.owner()->column + " IS NULL AND " + in_list(alias + "." + table.team()->column, filter.teams) + ")";
}

/// The customer itself: by who keeps it, or because it was shared.
std::string own_sql(const Table& table, const access::Filter& filter, const std::string& alias) {
  std::vector<std::string> conditions;
  if (table.owner() != nullptr) conditions.push_back(in_list(alias + "." + table.owner()->column, filter.owners));
  conditions.push_back(unowned_sql(table, filter, alias));
  conditions.push_back(in_list(alias + "." + table.key_column(), filter.customers));
  return either(conditions);
}

std::string parent_sql(const Tables& tables, const Table& table, const ParentLine& line, const access::Filter& filter, const std::string& alias) {
  const Table* target = tables.tagged(line.target);
  if (target == nullptr) return {};
  const std::string parent = alias + "_p";
  const std::string key = parent + "." + target->key_column();
  const std::string head = "EXISTS (SELECT 1 FROM " + target->name() + " " + parent;
  const std::string tail = " AND " + admitted_sql(tables, *target, filter, parent) + ")";
  if (line.inside == nullptr) return head + " WHERE " + parent + ".tenant = " + alias + ".tenant AND " + key + " = " + alias + "." + line.slot->column + tail;
  const std::string link = alias + "_l";
  return head + " JOIN parent_link " + link + " ON " + link + ".tenant = " + parent + ".tenant AND " + link + ".parent_id = " + key + " WHERE " + link + ".tenant = " + alias + ".tenant AND " + link +
         ".record_id = " + alias + "." + table.key_column() + tail;
}

bool admits_anything(const access::Filter& filter) { return filter.everything || !filter.owners.empty() || !filter.teams.empty() || !filter.customers.empty(); }

}  // namespace

std::string bracketed(std::string_view field, std::string_view name) {
  std::string text = std::string(field) + "[";
  for (const char sign : name) text.append(sign == ']' ? 2 : 1, sign);
  return text + "]";
}

std::string sql_of(const Uuid& id) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "x'";
  for (const std::uint8_t byte : id.bytes) (text += digits[byte >> 4U]) += digits[byte & 15U];
  return text + "'";
}

std::string admitted_sql(const Tables& tables, const Table& table, const access::Filter& filter, std::string_view alias) {
  if (filter.everything) return std::string(always);
  if (!admits_anything(filter)) return std::string(never);
  const std::string name(alias);
  if (table.kind().scope == Scope::shared) return std::string(always);
  if (table.kind().scope == Scope::own) return own_sql(table, filter, name);
  std::vector<std::string> conditions;
  for (const ParentLine& line : table.parents()) conditions.push_back(parent_sql(tables, table, line, filter, name));
  return either(conditions);
}

std::string readable_sql(const View& view, const Table& table, std::string_view alias) {
  return admitted_sql(view.state->tables, table, view.filter(access::Action::read), alias);
}

std::vector<std::string> ways_to_read(const View& view, const Table& table, std::string_view alias) {
  const access::Filter& filter = view.filter(access::Action::read);
  if (filter.everything || table.kind().scope != Scope::own || table.owner() == nullptr) return {};
  const std::string name(alias);
  std::vector<std::string> ways;
  for (const auto& owner : filter.owners) ways.push_back(name + "." + table.owner()->column + " = " + sql_of(owner.uuid));
  for (std::string way : {unowned_sql(table, filter, name), in_list(name + "." + table.key_column(), filter.customers)})
    if (!way.empty()) ways.push_back(std::move(way));
  return ways;
}

std::string sight_sql(const View& view, const Table& table, std::string_view alias) {
  const Tables& tables = view.state->tables;
  return admitted_sql(tables, table, view.filter(access::Action::see_contacts), alias) + ", " + admitted_sql(tables, table, view.filter(access::Action::see_terms), alias);
}

Sight read_sight(const Cursor& row, int column) { return {.personal = row.integer(column) != 0, .sensitive = row.integer(column + 1) != 0}; }

std::vector<std::string> hidden_names(const State& state, const Table& table, const Sight& sight) {
  std::vector<std::string> names;
  for (const Slot& slot : table.slots())
    if (!sight.sees(slot.privacy) && (names.empty() || names.back() != slot.path)) names.push_back(slot.path);
  for (const Field& field : state.catalogue.fields(table.kind()))
    if (field.run_time && !sight.sees(field.notes.privacy))
      for (const Field& line : table.kind().record->fields)
        if (line.type->kind == TypeKind::custom) names.push_back(bracketed(line.name, field.name));
  return names;
}

bool is_hidden(const std::vector<std::string>& hidden, std::string_view path) {
  return std::ranges::any_of(hidden, [&](const std::string& name) {
    return path.starts_with(name) && (path.size() == name.size() || path[name.size()] == '.' || path[name.size()] == '[');
  });
}

void hide(const State& state, const Table& table, void* record, const Sight& sight) {
  Meta& meta = table.meta(record);
  meta.hidden = hidden_names(state, table, sight);
  if (meta.hidden.empty()) return;
  for (const Slot& slot : table.slots())
    if (!sight.sees(slot.privacy)) unset_member(*slot.type, slot.in(record));
  for (const Field& field : state.catalogue.fields(table.kind()))
    if (field.run_time && !sight.sees(field.notes.privacy)) static_cast<Custom*>(field.at(record))->values.erase(std::string(field.name));
  std::erase_if(meta.field_facts, [&](const FieldFact& fact) { return is_hidden(meta.hidden, fact.path); });
}

}  // namespace guanxi::store::detail
