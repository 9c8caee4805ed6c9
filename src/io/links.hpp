#pragma once
/// @file
/// Names in place of identifiers: found among the records, made, or kept as text.

#include "assemble.hpp"

namespace guanxi::io::detail {

/// True if a text names a record: its title or another of its names, or what its kind reads from such a text.
bool is_named(const KindInfo& kind, const void* record, std::string_view text);

/// Resolves the links that have been noted. A name that must be an identifier and fits no record makes one, if records of
/// its kind belong to a customer; otherwise it becomes a custom field. A name that may stay text stays.
void resolve_links(ImportState& state, Book& book);

}  // namespace guanxi::io::detail
