#include "support/assess_example.hpp"

#include <guanxi/assess/account.hpp>
#include <guanxi/assess/cooperation.hpp>
#include <guanxi/assess/write_back.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace guanxi::assess {
namespace {

using test::dossier_example;
using test::example_day;
using test::id_of;
using test::opportunity_of;

AccountAssessment assessed(const Dossier& dossier, AssessOptions options = {}) {
  options.as_of = example_day;
  return account(dossier, options);
}

TEST(Account, joins_the_analyses) {
  const Dossier dossier = dossier_example();
  const AccountAssessment assessment = assessed(dossier);
  EXPECT_EQ(assessment.customer, dossier.customer().id);
  EXPECT_EQ(assessment.name, "苏州精工");
  EXPECT_EQ(assessment.as_of, example_day);
  ASSERT_EQ(assessment.chains.size(), 1U);
  EXPECT_EQ(assessment.chains[0].clarity.thousandths, 78788);
  EXPECT_EQ(assessment.chains[0].people[0].name, "李总经理");
  ASSERT_EQ(assessment.matrix.placed.size(), 1U);
  EXPECT_EQ(assessment.matrix.placed[0].cell, need::Cell::high_high);
  ASSERT_EQ(assessment.ranking.size(), 1U);
  ASSERT_TRUE(assessment.best());
  EXPECT_EQ(assessment.best()->score, cooperation(dossier, dossier.of<Opportunity>()[0], {.as_of = example_day}));
  EXPECT_EQ(assessment.best()->high_value.answer, Answer::yes);
  EXPECT_EQ(assessment.best()->chain, id_of<DecisionChain>(900));
  EXPECT_GT(*assessment.completeness.share.value(), 0);
  EXPECT_LT(*assessment.completeness.share.value(), 1);
}

TEST(Account, influence_of_the_owner_of_a_need_comes_from_the_chains) {
  Dossier dossier = dossier_example();
  dossier.of<Need>()[0].owner_contact_id.id = id_of<Contact>(test::W);
  // (.4 + .3 + .2 · .8 + .1 · .6) = .92 (METHODS 4)
  EXPECT_EQ(assessed(dossier).ranking[0].score.thousandths, 92000);
}

TEST(Account, set_and_computed_stand_side_by_side) {
  Dossier dossier = dossier_example();
  opportunity_of(dossier).cooperation_score = {.set = 4, .set_reason = "拜访后判断"};
  opportunity_of(dossier).high_value = {.set = false};
  const AccountAssessment assessment = assessed(dossier);
  const OpportunityAssessment& judged = assessment.opportunities[0];
  EXPECT_EQ(judged.cooperation.set, 4);
  EXPECT_EQ(judged.cooperation.set_reason, "拜访后判断");
  EXPECT_EQ(judged.cooperation.computed, 4.325);
  EXPECT_EQ(judged.cooperation.computed_on, example_day);
  EXPECT_EQ(judged.cooperation.shown(), 4);
  EXPECT_EQ(judged.high_value_flag.computed, true);
  EXPECT_EQ(judged.high_value_flag.shown(), false);
  EXPECT_NE(judged.cooperation.computed_reason.find("客户意向强烈（+0.94）"), std::string::npos)
      << judged.cooperation.computed_reason;
  EXPECT_NE(judged.cooperation.computed_reason.find("未知：关系健康度、竞争形势"), std::string::npos)
      << judged.cooperation.computed_reason;
}

TEST(Account, opportunities_come_open_first_and_by_what_is_shown) {
  Dossier dossier = dossier_example();
  auto& list = dossier.of<Opportunity>();
  for (int number = 2; number <= 5; ++number) {
    list.push_back(list.front());
    list.back().id = id_of<Opportunity>(number);
  }
  list[1].cooperation_score.set = 4.5;  // 2: shown 4.5
  list[2].stage = Stage::lost;          // 3: closed
  list[2].cooperation_score.set = 5;
  list[3].expected_close = example_day + 30;  // 4: like 1, but with a date
  list[4].opened_on = example_day + 1;        // 5: not yet known
  std::vector<int> order;
  for (const OpportunityAssessment& one : assessed(dossier).opportunities)
    order.push_back(one.opportunity.uuid.bytes[15]);
  EXPECT_EQ(order, (std::vector<int>{2, 4, 1, 3}));
}

TEST(Account, an_empty_dossier_is_answered_without_made_up_numbers) {
  const AccountAssessment assessment = assessed(Dossier{});
  EXPECT_TRUE(assessment.chains.empty());
  EXPECT_TRUE(assessment.opportunities.empty());
  EXPECT_FALSE(assessment.best());
  EXPECT_TRUE(assessment.ranking.empty());
  EXPECT_FALSE(assessment.findings.empty()) << "required fields are missing";
  ASSERT_EQ(assessment.next_steps.size(), 1U);
  EXPECT_EQ(assessment.next_steps[0].kind, StepKind::fill_in);
}

TEST(Account, findings_of_the_checks_and_of_the_chains) {
  Dossier dossier = dossier_example();
  dossier.of<DecisionChain>()[0].ties.push_back(test::tie_of(test::L, test::Z));
  const Findings findings = assessed(dossier).findings;
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.back().code, "chain.reporting_cycle");
  EXPECT_TRUE(findings.front().code.starts_with("quality."));
}

