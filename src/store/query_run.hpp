#pragma once
/// @file
/// Queries on the tables of a store.

#include <guanxi/store/query.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include "query_sql.hpp"
#include "visibility.hpp"

namespace guanxi::store::detail {

/// The day that relative days count from.
[[nodiscard]] Date day_asked(const View& view, std::optional<Date> as_of);

/// ` FROM need_record r WHERE …` of the rows that the principal may read and for which a condition holds.
[[nodiscard]] Sql matching_rows(const View& view, const Table& table, QuerySql& sql, const Condition& where);

/// A statement with its parameters bound.
/// @throws ArgumentError  `query.depth`, `query.size` where SQLite refuses it for its nesting or its number of parameters
[[nodiscard]] Cursor run_query(const View& view, const Sql& sql);

/// Finds a page of records.
/// @param list  the `std::vector` of the kind; records are added to it
/// @return  where the next page starts, empty if there is none
/// @throws  ArgumentError  see Session::page
[[nodiscard]] std::string find_records(const View& view, const Table& table, const Query& query, void* list);

/// Number of records that the principal may read and for which a condition holds.
[[nodiscard]] std::int64_t count_records(const View& view, const Table& table, const Condition& where, std::optional<Date> as_of);

/// See Session::summarize.
[[nodiscard]] Groups summarize_records(const View& view, const Table& table, const Summary& summary);

}  // namespace guanxi::store::detail
