#pragma once
/// @file
/// Predictions with their outcomes in an order that does not depend on the rows', and in groups of equal predictions.

#include <guanxi/score/columns.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score::ordered {

/// One row.
struct Row {
  double predicted;
  double outcome;
};

/// Rows of equal prediction.
struct Group {
  double predicted = 0;  ///< of all of them
  double rows = 0;       ///< how many
  double events = 0;     ///< of them
};

/// Checks numbers of which each must be finite.
/// @throws ArgumentError  `argument.<what>`
inline void check_finite(std::span<const double> numbers, const char* what) {
  for (std::size_t row = 0; row < numbers.size(); ++row)
    if (!std::isfinite(numbers[row]))
      throw ArgumentError(std::string("argument.") + what, std::string(what) + " must be finite numbers, found " +
                                                               std::to_string(numbers[row]) + " in row " +
                                                               std::to_string(row));
}

/// Checks probabilities.
/// @throws ArgumentError  `argument.predicted`
inline void check_probabilities(std::span<const double> predicted) {
  for (std::size_t row = 0; row < predicted.size(); ++row)
    if (!(predicted[row] >= 0 && predicted[row] <= 1))
      throw ArgumentError("argument.predicted", "predicted must be probabilities from 0 to 1, found " +
                                                    std::to_string(predicted[row]) + " in row " + std::to_string(row));
}

/// Checks a count that must be at least 1.
/// @throws ArgumentError  `argument.range`
inline void check_count(int count, const char* what) {
  if (count < 1)
    throw ArgumentError("argument.range", std::string(what) + " must be at least 1, found " + std::to_string(count));
}

/// Rows by prediction, lowest first, of equal ones those without the event first.
inline std::vector<Row> rows_of(std::span<const double> predicted, std::span<const double> outcome) {
  std::vector<Row> rows(predicted.size());
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = {predicted[row], outcome[row]};
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.predicted != b.predicted ? a.predicted < b.predicted : a.outcome < b.outcome;
  });
  return rows;
}

/// Groups of equal predictions, lowest first.
inline std::vector<Group> groups_of(std::span<const double> predicted, std::span<const double> outcome) {
  std::vector<Group> groups;
  for (const Row& row : rows_of(predicted, outcome)) {
    if (groups.empty() || groups.back().predicted != row.predicted) groups.push_back({row.predicted, 0, 0});
    groups.back().rows += 1;
    groups.back().events += row.outcome;
  }
  return groups;
}

}  // namespace guanxi::score::ordered
