#pragma once
/// @file
/// Sheets of text cells: what every table format is read into and written from.

#include <guanxi/core/finding.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::io {

/// What the file knew of a cell beyond its text.
enum class CellHint {
  text,           ///< text, or nothing known
  number,         ///< a number; text such as `12.5`, with what the format adds to its meaning: `85%`, `300万元`, `$5`
  date,           ///< a date or time; ISO text such as `2023-10-15`, `2023-10-15T09:30:00`, `2015-03`, `09:30:00`
  boolean,        ///< a truth value; text `TRUE` or `FALSE`
  digits_lost,    ///< a number too long for a spreadsheet (16 digits or more), most likely an identifier whose last
                  ///< digits have become zeros; or text such as `9.13E+17`
  formula_error,  ///< a formula that failed; no text
  formula_unsaved  ///< a formula whose result the file does not hold; no text
};

/// One cell.
struct Cell {
  std::string text{};  ///< UTF-8; empty if the cell is
  CellHint hint{};     ///< what the file knew beyond the text
  bool operator==(const Cell&) const = default;
};

/// One row; rows of a sheet may differ in length.
using Row = std::vector<Cell>;

/// One sheet.
struct Sheet {
  std::string name{};              ///< as on the tab; empty for CSV
  std::vector<Row> rows{};         ///< rows that hold something, in their order
  std::vector<int> row_numbers{};  ///< of each row in the file: the sheet's row, or the line where a CSV row starts
  bool hidden{};                   ///< the file hides this sheet
  bool operator==(const Sheet&) const = default;

  /// Number in the file of the row at an index; its position from 1 when no numbers are held.
  [[nodiscard]] int row_number(std::size_t index) const noexcept {
    return index < row_numbers.size() ? row_numbers[index] : static_cast<int>(index) + 1;
  }
};

/// Sheets in the order of their tabs.
using Workbook = std::vector<Sheet>;

/// A row of plain text cells.
[[nodiscard]] inline Row text_row(std::vector<std::string> texts) {
  Row row;
  row.reserve(texts.size());
  for (std::string& text : texts) row.push_back({std::move(text), CellHint::text});
  return row;
}

/// True for text such as `9.13E+17`: what a spreadsheet shows, and saves as CSV, in place of a long number.
[[nodiscard]] constexpr bool is_scientific(std::string_view text) noexcept {
  const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  if (!digit(0)) return false;
  std::size_t at = 1;
  if (at < text.size() && text[at] == '.')
    for (++at; digit(at);) ++at;
  if (at + 1 >= text.size() || (text[at] != 'E' && text[at] != 'e') || text[at + 1] != '+') return false;
  const std::size_t exponent = at + 2;
  for (at = exponent; digit(at);) ++at;
  return at == text.size() && at > exponent && at - exponent < 4;
}

}  // namespace guanxi::io
