#pragma once
/// @file
/// Amounts of money as whole numbers of minor units.

#include <guanxi/core/left_out.hpp>
#include <guanxi/core/purchase_columns.hpp>

#include <cstdint>
#include <vector>

namespace guanxi {

/// Amounts of a column in minor units.
/// @param amounts    a column
/// @param first_row  number of its first row in the whole table, for findings; counted from 0
/// @param faults     gets rows without a usable amount, which are 0, and rounded ones
/// @return  one a row
/// @throws  ArgumentError  `argument.range` for a scale outside 0–9
/// @cost    linear in the rows
[[nodiscard]] std::vector<std::int64_t> minor_amounts(const AmountColumn& amounts, std::int64_t first_row, PurchaseFaults& faults);

}  // namespace guanxi
