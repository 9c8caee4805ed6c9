#pragma once
/// @file
/// Feature tables as named columns of numbers or words that lie in somebody else's memory.

#include <guanxi/core/error.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace guanxi::score {

/// Words of a column, each told by its place in a list.
struct CodedWords {
  std::span<const std::int32_t> codes{};  ///< for each row the place of its word in `levels`; below 0 means unknown
  std::span<const std::string> levels{};  ///< the words, none twice; any number of them may be unused
};

/// What a column holds: numbers, of which NaN means unknown, or words.
using ColumnValues = std::variant<std::span<const double>, CodedWords>;

/// One named column of a feature table; owns nothing.
struct Column {
  std::string_view name{};  ///< not empty, none twice in a table
  ColumnValues values{};    ///< one a row
};

/// A feature table: columns of equal length.
using Columns = std::span<const Column>;

/// True if the column holds words.
[[nodiscard]] inline bool has_words(const Column& column) noexcept { return column.values.index() == 1; }

/// Number of rows of one column.
[[nodiscard]] inline std::size_t size_of(const Column& column) noexcept {
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) return numbers->size();
  return std::get<CodedWords>(column.values).codes.size();
}

/// The column of a name.
/// @return  nullptr if there is none
[[nodiscard]] inline const Column* find_column(Columns columns, std::string_view name) noexcept {
  for (const Column& column : columns)
    if (column.name == name) return &column;
  return nullptr;
}

/// Checks a feature table and counts its rows.
/// @param columns  one or more
/// @return  number of rows, which may be 0
/// @throws  ArgumentError  `argument.columns` naming the column: none at all, no name, a name used twice, lengths that
/// differ, an infinite number, a code beyond the list of words
/// @cost    linear in the cells
std::size_t check_columns(Columns columns);

/// Checks the outcomes of a table's rows.
/// @param outcome  1 where what is predicted happened (won, churned, paid late), 0 where it did not
/// @param rows     rows of the table
/// @throws  ArgumentError  `argument.outcome` for another length or any other number, NaN among them
void check_outcome(std::span<const double> outcome, std::size_t rows);

/// Checks the weights of a table's rows.
/// @param weights  empty (each row counts 1), or one finite number >= 0 for each row
/// @param rows     rows of the table
/// @throws  ArgumentError  `argument.weights` for another length or any other number
void check_weights(std::span<const double> weights, std::size_t rows);

}  // namespace guanxi::score
