#include <guanxi/assess/cooperation.hpp>

#include "likelihood.hpp"

#include <guanxi/core/weighted_score.hpp>

#include <algorithm>
#include <utility>

namespace guanxi::assess {

namespace {

std::string percent(double share) { return thousandths_text(to_thousandths(100 * share), 0) + "%"; }

WeightedPart intent_part(const Opportunity& opportunity, double weight) {
  WeightedPart part{.part = "intent", .label = {"客户意向", "Intent"}, .weight = weight, .field = "opportunity.intent"};
  if (opportunity.intent) {
    constexpr double values[] = {0, .25, .5, .75, 1};
    constexpr Label reasons[] = {{"客户没有意向", "the customer does not want it"},
                                 {"客户意向较弱", "the customer hardly wants it"},
                                 {"客户有兴趣", "the customer is interested"},
                                 {"客户意向强烈", "the customer wants it strongly"},
                                 {"客户已承诺合作", "the customer has committed itself"}};
    part.value = values[static_cast<int>(*opportunity.intent)];
    part.reason = to_message(reasons[static_cast<int>(*opportunity.intent)]);
  }
  return part;
}

WeightedPart budget_part(const BudgetFit& fit, double weight) {
  return {.part = "budget",
          .label = {"预算匹配", "Budget"},
          .reason = fit.reason,
          .weight = weight,
          .value = fit.value,
          .field = fit.field};
}

WeightedPart clarity_part(const chain::ChainAnalysis* chain, double weight) {
  WeightedPart part{.part = "clarity",
                    .label = {"决策链清晰度", "Decision clarity"},
                    .weight = weight,
                    .field = "decision_chain.stakeholders"};
  if (chain && chain->clarity.state != ScoreState::unavailable) {
    const std::string points = thousandths_text(chain->clarity.thousandths, 1);
    part.value = static_cast<double>(chain->clarity.thousandths) / 100'000;
    part.reason = {"决策链清晰度 " + points + " 分", "the decision chain is clear to " + points + " of 100"};
    part.evidence.push_back(chain->chain.uuid);
  }
  return part;
}

WeightedPart need_part(const NeedFit& fit, double weight) {
  WeightedPart part{.part = "need",
                    .label = {"需求强度与契合", "Need that we serve"},
                    .weight = weight,
                    .value = fit.strongest,
                    .field = fit.field};
  if (fit.strongest) {
    part.reason = {
        "需求“" + fit.strongest_need->statement + "”强度与契合度合计 " + percent(*fit.strongest),
        "urgency, importance and fit of “" + fit.strongest_need->statement + "” make " + percent(*fit.strongest)};
    part.evidence.push_back(fit.strongest_need->id.uuid);
  }
  return part;
}

WeightedPart relation_part(const Context& context, double weight) {
  WeightedPart part{.part = "relation", .label = {"关系健康度", "Relation"}, .weight = weight, .field = "interaction"};
  const Health& health = context.health;
  if (health.band != HealthBand::unknown) {
    part.value = static_cast<double>(health.account.thousandths) / 100'000;
    const std::string points = thousandths_text(health.account.thousandths, 0);
    part.reason = {"关系健康度 " + points + " 分", "the relation's health is " + points + " of 100"};
    if (health.relationship.state == ScoreState::partial)
      part.best = static_cast<double>(health.account.high) / 100'000;
    for (const Contribution& contribution : health.account.contributions)
      part.evidence.insert(part.evidence.end(), contribution.evidence.begin(), contribution.evidence.end());
    std::sort(part.evidence.begin(), part.evidence.end());
    part.evidence.erase(std::unique(part.evidence.begin(), part.evidence.end()), part.evidence.end());
  }
  return part;
}

WeightedPart competition_part(Rivals rivals, double weight) {
  return {.part = "competition",
          .label = {"竞争形势", "Competition"},
          .reason = std::move(rivals.reason),
          .weight = weight,
          .value = rivals.value,
          .field = "competitor_position.satisfaction",
          .evidence = std::move(rivals.evidence)};
}

}  // namespace

Score likelihood(const Context& context, const Opportunity& opportunity, const chain::ChainAnalysis* chain) {
  const CooperationWeights& weights = context.options.weights;
  const Date as_of = context.options.as_of;
  const WeightedPart parts[] = {intent_part(opportunity, weights.intent),
                                budget_part(budget_fit(context.dossier, opportunity, as_of), weights.budget),
                                clarity_part(chain, weights.clarity),
                                need_part(need_fit(context.dossier, context.options), weights.need),
                                relation_part(context, weights.relation),
                                competition_part(rivals_of(context.dossier, as_of), weights.competition)};
  return weighted_score(parts, {.model = "assess.cooperation/1", .as_of = as_of, .baseline = 1, .width = 4});
}

bool is_open(const Opportunity& opportunity) noexcept {
  return opportunity.stage != Stage::won && opportunity.stage != Stage::lost;
}

Score cooperation(const Dossier& dossier, const Opportunity& opportunity, const AssessOptions& options) {
  const Context context = context_of(dossier, options);
  return likelihood(context, opportunity, chain_of(context, opportunity));
}

Score cooperation(const Dossier& dossier, const AssessOptions& options) {
  const Context context = context_of(dossier, options);
  const Opportunity* best = nullptr;
  Score best_score;
  for (const Opportunity& opportunity : dossier.of<Opportunity>()) {
    if (!counts(opportunity, options.as_of) || !is_open(opportunity)) continue;
    Score score = likelihood(context, opportunity, chain_of(context, opportunity));
    if (best && !comes_before(opportunity, score.thousandths, *best, best_score.thousandths)) continue;
    best = &opportunity;
    best_score = std::move(score);
  }
  return best ? best_score : likelihood(context, {}, chain_of(context, {}));
}

}  // namespace guanxi::assess
