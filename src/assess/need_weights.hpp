#pragma once
/// @file
/// Weights of the sources from what became of candidates of the past.

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "need_state.hpp"

namespace guanxi::assess {

/// Weights by ridge logistic regression drawn towards those given, none of them below 0.
///
/// The minimum of ½ Σ d² (w − given)² + Σ loss over w >= 0, d being the deviation of a column and the intercept free. A
/// weight below 0 is set to 0 and its column left out; one that is 0 comes back if that lowers the sum.
/// @param values   evidence of each source, row by row
/// @param outcome  0 or 1 for each row
/// @param given    where weights are drawn to
/// @param used     so many sources take part; the others weigh 0
/// @return  weights of at least 0, and the intercept; nothing if all outcomes are the same
/// @cost    a few fits of rows · used²
/// @source  Lawson and Hanson (1974), Solving least squares problems, chapter 23; docs/methods/predicted_needs.md
[[nodiscard]] std::optional<NeedSourceWeights> fit_weights(
    const std::array<std::vector<double>, need_source_count>& values, std::span<const double> outcome,
    const NeedSourceWeights& given, std::size_t used);

}  // namespace guanxi::assess
