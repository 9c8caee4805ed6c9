#pragma once
/// @file
/// Rows told by models that have not seen them: calibration and validation of a model of winning.

#include <cstddef>
#include <span>
#include <vector>

#include "win_solver.hpp"

namespace guanxi::score::win {

/// Least and greatest probability of an open deal.
inline constexpr double least_probability = .0001;

/// ln(p / (1 − p)).
[[nodiscard]] double log_odds_of(double probability) noexcept;

/// Log-odds after a calibration, not yet bounded.
[[nodiscard]] double calibrated(const WinCalibration& calibration, double log_odds);

/// Log-odds within the bounds of open deals.
[[nodiscard]] double bounded(double log_odds) noexcept;

/// Rows told out of sample, in the order of the sample.
struct Told {
  std::vector<std::size_t> rows{};  ///< places in the sample
  std::vector<double> log_odds{};   ///< of each, not calibrated
  std::vector<double> base{};       ///< base rate that was known then
  std::vector<double> outcome{};
  std::vector<std::size_t> starts{};  ///< where each block starts in these lists, and the end
  std::vector<WinBlock> blocks{};     ///< rows, won, lost, trained, base rate
};

/// Tells each block by a model of the other folds, or of the rows before it.
[[nodiscard]] Told tell_blocks(const Sample& sample, const Order& order, const Belief& belief,
                               const Posterior& posterior);

/// A calibration, and what it makes of rows when fitted on others.
struct Calibrated {
  WinCalibration calibration{};
  std::vector<double> log_odds{};  ///< of the told rows, bounded
};

/// Chooses a calibration.
[[nodiscard]] Calibrated choose_calibration(const Told& told, const Order& order, CalibrationRule rule);

/// Measures what was told.
/// @param minimum  rows won, and rows lost, below which nothing is said
[[nodiscard]] WinValidation validate(const Told& told, const Order& order, std::span<const double> log_odds,
                                     double minimum);

}  // namespace guanxi::score::win
