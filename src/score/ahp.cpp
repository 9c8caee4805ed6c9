#include <guanxi/score/ahp.hpp>

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace guanxi::score {

namespace {

// Comparisons of n things, row after row; NaN where there is none.
struct Comparisons {
  std::size_t n{};
  std::vector<double> cells{};

  explicit Comparisons(std::size_t things)
      : n(things), cells(things * things, std::numeric_limits<double>::quiet_NaN()) {
    for (std::size_t i = 0; i < n; ++i) at(i, i) = 1;
  }
  [[nodiscard]] double& at(std::size_t i, std::size_t j) { return cells[i * n + j]; }
  [[nodiscard]] double at(std::size_t i, std::size_t j) const { return cells[i * n + j]; }
  void set(std::size_t i, std::size_t j, double value) {
    at(i, j) = value;
    at(j, i) = 1 / value;
  }
};

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

[[noreturn]] void throw_judgement(const std::string& sentence) { throw ArgumentError("score.judgement", sentence); }

std::string value_text(double value) {
  std::string text = std::to_string(value);
  return std::isnan(value) ? "NaN" : text;
}

void demand_ratio(double value, const std::string& name) {
  if (!(value >= 1e-9 && value <= 1e9)) throw_judgement(name + " must be from 1e-9 to 1e9, found " + value_text(value));
}

void demand_things(std::size_t things) {
  if (things == 0) throw ArgumentError("score.matrix", "matrix needs at least one thing to weigh, found none");
}

void demand_square(MatrixView matrix) {
  demand_things(matrix.columns);
  if (matrix.values.size() != matrix.columns * matrix.columns)
    throw ArgumentError("score.matrix", "matrix must have as many rows as columns, found " +
                                            std::to_string(matrix.rows()) + " x " + std::to_string(matrix.columns));
}

void read_pair(Comparisons& read, MatrixView matrix, std::size_t i, std::size_t j) {
  const double here = matrix(i, j), there = matrix(j, i);
  if (!std::isnan(here)) demand_ratio(here, cell_name(i, j));
  if (!std::isnan(there)) demand_ratio(there, cell_name(j, i));
  if (std::isnan(here) && std::isnan(there)) return;
  if (std::abs(here * there - 1) > 1e-9)  // false where one of them is missing
    throw_judgement(cell_name(j, i) + " must be 1 / " + cell_name(i, j) + " = " + value_text(1 / here) + ", found " +
                    value_text(there));
  read.set(i, j, std::isnan(here) ? 1 / there : here);
}

Comparisons comparisons_of(MatrixView matrix) {
  demand_square(matrix);
  Comparisons read(matrix.columns);
  for (std::size_t i = 0; i < read.n; ++i) {
    if (!(std::abs(matrix(i, i) - 1) <= 1e-9))
      throw_judgement(cell_name(i, i) + " must be 1, found " + value_text(matrix(i, i)));
    for (std::size_t j = i + 1; j < read.n; ++j) read_pair(read, matrix, i, j);
  }
  return read;
}

Comparisons comparisons_of(std::size_t things, std::span<const Judgement> judgements) {
  demand_things(things);
  Comparisons read(things);
  for (std::size_t k = 0; k < judgements.size(); ++k) {
    const Judgement& one = judgements[k];
    const std::string name = "judgements[" + std::to_string(k) + "]";
    const auto is_thing = [&](std::int64_t index) { return index >= 0 && static_cast<std::size_t>(index) < things; };
    if (!is_thing(one.first) || !is_thing(one.second) || one.first == one.second)
      throw_judgement(name + " must compare two different things below " + std::to_string(things) + ", found " +
                      std::to_string(one.first) + " and " + std::to_string(one.second));
    demand_ratio(one.value, name);
    const auto i = static_cast<std::size_t>(one.first), j = static_cast<std::size_t>(one.second);
    if (!std::isnan(read.at(i, j)))
      throw_judgement(name + " compares " + std::to_string(i) + " and " + std::to_string(j) + " a second time");
    read.set(i, j, one.value);
  }
  return read;
}

Pairs missing_pairs(const Comparisons& of) {
  Pairs missing;
  for (std::size_t i = 0; i < of.n; ++i)
    for (std::size_t j = i + 1; j < of.n; ++j)
      if (std::isnan(of.at(i, j))) missing.emplace_back(i, j);
  return missing;
}

void demand_linked(const Comparisons& of) {
  std::vector<bool> seen(of.n);
  std::vector<std::size_t> open{0};
  seen[0] = true;
  while (!open.empty()) {
    const std::size_t i = open.back();
    open.pop_back();
    for (std::size_t j = 0; j < of.n; ++j)
      if (!seen[j] && !std::isnan(of.at(i, j))) {
        seen[j] = true;
        open.push_back(j);
      }
  }
  const auto lost = std::find(seen.begin(), seen.end(), false);
  if (lost != seen.end())
    throw ArgumentError("score.disconnected", "no chain of comparisons links 0 and " +
                                                  std::to_string(lost - seen.begin()) + "; compare one of each group");
}

// Solves a x = b by elimination with pivots; false if it cannot.
bool solve_linear(std::vector<double> a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::abs(a[i * n + k]) > std::abs(a[pivot * n + k])) pivot = i;
    if (a[pivot * n + k] == 0) return false;
    if (pivot != k) {
      for (std::size_t j = k; j < n; ++j) std::swap(a[k * n + j], a[pivot * n + j]);
      std::swap(b[k], b[pivot]);
    }
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] / a[k * n + k];
      for (std::size_t j = k; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k * n + j] * b[j];
    b[k] /= a[k * n + k];
  }
  return true;
}

