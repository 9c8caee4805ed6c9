#pragma once
/// @file
/// Weights of criteria from the numbers themselves: entropy, CRITIC, standard deviation.

#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// How CRITIC looks at the criteria.
struct CriticOptions {
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max. They change signs of correlations
};

/// Weights by entropy: w ∝ 1 − E, E = −Σ p ln p / ln m, p = x / Σx, 0 ln 0 = 0.
/// @param matrix  alternatives × criteria, from 0 on
/// @return  one a criterion, sum 1; 0 for one that is the same for all, a column of zeros included
/// @throws  ArgumentError  `score.matrix` for a bad table or a number below 0; `score.no_difference` if no criterion
/// tells
///                         the alternatives apart, as with fewer than two
/// @cost    three passes; the order of the rows changes nothing, bit for bit
/// @source  Shannon (1948); docs/methods/score_choices.md
[[nodiscard]] std::vector<double> entropy_weights(MatrixView matrix);

/// Weights by CRITIC: w ∝ s_j Σ_k (1 − r_jk) of the criteria by minmax.
///
/// A criterion that is the same for all weighs 0 and leaves the sums of the others. Where all others correlate fully,
/// so that every sum is 0, w ∝ s.
/// @param matrix   alternatives × criteria
/// @param options  directions
/// @return  one a criterion, sum 1
/// @throws  ArgumentError  `score.matrix` for a bad table, `score.directions` for a wrong number of them,
///                         `score.no_difference` if no criterion tells the alternatives apart, as with fewer than two
/// @cost    criteria² passes; the order of the rows changes nothing, bit for bit
/// @source  Diakoulaki et al. (1995), Comput. Oper. Res. 22:763, doi 10.1016/0305-0548(94)00059-H
[[nodiscard]] std::vector<double> critic_weights(MatrixView matrix, const CriticOptions& options = {});

/// Weights by standard deviation: w ∝ s of the numbers as they stand, so that units matter.
/// @param matrix  alternatives × criteria
/// @return  one a criterion, sum 1; 0 for one that is the same for all
/// @throws  ArgumentError  `score.matrix` for a bad table; `score.no_difference` if no criterion tells the alternatives
///                         apart, as with fewer than two
/// @cost    three passes; the order of the rows changes nothing, bit for bit
/// @source  docs/methods/score_choices.md
[[nodiscard]] std::vector<double> std_weights(MatrixView matrix);

}  // namespace guanxi::score
