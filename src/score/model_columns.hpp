#pragma once
/// @file
/// The columns of a table as a fitted model asks for them.

#include <guanxi/score/columns.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::score::model_columns {

/// A column that a model was fitted on.
/// @param words  whether the model knows it as words; a column without any known value passes as either
/// @return  nullptr if none of its values is known and it is of the other sort
/// @throws ArgumentError  `argument.columns` if it is absent or of the other sort
[[nodiscard]] const Column* demanded(Columns columns, std::string_view name, bool words);

/// The number in a row.
/// @param column  nullptr for one that is absent
/// @return  nothing if unknown
/// @throws ArgumentError  `argument.range` for a row that is not there, `argument.columns` for a word
[[nodiscard]] std::optional<double> number_at(const Column* column, std::size_t row);

/// The word in a row; as `number_at`.
[[nodiscard]] std::optional<std::string_view> word_at(const Column* column, std::size_t row);

/// Throws unless the table, as far as it has columns, has the row.
void check_row(Columns columns, std::size_t row);

}  // namespace guanxi::score::model_columns
