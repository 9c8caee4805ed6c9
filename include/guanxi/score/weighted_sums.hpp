#pragma once
/// @file
/// Weighted sum, weighted product, and the mean of both.

#include <guanxi/core/finding.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>
#include <guanxi/score/robustness.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// How weighted sums and products compare.
///
/// Criteria of direction min: `max` rates min / x, `minmax` flips, `vector` 1 − x / √Σx², `sum` (1/x) / Σ(1/x); `none`
/// takes none.
struct WeightedSumOptions {
  std::span<const double> weights{};        ///< one a criterion, finite, >= 0, one of them above 0; empty: all alike
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max
  Normalization normalization = Normalization::max;  ///< always to be reported with the scores
  WeightScale weight_scale = WeightScale::to_one;    ///< whether weights are scaled to sum 1
  bool swap = false;                                 ///< also the smallest weight change that swaps the first two
  bool reversals = false;  ///< also what happens without each alternative: as many rankings as alternatives
};

/// How WASPAS compares.
struct WaspasOptions {
  std::span<const double> weights{};        ///< one a criterion, finite, >= 0, one of them above 0; empty: all alike
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max
  WeightScale weight_scale = WeightScale::to_one;  ///< whether weights are scaled to sum 1
  double share = .5;                               ///< of the sum, 0–1; the rest is the product's
  bool reversals = false;  ///< also what happens without each alternative: as many rankings as alternatives
};

/// The answer of a weighted sum or product.
struct WeightedSumResult {
  ChoiceState state{};                ///< how much it says
  std::vector<double> scores{};       ///< larger is better
  std::vector<std::int32_t> ranks{};  ///< from 1; equal scores share the best rank
  std::vector<double> weights{};      ///< as used; 0 for a criterion that is dropped
  Normalization normalization{};      ///< as asked for
  WeightSwap swap{};                  ///< if asked for
  std::vector<Dropped> reversals{};   ///< if asked for, one an alternative
  Findings findings{};                ///< criteria that were dropped, being the same for all
  bool operator==(const WeightedSumResult&) const = default;
};

/// Σ w r, r being the rating of each criterion.
/// @param matrix   alternatives × criteria, finite; `max` and `sum` need numbers from 0 on, above 0 for direction min
/// @param options  weights, directions, normalization, and what else to tell
/// @return  answers in the order of the rows; a criterion that is the same for all, or whose weight is 0, does not
/// count
/// @throws  ArgumentError  `score.matrix` for a bad table or cell, `score.weights` for bad weights, `score.directions`
/// for
///                         a wrong number of them, and for direction min with normalization none
/// @cost    a few passes and n log n for the ranks; with `reversals` once more for each alternative
/// @source  Fishburn (1967); Triantaphyllou and Sánchez (1997) for the change of weights; docs/methods/score_choices.md
[[nodiscard]] WeightedSumResult wsm(MatrixView matrix, const WeightedSumOptions& options = {});

/// ∏ r^w, r being the rating of each criterion.
/// @param matrix   as for wsm, and no rating below 0; a rating of 0 makes the product 0
/// @param options  as for wsm; `swap` finds none where a rating of the first two is 0
/// @return  as wsm
/// @throws  ArgumentError  as wsm; `score.matrix` for a number below 0
/// @cost    as wsm
/// @source  Bridgman (1922); docs/methods/score_choices.md
[[nodiscard]] WeightedSumResult wpm(MatrixView matrix, const WeightedSumOptions& options = {});

/// share · WSM + (1 − share) · WPM with x / max, and min / x for criteria of direction min.
/// @param matrix   alternatives × criteria, from 0 on, above 0 for direction min
/// @param options  weights, directions, share
/// @return  as wsm, without `swap`
/// @throws  ArgumentError  as wsm; `argument.range` for a share outside 0–1
/// @cost    as wsm
/// @source  Zavadskas et al. (2012), doi 10.5755/j01.eee.122.6.1810; docs/methods/score_choices.md
[[nodiscard]] WeightedSumResult waspas(MatrixView matrix, const WaspasOptions& options = {});

}  // namespace guanxi::score
