#pragma once
/// @file
/// Region codes inside identifiers.

#include <guanxi/quality/identifiers/region.hpp>

#include <optional>

#include "wording.hpp"

namespace guanxi::quality::detail {

/// False: no such division; nothing: the province exists and there is no table to ask for the rest.
[[nodiscard]] std::optional<bool> region_known(std::string_view code, const RegionTable* regions) noexcept;

/// The note about a code that is not in the table.
[[nodiscard]] Message unknown_region(std::string_view code);

}  // namespace guanxi::quality::detail
