#include <guanxi/assess/account.hpp>

#include "likelihood.hpp"
#include "next_steps.hpp"

#include <guanxi/assess/cooperation.hpp>
#include <guanxi/assess/learned.hpp>
#include <guanxi/chain/network.hpp>
#include <guanxi/quality/check.hpp>

#include <algorithm>
#include <utility>

namespace guanxi::assess {

namespace {

const Catalogue& catalogue_of(const AssessOptions& options) {
  return options.catalogue != nullptr ? *options.catalogue : standard_catalogue();
}

std::string reason_text(const Score& score) {
  std::string text;
  for (const Contribution& reason : score.contributions)
    text += (text.empty() ? "" : "；") + reason.reason.zh + "（+" + thousandths_text(reason.thousandths, 2) + "）";
  for (std::size_t i = 0; i < score.missing.size(); ++i)
    text += (i == 0 ? "；未知：" : "、") + score.missing[i].label.zh;
  return text;
}

std::string reason_text(const HighValue& value) {
  std::string text;
  for (const Condition& condition : value.conditions) text += (text.empty() ? "" : "；") + condition.reason.zh;
  return text;
}

template <class T>
Judged<T> beside(Judged<T> judged, std::optional<T> computed, std::string reason, Date as_of) {
  judged.computed = std::move(computed);
  judged.computed_reason = judged.computed ? std::move(reason) : std::string{};
  judged.computed_on = judged.computed ? std::optional(as_of) : std::nullopt;
  return judged;
}

std::string win_text(const score::Prediction& win) {
  return "赢单概率 " + thousandths_text(to_thousandths(100 * win.probability), 0) + "%（" +
         thousandths_text(to_thousandths(100 * win.low), 0) + "–" +
         thousandths_text(to_thousandths(100 * win.high), 0) + "%）";
}

// A closed deal is certain; an open one is what was learnt.
void judge_winning(OpportunityAssessment& result, const Context& context, const Opportunity& opportunity) {
  std::optional<Ratio> computed;
  std::string reason;
  if (!result.open) {
    computed = Ratio::checked(opportunity.stage == Stage::won ? 1 : 0);
    reason = "已结单";
  } else if (context.options.learned != nullptr && opportunity.id) {
    const AssessOptions& options = context.options;
    result.win = win_prediction(context.dossier, opportunity.id, *options.learned, options.as_of);
    if (result.win->score.state != ScoreState::unavailable) {
      computed = Ratio::checked(result.win->probability);
      reason = win_text(*result.win);
    }
  }
  result.probability = beside(opportunity.probability, computed, std::move(reason), context.options.as_of);
}

OpportunityAssessment assess_one(const Context& context, const Opportunity& opportunity) {
  const chain::ChainAnalysis* chain = chain_of(context, opportunity);
  OpportunityAssessment result{.opportunity = opportunity.id,
                               .name = opportunity.name,
                               .stage = opportunity.stage,
                               .open = is_open(opportunity)};
  result.score = likelihood(context, opportunity, chain);
  result.high_value = value_of(context, opportunity, chain);
  if (chain) result.chain = chain->chain;
  const bool known = result.score.state == ScoreState::enough || result.score.state == ScoreState::partial;
  result.cooperation = beside(opportunity.cooperation_score, known ? std::optional(result.score.value()) : std::nullopt,
                              reason_text(result.score), context.options.as_of);
  result.high_value_flag =
      beside(opportunity.high_value, result.high_value.flag(), reason_text(result.high_value), context.options.as_of);
  judge_winning(result, context, opportunity);
  return result;
}

std::int64_t shown_thousandths(const Judged<double>& judged) {
  const std::optional<double> shown = judged.shown();
  return shown ? to_thousandths(*shown) : 0;
}

std::vector<OpportunityAssessment> assess_opportunities(const Context& context) {
  struct Entry {
    const Opportunity* opportunity;
    OpportunityAssessment result;
  };
  std::vector<Entry> entries;
  for (const Opportunity& opportunity : context.dossier.of<Opportunity>())
    if (counts(opportunity, context.options.as_of)) entries.push_back({&opportunity, assess_one(context, opportunity)});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    if (a.result.open != b.result.open) return a.result.open;
    return comes_before(*a.opportunity, shown_thousandths(a.result.cooperation), *b.opportunity,
                        shown_thousandths(b.result.cooperation));
  });
  std::vector<OpportunityAssessment> results;
  results.reserve(entries.size());
  for (Entry& entry : entries) results.push_back(std::move(entry.result));
  return results;
}

// How much everybody has to say: the most that any chain states.
std::vector<need::OwnerInfluence> influences(const Context& context) {
  std::vector<need::OwnerInfluence> found;
  for (const DecisionChain& chain : context.dossier.of<DecisionChain>())
    for (const Stakeholder& person : chain.stakeholders)
      if (person.influence && chain::holds_on(context.options.as_of, person.valid_from, person.valid_until))
        found.push_back({person.contact, *person.influence});
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.influence > b.influence; });
  return found;
}

Findings findings_of(const Context& context) {
  const AssessOptions& options = context.options;
  Findings findings = quality::check(catalogue_of(options), context.dossier,
                                     {.as_of = options.as_of, .calendar = options.calendar, .rules = options.rules});
  for (const chain::ChainAnalysis& chain : context.chains)
    findings.insert(findings.end(), chain.findings.begin(), chain.findings.end());
  return findings;
}

// Wrong weights are told also where there is nothing to weigh.
void check_weights(const Context& context) {
  (void)likelihood(context, Opportunity{}, nullptr);
  (void)need::rank(std::vector<Need>(1), {.as_of = context.as_of, .weights = context.options.need_weights});
}

}  // namespace

AccountAssessment account(const Dossier& dossier, const AssessOptions& options) {
  Context context = context_of(dossier, options);
  check_weights(context);
  const std::vector<Need>& needs = dossier.of<Need>();
  const std::vector<need::OwnerInfluence> known_influences = influences(context);
  const Customer& customer = dossier.customer();

  AccountAssessment assessment{.customer = customer.id, .as_of = options.as_of};
  assessment.name = customer.short_name.empty() ? customer.legal_name : customer.short_name;
  assessment.matrix =
      need::priority_matrix(needs, {.as_of = options.as_of, .cut = options.cut, .due_days = options.due_days});
  assessment.ranking = need::rank(needs, {.as_of = options.as_of,
                                          .weights = options.need_weights,
                                          .due_days = options.due_days,
                                          .influences = known_influences});
  assessment.opportunities = assess_opportunities(context);
  assessment.completeness = quality::completeness(catalogue_of(options), dossier, {.rules = options.rules});
  assessment.findings = findings_of(context);
  assessment.chains = context.chains;
  assessment.health = context.health;
  if (options.learned != nullptr)
    assessment.predicted = predict_needs(dossier, options.learned->needs(), options.predict);
  assessment.next_steps = next_steps(context, assessment);
  return assessment;
}

}  // namespace guanxi::assess
