#include "table.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>

namespace guanxi::store::detail {

namespace {

/// Members of `Meta` that the store alone writes.
bool is_kept_by_store(const Field& field) {
  return field.at == &guanxi::detail::member_at<&Meta::version> || field.at == &guanxi::detail::member_at<&Meta::updated_at> ||
         field.at == &guanxi::detail::member_at<&Meta::updated_by>;
}

/// What a reader does not see is a matter of the reader, never stored.
bool is_never_stored(const Field& field) { return field.at == &guanxi::detail::member_at<&Meta::hidden>; }

bool has_personal_line(const Type& type) {
  const RecordInfo* nested = type.kind == TypeKind::list ? type.element->record : nullptr;
  return nested != nullptr && std::ranges::any_of(nested->fields, [](const Field& field) { return field.notes.privacy == Privacy::personal || has_personal_line(*field.type); });
}

Privacy stricter(Privacy a, Privacy b) {
  if (a == Privacy::personal || b == Privacy::personal) return Privacy::personal;
  return a == Privacy::sensitive ? a : b;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

void* Slot::in(void* record) const {
  for (const Field* field : chain) record = field->in(record);
  return record;
}

const void* Slot::in(const void* record) const {
  for (const Field* field : chain) record = field->in(record);
  return record;
}

Table::Table(const Catalogue& catalogue, const KindInfo& kind) : kind_(&kind), name_(std::string(kind.name) + "_record") {
  slots_.reserve(catalogue.fields(kind).size() * 3);
  for (const Field& field : kind.record->fields) {
    if (field.type->record == &record_info<Meta>()) meta_ = &field;
    add_members(field, {}, {}, {}, Privacy::open);
  }
  key_ = slot(Part::key);
  owner_ = slot(Part::owner);
  team_ = slot(Part::team);
  if (key_ == nullptr || key_->type->kind != TypeKind::id || meta_ == nullptr)
    throw ArgumentError("store.kind", "a kind that is stored needs a key (Part::key) and a member of type Meta; " + std::string(kind.name) + " lacks one");
  find_parents();
  std::vector<std::string> names{"tenant"};
  std::vector<std::string> columns_of_row;
  for (const TableColumn& column : columns_) {
    names.push_back(column.name);
    columns_of_row.push_back("r." + column.name);
  }
  const std::vector<std::string> marks(names.size(), "?");
  column_list_ = joined(columns_of_row);
  insert_sql_ = "INSERT INTO " + name_ + " (" + joined(names) + ") VALUES (" + joined(marks) + ")";
  select_sql_ = "SELECT " + column_list_ + " FROM " + name_ + " r WHERE r.tenant = ? AND r." + key_->column + " = ?";
}

void Table::add_members(const Field& field, std::vector<const Field*> chain, std::string path, std::string column, Privacy privacy) {
  if (is_never_stored(field)) return;
  path += (path.empty() ? "" : ".") + std::string(field.name);
  column += (column.empty() ? "" : "_") + std::string(field.name);
  privacy = stricter(privacy, has_personal_line(*field.type) ? Privacy::personal : field.notes.privacy);
  chain.push_back(&field);
  if (field.type->kind == TypeKind::record) {
    for (const Field& inner : field.type->record->fields) add_members(inner, chain, path, column, privacy);
    return;
  }
  const Codec& codec = privacy == Privacy::personal ? text_codec_of(*field.type) : codec_of(*field.type);
  add_slot({.chain = std::move(chain), .type = field.type, .codec = &codec, .path = std::move(path), .column = std::move(column), .privacy = privacy, .kept_by_store = is_kept_by_store(field)});
}

void Table::add_slot(Slot slot) {
  slot.first = static_cast<int>(columns_.size());
  for (const ColumnPart& part : slot.codec->parts) columns_.push_back({slot.column + std::string(part.suffix), part.sql_type});
  slots_.push_back(std::move(slot));
}

void Table::find_parents() {
  for (const Slot& slot : slots_) {
    if (has(slot.chain.back()->notes.part, Part::parent)) parents_.push_back({&slot, nullptr, slot.type->target});
    if (slot.type->kind != TypeKind::list || slot.type->element->record == nullptr) continue;
    for (const Field& inside : slot.type->element->record->fields)
      if (has(inside.notes.part, Part::parent)) parents_.push_back({&slot, &inside, inside.type->target});
  }
}

const Slot* Table::slot(std::string_view path) const noexcept {
  const auto found = std::ranges::find(slots_, path, &Slot::path);
  return found == slots_.end() ? nullptr : &*found;
}

const Slot* Table::slot(Part part) const noexcept {
  const auto found = std::ranges::find_if(slots_, [&](const Slot& slot) { return slot.chain.size() == 1 && has(slot.top().notes.part, part); });
  return found == slots_.end() ? nullptr : &*found;
}

const Slot* Table::ordered_title() const noexcept {
  const Slot* title = slot(Part::title);
  return title != nullptr && title->type->kind == TypeKind::text && title->privacy == Privacy::open ? title : nullptr;
}

Uuid Table::id(const void* record) const { return *static_cast<const Uuid*>(key_->in(record)); }

void Table::set_id(void* record, const Uuid& id) const { key_->type->set(*key_->type, key_->in(record), id); }

void Table::read(const Cursor& row, void* record, int first) const {
  for (const Slot& slot : slots_) slot.codec->read(row, first + slot.first, *slot.type, slot.in(record));
}

std::string Table::update_sql(const std::vector<const Slot*>& changed) const {
  std::vector<std::string> names;
  for (const Slot* slot : changed)
    for (const ColumnPart& part : slot->codec->parts) names.push_back(slot->column + std::string(part.suffix) + " = ?");
  return "UPDATE " + name_ + " SET " + joined(names) + " WHERE tenant = ? AND " + key_->column + " = ?";
}

Tables::Tables(const Catalogue& catalogue) {
  for (const KindInfo* kind : catalogue.kinds()) tables_.push_back(std::make_unique<Table>(catalogue, *kind));
}

const Table* Tables::named(std::string_view name) const noexcept {
  for (const auto& table : tables_)
    if (table->kind().name == name || table->kind().plural == name) return table.get();
  return nullptr;
}

const Table* Tables::tagged(const void* tag) const noexcept {
  for (const auto& table : tables_)
    if (table->kind().tag == tag) return table.get();
  return nullptr;
}

const Table& Tables::of_tag(const void* tag, std::string_view name) const {
  if (const Table* table = tagged(tag)) return *table;
  throw NotFoundError("store.kind", "the store was opened without the kind " + std::string(name) + "; add it to the catalogue given to Store::open");
}

}  // namespace guanxi::store::detail
