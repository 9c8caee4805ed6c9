#include "query_sql.hpp"

#include <guanxi/core/error.hpp>

#include <utility>

#include "belongs_sql.hpp"

namespace guanxi::store::detail {

namespace {

std::string path_of(std::span<const Field* const> lines) {
  std::string path;
  for (const Field* line : lines) path += (path.empty() ? "" : ".") + std::string(line->name);
  return path;
}

bool holds_facts(const Field& field) { return field.at == &guanxi::detail::member_at<&Meta::field_facts>; }

/// Levels that a list or a link on a path takes.
constexpr int levels_of_elements = 3;

/// Levels of a condition while it is written.
class Nested {
 public:
  Nested(int& level, int levels) : level_(&level), levels_(levels) {
    if (level + levels > Condition::deepest) throw ArgumentError("query.depth", "conditions and the lists and links in their paths lie at most " + std::to_string(Condition::deepest) + " levels inside each other");
    level += levels;
  }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  ~Nested() { *level_ -= levels_; }

 private:
  int* level_;
  int levels_;
};

/// The type for asking whether a value is there.
const Type& type_of_presence(const Route& route) { return route.type != nullptr ? *route.type : type_of<std::string>(); }

}  // namespace

Place QuerySql::place_of(const Spot& spot) {
  return {.catalogue = &view_->state->catalogue, .kind = spot.record == nullptr ? &spot.table->kind() : nullptr, .record = spot.record, .labels = &labels_};
}

Sql QuerySql::value(const Route& route, ValuePart part) {
  return follow(root(), {.route = &route, .type = route.type, .gather = Gather::only, .use = [part](const Leaf& leaf) { return ordered_value(leaf, part); }});
}

Sql QuerySql::condition(const Spot& spot, const Condition& condition) {
  if (condition.is_everything()) return "1";
  const Node::Held& held = condition.node()->held;
  const Nested level(level_, std::holds_alternative<Tally>(held) || std::holds_alternative<Belonging>(held) ? Condition::levels_of_rows : 1);
  return std::visit([&](const auto& each) { return part(spot, each); }, held);
}

Sql QuerySql::part(const Spot& spot, const Comparison& comparison) {
  const Route route = find_route(place_of(spot), comparison.path);
  const Type& type = type_for(route, comparison.value);
  const Operand operand = conformed(route, comparison.value);
  demand_relation(route, type, comparison.relation);
  return follow(spot, {.route = &route, .type = &type, .gather = Gather::some, .use = [&](const Leaf& leaf) { return compare(leaf, comparison.relation, operand, view_->state->options.calendar); }});
}

Sql QuerySql::part(const Spot& spot, const Presence& presence) {
  const Route route = find_route(place_of(spot), presence.path);
  return follow(spot, {.route = &route, .type = &type_of_presence(route), .gather = Gather::some, .whole_list = true, .use = [](const Leaf& leaf) { return leaf.present; }});
}

Sql QuerySql::part(const Spot& spot, const Membership& membership) {
  const Route route = find_route(place_of(spot), membership.path);
  if (route.type == nullptr) {  // the type follows from each value
    std::vector<Sql> equal;
    for (const Operand& value : membership.values) equal.push_back(part(spot, Comparison{.path = membership.path, .relation = Relation::equal, .value = value}));
    return equal.empty() ? Sql("0") : in_brackets(joined_sql(equal, " OR "));
  }
  std::vector<Operand> operands;
  for (const Operand& value : membership.values) operands.push_back(conformed(route, value));
  return follow(spot, {.route = &route, .type = route.type, .gather = Gather::some, .use = [&](const Leaf& leaf) { return one_of(leaf, operands, view_->state->options.calendar); }});
}

Sql QuerySql::part(const Spot& spot, const Containment& containment) {
  const Route route = find_route(place_of(spot), containment.path);
  const Type& type = type_for(route, containment.value);
  demand_container(route, type);
  const std::optional<std::string> sought = sought_key(type, containment.value);
  if (!sought) return part(spot, Comparison{.path = containment.path, .relation = Relation::equal, .value = containment.value});
  const auto use = [&](const Leaf& leaf) {
    const Sql key = Sql("guanxi_fold(") + leaf.part(type.kind == TypeKind::ref ? ValuePart::name : ValuePart::value) + ")";
    return route.ends_in_list() ? related(key, Relation::equal, *sought) : Sql("instr(") + key + ", " + parameter(*sought) + ") > 0";
  };
  return follow(spot, {.route = &route, .type = &type, .gather = Gather::some, .use = use});
}

Sql QuerySql::part(const Spot& spot, const Tagging& tagging) {
  const Route route = tags_route(place_of(spot));
  const Sql pattern = Sql(", ") + parameter(tagging.key) + ", " + parameter(tagging.value ? Parameter(*tagging.value) : Parameter()) + ")";
  return follow(spot, {.route = &route, .type = route.type, .gather = Gather::some, .use = [&](const Leaf& leaf) { return Sql("guanxi_tag(") + leaf.part(ValuePart::value) + pattern; }});
}

Sql QuerySql::part(const Spot& spot, const Tally& tally) {
  const Members members = find_members(place_of(spot), tally.of);
  const std::string alias = next_alias();
  Spot inner{.table = spot.table, .alias = alias, .record = nullptr, .json = {}};
  Sql from;
  if (members.kind != nullptr) {
    inner.table = &view_->state->tables.of(*members.kind);
    from = rows(*inner.table, alias) + " AND " + BelongsSql(view_->state->tables, spot.table->kind().tag).children(*inner.table, alias, spot.alias + "." + spot.table->key_column());
  } else {
    inner = {.table = spot.table, .alias = spot.alias, .record = members.list.line.back()->type->element->record, .json = alias + ".value"};
    from = elements(spot, members.list.line, alias);
  }
  if (!tally.where.is_everything()) from += Sql(" AND ") + condition(inner, tally.where);
  if (tally.relation == Relation::at_least && tally.number == 1) return Sql("EXISTS (SELECT 1") + from + ")";
  return related(Sql("(SELECT count(*)") + from + ")", tally.relation, tally.number);
}

Sql QuerySql::part(const Spot& spot, const Belonging& belonging) {
  const KindInfo& customers = customer_kind(place_of(spot));
  const Table& table = view_->state->tables.of(customers);
  const std::string alias = next_alias();
  const std::string link = BelongsSql(view_->state->tables, customers.tag).parents(*spot.table, spot.alias, alias + "." + table.key_column());
  return Sql("EXISTS (SELECT 1") + rows(table, alias) + " AND " + link + " AND " + condition({.table = &table, .alias = alias, .record = nullptr, .json = {}}, belonging.where) + ")";
}

Sql QuerySql::part(const Spot& spot, const Negation& negation) { return in_brackets(condition(spot, negation.inner)) + " IS NOT TRUE"; }

Sql QuerySql::part(const Spot& spot, const Conjunction& conjunction) {
  const std::vector<Sql> all = parts(spot, conjunction.parts);
  return all.empty() ? Sql("1") : joined_sql(all, " AND ");
}

Sql QuerySql::part(const Spot& spot, const Disjunction& disjunction) {
  const std::vector<Sql> any = parts(spot, disjunction.parts);
  return any.empty() ? Sql("0") : in_brackets(joined_sql(any, " OR "));
}

std::vector<Sql> QuerySql::parts(const Spot& spot, const std::vector<Condition>& conditions) {
  std::vector<Sql> written;
  written.reserve(conditions.size());
  for (const Condition& each : conditions) written.push_back(condition(spot, each));
  return written;
}

Sql QuerySql::follow(const Spot& spot, const Way& way, std::size_t at) {
  const auto& line = way.route->line;
  std::size_t next = at + 1;
  while (line[next - 1]->type->kind == TypeKind::record && next < line.size()) ++next;
  const Lines lines = Lines(line).subspan(at, next - at);
  if (lines.back()->type->kind == TypeKind::list) return follow_list(spot, way, lines, next);
  return next == line.size() ? way.use(leaf_at(spot, way, lines)) : follow_link(member_at(spot, lines), way, next);
}

Sql QuerySql::follow_list(const Spot& spot, const Way& way, Lines lines, std::size_t next) {
  const Nested level(level_, levels_of_elements);
  const bool last = next == way.route->line.size();
  const std::string alias = next_alias();
  if (last && way.whole_list) return way.use({.type = nullptr, .part = {}, .present = Sql("EXISTS (SELECT 1") + elements(spot, lines, alias) + ")"});
  const Type& element = *lines.back()->type->element;
  const Sql some = Sql("EXISTS (SELECT 1") + elements(spot, lines, alias) + " AND ";
  if (element.kind == TypeKind::record) return some + follow({.table = spot.table, .alias = spot.alias, .record = element.record, .json = alias + ".value"}, way, next) + ")";
  const Leaf leaf = element_leaf(alias, element);
  return some + (last ? way.use(leaf) : follow_link(leaf, way, next)) + ")";
}

Sql QuerySql::follow_link(const Leaf& link, const Way& way, std::size_t next) {
  const Nested level(level_, levels_of_elements);
  const Table* table = view_->state->tables.tagged(link.type->target);
  if (table == nullptr) throw ArgumentError("query.field", way.route->path + " leads to a kind that the store does not have");
  const std::string alias = next_alias();
  const Sql from = rows(*table, alias) + " AND " + alias + "." + table->key_column() + " = " + link.part(ValuePart::value);
  const Sql inner = follow({.table = table, .alias = alias, .record = nullptr, .json = {}}, way, next);
  return way.gather == Gather::only ? Sql("(SELECT ") + inner + from + ")" : Sql("EXISTS (SELECT 1") + from + " AND " + inner + ")";
}

const Slot& QuerySql::slot_at(const Spot& spot, Lines lines) const {
  const Slot* slot = spot.table->slot(path_of(lines));
  if (slot == nullptr) throw ArgumentError("query.field", path_of(lines) + " is not kept in the store");
  return *slot;
}

std::string QuerySql::sight(const Spot& spot, Privacy privacy) const {
  if (privacy == Privacy::open) return "1";
  return admitted_sql(view_->state->tables, *spot.table, view_->filter(privacy == Privacy::personal ? access::Action::see_contacts : access::Action::see_terms), spot.alias);
}

Leaf QuerySql::leaf_at(const Spot& spot, const Way& way, Lines lines) const {
  if (way.route->ends_in_custom()) {
    const Privacy privacy = way.route->declared != nullptr ? way.route->declared->notes.privacy : Privacy::open;
    return custom_leaf(seen(sight(spot, privacy), json_at(spot, lines)), way.route->custom, *way.type);
  }
  const Leaf leaf = lines.back()->type->kind == TypeKind::record ? shown_at(spot, lines) : member_at(spot, lines);
  return way.route->bound == Bound::none ? leaf : bound_leaf(leaf, way.route->bound, *way.type);
}

Leaf QuerySql::member_at(const Spot& spot, Lines lines) const {
  if (spot.record != nullptr) return json_leaf(json_at(spot, lines), *lines.back()->type);
  const Slot& slot = slot_at(spot, lines);
  return column_leaf(*spot.table, slot, spot.alias, sight(spot, slot.privacy));
}

/// What a nested record shows: its title, else what stands in for it.
Leaf QuerySql::shown_at(const Spot& spot, Lines lines) const {
  const RecordInfo& record = *lines.back()->type->record;
  const auto inner = [&](const Field& field) {
    std::vector<const Field*> longer(lines.begin(), lines.end());
    longer.push_back(&field);
    return member_at(spot, longer);
  };
  const Leaf title = inner(*record.with(Part::title));
  const Field* stand_in = record.with(Part::stand_in);
  return stand_in == nullptr ? title : first_leaf(title, inner(*stand_in));
}

/// The JSON of a list or of run-time fields in a row, of any member in an element; null if it is unset.
Sql QuerySql::json_at(const Spot& spot, Lines lines) const {
  if (spot.record != nullptr) return spot.json + " -> '$." + path_of(lines) + "'";
  const Slot& slot = slot_at(spot, lines);
  return seen(sight(spot, slot.privacy), spot.table->plain_sql(slot, spot.alias));
}

Sql QuerySql::elements(const Spot& spot, Lines lines, const std::string& alias) const {
  Sql from = Sql(" FROM json_each(") + json_at(spot, lines) + ") " + alias + " WHERE 1";
  if (spot.record == nullptr && holds_facts(*lines.back()))
    for (const Privacy privacy : {Privacy::personal, Privacy::sensitive}) from += visible_facts(spot, alias, privacy);
  return from;
}

/// Leaves out the facts about fields of a class that the principal may not see.
Sql QuerySql::visible_facts(const Spot& spot, const std::string& alias, Privacy privacy) const {
  const std::string sees = sight(spot, privacy);
  if (sees == "1") return {};
  std::string names;
  for (const std::string& name : hidden_names(*view_->state, *spot.table, {.personal = privacy != Privacy::personal, .sensitive = privacy != Privacy::sensitive})) names += (names.empty() ? "" : "\x1f") + name;
  return Sql(" AND (" + sees + " OR NOT guanxi_hides(") + parameter(names) + ", coalesce(" + alias + ".value ->> '$.path', '')))";
}

Sql QuerySql::rows(const Table& table, const std::string& alias) const {
  return " FROM " + table.name() + " " + alias + " WHERE " + alias + ".tenant = r.tenant AND " + readable_sql(*view_, table, alias);
}

/// The operand as a value of the type, days counted.
Operand QuerySql::conformed(const Route& route, const Operand& operand) const {
  Operand conforming = conform(route, operand, {.calendar = view_->state->options.calendar, .reference = {}, .currency = {}});
  const auto* relative = std::get_if<RelativeDay>(&conforming.held());
  if (relative == nullptr) return conforming;
  const auto day = day_of(*relative, as_of_);
  if (!day) throw ArgumentError("query.value", "the day lies outside the years 1 to 9999");
  return *day;
}

}  // namespace guanxi::store::detail
