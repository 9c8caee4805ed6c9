#include <guanxi/score/topsis.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "choice.hpp"
#include "exact_sum.hpp"

namespace guanxi::score {

namespace {

// A criterion as the loop over the rows needs it: factors make the widest criterion run over a distance of 1.
struct Axis {
  std::size_t column{};
  double factor{}, best{}, worst{};
};

struct Distances {
  std::vector<Axis> axes{};
  double unit = 1;  ///< distances are those of the axes times this
};

// √Σx² of all criteria in one pass.
std::vector<double> norms_of(const Choice& choice) {
  struct Term {
    std::size_t column;
    double factor;  // a power of two
    ExactSum sum;
  };
  std::vector<Term> terms;
  for (const Criterion& criterion : choice.criteria)
    terms.push_back(
        {criterion.column, 1 / power_above({criterion.low, criterion.high}), ExactSum(choice.matrix.rows())});
  for (std::size_t i = 0; i < choice.matrix.rows(); ++i) {
    const double* row = choice.matrix.values.data() + i * choice.matrix.columns;
    for (Term& term : terms) {
      const double part = row[term.column] * term.factor;
      term.sum.add(part * part);
    }
  }
  std::vector<double> norms;
  for (const Term& term : terms) norms.push_back(std::sqrt(term.sum.value()) / term.factor);
  return norms;
}

// What brings a criterion to its scale: weighted coordinates are weight × factor × number, up to a shift.
double scale_factor(MatrixView matrix, const Criterion& criterion, Normalization normalization) {
  switch (normalization) {
    case Normalization::minmax:
      return 1 / criterion.range();
    case Normalization::max:
      demand_sign(matrix, criterion.column, true, "normalization max");
      return 1 / criterion.high;
    case Normalization::sum:
      demand_sign(matrix, criterion.column, true, "normalization sum");
      return 1 / column_sum(matrix, criterion.column, {criterion.low, criterion.high});
    default:
      return 1;
  }
}

Distances distances_of(const Choice& choice, Normalization normalization) {
  Distances distances;
  std::vector<double> widths;
  const std::vector<double> norms = normalization == Normalization::vector ? norms_of(choice) : std::vector<double>();
  for (std::size_t k = 0; k < choice.criteria.size(); ++k) {
    const Criterion& criterion = choice.criteria[k];
    const double factor =
        criterion.weight * (norms.empty() ? scale_factor(choice.matrix, criterion, normalization) : 1 / norms[k]);
    distances.axes.push_back({criterion.column, factor, criterion.best(), criterion.worst()});
    widths.push_back(factor * criterion.range());
  }
  if (widths.empty()) return distances;
  distances.unit = *std::max_element(widths.begin(), widths.end());
  for (Axis& axis : distances.axes) axis.factor /= distances.unit;
  return distances;
}

struct Squares {
  double to_best = 0, to_worst = 0;
};

Squares squares_of(const Axis& axis, double value) noexcept {
  const double best = axis.factor * (axis.best - value), worst = axis.factor * (value - axis.worst);
  return {best * best, worst * worst};
}

void fill_scores(TopsisResult& result, MatrixView matrix, const Distances& distances) {
  const std::size_t rows = matrix.rows();
  result.scores.resize(rows);
  result.to_best.resize(rows);
  result.to_worst.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double* row = matrix.values.data() + i * matrix.columns;
    Squares sums;
    for (const Axis& axis : distances.axes) {
      const Squares part = squares_of(axis, row[axis.column]);
      sums.to_best += part.to_best;
      sums.to_worst += part.to_worst;
    }
    const double best = std::sqrt(sums.to_best), worst = std::sqrt(sums.to_worst);
    result.scores[i] = worst / (best + worst);
    result.to_best[i] = best * distances.unit;
    result.to_worst[i] = worst * distances.unit;
  }
}

std::vector<DistanceShare> shares_of(const Choice& choice, const Distances& distances, std::size_t from,
                                     std::size_t to) {
  std::vector<DistanceShare> shares;
  for (std::size_t j = 0; j < choice.weights.size(); ++j)
    shares.push_back({static_cast<std::int64_t>(j), choice.weights[j], 0, 0});
  struct Sums {
    ExactSum to_best, to_worst;
  };
  std::vector<Sums> sums(distances.axes.size(), {ExactSum(to - from), ExactSum(to - from)});
  for (std::size_t i = from; i < to; ++i)
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const Squares part = squares_of(distances.axes[k], choice.matrix(i, distances.axes[k].column));
      sums[k].to_best.add(part.to_best);
      sums[k].to_worst.add(part.to_worst);
    }
  Squares all;
  for (const Sums& sum : sums) {
    all.to_best += sum.to_best.value();
    all.to_worst += sum.to_worst.value();
  }
  for (std::size_t k = 0; k < sums.size(); ++k) {
    DistanceShare& share = shares[distances.axes[k].column];
    if (all.to_best > 0) share.to_best = sums[k].to_best.value() / all.to_best;
    if (all.to_worst > 0) share.to_worst = sums[k].to_worst.value() / all.to_worst;
  }
  return shares;
}

