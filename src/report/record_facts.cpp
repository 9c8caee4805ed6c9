#include "record_facts.hpp"

#include <algorithm>
#include <charconv>

#include "words.hpp"

namespace guanxi::report::detail {

namespace {

/// A step of a path below a field: `[2]` or `.roles`.
struct Step {
  std::string_view name{};
  std::size_t index = 0;
  std::string_view rest{};
};

/// The position in a list and what follows; the path starts with `[`.
Step index_step(std::string_view path) {
  Step step;
  const std::size_t end = std::min(path.find(']'), path.size() - 1);
  std::from_chars(path.data() + 1, path.data() + end, step.index);
  step.rest = path.substr(end + 1);
  return step;
}

/// The name of a nested field and what follows; the path starts with `.`.
Step name_step(std::string_view path) {
  const std::size_t end = std::min(path.find_first_of(".[", 1), path.size());
  return {path.substr(1, end - 1), 0, path.substr(end)};
}

/// One leaf with its value for people.
struct Told {
  Leaf leaf{};
  std::string below{};  ///< path below the field
  std::string text{};
};

/// What is told of one field.
struct Group {
  const Field* top{};
  std::string path{};  ///< of the field: its name, or `custom[…]`
  std::vector<Told> leaves{};
};

/// The facts about fields that a record carries, found by their type.
std::vector<FieldFact> facts_of(std::span<const Field> fields, const void* record) {
  for (const Field& field : fields)
    if (field.type->kind == TypeKind::record && field.type->record == &record_info<Meta>()) return static_cast<const Meta*>(field.in(record))->field_facts;
  return {};
}

bool is_meta_fact(const Leaf& leaf) {
  return leaf.top->type->kind == TypeKind::record && leaf.top->type->record == &record_info<Meta>() && leaf.path.find('[') != std::string::npos;
}

/// Leaves by the field to which they belong; each run-time field is a group of its own.
std::vector<Group> grouped(const Context& context, std::span<const Field> fields, const void* record) {
  std::vector<Group> groups;
  for_each_leaf(fields, record, [&](const Leaf& leaf) {
    if (has(leaf.top->notes.part, Part::key) || has(leaf.top->notes.part, Part::parent) || is_meta_fact(leaf)) return;
    const bool custom = leaf.top->run_time || leaf.top->type->kind == TypeKind::custom;
    const std::string path = custom ? leaf.path : std::string(leaf.top->name);
    if (groups.empty() || groups.back().path != path) groups.push_back({leaf.top, path, {}});
    groups.back().leaves.push_back({leaf, leaf.path.substr(path.size()), context.value(leaf)});
  });
  return groups;
}

/// The name of a run-time field that the catalogue does not know: what stands in the brackets.
std::string custom_name(std::string_view path) {
  const std::size_t open = path.find('[');
  if (open == std::string_view::npos || !path.ends_with(']')) return std::string(path);
  std::string name(path.substr(open + 1, path.size() - open - 2));
  for (std::size_t at = 0; (at = name.find("]]", at)) != std::string::npos; ++at) name.erase(at, 1);
  return name;
}

std::string label_of_group(const Context& context, const Group& group) {
  if (group.top->type->kind == TypeKind::custom && !group.top->run_time) return custom_name(group.path);
  const std::string label = context.say(group.top->label);
  return label.empty() ? std::string(group.top->name) : label;
}

/// What was said about the age and origin of a field.
std::vector<Line> fact_notes(const Context& context, const std::vector<FieldFact>& facts, const Group& group) {
  std::vector<Line> notes;
  for (const FieldFact& fact : facts) {
    if (fact.path != group.path && !fact.path.starts_with(group.path + "[") && !fact.path.starts_with(group.path + ".")) continue;
    std::vector<std::string> parts;
    if (fact.observed_on) parts.push_back(context.say(words::observed, to_string(*fact.observed_on)));
    if (fact.confirmed_on) parts.push_back(context.say(words::confirmed, to_string(*fact.confirmed_on)));
    if (!fact.source.empty()) parts.push_back(context.say(words::source, context.hide(fact.source)));
    if (fact.reliability) parts.push_back(context.say(words::reliability, percent_text(fact.reliability->value())));
    for (const std::string& rival : fact.rivals)
      parts.push_back(context.say(words::rival, group.top->notes.privacy == Privacy::personal && context.options().personal == Personal::masked ? "***" : context.hide(rival)));
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " · ") + part;
    if (!text.empty()) notes.push_back({plain(text)});
  }
  return notes;
}

std::string joined(const Context& context, const std::vector<Told>& leaves) {
  std::string text;
  for (const Told& one : leaves)
    if (!one.text.empty()) text += (text.empty() ? "" : context.zh() ? "、" : ", ") + one.text;
  return text;
}

/// A nested record in one line: its title first, then label and value of the rest.
Line nested_line(const Context& context, const std::vector<Told>& leaves) {
  Line line;
  for (const bool titles : {true, false}) {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const Field& field = *leaves[i].leaf.field;
      if (has(field.notes.part, Part::title) != titles || leaves[i].text.empty()) continue;
      const bool same_field = i > 0 && leaves[i - 1].leaf.field == &field;
      if (titles) line.push_back(plain((line.empty() ? "" : context.zh() ? "、" : ", ") + leaves[i].text));
      else if (same_field) line.push_back(small((context.zh() ? "、" : ", ") + leaves[i].text));
      else line.push_back(small((line.empty() ? "" : context.zh() ? "；" : "; ") + context.say(field.label) + (context.zh() ? "：" : ": ") + leaves[i].text));
    }
  }
  return line;
}

