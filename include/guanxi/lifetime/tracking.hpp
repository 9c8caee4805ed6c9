#pragma once
/// @file
/// Purchases of all customers over time, as they were and as a model expects them.

#include <guanxi/core/purchase_days.hpp>
#include <guanxi/lifetime/purchase_models.hpp>
#include <guanxi/lifetime/time_unit.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace guanxi::lifetime {

/// Which customers and how far.
struct TrackingOptions {
  TimeUnit unit = TimeUnit::week;    ///< of the model, and length of a step. Default week.
  std::optional<Date> last_first{};  ///< last day of a first purchase that is followed. Default: the last day of all.
  std::optional<Date> until{};       ///< last day told. Default: the last day with an order.
};

/// Repeat purchases step by step.
struct Tracking {
  std::vector<double> time{};      ///< end of each step, since the first purchase of all
  std::vector<double> actual{};    ///< cumulated repeat purchases
  std::vector<double> expected{};  ///< what the model expects of customers with these first days
  std::int64_t customers{};        ///< followed
  bool operator==(const Tracking&) const = default;
};

/// Follows a model against what happened.
/// @param model  of purchases
/// @param days   of each customer
/// @param options  unit, which customers, how far
/// @throws  ArgumentError  as `expected_purchases`
/// @cost    different first days · steps
template <PurchaseModel Model>
[[nodiscard]] Tracking track(const Model& model, const PurchaseDayColumns& days, const TrackingOptions& options = {});

}  // namespace guanxi::lifetime
