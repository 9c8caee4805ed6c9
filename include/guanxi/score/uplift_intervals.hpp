#pragma once
/// @file
/// How far answers about uplift vary by chance: a bootstrap stratified by arm.

#include <guanxi/score/uplift_status.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace guanxi::score {

/// How the bootstrap is done.
struct UpliftIntervalOptions {
  int draws = 1000;        ///< samples drawn. Default 1000. Requires 2–1,000,000.
  std::uint64_t seed = 0;  ///< start of the random numbers; equal seeds and rows give equal intervals everywhere
  double level = .95;      ///< coverage. Default .95. Requires > 0, < 1.
  double top_share = .3;   ///< as for `qini`. Default .3. Requires > 0, <= 1.
};

/// What the draws gave for one number.
struct DrawnInterval {
  std::int64_t draws{};     ///< draws in which the number exists
  double low{};             ///< quantile (1 − level) / 2 of the draws, between two of them linear
  double high{};            ///< quantile (1 + level) / 2
  double standard_error{};  ///< sample standard deviation of the draws
  bool operator==(const DrawnInterval&) const = default;
};

/// Intervals of answers about uplift; a number that exists in fewer than two draws has none.
struct UpliftIntervals {
  UpliftStatus status = UpliftStatus::empty;         ///< ok, or empty, one_arm, no_outcome and nothing else is set
  std::optional<DrawnInterval> effect{};             ///< of the average effect
  std::optional<DrawnInterval> top_effect{};         ///< of the effect in the top share
  std::optional<DrawnInterval> qini_area{};          ///< of the area under the Qini curve
  std::optional<DrawnInterval> qini_excess{};        ///< of that area − the area of the straight line
  std::optional<DrawnInterval> qini_normalized{};    ///< of the normalized area
  std::optional<DrawnInterval> uplift_area{};        ///< of the area under the uplift curve
  std::optional<DrawnInterval> uplift_excess{};      ///< of that area − the area of the straight line
  std::optional<DrawnInterval> uplift_normalized{};  ///< of the normalized area
  bool operator==(const UpliftIntervals&) const = default;
};

/// Percentile intervals of average effect, effect in the top share and areas: rows of each arm are drawn with
/// replacement, as many as the arm has; predictions stay as they are.
/// @param uplift   predicted for each row, finite
/// @param outcome  a number for each row, at most 1e100 in size; NaN where it is not known yet, such rows are left out
/// @param treated  1 or 0 for each row
/// @param options  draws, seed, level, share of the top
/// @return  see its status; the order of rows changes nothing, bit for bit
/// @throws  ArgumentError  as `qini`; `argument.range` also for draws
/// @cost    n log n + draws · n; no shared state, any thread may call it
/// @source  Efron, Tibshirani (1993), An Introduction to the Bootstrap, 13.3; docs/methods/uplift.md
/// @limits  tells what chance does to the rows, not what it did to the model that predicted: use rows that it has not
/// seen
[[nodiscard]] UpliftIntervals uplift_intervals(std::span<const double> uplift, std::span<const double> outcome,
                                               std::span<const double> treated,
                                               const UpliftIntervalOptions& options = {});

}  // namespace guanxi::score
