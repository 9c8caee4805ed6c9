#pragma once
/// @file
/// From the cells of Arrow columns to the values of fields.

#include <guanxi/core/read.hpp>

#include "arrow_column.hpp"
#include "arrow_slots.hpp"

#include <array>
#include <optional>
#include <string>

namespace guanxi::io::detail {

/// The cells of one value, by what they hold.
using ArrowParts = std::array<ArrowCell, 6>;

/// What became of the cells of one value.
struct ArrowReading {
  Value value{};             ///< unset if all are null or could not be read; text is borrowed from the cells or the room
  Message problem{};         ///< what was expected; empty if all is well
  Message suggestion{};      ///< a likely meaning
  bool by_people = false;    ///< what no machine writes for this type
  bool dropped = false;      ///< a time of day, or parts of a microsecond, have no place in the value
  [[nodiscard]] bool ok() const noexcept { return problem.en.empty(); }
};

/// Reads the cells of one leaf.
/// @param field    for its currency and bounds
/// @param type     type of the leaf
/// @param parts    its cells; others are null
/// @param options  local time and currency
/// @param room     keeps a text that the value borrows
[[nodiscard]] ArrowReading read_arrow_value(const Field& field, const Type& type, const ArrowParts& parts, const ReadOptions& options, std::string& room);

/// The cells of one value as one text: an amount before its currency, ranges as `1–2`.
[[nodiscard]] std::string arrow_parts_text(const ArrowParts& parts);

}  // namespace guanxi::io::detail
