#pragma once
/// @file
/// Rows of an experiment with two arms: checks, counts, means.

#include <guanxi/score/average_effect.hpp>

#include <cstddef>
#include <span>

namespace guanxi::score::experiment {

/// Rows by arm.
struct Arms {
  std::int64_t treated{};  // rows
  std::int64_t control{};
  std::int64_t known_treated{};  // rows of which the outcome is known
  std::int64_t known_control{};

  [[nodiscard]] std::int64_t unknown() const noexcept { return treated + control - known_treated - known_control; }

  /// ok, empty, one_arm or no_outcome.
  [[nodiscard]] UpliftStatus status() const noexcept {
    if (treated + control == 0) return UpliftStatus::empty;
    if (treated == 0 || control == 0) return UpliftStatus::one_arm;
    return known_treated == 0 || known_control == 0 ? UpliftStatus::no_outcome : UpliftStatus::ok;
  }
};

/// Checks the rows and counts them.
/// @throws ArgumentError  `argument.outcome` for an outcome above 1e100 in size, `argument.treated` for another length
/// or number
Arms count_arms(std::span<const double> outcome, std::span<const double> treated);

/// Outcomes of one arm, added one after another in two passes.
class ArmSum {
 public:
  void count(double outcome) noexcept {
    ++rows_;
    sum_ += outcome;
  }
  [[nodiscard]] double mean() const noexcept { return rows_ > 0 ? sum_ / static_cast<double>(rows_) : 0; }
  void spread(double outcome) noexcept { squares_ += (outcome - mean()) * (outcome - mean()); }
  [[nodiscard]] ArmOutcomes outcomes() const noexcept;

 private:
  std::int64_t rows_ = 0;
  double sum_ = 0;
  double squares_ = 0;
};

/// Effect between two arms, of which each has an outcome unless the status tells.
/// @param z  half-width of the interval in standard errors
AverageEffect effect_between(const ArmOutcomes& treated, const ArmOutcomes& control, double z) noexcept;

}  // namespace guanxi::score::experiment
