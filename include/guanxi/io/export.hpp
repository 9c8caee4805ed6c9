#pragma once
/// @file
/// Dossiers and books as files, without loss: JSON, CSV in long form, Excel workbooks with a sheet a kind.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/label.hpp>
#include <guanxi/io/csv.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/model/dossier.hpp>

#include <string>

namespace guanxi::io {

/// How dossiers and books are written.
struct ExportOptions {
  Language language = Language::zh;            ///< of sheet names and headers for people. Default Chinese.
  CsvWriteOptions csv{.encoding = Encoding::utf8_bom};  ///< layout of CSV. Default: as Excel wants it. `FormulaGuard::escape`
                                                        ///< changes texts, which then do not come back as they were.
  JsonOptions json{};                          ///< layout of JSON
};

/// A dossier as CSV in long form: header `path,value`, then a row a leaf, such as `customer.legal_name` or
/// `contacts[2].phones[0]`.
///
/// Marks behind `#` say what a plain text would not: `custom[预算]#money` the type of a custom field that is declared
/// otherwise or not at all, `owner_id#text` the name beside an identifier, `phones#size` the length of a list with unset
/// elements (of a text: 0, it is empty but set). A record in which nothing is set has a row without a value.
/// @param catalogue  kinds and run-time fields; records of other kinds are not written
/// @param dossier    to be written
/// @param options    layout
/// @return  bytes; equal for equal dossiers
/// @cost    linear
/// @limits  as `to_json`; lists inside records hold at most 10,000 elements
[[nodiscard]] std::string to_csv(const Catalogue& catalogue, const Dossier& dossier, const ExportOptions& options = {});

/// A book as CSV: paths begin with `dossiers[3].` or `shared.`.
[[nodiscard]] std::string to_csv(const Catalogue& catalogue, const Book& book, const ExportOptions& options = {});

/// A dossier as a workbook: a sheet for each kind that has records, named by its label; labels in row 1, machine paths such as
/// `contacts.phones[0]` in row 2, then a record a row, all cells text.
///
/// The columns are the leaves that any record of the kind has set, in the order of the dictionary. A text too long for a cell
/// (32,767 UTF-16 units) goes on in columns `path#2`, `path#3` …; other marks are those of `to_csv`. Records belong to a
/// customer through their parent field; where that would not bring each of them back to its dossier, a first column
/// `contacts#dossier` numbers the dossiers from 1. A kind with more than 1,048,574 records takes several sheets.
/// @throws  ArgumentError  `io.xlsx_limit` if a kind needs more than 16,384 columns
[[nodiscard]] std::string to_xlsx(const Catalogue& catalogue, const Dossier& dossier, const ExportOptions& options = {});

/// A book as a workbook: each sheet holds the records of all dossiers, or the shared ones.
[[nodiscard]] std::string to_xlsx(const Catalogue& catalogue, const Book& book, const ExportOptions& options = {});

/// Writes a dossier as JSON, CSV or workbook.
/// @param path       UTF-8; ends in `.json`, `.csv` or `.xlsx`, in any case of letters
/// @param catalogue  kinds and run-time fields
/// @param dossier    to be written
/// @param options    layout
/// @throws  ArgumentError  `io.suffix` for any other end; FileError `io.write`
void export_dossier(const std::string& path, const Catalogue& catalogue, const Dossier& dossier, const ExportOptions& options = {});

/// Writes a book as JSON, CSV or workbook.
void export_book(const std::string& path, const Catalogue& catalogue, const Book& book, const ExportOptions& options = {});

}  // namespace guanxi::io
