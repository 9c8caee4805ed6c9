#pragma once
/// @file
/// One record as labels and values.

#include <guanxi/report/document.hpp>

#include <string>
#include <utility>
#include <vector>

#include "context.hpp"

namespace guanxi::report::detail {

/// One field of a record with everything below it.
struct FieldValue {
  const Field* field{};         ///< line of the record's own dictionary, or of the run-time field
  const Category* category{};   ///< its group
  std::string label{};          ///< name for people
  Line value{};                 ///< for people; empty if `table` holds it
  std::vector<Line> notes{};    ///< age and origin, other statements
  std::optional<Table> table{};  ///< a list of nested records
};

/// The fields of a record that are set, in the order of the dictionary; identifiers and links to the parent are left out.
[[nodiscard]] std::vector<FieldValue> field_values(const Context& context, const KindInfo& kind, const void* record);

/// The group of a field of a kind.
[[nodiscard]] inline const Category* category_of(const Field& field, const KindInfo& kind) {
  return field.notes.category != nullptr ? field.notes.category : kind.category;
}

}  // namespace guanxi::report::detail
