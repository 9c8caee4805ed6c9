#include "dossier_card.hpp"

#include <algorithm>

#include "metrics.hpp"
#include "record_facts.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

constexpr double short_value = 26;      // em: longer values do not belong on top
constexpr std::size_t few_records = 3;  // up to so many records of a kind stand as cards of their own
constexpr std::size_t most_columns = 7;

/// The records of one kind that have something in a group.
struct Shown {
  RecordIndex::Entry record{};
  std::vector<FieldValue> values{};
};

/// A group with what stands in it, kind by kind.
struct CardGroup {
  const Category* category{};
  bool upkeep = false;
  std::vector<std::pair<const KindInfo*, std::vector<Shown>>> kinds{};
};

/// All groups in the order of the dictionary, those of record keeping last.
std::vector<CardGroup> groups_of(const Context& context) {
  std::vector<CardGroup> groups;
  for (const KindInfo* kind : context.catalogue().kinds())
    for (const Field& field : context.catalogue().fields(*kind)) {
      const Category* category = category_of(field, *kind);
      if (std::ranges::find(groups, category, &CardGroup::category) == groups.end())
        groups.push_back({category, field.notes.category != nullptr && has(field.notes.part, Part::upkeep), {}});
    }
  std::ranges::stable_partition(groups, [](const CardGroup& group) { return !group.upkeep; });
  return groups;
}

void fill(std::vector<CardGroup>& groups, const Context& context, const KindInfo& kind, const Records& records) {
  for (std::size_t i = 0; i < records.size(kind); ++i) {
    const RecordIndex::Entry record{&kind, records.at(kind, i), i};
    for (FieldValue& value : field_values(context, kind, record.record)) {
      auto& kinds = std::ranges::find(groups, value.category, &CardGroup::category)->kinds;
      if (kinds.empty() || kinds.back().first != &kind) kinds.push_back({&kind, {}});
      auto& shown = kinds.back().second;
      if (shown.empty() || shown.back().record.position != i) shown.push_back({record, {}});
      shown.back().values.push_back(std::move(value));
    }
  }
}

std::vector<Block> blocks_of(const Shown& shown) {
  std::vector<Block> blocks;
  Facts facts;
  for (const FieldValue& value : shown.values) {
    if (!value.table) {
      facts.facts.push_back({value.label, value.value, value.notes});
      continue;
    }
    if (!facts.facts.empty()) blocks.push_back({std::exchange(facts, {})});
    blocks.push_back({Paragraph{{strong(value.label)}, {}}});
    blocks.push_back({*value.table});
  }
  if (!facts.facts.empty()) blocks.push_back({std::move(facts)});
  return blocks;
}

/// A column of a table of records.
struct CardColumn {
  const Field* field{};
  std::string label{};  ///< run-time fields may share a field and differ in this
  [[nodiscard]] bool holds(const FieldValue& value) const { return value.field == field && value.label == label; }
};

/// The fields that any of some records fills, in the order of the dictionary.
std::vector<CardColumn> columns_of(const Context& context, const KindInfo& kind, const std::vector<Shown>& shown) {
  std::vector<CardColumn> columns;
  for (const Shown& one : shown)
    for (const FieldValue& value : one.values)
      if (std::ranges::none_of(columns, [&](const CardColumn& column) { return column.holds(value); })) columns.push_back({value.field, value.label});
  const auto fields = context.catalogue().fields(kind);
  std::ranges::stable_sort(columns, {}, [&](const CardColumn& column) {
    return std::ranges::find(fields, column.field->name, &Field::name) - fields.begin();
  });
  return columns;
}

bool fits_a_table(const std::vector<Shown>& shown, std::size_t columns) {
  return shown.size() > few_records && columns <= most_columns &&
         std::ranges::none_of(shown, [](const Shown& one) {
           return std::ranges::any_of(one.values, [](const FieldValue& value) { return value.table || !value.notes.empty(); });
         });
}

