#pragma once
/// @file
/// How well predicted uplift sorts rows: Qini curve, uplift curve, their areas, effect in the top share.

#include <guanxi/score/average_effect.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::score {

/// How a curve of uplift is reported.
struct UpliftCurveOptions {
  double top_share = .3;  ///< rows predicted highest whose effect is told, as a share. Default .3. Requires > 0, <= 1.
  double level = .95;     ///< coverage of the interval of that effect. Default .95. Requires > 0, < 1.
};

/// One point of a curve: the rows that are predicted at least so much.
struct UpliftPoint {
  std::int64_t rows{};     ///< how many; 0 for the first point
  std::int64_t treated{};  ///< of them treated
  double predicted{};      ///< the least prediction among them; for the first point the greatest of all
  double value{};          ///< height of the curve
  bool operator==(const UpliftPoint&) const = default;
};

/// Effect among the rows predicted highest.
struct TopEffect {
  std::int64_t rows{};       ///< the fewest whole steps with at least the share asked for, so that ties stay together
  double predicted{};        ///< the least prediction among them
  AverageEffect observed{};  ///< their average effect; see its status, for an arm may be absent among them
  bool operator==(const TopEffect&) const = default;
};

/// A curve of uplift and what follows from it.
struct UpliftCurve {
  UpliftStatus status =
      UpliftStatus::empty;             ///< ok, empty, one_arm, no_outcome (nothing below is set), perfect_is_random
  std::int64_t rows{};                 ///< rows of which the outcome is known
  std::int64_t treated{};              ///< of them treated
  std::int64_t unknown{};              ///< rows left out because their outcome is unknown
  std::vector<UpliftPoint> points{};   ///< from (0, 0), then one for each different prediction, highest first
  double area{};                       ///< under the curve over numbers of rows, by trapezoid
  double random_area{};                ///< under the straight line from (0, 0) to the last point
  double perfect_area{};               ///< under the curve of rows sorted by y t − y (1 − t)
  std::optional<double> normalized{};  ///< (area − random) / (perfect − random); unset if perfect equals random
  TopEffect top{};                     ///< effect among the rows predicted highest
  bool operator==(const UpliftCurve&) const = default;
};

/// Qini curve: what the treatment added among the k rows predicted highest, Q(k) = Y_t − Y_c · N_t / N_c; Y_t while N_c
/// is 0.
///
/// Rows of equal prediction are one step. Do not read `normalized` alone: where the average effect is near 0 or below,
/// it explodes or changes its sign; `area` and `top` tell what was gained.
/// @param uplift   predicted for each row, finite; only its order counts
/// @param outcome  a number for each row, at most 1e100 in size; NaN where it is not known yet, such rows are left out
/// and counted
/// @param treated  1 or 0 for each row
/// @param options  share of the top, level of its interval
/// @return  see its status; the order of rows changes nothing, bit for bit
/// @throws  ArgumentError  `argument.uplift` (another length or not finite), `argument.outcome` (above 1e100 in size),
/// `argument.treated` (another length, or neither 0 nor 1), `argument.range` (share, level)
/// @cost    n log n; no shared state, any thread may call it
/// @source  Radcliffe (2007), Using control groups to target on predicted lift, Direct Marketing Analytics J. 1:14;
/// docs/methods/uplift.md
[[nodiscard]] UpliftCurve qini(std::span<const double> uplift, std::span<const double> outcome,
                               std::span<const double> treated, const UpliftCurveOptions& options = {});

/// Uplift curve: U(k) = (Y_t / N_t − Y_c / N_c) · k among the k rows predicted highest, the rate of an arm without rows
/// being 0.
/// @param uplift   as for `qini`
/// @param outcome  as for `qini`
/// @param treated  as for `qini`
/// @param options  as for `qini`
/// @return  as `qini`, with the heights and areas of this curve; its last point is the average effect times all rows
/// @throws  ArgumentError  as `qini`
/// @cost    n log n; no shared state, any thread may call it
/// @source  Gutierrez, Gérardy (2017), Causal inference and uplift modelling, PMLR 67:1; docs/methods/uplift.md
[[nodiscard]] UpliftCurve uplift_curve(std::span<const double> uplift, std::span<const double> outcome,
                                       std::span<const double> treated, const UpliftCurveOptions& options = {});

}  // namespace guanxi::score
