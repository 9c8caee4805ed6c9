#include "budget.hpp"

#include <guanxi/need/level.hpp>

#include <cstdint>

namespace guanxi::assess {

namespace {

struct Budget {
  const MoneyRange* range = nullptr;
  bool of_need = false;
};

bool states_something(const std::optional<MoneyRange>& budget) { return budget && (budget->low || budget->high); }

// The opportunity's own, else that of the need of its name, else that of the only open need that states one.
Budget budget_of(const Dossier& dossier, const Opportunity& opportunity, Date as_of) {
  if (states_something(opportunity.budget)) return {&*opportunity.budget, false};
  const MoneyRange* only = nullptr;
  int count = 0;
  for (const Need& need : dossier.of<Need>()) {
    if (!need::is_open(need) || !need::known_on(need, as_of) || !states_something(need.budget)) continue;
    if (!need.statement.empty() && need.statement == opportunity.name) return {&*need.budget, true};
    only = &*need.budget;
    ++count;
  }
  return {count == 1 ? only : nullptr, count == 1};
}

enum class Reach { unknown, enough, nearly, short_of };

// How far the upper end reaches; an open upper end reaches anything.
Reach reach_of(const Budget& budget, const std::optional<Money>& amount) {
  if (!budget.range || !amount || amount->minor <= 0) return Reach::unknown;
  const Money bound = budget.range->high ? *budget.range->high : *budget.range->low;
  if (bound.currency != amount->currency) return Reach::unknown;
  if (!budget.range->high || bound.minor >= amount->minor) return Reach::enough;
  return amount->minor - bound.minor <= amount->minor / 5 ? Reach::nearly : Reach::short_of;
}

Message reach_reason(Reach reach, bool of_need) {
  Message reason =
      reach == Reach::enough ? Message{"预算上限达到预计金额", "the budget's upper end reaches the amount"}
      : reach == Reach::nearly
          ? Message{"预算上限比预计金额少不到两成", "the budget falls short of the amount by no more than 20 %"}
          : Message{"预算上限低于预计金额两成以上", "the budget falls short of the amount by more than 20 %"};
  if (of_need) {
    reason.zh += "（取自需求预算）";
    reason.en += " (budget of the need)";
  }
  return reason;
}

Message status_reason(BudgetStatus status) {
  constexpr Label reasons[] = {{"客户没有预算", "the customer has no budget"},
                               {"客户可能有预算", "the customer may have a budget"},
                               {"客户有预算", "the customer has a budget"},
                               {"预算已批准", "the budget is approved"}};
  return to_message(reasons[static_cast<int>(status)]);
}

}  // namespace

BudgetFit budget_fit(const Dossier& dossier, const Opportunity& opportunity, Date as_of) {
  const Budget budget = budget_of(dossier, opportunity, as_of);
  const Reach reach = reach_of(budget, opportunity.amount);
  const std::optional<BudgetStatus> status = opportunity.budget_status;
  if (reach == Reach::enough) return {1, Answer::yes, reach_reason(reach, budget.of_need), {}};
  if (status == BudgetStatus::can_buy || status == BudgetStatus::will_buy)
    return {1, Answer::yes, status_reason(*status), {}};
  const Answer enough = reach == Reach::unknown && status != BudgetStatus::none ? Answer::unknown : Answer::no;
  const bool amount_missing = !opportunity.amount && budget.range;
  const std::string field =
      enough == Answer::unknown ? amount_missing ? "opportunity.amount" : "opportunity.budget" : "";
  if (reach == Reach::nearly) return {.5, enough, reach_reason(reach, budget.of_need), field};
  if (status == BudgetStatus::may_buy) return {.5, enough, status_reason(*status), field};
  if (reach == Reach::short_of) return {0, enough, reach_reason(reach, budget.of_need), field};
  if (status) return {0, enough, status_reason(*status), field};
  return {std::nullopt, enough,
          amount_missing ? Message{"没有预计金额，无法与预算比较", "there is no amount to compare the budget with"}
                         : Message{"预算不详", "the budget is not known"},
          field};
}

}  // namespace guanxi::assess
