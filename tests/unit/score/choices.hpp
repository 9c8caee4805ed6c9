#pragma once

#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <span>
#include <vector>

namespace guanxi::score::choices {

/// A table of its own with weights and directions.
struct Table {
  std::size_t columns{};
  std::vector<double> values{};
  std::vector<double> weights{};
  std::vector<Direction> directions{};

  [[nodiscard]] MatrixView view() const { return {values, columns}; }
  [[nodiscard]] std::size_t rows() const { return values.size() / columns; }
  [[nodiscard]] double at(std::size_t i, std::size_t j) const { return values[i * columns + j]; }
  [[nodiscard]] double low(std::size_t j) const { return extreme(j, false); }
  [[nodiscard]] double high(std::size_t j) const { return extreme(j, true); }
  [[nodiscard]] bool counts(std::size_t j) const { return low(j) < high(j) && weights[j] > 0; }
  /// Weight scaled to 1 over the criteria that count.
  [[nodiscard]] double share(std::size_t j) const {
    double sum = 0;
    for (std::size_t k = 0; k < columns; ++k) sum += counts(k) ? weights[k] : 0;
    return counts(j) ? weights[j] / sum : 0;
  }
  [[nodiscard]] double sign(std::size_t j) const { return directions[j] == Direction::max ? 1 : -1; }
  [[nodiscard]] Table reordered(const std::vector<std::size_t>& order) const {
    Table other = *this;
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t j = 0; j < columns; ++j) other.values[i * columns + j] = at(order[i], j);
    return other;
  }

 private:
  [[nodiscard]] double extreme(std::size_t j, bool largest) const {
    double found = at(0, j);
    for (std::size_t i = 0; i < rows(); ++i) found = largest ? std::max(found, at(i, j)) : std::min(found, at(i, j));
    return found;
  }
};

/// Numbers above 0, in half of the tables few different ones so that ties are common; sometimes a constant column.
inline Table random_table(std::mt19937_64& random, std::size_t least_rows = 2) {
  Table table{.columns = 1 + random() % 5};
  const std::size_t rows = least_rows + random() % 9;
  const bool coarse = random() % 2 == 0;
  for (std::size_t i = 0; i < rows * table.columns; ++i)
    table.values.push_back(coarse ? 1 + static_cast<double>(random() % 4)
                                  : .1 + static_cast<double>(random() % 1000003) / 997);
  for (std::size_t j = 0; j < table.columns; ++j) {
    table.weights.push_back(static_cast<double>(random() % 5));
    table.directions.push_back(random() % 2 == 0 ? Direction::max : Direction::min);
    if (random() % 9 == 0)
      for (std::size_t i = 0; i < rows; ++i) table.values[i * table.columns + j] = 3;
  }
  table.weights[0] += 1;
  return table;
}

inline std::vector<std::size_t> random_order(std::mt19937_64& random, std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  return order;
}

/// Ranks as the number of better ones plus one.
inline std::vector<std::int32_t> slow_ranks(const std::vector<double>& scores, bool larger_is_better) {
  std::vector<std::int32_t> ranks;
  for (const double score : scores)
    ranks.push_back(1 + static_cast<std::int32_t>(std::count_if(scores.begin(), scores.end(), [&](double other) {
                      return larger_is_better ? other > score : other < score;
                    })));
  return ranks;
}

// METHODS 5: four alternatives by three criteria.
inline const std::vector<double> four{5, 8, 4, 7, 6, 8, 8, 8, 6, 7, 4, 6};
inline const std::vector<double> four_weights{.3, .4, .3};

}  // namespace guanxi::score::choices
