#include "choice.hpp"

#include <guanxi/core/finding_codes.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "exact_sum.hpp"

namespace guanxi::score {

namespace {

constexpr double largest_number = 1e290;

std::string number_text(double value) {
  std::string text = std::to_string(value);
  if (std::abs(value) >= 1e15 || (value != 0 && std::abs(value) < 1e-4)) {
    int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
    text = std::to_string(value / std::pow(10, exponent)) + "e" + std::to_string(exponent);
  }
  return std::isnan(value) ? "NaN" : std::isinf(value) ? (value < 0 ? "-infinity" : "infinity") : text;
}

void demand_shape(MatrixView matrix) {
  if (matrix.columns == 0) throw ArgumentError("score.matrix", "matrix needs at least one column, found none");
  if (const std::size_t rest = matrix.values.size() % matrix.columns; rest != 0)
    throw ArgumentError("score.matrix", "matrix[" + std::to_string(matrix.rows()) + "] needs " +
                                            std::to_string(matrix.columns) + " numbers like every row, found " +
                                            std::to_string(rest));
  if (matrix.rows() > static_cast<std::size_t>((std::numeric_limits<std::int32_t>::max)()))
    throw ArgumentError("score.matrix", "matrix takes at most 2147483647 rows, found " + std::to_string(matrix.rows()));
}

[[noreturn]] void throw_bad_cell(MatrixView matrix) {
  std::size_t bad = 0;
  while (std::abs(matrix.values[bad]) <= largest_number) ++bad;
  throw ArgumentError("score.matrix", cell_name(bad / matrix.columns, bad % matrix.columns) +
                                          " must be a finite number of size up to 1e290, found " +
                                          number_text(matrix.values[bad]));
}

std::vector<double> checked_weights(const Question& question) {
  const std::size_t columns = question.matrix.columns;
  if (question.weights.empty()) return std::vector<double>(columns, 1.0);
  if (question.weights.size() != columns)
    throw ArgumentError("score.weights", "weights needs one number a criterion, " + std::to_string(columns) +
                                             ", found " + std::to_string(question.weights.size()));
  double sum = 0;
  for (std::size_t j = 0; j < columns; ++j) {
    const double weight = question.weights[j];
    if (!(weight >= 0 && weight <= 1e9))
      throw ArgumentError("score.weights",
                          "weights[" + std::to_string(j) + "] must be from 0 to 1e9, found " + number_text(weight));
    sum += weight;
  }
  if (!(sum > 0)) throw ArgumentError("score.weights", "weights needs at least one above 0, found only 0");
  return {question.weights.begin(), question.weights.end()};
}

Finding constant_criterion(std::size_t column, double value) {
  const std::string name = "matrix[:][" + std::to_string(column) + "]", number = std::to_string(column + 1);
  return make_finding(
      finding_code("score.constant_criterion"),
      {.field = name, .value = number_text(value), .label = {"第 " + number + " 个准则", "criterion " + number}});
}

// Weights below this part of the largest are scaled without loss all the same; the largest is 1 before they are summed.
void scale_to_one(std::vector<double>& weights) {
  const double largest = *std::max_element(weights.begin(), weights.end());
  if (!(largest > 0)) return;
  double sum = 0;
  for (double& weight : weights) sum += weight /= largest;
  for (double& weight : weights) weight /= sum;
}

}  // namespace

std::vector<Extent> extents(MatrixView matrix) {
  demand_shape(matrix);
  const std::size_t rows = matrix.rows(), columns = matrix.columns;
  if (rows == 0) return {};
  std::vector<Extent> found(columns);
  for (std::size_t j = 0; j < columns; ++j) found[j] = {matrix(0, j), matrix(0, j)};
  bool good = true;
  const double* cell = matrix.values.data();
  for (std::size_t i = 0; i < rows; ++i)
    for (Extent& extent : found) {
      const double value = *cell++;
      good &= std::abs(value) <= largest_number;
      extent.low = value < extent.low ? value : extent.low;
      extent.high = value > extent.high ? value : extent.high;
    }
  if (!good) throw_bad_cell(matrix);
  return found;
}

void check_matrix(MatrixView matrix) { (void)extents(matrix); }

std::vector<Direction> all_directions(std::span<const Direction> directions, std::size_t columns) {
  if (directions.empty()) return std::vector<Direction>(columns, Direction::max);
  if (directions.size() != columns)
    throw ArgumentError("score.directions", "directions needs one word a criterion, " + std::to_string(columns) +
                                                ", found " + std::to_string(directions.size()));
  return {directions.begin(), directions.end()};
}

Choice prepare(const Question& question, Constant constant) {
  Choice choice{.matrix = question.matrix};
  const std::vector<Extent> columns = extents(question.matrix);
  choice.weights = checked_weights(question);
  const std::vector<Direction> directions = all_directions(question.directions, question.matrix.columns);
  const std::size_t rows = question.matrix.rows();
  choice.state = rows == 0   ? ChoiceState::no_alternatives
                 : rows == 1 ? ChoiceState::one_alternative
                             : ChoiceState::enough;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (constant == Constant::keep || columns[j].high - columns[j].low >= smallest_range) continue;
    if (rows > 1 && choice.weights[j] > 0) choice.findings.push_back(constant_criterion(j, columns[j].low));
    choice.weights[j] = 0;
  }
  if (question.scale == WeightScale::to_one) scale_to_one(choice.weights);
  for (std::size_t j = 0; j < columns.size(); ++j)
    if (choice.weights[j] > 0)
      choice.criteria.push_back({j, choice.weights[j], directions[j], columns[j].low, columns[j].high});
  if (choice.state == ChoiceState::enough && choice.criteria.empty()) choice.state = ChoiceState::no_difference;
  return choice;
}

