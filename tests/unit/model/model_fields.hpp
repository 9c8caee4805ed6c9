#pragma once
/// @file
/// Walks the dictionaries of all standard kinds, nested ones included.

#include <guanxi/core/text.hpp>
#include <guanxi/model/kinds.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::test {

/// Parts of a `|` list; none for an empty text.
inline std::vector<std::string_view> variants(std::string_view list) {
  return list.empty() ? std::vector<std::string_view>{} : text::split(list, {"|"});
}

/// The record that a type holds, directly or in a list; nullptr for leaves.
inline const RecordInfo* nested(const Type& type) {
  return type.record ? type.record : type.element ? nested(*type.element) : nullptr;
}

/// The words that a type holds, directly or in a list.
inline std::span<const EnumWord> words(const Type& type) {
  return type.element ? words(*type.element) : type.words;
}

/// A dictionary and where it was met, such as `contact.consents`.
struct Dictionary {
  std::string path;
  const RecordInfo* record;
};

inline void collect(const std::string& path, const RecordInfo& record, std::vector<Dictionary>& found) {
  found.push_back({path, &record});
  for (const Field& field : record.fields)
    if (const RecordInfo* inner = nested(*field.type)) collect(path + "." + std::string(field.name), *inner, found);
}

/// The dictionary of a kind and all that are nested in it.
inline std::vector<Dictionary> dictionaries(const KindInfo& kind) {
  std::vector<Dictionary> found;
  collect(std::string(kind.name), *kind.record, found);
  return found;
}

/// Every header of a field: name, labels, aliases.
inline std::vector<std::string_view> headers(const Field& field) {
  std::vector<std::string_view> all{field.name, field.label.zh, field.label.en};
  for (const std::string_view alias : variants(field.notes.aliases)) all.push_back(alias);
  return all;
}

/// The group of a field on forms.
inline const Category& category_of(const KindInfo& kind, const Field& field) {
  return field.notes.category ? *field.notes.category : *kind.category;
}

inline bool is_upkeep(const Field& field) { return has(field.notes.part, Part::upkeep); }

}  // namespace guanxi::test
