#include "context.hpp"

#include <guanxi/chain/analyze.hpp>

#include "relationship.hpp"

namespace guanxi::assess {

namespace {

bool is_about(const Ref<Opportunity>& named, const Opportunity& opportunity) {
  if (named.id) return named.id == opportunity.id;
  return !named.text.empty() && named.text == opportunity.name;
}

}  // namespace

Context context_on(const Dossier& dossier, const AssessOptions& options, Date as_of) {
  Context context{dossier, options, as_of, {}, {}};
  chain::AnalyzeOptions chain_options = options.chain;
  chain_options.as_of = as_of;
  chain_options.contacts = dossier.of<Contact>();
  for (const DecisionChain& chain : dossier.of<DecisionChain>())
    context.chains.push_back(chain::analyze(chain, chain_options));
  return context;
}

Context context_of(const Dossier& dossier, const AssessOptions& options) {
  Context context = context_on(dossier, options, options.as_of);
  context.health = health_of(context);
  return context;
}

const chain::ChainAnalysis* chain_of(const Context& context, const Opportunity& opportunity) {
  const chain::ChainAnalysis* best = nullptr;
  int best_fit = 0;
  for (const chain::ChainAnalysis& chain : context.chains) {
    const bool own = is_about(chain.opportunity, opportunity);
    if (!own && (chain.opportunity.id || !chain.opportunity.text.empty())) continue;
    const int fit = (chain.state == chain::ChainState::empty ? 1 : 3) + (own ? 1 : 0);
    if (fit > best_fit) {
      best = &chain;
      best_fit = fit;
    }
  }
  return best;
}

std::string user_name(const Ref<User>& user, const AssessOptions& options) {
  for (const User& known : options.users)
    if (user.id && known.id == user.id) return known.name;
  return user.text;
}

}  // namespace guanxi::assess
