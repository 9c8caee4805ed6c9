#include <guanxi/io/tables.hpp>

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/file.hpp>

#include <algorithm>

#include "naming.hpp"

namespace guanxi::io {

namespace {

constexpr std::string_view zip_magic = "PK\x03\x04";
constexpr std::string_view empty_zip_magic = "PK\x05\x06";
constexpr std::string_view ole_magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& sign : lower)
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  return lower;
}

/// A workbook with a password is an OLE file with a stream of this name.
[[noreturn]] void refuse_ole(std::string_view bytes, const std::string& name) {
  std::string stream;
  for (const char letter : std::string_view("EncryptedPackage")) stream.append({letter, '\0'});
  if (bytes.find(stream) != std::string_view::npos)
    throw FileError("io.encrypted", detail::called("workbook", name) + " asks for a password; save it without one");
  throw FileError("io.xls_old", detail::called("file", name) +
                                    " is in the format of Excel before 2007; open it in Excel and save it as .xlsx");
}

/// Many systems export a web page, or XML, under the name of a spreadsheet.
bool is_markup(std::string_view text) {
  constexpr std::size_t looked_at = 4096;
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || text[start] != '<') return false;
  const std::string head = lower_case(text.substr(start, looked_at));
  constexpr std::string_view marks[] = {"<html", "<table", "<!doctype", "<?xml", "<meta"};
  return std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return head.find(mark) != std::string::npos; });
}

/// Control signs that no text holds, beside bytes that no encoding explains.
bool is_binary(const Decoded& decoded) {
  const auto control = [](char sign) { return sign >= 0 && sign < '\t'; };
  return decoded.damaged && std::any_of(decoded.text.begin(), decoded.text.end(), control);
}

void refuse_non_tables(const Decoded& decoded, const std::string& name) {
  if (is_markup(decoded.text))
    throw FileError("io.unsupported", detail::called("file", name) +
                                          " is a web page or XML, not a table; open it in Excel and save it as .xlsx");
  if (is_binary(decoded))
    throw FileError("io.unsupported",
                    detail::called("file", name) + " is neither a workbook (.xlsx) nor text (.csv, .tsv)");
}

Finding damage(const Decoded& decoded, const std::string& name) {
  constexpr std::string_view mark = "\xEF\xBF\xBD";
  std::size_t count = 0;
  for (std::size_t at = 0; (at = decoded.text.find(mark, at)) != std::string::npos; at += mark.size()) ++count;
  const std::string number = std::to_string(count);
  return make_finding(finding_code("io.encoding_damaged"),
                      {.value = encoding_name(decoded.encoding), .detail = {number, number}, .place = {.file = name}});
}

Tables read_text(std::string_view bytes, const std::string& name, CsvOptions options) {
  const Decoded decoded = decode(bytes);
  refuse_non_tables(decoded, name);
  const std::string lower = lower_case(name);
  options.file = name;
  if (options.delimiter == '\0' && (lower.ends_with(".tsv") || lower.ends_with(".tab"))) options.delimiter = '\t';
  CsvTable table = read_csv(decoded.text, options);
  Tables tables;
  tables.sheets.push_back(std::move(table.sheet));
  tables.findings = std::move(table.findings);
  if (decoded.damaged) tables.findings.insert(tables.findings.begin(), damage(decoded, name));
  return tables;
}

}  // namespace

Tables read_tables(std::string_view bytes, const std::string& name, const TableOptions& options) {
  if (bytes.starts_with(ole_magic)) refuse_ole(bytes, name);
  if (!bytes.starts_with(zip_magic) && !bytes.starts_with(empty_zip_magic)) return read_text(bytes, name, options.csv);
  XlsxOptions xlsx = options.xlsx;
  xlsx.file = name;
  return read_xlsx(bytes, xlsx);
}

Tables read_tables_file(const std::string& path, const TableOptions& options) {
  return read_tables(read_file(path), path, options);
}

}  // namespace guanxi::io
