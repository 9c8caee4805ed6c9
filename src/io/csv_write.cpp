#include <guanxi/io/csv.hpp>

#include <guanxi/core/error.hpp>

#include <algorithm>

namespace guanxi::io {

namespace {

/// A sign followed by nothing but a number, such as a phone or an amount: no spreadsheet runs it.
bool is_signed_number(std::string_view text) {
  const bool sign = text.front() == '+' || text.front() == '-';
  return sign && text.find_first_not_of("0123456789.,", 1) == std::string_view::npos;
}

/// The lead signs of formulas and of the ways around a check for them.
/// @source  OWASP, "CSV Injection"
bool is_formula(std::string_view text) {
  constexpr std::string_view leads = "=+-@\t\r";
  return !text.empty() && leads.find(text.front()) != std::string_view::npos && !is_signed_number(text);
}

/// Also signs that only serve as delimiters elsewhere are quoted, so that a guess never falls for them.
bool needs_quotes(std::string_view text, char delimiter) {
  constexpr std::string_view special = "\"\r\n,\t;|";
  const bool blank_edge = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  return blank_edge || text.find_first_of(special) != std::string_view::npos ||
         text.find(delimiter) != std::string_view::npos || text.starts_with("sep");
}

void append_quoted(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char sign : text) {
    if (sign == '"') out.push_back('"');
    out.push_back(sign);
  }
  out.push_back('"');
}

void append_cell(std::string& out, const std::string& text, bool only_cell, const CsvWriteOptions& options) {
  const bool guarded = options.formulas == FormulaGuard::escape && is_formula(text);
  const std::string& written = guarded ? "'" + text : text;
  if ((only_cell && written.empty()) || needs_quotes(written, options.delimiter))
    append_quoted(out, written);
  else
    out += written;
}

}  // namespace

std::string write_csv(const Sheet& sheet, const CsvWriteOptions& options) {
  if (options.delimiter == '"' || options.delimiter == '\r' || options.delimiter == '\n' || options.delimiter == '\0')
    throw ArgumentError("io.delimiter", "a quote, a line end or a zero byte cannot separate the cells of CSV");
  std::string out;
  for (const Row& row : sheet.rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) out.push_back(options.delimiter);
      append_cell(out, row[column].text, row.size() == 1, options);
    }
    out += options.line_end == LineEnd::crlf ? "\r\n" : "\n";
  }
  return encode(out, options.encoding);
}

}  // namespace guanxi::io
