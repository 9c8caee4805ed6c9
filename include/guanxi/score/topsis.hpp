#pragma once
/// @file
/// TOPSIS: near the best of everything and far from the worst.

#include <guanxi/core/finding.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>
#include <guanxi/score/robustness.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// How TOPSIS compares.
struct TopsisOptions {
  std::span<const double> weights{};        ///< one a criterion, finite, >= 0, one of them above 0; empty: all alike
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max
  Normalization normalization = Normalization::vector;  ///< always to be reported with the scores
  WeightScale weight_scale = WeightScale::to_one;       ///< whether weights are scaled to sum 1
  bool swap = false;                                    ///< also the smallest weight change that swaps the first two
  bool reversals = false;  ///< also what happens without each alternative: as many rankings as alternatives
};

/// How much a criterion matters for the distances.
struct DistanceShare {
  std::int64_t criterion{};  ///< column
  double weight{};           ///< as used; 0 if the criterion is dropped
  double to_best{};          ///< share of Σ d⁺², 0–1; 0 if that sum is 0
  double to_worst{};         ///< share of Σ d⁻², 0–1; 0 if that sum is 0
  bool operator==(const DistanceShare&) const = default;
};

/// The answer of TOPSIS.
struct TopsisResult {
  ChoiceState state{};                  ///< how much it says
  std::vector<double> scores{};         ///< d⁻ / (d⁺ + d⁻), 0–1, larger is better
  std::vector<std::int32_t> ranks{};    ///< from 1; equal scores share the best rank
  std::vector<double> to_best{};        ///< d⁺: weighted distance from the best of everything
  std::vector<double> to_worst{};       ///< d⁻: weighted distance from the worst of everything
  Normalization normalization{};        ///< as asked for; scores and even ranks depend on it
  std::vector<DistanceShare> shares{};  ///< one a criterion, over all alternatives
  WeightSwap swap{};                    ///< if asked for
  std::vector<Dropped> reversals{};     ///< if asked for, one an alternative
  Findings findings{};                  ///< criteria that were dropped, being the same for all
  bool operator==(const TopsisResult&) const = default;
};

/// Ranks alternatives by their distances from the best and the worst of all criteria.
/// @param matrix   alternatives × criteria, finite; `max` and `sum` need numbers from 0 on
/// @param options  weights, directions, normalization, and what else to tell
/// @return  answers in the order of the rows; a criterion that is the same for all, or whose weight is 0, does not
/// count
/// @throws  ArgumentError  `score.matrix` for a bad table or cell, `score.weights` for bad weights, `score.directions`
/// for
///                         a wrong number of them
/// @cost    three passes and n log n for the ranks, no allocation a row; with `reversals` once more for each
/// alternative;
///          no shared state, any thread may call it
/// @source  Hwang and Yoon (1981), Multiple Attribute Decision Making; docs/methods/score_choices.md
[[nodiscard]] TopsisResult topsis(MatrixView matrix, const TopsisOptions& options = {});

/// How much each criterion matters for the distances of one alternative.
/// @param matrix       as for topsis
/// @param alternative  its row
/// @param options      as for topsis
/// @return  one a criterion; all shares 0 where nothing tells the alternatives apart
/// @throws  ArgumentError  as topsis; `score.alternative` for a row that is not there
/// @cost    two passes over the table
[[nodiscard]] std::vector<DistanceShare> distance_shares(MatrixView matrix, std::size_t alternative,
                                                         const TopsisOptions& options = {});

}  // namespace guanxi::score
