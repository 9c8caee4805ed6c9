#pragma once
/// @file
/// The index of all texts in the file, and searches in it.

#include <guanxi/store/search.hpp>

#include <array>
#include <string>

#include "visibility.hpp"

namespace guanxi::store::detail {

/// Tokens of a record by who may read them: one column of the index for each class of privacy.
using Tokens = std::array<std::string, 3>;

/// Brings the index up to date with a write.
/// @param before  the record as it was, nullptr for a new one
/// @param after   the record as it is, nullptr for a removed one
void index_record(Connection& connection, const State& state, const Table& table, const void* before, const void* after);

/// Brings the index of the tenant's records up to date with the dictionary and the run-time fields: where a field became more or less
/// private since the records of a kind were indexed, its words move to another column.
/// @param writer  may write, is in no transaction
/// @cost  reads every record of such a kind; else one look-up for each kind
void reclassify(Connection& writer, const State& state);

/// Records in which all parts of the input stand, in fields that the principal may see.
[[nodiscard]] SearchPage search(const View& view, std::string_view input, const SearchOptions& options);

/// Number of such records.
[[nodiscard]] std::int64_t count_hits(const View& view, std::string_view input, const SearchOptions& options);

}  // namespace guanxi::store::detail
