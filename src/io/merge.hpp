#pragma once
/// @file
/// Two accounts of one customer into one.

#include "links.hpp"

namespace guanxi::io::detail {

/// Adds what a dossier says to one that is known. Fields that were unset are filled; a value that differs is noted as a
/// rival; records of equal title are merged, others are added. Links that were noted for merged records follow them.
/// @param place  where the second account comes from
void merge(ImportState& state, Dossier& known, Dossier addition, const Place& place);

}  // namespace guanxi::io::detail
