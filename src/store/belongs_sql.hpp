#pragma once
/// @file
/// To whom rows belong, as SQL.

#include <string>
#include <vector>

#include "table.hpp"

namespace guanxi::store::detail {

/// The ways from rows to the records of one kind that they belong to, directly, through lists of links or through other records.
/// The statement calls the rows that are asked for `r`.
class BelongsSql {
 public:
  /// @param target  tag of the kind
  BelongsSql(const Tables& tables, const void* target) : tables_(&tables), target_(target) {}

  /// Which rows of a table belong to the record with this identifier: written for looking up children.
  [[nodiscard]] std::string children(const Table& child, const std::string& alias, const std::string& id);
  /// Whether the identifier is one of those that a row of a table belongs to: written for looking up parents.
  [[nodiscard]] std::string parents(const Table& child, const std::string& alias, const std::string& id);

 private:
  [[nodiscard]] const Table* enter(const ParentLine& line);
  [[nodiscard]] std::string children_of_middle(const ParentLine& line, const std::string& alias, const std::string& id);
  [[nodiscard]] std::string parents_of_middle(const ParentLine& line, const Table& child, const std::string& alias, const std::string& id);

  const Tables* tables_;
  const void* target_;
  std::vector<const Table*> seen_;
};

}  // namespace guanxi::store::detail
