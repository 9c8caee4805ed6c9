#pragma once
/// @file
/// The record kinds of access: roles, shares, absences.

#include <guanxi/access/absence.hpp>
#include <guanxi/access/role.hpp>
#include <guanxi/access/share.hpp>
#include <guanxi/core/catalogue.hpp>

namespace guanxi::access {

/// A copy of a catalogue that also knows roles, shares and absences, at its end; those it already knows stay where they
/// are.
[[nodiscard]] Catalogue catalogue_with_access(const Catalogue& catalogue);

}  // namespace guanxi::access
