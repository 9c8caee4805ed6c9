#pragma once
/// @file
/// Turning scores into probabilities that come true: Platt's curve and isotonic steps.

#include <guanxi/core/label.hpp>
#include <guanxi/score/metric.hpp>

#include <span>
#include <vector>

namespace guanxi::score {

/// p = 1 / (1 + exp(A x + B)).
struct Platt {
  MetricStatus status{};  ///< without ok the curve is flat at the smoothed base rate
  double a{};             ///< A: below 0 where higher scores are more likely
  double b{};             ///< B
  bool operator==(const Platt&) const = default;

  /// The probability of a score.
  [[nodiscard]] double apply(double score) const noexcept;
};

/// Fits Platt's curve to smoothed targets (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2).
/// @param scores   finite numbers
/// @param outcome  0 or 1 for each
/// @return  status one_class or empty: A = 0, B at the smoothed base rate, ½ without rows
/// @throws  ArgumentError  `argument.scores`, `argument.outcome`
/// @cost    some Newton steps over the rows; the order of rows changes nothing beyond 1e-9 relative
/// @source  Platt (1999); Lin, Lin, Weng (2007), Machine Learning 68:267
[[nodiscard]] Platt platt(std::span<const double> scores, std::span<const double> outcome);

/// What isotonic calibration gives between two known scores.
enum class Between {
  linear,  ///< the straight line between them
  step     ///< the lower of the two
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::Between> {
  static constexpr EnumWord table[] = {
      word(score::Between::linear, "linear", {"线性", "Linear"}),
      word(score::Between::step, "step", {"阶梯", "Step"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// A rising function through its knots, flat outside.
struct Isotonic {
  MetricStatus status{};                ///< empty without rows
  std::vector<double> scores{};         ///< ascending, none twice
  std::vector<double> probabilities{};  ///< of each, never falling
  Between between = Between::linear;    ///< between two knots
  bool operator==(const Isotonic&) const = default;

  /// The value at a score.
  /// @return  ½ if there are no knots
  [[nodiscard]] double apply(double score) const noexcept;
};

/// Options of isotonic calibration.
struct IsotonicOptions {
  Between between = Between::linear;  ///< between two known scores
  std::span<const double> weights{};  ///< of rows, finite and above 0; empty: each counts 1
};

/// The rising function nearest to the outcomes by squares (pool adjacent violators).
/// @param scores   finite numbers; equal ones are pooled first
/// @param outcome  finite numbers, mostly 0 or 1
/// @param options  weights, and what holds between scores
/// @return  knots at both ends of each level; it makes ties, so it may change an AUC
/// @throws  ArgumentError  `argument.scores`, `argument.outcome`, `argument.weights`
/// @cost    n log n; the order of rows changes nothing
/// @source  Ayer et al. (1955), Ann. Math. Statist. 26:641
[[nodiscard]] Isotonic isotonic(std::span<const double> scores, std::span<const double> outcome,
                                const IsotonicOptions& options = {});

/// How scores are calibrated.
enum class CalibrationMethod { none, platt, isotonic };

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::CalibrationMethod> {
  static constexpr EnumWord table[] = {
      word(score::CalibrationMethod::none, "none", {"不校准", "None"}),
      word(score::CalibrationMethod::platt, "platt", {"Platt 曲线", "Platt"}),
      word(score::CalibrationMethod::isotonic, "isotonic", {"保序回归", "Isotonic"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// A calibration, and why that one.
struct Calibration {
  CalibrationMethod method{};  ///< which of the two holds
  Platt platt{};               ///< the curve
  Isotonic isotonic{};         ///< the steps
  Message reason{};            ///< why this method
  bool operator==(const Calibration&) const = default;

  /// The probability of a score; the score itself for none.
  [[nodiscard]] double apply(double score) const noexcept;
};

/// Calibrates scores: by Platt's curve below so many rows, by isotonic steps from there.
/// @param scores         finite numbers
/// @param outcome        0 or 1 for each
/// @param isotonic_from  rows from which steps are no longer noise
/// @throws  ArgumentError  as `platt`
[[nodiscard]] Calibration calibrate(std::span<const double> scores, std::span<const double> outcome,
                                    std::size_t isotonic_from = 1000);

}  // namespace guanxi::score
