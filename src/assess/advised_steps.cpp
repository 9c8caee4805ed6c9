#include "next_steps.hpp"

#include <guanxi/chain/person_name.hpp>
#include <guanxi/core/apportion.hpp>

#include <algorithm>
#include <utility>

namespace guanxi::assess {

namespace {

NextStep advised(StepKind kind, Message label, Message reason, const Context& context) {
  return {.kind = kind,
          .label = std::move(label),
          .reason = std::move(reason),
          .who = user_name(context.dossier.customer().owner_id, context.options)};
}

// A chain matters while it holds for the account or for an open opportunity.
bool matters(const chain::ChainAnalysis& chain, const AccountAssessment& assessment) {
  for (const OpportunityAssessment& opportunity : assessment.opportunities)
    if ((chain.opportunity.id && chain.opportunity.id == opportunity.opportunity) ||
        (!chain.opportunity.text.empty() && chain.opportunity.text == opportunity.name))
      return opportunity.open;
  return true;
}

// The meeting from which most is expected, at least a point: one a chain, nobody twice.
void add_meeting(std::vector<NextStep>& steps, const chain::ChainAnalysis& chain, const Context& context) {
  constexpr double least_gain = 1;
  if (chain.next_meetings.empty() || chain.next_meetings.front().expected_gain < least_gain) return;
  const chain::Meeting& meeting = chain.next_meetings.front();
  const Uuid person = meeting.person.contact.uuid;
  const auto same = [&person](const NextStep& step) { return step.kind == StepKind::meet && step.record == person; };
  if (std::any_of(steps.begin(), steps.end(), same)) return;
  NextStep step = advised(StepKind::meet,
                          {"拜访" + meeting.person.name + "，了解其关注点与态度",
                           "Meet " + meeting.person.name + " and learn concerns and attitude"},
                          meeting.reason, context);
  step.record_kind = "contact";
  step.record = person;
  steps.push_back(std::move(step));
}

const Need* find_need(Id<Need> id, const std::string& statement, const Dossier& dossier) {
  for (const Need& need : dossier.of<Need>())
    if (need.id == id && need.statement == statement) return &need;
  return nullptr;
}

// Of the needs without a budget the most urgent, then the sooner due, then the higher ranked.
void add_budget_question(std::vector<NextStep>& steps, const Context& context, const AccountAssessment& assessment) {
  const need::RankedNeed* chosen = nullptr;
  need::Urgency urgency;
  for (const need::RankedNeed& ranked : assessment.ranking) {
    const Need* found = find_need(ranked.need, ranked.statement, context.dossier);
    if (!found || (found->budget && (found->budget->low || found->budget->high))) continue;
    const need::Urgency candidate = need::urgency_of(*found, context.options.as_of, context.options.due_days);
    if (!candidate.value) continue;
    const bool sooner = candidate.days_left && (!urgency.days_left || *candidate.days_left < *urgency.days_left);
    if (chosen && (*candidate.value < *urgency.value || (*candidate.value == *urgency.value && !sooner))) continue;
    chosen = &ranked;
    urgency = candidate;
  }
  if (!chosen) return;
  NextStep step =
      advised(StepKind::ask_budget,
              {"问清“" + chosen->statement + "”的预算", "Ask for the budget of “" + chosen->statement + "”"},
              {"需求尚无预算；" + urgency.reason.zh, "the need has no budget yet; " + urgency.reason.en}, context);
  step.record_kind = "need";
  step.record = chosen->need.uuid;
  step.field = "budget";
  steps.push_back(std::move(step));
}

void add_question(std::vector<NextStep>& steps, const Context& context, const AccountAssessment& assessment) {
  const OpportunityAssessment* best = assessment.best();
  if (!best) return;
  for (const MissingPart& missing : best->score.missing) {
    if (missing.part == "relation") continue;  // comes from the history of contacts, nobody can be asked for it
    const std::string points = thousandths_text(missing.thousandths, 2);
    NextStep step = advised(
        StepKind::learn,
        {"弄清“" + best->name + "”的" + missing.label.zh, "Find out for “" + best->name + "”: " + missing.label.en},
        {"合作可能性可因此相差 " + points + " 分", "the cooperation likelihood hangs on it by " + points + " points"},
        context);
    step.record_kind = "opportunity";
    step.record = best->opportunity.uuid;
    step.field = missing.field;
    steps.push_back(std::move(step));
    return;
  }
}

void add_field(std::vector<NextStep>& steps, const Context& context, const AccountAssessment& assessment) {
  if (assessment.completeness.missing.empty()) return;
  const quality::MissingField& missing = assessment.completeness.missing.front();
  const std::string gain = thousandths_text(to_thousandths(100 * missing.gain), 1) + "%";
  NextStep step = advised(StepKind::fill_in,
                          {"补充" + std::string(missing.kind->label.zh) + "：" + std::string(missing.label.zh),
                           "Fill in " + std::string(missing.kind->label.en) + ": " + std::string(missing.label.en)},
                          {"资料完整度可提高 " + gain + "；" + std::string(missing.hint.zh),
                           "adds " + gain + " to completeness; " + std::string(missing.hint.en)},
                          context);
  step.record_kind = missing.kind->name;
  step.record = missing.record;
  step.field = missing.field;
  steps.push_back(std::move(step));
}

bool step_before(const NextStep& a, const NextStep& b) {
  if (a.overdue != b.overdue) return a.overdue;
  if (a.due != b.due) return a.due && (!b.due || *a.due < *b.due);
  return a.kind != b.kind ? a.kind < b.kind : a.record < b.record;
}

}  // namespace

void add_advised_steps(std::vector<NextStep>& steps, const Context& context, const AccountAssessment& assessment) {
  for (const chain::ChainAnalysis& chain : assessment.chains)
    if (matters(chain, assessment)) add_meeting(steps, chain, context);
  add_budget_question(steps, context, assessment);
  add_question(steps, context, assessment);
  add_field(steps, context, assessment);
}

std::vector<NextStep> next_steps(const Context& context, const AccountAssessment& assessment) {
  std::vector<NextStep> steps;
  add_planned_steps(steps, context);
  add_advised_steps(steps, context, assessment);
  std::stable_sort(steps.begin(), steps.end(), step_before);
  return steps;
}

}  // namespace guanxi::assess
