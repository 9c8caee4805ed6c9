#pragma once
/// @file
/// Excel workbooks (.xlsx) as sheets of text cells, in and out.

#include <guanxi/core/finding.hpp>
#include <guanxi/io/sheet.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io {

/// What becomes of sheets that the file hides.
enum class HiddenSheets {
  skip,  ///< left out, each with finding `io.hidden_sheet`; the sheet of drop-down choices that we write, silently
  keep   ///< read like the others and flagged
};

/// How a workbook is read.
struct XlsxOptions {
  std::string file{};                       ///< name of the file for findings
  HiddenSheets hidden{HiddenSheets::skip};  ///< default skip
  std::size_t max_unpacked{268'435'456};    ///< bytes after unpacking, and of all cells' text. Default 256 MiB.
  std::size_t max_entries{10'000};          ///< files inside the workbook. Default 10,000.
  std::size_t max_cells{8'000'000};         ///< cells up to the last one used of each row. Default 8 million.
};

/// What a file of tables holds.
struct Tables {
  Workbook sheets{};    ///< in the order of their tabs
  Findings findings{};  ///< what was repaired, skipped or could not be told
};

/// Reads the bytes of a workbook: shared and inline strings (readings of characters left out), numbers, truth values,
/// dates by number format in both date systems, results of formulas. A merged range has its text in its first cell.
/// @return  sheets in order, empty rows and trailing empty cells left out. Numbers are as Excel shows them at full
///          width: at most 15 significant digits, whole ones without a point, with percent sign, padding zeros,
///          currency and multiplier as formatted (`85%`, `$5`, `300万元`).
///          A date that was shown without its day is `2015-03` if it falls on the first of the month.
///          Findings: `io.formula_error`, `io.formula_unsaved`, `io.hidden_sheet`.
/// @throws  FileError  `io.xlsx_damaged` if it is no workbook or a broken one, `io.too_big` above a limit,
///          `io.encrypted` if it asks for a password
/// @cost    linear; about 10 times the unpacked size in memory while reading
/// @source  ECMA-376 part 1, 18.3 (sheets), 18.4 (strings), 18.8.30 (number formats), 18.17.4 (dates)
[[nodiscard]] Tables read_xlsx(std::string_view bytes, const XlsxOptions& options = {});

/// A remark that opens when the mouse rests on a cell.
struct CellNote {
  int row{};           ///< row on the sheet, from 0
  int column{};        ///< column, from 0
  std::string text{};  ///< what it says; at most 32,767 UTF-16 units
};

/// Whether a cell with choices takes other text.
enum class ChoicePolicy {
  suggest,  ///< any text is taken; needed where several choices may stand in one cell
  enforce   ///< Excel refuses other text
};

/// Cells of one column that offer a drop-down list.
struct CellChoices {
  int first_row{};                    ///< first row on the sheet, from 0
  int last_row{};                     ///< last row, not before the first
  int column{};                       ///< column, from 0
  std::vector<std::string> values{};  ///< the list, in its order; of any length
  ChoicePolicy policy{};              ///< default suggest
};

/// How one sheet is laid out.
struct SheetStyle {
  int header_rows{1};            ///< rows at the top that are bold, filled and stay in view; 0 for none
  int frozen_columns{};          ///< columns at the left that stay in view
  std::vector<double> widths{};  ///< widths of the columns in characters; 0 or missing: by the longest text, 8–60
  std::vector<int>
      heading_rows{};  ///< further rows on the sheet, from 0, that are bold and filled, such as titles of groups
  std::vector<CellNote> notes{};       ///< remarks
  std::vector<CellChoices> choices{};  ///< drop-down lists
};

/// How a workbook is written.
struct XlsxWriteOptions {
  std::vector<SheetStyle> styles{};   ///< of the sheets with the same index; missing ones are plain with a header row
  std::string title{};                ///< title in the properties of the document
  std::int64_t created{946'684'800};  ///< time of creation in the properties, seconds since 1970 (UTC), above 0.
                                      ///< Default 2000-01-01, so that equal sheets give equal bytes.
};

/// Name of the hidden sheet that holds drop-down lists too long to stand in the cell.
inline constexpr std::string_view choices_sheet = "guanxi_choices";

/// Writes sheets as a workbook. All cells are text, in columns formatted as text, so that long identifiers survive also
/// those that people type later; only cells with hint `number` whose text is a number of at most 15 digits are numbers.
/// @param sheets  rows are written at `row_number`s if the sheet has them (which must then rise), else one after
/// another;
///                names are shortened to 31 signs, `-` stands in for `[ ] : * ? / \`, and equal ones get a number;
///                the first sheet shows if all are hidden, since Excel demands one
/// @param options  looks of the sheets, properties of the document
/// @return  bytes of the file; equal for equal arguments
/// @throws  ArgumentError  `io.no_sheets` without a sheet, `io.xlsx_limit` for a cell of more than 32,767 UTF-16 units
/// or
///          a position beyond 1,048,576 rows or 16,384 columns; FileError `io.write` if no temporary file can be made
[[nodiscard]] std::string write_xlsx(const Workbook& sheets, const XlsxWriteOptions& options = {});

}  // namespace guanxi::io
