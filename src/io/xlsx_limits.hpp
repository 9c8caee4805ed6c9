#pragma once
/// @file
/// What a sheet of Excel can hold.

#include <cstddef>

namespace guanxi::io::detail {

inline constexpr int xlsx_rows = 1'048'576;
inline constexpr int xlsx_columns = 16'384;
inline constexpr std::size_t xlsx_text = 32'767;  ///< UTF-16 units of a cell

}  // namespace guanxi::io::detail
