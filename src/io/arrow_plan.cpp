#include "arrow_plan.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace guanxi::io::detail {

namespace {

using PartOfSlot = std::pair<std::size_t, ArrowPart>;
using WantedColumns = std::unordered_map<std::string, PartOfSlot>;

/// Beside each other as `total`, `total.currency`, or in a struct `total` of `amount` and `currency`.
WantedColumns wanted_columns(const std::vector<ArrowSlot>& slots) {
  WantedColumns wanted;
  for (std::size_t i = 0; i < slots.size(); ++i)
    for (const ArrowPartName& part : arrow_parts(*slots[i].type)) wanted.emplace(slots[i].name + std::string(part.behind), PartOfSlot(i, part.part));
  for (std::size_t i = 0; i < slots.size(); ++i)
    for (const ArrowPartName& part : arrow_parts(*slots[i].type)) {
      if (!part.inside.empty()) wanted.emplace(slots[i].name + "." + std::string(part.inside), PartOfSlot(i, part.part));
    }
  return wanted;
}

bool leads_to_wanted(const WantedColumns& wanted, const std::string& name) {
  return std::ranges::any_of(wanted, [prefix = name + "."](const auto& entry) { return entry.first.starts_with(prefix); });
}

std::string column_name(const ArrowSchema& schema) { return schema.name != nullptr ? schema.name : ""; }

/// The columns of a struct; structs that stand for nested records are opened.
void add_leaves(const WantedColumns& wanted, const ArrowSchema& schema, const std::string& prefix, const ArrowRoute& outer, std::vector<ArrowLeaf>& leaves) {
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    ArrowLeaf leaf{.name = prefix + column_name(child), .route = outer, .schema = &child};
    leaf.route.push_back(static_cast<std::size_t>(i));
    const bool opened = arrow_format(child).layout == ArrowFormat::Layout::record && leads_to_wanted(wanted, leaf.name);
    if (opened) add_leaves(wanted, child, leaf.name + ".", leaf.route, leaves);
    else leaves.push_back(std::move(leaf));
  }
}

bool holds(const Type& type, const ArrowSchema& schema) {
  using Held = ArrowFormat::Layout;
  const ArrowFormat format = arrow_format(schema);
  if (format.layout == Held::null) return true;
  if (!is_arrow_readable(schema)) return false;
  if (type.kind == TypeKind::list) return format.is_list();
  if (type.kind == TypeKind::custom) return format.is_text();
  return !format.is_list() && format.layout != Held::record;
}

ArrowMember item_of(const Type& type, const ArrowSchema& schema, const ArrowSlot& slot);

/// An item that is a record: from a struct, else from what stands for its title.
ArrowMember record_item(const Type& type, const ArrowSchema& schema) {
  ArrowMember item{.type = &type};
  const std::vector<ArrowSlot> slots = arrow_slots(type.record->fields);
  if (arrow_format(schema).layout == ArrowFormat::Layout::record) {
    ArrowBinding binding = bind_arrow(slots, schema);
    item.members = std::move(binding.members);
    item.incomplete = !binding.rest.empty();
    return item;
  }
  const Field* title = type.record->with(Part::title);
  ArrowBinding binding;
  for (const ArrowSlot& slot : slots)
    if (title != nullptr && slot.steps.front() == title) bind_arrow_leaf(binding, slot, {.name = slot.name, .route = {}, .schema = &schema});
  item.members = std::move(binding.members);
  item.incomplete = item.members.empty();
  return item;
}

/// An item that is a value, alone or as a struct of its parts.
ArrowMember leaf_item(const Type& type, const ArrowSchema& schema, const ArrowSlot& slot) {
  ArrowMember item{.slot = slot, .type = &type};
  const bool record = arrow_format(schema).layout == ArrowFormat::Layout::record;
  if (!record) item.parts.push_back({ArrowPart::value, {}});
  for (std::int64_t i = 0; record && i < schema.n_children; ++i) {
    const std::string name = column_name(*schema.children[i]);
    const auto parts = arrow_parts(type);
    const auto part = std::ranges::find_if(parts, [&](const ArrowPartName& known) { return !known.inside.empty() && known.inside == name; });
    if (part != parts.end()) item.parts.push_back({part->part, {static_cast<std::size_t>(i)}});
    else item.incomplete = true;
  }
  if (!record && !holds(type, schema)) item.incomplete = true;
  return item;
}

ArrowMember item_of(const Type& type, const ArrowSchema& schema, const ArrowSlot& slot) {
  if (type.kind == TypeKind::record) return record_item(type, schema);
  ArrowMember item = leaf_item(type, schema, slot);
  if (type.kind == TypeKind::list && arrow_format(schema).is_list()) {
    item.element = std::make_unique<ArrowMember>(item_of(*type.element, *schema.children[0], slot));
    item.incomplete = item.element->incomplete;
  }
  return item;
}

/// The member of a slot, added if it is missing.
ArrowMember& member_of(ArrowBinding& binding, const ArrowSlot& slot) {
  for (ArrowMember& member : binding.members)
    if (member.slot.name == slot.name) return member;
  return binding.members.emplace_back(ArrowMember{.slot = slot, .type = slot.type});
}

bool bind_part(ArrowBinding& binding, const ArrowSlot& slot, ArrowPart part, const ArrowLeaf& leaf) {
  if (!holds(*slot.type, *leaf.schema)) return false;
  ArrowMember& member = member_of(binding, slot);
  if (std::ranges::any_of(member.parts, [part](const auto& known) { return known.first == part; })) return false;
  member.parts.emplace_back(part, leaf.route);
  if (slot.type->kind != TypeKind::list || !arrow_format(*leaf.schema).is_list()) return true;
  member.element = std::make_unique<ArrowMember>(item_of(*slot.type->element, *leaf.schema->children[0], slot));
  member.incomplete = member.element->incomplete;
  return true;
}

}  // namespace

ArrowCell cell_at(const ArrowColumn& root, std::int64_t row, const ArrowRoute& route) {
  const ArrowColumn* column = &root;
  for (const std::size_t step : route) {
    if (column->is_null(row)) return {};
    row = column->child_row(row);
    column = &column->child(step);
  }
  return column->at(row);
}

bool is_null_at(const ArrowColumn& root, std::int64_t row, const ArrowRoute& route) {
  const ArrowColumn* column = &root;
  for (const std::size_t step : route) {
    if (column->is_null(row)) return true;
    row = column->child_row(row);
    column = &column->child(step);
  }
  return column->is_null(row);
}

ArrowBinding bind_arrow(const std::vector<ArrowSlot>& slots, const ArrowSchema& schema) {
  const WantedColumns wanted = wanted_columns(slots);
  std::vector<ArrowLeaf> leaves;
  add_leaves(wanted, schema, "", {}, leaves);
  ArrowBinding binding;
  for (ArrowLeaf& leaf : leaves) {
    const auto found = wanted.find(leaf.name);
    if (found == wanted.end() || !bind_part(binding, slots[found->second.first], found->second.second, leaf)) binding.rest.push_back(std::move(leaf));
  }
  return binding;
}

bool bind_arrow_leaf(ArrowBinding& binding, const ArrowSlot& slot, const ArrowLeaf& leaf) {
  for (const ArrowMember& member : binding.members)
    if (member.slot.name == slot.name) return false;
  return bind_part(binding, slot, ArrowPart::value, leaf);
}

}  // namespace guanxi::io::detail
