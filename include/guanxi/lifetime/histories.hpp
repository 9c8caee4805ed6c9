#pragma once
/// @file
/// Purchase histories of customers as columns: how often, until when, for how long.

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace guanxi::lifetime {

/// Purchase histories, one customer a row, in columns that lie in somebody else's memory. `summarize` makes them.
struct Histories {
  std::span<const double> x{};         ///< repeat purchases: whole, >= 0
  std::span<const double> t_x{};       ///< time from the first to the last purchase; 0 where x is 0
  std::span<const double> T{};         ///< time from the first purchase to the end of observation, >= t_x
  std::span<const double> log_gaps{};  ///< sum of the logarithms of the gaps between purchases; only for Erlang gaps
  std::span<const double> weights{};   ///< how many customers a row stands for, >= 0; empty: one each
};

/// What is wrong with a history.
enum class HistoryFault {
  none,           ///< nothing
  not_finite,     ///< a number is NaN or infinite
  not_whole,      ///< x is negative or not whole
  negative,       ///< t_x, T or the weight is below 0
  late_purchase,  ///< t_x lies after T
  no_time,        ///< x is above 0 but t_x is 0: purchases of one day are one
  no_purchase     ///< x is 0 but t_x is not
};

/// The first fault of a row.
/// @param histories  columns of one length
/// @param row        its place
/// @cost  constant
[[nodiscard]] HistoryFault fault_of(const Histories& histories, std::size_t row) noexcept;

/// Finds rows that no purchase model can use, and those observed for no time (T = 0), which tell nothing.
/// @return  one finding for each, with the row counted from 1, the field, the value and the remedy
/// @throws  ArgumentError  `argument.length` for columns of different lengths
/// @cost    linear in the rows
[[nodiscard]] std::vector<Finding> check_histories(const Histories& histories);

}  // namespace guanxi::lifetime
