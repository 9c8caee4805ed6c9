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

/// Σ a b over so many numbers, in four sums that do not wait for each other.
inline double dot(const double* a, const double* b, std::size_t size) noexcept {
  double sums[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  double rest = 0;
  for (; i < size; ++i) rest += a[i] * b[i];
  return ((sums[0] + sums[2]) + (sums[1] + sums[3])) + rest;
}

/// A square matrix, row by row.
struct Square {
  std::size_t size{};
  std::vector<double> cells{};

  explicit Square(std::size_t n) : size(n), cells(n * n) {}
  double& operator()(std::size_t row, std::size_t column) noexcept { return cells[row * size + column]; }
  double operator()(std::size_t row, std::size_t column) const noexcept { return cells[row * size + column]; }
};

/// Adds Σ factor x x' of four rows to the lower triangle of a matrix, two lines at a time, so that each cell of the
/// rows is loaded once for both.
/// @param width  cells of a row, at most the size of the matrix
inline void add_four_products(const double* const rows[4], const double factors[4], std::size_t width,
                              Square& matrix) noexcept {
  const double* __restrict a = rows[0], * __restrict b = rows[1], * __restrict c = rows[2], * __restrict d = rows[3];
  for (std::size_t j = 0; j < width; j += 2) {
    const std::size_t next = j + 1 < width ? j + 1 : j;
    double* __restrict upper = matrix.cells.data() + j * matrix.size;
    double* __restrict lower = matrix.cells.data() + next * matrix.size;
    const double ua = factors[0] * a[j], ub = factors[1] * b[j], uc = factors[2] * c[j], ud = factors[3] * d[j];
    const double la = factors[0] * a[next], lb = factors[1] * b[next], lc = factors[2] * c[next],
                 ld = factors[3] * d[next];
    if (next == j) {
      for (std::size_t k = 0; k <= j; ++k) upper[k] += (ua * a[k] + ub * b[k]) + (uc * c[k] + ud * d[k]);
      return;
    }
    for (std::size_t k = 0; k <= j; ++k) {
      upper[k] += (ua * a[k] + ub * b[k]) + (uc * c[k] + ud * d[k]);
      lower[k] += (la * a[k] + lb * b[k]) + (lc * c[k] + ld * d[k]);
    }
    lower[next] += (la * a[next] + lb * b[next]) + (lc * c[next] + ld * d[next]);
  }
}

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