// Principal eigenvalue and its vector, sum 1.
struct Principal {
  double value{};
  std::vector<double> vector{};
};

enum class Side { right, left };

std::vector<double> times(const Comparisons& a, const std::vector<double>& x, Side side) {
  std::vector<double> y(a.n);
  for (std::size_t i = 0; i < a.n; ++i)
    for (std::size_t j = 0; j < a.n; ++j) y[i] += (side == Side::right ? a.at(i, j) : a.at(j, i)) * x[j];
  return y;
}

double scale_to_sum_one(std::vector<double>& x) {
  double sum = 0;
  for (double& value : x) sum += value = std::abs(value);
  for (double& value : x) value /= sum;
  return sum;
}

// Bounds of the eigenvalue from a positive vector (Collatz, Wielandt).
std::pair<double, double> eigenvalue_bounds(const std::vector<double>& x, const std::vector<double>& y) {
  double low = y[0] / x[0], high = low;
  for (std::size_t i = 1; i < x.size(); ++i) {
    low = (std::min)(low, y[i] / x[i]);
    high = (std::max)(high, y[i] / x[i]);
  }
  return {low, high};
}

// One step of inverse iteration shifted to the upper bound; false where the matrix is singular to the last digit.
bool inverse_step(const Comparisons& a, std::vector<double>& x, double shift, Side side) {
  std::vector<double> shifted(a.n * a.n), next = x;
  for (std::size_t i = 0; i < a.n; ++i)
    for (std::size_t j = 0; j < a.n; ++j)
      shifted[i * a.n + j] = (i == j ? shift : 0) - (side == Side::right ? a.at(i, j) : a.at(j, i));
  if (!solve_linear(std::move(shifted), next)) return false;
  scale_to_sum_one(next);
  if (!std::all_of(next.begin(), next.end(), [](double value) { return value > 0 && std::isfinite(value); }))
    return false;
  x = std::move(next);
  return true;
}

