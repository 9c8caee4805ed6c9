#pragma once
/// @file
/// Traditional to Simplified Chinese on code points.

#include <string>
#include <string_view>

namespace guanxi::text::detail {

/// One pass over the text from the left: at each place the longest phrase, else the sign.
[[nodiscard]] std::u32string simplify(std::u32string_view signs);

}  // namespace guanxi::text::detail