/// A list of nested records: a row each, a column for each field that any of them fills.
Table nested_table(const Context& context, const Group& group, const RecordInfo& info) {
  struct Row {
    std::vector<std::vector<Told>> cells{};
  };
  std::vector<Row> rows;
  std::vector<bool> used(info.fields.size(), false);
  for (const Told& one : group.leaves) {
    const Step at = index_step(one.below);
    if (rows.size() <= at.index) rows.resize(at.index + 1, Row{std::vector<std::vector<Told>>(info.fields.size())});
    if (at.rest.empty() || one.text.empty()) continue;
    const Step field = name_step(at.rest);
    const auto line = std::ranges::find(info.fields, field.name, &Field::name);
    const auto column = static_cast<std::size_t>(line - info.fields.begin());
    if (column >= used.size()) continue;
    rows[at.index].cells[column].push_back(one);
    used[column] = true;
  }
  Table table;
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i]) table.columns.push_back({context.say(info.fields[i].label), {}});
  for (const Row& row : rows) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < used.size(); ++i)
      if (used[i]) cells.push_back({.line = {plain(joined(context, row.cells[i]))}});
    if (!cells.empty()) table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

std::vector<FieldValue> field_values(const Context& context, const KindInfo& kind, const void* record) {
  const std::span<const Field> fields = context.catalogue().fields(kind);
  const std::vector<FieldFact> facts = facts_of(fields, record);
  std::vector<FieldValue> values;
  for (const Group& group : grouped(context, fields, record)) {
    FieldValue value{group.top, category_of(*group.top, kind), label_of_group(context, group), {}, fact_notes(context, facts, group), {}};
    const Type& type = *group.top->type;
    if (type.kind == TypeKind::list && type.element->kind == TypeKind::record) value.table = nested_table(context, group, *type.element->record);
    else if (type.kind == TypeKind::record) value.value = nested_line(context, group.leaves);
    else if (const std::string text = joined(context, group.leaves); !text.empty()) value.value = {plain(text)};
    if (!value.value.empty() || (value.table && !value.table->rows.empty())) values.push_back(std::move(value));
  }
  return values;
}

}  // namespace guanxi::report::detail
