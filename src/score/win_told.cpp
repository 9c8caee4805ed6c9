#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics.hpp"
#include "win_check.hpp"

namespace guanxi::score::win {

namespace {

Ranges ranges_of(const Order& order, std::size_t block) {
  const std::size_t first = order.blocks[block], end = order.blocks[block + 1];
  if (order.scheme == WinScheme::rolling) return {{0, first}};
  Ranges ranges;
  if (first > 0) ranges.emplace_back(0, first);
  if (end < order.blocks.back()) ranges.emplace_back(end, order.blocks.back());
  return ranges;
}

void add(dense::Square& sum, const dense::Square& other, double factor) {
  for (std::size_t i = 0; i < sum.cells.size(); ++i) sum.cells[i] += factor * other.cells[i];
}

// What a block's model was made from.
struct Trained {
  double rows = 0;
  double won = 0;
};

Trained count(const Sample& sample, const Ranges& ranges) {
  Trained sum;
  for (const auto& [first, end] : ranges)
    for (std::size_t i = first; i < end; ++i) {
      sum.rows += sample.weights[i];
      sum.won += sample.weights[i] * sample.outcome[i];
    }
  return sum;
}

// The ranges of numbers in some rows; a cell of exactly 0 is unknown.
struct Bounds {
  std::vector<double> low{};
  std::vector<double> high{};
};

Bounds bounds_of(const Sample& sample, const Ranges& ranges) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::vector<std::size_t>& numbers = sample.table.numbers;
  Bounds bounds{std::vector<double>(numbers.size(), infinity), std::vector<double>(numbers.size(), -infinity)};
  for (const auto& [first, end] : ranges)
    for (std::size_t i = first; i < end; ++i)
      for (std::size_t k = 0; k < numbers.size(); ++k)
        if (const double cell = sample.table.row(i)[numbers[k]]; cell != 0) {
          bounds.low[k] = (std::min)(bounds.low[k], cell);
          bounds.high[k] = (std::max)(bounds.high[k], cell);
        }
  return bounds;
}

// Log-odds of a row, its numbers held near the range that the training rows had.
double linear(const Sample& sample, std::size_t i, std::span<const double> at, const Bounds& bounds) {
  const double* row = sample.table.row(i);
  std::vector<double> cells(row, row + sample.table.width);
  for (std::size_t k = 0; k < sample.table.numbers.size(); ++k)
    if (double& cell = cells[sample.table.numbers[k]]; bounds.low[k] <= bounds.high[k] && cell != 0)
      cell = held(cell, bounds.low[k], bounds.high[k]);
  double sum = dense::dot(at.data(), cells.data(), cells.size());
  for (std::size_t g = 0; g < sample.table.groups; ++g)
    if (const std::int32_t place = sample.table.team(i)[g]; place >= 0) sum += at[static_cast<std::size_t>(place)];
  return sum;
}

// Information of each block at the mode of all rows; a model of other rows starts from their sum.
std::vector<dense::Square> informations(const Sample& sample, const Order& order, std::span<const double> at) {
  std::vector<dense::Square> parts;
  for (std::size_t block = 0; block + 1 < order.blocks.size(); ++block)
    parts.push_back(information_at(sample, at, {{order.blocks[block], order.blocks[block + 1]}}));
  return parts;
}

}  // namespace

double log_odds_of(double probability) noexcept { return std::log(probability) - std::log1p(-probability); }

double bounded(double log_odds) noexcept {
  const double most = log_odds_of(1 - least_probability);
  return std::clamp(log_odds, -most, most);
}

Told tell_blocks(const Sample& sample, const Order& order, const Belief& belief, const Posterior& posterior) {
  Told told;
  const Gaussian prior = prior_of(sample, belief, posterior.scales);
  const bool rolling = order.scheme == WinScheme::rolling;
  const std::vector<dense::Square> parts = informations(sample, order, posterior.at);
  for (std::size_t block = rolling ? 1 : 0; block + 1 < order.blocks.size(); ++block) {
    const Ranges ranges = ranges_of(order, block);
    const Trained trained = count(sample, ranges);
    const double base = (trained.won + .5) / (trained.rows + 1);
    const Bounds bounds = bounds_of(sample, ranges);
    std::vector<double> at;
    if (trained.won > 0 && trained.won < trained.rows) {
      dense::Square near(sample.size);
      for (std::size_t other = 0; other < parts.size(); ++other)
        if (rolling ? other < block : other != block) add(near, parts[other], 1);
      at = find_mode(sample, ranges, prior, posterior.at, &near).at;
    }
    told.starts.push_back(told.rows.size());
    WinBlock about{.trained = trained.rows, .base_rate = base};
    for (std::size_t i = order.blocks[block]; i < order.blocks[block + 1]; ++i) {
      told.rows.push_back(i);
      told.log_odds.push_back(at.empty() ? log_odds_of(base) : linear(sample, i, at, bounds));
      told.base.push_back(base);
      told.outcome.push_back(sample.outcome[i]);
      about.rows += 1;
      about.won += sample.outcome[i];
    }
    about.lost = about.rows - about.won;
    told.blocks.push_back(about);
  }
  told.starts.push_back(told.rows.size());
  return told;
}

}  // namespace guanxi::score::win
