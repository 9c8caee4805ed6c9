#pragma once
/// @file
/// Numbers in bins: where to cut, in which bin a number lies, what a bin is called.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// Cuts that part numbers into bins of about equal weight.
///
/// Cut k is the smallest value with at least k / bins of the weight at or below it; equal cuts become one and a cut at
/// the greatest value is none. With at most as many distinct values as bins, each value has its own bin.
/// @param values   numbers; NaN is left out
/// @param bins     wanted, >= 1
/// @param weights  empty, or one >= 0 for each value; 0 leaves it out
/// @return  rising cuts, fewer than bins; none for no values
/// @throws  ArgumentError  `argument.range` for bins below 1, `argument.weights`
/// @cost    n log n; the order of values changes nothing
/// @source  docs/methods/score_models.md
[[nodiscard]] std::vector<double> quantile_cuts(std::span<const double> values, int bins,
                                                std::span<const double> weights = {});

/// Cuts that part the range from the smallest to the greatest value into bins of equal width.
/// @param values   numbers; NaN is left out
/// @param bins     wanted, >= 1
/// @param weights  as for `quantile_cuts`; only 0 or not matters
/// @return  rising cuts, fewer than bins; none if all values are equal
/// @throws  ArgumentError  `argument.range` for bins below 1, `argument.weights`
/// @cost    linear
[[nodiscard]] std::vector<double> width_cuts(std::span<const double> values, int bins,
                                             std::span<const double> weights = {});

/// The bin of a number: bin k holds cuts[k − 1] < number <= cuts[k].
/// @param cuts    rising
/// @param number  not NaN
/// @return  0 to the number of cuts
/// @cost    log n
[[nodiscard]] std::size_t bin_of(std::span<const double> cuts, double number) noexcept;

/// What people call a bin: `≤ 12`, `(12, 24]`, `> 24`; `*` if there are no cuts.
/// @param cuts  rising
/// @param bin   0 to the number of cuts
[[nodiscard]] std::string bin_text(std::span<const double> cuts, std::size_t bin);

}  // namespace guanxi::score
