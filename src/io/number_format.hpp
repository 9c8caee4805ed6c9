#pragma once
/// @file
/// What Excel's number formats make of a number: the text of a cell.

#include <guanxi/io/sheet.hpp>

#include <string>
#include <string_view>

#include "number_affix.hpp"

namespace guanxi::io::detail {

/// Which parts a number format shows.
struct NumberFormat {
  bool year{};
  bool month{};
  bool day{};
  bool hour{};
  bool minute{};
  bool second{};
  bool elapsed{};       ///< hours, minutes or seconds that run on past a day
  bool percent{};       ///< hundredths with a percent sign
  int zero_width{};     ///< the format is nothing but so many zeros, which pad whole numbers
  NumberAffix affix{};  ///< currency and multiplier around the number

  [[nodiscard]] bool shows_day() const noexcept { return year || month || day; }
  [[nodiscard]] bool shows_time() const noexcept { return hour || minute || second || elapsed; }
};

/// Which count of days a workbook uses.
enum class DateSystem { from_1900, from_1904 };

/// A format code such as `yyyy"年"m"月"d"日";@`.
/// @source  ECMA-376 part 1, 18.8.31
[[nodiscard]] NumberFormat parse_number_format(std::string_view code);

/// A format that files name by number only; numbers 27–36 and 50–58 as Chinese Excel shows them.
/// @source  ECMA-376 part 1, 18.8.30
[[nodiscard]] NumberFormat built_in_format(int id);

/// The cell that a stored number gives.
[[nodiscard]] Cell number_cell(double value, const NumberFormat& format, DateSystem system);

}  // namespace guanxi::io::detail
