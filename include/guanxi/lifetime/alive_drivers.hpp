#pragma once
/// @file
/// Why a customer is thought to be there or gone, in words.

#include <guanxi/core/label.hpp>
#include <guanxi/lifetime/purchase_models.hpp>
#include <guanxi/lifetime/time_unit.hpp>

#include <optional>
#include <vector>

namespace guanxi::lifetime {

/// What moves the probability that a customer is still there.
struct AliveDrivers {
  double probability{};               ///< 0–1
  double if_bought_today{};           ///< had the last purchase been at the end of T
  double silence{};                   ///< time since the last purchase
  std::optional<double> usual_gap{};  ///< mean time between purchases; none without a repeat
  double if_once_more{};              ///< with one purchase more in the same time until the last one
  std::vector<Message> reasons{};     ///< in words, the strongest first
  bool operator==(const AliveDrivers&) const = default;
};

/// Tells how long a customer has been silent, against its own rhythm, and what the same silence would mean otherwise.
/// @param model      of purchases
/// @param histories  of the customer, one row
/// @param unit       of time, for the words
/// @throws  ArgumentError  as `probability_alive`; `argument.length` for more than one row
/// @source  Fader, Hardie, Lee (2005), Journal of Marketing Research 42:415, on the increasing frequency paradox
template <PurchaseModel Model>
[[nodiscard]] AliveDrivers explain_alive(const Model& model, const Histories& histories,
                                         TimeUnit unit = TimeUnit::week);

}  // namespace guanxi::lifetime
