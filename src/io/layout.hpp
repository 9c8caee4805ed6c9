#pragma once
/// @file
/// Which columns and rows of a sheet mean what.

#include <guanxi/io/header_index.hpp>
#include <guanxi/io/sheet.hpp>

#include "cell_reader.hpp"

#include <optional>
#include <vector>

namespace guanxi::io::detail {

/// A form in long form: one row a field.
struct LongLayout {
  std::size_t header_row{};
  std::optional<std::size_t> category{};  ///< column of categories; the sheet's name stands in
  std::size_t field{};                    ///< column of fields
  std::vector<std::size_t> values{};      ///< columns of contents, one record each
};

/// A table: one row a record.
struct WideLayout {
  std::size_t header_row{};
  const KindInfo* kind{};                          ///< kind of its rows
  std::vector<std::optional<Feed>> columns{};      ///< one a column; nothing for a header that no dictionary knows
};

/// The long form in the first ten rows of a sheet.
std::optional<LongLayout> find_long(const Sheet& sheet);

/// The row of headers among the first ten rows of a sheet that dictionaries know best.
/// @param name  name of the sheet or file, which may name the kind of the rows
std::optional<WideLayout> find_wide(const HeaderIndex& index, const Sheet& sheet, std::string_view name);

/// The filled cells of a long form; unknown fields have a feed without fields and a finding.
std::vector<Entry> read_long(const HeaderIndex& index, const Catalogue& catalogue, const Sheet& sheet, const LongLayout& layout, const std::string& file, Findings& findings);

/// The filled cells of one row of a table.
std::vector<Entry> read_row(const Sheet& sheet, const WideLayout& layout, std::size_t row, const std::string& file);

/// Findings about the headers of a table that no dictionary knows.
void report_unknown(const Catalogue& catalogue, const Sheet& sheet, const WideLayout& layout, const std::string& file, Findings& findings);

/// Full-width letters and digits as their half-width forms; punctuation and everything else as it stands.
std::string half_width(std::string_view text);

}  // namespace guanxi::io::detail
