#include <guanxi/assess/high_value.hpp>

#include "likelihood.hpp"

#include <guanxi/core/apportion.hpp>

#include <utility>

namespace guanxi::assess {

namespace {

Answer answer(bool holds) { return holds ? Answer::yes : Answer::no; }

Condition budget_condition(BudgetFit fit) {
  return {"budget",
          {"预算充足", "Enough budget"},
          fit.enough,
          std::move(fit.reason),
          fit.enough == Answer::unknown ? std::move(fit.field) : std::string{}};
}

Condition clarity_condition(const chain::ChainAnalysis* chain, double limit) {
  Condition condition{"clarity",
                      {"决策链清晰", "Clear decision chain"},
                      Answer::unknown,
                      {"没有决策链", "there is no decision chain"},
                      "decision_chain.stakeholders"};
  if (!chain || chain->clarity.state == ScoreState::unavailable) return condition;
  const std::string points = thousandths_text(chain->clarity.thousandths, 1),
                    least = thousandths_text(to_thousandths(limit), 0);
  condition.answer = answer(chain->clarity.thousandths >= to_thousandths(limit));
  condition.reason = {"决策链清晰度 " + points + "，要求 " + least, "clarity " + points + ", asked for: " + least};
  condition.field.clear();
  return condition;
}

Condition relevance_condition(const NeedFit& fit, double limit) {
  Condition condition{"relevance",
                      {"需求契合", "Good fit"},
                      Answer::unknown,
                      {"有需求的契合度不详", "how well our offering fits is not known for every need"},
                      "need.relevance"};
  const bool fits = fit.relevance && *fit.relevance >= limit;
  if (!fit.relevance || (!fits && fit.relevance_open)) return condition;
  const std::string found = thousandths_text(to_thousandths(100 * *fit.relevance), 0),
                    least = thousandths_text(to_thousandths(100 * limit), 0);
  condition.answer = answer(fits);
  condition.reason = {"最高契合度 " + found + "%，要求 " + least + "%",
                      "best fit " + found + " %, asked for: " + least + " %"};
  condition.field.clear();
  return condition;
}

}  // namespace

HighValue value_of(const Context& context, const Opportunity& opportunity, const chain::ChainAnalysis* chain) {
  const AssessOptions& options = context.options;
  HighValue result{.answer = Answer::yes, .as_of = options.as_of};
  result.conditions.push_back(budget_condition(budget_fit(context.dossier, opportunity, options.as_of)));
  result.conditions.push_back(clarity_condition(chain, options.high_value.clarity));
  result.conditions.push_back(relevance_condition(need_fit(context.dossier, options), options.high_value.relevance));
  for (const Condition& condition : result.conditions) {
    if (condition.answer == Answer::no) result.answer = Answer::no;
    if (condition.answer == Answer::unknown && result.answer == Answer::yes) result.answer = Answer::unknown;
  }
  return result;
}

HighValue high_value(const Dossier& dossier, const Opportunity& opportunity, const AssessOptions& options) {
  const Context context = context_of(dossier, options);
  return value_of(context, opportunity, chain_of(context, opportunity));
}

}  // namespace guanxi::assess
