#include <guanxi/core/custom.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/quality/presence.hpp>

#include <algorithm>

namespace guanxi::quality {

namespace {

bool lists(const std::vector<std::string>& texts, const std::string& folded) {
  return std::ranges::any_of(texts, [&](const std::string& entry) { return text::fold(entry) == folded; });
}

bool holds_answer(const Value& value, const PresenceOptions& options) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return is_answer(*text, options);
  if (const auto* ref = std::get_if<RefValue>(&value)) return ref->id || is_answer(ref->text, options);
  return is_set(value);
}

bool holds_answer(const Type& type, const void* member, const PresenceOptions& options);

bool list_holds_answer(const Type& type, const void* list, const PresenceOptions& options) {
  void* elements = const_cast<void*>(list);  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  for (std::size_t i = 0; i < type.list->size(list); ++i)
    if (holds_answer(*type.element, type.list->at(elements, i), options)) return true;
  return false;
}

bool record_holds_answer(const Type& type, const void* record, const PresenceOptions& options) {
  return std::ranges::any_of(type.record->fields, [&](const Field& field) {
    return !has(field.notes.part, Part::upkeep) && holds_answer(*field.type, field.in(record), options);
  });
}

bool custom_holds_answer(const void* member, const PresenceOptions& options) {
  static constexpr Type untyped = guanxi::detail::custom_type(TypeKind::text);
  return std::ranges::any_of(static_cast<const Custom*>(member)->values, [&](const auto& entry) {
    return holds_answer(untyped.get(untyped, &entry.second), options);
  });
}

bool holds_answer(const Type& type, const void* member, const PresenceOptions& options) {
  switch (type.kind) {
    case TypeKind::list: return list_holds_answer(type, member, options);
    case TypeKind::record: return record_holds_answer(type, member, options);
    case TypeKind::custom: return custom_holds_answer(member, options);
    default: return holds_answer(type.get(type, member), options);
  }
}

}  // namespace

bool is_answer(std::string_view text, const PresenceOptions& options) {
  if (options.genuine.empty() && options.placeholders.empty()) return !is_placeholder(text);
  const std::string folded = text::fold(text);
  if (lists(options.genuine, folded)) return !text::normalize(text).empty();
  return !lists(options.placeholders, folded) && !is_placeholder(text);
}

bool is_present(const Field& field, const void* record, const PresenceOptions& options) {
  return holds_answer(*field.type, field.in(record), options);
}

bool is_hidden(const Field& field, const Uuid& record, const PresenceOptions& options) {
  return std::ranges::any_of(options.hidden, [&](const HiddenField& hidden) {
    const std::string_view path = hidden.path;
    const bool same_record = !hidden.record || hidden.record == record;
    const bool same_field = path.starts_with(field.name) &&
                            (path.size() == field.name.size() || path[field.name.size()] == '.' || path[field.name.size()] == '[');
    return same_record && same_field;
  });
}

}  // namespace guanxi::quality
