#pragma once
/// @file
/// Texts as a workbook can hold them.

#include <guanxi/io/sheet.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io::detail {

/// Text with `_x000D_` for signs that XML cannot hold, and U+FFFD for bytes that are not well formed.
/// @source  ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
[[nodiscard]] std::string escape(std::string_view text);

/// A name that Excel takes for a sheet and that is not among those taken; it joins them.
/// @param taken  names in use, in lower case
[[nodiscard]] std::string sheet_name(std::string_view wanted, std::set<std::string>& taken);

/// Columns that the longest line of a text fills on the screen, wide signs counting two.
[[nodiscard]] double line_width(std::string_view text);

/// Lines that a text fills when broken at a width.
[[nodiscard]] int line_count(std::string_view text, double width);

}  // namespace guanxi::io::detail
