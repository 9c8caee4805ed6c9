#pragma once
/// @file
/// From days of purchase to the histories that the models take: one customer a row.

#include <guanxi/core/date.hpp>
#include <guanxi/core/purchase_days.hpp>
#include <guanxi/lifetime/gamma_gamma.hpp>
#include <guanxi/lifetime/histories.hpp>
#include <guanxi/lifetime/time_unit.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace guanxi::lifetime {

/// How histories are made.
struct SummaryOptions {
  TimeUnit unit = TimeUnit::week;         ///< of t_x, T and gaps. Default week.
  std::optional<Date> observation_end{};  ///< last day observed. Default: the last day with an order.
  std::optional<Date> holdout_end{};      ///< last day of the period after it in which purchases are counted apart, to
                                          ///< test forecasts. Default: none.
};

/// Histories of customers as columns, by ascending key. Customers that bought first after the end are not among them.
struct PurchaseSummary {
  TimeUnit unit{};                    ///< of all times
  Date observation_end{};             ///< last day observed
  std::optional<Date> holdout_end{};  ///< last day of the period after it, if there is one
  KeyList customer{};                 ///< whose row it is
  std::vector<double> x{};            ///< repeat purchases: days with an order after the first one
  std::vector<double> t_x{};          ///< time from the first to the last purchase
  std::vector<double> T{};            ///< time from the first purchase to the end of observation
  std::vector<double> mean_amount{};  ///< of the repeat purchases, a day's orders and returns being one; 0 without any
  std::vector<double> log_gaps{};     ///< sum of the logarithms of the gaps
  std::vector<double> later{};        ///< purchases in the period after the end; empty without one
  Findings findings{};  ///< rows left out; first purchases after the end; returns on days without an order
  bool operator==(const PurchaseSummary&) const = default;

  /// The columns that purchase models take.
  [[nodiscard]] Histories histories() const { return {.x = x, .t_x = t_x, .T = T, .log_gaps = log_gaps}; }
  /// The columns that the gamma-gamma model takes.
  [[nodiscard]] Spending spending() const { return {.x = x, .mean_amount = mean_amount}; }
};

/// Makes histories: purchases of one day are one, the first purchase is no repeat and its amount counts nowhere.
/// @param days     of each customer
/// @param scale    decimals of the amounts
/// @param options  unit, ends
/// @throws  ArgumentError  `argument.range` for a holdout end that is not after the observation's, or a scale outside
/// 0–9
/// @cost    linear in the days of purchase; 48 bytes a customer
/// @source  Fader, Hardie, Lee (2005); docs/methods/lifetime.md
[[nodiscard]] PurchaseSummary summarize(const PurchaseDayColumns& days, int scale, const SummaryOptions& options = {});

}  // namespace guanxi::lifetime
