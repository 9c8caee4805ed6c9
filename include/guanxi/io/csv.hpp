#pragma once
/// @file
/// Comma-separated values, read so that nothing is lost and every row knows its line.
/// The reader is our own: it must name the line of each row and say what it repaired, which no CSV library packaged
/// for our platforms does.

#include <guanxi/core/finding.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/sheet.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace guanxi::io {

/// How CSV is read.
struct CsvOptions {
  char delimiter{};                   ///< sign between cells; default: guessed among `,` tab `;` `|`
  std::string file{};                 ///< name of the file for findings
  std::size_t max_cells{20'000'000};  ///< more cells are refused. Default 20 million, about 1 GB of memory.
};

/// What a CSV text holds.
struct CsvTable {
  Sheet sheet{};        ///< rows; lines without any sign are left out
  char delimiter{};     ///< sign between cells, as given or guessed
  Findings findings{};  ///< `io.csv_stray_quote`, `io.csv_open_quote`
};

/// Reads CSV as in RFC 4180, any of CR, LF and CRLF ending a row, rows of any length, blank lines left out.
/// A first line `sep=;` as Excel writes it names the delimiter.
/// @param utf8     text without a byte-order mark
/// @param options  delimiter, limits, name of the file
/// @return  all cells. A quote inside a cell that does not start with one is text; a quote inside a quoted cell that is
///          neither doubled nor followed by a delimiter or line end is text too, with finding `io.csv_stray_quote`; a
///          quote that is never closed is text, and all after it is read without regard to quotes, with finding
///          `io.csv_open_quote`. Empty text gives no rows. Texts such as `9.13E+17` get the hint `digits_lost`.
/// @throws  FileError  `io.too_big` above `max_cells`
/// @cost    linear; no shared state
/// @source  RFC 4180
[[nodiscard]] CsvTable read_csv(std::string_view utf8, const CsvOptions& options = {});

/// The delimiter that splits the first 100 rows most regularly: the one whose most frequent number of cells a row, less
/// one, summed over the rows that have it, is largest. Rows where it leaves a quote out of place count only among
/// equals.
/// @return  `,` if there is nothing to split; the earlier of `,` tab `;` `|` among equals
[[nodiscard]] char guess_delimiter(std::string_view utf8);

/// What ends a line.
enum class LineEnd { crlf, lf };

/// What becomes of cells that a spreadsheet would run as a formula.
enum class FormulaGuard {
  keep,   ///< written as they are, so that reading gives them back
  escape  ///< cells starting with `= + - @`, tab or CR get a leading `'`, except signed plain numbers
};

/// How CSV is written.
struct CsvWriteOptions {
  char delimiter{','};                        ///< sign between cells
  LineEnd line_end{LineEnd::crlf};            ///< end of each row. Default CRLF, as in RFC 4180.
  Encoding encoding{Encoding::utf8};          ///< of the result; choose `utf8_bom` for files that people open in Excel
  FormulaGuard formulas{FormulaGuard::keep};  ///< default keep; choose escape for text from strangers opened in Excel
};

/// Writes a sheet as CSV, cells quoted only where another reader could mistake them: those with a quote, a line end or
/// any sign that may serve as delimiter, and the one cell of a row that would otherwise be blank.
/// @param sheet    rows of any length; hints and name are not written; a row without cells becomes a blank line
/// @param options  delimiter, line ends, encoding, guard against formulas
/// @return  bytes in the chosen encoding; reading them gives equal texts, rows without cells left out
[[nodiscard]] std::string write_csv(const Sheet& sheet, const CsvWriteOptions& options = {});

}  // namespace guanxi::io
