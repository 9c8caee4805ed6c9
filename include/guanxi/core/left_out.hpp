#pragma once
/// @file
/// Rows of a table that could not be used, counted so that counts of parts can be joined in any order.

#include <guanxi/core/finding.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace guanxi {

/// Rows with one fault.
struct FaultyRows {
  std::int64_t count{};              ///< how many
  std::vector<std::int64_t> rows{};  ///< the first ten, counted from 0 in the whole table, ascending
  bool operator==(const FaultyRows&) const = default;

  /// Counts a row.
  void add(std::int64_t row);
  /// Counts those of another part.
  void merge(const FaultyRows& other);
};

/// What was wrong with rows of purchases.
struct PurchaseFaults {
  FaultyRows no_customer{};  ///< the key is null; the row was left out
  FaultyRows no_day{};       ///< the day is null or beyond the calendar; the row was left out
  FaultyRows no_amount{};    ///< the amount is null, not finite or beyond 64 bits; the row was left out
  FaultyRows later{};        ///< the day is after the last one that counts; the row was left out
  FaultyRows rounded{};      ///< the amount has more decimals than are kept; it was rounded half away from zero
  bool operator==(const PurchaseFaults&) const = default;

  /// Adds those of another part.
  void merge(const PurchaseFaults& other);
  /// Says them: codes `columns.no_customer`, `columns.no_day`, `columns.no_amount`, `columns.later`,
  /// `columns.rounded`.
  [[nodiscard]] Findings findings() const;
};

/// Says that customers have returns and no order: `columns.only_returns`.
[[nodiscard]] Finding only_returns_finding(std::int64_t customers, const std::string& examples);

}  // namespace guanxi
