#pragma once
/// @file
/// PROMETHEE II: who is preferred to whom, criterion by criterion.

#include <guanxi/core/finding.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/matrix.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// How a lead of d in one criterion becomes a preference between 0 and 1.
enum class PreferenceFunction {
  usual,    ///< 1 if d > 0
  quasi,    ///< 1 if d > q
  v_shape,  ///< d / p, at most 1
  level,    ///< 0 up to q, ½ up to p, 1 beyond
  linear,   ///< 0 up to q, then (d − q) / (p − q), at most 1
  gaussian  ///< 1 − exp(−d² / 2σ²)
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::PreferenceFunction> {
  static constexpr EnumWord table[] = {
      word(score::PreferenceFunction::usual, "usual", {"常规型", "Usual"}),
      word(score::PreferenceFunction::quasi, "quasi", {"拟型", "Quasi (U-shape)"}, "ushape|u_shape"),
      word(score::PreferenceFunction::v_shape, "v_shape", {"V 型", "V-shape"}, "vshape"),
      word(score::PreferenceFunction::level, "level", {"多级型", "Level"}),
      word(score::PreferenceFunction::linear, "linear", {"带无差别区的 V 型", "Linear (V-shape with indifference)"}),
      word(score::PreferenceFunction::gaussian, "gaussian", {"高斯型", "Gaussian"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// The preference function of a criterion, in its unit.
struct Preference {
  PreferenceFunction function = PreferenceFunction::usual;  ///< which
  double q = 0;                                             ///< lead up to which nobody is preferred, >= 0
  double p = 0;      ///< lead from which the preference is full; above 0 for V-shape, >= q for level, > q for linear
  double sigma = 0;  ///< turning point of the Gaussian, above 0
  bool operator==(const Preference&) const = default;
};

/// How PROMETHEE II compares.
struct PrometheeOptions {
  std::span<const double> weights{};        ///< one a criterion, finite, >= 0, one of them above 0; empty: all alike
  std::span<const Direction> directions{};  ///< one a criterion; empty: all max
  WeightScale weight_scale = WeightScale::to_one;  ///< whether weights are scaled to sum 1
  std::span<const Preference> preferences{};       ///< one a criterion, or one for all; empty: usual for all
};

/// The answer of PROMETHEE II.
struct PrometheeResult {
  ChoiceState state{};                ///< how much it says
  std::vector<double> scores{};       ///< net flow: positive − negative, larger is better
  std::vector<std::int32_t> ranks{};  ///< from 1; equal net flows share the best rank
  std::vector<double> positive{};     ///< φ⁺: how far it is preferred to the others, mean over them
  std::vector<double> negative{};     ///< φ⁻: how far the others are preferred to it, mean over them
  std::vector<double> weights{};      ///< as used; 0 for a criterion that is dropped
  Findings findings{};                ///< criteria that were dropped, being the same for all
  bool operator==(const PrometheeResult&) const = default;
};

/// Ranks alternatives by the net flow of preference.
/// @param matrix   alternatives × criteria, finite
/// @param options  weights, directions, preference functions
/// @return  answers in the order of the rows; a criterion that is the same for all, or whose weight is 0, does not
/// count
/// @throws  ArgumentError  `score.matrix`, `score.weights`, `score.directions` as topsis; `score.preference` for a
/// wrong
///                         number of preference functions or a threshold outside its range
/// @cost    criteria · m log m for usual, quasi and level; criteria · m² for the others
/// @source  Brans and Vincke (1985), Manage. Sci. 31:647, doi 10.1287/mnsc.31.6.647
[[nodiscard]] PrometheeResult promethee_ii(MatrixView matrix, const PrometheeOptions& options = {});

}  // namespace guanxi::score
