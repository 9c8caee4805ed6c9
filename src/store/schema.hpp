#pragma once
/// @file
/// The tables of the file: made in a new one, completed in an older one, refused in a newer one.

#include "connection.hpp"
#include "table.hpp"

namespace guanxi::store::detail {

/// Number of the schema; forward-only migrations lead from one to the next.
inline constexpr std::int64_t schema_number = 1;

/// Marks the file as ours, in the header field that SQLite keeps for that: “guan”.
inline constexpr std::int64_t application_mark = 0x6775616e;

/// What lies at a path.
enum class Found { nothing, store };

/// Looks without changing anything.
/// @throws FileError  `store.wrong_file` for anything but a store or an empty file, `store.newer_schema`, `store.corrupt` …
[[nodiscard]] Found look(Connection& connection, const std::string& path);

/// Makes what is missing: the store's own tables, the tables of the kinds, new columns, the catalogue of fields.
/// @param connection  in a transaction
/// @throws FileError  `store.field_changed` if a column holds another type than the dictionary says
void complete_schema(Connection& connection, const Tables& tables);

/// True if `complete_schema` would find nothing to do.
[[nodiscard]] bool is_complete(Connection& connection, const Tables& tables);

}  // namespace guanxi::store::detail
