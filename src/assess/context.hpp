#pragma once
/// @file
/// One customer as the parts of an assessment look at it: computed once, shared by all.

#include <guanxi/assess/options.hpp>
#include <guanxi/chain/analysis.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/opportunity.hpp>

#include <string>
#include <vector>

namespace guanxi::assess {

/// A dossier on one day.
struct Context {
  const Dossier& dossier;
  const AssessOptions& options;
  Date as_of;                                ///< the day on which it is looked at
  std::vector<chain::ChainAnalysis> chains;  ///< in the order of the dossier
  Health health;                             ///< of relation and account
};

/// Looks at a dossier on the day of the options.
[[nodiscard]] Context context_of(const Dossier& dossier, const AssessOptions& options);
/// Looks at a dossier on another day; its health is left open.
[[nodiscard]] Context context_on(const Dossier& dossier, const AssessOptions& options, Date as_of);

/// The chain that tells who decides on an opportunity: its own, else that of the account; one with people before one
/// without.
/// @return  nullptr if there is none
[[nodiscard]] const chain::ChainAnalysis* chain_of(const Context& context, const Opportunity& opportunity);

/// What one of our people is called; what was written if the id is not known.
[[nodiscard]] std::string user_name(const Ref<User>& user, const AssessOptions& options);

}  // namespace guanxi::assess
