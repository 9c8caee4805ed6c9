#pragma once
/// @file
/// How rivals stand with a customer.

#include <guanxi/assess/options.hpp>
#include <guanxi/model/competitor_position.hpp>
#include <guanxi/model/dossier.hpp>

#include <optional>
#include <vector>

namespace guanxi::assess {

/// How rivals stand with a customer.
struct Rivals {
  std::optional<double> value{};  ///< 0 a satisfied rival, ½ even, 1 none or we lead; unset if nothing is recorded
  Message reason{};               ///< what was found
  std::vector<Uuid> evidence{};   ///< the card that decided
};

/// Looks through the positions of rivals observed by the day; the best placed one decides.
[[nodiscard]] Rivals rivals_of(const Dossier& dossier, Date as_of);

}  // namespace guanxi::assess
