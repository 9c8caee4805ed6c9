#pragma once
/// @file
/// All record kinds that a program knows, with their run-time fields: what every consumer of the dictionary is given.

#include <guanxi/core/error.hpp>
#include <guanxi/core/kind.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace guanxi {

/// A list of kinds and, for each, all its fields.
class Catalogue {
 public:
  /// @param kinds  the kinds, in the order in which forms and reports show them; they outlive the catalogue
  explicit Catalogue(std::span<const KindInfo* const> kinds) {
    for (const KindInfo* kind : kinds) add(*kind);
  }

  /// Adds a kind, such as a vendor's own.
  void add(const KindInfo& kind) { entries_.push_back({&kind, {kind.record->fields.begin(), kind.record->fields.end()}}); }

  /// Adds a run-time field to a kind; its texts and its type outlive the catalogue, or are kept by `owner`.
  /// @throws NotFoundError  `catalogue.kind` if the kind is not in the catalogue
  /// @throws ArgumentError  `catalogue.field` if the kind already has a field of this name
  void add_field(const KindInfo& kind, Field field, std::shared_ptr<const void> owner = {}) {
    Entry& entry = find(kind);
    for (const Field& known : entry.fields)
      if (known.name == field.name)
        throw ArgumentError("catalogue.field", std::string(kind.name) + " already has a field " + std::string(field.name));
    for (const Field& known : kind.record->fields)
      if (known.type->kind == TypeKind::custom) field.at = known.at;
    field.run_time = true;
    entry.fields.push_back(field);
    if (owner && (owners_.empty() || owners_.back() != owner)) owners_.push_back(std::move(owner));
  }

  /// The kinds, in their order.
  [[nodiscard]] std::vector<const KindInfo*> kinds() const {
    std::vector<const KindInfo*> all;
    all.reserve(entries_.size());
    for (const Entry& entry : entries_) all.push_back(entry.kind);
    return all;
  }

  /// The kind of this singular or plural name, or nullptr.
  [[nodiscard]] const KindInfo* kind(std::string_view name) const noexcept {
    for (const Entry& entry : entries_)
      if (entry.kind->name == name || entry.kind->plural == name) return entry.kind;
    return nullptr;
  }

  /// The kind that an Id or Ref points to, or nullptr.
  [[nodiscard]] const KindInfo* kind_of(const void* tag) const noexcept {
    for (const Entry& entry : entries_)
      if (entry.kind->tag == tag) return entry.kind;
    return nullptr;
  }

  /// All fields of a kind: those of its dictionary, then those added at run time.
  /// @return  the dictionary alone for a kind that is not in the catalogue
  [[nodiscard]] std::span<const Field> fields(const KindInfo& kind) const noexcept {
    for (const Entry& entry : entries_)
      if (entry.kind->tag == kind.tag) return entry.fields;
    return kind.record->fields;
  }

 private:
  struct Entry {
    const KindInfo* kind;
    std::vector<Field> fields;
  };

  Entry& find(const KindInfo& kind) {
    for (Entry& entry : entries_)
      if (entry.kind->tag == kind.tag) return entry;
    throw NotFoundError("catalogue.kind", "the catalogue has no kind " + std::string(kind.name));
  }

  std::vector<Entry> entries_;
  std::vector<std::shared_ptr<const void>> owners_;
};

}  // namespace guanxi
