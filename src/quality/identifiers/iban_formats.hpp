#pragma once
/// @file
/// Shapes of account numbers by country.

#include <string_view>

namespace guanxi::quality::detail {

/// The shape of what follows country and check digits, in the notation of `has_shape`.
/// @return  empty if the country is not in the registry
[[nodiscard]] std::string_view iban_shape(std::string_view country) noexcept;

/// Signs that a shape asks for.
[[nodiscard]] std::size_t shape_size(std::string_view shape) noexcept;

}  // namespace guanxi::quality::detail
