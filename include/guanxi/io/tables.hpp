#pragma once
/// @file
/// One door for every table file: what it is shows in its bytes, not in its name.

#include <guanxi/io/csv.hpp>
#include <guanxi/io/xlsx.hpp>

#include <string>
#include <string_view>

namespace guanxi::io {

/// How a file of tables is read.
struct TableOptions {
  CsvOptions csv{};    ///< for text; its `file` is replaced by the name
  XlsxOptions xlsx{};  ///< for workbooks; its `file` is replaced by the name
};

/// Tables of the bytes of a workbook or of a text in any encoding of `decode`.
/// @param bytes  a whole file
/// @param name   its name, which stands in findings and errors; `.tsv` and `.tab` make tab the delimiter
/// @param options  limits and forms of text and workbooks
/// @return  the sheets of a workbook, or one sheet without a name; findings also `io.encoding_damaged`
/// @throws  FileError  those of `read_xlsx` and `read_csv`, and `io.xls_old` for a workbook in the format before 2007,
///          `io.encrypted` for one with a password, `io.unsupported` for a web page or other bytes that are no table
[[nodiscard]] Tables read_tables(std::string_view bytes, const std::string& name, const TableOptions& options = {});

/// The same for a file.
/// @param path  UTF-8; the whole path stands in findings and errors
/// @param options  limits and forms of text and workbooks
/// @throws  also FileError `io.open` if it cannot be read
[[nodiscard]] Tables read_tables_file(const std::string& path, const TableOptions& options = {});

}  // namespace guanxi::io