Table as_table(const Context& context, const std::vector<Shown>& shown, const std::vector<CardColumn>& columns, bool titled) {
  Table table;
  if (titled) table.columns.push_back({});
  for (const CardColumn& column : columns) table.columns.push_back({column.label, {}});
  for (const Shown& one : shown) {
    std::vector<Cell> row;
    if (titled) row.push_back({.line = {strong(context.title(one.record))}});
    for (const CardColumn& column : columns) {
      const auto value = std::ranges::find_if(one.values, [&](const FieldValue& held) { return column.holds(held); });
      row.push_back(value != one.values.end() ? Cell{.line = value->value} : Cell{});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The day of a record beside its title, unless the title is that day.
Line day_aside(const Context& context, const Shown& shown, const std::string& title) {
  for (const FieldValue& value : shown.values)
    if (has(value.field->notes.part, Part::event) && !value.value.empty() && value.value.front().text != title) return {small(value.value.front().text)};
  return {small(context.say(shown.record.kind->label))};
}

bool holds_title(const Shown& shown) {
  return std::ranges::any_of(shown.values, [](const FieldValue& value) { return has(value.field->notes.part, Part::title) || has(value.field->notes.part, Part::event); });
}

void add_kind(Section& section, const Context& context, const KindInfo& kind, const std::vector<Shown>& shown, bool alone) {
  const auto columns = columns_of(context, kind, shown);
  if (kind.scope == Scope::own) {
    for (Block& block : blocks_of(shown.front())) section.blocks.push_back(std::move(block));
  } else if (fits_a_table(shown, columns.size())) {
    Section part{.title = context.say(kind.label) + " (" + std::to_string(shown.size()) + ")"};
    part.blocks.push_back({as_table(context, shown, columns, !holds_title(shown.front()))});
    if (alone) section.blocks = std::move(part.blocks);
    else section.sections.push_back(std::move(part));
  } else {
    for (const Shown& one : shown) {
      Section part{.title = context.title(one.record)};
      part.aside = day_aside(context, one, part.title);
      part.blocks = blocks_of(one);
      section.sections.push_back(std::move(part));
    }
  }
}

/// What a true flag says: “大客户” for “是否大客户”.
std::string flag_name(std::string label) {
  constexpr std::string_view whether = "是否";
  if (label.starts_with(whether)) label.erase(0, whether.size());
  return label;
}

bool is_short(const FieldValue& value) {
  return !value.table && value.value.size() == 1 && text_width(value.value.front().text, {1, false}) <= short_value;
}

}  // namespace

std::vector<Section> dossier_card(const Context& context, const Dossier& dossier) {
  std::vector<CardGroup> groups = groups_of(context);
  for (const KindInfo* kind : context.catalogue().kinds()) fill(groups, context, *kind, dossier.records());
  std::vector<Section> sections;
  for (const CardGroup& group : groups) {
    if (group.kinds.empty()) continue;
    Section section{.title = context.say(group.category->label), .frame = group.upkeep ? Frame::folded : Frame::open};
    for (const auto& [kind, shown] : group.kinds) add_kind(section, context, *kind, shown, group.kinds.size() == 1);
    sections.push_back(std::move(section));
  }
  return sections;
}

std::vector<Fact> key_facts(const Context& context, const KindInfo& kind, const void* record, std::size_t most) {
  std::vector<FieldValue> values = field_values(context, kind, record);
  std::erase_if(values, [](const FieldValue& value) {
    const Notes& notes = value.field->notes;
    return notes.level == Level::optional || has(notes.part, Part::title) || has(notes.part, Part::upkeep) || !is_short(value);
  });
  std::ranges::stable_sort(values, std::greater(), [](const FieldValue& value) { return value.field->notes.weight; });
  values.resize(std::min(values.size(), most));
  std::vector<Fact> facts;
  for (FieldValue& value : values) facts.push_back({std::move(value.label), std::move(value.value), {}});
  return facts;
}

Line class_badges(const Context& context, const KindInfo& kind, const void* record) {
  Line badges;
  const Field* last = nullptr;
  for_each_leaf(context.catalogue().fields(kind), record, [&](const Leaf& leaf) {
    if (leaf.top->type->kind != TypeKind::record || leaf.top == last || leaf.type->get == nullptr) return;
    const Value value = leaf.type->get(*leaf.type, leaf.member);
    const bool* flag = std::get_if<bool>(&value);
    if (flag == nullptr && !std::holds_alternative<const EnumWord*>(value)) return;
    last = leaf.top;
    const Tone tone = has(leaf.field->notes.part, Part::upkeep) ? Tone::plain : Tone::accent;
    if (flag == nullptr) badges.push_back(badge(context.value(leaf), tone));
    else if (*flag) badges.push_back(badge(flag_name(context.say(leaf.top->label)), tone));
  });
  return badges;
}

}  // namespace guanxi::report::detail
