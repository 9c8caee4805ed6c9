#include <guanxi/core/error.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/exact.hpp>
#include <guanxi/io/file.hpp>

#include <algorithm>

#include "exact_sheets.hpp"
#include "naming.hpp"

namespace guanxi::io {

namespace {

constexpr std::string_view zip_magic = "PK";

bool starts_object(std::string_view utf8) {
  const std::size_t first = utf8.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && utf8[first] == '{';
}

}  // namespace

bool is_exact_tables(const Catalogue& catalogue, const Tables& tables) {
  return std::ranges::any_of(tables.sheets, [&](const Sheet& sheet) {
    return detail::is_long_sheet(sheet) || detail::kind_of_sheet(catalogue, sheet) != nullptr;
  });
}

bool is_exact_json(std::string_view bytes) { return !bytes.starts_with(zip_magic) && starts_object(decode(bytes.substr(0, 4096)).text); }

ExactBook read_exact_tables(const Catalogue& catalogue, const Tables& tables, const std::string& file) {
  ExactBook read{.findings = tables.findings};
  const auto sheet = std::ranges::find_if(tables.sheets, detail::is_long_sheet);
  read.book = sheet != tables.sheets.end() ? detail::read_long_sheet(catalogue, *sheet, file, read.findings)
                                           : detail::read_wide_sheets(catalogue, tables.sheets, file, read.findings);
  return read;
}

ExactBook read_exact_bytes(const Catalogue& catalogue, std::string_view bytes, const std::string& name) {
  if (is_exact_json(bytes)) return book_from_json(catalogue, decode(bytes).text, {.file = name});
  const Tables tables = read_tables(bytes, name);
  if (!is_exact_tables(catalogue, tables))
    throw FileError("io.not_exact", detail::called("file", name) + " is no export of guanxi: it has neither the header path,value nor a row of paths such as contacts.full_name");
  return read_exact_tables(catalogue, tables, name);
}

ExactBook read_exact_file(const Catalogue& catalogue, const std::string& path) {
  return read_exact_bytes(catalogue, read_file(path), path);
}

}  // namespace guanxi::io
