#pragma once
/// @file
/// Small dense symmetric matrices: Cholesky's factor, solving, inverting.
/// @source Golub, Van Loan (2013), Matrix Computations, 4.2

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::score::dense {

/// A square matrix, row by row.
struct Square {
  std::size_t size{};
  std::vector<double> cells{};

  explicit Square(std::size_t n) : size(n), cells(n * n) {}
  double& operator()(std::size_t row, std::size_t column) noexcept { return cells[row * size + column]; }
  double operator()(std::size_t row, std::size_t column) const noexcept { return cells[row * size + column]; }
};

/// Turns the lower triangle of a symmetric matrix into L with L L' = matrix.
/// @return  the first row whose pivot is at most `tolerance` times its diagonal element; nothing if all are greater
inline std::optional<std::size_t> factor(Square& matrix, double tolerance) {
  for (std::size_t j = 0; j < matrix.size; ++j) {
    const double diagonal = matrix(j, j);
    double pivot = diagonal;
    for (std::size_t k = 0; k < j; ++k) pivot -= matrix(j, k) * matrix(j, k);
    if (!(pivot > tolerance * diagonal)) return j;
    const double root = std::sqrt(pivot);
    matrix(j, j) = root;
    for (std::size_t i = j + 1; i < matrix.size; ++i) {
      double sum = matrix(i, j);
      for (std::size_t k = 0; k < j; ++k) sum -= matrix(i, k) * matrix(j, k);
      matrix(i, j) = sum / root;
    }
  }
  return std::nullopt;
}

/// Solves L L' x = right side in place.
inline void solve(const Square& factored, std::span<double> side) noexcept {
  const std::size_t n = factored.size;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) side[i] -= factored(i, k) * side[k];
    side[i] /= factored(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) side[i] -= factored(k, i) * side[k];
    side[i] /= factored(i, i);
  }
}

/// The inverse of L L'.
inline Square inverse(const Square& factored) {
  Square result(factored.size);
  std::vector<double> unit(factored.size);
  for (std::size_t j = 0; j < factored.size; ++j) {
    unit.assign(factored.size, 0);
    unit[j] = 1;
    solve(factored, unit);
    for (std::size_t i = 0; i < factored.size; ++i) result(i, j) = unit[i];
  }
  return result;
}

}  // namespace guanxi::score::dense
