#pragma once
/// @file
/// Records as JSON and back, without loss, for every kind of a catalogue.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/model/dossier.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace guanxi::io {

/// How JSON is written.
struct JsonOptions {
  int indent = 2;  ///< blanks by which each level moves in; 0 writes one line. Default 2. Requires 0–16.
};

/// How JSON is read.
struct JsonReadOptions {
  std::string file{};          ///< name of the file for findings and errors
  std::size_t max_depth = 64;  ///< brackets and braces inside each other; deeper text is refused. Default 64.
};

/// A dossier as it was read.
struct ExactDossier {
  Dossier dossier{};    ///< the customer and its records
  Findings findings{};  ///< what did not fit and what became of it
};

/// A book as it was read.
struct ExactBook {
  Book book{};          ///< the dossiers and the shared records
  Findings findings{};  ///< what did not fit and what became of it
};

/// A dossier as JSON: `{"format": "guanxi.dossier", "version": 1, "customer": {…}, "contacts": […], …}`.
///
/// Lists of records go by the plural of their kind, fields by their names, in the order of the dictionary; what is unset is
/// left out. Numbers and truth values are native; lists are arrays; nested records are objects; a reference is
/// `{"id": …}` or the name as text; everything else is the text of `write_exact`. Run-time fields stand in `custom`: those
/// of the declared type, and without one text, numbers and truth values, plainly, all others as `{"money": "1.00 CNY"}`.
/// @param catalogue  kinds and run-time fields; records of other kinds are not written
/// @param dossier    to be written
/// @param options    layout
/// @return  UTF-8, equal for equal dossiers; bytes that are no UTF-8 become U+FFFD
/// @throws  ArgumentError  `io.indent` for an indent outside its range
/// @cost    linear
/// @limits  a range without bounds, a day outside the years 1–9999 and NaN have no exact text and cannot be read back
[[nodiscard]] std::string to_json(const Catalogue& catalogue, const Dossier& dossier, const JsonOptions& options = {});

/// A book as JSON: `{"format": "guanxi.book", "version": 1, "dossiers": [{…}], "shared": {"users": […]}}`.
[[nodiscard]] std::string to_json(const Catalogue& catalogue, const Book& book, const JsonOptions& options = {});

/// One record as JSON: its fields and nothing else.
/// @param catalogue  kinds and run-time fields
/// @param kind       kind of the record
/// @param record     a record of that kind
/// @param options    layout
[[nodiscard]] std::string record_to_json(const Catalogue& catalogue, const KindInfo& kind, const void* record,
                                         const JsonOptions& options = {});

namespace detail {

template <class T>
inline constexpr KindInfo dictionary_alone{.record = &record_info<T>()};

template <class T>
[[nodiscard]] constexpr const KindInfo& kind_or_dictionary() noexcept {
  if constexpr (requires { Schema<T>::plural; }) return kind_info<T>();
  else return dictionary_alone<T>;
}

}  // namespace detail

/// One record of kind T, or a value that has a dictionary without being a kind, such as FieldSet, as JSON.
template <class T>
[[nodiscard]] std::string record_to_json(const Catalogue& catalogue, const T& record, const JsonOptions& options = {}) {
  return record_to_json(catalogue, detail::kind_or_dictionary<T>(), static_cast<const void*>(&record), options);
}

/// Reads a dossier, or a book of one dossier and nothing shared.
/// @param catalogue  kinds and run-time fields
/// @param utf8       JSON, with or without a byte-order mark
/// @param options    name of the file, limits
/// @return  what could be read. Findings say where, in `place.header` by JSON pointer (`/contacts/2/phones/0`):
///          `io.unknown_field` for a name that no field has, kept as a custom text; `io.rejected` for a value of the wrong
///          type; `io.kept_as_text` for a number in place of a text; `io.duplicate_key` for a name given twice, of which the
///          first counts; `io.unknown_name` where nothing can keep what a name holds, which then stands in the finding.
/// @throws  ParseError  `io.json_syntax` with line and column, `io.json_depth`, `io.json_format` if it is something else,
///          `io.json_version` if a later version wrote it
/// @cost    linear
[[nodiscard]] ExactDossier dossier_from_json(const Catalogue& catalogue, std::string_view utf8, const JsonReadOptions& options = {});

/// Reads a book, or a dossier as a book of one.
/// @return  as `dossier_from_json`, pointers such as `/dossiers/3/contacts/2/phones/0`
/// @throws  as `dossier_from_json`
[[nodiscard]] ExactBook book_from_json(const Catalogue& catalogue, std::string_view utf8, const JsonReadOptions& options = {});

/// Reads the fields of one record into a record that holds nothing.
/// @param catalogue  kinds and run-time fields
/// @param kind       kind of the record
/// @param record     a record of that kind
/// @param utf8       a JSON object
/// @param options    name of the file, limits
/// @return  as those of `dossier_from_json`
/// @throws  as `dossier_from_json`
[[nodiscard]] Findings record_from_json(const Catalogue& catalogue, const KindInfo& kind, void* record, std::string_view utf8,
                                        const JsonReadOptions& options = {});

/// Reads one record of kind T, or a value that has a dictionary without being a kind, such as FieldSet.
template <class T>
[[nodiscard]] Findings record_from_json(const Catalogue& catalogue, T& record, std::string_view utf8,
                                        const JsonReadOptions& options = {}) {
  return record_from_json(catalogue, detail::kind_or_dictionary<T>(), static_cast<void*>(&record), utf8, options);
}

}  // namespace guanxi::io