double power_above(const Extent& extent) noexcept {
  const double size = (std::max)(std::abs(extent.low), std::abs(extent.high));
  return size > 0 ? std::ldexp(1.0, (std::max)(std::ilogb(size) + 1, -1000)) : 1.0;
}

double column_sum(MatrixView matrix, std::size_t column, const Extent& extent) {
  const double power = power_above(extent);
  ExactSum sum(matrix.rows());
  for (std::size_t i = 0; i < matrix.rows(); ++i) sum.add(matrix(i, column) / power);
  return sum.value() * power;
}

double column_norm(MatrixView matrix, std::size_t column, const Extent& extent) {
  const double power = power_above(extent), factor = 1 / power;  // exact, both being powers of two
  ExactSum sum(matrix.rows());
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    const double part = matrix(i, column) * factor;
    sum.add(part * part);
  }
  return std::sqrt(sum.value()) * power;
}

void demand_sign(MatrixView matrix, std::size_t column, bool zero_allowed, const std::string& why) {
  for (std::size_t i = 0; i < matrix.rows(); ++i)
    if (const double value = matrix(i, column); value < 0 || (value == 0 && !zero_allowed))
      throw ArgumentError("score.matrix", cell_name(i, column) + " must be " +
                                              (zero_allowed ? "0 or more" : "above 0") + " for " + why + ", found " +
                                              number_text(value));
}

void demand_share(double value, const std::string& name) {
  if (!(value >= 0 && value <= 1))
    throw ArgumentError("argument.range", name + " must be from 0 to 1, found " + number_text(value));
}

namespace {

// A score as a whole number of the same order, with its row.
struct Place {
  std::uint64_t key;
  std::uint32_t row;
};

std::uint64_t ordered_key(double score) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);  // -0 becomes 0
  return bits >> 63 != 0 ? ~bits : bits | std::uint64_t{1} << 63;
}

// Sorts by digits of 11 bits, the last first; digits that all share are passed over.
void sort_places(std::vector<Place>& places) {
  constexpr std::size_t digits = 6, values = 2048;
  std::vector<std::array<std::uint32_t, values>> counts(digits);
  for (const Place& place : places)
    for (std::size_t d = 0; d < digits; ++d) ++counts[d][place.key >> (11 * d) & (values - 1)];
  std::vector<Place> other(places.size());
  for (std::size_t d = 0; d < digits; ++d) {
    if (counts[d][places[0].key >> (11 * d) & (values - 1)] == places.size()) continue;
    std::uint32_t start = 0;
    for (std::uint32_t& count : counts[d]) start += std::exchange(count, start);
    for (const Place& place : places) other[counts[d][place.key >> (11 * d) & (values - 1)]++] = place;
    places.swap(other);
  }
}

}  // namespace

