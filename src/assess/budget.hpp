#pragma once
/// @file
/// Whether the money for an opportunity is there.

#include <guanxi/assess/high_value.hpp>

#include <optional>
#include <string>

namespace guanxi::assess {

/// Whether the money for an opportunity is there.
struct BudgetFit {
  std::optional<double> value{};    ///< 1, ½ or 0; unset if nothing is known
  Answer enough = Answer::unknown;  ///< whether it reaches the amount
  Message reason{};                 ///< what was found, or what is missing
  std::string field{};              ///< the field that would tell
};

/// Compares the budget with the amount, and looks at the budget's status.
[[nodiscard]] BudgetFit budget_fit(const Dossier& dossier, const Opportunity& opportunity, Date as_of);

}  // namespace guanxi::assess
