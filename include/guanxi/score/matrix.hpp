#pragma once
/// @file
/// A table of numbers where it lies: one row an alternative, one column a criterion.

#include <cstddef>
#include <span>
#include <string>

namespace guanxi::score {

/// Numbers of a table row after row, borrowed.
struct MatrixView {
  std::span<const double> values{};  ///< row after row; a multiple of `columns` in number
  std::size_t columns{};             ///< numbers in a row, at least 1

  /// Number of whole rows; 0 without columns.
  [[nodiscard]] constexpr std::size_t rows() const noexcept { return columns == 0 ? 0 : values.size() / columns; }
  /// One number; both indices from 0 and inside the table.
  [[nodiscard]] constexpr double operator()(std::size_t row, std::size_t column) const noexcept {
    return values[row * columns + column];
  }
  /// One row.
  [[nodiscard]] constexpr std::span<const double> row(std::size_t index) const noexcept {
    return values.subspan(index * columns, columns);
  }
};

/// How messages call a cell: `matrix[2][0]`, counted from 0.
/// @param row,column  from 0
[[nodiscard]] inline std::string cell_name(std::size_t row, std::size_t column) {
  return "matrix[" + std::to_string(row) + "][" + std::to_string(column) + "]";
}

/// Demands a whole table of usable numbers.
/// @param matrix  any table; no rows is a whole table
/// @throws ArgumentError  `score.matrix` without columns, for a last row that is too short, for more than 2³¹ − 1 rows,
///                        and for a number that is NaN, infinite or beyond ±1e290; it names row and column
/// @cost    one pass; no shared state, any thread may call it
void check_matrix(MatrixView matrix);

}  // namespace guanxi::score
