#pragma once
/// @file
/// Rows of an experiment sorted by predicted uplift, and one walk over them that gives all areas.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "experiment.hpp"

namespace guanxi::score::experiment {

/// A row of which the outcome is known.
struct Row {
  double predicted{};
  double outcome{};
  bool treated{};
};

/// Rows of known outcome, highest prediction first; equal ones by arm and outcome, so that input order is forgotten.
/// @throws ArgumentError  `argument.uplift` for another length or a prediction that is not finite
std::vector<Row> rows_by_prediction(std::span<const double> uplift, std::span<const double> outcome,
                                    std::span<const double> treated);

/// Places of the rows in the order of y t − y (1 − t), highest first.
std::vector<std::size_t> perfect_order(std::span<const Row> rows);

/// @throws ArgumentError  `argument.range` for a share of the top outside (0, 1]
void check_share(double share);

/// Rows so far.
struct Reached {
  double rows{};
  double treated{};
  double treated_sum{};
  double control_sum{};

  void add(const Row& row, double times) noexcept {
    rows += times;
    treated += row.treated ? times : 0;
    (row.treated ? treated_sum : control_sum) += row.outcome * times;
  }
  [[nodiscard]] double control() const noexcept { return rows - treated; }
  [[nodiscard]] double treated_mean() const noexcept { return treated > 0 ? treated_sum / treated : 0; }
  [[nodiscard]] double control_mean() const noexcept { return control() > 0 ? control_sum / control() : 0; }
  [[nodiscard]] double qini() const noexcept { return treated_sum - control_mean() * treated; }
  [[nodiscard]] double uplift() const noexcept { return (treated_mean() - control_mean()) * rows; }
};

/// Area under a curve as it grows.
struct Area {
  double area{};
  double last_rows{};
  double last_value{};

  void add(double rows, double value) noexcept {
    area += (rows - last_rows) * (value + last_value) / 2;
    last_rows = rows;
    last_value = value;
  }
  /// Under the straight line from (0, 0) to the last point.
  [[nodiscard]] double random() const noexcept { return last_rows * last_value / 2; }
};

/// Walks over rows, calling `at_step` where a row and the next one differ in their key.
/// @param row_of   row at a position
/// @param key_of   key of a row
/// @param times    how often the row at a position counts
/// @param at_step  takes what was reached and the position behind the step
template <class RowOf, class KeyOf, class Times, class AtStep>
void walk(std::size_t size, const RowOf& row_of, const KeyOf& key_of, const Times& times, const AtStep& at_step) {
  Reached reached;
  for (std::size_t i = 0; i < size; ++i) {
    reached.add(row_of(i), times(i));
    if (i + 1 == size || key_of(row_of(i + 1)) != key_of(row_of(i))) at_step(reached, i + 1);
  }
}

/// What y t − y (1 − t) is.
inline double gain_of(const Row& row) noexcept { return row.treated ? row.outcome : -row.outcome; }

/// True if perfect and random areas differ by no more than rounding does.
/// @param scale  rows times the sum of the outcomes' sizes
inline bool same_area(double perfect, double random, double scale) noexcept {
  const double difference = perfect - random;
  return (difference < 0 ? -difference : difference) <= 1e-13 * scale;
}

}  // namespace guanxi::score::experiment
