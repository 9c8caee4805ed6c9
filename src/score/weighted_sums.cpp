#include <guanxi/score/weighted_sums.hpp>

#include <cmath>
#include <optional>

#include "choice.hpp"
#include "exact_sum.hpp"

namespace guanxi::score {

namespace {

// How the numbers of a criterion become ratings.
struct Rating {
  std::size_t column{};
  double weight{};
  enum class Form { difference, rest, reciprocal } form = Form::difference;
  double origin = 0, unit = 1;

  [[nodiscard]] double operator()(double value) const noexcept {
    if (form == Form::reciprocal) return origin / value / unit;
    const double part = (value - origin) / unit;
    return form == Form::rest ? 1 - part : part;
  }
};

double sum_of_reciprocals(MatrixView matrix, const Criterion& criterion) {
  ExactSum sum(matrix.rows());
  for (std::size_t i = 0; i < matrix.rows(); ++i) sum.add(criterion.low / matrix(i, criterion.column));
  return sum.value();
}

Rating rating_of(MatrixView matrix, const Criterion& criterion, Normalization normalization) {
  using Form = Rating::Form;
  Rating rating{criterion.column, criterion.weight};
  const bool more = criterion.direction == Direction::max;
  const Extent extent{criterion.low, criterion.high};
  if (normalization == Normalization::max || normalization == Normalization::sum)
    demand_sign(matrix, criterion.column, more, more ? "this normalization" : "direction min with this normalization");
  switch (normalization) {
    case Normalization::vector:
      rating.unit = column_norm(matrix, criterion.column, extent);
      if (!more) rating.form = Form::rest;
      break;
    case Normalization::minmax:
      rating.origin = criterion.worst();
      rating.unit = criterion.best() - criterion.worst();
      break;
    case Normalization::max:
      if (more)
        rating.unit = criterion.high;
      else
        rating = {criterion.column, criterion.weight, Form::reciprocal, criterion.low, 1};
      break;
    case Normalization::sum:
      if (more)
        rating.unit = column_sum(matrix, criterion.column, extent);
      else
        rating = {criterion.column, criterion.weight, Form::reciprocal, criterion.low,
                  sum_of_reciprocals(matrix, criterion)};
      break;
    case Normalization::none:
      if (!more)
        throw ArgumentError("score.directions",
                            "directions[" + std::to_string(criterion.column) +
                                "] cannot be min with normalization none; choose another normalization");
      break;
  }
  return rating;
}

enum class Kind { sum, product };

double combined(std::span<const Rating> ratings, std::span<const double> row, Kind kind) {
  double total = 0;
  for (const Rating& rating : ratings) {
    const double value = rating(row[rating.column]);
    total += rating.weight * (kind == Kind::sum ? value : std::log(value));
  }
  return kind == Kind::sum ? total : std::exp(total);
}

std::vector<Rating> ratings_of(const Choice& choice, Normalization normalization, Kind kind) {
  std::vector<Rating> ratings;
  for (const Criterion& criterion : choice.criteria) {
    if (kind == Kind::product && normalization != Normalization::minmax)
      demand_sign(choice.matrix, criterion.column, true, "a weighted product");
    ratings.push_back(rating_of(choice.matrix, criterion, normalization));
  }
  return ratings;
}

// By how much the first leads in each criterion, in the sum or in the logarithm of the product.
std::vector<double> leads_of(const Choice& choice, std::span<const Rating> ratings, std::size_t first,
                             std::size_t second, Kind kind) {
  std::vector<double> leads;
  for (const Rating& rating : ratings) {
    const double a = rating(choice.matrix(first, rating.column)), b = rating(choice.matrix(second, rating.column));
    leads.push_back(kind == Kind::sum ? a - b : std::log(a) - std::log(b));
  }
  return leads;
}

// The lead t Δ_k + g Σ' w Δ of the others is 0 at t, with g = (1 − t) / (1 − w_k) or 1.
std::optional<double> level_weight_of(std::span<const Rating> ratings, std::span<const double> leads, std::size_t k,
                                      WeightScale scale) {
  double rest = 0;
  for (std::size_t j = 0; j < ratings.size(); ++j)
    if (j != k) rest += ratings[j].weight * leads[j];
  if (scale == WeightScale::to_one) rest /= 1 - ratings[k].weight;
  const double to = scale == WeightScale::to_one ? rest / (rest - leads[k]) : -rest / leads[k];
  const bool inside = to > 0 && (scale == WeightScale::as_given ? to <= 1e9 : to < 1);
  return inside ? std::optional(to) : std::nullopt;
}

WeightSwap sum_swap(const Choice& choice, std::span<const Rating> ratings, std::span<const std::int32_t> ranks,
                    Kind kind, WeightScale scale) {
  return smallest_swap(choice, ranks,
                       [&](std::size_t first, std::size_t second, std::size_t k) -> std::optional<double> {
                         if (ratings.size() < 2) return std::nullopt;
                         return level_weight_of(ratings, leads_of(choice, ratings, first, second, kind), k, scale);
                       });
}

WeightedSumResult weighted(MatrixView matrix, const WeightedSumOptions& options, Kind kind) {
  Choice choice = prepare({matrix, options.weights, options.directions, options.weight_scale});
  WeightedSumResult result{.state = choice.state, .normalization = options.normalization};
  const std::vector<Rating> ratings = ratings_of(choice, options.normalization, kind);
  result.scores.resize(matrix.rows());
  if (!ratings.empty())
    for (std::size_t i = 0; i < matrix.rows(); ++i) result.scores[i] = combined(ratings, matrix.row(i), kind);
  result.ranks = ranks_of(result.scores, Better::larger);
  if (options.swap) result.swap = sum_swap(choice, ratings, result.ranks, kind, options.weight_scale);
  if (options.reversals)
    result.reversals = drop_each(matrix, result.ranks, [&](MatrixView rest) {
      WeightedSumOptions plain = options;
      plain.swap = plain.reversals = false;
      return weighted(rest, plain, kind).ranks;
    });
  result.weights = std::move(choice.weights);
  result.findings = std::move(choice.findings);
  return result;
}

}  // namespace

WeightedSumResult wsm(MatrixView matrix, const WeightedSumOptions& options) {
  return weighted(matrix, options, Kind::sum);
}

WeightedSumResult wpm(MatrixView matrix, const WeightedSumOptions& options) {
  return weighted(matrix, options, Kind::product);
}

WeightedSumResult waspas(MatrixView matrix, const WaspasOptions& options) {
  demand_share(options.share, "share");
  const WeightedSumOptions parts{
      .weights = options.weights, .directions = options.directions, .weight_scale = options.weight_scale};
  WeightedSumResult result = wsm(matrix, parts);
  const std::vector<double> products = wpm(matrix, parts).scores;
  for (std::size_t i = 0; i < products.size(); ++i)
    result.scores[i] = options.share * result.scores[i] + (1 - options.share) * products[i];
  result.ranks = ranks_of(result.scores, Better::larger);
  if (options.reversals)
    result.reversals = drop_each(matrix, result.ranks, [&](MatrixView rest) {
      WaspasOptions plain = options;
      plain.reversals = false;
      return waspas(rest, plain).ranks;
    });
  return result;
}

}  // namespace guanxi::score
