#pragma once
/// @file
/// Records of any kind as Arrow tables and back, for data frames and query engines.

#include <guanxi/core/arrow_table.hpp>
#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/model/dossier.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi::io {

/// How Arrow tables are written.
struct ArrowOptions {
  std::size_t batch_rows = 65'536;  ///< rows of a batch, at most; fewer where texts are so long that a column would exceed 1 GiB. Default 65,536. Requires > 0.
};

/// Records of one kind as a table with one row a record.
///
/// Columns follow the dictionary. Text, partial dates and identifiers are utf8; truth values bool; whole numbers int64; numbers
/// float64; days date32; points in time timestamp[us, UTC]; words of an enumeration dictionary<int32, utf8>, inside lists utf8. An amount is a
/// decimal128(22, 3) beside `….currency`; a range is `….low`, `….high`, `….approximate`, of amounts also `….currency`, which
/// reads `USD/CNY` where the bounds differ in it; a reference is its identifier beside `….text`. Nested records are
/// flattened under dotted names; lists are lists, of structs with the same names where an item needs several. A run-time
/// field of the catalogue is a column `custom[name]` of its type; what no field declares, or is not of the declared type,
/// stands in `custom` as the JSON object of `to_json`. Unset leaves and empty lists are null. Columns carry `guanxi.label_zh`,
/// `guanxi.label_en`, `guanxi.unit`, `guanxi.hint_zh` and `guanxi.hint_en`, the table `guanxi.kind`.
/// @param catalogue  kinds and run-time fields
/// @param kind       kind of the records
/// @param records    their addresses; none gives a table with columns and no rows
/// @param options    size of batches
/// @return  a table that owns its columns; the records may go
/// @throws  ArgumentError  `io.arrow_rows` for a batch of no rows; `io.arrow_text`, with record and column, for a text that is
///          no UTF-8, on which consumers rely; `arrow.size` for a single text or list beyond 2 GiB
/// @cost    linear; column by column over blocks of records
[[nodiscard]] arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, std::span<const void* const> records, const ArrowOptions& options = {});

/// All records of one kind in a set of records.
[[nodiscard]] arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, const Records& records, const ArrowOptions& options = {});

/// All records of one kind in a dossier.
[[nodiscard]] arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, const Dossier& dossier, const ArrowOptions& options = {});

/// All records of one kind in a book: those of its dossiers in their order, then the shared ones.
[[nodiscard]] arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, const Book& book, const ArrowOptions& options = {});

/// Records of kind T.
template <class T>
[[nodiscard]] arrow::Table to_arrow(const Catalogue& catalogue, const std::vector<T>& records, const ArrowOptions& options = {}) {
  std::vector<const void*> addresses;
  addresses.reserve(records.size());
  for (const T& record : records) addresses.push_back(&record);
  return to_arrow(catalogue, kind_info<T>(), std::span<const void* const>(addresses), options);
}

/// How Arrow tables are read.
struct ArrowReadOptions {
  std::string file{};     ///< name of the table for findings
  Calendar calendar{};    ///< local time of clocks without a zone. Default +08:00.
  Currency currency{};    ///< of amounts whose field and table name none. Default CNY.
  Timestamp now{};        ///< written into the identifiers that are made. Default 1970.
  std::uint64_t seed{};   ///< of the identifiers: equal seeds and tables give equal records
};

/// The records of one table.
struct ArrowRecords {
  Records records{};    ///< in the order of the rows
  Findings findings{};  ///< what was rejected, assumed or kept as text
};

/// Reads a table of records of one kind, from any producer.
///
/// Columns named as `to_arrow` names them are read as they stand, also where their values are structs (`total` of `amount` and
/// `currency`). Other names are looked up among the headers that people use: labels in both languages, names, aliases; text
/// under them is read as people write it, all other values as they stand. What no field takes becomes a custom field
/// of the same type. Types: bool, whole numbers of any width, float16 to float64, decimal32 to decimal128, utf8 of all layouts,
/// date32, date64, timestamps of any unit, lists of 32 and 64 bits and of fixed size, maps, structs, null, dictionaries of all
/// these under any index; binary of 16 bytes as identifier. Whole floats count as whole numbers; nulls and NaN as unset.
/// A clock without a zone is local time; a day is its midnight here. Identifiers are made where no column holds them.
/// @param catalogue  kinds and run-time fields
/// @param kind       kind of the records
/// @param stream     the table; used up
/// @param options    name, local time, currency, identifiers
/// @return  the records, and findings with row (from 1), column and its name: `io.rejected`, `io.unknown_column`,
///          `io.kept_as_text` and `io.arrow_type` (once a column), `io.digits_lost` for an identifier in a float that is too long,
///          `io.time_dropped`, `io.name_kept` for the name of another record, and those of forms
/// @throws  ArgumentError  `io.arrow_columns`, naming what was found and wanted, if no column tells what a row is about
/// @throws  FileError      `arrow.stream` with what the producer says; `arrow.layout` for an array that contradicts its type
/// @cost    linear
[[nodiscard]] ArrowRecords from_arrow(const Catalogue& catalogue, const KindInfo& kind, arrow::Stream stream, const ArrowReadOptions& options = {});

/// One table of a book.
struct ArrowSource {
  const KindInfo* kind{};   ///< kind of its records
  arrow::Stream stream{};   ///< the table
  std::string name{};       ///< its name for findings; the plural of the kind stands in
};

/// Reads tables of several kinds into one book.
///
/// Tables are read in the order shared, customers, then the other kinds as the catalogue has them. A customer with an identifier
/// opens a dossier; customers of a table without identifiers are one if they share a registration number or, folded, a name. Records
/// go to their customer by the identifier of their parent, else by the name or foreign identifier (“A001”) that stands in
/// its place; names of other records become links where the book has them. Further columns of a customer, such as its contact,
/// describe records of their own.
/// @param catalogue  kinds and run-time fields
/// @param tables     kinds and streams; the streams are used up
/// @param options    as `from_arrow`; `file` is ignored
/// @return  the book; findings of `from_arrow`, and `io.parent_unknown`, `io.customer_unknown` and `io.customer_missing` for records
///          that went to a new dossier, `io.value_differs` and others where customers were merged
/// @throws  as `from_arrow`, and ArgumentError `io.arrow_columns` if no column of a table tells to whom its rows belong while the
///          book has other than one customer; NotFoundError `catalogue.kind` for a table without a kind
/// @cost    linear, up to sorting; links by name also in the number of records that they may mean
[[nodiscard]] ExactBook book_from_arrow(const Catalogue& catalogue, std::span<ArrowSource> tables, const ArrowReadOptions& options = {});

}  // namespace guanxi::io
