#pragma once
/// @file
/// The average effect of a treatment in an experiment.

#include <guanxi/score/uplift_status.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace guanxi::score {

/// Outcomes of one arm.
struct ArmOutcomes {
  std::int64_t rows{};  ///< rows of which the outcome is known
  double mean{};        ///< of the outcomes; 0 without any
  double deviation{};   ///< sample standard deviation (n − 1); 0 for fewer than two rows
  bool operator==(const ArmOutcomes&) const = default;
};

/// How the average effect is reported.
struct EffectOptions {
  double level = .95;  ///< coverage of the interval. Default .95. Requires > 0, < 1.
};

/// Average effect of a treatment.
struct AverageEffect {
  UpliftStatus status = UpliftStatus::empty;  ///< ok, empty, one_arm, no_outcome, or one_row (no standard error)
  ArmOutcomes treated{};                      ///< rows with the treatment
  ArmOutcomes control{};                      ///< rows without it
  std::int64_t unknown{};                     ///< rows left out because their outcome is unknown
  double effect{};                            ///< mean treated − mean control; 0 unless the status is ok or one_row
  std::optional<double> standard_error{};     ///< √(s_t²/n_t + s_c²/n_c), if the status is ok
  std::optional<double> low{};                ///< effect − z · standard error, if the status is ok
  std::optional<double> high{};               ///< effect + z · standard error, if the status is ok
  bool operator==(const AverageEffect&) const = default;
};

/// Average effect: mean outcome of the treated rows minus that of the others, with its standard error.
/// @param outcome  a number for each row, at most 1e100 in size (bought or not, money spent); NaN where it is not known
/// yet, such rows are left out and counted
/// @param treated  1 or 0 for each row
/// @param options  level of the normal interval
/// @return  see its status; outcomes that are all equal give a standard error of 0
/// @throws  ArgumentError  `argument.outcome` (above 1e100 in size), `argument.treated` (another length, or neither 0
/// nor 1), `argument.range` (level)
/// @cost    linear; the order of rows changes nothing beyond the last digits, for whole numbers nothing at all
/// @source  Neyman (1923), Stat. Sci. 5 (1990) 465; docs/methods/uplift.md
[[nodiscard]] AverageEffect average_effect(std::span<const double> outcome, std::span<const double> treated,
                                           const EffectOptions& options = {});

}  // namespace guanxi::score