// Roots of a x² + b x + c at which its sign changes.
struct Roots {
  std::array<double, 2> at{};
  int count = 0;
};

Roots crossings(double a, double b, double c) noexcept {
  if (a == 0) return b == 0 ? Roots{} : Roots{{-c / b, 0}, 1};
  const double inside = b * b - 4 * a * c;
  if (!(inside > 0)) return {};
  const double q = -(b + std::copysign(std::sqrt(inside), b)) / 2;
  return q == 0 ? Roots{{0, 0}, 1} : Roots{{q / a, c / q}, 2};
}

// Squares of the distances of an alternative: one criterion, whose weight changes, and the rest.
struct Split {
  Squares one, rest;
};

Split split_of(MatrixView matrix, const Distances& distances, std::size_t row, std::size_t criterion) {
  Split split;
  for (std::size_t k = 0; k < distances.axes.size(); ++k) {
    const Squares part = squares_of(distances.axes[k], matrix(row, distances.axes[k].column));
    Squares& sum = k == criterion ? split.one : split.rest;
    sum.to_best += part.to_best;
    sum.to_worst += part.to_worst;
  }
  return split;
}

// With the weight of one criterion times f and those of the others times g, both are level where
// (a₁ρ + b₁)(A₂ρ + B₂) = (a₂ρ + b₂)(A₁ρ + B₁), ρ = (f / g)²: small letters for d⁻², capitals for d⁺².
std::optional<double> level_weight(const Split& first, const Split& second, double weight, WeightScale scale) {
  const Squares &a1 = first.one, &b1 = first.rest, &a2 = second.one, &b2 = second.rest;
  const Roots roots = crossings(
      a1.to_worst * a2.to_best - a2.to_worst * a1.to_best,
      a1.to_worst * b2.to_best + b1.to_worst * a2.to_best - a2.to_worst * b1.to_best - b2.to_worst * a1.to_best,
      b1.to_worst * b2.to_best - b2.to_worst * b1.to_best);
  std::optional<double> nearest;
  for (int i = 0; i < roots.count; ++i) {
    const double ratio = roots.at[static_cast<std::size_t>(i)];
    if (!(ratio > 0) || std::isinf(ratio)) continue;
    const double grown = weight * std::sqrt(ratio);
    const double to = scale == WeightScale::to_one ? grown / (grown + (1 - weight)) : grown;
    if (!nearest || std::abs(to - weight) < std::abs(*nearest - weight)) nearest = to;
  }
  return nearest;
}

WeightSwap swap_of(const Choice& choice, const Distances& distances, std::span<const std::int32_t> ranks,
                   WeightScale scale) {
  return smallest_swap(
      choice, ranks, [&](std::size_t first, std::size_t second, std::size_t k) -> std::optional<double> {
        if (choice.criteria.size() < 2) return std::nullopt;
        return level_weight(split_of(choice.matrix, distances, first, k), split_of(choice.matrix, distances, second, k),
                            choice.criteria[k].weight, scale);
      });
}

Question question_of(MatrixView matrix, const TopsisOptions& options) {
  return {matrix, options.weights, options.directions, options.weight_scale};
}

}  // namespace

TopsisResult topsis(MatrixView matrix, const TopsisOptions& options) {
  Choice choice = prepare(question_of(matrix, options));
  TopsisResult result{.state = choice.state, .normalization = options.normalization};
  const Distances distances = distances_of(choice, options.normalization);
  if (choice.criteria.empty()) {
    result.scores.resize(matrix.rows());
    result.to_best.resize(matrix.rows());
    result.to_worst.resize(matrix.rows());
  } else {
    fill_scores(result, matrix, distances);
  }
  result.ranks = ranks_of(result.scores, Better::larger);
  result.shares = shares_of(choice, distances, 0, matrix.rows());
  if (options.swap) result.swap = swap_of(choice, distances, result.ranks, options.weight_scale);
  if (options.reversals)
    result.reversals = drop_each(matrix, result.ranks, [&](MatrixView rest) {
      TopsisOptions plain = options;
      plain.swap = plain.reversals = false;
      return topsis(rest, plain).ranks;
    });
  result.findings = std::move(choice.findings);
  return result;
}

std::vector<DistanceShare> distance_shares(MatrixView matrix, std::size_t alternative, const TopsisOptions& options) {
  const Choice choice = prepare(question_of(matrix, options));
  if (alternative >= matrix.rows())
    throw ArgumentError("score.alternative", "alternative must be a row below " + std::to_string(matrix.rows()) +
                                                 ", found " + std::to_string(alternative));
  return shares_of(choice, distances_of(choice, options.normalization), alternative, alternative + 1);
}

}  // namespace guanxi::score
