#pragma once
/// @file
/// Blank forms made from the dictionary.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/value.hpp>

#include <string>
#include <string_view>

namespace guanxi::io {

/// What a blank form asks for and how.
struct FormOptions {
  Purpose purpose = Purpose::new_customer;  ///< default new customer
  Language language = Language::zh;         ///< of labels, hints and choices. Default Chinese.
  int records = 3;                          ///< columns for contacts, needs and the like, 1–20. Default 3.
};

/// A blank form as a workbook: a sheet for each category, one row a field, drop-down lists for choices, hints as remarks and
/// in the last column; required fields bear an asterisk. `parse_form` reads it back once it is filled.
/// @param catalogue  kinds and run-time fields
/// @param options    purpose, language, number of columns
/// @return  bytes of an .xlsx file
/// @throws  ArgumentError  `form.records` outside 1–20
[[nodiscard]] std::string blank_form_xlsx(const Catalogue& catalogue, const FormOptions& options = {});

/// The same as CSV with a byte-order mark: category, field, contents, hint.
/// @throws  ArgumentError  `form.records` outside 1–20
[[nodiscard]] std::string blank_form_csv(const Catalogue& catalogue, const FormOptions& options = {});

/// Writes a blank form; the end of the name decides between .xlsx and .csv.
/// @throws  ArgumentError  `form.suffix` for another end; FileError  `io.write`
void write_form(const Catalogue& catalogue, const std::string& path, const FormOptions& options = {});

}  // namespace guanxi::io
