#pragma once
/// @file
/// From rows to records, dossiers and books, as far as the reader may see them.

#include <guanxi/model/dossier.hpp>

#include <optional>
#include <span>

#include "visibility.hpp"

namespace guanxi::store::detail {

/// Reads a row that starts with all columns of a table and `sight_sql`, as far as the principal sees it.
/// @param record  in which nothing is set
void read_row(const View& view, const Table& table, const Cursor& row, void* record);

/// Reads a record that the principal may read.
/// @param record  in which nothing is set
/// @return  false if there is none
[[nodiscard]] bool read_record(const View& view, const Table& table, const Uuid& id, void* record);

/// True if there is a record that the principal may read.
[[nodiscard]] bool is_there(const View& view, const Table& table, const Uuid& id);

/// Reads the rows with these keys, in their order, as far as the principal sees them.
/// @param ids   different keys of rows that the principal may read, as another statement at the same moment has told
/// @param list  the `std::vector` of the kind; records are added to it
/// @throws FileError  `store.corrupt` if a row is not there
void read_rows(const View& view, const Table& table, std::span<const Uuid> ids, void* list);

/// The customer of this name: identifier, then registration id, legal name, short name (fields that are an alias or a title), each
/// as written.
/// @return  nothing if the principal may read none
[[nodiscard]] std::optional<Uuid> find_named(const View& view, const Table& table, std::string_view name);

/// A customer that the principal may read, with everything that belongs to it, each kind in the order of identifiers.
/// @return  nothing if there is none
[[nodiscard]] std::optional<Dossier> read_dossier(const View& view, const Uuid& customer);

/// Every customer that the principal may read and to which an action is open, with what belongs to it; and all shared records.
[[nodiscard]] Book read_book(const View& view, access::Action action);

/// Identifiers of the records that a record belongs to, as it says itself.
struct ParentId {
  const ParentLine* line{};
  Uuid id{};
};
[[nodiscard]] std::vector<ParentId> parents_of(const Table& table, const void* record);

}  // namespace guanxi::store::detail
