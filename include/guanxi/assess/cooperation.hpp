#pragma once
/// @file
/// How likely a customer is to do a deal with us, from 1 to 5.

#include <guanxi/assess/options.hpp>
#include <guanxi/core/score.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/opportunity.hpp>

namespace guanxi::assess {

/// True unless the opportunity is won or lost.
[[nodiscard]] bool is_open(const Opportunity& opportunity) noexcept;

/// Cooperation likelihood = 1 + 4 Σ w p / Σ w over the known parts.
///
/// Parts: intent (none 0, weak .25, interested .5, strong .75, committed 1); budget (1 if its upper end reaches the
/// amount or the status is can_buy or will_buy, ½ for may_buy or a shortfall of at most 20 %, else 0; without a budget
/// of its own, that of the need of the same name, else of the only open need that states one); clarity of the decision
/// chain / 100 (the chain of the opportunity, else that of the account); need (highest matrix value, the mean of both
/// levels, times relevance among the open needs); relation (health / 100); competition (the best placed rival:
/// satisfied 0, neutral ½, dissatisfied 1; 1 if stated that there is none; unknown if nothing is recorded).
/// @param dossier      the customer
/// @param opportunity  the deal, need not be part of the dossier
/// @param options      day, weights and limits
/// @return  score from 1.000 to 5.000, baseline 1.000, contributions that add up to it exactly; state partial with the
///          interval from “everything unknown is 0” to “… is 1” if parts are missing, prior_only if nothing is known;
///          missing parts name the field that would tell as `kind.field`
/// @throws  ArgumentError  `argument.weight` for a weight that is negative or no number, or if none is above 0
/// @cost    that of the chain analysis and the priority matrix; no shared state, any thread may call it
/// @source  docs/methods/assess.md
[[nodiscard]] Score cooperation(const Dossier& dossier, const Opportunity& opportunity, const AssessOptions& options);

/// The likelihood for the account: that of its most likely open opportunity.
/// @return  ties: earlier expected close, then id; without an open opportunity, the score with intent, budget and
/// amount unknown
[[nodiscard]] Score cooperation(const Dossier& dossier, const AssessOptions& options);

}  // namespace guanxi::assess
