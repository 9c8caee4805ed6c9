#pragma once
/// @file
/// Segments of the cells of an RFM analysis: the first row of a table that fits, with a proof that every cell has one.

#include <guanxi/core/label.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// Scores from the lowest to the highest that belong, both included.
struct ScoreSpan {
  int lowest = 1;    ///< 1 is the worst score
  int highest = 99;  ///< beyond the number of bins means the best score
  bool operator==(const ScoreSpan&) const = default;
};

/// One row of a segment table.
struct RfmSegment {
  std::string name{};     ///< what it is called in results, such as `champions`
  Message label{};        ///< for people
  ScoreSpan recency{};    ///< scores of recency
  ScoreSpan frequency{};  ///< scores of frequency
  ScoreSpan amount{};     ///< scores of amount
  bool operator==(const RfmSegment&) const = default;
};

/// A table for five bins that covers every cell: champions, loyal, potential, recent, promising, attention, slipping,
/// at risk, not to be lost, asleep, lost.
[[nodiscard]] std::vector<RfmSegment> standard_rfm_segments();

/// What a check of a segment table found.
struct RfmSegmentCheck {
  bool complete{};                              ///< every cell falls in a segment
  std::vector<std::array<int, 3>> uncovered{};  ///< cells (R, F, M) in none, ascending
  std::vector<std::int32_t> unreached{};        ///< rows of the table that no cell reaches: earlier ones take all
  std::vector<std::int32_t> cells{};            ///< cells of each row
  bool operator==(const RfmSegmentCheck&) const = default;
};

/// Tries every cell.
/// @param table  segments, the first match counts
/// @param bins   1–20
/// @throws  ArgumentError  `argument.range` for bins
/// @cost    bins³ · segments
[[nodiscard]] RfmSegmentCheck check_segments(std::span<const RfmSegment> table, int bins = 5);

/// The segment of each cell, (R − 1) · bins² + (F − 1) · bins + (M − 1); -1 for none.
/// @throws  ArgumentError  `argument.range` for bins
[[nodiscard]] std::vector<std::int32_t> segment_of_cells(std::span<const RfmSegment> table, int bins = 5);

}  // namespace guanxi::portfolio