std::vector<std::int32_t> ranks_of(std::span<const double> scores, Better better) {
  std::vector<Place> order(scores.size());
  const double sign = better == Better::larger ? -1 : 1;
  for (std::size_t i = 0; i < scores.size(); ++i)
    order[i] = {ordered_key(sign * scores[i]), static_cast<std::uint32_t>(i)};
  if (order.size() < 5000)
    std::sort(order.begin(), order.end(), [](const Place& a, const Place& b) { return a.key < b.key; });
  else
    sort_places(order);
  std::vector<std::int32_t> ranks(scores.size());
  std::int32_t rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || order[i - 1].key < order[i].key) rank = static_cast<std::int32_t>(i + 1);
    ranks[order[i].row] = rank;
  }
  return ranks;
}

std::vector<std::int64_t> of_rank(std::span<const std::int32_t> ranks, std::int32_t rank) {
  std::vector<std::int64_t> rows;
  for (std::size_t i = 0; i < ranks.size(); ++i)
    if (ranks[i] == rank) rows.push_back(static_cast<std::int64_t>(i));
  return rows;
}

namespace {

// The others keep their order if nobody who was ahead is behind now: walking down the old ranking, group by group of
// equal ranks, no new rank is above the worst of the groups before.
bool keeps_order(std::span<const std::int32_t> before, std::span<const std::int32_t> now) {
  std::vector<std::size_t> order(before.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before[a] < before[b]; });
  std::int32_t worst = 0, group = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && before[order[i]] != before[order[i - 1]]) worst = group;
    if (now[order[i]] < worst) return false;
    group = (std::max)(group, now[order[i]]);
  }
  return true;
}

std::vector<std::int32_t> without(std::span<const std::int32_t> ranks, std::size_t row) {
  std::vector<std::int32_t> rest(ranks.begin(), ranks.end());
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(row));
  return rest;
}

}  // namespace

std::vector<Dropped> drop_each(MatrixView matrix, std::span<const std::int32_t> ranks, const RankTable& rank) {
  std::vector<Dropped> dropped;
  const std::size_t rows = matrix.rows(), columns = matrix.columns;
  std::vector<double> rest(matrix.values.begin() + static_cast<std::ptrdiff_t>(rows > 0 ? columns : 0),
                           matrix.values.end());  // without row 0
  for (std::size_t row = 0; row < rows; ++row) {
    if (row > 0) {
      const std::span<const double> back = matrix.row(row - 1);
      std::copy(back.begin(), back.end(), rest.begin() + static_cast<std::ptrdiff_t>((row - 1) * columns));
    }
    const std::vector<std::int32_t> now = rank({rest, columns}), before = without(ranks, row);
    Dropped one{.alternative = static_cast<std::int64_t>(row), .first = of_rank(now, 1)};
    one.same_first = before.empty() || one.first == of_rank(before, *std::min_element(before.begin(), before.end()));
    one.order_kept = keeps_order(before, now);
    for (std::int64_t& first : one.first) first += first >= one.alternative ? 1 : 0;
    dropped.push_back(std::move(one));
  }
  return dropped;
}

WeightSwap smallest_swap(const Choice& choice, std::span<const std::int32_t> ranks, const LevelWeight& level) {
  const std::vector<std::int64_t> first = of_rank(ranks, 1);
  WeightSwap swap{.state = SwapState::none};
  if (first.size() > 1) swap.state = SwapState::tied;
  if (first.size() != 1) return swap;
  double smallest = std::numeric_limits<double>::infinity();
  for (const std::int64_t second : of_rank(ranks, 2))
    for (std::size_t k = 0; k < choice.criteria.size(); ++k) {
      const Criterion& criterion = choice.criteria[k];
      const auto to = level(static_cast<std::size_t>(first[0]), static_cast<std::size_t>(second), k);
      if (!to || !(std::abs(*to - criterion.weight) < smallest)) continue;
      smallest = std::abs(*to - criterion.weight);
      swap = {SwapState::found, first[0], second, static_cast<std::int64_t>(criterion.column), criterion.weight, *to};
    }
  return swap;
}

}  // namespace guanxi::score
