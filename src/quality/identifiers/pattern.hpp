#pragma once
/// @file
/// Short notation for the shape of numbers.

#include <string_view>

namespace guanxi::quality::detail {

/// True if a text has a shape, or one of several shapes between bars.
/// @param text   digits and capital letters
/// @param shape  counts with classes, `n` digit, `a` letter, `c` either, and capital letters for themselves:
///               `4a14n`, `U8n`, `9n|12n`
[[nodiscard]] bool has_shape(std::string_view text, std::string_view shape) noexcept;

}  // namespace guanxi::quality::detail
