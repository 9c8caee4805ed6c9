#include "support/assess_example.hpp"

#include <guanxi/assess/high_value.hpp>

#include <gtest/gtest.h>

namespace guanxi::assess {
namespace {

using test::dossier_example;
using test::example_day;
using test::id_of;
using test::opportunity_of;
using test::yuan;

HighValue value_of(const Dossier& dossier, AssessOptions options = {}) {
  options.as_of = example_day;
  return high_value(dossier, dossier.of<Opportunity>().front(), options);
}

std::vector<Answer> answers(const HighValue& value) {
  std::vector<Answer> found;
  for (const Condition& condition : value.conditions) found.push_back(condition.answer);
  return found;
}

// METHODS 5: budget reaches the amount, clarity 78.788 ≥ 60, relevance .8 ≥ .6.
TEST(HighValue, all_conditions_hold) {
  const HighValue value = value_of(dossier_example());
  EXPECT_EQ(value.answer, Answer::yes);
  EXPECT_EQ(value.flag(), true);
  EXPECT_EQ(answers(value), (std::vector{Answer::yes, Answer::yes, Answer::yes}));
  for (const Condition& condition : value.conditions) EXPECT_TRUE(condition.field.empty());
  EXPECT_EQ(value.conditions[1].reason.zh, "决策链清晰度 78.8，要求 60");
}

TEST(HighValue, one_failed_condition_is_enough_for_no) {
  Dossier dossier = dossier_example();
  opportunity_of(dossier).amount = yuan(3'000'001);
  EXPECT_EQ(answers(value_of(dossier)), (std::vector{Answer::no, Answer::yes, Answer::yes}))
      << "short by a little is not enough";
  EXPECT_EQ(value_of(dossier).flag(), false);
  dossier.of<DecisionChain>().clear();
  EXPECT_EQ(value_of(dossier).answer, Answer::no) << "no, although another condition is unknown";
  EXPECT_EQ(value_of(dossier_example(), {.high_value = {.clarity = 79}}).answer, Answer::no);
  EXPECT_EQ(value_of(dossier_example(), {.high_value = {.relevance = .81}}).answer, Answer::no);
  EXPECT_EQ(value_of(dossier_example(), {.high_value = {.clarity = 78.788, .relevance = .8}}).answer, Answer::yes)
      << "limits are included";
}

TEST(HighValue, unknown_is_not_true) {
  Dossier dossier = dossier_example();
  dossier.of<DecisionChain>().clear();
  const HighValue value = value_of(dossier);
  EXPECT_EQ(value.answer, Answer::unknown);
  EXPECT_FALSE(value.flag().has_value());
  EXPECT_EQ(value.conditions[1].field, "decision_chain.stakeholders");
}

TEST(HighValue, budget_and_its_status) {
  struct Case {
    bool budget, amount;
    std::optional<BudgetStatus> status;
    Answer answer;
    const char* field;
  };
  constexpr Case cases[] = {{true, true, {}, Answer::yes, ""},
                            {false, true, {}, Answer::unknown, "opportunity.budget"},
                            {true, false, {}, Answer::unknown, "opportunity.amount"},
                            {false, false, BudgetStatus::can_buy, Answer::yes, ""},
                            {false, false, BudgetStatus::will_buy, Answer::yes, ""},
                            {false, true, BudgetStatus::may_buy, Answer::unknown, "opportunity.budget"},
                            {false, true, BudgetStatus::none, Answer::no, ""}};
  for (const Case& expected : cases) {
    Dossier dossier = dossier_example();
    if (!expected.budget) opportunity_of(dossier).budget.reset();
    if (!expected.amount) opportunity_of(dossier).amount.reset();
    opportunity_of(dossier).budget_status = expected.status;
    const HighValue value = value_of(dossier);
    EXPECT_EQ(value.conditions[0].answer, expected.answer);
    EXPECT_EQ(value.conditions[0].field, expected.field);
  }
}

TEST(HighValue, relevance_of_any_open_need) {
  Dossier dossier = dossier_example();
  dossier.of<Need>().front().relevance = Ratio::checked(.5);
  EXPECT_EQ(value_of(dossier).conditions[2].answer, Answer::no);
  dossier.of<Need>().push_back({.id = id_of<Need>(2)});
  EXPECT_EQ(value_of(dossier).conditions[2].answer, Answer::unknown) << "the other need may fit";
  dossier.of<Need>().back().relevance = Ratio::checked(.6);
  EXPECT_EQ(value_of(dossier).conditions[2].answer, Answer::yes);
  dossier.of<Need>().back().state = NeedState::dropped;
  EXPECT_EQ(value_of(dossier).conditions[2].answer, Answer::no);
  dossier.of<Need>().clear();
  EXPECT_EQ(value_of(dossier).conditions[2].answer, Answer::unknown);
}

}  // namespace
}  // namespace guanxi::assess