// Noda's iteration: the bounds close quadratically from any positive start.
Principal principal_of(const Comparisons& a, Side side = Side::right, std::vector<double> x = {}) {
  if (x.empty()) x.assign(a.n, 1 / static_cast<double>(a.n));
  double width = std::numeric_limits<double>::infinity();
  std::vector<double> best = x;
  for (int step = 0; step < 60; ++step) {
    std::vector<double> y = times(a, x, side);
    const auto [low, high] = eigenvalue_bounds(x, y);
    const bool closer = high - low < width;
    if (closer) {
      width = high - low;
      best = x;
    }
    (void)scale_to_sum_one(y);
    x = std::move(y);  // one step of the plain power method comes free
    if (width <= 1e-15 * high || (step > 3 && !closer && width <= 1e-12 * high)) break;
    if (!inverse_step(a, x, high, side)) break;
  }
  std::vector<double> last = times(a, best, side);
  const double value = scale_to_sum_one(last);  // best sums to 1
  return {value, std::move(last)};
}

// The value of one pair that makes λ smallest, with that λ. In log a, λ is convex; with eigenvectors x and y of both
// sides its slope is 0 where a = √(y_j x_i / (y_i x_j)).
struct Fit {
  double value{}, lambda{};
};

Fit best_value(Comparisons a, std::size_t i, std::size_t j) {
  std::vector<double> right, left;
  const auto lead = [&](double at) {
    a.set(i, j, std::exp(at));
    right = principal_of(a, Side::right, right).vector;
    left = principal_of(a, Side::left, left).vector;
    return std::log(left[j] / left[i] * (right[i] / right[j])) / 2 - at;
  };
  double low = std::log(a.at(i, j)), at_low = lead(low);
  double high = low + 2 * at_low, at_high = lead(high);
  for (int step = 0; step < 100 && at_low * at_high > 0; ++step) {
    high += 4 * at_high;
    at_high = lead(high);
  }
  for (int step = 0; step < 200 && at_low != 0 && at_high != 0 && std::abs(high - low) > 1e-14; ++step) {
    const double middle = step % 3 == 2 ? (low + high) / 2 : (low * at_high - high * at_low) / (at_high - at_low);
    const double at = lead(middle);
    const bool replaces_low = at * at_low > 0;
    (replaces_low ? low : high) = middle;
    (replaces_low ? at_low : at_high) = at;
    if (std::abs(at) < 1e-14) break;
  }
  const double best = std::abs(at_low) < std::abs(at_high) ? low : high;
  a.set(i, j, std::exp(best));
  return {std::exp(best), principal_of(a, Side::right, right).value};
}

// Weights from the known comparisons by least squares of logarithms: a start close to the answer.
std::vector<double> log_weights(const Comparisons& of) {
  const std::size_t n = of.n;
  std::vector<double> laplacian(n * n), sums(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || std::isnan(of.at(i, j))) continue;
      laplacian[i * n + i] += 1;
      laplacian[i * n + j] -= 1;
      sums[i] += std::log(of.at(i, j));
    }
  for (std::size_t j = 0; j < n; ++j) laplacian[j] = 1;  // instead of the first row, which follows from the others
  sums[0] = 0;
  (void)solve_linear(std::move(laplacian), sums);
  return sums;
}

// Missing comparisons take the values that make λ smallest: one after the other until none moves.
void fill_missing(Comparisons& of, const Pairs& missing) {
  const std::vector<double> start = log_weights(of);
  for (const auto& [i, j] : missing) of.set(i, j, std::exp(start[i] - start[j]));
  for (int round = 0; round < 1000; ++round) {
    double moved = 0;
    for (const auto& [i, j] : missing) {
      const double before = of.at(i, j);
      of.set(i, j, best_value(of, i, j).value);
      moved = (std::max)(moved, std::abs(std::log(of.at(i, j) / before)));
    }
    if (moved < 1e-13 || missing.size() == 1) return;
  }
}

std::vector<double> geometric_weights(const Comparisons& of) {
  std::vector<double> weights(of.n);
  for (std::size_t i = 0; i < of.n; ++i) {
    for (std::size_t j = 0; j < of.n; ++j) weights[i] += std::log(of.at(i, j));
    weights[i] = std::exp(weights[i] / static_cast<double>(of.n));
  }
  scale_to_sum_one(weights);
  return weights;
}

