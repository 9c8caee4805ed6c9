#pragma once
/// @file
/// Leaves of records by path: `phones[0]`, `stakeholders[2].roles[0]`, `custom[节能等级]`.

#include <guanxi/core/catalogue.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace guanxi {

/// One leaf of a record, where it is and what it is.
struct Leaf {
  const Field* field{};  ///< the line of the innermost dictionary; of the whole for a run-time field
  const Field* top{};    ///< the line of the record kind's own dictionary
  const Type* type{};    ///< type of the leaf; a record type stands for a list element in which nothing is set
  const void* member{};  ///< its address
  std::string path{};    ///< its path inside the record
};

/// Calls a function for each leaf of a record that is set, in the order of the dictionary.
/// An element of a list counts even if nothing in it is set, so that positions hold.
/// @param fields  all fields of the record, see Catalogue::fields
/// @param record  the record
/// @param visit   is called with each leaf
/// @cost  one call per leaf
void for_each_leaf(std::span<const Field> fields, const void* record, const std::function<void(const Leaf&)>& visit);

/// What a path leads to.
struct Target {
  const Field* field{};  ///< the line of the innermost dictionary
  const Field* top{};    ///< the line of the record kind's own dictionary
  const Type* type{};    ///< type of what was reached
  void* member{};        ///< its address
};

/// Follows a path, adding elements to lists where they are missing (at most 10,000).
/// @param fields  all fields of the record
/// @param record  the record
/// @param path    see the file's description
/// @throws ParseError     `path.syntax` if the path is malformed, `path.index` for a position beyond the limit
/// @throws NotFoundError  `path.field` if there is no such field; names the nearest one
[[nodiscard]] Target reach(std::span<const Field> fields, void* record, std::string_view path);

/// The field of this name, or nullptr.
[[nodiscard]] const Field* find_field(std::span<const Field> fields, std::string_view name);

/// The word most like another one: at most a third of its signs were left out, added, mistaken or swapped with their neighbour.
/// @return  nothing if none is like it; ties go to the first
[[nodiscard]] std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words);

}  // namespace guanxi
