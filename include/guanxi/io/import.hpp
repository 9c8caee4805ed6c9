#pragma once
/// @file
/// Filled forms and tables of people into dossiers and books.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/id.hpp>
#include <guanxi/model/dossier.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io {

/// What an import may assume.
struct ImportOptions {
  Calendar calendar{};       ///< local time of the forms. Default +08:00.
  Currency currency{};       ///< of amounts whose field names none. Default CNY.
  Timestamp now{};           ///< written into the identifiers that are made. Default 1970.
  std::uint64_t seed{};      ///< of the identifiers: equal seeds and files give equal books
};

/// One filled form.
struct FormImport {
  Dossier dossier{};    ///< the customer and all that the form says of it
  Findings findings{};  ///< what was rejected, repaired, assumed or kept as text
};

/// What became of one file.
struct FileImport {
  std::string file{};          ///< its name
  std::string shape{};         ///< form, table, book or skipped
  std::size_t records{};       ///< records that it gave
};

/// Many files.
struct BookImport {
  Book book{};                       ///< all customers
  std::vector<FileImport> files{};   ///< file by file
  Findings findings{};               ///< what was rejected, repaired, assumed or kept as text
};

/// Reads one filled form: long (category | field | value), or a table with one row, in CSV, TSV or XLSX, any encoding; or a
/// dossier in JSON.
///
/// Records of one kind are told apart by their title field or by a header that is a word of the kind (“隐性需求”). Further
/// cells describe the latest record whose word comes first among the words used (explicit before latent before predicted);
/// where all titles come before all other cells, the n-th repetition describes the n-th record. A number in the header names
/// the record: “需求2”. Full-width letters and digits become half-width (“１３８” is “138”); full-width punctuation stays in texts.
/// @param catalogue  kinds and run-time fields
/// @param path       UTF-8
/// @param options    local time, currency, identifiers
/// @return  the first customer of the file; what could not be read is among the findings and nothing else is lost
/// @throws  FileError  if the file cannot be opened or is no table; ParseError for malformed JSON
[[nodiscard]] FormImport parse_form(const Catalogue& catalogue, const std::string& path, const ImportOptions& options = {});

/// The same from bytes.
/// @param catalogue  kinds and run-time fields
/// @param bytes      a whole file
/// @param name       stands in the findings; its end tells JSON from tables
/// @param options    local time, currency, identifiers
[[nodiscard]] FormImport parse_form(const Catalogue& catalogue, std::string_view bytes, const std::string& name, const ImportOptions& options = {});

/// Reads all forms and tables of a folder and its folders into one book: first tables named after kinds that belong to no
/// customer, then customers, forms and other files, then tables of the other kinds; by name among equals. Customers of several files are one if
/// they share the registration id, else the folded legal name. A table named after a kind (`interactions.csv`, sheet 商机)
/// gives records of that kind; its rows name their customer.
/// @param catalogue  kinds and run-time fields
/// @param folder     UTF-8; a single file is read as if it were alone in a folder
/// @param options    local time, currency, identifiers
/// @return  the book; a file that cannot be read is a finding, and the others are read
/// @throws  FileError  `io.open` if there is no such folder
[[nodiscard]] BookImport load_book(const Catalogue& catalogue, const std::string& folder, const ImportOptions& options = {});

}  // namespace guanxi::io