std::optional<double> random_index_of(std::size_t n, RandomIndex which) {
  constexpr std::array<double, 8> saaty{.58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
  constexpr std::array<double, 8> donegan_dodd{.4914, .8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055};
  if (n < 3 || n > 10) return std::nullopt;
  return (which == RandomIndex::saaty ? saaty : donegan_dodd)[n - 3];
}

std::optional<WorstJudgement> worst_of(const Comparisons& of, const Pairs& filled, double lambda) {
  if (of.n < 3 || lambda - static_cast<double>(of.n) <= 1e-9 * static_cast<double>(of.n)) return std::nullopt;
  std::optional<WorstJudgement> worst;
  for (std::size_t i = 0; i < of.n; ++i)
    for (std::size_t j = i + 1; j < of.n; ++j) {
      if (std::find(filled.begin(), filled.end(), std::pair(i, j)) != filled.end()) continue;
      const Fit fit = best_value(of, i, j);
      if (worst && !(fit.lambda < worst->lambda_max - 1e-12)) continue;
      worst = {static_cast<std::int64_t>(i), static_cast<std::int64_t>(j), of.at(i, j), fit.value, fit.lambda};
    }
  return worst;
}

void judge(AhpResult& result, std::size_t n, const AhpOptions& options) {
  const auto count = static_cast<double>(n);
  if (n > 2) result.consistency_index = (std::max)(0.0, (result.lambda_max - count) / (count - 1));
  if (n <= 2) {
    result.consistency_ratio = 0;
  } else if (const auto index = random_index_of(n, options.random_index)) {
    result.consistency_ratio = result.consistency_index / *index;
  } else {
    result.state = AhpState::no_random_index;
  }
  if (result.consistency_ratio) result.consistent = *result.consistency_ratio <= options.threshold;
}

AhpResult weigh(Comparisons of, const AhpOptions& options) {
  if (!(options.threshold >= 0))
    throw ArgumentError("argument.range", "threshold must be 0 or more, found " + value_text(options.threshold));
  demand_linked(of);
  const Pairs missing = missing_pairs(of);
  fill_missing(of, missing);
  Principal principal = principal_of(of);
  AhpResult result{.lambda_max = (std::max)(principal.value, static_cast<double>(of.n)),
                   .random_index = options.random_index};
  result.weights = options.method == AhpMethod::geometric ? geometric_weights(of) : std::move(principal.vector);
  judge(result, of.n, options);
  if (options.advise) result.worst = worst_of(of, missing, result.lambda_max);
  for (const auto& [i, j] : missing)
    result.filled.push_back({static_cast<std::int64_t>(i), static_cast<std::int64_t>(j), of.at(i, j)});
  return result;
}

}  // namespace

AhpResult ahp(MatrixView matrix, const AhpOptions& options) { return weigh(comparisons_of(matrix), options); }

AhpResult ahp_judgements(std::size_t things, std::span<const Judgement> judgements, const AhpOptions& options) {
  return weigh(comparisons_of(things, judgements), options);
}

std::vector<double> group_judgements(std::span<const MatrixView> matrices) {
  if (matrices.empty()) throw ArgumentError("score.matrix", "matrices needs at least one matrix, found none");
  std::vector<Comparisons> all;
  for (const MatrixView& one : matrices) {
    all.push_back(comparisons_of(one));
    if (all.back().n != all.front().n)
      throw ArgumentError("score.matrix", "matrices[" + std::to_string(all.size() - 1) + "] must be " +
                                              std::to_string(all.front().n) + " x " + std::to_string(all.front().n) +
                                              " like the first, found " + std::to_string(all.back().n));
  }
  Comparisons mean(all.front().n);
  for (std::size_t i = 0; i < mean.n; ++i)
    for (std::size_t j = i + 1; j < mean.n; ++j) {
      double sum = 0, voices = 0;
      for (const Comparisons& one : all)
        if (!std::isnan(one.at(i, j))) {
          sum += std::log(one.at(i, j));
          ++voices;
        }
      if (voices > 0) mean.set(i, j, std::exp(sum / voices));
    }
  return std::move(mean.cells);
}

}  // namespace guanxi::score
