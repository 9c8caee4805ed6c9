#include <guanxi/score/spotis.hpp>

#include <algorithm>
#include <cmath>

#include "choice.hpp"

namespace guanxi::score {

namespace {

// Bounds and ideal of a criterion.
struct Reach {
  double low, high, ideal;
};

std::string reach_text(const Reach& reach) { return std::to_string(reach.low) + " to " + std::to_string(reach.high); }

std::vector<Reach> reaches_of(MatrixView bounds, const std::vector<Direction>& directions,
                              std::span<const double> ideal) {
  if (bounds.columns != 2 || bounds.values.size() != 2 * directions.size())
    throw ArgumentError("score.bounds", "bounds needs two numbers a criterion, " + std::to_string(directions.size()) +
                                            " x 2, found " + std::to_string(bounds.rows()) + " x " +
                                            std::to_string(bounds.columns));
  if (!ideal.empty() && ideal.size() != directions.size())
    throw ArgumentError("score.bounds", "ideal needs one number a criterion, " + std::to_string(directions.size()) +
                                            ", found " + std::to_string(ideal.size()));
  std::vector<Reach> reaches;
  for (std::size_t j = 0; j < directions.size(); ++j) {
    Reach reach{bounds(j, 0), bounds(j, 1), directions[j] == Direction::max ? bounds(j, 1) : bounds(j, 0)};
    const std::string name = "bounds[" + std::to_string(j) + "]";
    if (!(std::abs(reach.low) <= 1e290 && std::abs(reach.high) <= 1e290 && reach.high - reach.low >= smallest_range))
      throw ArgumentError("score.bounds",
                          name + " needs two finite numbers, the first below the second, found " + reach_text(reach));
    if (!ideal.empty()) reach.ideal = ideal[j];
    if (!(reach.ideal >= reach.low && reach.ideal <= reach.high))
      throw ArgumentError("score.bounds", "ideal[" + std::to_string(j) + "] must be from " + reach_text(reach) +
                                              ", found " + std::to_string(reach.ideal));
    reaches.push_back(reach);
  }
  return reaches;
}

double distance_of(MatrixView matrix, std::size_t row, const Criterion& criterion, const Reach& reach) {
  const double value = matrix(row, criterion.column);
  return criterion.weight * (std::abs(value - reach.ideal) / (reach.high - reach.low));
}

void demand_inside(MatrixView matrix, const std::vector<Reach>& reaches) {
  for (std::size_t i = 0; i < matrix.rows(); ++i)
    for (std::size_t j = 0; j < reaches.size(); ++j)
      if (const double value = matrix(i, j); value < reaches[j].low || value > reaches[j].high)
        throw ArgumentError("score.bounds", cell_name(i, j) + " must be from " + reach_text(reaches[j]) + ", found " +
                                                std::to_string(value));
}

}  // namespace

SpotisResult spotis(MatrixView matrix, MatrixView bounds, const SpotisOptions& options) {
  Choice choice = prepare({matrix, options.weights, options.directions, options.weight_scale}, Constant::keep);
  const std::vector<Reach> reaches =
      reaches_of(bounds, all_directions(options.directions, matrix.columns), options.ideal);
  demand_inside(matrix, reaches);
  SpotisResult result{.state = choice.state};
  result.scores.resize(matrix.rows());
  for (std::size_t i = 0; i < matrix.rows(); ++i)
    for (const Criterion& criterion : choice.criteria)
      result.scores[i] += distance_of(matrix, i, criterion, reaches[criterion.column]);
  result.ranks = ranks_of(result.scores, Better::smaller);
  const bool differ = std::any_of(result.ranks.begin(), result.ranks.end(), [](std::int32_t rank) { return rank > 1; });
  if (choice.state == ChoiceState::enough && !differ) result.state = ChoiceState::no_difference;
  result.weights = std::move(choice.weights);
  return result;
}

}  // namespace guanxi::score
