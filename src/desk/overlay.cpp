#include "overlay.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/core/write.hpp>

namespace guanxi::desk::detail {

namespace {

bool is_upkeep(const Leaf& leaf) { return has(leaf.top->notes.part, Part::upkeep) && leaf.top->type->kind != TypeKind::custom; }

std::string exact(const Type& type, const void* member) {
  JsonWriter json;
  write_json(json, type, member, {});
  return json.take();
}

bool holds(const Type& list, void* of, const std::string& element) {
  for (std::size_t i = 0; i < list.list->size(of); ++i)
    if (exact(*list.element, list.list->at(of, i)) == element) return true;
  return false;
}

/// Elements that are there already are told by their exact content.
void grow(const Type& list, void* into, void* from, const std::function<void(void* to, const void* element)>& copy) {
  for (std::size_t i = 0; i < list.list->size(from); ++i) {
    const void* element = list.list->at(from, i);
    if (!holds(list, into, exact(*list.element, element))) copy(list.list->append(into), element);
  }
}

void copy_value(const Type& type, void* to, const void* from);

void copy_list(const Type& type, void* to, void* from) {
  for (std::size_t i = 0; i < type.list->size(from); ++i) copy_value(*type.element, type.list->append(to), type.list->at(from, i));
}

void copy_value(const Type& type, void* to, const void* from) {
  if (type.get != nullptr) type.set(type, to, type.get(type, from));
  else if (type.kind == TypeKind::list) copy_list(type, to, const_cast<void*>(from));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  else if (type.kind == TypeKind::record)
    for (const Field& field : type.record->fields) copy_value(*field.type, field.in(to), field.in(from));
}

void lay_leaf(std::span<const Field> fields, void* record, const Leaf& leaf, const MayReplace& may_replace) {
  const Target target = reach(fields, record, leaf.path);
  if (target.type->set == nullptr) return;
  const Value ours = target.type->get(*target.type, target.member);
  const Value theirs = leaf.type->get(*leaf.type, leaf.member);
  if (ours == theirs) return;
  const Replaced replaced{.field = leaf.top, .path = leaf.path, .before = write_text(ours), .after = write_text(theirs), .exact = write_exact(theirs)};
  if (!is_set(ours) || may_replace(replaced)) target.type->set(*target.type, target.member, theirs);
}

}  // namespace

void overlay(std::span<const Field> fields, void* record, const void* addition, const MayReplace& may_replace) {
  for (const Field& field : fields) {
    if (field.run_time || field.type->kind != TypeKind::list || has(field.notes.part, Part::upkeep)) continue;
    void* from = const_cast<void*>(field.in(addition));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    grow(*field.type, field.in(record), from, [&](void* to, const void* element) { copy_value(*field.type->element, to, element); });
  }
  for_each_leaf(fields, addition, [&](const Leaf& leaf) {
    if (!is_upkeep(leaf) && leaf.top->type->kind != TypeKind::list) lay_leaf(fields, record, leaf, may_replace);
  });
}

}  // namespace guanxi::desk::detail
