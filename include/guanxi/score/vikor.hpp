#pragma once
/// @file
/// VIKOR: a compromise between the benefit of the many and the regret of the one.

#include <guanxi/core/finding.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// How VIKOR compares.
struct VikorOptions {
  std::span<const double> weights{};        ///< one a criterion, finite, >= 0, one of them above 0; empty: all alike
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max
  WeightScale weight_scale = WeightScale::to_one;  ///< whether weights are scaled to sum 1
  double v = .5;  ///< share of the many (S) in Q, 0–1; the rest is that of the one (R)
};

/// The answer of VIKOR.
struct VikorResult {
  ChoiceState state{};                     ///< how much it says
  std::vector<double> s{};                 ///< Σ w (f* − f) / (f* − f⁻), smaller is better
  std::vector<double> r{};                 ///< the largest of those terms, smaller is better
  std::vector<double> q{};                 ///< compromise of both, 0–1, smaller is better
  std::vector<std::int32_t> ranks{};       ///< by q, from 1; equal ones share the best rank
  bool advantage{};                        ///< the second is behind the first by 1 / (m − 1) or more in q
  bool stable{};                           ///< the first by q is also first by s or by r
  std::vector<std::int64_t> compromise{};  ///< rows of the compromise set, ascending
  std::vector<double> weights{};           ///< as used; 0 for a criterion that is dropped
  Findings findings{};                     ///< criteria that were dropped, being the same for all
  bool operator==(const VikorResult&) const = default;
};

/// Ranks alternatives by a compromise of their summed and their greatest regret.
///
/// Where all s, or all r, are equal, that part of q is 0. With advantage and stability the compromise set is the first
/// alone; without stability it is the first and the second; without advantage it is all that are less than
/// 1 / (m − 1) behind the first.
/// @param matrix   alternatives × criteria, finite
/// @param options  weights, directions, v
/// @return  answers in the order of the rows; a criterion that is the same for all, or whose weight is 0, does not
/// count
/// @throws  ArgumentError  `score.matrix`, `score.weights`, `score.directions` as topsis; `argument.range` for v
/// outside 0–1
/// @cost    two passes and n log n for the ranks; no shared state, any thread may call it
/// @source  Opricovic and Tzeng (2004), Eur. J. Oper. Res. 156:445, doi 10.1016/S0377-2217(03)00020-1
[[nodiscard]] VikorResult vikor(MatrixView matrix, const VikorOptions& options = {});

}  // namespace guanxi::score
