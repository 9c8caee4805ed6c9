#include "design.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "dense.hpp"

namespace guanxi::score::design {

namespace {

constexpr double unknown_cell = std::numeric_limits<double>::quiet_NaN();

// Rows that count: those with a weight above 0.
std::vector<std::size_t> counted_rows(std::size_t rows, std::span<const double> weights) {
  std::vector<std::size_t> counted;
  for (std::size_t row = 0; row < rows; ++row)
    if (weights.empty() || weights[row] > 0) counted.push_back(row);
  return counted;
}

// Means, deviations and extremes of one expanded column, which is then standardised in place.
void standardize(Design& design, std::size_t place) {
  LogisticCoefficient& about = design.coefficients[place - 1];
  const std::size_t rows = design.rows(), width = design.width;
  double* cells = rows == 0 ? nullptr : design.cells.data() + place;
  double weight = 0, sum = 0, all = 0;
  about.low = std::numeric_limits<double>::infinity();
  about.high = -about.low;
  for (std::size_t i = 0; i < rows; ++i) {
    all += design.weights[i];
    const double x = cells[i * width];
    if (std::isnan(x)) continue;
    weight += design.weights[i];
    sum += design.weights[i] * x;
    about.low = (std::min)(about.low, x);
    about.high = (std::max)(about.high, x);
  }
  if (weight == 0) about.low = about.high = 0;
  about.mean = weight == 0 ? 0 : about.low == about.high ? about.low : sum / weight;
  double squares = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    double& x = cells[i * width];
    x = std::isnan(x) ? 0 : x - about.mean;
    squares += design.weights[i] * x * x;
  }
  about.deviation = all > 0 && about.low < about.high ? std::sqrt(squares / all) : 0;
  const double scale = about.deviation > 0 ? 1 / about.deviation : 0;
  for (std::size_t i = 0; i < rows; ++i) cells[i * width] *= scale;
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

// Copies one column into the matrix from `place` on.
// @return  the place behind it
std::size_t expand(Design& design, LogisticColumn& about, const Column& column, const std::vector<std::size_t>& rows,
                   std::size_t place) {
  std::size_t count = 1;
  while (place + count < design.width && design.coefficients[place + count - 1].column == about.name) ++count;
  if (const auto* numbers = std::get_if<std::span<const double>>(&column.values)) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double x = (*numbers)[rows[i]];
      design.cells[i * design.width + place] = x;
      if (std::isnan(x)) about.unknown += design.weights[i];
    }
    return place + 1;
  }
  const auto& [codes, levels] = std::get<CodedWords>(column.values);
  std::vector<std::size_t> place_of(levels.size(), 0);  // 0: the reference
  for (std::size_t level = 0; level < levels.size(); ++level)
    for (std::size_t k = place; k < place + count; ++k)
      if (design.coefficients[k - 1].word == levels[level]) place_of[level] = k;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double* cells = design.cells.data() + i * design.width;
    const std::int32_t code = codes[rows[i]];
    if (code < 0) {
      about.unknown += design.weights[i];
      std::fill(cells + place, cells + place + count, unknown_cell);
    } else if (const std::size_t at = place_of[static_cast<std::size_t>(code)]; at != 0) {
      cells[at] = 1;
    }
  }
  return place + count;
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
  design.cells.assign(rows.size() * design.width, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) design.cells[i * design.width] = 1;
  std::size_t place = 1;
  for (std::size_t c = 0; c < columns.size(); ++c) place = expand(design, design.columns[c], columns[c], rows, place);
  for (place = 1; place < design.width; ++place) standardize(design, place);
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
  add_products(design, design.weights, products.cells);
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

void add_products(const Design& design, std::span<const double> factors, std::span<double> matrix) {
  const std::size_t width = design.width;
  std::size_t i = 0;
  for (; i + 4 <= design.rows(); i += 4) {  // four rows at a time: fewer loads of the matrix
    const double *a = design.row(i), *b = design.row(i + 1), *c = design.row(i + 2), *d = design.row(i + 3);
    for (std::size_t j = 0; j < width; ++j) {
      const double fa = factors[i] * a[j], fb = factors[i + 1] * b[j], fc = factors[i + 2] * c[j],
                   fd = factors[i + 3] * d[j];
      double* line = matrix.data() + j * width;
      for (std::size_t k = 0; k <= j; ++k) line[k] += fa * a[k] + fb * b[k] + fc * c[k] + fd * d[k];
    }
  }
  for (; i < design.rows(); ++i)
    for (std::size_t j = 0; j < width; ++j)
      for (std::size_t k = 0; k <= j; ++k) matrix[j * width + k] += factors[i] * design.row(i)[j] * design.row(i)[k];
}

}  // namespace guanxi::score::design
