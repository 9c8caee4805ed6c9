#include "located.hpp"

#include <guanxi/core/write.hpp>
#include <guanxi/model/meta.hpp>

#include <algorithm>

namespace guanxi::quality::detail {

namespace {

Uuid id_of(const KindInfo& kind, const void* record) {
  const Field* key = kind.with(Part::key);
  return key ? held_id(*key->type, key->in(record)) : Uuid{};
}

}  // namespace

Uuid held_id(const Type& type, const void* member) {
  if (type.kind != TypeKind::id && type.kind != TypeKind::ref) return {};
  const Value value = type.get(type, member);
  if (const auto* id = std::get_if<Uuid>(&value)) return *id;
  const auto* ref = std::get_if<RefValue>(&value);
  return ref ? ref->id : Uuid{};
}

Located locate(const Catalogue& catalogue, const KindInfo& kind, const void* record) {
  return {&kind, catalogue.fields(kind), record, 0, 0, id_of(kind, record)};
}

std::vector<Located> located(const Catalogue& catalogue, const KindInfo& kind, const Records& records) {
  std::vector<Located> all;
  for (std::size_t i = 0; i < records.size(kind); ++i) {
    all.push_back(locate(catalogue, kind, records.at(kind, i)));
    all.back().position = i;
  }
  std::ranges::stable_sort(all, {}, &Located::id);
  return all;
}

std::vector<Located> located(const Catalogue& catalogue, const Records& records) {
  std::vector<Located> all;
  std::size_t order = 0;
  for (const KindInfo* kind : catalogue.kinds()) {
    for (Located& at : located(catalogue, *kind, records)) {
      at.kind_order = order;
      all.push_back(at);
    }
    ++order;
  }
  return all;
}

bool is_unseen(const Located& at, const Field& field, const PresenceOptions& presence) {
  if (is_hidden(field, at.id, presence)) return true;
  const auto meta = std::ranges::find_if(at.kind->record->fields, [](const Field& line) { return line.type->record == &record_info<Meta>(); });
  if (meta == at.kind->record->fields.end()) return false;
  const auto& hidden = static_cast<const Meta*>(meta->in(at.record))->hidden;
  if (hidden.empty()) return false;
  PresenceOptions unseen;
  for (const std::string& path : hidden) unseen.hidden.push_back({.record = {}, .path = path});
  return is_hidden(field, at.id, unseen);
}

bool applies(const Located& at, const Field& field, const Rules& rules, const PresenceOptions& presence) {
  return exclusion_of(rules, *at.kind->record, field, at.record) == nullptr && !is_unseen(at, field, presence);
}

Message name_of(const Located& at) {
  const Field* title = at.kind->with(Part::title);
  if (title && title->type->get) {
    const Value value = title->type->get(*title->type, title->in(at.record));
    if (is_set(value)) return {write_text(value, {.language = Language::zh, .calendar = {}}), write_text(value, {.language = Language::en, .calendar = {}})};
  }
  const std::string id = to_string(at.id);
  return {id, id};
}

Message label_of_leaf(const Field& top, const Field& inner) {
  if (&top == &inner) return {std::string(top.label.zh), std::string(top.label.en)};
  return {std::string(top.label.zh) + " · " + std::string(inner.label.zh), std::string(top.label.en) + " · " + std::string(inner.label.en)};
}

}  // namespace guanxi::quality::detail
