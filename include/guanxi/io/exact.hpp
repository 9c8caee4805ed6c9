#pragma once
/// @file
/// Reading back what export.hpp writes: the exact formats, told apart by their content.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/io/tables.hpp>

#include <string>
#include <string_view>

namespace guanxi::io {

/// True for tables as `to_csv` and `to_xlsx` write them: a sheet with the header `path`, `value`, or one whose second row holds
/// paths such as `contacts.full_name` that begin with the plural of a kind.
[[nodiscard]] bool is_exact_tables(const Catalogue& catalogue, const Tables& tables);

/// True if the first sign of a text is the brace of a JSON object.
/// @param bytes  in any encoding of `decode`
[[nodiscard]] bool is_exact_json(std::string_view bytes);

/// Reads the tables of an exported dossier or book; a dossier becomes a book of one.
///
/// Rows may stand in any order and may be missing: positions in lists count only by their order. Blank values count as absent.
/// @param catalogue  kinds and run-time fields
/// @param tables     as `read_tables` gives them
/// @param file       name of the file for findings
/// @return  what could be read, and the findings of the tables before those of the records: `io.bad_path` for a path that
///          leads nowhere; `io.unknown_field` for a name that no field has, kept as a custom text; `io.rejected` for a value
///          that is not of its field's type; `io.duplicate_key` for a path given twice, of which the first counts;
///          `io.index_gap` where positions are missing; `io.digits_lost` for a text such as `9.13E+17`; `io.stray_cell` for cells beside the table; `io.unknown_sheet` for
///          sheets without paths; `io.parent_unknown` for a record of a customer who is on no sheet: it goes to a new dossier
/// @cost    linear, up to sorting
[[nodiscard]] ExactBook read_exact_tables(const Catalogue& catalogue, const Tables& tables, const std::string& file = {});

/// Reads the bytes of an exported file of any of the three formats.
/// @param catalogue  kinds and run-time fields
/// @param bytes      a whole file
/// @param name       its name, which stands in findings and errors
/// @throws  ParseError as `book_from_json`, FileError as `read_tables`, and FileError `io.not_exact` if it is a table of
///          another form
[[nodiscard]] ExactBook read_exact_bytes(const Catalogue& catalogue, std::string_view bytes, const std::string& name);

/// Reads an exported file.
/// @param catalogue  kinds and run-time fields
/// @param path       UTF-8
/// @throws  also FileError `io.open`
[[nodiscard]] ExactBook read_exact_file(const Catalogue& catalogue, const std::string& path);

}  // namespace guanxi::io
