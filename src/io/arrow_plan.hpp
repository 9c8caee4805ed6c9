#pragma once
/// @file
/// Which columns of an Arrow table go to which members of a record.

#include <guanxi/core/arrow.hpp>
#include <guanxi/io/header_index.hpp>

#include "arrow_column.hpp"
#include "arrow_slots.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::io::detail {

/// Positions of children from a column to one inside it.
using ArrowRoute = std::vector<std::size_t>;

/// The cell at the end of a route.
[[nodiscard]] ArrowCell cell_at(const ArrowColumn& root, std::int64_t row, const ArrowRoute& route);

/// True if the cell at the end of a route, or a struct on the way, is null.
[[nodiscard]] bool is_null_at(const ArrowColumn& root, std::int64_t row, const ArrowRoute& route);

/// A column of a table, or one inside a struct.
struct ArrowLeaf {
  std::string name{};              ///< dotted
  ArrowRoute route{};              ///< from the table or item
  const ArrowSchema* schema{};     ///< its type
};

/// A member and its columns.
struct ArrowMember {
  ArrowSlot slot{};                                              ///< where it is in the record
  const Type* type{};                                            ///< what it is
  std::vector<std::pair<ArrowPart, ArrowRoute>> parts{};         ///< its columns by what they hold
  std::unique_ptr<ArrowMember> element{};                        ///< list: an item, routes from the item's column
  std::vector<ArrowMember> members{};                            ///< item that is a record: its members, routes from the item's column
  bool incomplete = false;                                       ///< list: no member takes some column of its items
};

/// The columns of some members.
struct ArrowBinding {
  std::vector<ArrowMember> members{};  ///< those that have a column
  std::vector<ArrowLeaf> rest{};       ///< columns that no member takes
};

/// Binds the columns of a struct to slots by the names that exports have.
/// @param slots   the slots
/// @param schema  a struct; outlives the binding
[[nodiscard]] ArrowBinding bind_arrow(const std::vector<ArrowSlot>& slots, const ArrowSchema& schema);

/// Binds one column to a slot, whatever its name.
/// @return  false if a column of this type cannot hold it, or other columns do
bool bind_arrow_leaf(ArrowBinding& binding, const ArrowSlot& slot, const ArrowLeaf& leaf);

}  // namespace guanxi::io::detail
