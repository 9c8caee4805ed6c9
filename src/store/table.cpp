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

Privacy stricter(Privacy a, Privacy b) {
  if (a == Privacy::personal || b == Privacy::personal) return Privacy::personal;
  return a == Privacy::sensitive ? a : b;
}

/// A list of records is as private as the strictest of their lines.
Privacy strictest_line(const Type& type) {
  Privacy strictest = Privacy::open;
  if (const RecordInfo* nested = type.kind == TypeKind::list ? type.element->record : nullptr)
    for (const Field& field : nested->fields) strictest = stricter(strictest, stricter(field.notes.privacy, strictest_line(*field.type)));
  return strictest;
}

/// What says which records belong together stays open: rights are asked of it.
bool ties_records(const Slot& slot) { return has(slot.chain.back()->notes.part, Part::key | Part::parent | Part::owner | Part::team); }

/// Members that may tell what guarded ones hold: run-time fields lie in one column, and facts name values that were stated.
bool holds_anything(const Slot& slot) { return slot.type->kind == TypeKind::custom || slot.chain.back()->at == &guanxi::detail::member_at<&Meta::field_facts>; }

bool is_guarded(const Slot& slot) { return holds_anything(slot) || (slot.privacy != Privacy::open && !ties_records(slot)); }

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

Table::Table(const Catalogue& catalogue, const KindInfo& kind, const Vault* vault) : kind_(&kind), vault_(vault), name_(name_of(kind.name)) {
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
  privacy = stricter(privacy, stricter(field.notes.privacy, strictest_line(*field.type)));
  chain.push_back(&field);
  if (field.type->kind == TypeKind::record) {
    for (const Field& inner : field.type->record->fields) add_members(inner, chain, path, column, privacy);
    return;
  }
  add_slot({.chain = std::move(chain), .type = field.type, .path = std::move(path), .column = std::move(column), .privacy = privacy, .kept_by_store = is_kept_by_store(field)});
}

void Table::add_slot(Slot slot) {
  slot.sealed = vault_ != nullptr && is_guarded(slot);
  slot.codec = slot.sealed || slot.privacy == Privacy::personal ? &text_codec_of(*slot.type) : &codec_of(*slot.type);
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
  for (const Slot& slot : slots_) {
    const int column = first + slot.first;
    if (!slot.sealed) slot.codec->read(row, column, *slot.type, slot.in(record));
    else if (!row.is_null(column)) slot.codec->from_text(vault_->open(row.text(column), place(slot, row.uuid(first + key_->first))), *slot.type, slot.in(record));
  }
}

void Table::read_unsealed(const Cursor& row, void* record) const {
  for (const Slot& slot : slots_)
    if (!slot.sealed) slot.codec->read(row, slot.first, *slot.type, slot.in(record));
}

void Table::add(Cursor& cursor, const Slot& slot, const void* record) const {
  if (!slot.sealed) return slot.codec->add(cursor, *slot.type, slot.in(record));
  if (const auto text = slot.codec->to_text(*slot.type, slot.in(record))) cursor.add(vault_->seal(*text, place(slot, id(record))));
  else cursor.null();
}

std::string Table::plain_sql(const Slot& slot, const std::string& alias) const {
  std::string column = alias + "." + slot.column;
  return slot.sealed ? "guanxi_unseal(" + column + ", '" + name_ + "', " + alias + "." + key_->column + ", '" + slot.column + "')" : column;
}

std::string Table::update_sql(const std::vector<const Slot*>& changed) const {
  std::vector<std::string> names;
  for (const Slot* slot : changed)
    for (const ColumnPart& part : slot->codec->parts) names.push_back(slot->column + std::string(part.suffix) + " = ?");
  return "UPDATE " + name_ + " SET " + joined(names) + " WHERE tenant = ? AND " + key_->column + " = ?";
}

Tables::Tables(const Catalogue& catalogue, const Vault* vault) {
  for (const KindInfo* kind : catalogue.kinds()) tables_.push_back(std::make_unique<Table>(catalogue, *kind, vault));
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
