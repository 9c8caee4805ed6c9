#include "next_steps.hpp"

#include <guanxi/core/write.hpp>
#include <guanxi/model/follow_up.hpp>
#include <guanxi/model/interaction.hpp>

#include <algorithm>
#include <utility>

namespace guanxi::assess {

namespace {

std::optional<Date> day_of(const Interaction& interaction, const AssessOptions& options) {
  return interaction.occurred_at ? std::optional(options.calendar.date_of(*interaction.occurred_at)) : std::nullopt;
}

bool is_named(const Ref<Opportunity>& opportunity) { return opportunity.id || !opportunity.text.empty(); }

bool about_same(const Interaction& a, const Interaction& b) {
  return !is_named(a.opportunity_id) || !is_named(b.opportunity_id) || a.opportunity_id == b.opportunity_id;
}

// What was agreed is over once a later contact took place on or after the day agreed, or agreed on something new.
bool superseded(const Interaction& interaction, std::optional<Date> due, bool (&states_new)(const Interaction&),
                const Context& context) {
  for (const Interaction& later : context.dossier.of<Interaction>()) {
    const std::optional<Date> day = day_of(later, context.options);
    if (!day || *day > context.options.as_of || !about_same(interaction, later)) continue;
    if (interaction.occurred_at && *later.occurred_at <= *interaction.occurred_at) continue;
    if (&later == &interaction) continue;
    if (states_new(later) || (due && *day >= *due)) return true;
  }
  return false;
}

bool agrees_step(const Interaction& interaction) { return !interaction.next_step.empty(); }
bool plans_visit(const Interaction& interaction) { return interaction.next_visit_on.has_value(); }

std::string our_people(const Interaction& interaction, const Context& context) {
  std::string names;
  for (const Ref<User>& user : interaction.our_people)
    if (const std::string name = user_name(user, context.options); !name.empty())
      names += (names.empty() ? "" : "、") + name;
  return names.empty() ? user_name(context.dossier.customer().owner_id, context.options) : names;
}

Message reason_of(const Interaction& interaction, const Context& context) {
  const std::optional<Date> day = day_of(interaction, context.options);
  if (!day) return {"此前接触时约定", "agreed at an earlier contact"};
  return {to_string(*day) + " 接触时约定", "agreed on " + to_string(*day)};
}

NextStep planned(StepKind kind, std::optional<Date> due, const Context& context) {
  return {.kind = kind, .due = due, .overdue = due && *due < context.options.as_of};
}

void add_steps_of(std::vector<NextStep>& steps, const Interaction& interaction, const Context& context) {
  const auto add = [&](NextStep step, Message label, std::string field) {
    step.label = std::move(label);
    step.reason = reason_of(interaction, context);
    step.who = our_people(interaction, context);
    step.record_kind = "interaction";
    step.record = interaction.id.uuid;
    step.field = std::move(field);
    steps.push_back(std::move(step));
  };
  if (agrees_step(interaction) && !superseded(interaction, interaction.next_due, agrees_step, context))
    add(planned(StepKind::agreed, interaction.next_due, context), {interaction.next_step, interaction.next_step},
        "next_step");
  if (plans_visit(interaction) && !superseded(interaction, interaction.next_visit_on, plans_visit, context))
    add(planned(StepKind::visit, interaction.next_visit_on, context), {"按约拜访", "Visit as planned"},
        "next_visit_on");
}

bool is_done(const FollowUp& follow_up, Date as_of) { return follow_up.done_on && *follow_up.done_on <= as_of; }

NextStep step_of(const FollowUp& follow_up, const Context& context) {
  NextStep step = planned(StepKind::follow_up, follow_up.due_on, context);
  const Label kind = follow_up.kind ? label_of(*follow_up.kind) : Label{"跟进", "Follow-up"};
  const std::string& what = follow_up.content.empty() ? follow_up.purpose : follow_up.content;
  step.label = what.empty() ? to_message(kind) : Message{what, what};
  step.reason = {"跟进计划：" + std::string(kind.zh), "follow-up plan: " + std::string(kind.en)};
  const std::string assignee = user_name(follow_up.assignee, context.options);
  step.who = assignee.empty() ? user_name(context.dossier.customer().owner_id, context.options) : assignee;
  step.record_kind = "follow_up";
  step.record = follow_up.id.uuid;
  return step;
}

}  // namespace

void add_planned_steps(std::vector<NextStep>& steps, const Context& context) {
  for (const Interaction& interaction : context.dossier.of<Interaction>())
    if (const std::optional<Date> day = day_of(interaction, context.options); !day || *day <= context.options.as_of)
      add_steps_of(steps, interaction, context);
  for (const FollowUp& follow_up : context.dossier.of<FollowUp>())
    if (!is_done(follow_up, context.options.as_of)) steps.push_back(step_of(follow_up, context));
}

}  // namespace guanxi::assess
