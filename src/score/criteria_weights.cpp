#include <guanxi/score/criteria_weights.hpp>

#include <algorithm>
#include <cmath>

#include "choice.hpp"
#include "exact_sum.hpp"

namespace guanxi::score {

namespace {

bool varies(const Extent& extent) noexcept { return extent.high - extent.low >= smallest_range; }

// Columns of a table that tells at least two alternatives apart.
std::vector<Extent> extents_that_differ(MatrixView matrix) {
  std::vector<Extent> found = extents(matrix);
  if (std::none_of(found.begin(), found.end(), varies))
    throw ArgumentError("score.no_difference", "matrix needs at least two alternatives that differ, found " +
                                                   std::to_string(matrix.rows()) + " alike");
  return found;
}

std::vector<double> shares_of_sum(std::vector<double> parts) {
  double sum = 0;
  for (const double part : parts) sum += part;
  for (double& part : parts) part /= sum;
  return parts;
}

double one_minus_entropy(MatrixView matrix, std::size_t column, const Extent& extent) {
  const double sum = column_sum(matrix, column, extent);
  ExactSum entropy(matrix.rows());  // p ln p is between −1/e and 0
  for (std::size_t i = 0; i < matrix.rows(); ++i)
    if (const double p = matrix(i, column) / sum; p > 0) entropy.add(p * std::log(p));
  return (std::max)(0.0, 1 + entropy.value() / std::log(static_cast<double>(matrix.rows())));
}

// A column over its range as deviations from the mean; all sizes are at most 1.
std::vector<double> deviations(MatrixView matrix, std::size_t column, const Extent& extent, Direction direction) {
  const double sign = direction == Direction::max ? 1 : -1, rows = static_cast<double>(matrix.rows());
  ExactSum sum(matrix.rows());
  std::vector<double> found;
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    found.push_back(sign * ((matrix(i, column) - extent.low) / (extent.high - extent.low)));
    sum.add(found.back());
  }
  for (double& value : found) value -= sum.value() / rows;
  return found;
}

double product_sum(const std::vector<double>& a, const std::vector<double>& b) {
  ExactSum sum(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) sum.add(a[i] * b[i]);
  return sum.value();
}

// Σ (1 − r) over the others; what rounding leaves of a full correlation counts as none.
double conflict_of(const std::vector<std::vector<double>>& columns, std::size_t j) {
  double conflict = 0;
  const double own = product_sum(columns[j], columns[j]);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (k == j || columns[k].empty()) continue;
    const double apart = 1 - product_sum(columns[j], columns[k]) / std::sqrt(own * product_sum(columns[k], columns[k]));
    if (apart > 1e-12) conflict += apart;
  }
  return conflict;
}

}  // namespace

std::vector<double> entropy_weights(MatrixView matrix) {
  check_matrix(matrix);
  for (std::size_t j = 0; j < matrix.columns; ++j) demand_sign(matrix, j, true, "weights by entropy");
  const std::vector<Extent> found = extents_that_differ(matrix);
  std::vector<double> parts;
  for (std::size_t j = 0; j < found.size(); ++j)
    parts.push_back(varies(found[j]) ? one_minus_entropy(matrix, j, found[j]) : 0.0);
  if (std::all_of(parts.begin(), parts.end(), [](double part) { return part == 0; }))
    throw ArgumentError("score.no_difference",
                        "matrix needs a criterion whose differences show in its entropy, found none");
  return shares_of_sum(std::move(parts));
}

std::vector<double> critic_weights(MatrixView matrix, const CriticOptions& options) {
  const std::vector<Extent> found = extents_that_differ(matrix);
  const std::vector<Direction> directions = all_directions(options.directions, matrix.columns);
  std::vector<std::vector<double>> columns(found.size());
  for (std::size_t j = 0; j < found.size(); ++j)
    if (varies(found[j])) columns[j] = deviations(matrix, j, found[j], directions[j]);
  std::vector<double> spread, parts;
  bool any = false;
  for (std::size_t j = 0; j < found.size(); ++j) {
    const bool counts = !columns[j].empty();
    spread.push_back(counts ? std::sqrt(product_sum(columns[j], columns[j])) : 0.0);
    parts.push_back(counts ? spread[j] * conflict_of(columns, j) : 0.0);
    any = any || parts[j] > 0;
  }
  return shares_of_sum(any ? std::move(parts) : std::move(spread));
}

std::vector<double> std_weights(MatrixView matrix) {
  const std::vector<Extent> found = extents_that_differ(matrix);
  const auto widest = std::max_element(
      found.begin(), found.end(), [](const Extent& a, const Extent& b) { return a.high - a.low < b.high - b.low; });
  const double unit = widest->high - widest->low;
  std::vector<double> parts;
  for (std::size_t j = 0; j < found.size(); ++j) {
    if (!varies(found[j])) {
      parts.push_back(0);
      continue;
    }
    const std::vector<double> column = deviations(matrix, j, found[j], Direction::max);
    parts.push_back((found[j].high - found[j].low) / unit * std::sqrt(product_sum(column, column)));
  }
  return shares_of_sum(std::move(parts));
}

}  // namespace guanxi::score
