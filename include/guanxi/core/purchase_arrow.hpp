#pragma once
/// @file
/// Arrow columns as keys, days and amounts: in place where that can be, else copied once.

#include <guanxi/core/arrow.hpp>
#include <guanxi/core/purchase_columns.hpp>

#include <any>
#include <deque>
#include <optional>
#include <string>

namespace guanxi::arrow {

/// What had to be copied; columns view it while it lives.
using Kept = std::deque<std::any>;

/// An Arrow column as keys.
/// @param schema,array  a column of whole numbers, text (`u`, `U`, `vu`), whole real numbers, or a dictionary of texts;
/// offsets, validity and slices are honoured. In place for `i`, `l`, `u`, `U` and dictionaries of them with `i`
/// indices.
/// @param kept  gets what was copied
/// @param what  the argument, for messages
/// @throws  ArgumentError  `arrow.type` for a column of another type or a broken one, `keys.whole` for a real number
/// that is not whole
[[nodiscard]] KeyColumn keys_of(const ArrowSchema& schema, const ArrowArray& array, Kept& kept,
                                const std::string& what);

/// An Arrow column as days.
/// @param schema,array  dates (`tdD`, `tdm`) or timestamps (`ts…`); in place for all of them
/// @param utc_offset_minutes  where the calendar is ahead of UTC; needed for timestamps with a time zone, which are UTC
/// @param what  the argument, for messages
/// @throws  ArgumentError  `arrow.type`; `calendar.unknown` for a time zone without an offset
[[nodiscard]] DayColumn days_of(const ArrowSchema& schema, const ArrowArray& array,
                                std::optional<int> utc_offset_minutes, const std::string& what);

/// An Arrow column as amounts of money with decimals.
/// @param schema,array  real numbers (`f`, `g`: in place), whole numbers (whole money) or decimals (`d:p,s` of 128
/// bits)
/// @param scale  decimals kept, 0–9
/// @param kept   gets what was copied
/// @param what  the argument, for messages
/// @throws  ArgumentError  `arrow.type`
[[nodiscard]] AmountColumn amounts_of(const ArrowSchema& schema, const ArrowArray& array, int scale, Kept& kept,
                                      const std::string& what);

}  // namespace guanxi::arrow
