#include "arrow_slots.hpp"

#include <guanxi/core/custom_words.hpp>

namespace guanxi::io::detail {

namespace {

constexpr ArrowPartName one_part[] = {{ArrowPart::value, "", ""}};
constexpr ArrowPartName money_parts[] = {{ArrowPart::value, "amount", ""}, {ArrowPart::currency, "currency", ".currency"}};
constexpr ArrowPartName ref_parts[] = {{ArrowPart::value, "id", ""}, {ArrowPart::text, "text", ".text"}};
constexpr ArrowPartName number_range_parts[] = {{ArrowPart::low, "low", ".low"}, {ArrowPart::high, "high", ".high"}, {ArrowPart::approximate, "approximate", ".approximate"}};
constexpr ArrowPartName money_range_parts[] = {
    {ArrowPart::low, "low", ".low"}, {ArrowPart::high, "high", ".high"}, {ArrowPart::currency, "currency", ".currency"}, {ArrowPart::approximate, "approximate", ".approximate"}};

const Type& slot_type(const Field& field) { return field.run_time ? plain_custom_type(&field) : *field.type; }

void add_slots(std::span<const Field> all, std::span<const Field> fields, const std::string& prefix, const std::vector<const Field*>& outer, std::vector<ArrowSlot>& slots) {
  for (const Field& field : fields) {
    std::vector<const Field*> steps = outer;
    steps.push_back(&field);
    std::string name = field.run_time ? arrow_custom_name(all, field.name) : prefix + std::string(field.name);
    if (!field.run_time && field.type->kind == TypeKind::record) add_slots(all, field.type->record->fields, name + ".", steps, slots);
    else slots.push_back({std::move(name), std::move(steps), &slot_type(field)});
  }
}

void add_text(arrow::Metadata& metadata, const char* name, std::string text) {
  if (!text.empty()) metadata.emplace_back(name, std::move(text));
}

/// Labels from the outermost to the innermost.
std::string joined_label(const ArrowSlot& slot, Language language) {
  std::string text;
  for (const Field* step : slot.steps) {
    const std::string_view label = step->label.in(language);
    if (!label.empty()) text += (text.empty() ? "" : " · ") + std::string(label);
  }
  return text;
}

}  // namespace

std::vector<ArrowSlot> arrow_slots(std::span<const Field> fields) {
  std::vector<ArrowSlot> slots;
  add_slots(fields, fields, "", {}, slots);
  return slots;
}

std::string arrow_custom_name(std::span<const Field> fields, std::string_view name) {
  std::string column;
  for (const Field& field : fields)
    if (!field.run_time && field.type->kind == TypeKind::custom) column = field.name;
  column += '[';
  for (const char sign : name) column.append(sign == ']' ? 2 : 1, sign);
  return column + ']';
}

arrow::Metadata arrow_metadata(const ArrowSlot& slot) {
  arrow::Metadata metadata;
  const Field& field = slot.field();
  add_text(metadata, "guanxi.label_zh", joined_label(slot, Language::zh));
  add_text(metadata, "guanxi.label_en", joined_label(slot, Language::en));
  add_text(metadata, "guanxi.unit", std::string(field.notes.unit));
  add_text(metadata, "guanxi.hint_zh", std::string(field.notes.hint.zh));
  add_text(metadata, "guanxi.hint_en", std::string(field.notes.hint.en));
  return metadata;
}

std::span<const ArrowPartName> arrow_parts(const Type& type) {
  switch (type.kind) {
    case TypeKind::money: return money_parts;
    case TypeKind::ref: return ref_parts;
    case TypeKind::number_range: return number_range_parts;
    case TypeKind::money_range: return money_range_parts;
    default: return one_part;
  }
}

}  // namespace guanxi::io::detail
