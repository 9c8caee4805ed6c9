#pragma once
/// @file
/// One value of a record in SQL, wherever it lies, and how it is compared.

#include <functional>
#include <span>
#include <string>

#include "query_route.hpp"
#include "sql_functions.hpp"
#include "sql_text.hpp"
#include "table.hpp"

namespace guanxi::store::detail {

/// Expressions for one value; null where it is unset or not to be seen.
struct Leaf {
  const Type* type{};                   ///< its type
  std::function<Sql(ValuePart)> part{}; ///< one of its parts
  Sql present{};                        ///< whether it is set: true, false or null
};

/// An expression against a value.
[[nodiscard]] Sql related(const Sql& left, Relation relation, const Parameter& right);

/// An expression where a reader sees it, else null.
/// @param sight  condition under which it is seen; `1` or `0` if that is known
[[nodiscard]] Sql seen(const std::string& sight, const Sql& inner);

/// A member of a table with columns of its own.
[[nodiscard]] Leaf column_leaf(const Table& table, const Slot& slot, const std::string& alias, const std::string& sight);
/// A value in JSON; an expression that is null if it is unset.
[[nodiscard]] Leaf json_leaf(const Sql& json, const Type& type);
/// An element of a list of values that `json_each` goes through under an alias.
[[nodiscard]] Leaf element_leaf(const std::string& alias, const Type& type);
/// A run-time field.
/// @param all  the JSON of all run-time fields of the record
[[nodiscard]] Leaf custom_leaf(const Sql& all, const std::string& name, const Type& type);
/// The first of two values that is set.
[[nodiscard]] Leaf first_leaf(const Leaf& first, const Leaf& second);
/// One end of a range as a value of its own.
[[nodiscard]] Leaf bound_leaf(const Leaf& range, Bound bound, const Type& type);

/// The value as it is ordered and grouped: of a word its place in the table.
[[nodiscard]] Sql ordered_value(const Leaf& leaf, ValuePart part);

/// A value against an operand that conforms to it, days already counted; true, false or null.
[[nodiscard]] Sql compare(const Leaf& leaf, Relation relation, const Operand& operand, const Calendar& calendar);

/// A value against several operands that conform to it: equal to one of them.
[[nodiscard]] Sql one_of(const Leaf& leaf, std::span<const Operand> operands, const Calendar& calendar);

}  // namespace guanxi::store::detail
