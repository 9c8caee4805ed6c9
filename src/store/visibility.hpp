#pragma once
/// @file
/// The rights of a principal as conditions in SQL, and what they leave of a record.

#include <guanxi/access/action.hpp>
#include <guanxi/access/policy.hpp>

#include <string>
#include <string_view>

#include "state.hpp"

namespace guanxi::store::detail {

/// A condition that holds for the rows of a table that a filter admits: for a customer by its owner and team, for what belongs
/// to one through its parents, of which any grants.
/// @param alias  name of the table in the statement
[[nodiscard]] std::string admitted_sql(const Tables& tables, const Table& table, const access::Filter& filter, std::string_view alias);

/// Rows that the principal may read.
[[nodiscard]] std::string readable_sql(const View& view, const Table& table, std::string_view alias);

/// The ways in which rows of customers become readable, each a condition that an index of the table can follow in the order of
/// identifiers; a row may be readable in several.
/// @return  nothing for rows that are readable to all, or through other records
[[nodiscard]] std::vector<std::string> ways_to_read(const View& view, const Table& table, std::string_view alias);

/// What a reader sees of the guarded fields of one record.
struct Sight {
  bool personal = true;   ///< contact details
  bool sensitive = true;  ///< commercial terms
  /// True if a field of this class is seen.
  [[nodiscard]] bool sees(Privacy privacy) const noexcept { return privacy == Privacy::open || (privacy == Privacy::personal ? personal : sensitive); }
};

/// Two columns of a statement that tell the sight of each row.
[[nodiscard]] std::string sight_sql(const View& view, const Table& table, std::string_view alias);
/// Reads them.
[[nodiscard]] Sight read_sight(const Cursor& row, int column);

/// Unsets what a sight does not reach, names it in `meta.hidden`, and drops the facts about it.
void hide(const State& state, const Table& table, void* record, const Sight& sight);

/// Names of the fields and run-time fields of a table that a sight does not reach, as `meta.hidden` lists them.
[[nodiscard]] std::vector<std::string> hidden_names(const State& state, const Table& table, const Sight& sight);

/// True if a path lies in one of the hidden fields.
[[nodiscard]] bool is_hidden(const std::vector<std::string>& hidden, std::string_view path);

/// Path of a run-time field: `custom[节能等级]`.
[[nodiscard]] std::string bracketed(std::string_view field, std::string_view name);

/// An identifier as SQL writes it.
[[nodiscard]] std::string sql_of(const Uuid& id);

}  // namespace guanxi::store::detail
