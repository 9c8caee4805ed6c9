#include "support/assess_example.hpp"

#include <guanxi/assess/account.hpp>
#include <guanxi/model/follow_up.hpp>
#include <guanxi/model/interaction.hpp>

#include <gtest/gtest.h>

namespace guanxi::assess {
namespace {

using test::dossier_example;
using test::example_day;
using test::id_of;
using test::opportunity_of;

std::vector<NextStep> steps_of(const Dossier& dossier, AssessOptions options = {}) {
  options.as_of = example_day;
  return account(dossier, options).next_steps;
}

const NextStep* find(const std::vector<NextStep>& steps, StepKind kind) {
  for (const NextStep& step : steps)
    if (step.kind == kind) return &step;
  return nullptr;
}

Interaction meeting(int number, int days_ago, std::string next_step, std::optional<int> due_in) {
  Interaction interaction;
  interaction.id = id_of<Interaction>(number);
  interaction.occurred_at = Calendar{}.start_of(example_day - days_ago);
  interaction.next_step = std::move(next_step);
  if (due_in) interaction.next_due = example_day + *due_in;
  return interaction;
}

TEST(NextSteps, what_was_agreed_with_its_date_and_people) {
  Dossier dossier = dossier_example();
  Interaction interaction = meeting(1, 10, "提供定制化方案", 21);
  interaction.our_people = {{id_of<User>(5), {}}, {{}, "赵工"}};
  dossier.of<Interaction>().push_back(interaction);
  User user;
  user.id = id_of<User>(5);
  user.name = "刘洋";
  const std::vector<User> users{user};
  const auto steps = steps_of(dossier, {.users = users});
  ASSERT_FALSE(steps.empty());
  EXPECT_EQ(steps[0].kind, StepKind::agreed);
  EXPECT_EQ(steps[0].label.zh, "提供定制化方案");
  EXPECT_EQ(steps[0].due, example_day + 21);
  EXPECT_FALSE(steps[0].overdue);
  EXPECT_EQ(steps[0].who, "刘洋、赵工");
  EXPECT_EQ(steps[0].reason.en, "agreed on 2023-10-05");
  EXPECT_EQ(steps[0].record, id_of<Interaction>(1).uuid);
}

TEST(NextSteps, overdue_ones_come_first_then_by_date_then_the_undated) {
  Dossier dossier = dossier_example();
  auto& list = dossier.of<Interaction>();
  for (int number = 1; number <= 4; ++number) {
    list.push_back(meeting(number, 20, "步骤" + std::to_string(number),
                           std::vector<int>{5, -2, 0, -9}[static_cast<std::size_t>(number - 1)]));
    list.back().opportunity_id.text = std::to_string(number);
  }
  const auto steps = steps_of(dossier);
  std::vector<std::string> labels;
  std::vector<bool> overdue;
  for (const NextStep& step : steps)
    if (step.kind == StepKind::agreed) labels.push_back(step.label.zh), overdue.push_back(step.overdue);
  EXPECT_EQ(labels, (std::vector<std::string>{"步骤4", "步骤2", "步骤3", "步骤1"}));
  EXPECT_EQ(overdue, (std::vector<bool>{true, true, false, false})) << "due on the day itself is not overdue";
  for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(steps[i].due);
  for (std::size_t i = 4; i < steps.size(); ++i) EXPECT_FALSE(steps[i].due);
}

struct LaterCase {
  const char* name;
  int days_ago;
  const char* next_step;
  const char* opportunity;
  bool still_open;
};

// An agreement of 20 days ago, due 5 days ago, on opportunity “甲”; then another contact.
constexpr LaterCase later_cases[] = {
    {"contact_before_it_was_due", 8, "", "甲", true},
    {"contact_on_the_day", 5, "", "甲", false},
    {"contact_after", 1, "", "甲", false},
    {"new_step_agreed", 8, "改报价", "甲", false},
    {"other_opportunity", 1, "x", "乙", true},
    {"about_nothing_special", 1, "", "", false},
    {"in_the_future", -1, "x", "甲", true},
    {"before_the_agreement", 30, "x", "甲", true},
};

class LaterContact : public testing::TestWithParam<LaterCase> {};
TEST_P(LaterContact, ends_an_agreement_or_not) {
  Dossier dossier = dossier_example();
  Interaction agreed = meeting(1, 20, "交方案", -5), later = meeting(2, GetParam().days_ago, GetParam().next_step, {});
  agreed.opportunity_id.text = "甲";
  later.opportunity_id.text = GetParam().opportunity;
  dossier.of<Interaction>() = {later, agreed};
  const auto steps = steps_of(dossier);
  const bool found =
      std::any_of(steps.begin(), steps.end(), [](const NextStep& step) { return step.label.zh == "交方案"; });
  EXPECT_EQ(found, GetParam().still_open);
}
INSTANTIATE_TEST_SUITE_P(assess, LaterContact, testing::ValuesIn(later_cases),
                         [](const auto& row) { return row.param.name; });

TEST(NextSteps, planned_visit_and_follow_up) {
  Dossier dossier = dossier_example();
  dossier.of<Interaction>().push_back(meeting(1, 20, "", {}));
  dossier.of<Interaction>().back().next_visit_on = example_day - 3;
  FollowUp follow_up;
  follow_up.id = id_of<FollowUp>(1);
  follow_up.kind = FollowUpKind::review;
  follow_up.due_on = example_day + 3;
  follow_up.content = "核对联系人";
  follow_up.assignee.text = "孙丽";
  dossier.of<FollowUp>().push_back(follow_up);
  const auto steps = steps_of(dossier);
  ASSERT_TRUE(find(steps, StepKind::visit));
  EXPECT_TRUE(find(steps, StepKind::visit)->overdue);
  EXPECT_EQ(find(steps, StepKind::visit)->who, "刘洋") << "nobody named: the owner of the account";
  ASSERT_TRUE(find(steps, StepKind::follow_up));
  EXPECT_EQ(find(steps, StepKind::follow_up)->label.zh, "核对联系人");
  EXPECT_EQ(find(steps, StepKind::follow_up)->who, "孙丽");
  dossier.of<FollowUp>()[0].done_on = example_day;
  EXPECT_FALSE(find(steps_of(dossier), StepKind::follow_up));
  dossier.of<FollowUp>()[0].done_on = example_day + 1;
  EXPECT_TRUE(find(steps_of(dossier), StepKind::follow_up)) << "done only later";
}

TEST(NextSteps, the_most_promising_meeting_of_a_chain) {
  Dossier dossier = dossier_example();
  const auto steps = steps_of(dossier);
  const NextStep* step = find(steps, StepKind::meet);
  ASSERT_TRUE(step);
  EXPECT_EQ(step->label.en, "Meet 李总经理 and learn concerns and attitude");
  EXPECT_EQ(step->record, id_of<Contact>(test::L).uuid);
  EXPECT_EQ(step->reason.zh, "影响力 10；见面可使清晰度提高 10.6 分、预期支持提高 4.3 分，成行可能 50%，可请王工引见");
  dossier.of<Contact>()[0].do_not_contact = true;
  EXPECT_FALSE(find(steps_of(dossier), StepKind::meet)) << "nobody else brings a point";
  dossier.of<DecisionChain>()[0].stakeholders[2].influence = 9;
  EXPECT_EQ(find(steps_of(dossier), StepKind::meet)->record, id_of<Contact>(test::Z).uuid);
}

TEST(NextSteps, one_meeting_for_a_person_on_two_chains_and_none_for_closed_deals) {
  Dossier dossier = dossier_example();
  DecisionChain own = test::chain_example();
  own.opportunity_id.id = id_of<Opportunity>(1);
  dossier.of<DecisionChain>().push_back(own);
  auto steps = steps_of(dossier);
  EXPECT_EQ(std::count_if(steps.begin(), steps.end(), [](const NextStep& step) { return step.kind == StepKind::meet; }),
            1);
  dossier.of<DecisionChain>().erase(dossier.of<DecisionChain>().begin());
  opportunity_of(dossier).stage = Stage::lost;
  steps = steps_of(dossier);
  EXPECT_FALSE(find(steps, StepKind::meet));
  EXPECT_FALSE(find(steps, StepKind::learn));
}

TEST(NextSteps, the_most_urgent_need_without_budget_is_asked_about) {
  Dossier dossier = dossier_example();
  auto& needs = dossier.of<Need>();
  needs.push_back({.id = id_of<Need>(2), .statement = "培训", .due_on = example_day + 3});
  needs.push_back({.id = id_of<Need>(3), .statement = "备件", .urgency = Grade::low, .importance = Grade::high});
  const auto asked = [&dossier] {
    const auto steps = steps_of(dossier);
    const NextStep* step = find(steps, StepKind::ask_budget);
    return step ? step->record.bytes[15] : 0;
  };
  EXPECT_EQ(asked(), 2) << "as urgent as the first, but due sooner";
  needs[1].budget = MoneyRange{test::yuan(1), {}};
  EXPECT_EQ(asked(), 1);
  needs[0].budget = MoneyRange{{}, test::yuan(1)};
  EXPECT_EQ(asked(), 3);
  needs[2].state = NeedState::met;
  EXPECT_EQ(asked(), 0);
}

TEST(NextSteps, what_moves_the_score_most_is_to_be_found_out) {
  Dossier dossier = dossier_example();
  auto steps = steps_of(dossier);
  ASSERT_TRUE(find(steps, StepKind::learn));
  EXPECT_EQ(find(steps, StepKind::learn)->field, "competitor_position.satisfaction")
      << "the relation is nothing to ask for";
  opportunity_of(dossier).intent.reset();
  steps = steps_of(dossier);
  EXPECT_EQ(find(steps, StepKind::learn)->field, "opportunity.intent");
  EXPECT_EQ(find(steps, StepKind::learn)->reason.en, "the cooperation likelihood hangs on it by 1.00 points");
}

TEST(NextSteps, the_field_with_the_largest_gain_is_to_be_filled_in) {
  const Dossier dossier = dossier_example();
  const AccountAssessment assessment = account(dossier, {.as_of = example_day});
  const NextStep* step = find(assessment.next_steps, StepKind::fill_in);
  ASSERT_TRUE(step);
  EXPECT_EQ(step->field, assessment.completeness.missing.front().field);
  EXPECT_EQ(step->record_kind, assessment.completeness.missing.front().kind->name);
}

}  // namespace
}  // namespace guanxi::assess
