#pragma once
/// @file
/// Columns of a table as the standardised matrix that a regression works on.

#include <guanxi/score/logistic.hpp>

#include <cstddef>
#include <span>
#include <vector>

#include "dense.hpp"

namespace guanxi::score::design {

/// A table expanded into numbers: one before all columns, then one for each coefficient, row by row.
struct Design {
  std::vector<LogisticColumn> columns{};
  std::vector<LogisticCoefficient> coefficients{};  ///< names, mean, deviation, low, high
  std::size_t width{};                              ///< coefficients and the one before them
  std::vector<double> cells{};                      ///< 1, then (x − mean) / deviation; 0 where unknown or constant
  std::vector<double> outcome{};
  std::vector<double> weights{};

  [[nodiscard]] std::size_t rows() const noexcept { return outcome.size(); }
  [[nodiscard]] const double* row(std::size_t i) const noexcept { return cells.data() + i * width; }
};

/// Expands a checked table; rows of weight 0 are left out.
[[nodiscard]] Design make_design(Columns columns, std::span<const double> outcome, std::span<const double> weights);

/// The first coefficient whose column has one value only.
[[nodiscard]] const LogisticCoefficient* constant_column(const Design& design);

/// The first coefficient whose column is a linear combination of those before it.
[[nodiscard]] const LogisticCoefficient* duplicate_column(const Design& design);

/// The first coefficient whose column alone separates the outcomes: some cut has all events on one side or on the cut,
/// and all others on the other side or on it.
[[nodiscard]] const LogisticCoefficient* separating_column(const Design& design);

/// Adds Σ h x x' over all rows to the lower triangle of a matrix.
void add_products(const Design& design, std::span<const double> factors, dense::Square& matrix);

}  // namespace guanxi::score::design
