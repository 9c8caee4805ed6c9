#pragma once
/// @file
/// How a member of one type lies in the columns of a table.

#include <guanxi/core/field.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "connection.hpp"

namespace guanxi::store::detail {

/// One column of a member.
struct ColumnPart {
  std::string_view suffix{};    ///< follows the name of the field
  std::string_view sql_type{};  ///< type in SQL
};

/// The columns of a type and the way in and out.
struct Codec {
  std::span<const ColumnPart> parts{};                                            ///< its columns
  void (*add)(Cursor& cursor, const Type& type, const void* member){};            ///< binds one parameter for each column
  void (*read)(const Cursor& row, int column, const Type& type, void* member){};  ///< reads from this column on
  std::optional<std::string> (*to_text)(const Type& type, const void* member){};  ///< what stands in its column, nothing for null; nullptr unless it takes one text
  void (*from_text)(std::string_view text, const Type& type, void* member){};     ///< the way back
};

/// The codec of a type: whole numbers, days and amounts lie so that SQL can compare them, lists and run-time fields as JSON.
[[nodiscard]] const Codec& codec_of(const Type& type);

/// The codec of a type that lies in one text, whatever it is: what may be sealed.
[[nodiscard]] const Codec& text_codec_of(const Type& type);

/// A member as JSON, see core/record_json.hpp.
[[nodiscard]] std::string json_of(const Type& type, const void* member);

/// True if two members hold the same.
[[nodiscard]] bool equal_members(const Type& type, const void* a, const void* b);

/// Unsets a member.
void unset_member(const Type& type, void* member);

/// Copies a member of a record to the same member of another one.
void copy_member(const Type& type, const void* from, void* to);

}  // namespace guanxi::store::detail