constexpr bool always(const Customer&) { return true; }

TEST(Account, rules_decide_what_is_wrong_and_what_is_missing) {
  Dossier dossier = dossier_example();
  dossier.customer().fax.clear();
  const auto asks_for_fax = [](const AccountAssessment& assessment) {
    const auto& missing = assessment.completeness.missing;
    return std::any_of(missing.begin(), missing.end(), [](const auto& one) { return one.field == "fax"; });
  };
  EXPECT_TRUE(asks_for_fax(assessed(dossier)));
  constexpr quality::Exclusion own[] = {
      quality::excluded_when<&Customer::fax, always>({"没有人用传真", "nobody has a fax"})};
  quality::Rules rules = quality::standard_rules();
  rules.exclusions = own;
  EXPECT_FALSE(asks_for_fax(assessed(dossier, {.rules = rules})));

  dossier.customer().fax = "021-5555 1234";
  const Findings findings = assessed(dossier, {.rules = rules}).findings;
  EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [](const Finding& one) {
    return one.code == "quality.not_applicable" && one.field == "fax";
  }));
}

TEST(Account, order_of_records_changes_nothing_but_their_own_order) {
  Dossier dossier = dossier_example();
  dossier.of<Need>().push_back(
      {.id = id_of<Need>(2), .statement = "培训", .urgency = Grade::low, .importance = Grade::high});
  Dossier turned = dossier;
  std::reverse(turned.of<Need>().begin(), turned.of<Need>().end());
  std::reverse(turned.of<Contact>().begin(), turned.of<Contact>().end());
  const AccountAssessment one = assessed(dossier), other = assessed(turned);
  EXPECT_EQ(one.matrix, other.matrix);
  EXPECT_EQ(one.ranking, other.ranking);
  EXPECT_EQ(one.chains, other.chains);
  EXPECT_EQ(one.opportunities, other.opportunities);
  EXPECT_EQ(one.next_steps, other.next_steps);
}

TEST(WriteBack, sets_what_was_computed_and_nothing_else) {
  Dossier dossier = dossier_example();
  opportunity_of(dossier).cooperation_score.set = 4;
  Dossier expected = dossier;
  const AccountAssessment assessment = assessed(dossier);
  write_back(dossier, assessment);
  expected.of<Opportunity>()[0].cooperation_score = assessment.opportunities[0].cooperation;
  expected.of<Opportunity>()[0].high_value = assessment.opportunities[0].high_value_flag;
  EXPECT_EQ(dossier, expected);
  EXPECT_EQ(opportunity_of(dossier).cooperation_score.set, 4);
  EXPECT_EQ(opportunity_of(dossier).cooperation_score.computed, 4.325);
  EXPECT_EQ(opportunity_of(dossier).high_value.computed, true);
  Dossier again = dossier;
  write_back(again, assessed(again));
  EXPECT_EQ(again, dossier) << "twice equals once";
}

TEST(WriteBack, clears_what_can_no_longer_be_computed) {
  Dossier dossier;
  dossier.of<Opportunity>().push_back({});
  opportunity_of(dossier).cooperation_score = {
      .set = 3, .computed = 4.2, .computed_reason = "x", .computed_on = example_day - 90};
  write_back(dossier, assessed(dossier));
  EXPECT_EQ(opportunity_of(dossier).cooperation_score, (Judged<double>{.set = 3}));
}

TEST(WriteBack, passes_over_opportunities_of_others) {
  Dossier dossier = dossier_example(), other = dossier_example();
  opportunity_of(other).id = id_of<Opportunity>(77);
  const Dossier before = other;
  write_back(other, assessed(dossier));
  EXPECT_EQ(other, before);
}

}  // namespace
}  // namespace guanxi::assess
