#include "design.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "dense.hpp"

namespace guanxi::score::design {

namespace {

// Rows that count: those with a weight above 0.
std::vector<std::size_t> counted_rows(std::size_t rows, std::span<const double> weights) {
  std::vector<std::size_t> counted;
  for (std::size_t row = 0; row < rows; ++row)
    if (weights.empty() || weights[row] > 0) counted.push_back(row);
  return counted;
}

// Words that occur, with their weights, by their bytes.
std::map<std::string, double> word_weights(const CodedWords& words, const std::vector<std::size_t>& rows,
                                           std::span<const double> weights) {
  std::vector<double> sums(words.levels.size(), 0);
  std::vector<bool> seen(words.levels.size(), false);
  for (const std::size_t row : rows)
    if (const std::int32_t code = words.codes[row]; code >= 0) {
      sums[static_cast<std::size_t>(code)] += weights.empty() ? 1 : weights[row];
      seen[static_cast<std::size_t>(code)] = true;
    }
  std::map<std::string, double> found;
  for (std::size_t level = 0; level < sums.size(); ++level)
    if (seen[level]) found[words.levels[level]] += sums[level];
  return found;
}

std::string most_frequent(const std::map<std::string, double>& words) {
  const auto most =
      std::max_element(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == words.end() ? std::string() : most->first;
}

// Names the coefficients of one column.
void describe_column(Design& design, const Column& column, const std::vector<std::size_t>& rows,
                     std::span<const double> weights) {
  LogisticColumn about{.name = std::string(column.name), .words = has_words(column)};
  if (!about.words) {
    design.coefficients.push_back({.column = about.name});
  } else {
    const auto words = word_weights(std::get<CodedWords>(column.values), rows, weights);
    about.reference = most_frequent(words);
    for (const auto& entry : words)
      if (entry.first != about.reference) design.coefficients.push_back({.column = about.name, .word = entry.first});
    if (words.size() <= 1) design.coefficients.push_back({.column = about.name, .word = about.reference});
  }
  design.columns.push_back(std::move(about));
}

// Sums over rows in four lanes that do not wait for each other; `add` takes a row and its lane.
template <class Add>
void in_lanes(std::size_t rows, const Add& add) {
  std::size_t i = 0;
  for (; i + 4 <= rows; i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) add(i + lane, lane);
  for (; i < rows; ++i) add(i, 0);
}

double sum_of(const double (&lanes)[4]) { return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]); }

// Mean, deviation and extremes of a column of numbers, unknown ones at the mean; nothing known: all 0.
void measure_numbers(const Design& design, LogisticColumn& column, LogisticCoefficient& about,
                     std::span<const double> numbers, const std::vector<std::size_t>& rows) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double known[4] = {}, unknown[4] = {}, sums[4] = {}, squares[4] = {};
  double low[4] = {infinity, infinity, infinity, infinity}, high[4] = {-infinity, -infinity, -infinity, -infinity};
  in_lanes(rows.size(), [&](std::size_t i, std::size_t lane) {
    const double x = numbers[rows[i]], weight = design.weights[i];
    if (std::isnan(x)) {
      unknown[lane] += weight;
      return;
    }
    known[lane] += weight;
    sums[lane] += weight * x;
    low[lane] = (std::min)(low[lane], x);
    high[lane] = (std::max)(high[lane], x);
  });
  const double weight = sum_of(known);
  column.unknown = sum_of(unknown);
  about.low = weight == 0 ? 0 : *std::min_element(low, low + 4);
  about.high = weight == 0 ? 0 : *std::max_element(high, high + 4);
  about.mean = weight == 0 ? 0 : about.low == about.high ? about.low : sum_of(sums) / weight;
  in_lanes(rows.size(), [&](std::size_t i, std::size_t lane) {
    const double x = numbers[rows[i]] - about.mean;
    squares[lane] += std::isnan(x) ? 0 : design.weights[i] * x * x;
  });
  about.deviation = about.low < about.high ? std::sqrt(sum_of(squares) / (weight + column.unknown)) : 0;
}

// What a column writes into a row of the matrix.
struct Written {
  const Column* column{};
  std::size_t place{};          // of its first cell
  std::size_t count{};          // of its cells
  double mean{}, scale{};       // of numbers
  std::vector<double> cells{};  // of words: those of each word, then those of unknown
};

double scale_of(const LogisticCoefficient& about) { return about.deviation > 0 ? 1 / about.deviation : 0; }

