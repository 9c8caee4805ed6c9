#pragma once
/// @file
/// Run-time fields that programs declared when they opened the file: the next one knows them too.

#include <guanxi/core/catalogue.hpp>

#include "connection.hpp"

namespace guanxi::store::detail {

/// Adds to a catalogue the run-time fields that the file knows and it does not, and to the file those that only the catalogue knows.
/// Where both know a field, the catalogue is right.
/// @param writer  may write, is in no transaction
/// @throws FileError  `store.corrupt` if what the file says cannot be read
void share_run_time_fields(Connection& writer, Catalogue& catalogue);

}  // namespace guanxi::store::detail
