#pragma once
/// @file
/// SPOTIS: distance from the ideal within bounds that are given in advance, so that no ranking is ever reversed.

#include <guanxi/core/finding.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// How SPOTIS compares.
struct SpotisOptions {
  std::span<const double> weights{};        ///< one a criterion, finite, >= 0, one of them above 0; empty: all alike
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max
  WeightScale weight_scale = WeightScale::to_one;  ///< whether weights are scaled to sum 1
  std::span<const double>
      ideal{};  ///< the best value of each criterion, within its bounds; empty: the end that is good
};

/// The answer of SPOTIS.
struct SpotisResult {
  ChoiceState state{};                ///< how much it says
  std::vector<double> scores{};       ///< Σ w |x − ideal| / (high − low), smaller is better
  std::vector<std::int32_t> ranks{};  ///< from 1, the smallest score first; equal ones share the best rank
  std::vector<double> weights{};      ///< as used
  bool operator==(const SpotisResult&) const = default;
};

/// Ranks alternatives by their distance from the ideal; what else is compared does not change a score.
/// @param matrix   alternatives × criteria, within the bounds
/// @param bounds   criteria × 2: the lowest and the highest value of each criterion, the first below the second
/// @param options  weights, directions, ideal
/// @return  answers in the order of the rows; state no_difference if all scores are equal, which are true scores also
/// then
/// @throws  ArgumentError  `score.matrix`, `score.weights`, `score.directions` as topsis; `score.bounds` for bad bounds
/// and
///                         for a number or an ideal outside them
/// @cost    two passes and n log n for the ranks; no shared state, any thread may call it
/// @source  Dezert et al. (2020), doi 10.23919/FUSION45008.2020.9190347
[[nodiscard]] SpotisResult spotis(MatrixView matrix, MatrixView bounds, const SpotisOptions& options = {});

}  // namespace guanxi::score
