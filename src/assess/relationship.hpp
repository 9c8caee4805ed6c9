#pragma once
/// @file
/// The parts of a relationship: contacts and people.

#include <guanxi/assess/health.hpp>

#include "context.hpp"

namespace guanxi::assess {

/// What the contacts up to a day tell.
struct Contacts {
  std::optional<Date> last{};  ///< day of the last one
  double expected_gap{};       ///< days
  bool own_rhythm{};           ///< expected_gap is the customer's own
  double sum{};                ///< of what they count, decayed
  double inbound{};            ///< the part in which the customer came to us
  double outbound{};           ///< the part in which we came to the customer
  std::vector<Uuid> recent{};  ///< the latest, at most five
};

/// Reads the contacts of a dossier.
[[nodiscard]] Contacts contacts_of(const Context& context);

/// The relationship, 0–100.
[[nodiscard]] Score relationship_of(const Context& context, const Contacts& contacts);

/// What complaints and late payments take off, in points, with reasons.
struct Burden {
  double points{};   ///< >= 0
  Message reason{};  ///< empty if there is none
  std::vector<Uuid> evidence{};
};

/// What open complaints take off.
[[nodiscard]] Burden complaint_burden(const Context& context);
/// What late payments take off.
[[nodiscard]] Burden payment_burden(const Context& context);

/// The health of a customer on the day of a context, without its trend.
[[nodiscard]] Health health_on(const Context& context);
/// The same with its trend.
[[nodiscard]] Health health_of(const Context& context);

}  // namespace guanxi::assess
