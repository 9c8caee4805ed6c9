#pragma once
/// @file
/// The past of records, for the eyes of a principal.

#include <guanxi/model/dossier.hpp>
#include <guanxi/store/change.hpp>

#include <optional>
#include <vector>

#include "visibility.hpp"

namespace guanxi::store::detail {

/// Every write of a record, oldest first.
/// @return  nothing if the principal may not read the record, or there never was one
[[nodiscard]] std::optional<std::vector<Change>> read_history(const View& view, const Uuid& id);

/// Fields of a record that differ between two times, in the order of the table.
/// @return  nothing if the principal may not read the record, or there never was one
[[nodiscard]] std::optional<std::vector<FieldChange>> read_differences(const View& view, const Uuid& id, Timestamp before, Timestamp after);

/// A record as it was at a time.
/// @param record  in which nothing is set
/// @return  false if there was none then, or the principal may not read it now
[[nodiscard]] bool read_past(const View& view, const Table& table, const Uuid& id, Timestamp at, void* record);

/// A customer with everything that belonged to it at a time.
/// @return  nothing if there was none then, or the principal may not read it now
[[nodiscard]] std::optional<Dossier> read_past_dossier(const View& view, const Uuid& customer, Timestamp at);

}  // namespace guanxi::store::detail
