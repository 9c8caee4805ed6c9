#pragma once
/// @file
/// Outcomes transformed so that their mean is the average effect of a treatment.

#include <guanxi/score/uplift_status.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace guanxi::score {

/// How outcomes are transformed.
struct TransformOptions {
  std::span<const double> propensity{};  ///< probability of treatment, > 0 and < 1: none (the share of treated rows),
                                         ///< one for all rows, or one for each row
};

/// Transformed outcomes.
struct TransformedOutcome {
  UpliftStatus status = UpliftStatus::empty;  ///< ok, empty, one_arm or no_outcome
  double propensity{};                        ///< mean propensity of the rows of which the outcome is known
  double mean{};                              ///< mean of the values, an estimate of the average effect
  std::int64_t unknown{};                     ///< rows of which the outcome is unknown
  std::vector<double> values{};  ///< one a row, NaN only where the outcome is; empty unless the status is ok
};

/// Transformed outcomes y (t − e) / (e (1 − e)): their expectation given the features is the effect there, so that any
/// regression of them on features predicts uplift.
/// @param outcome  a number for each row, at most 1e100 in size, NaN where it is not known yet
/// @param treated  1 or 0 for each row
/// @param options  propensities
/// @return  without propensities the mean equals `average_effect` exactly but for rounding; see the status
/// @throws  ArgumentError  `argument.outcome` (above 1e100 in size), `argument.treated` (another length, or neither 0
/// nor 1), `argument.propensity` (neither none, one nor one for each row, or outside (0, 1))
/// @cost    linear; no shared state, any thread may call it
/// @source  Athey, Imbens (2016), PNAS 113:7353, doi 10.1073/pnas.1510489113; docs/methods/uplift.md
[[nodiscard]] TransformedOutcome transformed_outcome(std::span<const double> outcome, std::span<const double> treated,
                                                     const TransformOptions& options = {});

}  // namespace guanxi::score
