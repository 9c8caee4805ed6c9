#pragma once
/// @file
/// From an Arrow table to records of one kind.

#include <guanxi/core/arrow.hpp>

#include "assemble.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace guanxi::io::detail {

/// What a row says beyond its record.
struct ArrowRowNotes {
  std::string key{};              ///< an identifier that is none of ours
  std::string customer{};         ///< name or foreign identifier of the customer that it belongs to
  Place customer_place{};         ///< where that stands
  bool by_title = false;          ///< it stands under the header of the customer's title
  std::vector<Entry> others{};    ///< cells that describe records of other kinds
};

/// The records of a table.
struct ArrowRecordTable {
  const KindInfo* kind{};                              ///< their kind
  Records records{};                                   ///< the records in the order of the rows
  std::map<std::size_t, ArrowRowNotes> notes{};        ///< by the position of the record
  std::string file{};                                  ///< name of the table
  bool has_key = false;                                ///< a column holds identifiers
  bool has_parent = false;                             ///< a column says to whom the records belong
};

/// Whether other tables are read beside this one.
enum class ArrowTableUse {
  alone,   ///< names of other records and what describes them become custom fields
  in_book  ///< they are noted for later
};

/// Reads a table.
/// @param state   takes findings, links and identifiers
/// @param index   headers that people use
/// @param kind    kind of the records
/// @param stream  the table
/// @param file    its name
/// @param use     whether other tables are read beside it
/// @throws  ArgumentError  `io.arrow_columns` if no column tells what the rows are about
/// @throws  FileError      `arrow.stream`, `arrow.layout`
[[nodiscard]] ArrowRecordTable read_arrow_table(ImportState& state, const HeaderIndex& index, const KindInfo& kind, arrow::Stream& stream, const std::string& file,
                                                ArrowTableUse use);

}  // namespace guanxi::io::detail
