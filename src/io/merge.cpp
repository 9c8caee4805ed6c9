#include "merge.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/meta.hpp>

#include <algorithm>

namespace guanxi::io::detail {

namespace {

void note_rival(const KindInfo& kind, void* record, const std::string& path, const std::string& value) {
  for (const Field& field : kind.record->fields) {
    if (field.type->record != &record_info<Meta>()) continue;
    auto& facts = static_cast<Meta*>(field.in(record))->field_facts;
    auto fact = std::ranges::find(facts, path, &FieldFact::path);
    if (fact == facts.end()) fact = facts.insert(facts.end(), FieldFact{.path = path});
    if (std::ranges::find(fact->rivals, value) == fact->rivals.end()) fact->rivals.push_back(value);
  }
}

bool is_upkeep(const Leaf& leaf) { return has(leaf.top->notes.part, Part::upkeep) && leaf.top->type->kind != TypeKind::custom; }

/// Adds the elements of a list that are not there yet, compared by their exact text.
void merge_list_leaf(const Leaf& leaf, void* list, const Type& type) {
  const Value value = leaf.type->get(*leaf.type, leaf.member);
  for (std::size_t i = 0; i < type.list->size(list); ++i)
    if (write_exact(type.element->get(*type.element, type.list->at(list, i))) == write_exact(value)) return;
  leaf.type->set(*leaf.type, type.list->append(list), value);
}

void merge_leaf(ImportState& state, const KindInfo& kind, void* known, const Leaf& leaf, const Place& place) {
  const std::span<const Field> fields = state.catalogue->fields(kind);
  if (is_upkeep(leaf)) return;
  if (leaf.top->type->kind == TypeKind::list && leaf.top->type->element->kind != TypeKind::record)
    return merge_list_leaf(leaf, leaf.top->in(known), *leaf.top->type);
  const Target target = reach(fields, known, leaf.path);
  if (target.type->set == nullptr) return;
  const Value ours = target.type->get(*target.type, target.member);
  const Value theirs = leaf.type->get(*leaf.type, leaf.member);
  if (!is_set(ours)) return target.type->set(*target.type, target.member, theirs);
  const std::string kept = write_text(ours);
  const std::string rival = write_text(theirs);
  if (text::fold(kept) == text::fold(rival)) return;
  note_rival(kind, known, leaf.path, write_exact(theirs));
  state.findings.push_back(make_finding(finding_code("io.value_differs"), {.kind = kind.name, .record = key_of(kind, known), .field = leaf.path, .value = rival,
                                        .label = message_of(leaf.top->label), .detail = {kept, kept}, .place = place}));
}

void merge_record(ImportState& state, const KindInfo& kind, void* known, const void* addition, const Place& place) {
  const Uuid from = key_of(kind, addition);
  const Uuid to = key_of(kind, known);
  for_each_leaf(state.catalogue->fields(kind), addition, [&](const Leaf& leaf) { merge_leaf(state, kind, known, leaf, place); });
  for (PendingLink& link : state.links)
    if (link.record == from) link.record = to;
}

/// True if both records say something in a required text, and not the same: two people of one surname with different titles.
bool differ(const KindInfo& kind, const void* a, const void* b) {
  return std::ranges::any_of(kind.record->fields, [&](const Field& field) {
    if (field.type->kind != TypeKind::text || field.notes.level != Level::required) return false;
    const Value one = field.type->get(*field.type, field.in(a));
    const Value other = field.type->get(*field.type, field.in(b));
    return is_set(one) && is_set(other) && text::fold(write_exact(one)) != text::fold(write_exact(other));
  });
}

/// The record of the same title, where records of the kind are people or things rather than events.
void* twin(Records& records, const KindInfo& kind, const void* addition) {
  const Field* title = kind.with(Part::title);
  if (title == nullptr || title->type->kind != TypeKind::text || kind.with(Part::event) != nullptr) return nullptr;
  const Value name = title->type->get(*title->type, title->in(addition));
  if (!is_set(name)) return nullptr;
  for (std::size_t i = 0; i < records.size(kind); ++i)
    if (void* at = records.at(kind, i); is_named(kind, at, std::get<std::string_view>(name)) && !differ(kind, at, addition)) return at;
  return nullptr;
}

void add_record(const KindInfo& kind, Dossier& known, void* addition) {
  const Field* parent = kind.with(Part::parent);
  if (parent != nullptr) parent->type->set(*parent->type, parent->in(addition), Value(known.customer().id.uuid));
  known.records().adopt(kind, addition);
}

}  // namespace

void merge(ImportState& state, Dossier& known, Dossier addition, const Place& place) {
  for (const KindInfo* kind : state.catalogue->kinds()) {
    Records& theirs = addition.records();
    for (std::size_t i = 0; i < theirs.size(*kind); ++i) {
      void* record = theirs.at(*kind, i);
      void* same = kind->scope == Scope::own ? known.records().at(*kind, 0) : twin(known.records(), *kind, record);
      if (same != nullptr) merge_record(state, *kind, same, record, place);
      else add_record(*kind, known, record);
    }
  }
}

}  // namespace guanxi::io::detail