// The same of indicators of words.
Written measure_words(Design& design, LogisticColumn& column, const Column& source, std::size_t place,
                      std::size_t count, const std::vector<std::size_t>& rows) {
  const auto& [codes, levels] = std::get<CodedWords>(source.values);
  std::vector<double> sums(levels.size() + 1, 0);
  std::vector<bool> seen(levels.size() + 1, false);
  double all = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int32_t code = codes[rows[i]];
    const std::size_t level = code < 0 ? levels.size() : static_cast<std::size_t>(code);
    sums[level] += design.weights[i];
    all += design.weights[i];
    seen[level] = true;
  }
  column.unknown = sums.back();
  const double known = std::accumulate(sums.begin(), sums.end() - 1, 0.0);
  Written written{.column = &source, .place = place, .count = count};
  written.cells.assign((levels.size() + 1) * count, 0);
  for (std::size_t k = 0; k < count; ++k) {
    LogisticCoefficient& about = design.coefficients[place + k - 1];
    double weight = 0;
    bool is_in = false, is_out = false;  // seen with this word, and with another
    for (std::size_t level = 0; level < levels.size(); ++level) {
      const bool same = levels[level] == about.word;
      if (same) weight += sums[level];
      if (seen[level]) (same ? is_in : is_out) = true;
    }
    about.low = is_out || !is_in ? 0 : 1;
    about.high = is_in ? 1 : 0;
    about.mean = known == 0 ? 0 : about.low == about.high ? about.low : weight / known;
    const double squares = weight * (1 - about.mean) * (1 - about.mean) + (known - weight) * about.mean * about.mean;
    about.deviation = about.low < about.high ? std::sqrt(squares / all) : 0;
    for (std::size_t level = 0; level < levels.size(); ++level) {
      const bool same = levels[level] == about.word;
      written.cells[level * count + k] = ((same ? 1 : 0) - about.mean) * scale_of(about);
    }
  }
  return written;
}

// Measures a column whose first coefficient has a place.
Written measure_column(Design& design, LogisticColumn& column, const Column& source, std::size_t place,
                       const std::vector<std::size_t>& rows) {
  std::size_t count = 1;
  while (place + count < design.width && design.coefficients[place + count - 1].column == column.name) ++count;
  if (column.words) return measure_words(design, column, source, place, count, rows);
  LogisticCoefficient& about = design.coefficients[place - 1];
  measure_numbers(design, column, about, std::get<std::span<const double>>(source.values), rows);
  return {.column = &source, .place = place, .count = 1, .mean = about.mean, .scale = scale_of(about)};
}

// Writes some rows of a column into the matrix.
void write_cells(Design& design, const Written& written, const std::vector<std::size_t>& rows, std::size_t first,
                 std::size_t end) {
  double* cells = design.cells.data() + first * design.width + written.place;
  if (const auto* numbers = std::get_if<std::span<const double>>(&written.column->values)) {
    for (std::size_t i = first; i < end; ++i, cells += design.width) {
      const double x = (*numbers)[rows[i]];
      *cells = std::isnan(x) ? 0 : (x - written.mean) * written.scale;
    }
    return;
  }
  const auto& [codes, levels] = std::get<CodedWords>(written.column->values);
  for (std::size_t i = first; i < end; ++i, cells += design.width) {
    const std::int32_t code = codes[rows[i]];
    const std::size_t line = code < 0 ? levels.size() : static_cast<std::size_t>(code);
    std::copy_n(written.cells.data() + line * written.count, written.count, cells);
  }
}

}  // namespace

Design make_design(Columns columns, std::span<const double> outcome, std::span<const double> weights) {
  const std::vector<std::size_t> rows = counted_rows(outcome.size(), weights);
  Design design;
  for (const Column& column : columns) describe_column(design, column, rows, weights);
  for (const std::size_t row : rows) {
    design.outcome.push_back(outcome[row]);
    design.weights.push_back(weights.empty() ? 1 : weights[row]);
  }
  design.width = design.coefficients.size() + 1;
  std::vector<Written> all;
  std::size_t place = 1;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    all.push_back(measure_column(design, design.columns[c], columns[c], place, rows));
    place += all.back().count;
  }
  design.cells.assign(rows.size() * design.width, 1);
  constexpr std::size_t block = 64;  // rows that stay in the cache while each column takes its part
  for (std::size_t first = 0; first < rows.size(); first += block)
    for (const Written& written : all)
      write_cells(design, written, rows, first, (std::min)(first + block, rows.size()));
  return design;
}

const LogisticCoefficient* constant_column(const Design& design) {
  for (const LogisticCoefficient& about : design.coefficients)
    if (!(about.deviation > 0)) return &about;
  return nullptr;
}

const LogisticCoefficient* duplicate_column(const Design& design) {
  constexpr double unexplained = 1e-10;  // share of a column's variance that those before it must leave
  dense::Square products(design.width);
  add_products(design, design.weights, products);
  const std::optional<std::size_t> bad = dense::factor(products, unexplained);
  return bad && *bad > 0 ? &design.coefficients[*bad - 1] : nullptr;
}

const LogisticCoefficient* separating_column(const Design& design) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (std::size_t place = 1; place < design.width; ++place) {
    double low[2] = {infinite, infinite}, high[2] = {-infinite, -infinite};
    for (std::size_t i = 0; i < design.rows(); ++i) {
      const auto side = static_cast<std::size_t>(design.outcome[i]);
      low[side] = (std::min)(low[side], design.row(i)[place]);
      high[side] = (std::max)(high[side], design.row(i)[place]);
    }
    if (high[0] <= low[1] || high[1] <= low[0]) return &design.coefficients[place - 1];
  }
  return nullptr;
}

void add_products(const Design& design, std::span<const double> factors, dense::Square& matrix) {
  for (std::size_t i = 0; i < design.rows(); i += 4) {
    const double* rows[4];
    double four[4] = {};
    for (std::size_t r = 0; r < 4; ++r) {
      const bool is_there = i + r < design.rows();
      rows[r] = design.row(is_there ? i + r : i);
      four[r] = is_there ? factors[i + r] : 0;
    }
    dense::add_four_products(rows, four, design.width, matrix);
  }
}

}  // namespace guanxi::score::design
