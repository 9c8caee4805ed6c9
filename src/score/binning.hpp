#pragma once
/// @file
/// Bins of a scorecard's columns, with their counts.

#include <guanxi/score/scorecard.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace guanxi::score::binning {

/// Stands for a value without a bin.
inline constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// One column and what is known of its rows.
struct Observed {
  const Column& column;
  std::span<const double> outcome;
  std::span<const double> weights;

  [[nodiscard]] double weight(std::size_t row) const noexcept { return weights.empty() ? 1 : weights[row]; }
};

/// Bins of a column, counted; without weights of evidence.
[[nodiscard]] Characteristic make_bins(const Observed& observed, const ScorecardOptions& options);

/// The bins of all rows.
/// @param column  nullptr: all unknown
[[nodiscard]] std::vector<std::size_t> bins_of(const Characteristic& characteristic, const Column* column,
                                               std::size_t rows);

/// The bin of a word.
[[nodiscard]] std::size_t bin_of_word(const Characteristic& characteristic, std::string_view word);

/// The bin of unknown values.
[[nodiscard]] std::size_t bin_of_unknown(const Characteristic& characteristic);

/// Weights of evidence and information value from the counts.
void weigh(Characteristic& characteristic, double events, double others, EmptyCell rule);

}  // namespace guanxi::score::binning
