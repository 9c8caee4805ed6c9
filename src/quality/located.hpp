#pragma once
/// @file
/// Records with their place: what checks and measures go through.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/quality/presence.hpp>
#include <guanxi/quality/rules.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace guanxi::quality::detail {

/// A record and where it stands.
struct Located {
  const KindInfo* kind{};         ///< its kind
  std::span<const Field> fields;  ///< all fields of its kind
  const void* record{};           ///< the record
  std::size_t kind_order{};       ///< position of the kind in the catalogue
  std::size_t position{};         ///< position in the list of its kind
  Uuid id{};                      ///< its identifier, null if it has none
};

/// A record on its own.
[[nodiscard]] Located locate(const Catalogue& catalogue, const KindInfo& kind, const void* record);

/// The records of one kind in an order that does not depend on how they are listed: by identifier, then position.
[[nodiscard]] std::vector<Located> located(const Catalogue& catalogue, const KindInfo& kind, const Records& records);

/// The records of all kinds of the catalogue, kind by kind.
[[nodiscard]] std::vector<Located> located(const Catalogue& catalogue, const Records& records);

/// The identifier that a leaf holds as Id or Ref; null for anything else.
[[nodiscard]] Uuid held_id(const Type& type, const void* member);

/// True if people are asked for the field.
[[nodiscard]] inline bool is_asked(const Field& field) noexcept { return !has(field.notes.part, Part::upkeep); }

/// True if the reader may not see a field of this record: the options say so, or the record itself in `meta.hidden`.
[[nodiscard]] bool is_unseen(const Located& at, const Field& field, const PresenceOptions& presence);

/// True if the field can be expected of this record: no rule excludes it and the reader may see it.
[[nodiscard]] bool applies(const Located& at, const Field& field, const Rules& rules, const PresenceOptions& presence);

/// What people call a record: the text of its title, else its identifier.
[[nodiscard]] Message name_of(const Located& at);

/// The label of a field; “outer · inner” inside a nested record.
[[nodiscard]] Message label_of_leaf(const Field& top, const Field& inner);

}  // namespace guanxi::quality::detail
