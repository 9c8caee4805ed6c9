#pragma once
/// @file
/// Shares of a sample in bins, kept with a model to compare later tables.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "win_design.hpp"

namespace guanxi::score::win {

/// Keeps the shares of all columns and of the predictions.
void keep_shares(WinModel& model, Columns columns, std::span<const std::size_t> rows);

/// Rows of a column in the bins of another sample.
struct BinCounts {
  std::vector<double> counts{};       ///< of known values, one for each bin
  double unknown{};                   ///< rows
  std::vector<std::string> unseen{};  ///< words that only the last bin takes
  double unseen_rows{};               ///< rows that hold one
};

/// Counts a column.
/// @param column  nullptr: all unknown
[[nodiscard]] BinCounts count_bins(const WinShares& shares, const Column* column, std::span<const std::size_t> rows);

}  // namespace guanxi::score::win
