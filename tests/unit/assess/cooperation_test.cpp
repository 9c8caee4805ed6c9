#include "support/assess_example.hpp"

#include <guanxi/assess/cooperation.hpp>
#include <guanxi/assess/health.hpp>
#include <guanxi/model/competitor_position.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi::assess {
namespace {

using test::dossier_example;
using test::example_day;
using test::id_of;
using test::meet_today;
using test::opportunity_of;
using test::yuan;

Score score_of(const Dossier& dossier, AssessOptions options = {}) {
  options.as_of = example_day;
  return cooperation(dossier, dossier.of<Opportunity>().front(), options);
}

const Contribution* part_of(const Score& score, std::string_view part) {
  for (const Contribution& contribution : score.contributions)
    if (contribution.part == part) return &contribution;
  return nullptr;
}

// What a part is worth by itself: 0–1, or nothing if it is missing.
std::optional<double> value_of(const Dossier& dossier, CooperationWeights only) {
  const Score score = score_of(dossier, {.weights = only});
  if (score.state == ScoreState::prior_only) return std::nullopt;
  return (score.value() - 1) / 4;
}

constexpr CooperationWeights intent_only{1, 0, 0, 0, 0, 0}, budget_only{0, 1, 0, 0, 0, 0},
    clarity_only{0, 0, 1, 0, 0, 0}, need_only{0, 0, 0, 1, 0, 0}, relation_only{0, 0, 0, 0, 1, 0},
    competition_only{0, 0, 0, 0, 0, 1};

// METHODS 5: 1 + 4 · .665076 / .80 = 4.325, interval 3.660 to 4.460.
TEST(Cooperation, example) {
  const Score score = score_of(dossier_example());
  EXPECT_EQ(score.thousandths, 4325);
  EXPECT_EQ(score.low, 3660);
  EXPECT_EQ(score.high, 4460);
  EXPECT_EQ(score.baseline, 1000);
  EXPECT_EQ(score.state, ScoreState::partial);
  EXPECT_EQ(score.as_of, example_day);
  ASSERT_EQ(score.contributions.size(), 4U);
  // 4 w p / .8: 1.000, .9375, .78788, .600, rounded so that they add up to 3.325
  EXPECT_EQ(part_of(score, "budget")->thousandths, 1000);
  EXPECT_EQ(part_of(score, "intent")->thousandths, 937);
  EXPECT_EQ(part_of(score, "clarity")->thousandths, 788);
  EXPECT_EQ(part_of(score, "need")->thousandths, 600);
  EXPECT_EQ(part_of(score, "clarity")->evidence, std::vector{id_of<DecisionChain>(900).uuid});
  ASSERT_EQ(score.missing.size(), 2U);
  EXPECT_EQ(score.missing[0].part, "relation");
  EXPECT_EQ(score.missing[1].part, "competition");
  for (const MissingPart& missing : score.missing) EXPECT_EQ(missing.thousandths, 400);
}

TEST(Cooperation, intent) {
  constexpr std::pair<Intent, double> cases[] = {
      {Intent::none, 0}, {Intent::weak, .25}, {Intent::interested, .5}, {Intent::strong, .75}, {Intent::committed, 1}};
  Dossier dossier = dossier_example();
  for (const auto& [intent, value] : cases) {
    opportunity_of(dossier).intent = intent;
    EXPECT_EQ(value_of(dossier, intent_only), value);
  }
  opportunity_of(dossier).intent.reset();
  EXPECT_FALSE(value_of(dossier, intent_only));
}

struct BudgetCase {
  const char* name;
  std::optional<std::int64_t> amount, low, high;
  std::optional<BudgetStatus> status;
  std::optional<double> value;
};

// METHODS 5: 1 if the upper end reaches the amount or can_buy, will_buy; ½ may_buy or short by at most 20 %; else 0.
constexpr BudgetCase budget_cases[] = {
    {"reaches", 100, 50, 120, {}, 1},
    {"just_reaches", 100, 50, 100, {}, 1},
    {"short_by_a_fifth", 100, 50, 80, {}, .5},
    {"short_by_more", 100, 50, 79, {}, 0},
    {"open_upper_end", 100, 50, {}, {}, 1},
    {"upper_end_alone", 100, {}, 100, {}, 1},
    {"short_but_can_buy", 100, 10, 20, BudgetStatus::can_buy, 1},
    {"short_but_will_buy", 100, 10, 20, BudgetStatus::will_buy, 1},
    {"short_and_may_buy", 100, 10, 20, BudgetStatus::may_buy, .5},
    {"short_and_none", 100, 10, 20, BudgetStatus::none, 0},
    {"reaches_whatever_the_status", 100, 10, 100, BudgetStatus::none, 1},
    {"no_amount", {}, 50, 120, {}, {}},
    {"amount_of_nought_is_none", 0, 50, 120, {}, {}},
    {"no_budget", 100, {}, {}, {}, {}},
    {"status_alone_may", {}, {}, {}, BudgetStatus::may_buy, .5},
    {"status_alone_can", {}, {}, {}, BudgetStatus::can_buy, 1},
    {"status_alone_none", {}, {}, {}, BudgetStatus::none, 0},
};

class BudgetTable : public testing::TestWithParam<BudgetCase> {};
TEST_P(BudgetTable, value) {
  Dossier dossier = dossier_example();
  Opportunity& opportunity = opportunity_of(dossier);
  const auto money = [](std::optional<std::int64_t> amount) {
    return amount ? std::optional(yuan(*amount)) : std::nullopt;
  };
  opportunity.amount = money(GetParam().amount);
  opportunity.budget.reset();
  if (GetParam().low || GetParam().high) opportunity.budget = MoneyRange{money(GetParam().low), money(GetParam().high)};
  opportunity.budget_status = GetParam().status;
  EXPECT_EQ(value_of(dossier, budget_only), GetParam().value);
}
INSTANTIATE_TEST_SUITE_P(assess, BudgetTable, testing::ValuesIn(budget_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Cooperation, budget_in_another_currency_says_nothing) {
  Dossier dossier = dossier_example();
  opportunity_of(dossier).budget = MoneyRange{std::nullopt, Money{99'000'000'00, Currency("USD")}};
  EXPECT_FALSE(value_of(dossier, budget_only));
}

TEST(Cooperation, budget_of_the_need_stands_in) {
  Dossier dossier = dossier_example();
  opportunity_of(dossier).budget.reset();
  EXPECT_FALSE(value_of(dossier, budget_only));
  dossier.of<Need>().front().budget = MoneyRange{std::nullopt, yuan(2'500'000)};
  EXPECT_EQ(value_of(dossier, budget_only), 1) << "the only need with a budget";
  dossier.of<Need>().push_back(
      {.id = id_of<Need>(2), .statement = "生产线升级", .budget = MoneyRange{std::nullopt, yuan(10)}});
  EXPECT_EQ(value_of(dossier, budget_only), 0) << "the need of the same name goes first";
  dossier.of<Need>().back().statement = "培训";
  EXPECT_FALSE(value_of(dossier, budget_only)) << "two needs: no way to tell";
  dossier.of<Need>().back().state = NeedState::met;
  EXPECT_EQ(value_of(dossier, budget_only), 1);
}

TEST(Cooperation, clarity_comes_from_the_chain_of_the_opportunity_else_of_the_account) {
  Dossier dossier = dossier_example();
  EXPECT_NEAR(*value_of(dossier, clarity_only), .78788, 2e-4);
  DecisionChain own = test::chain_example();
  own.id = id_of<DecisionChain>(901);
  own.opportunity_id.id = id_of<Opportunity>(1);
  own.stakeholders.resize(1);
  own.ties.clear();
  dossier.of<DecisionChain>().push_back(own);
  EXPECT_NEAR(*value_of(dossier, clarity_only), 1 / 3.0, 2e-4)
      << ".30 of .90: the decider, whose attitude is not covered";
  dossier.of<DecisionChain>().back().stakeholders.clear();
  EXPECT_NEAR(*value_of(dossier, clarity_only), .78788, 2e-4) << "an empty chain tells nothing";
  dossier.of<DecisionChain>().back() = own;
  dossier.of<DecisionChain>().back().opportunity_id.id = id_of<Opportunity>(2);
  EXPECT_NEAR(*value_of(dossier, clarity_only), .78788, 2e-4) << "a chain of another opportunity";
  dossier.of<DecisionChain>().back().opportunity_id = {{}, "生产线升级"};
  EXPECT_NEAR(*value_of(dossier, clarity_only), 1 / 3.0, 2e-4) << "named, not linked";
  dossier.of<DecisionChain>().clear();
  EXPECT_FALSE(value_of(dossier, clarity_only));
}

TEST(Cooperation, strongest_need_counts) {
  Dossier dossier = dossier_example();
  EXPECT_NEAR(*value_of(dossier, need_only), .8, 1e-9);
  dossier.of<Need>().push_back(
      {.id = id_of<Need>(2), .urgency = Grade::high, .importance = Grade::medium, .relevance = Ratio::checked(1)});
  EXPECT_NEAR(*value_of(dossier, need_only), .8, 1e-9) << "(1 + .5) / 2 · 1 is less";
  dossier.of<Need>().push_back(
      {.id = id_of<Need>(3), .importance = Grade::high, .due_on = example_day + 5, .relevance = Ratio::checked(.9)});
  EXPECT_NEAR(*value_of(dossier, need_only), .9, 1e-9);
  dossier.of<Need>().back().raised_on = example_day + 1;
  EXPECT_NEAR(*value_of(dossier, need_only), .8, 1e-9) << "not yet known";
  dossier.of<Need>().front().state = NeedState::met;
  EXPECT_NEAR(*value_of(dossier, need_only), .75, 1e-9);
  dossier.of<Need>().front() = {.id = id_of<Need>(1), .urgency = Grade::high, .importance = Grade::high};
  dossier.of<Need>().resize(1);
  EXPECT_FALSE(value_of(dossier, need_only));
  EXPECT_EQ(score_of(dossier, {.weights = need_only}).missing[0].field, "need.relevance");
  dossier.of<Need>().clear();
  EXPECT_EQ(score_of(dossier, {.weights = need_only}).missing[0].field, "need");
}

TEST(Cooperation, relation_is_the_health_of_the_account) {
  Dossier dossier = dossier_example();
  EXPECT_FALSE(value_of(dossier, relation_only)) << "no contact";
  meet_today(dossier);
  const Health known = health(dossier, {.as_of = example_day});
  EXPECT_GT(known.account.thousandths, 0);
  EXPECT_NEAR(*value_of(dossier, relation_only), known.account.value() / 100, 1.3e-4);
}

TEST(Cooperation, the_best_placed_rival_decides) {
  Dossier dossier = dossier_example();
  const auto rival = [&dossier](int number, std::string name, std::optional<Satisfaction> satisfaction) {
    CompetitorPosition position;
    position.id = id_of<CompetitorPosition>(number);
    position.competitor = std::move(name);
    position.satisfaction = satisfaction;
    dossier.of<CompetitorPosition>().push_back(position);
  };
  EXPECT_FALSE(value_of(dossier, competition_only)) << "nothing recorded";
  rival(1, "甲厂", {});
  EXPECT_FALSE(value_of(dossier, competition_only)) << "a rival of whom nothing is known";
  rival(2, "乙厂", Satisfaction::dissatisfied);
  EXPECT_EQ(value_of(dossier, competition_only), 1);
  rival(3, "丙厂", Satisfaction::neutral);
  EXPECT_EQ(value_of(dossier, competition_only), .5);
  rival(4, "丁厂", Satisfaction::satisfied);
  EXPECT_EQ(value_of(dossier, competition_only), 0);
  EXPECT_EQ(score_of(dossier, {.weights = competition_only}).contributions[0].reason.zh, "客户对丁厂满意");
  dossier.of<CompetitorPosition>().back().observed_on = example_day + 1;
  EXPECT_EQ(value_of(dossier, competition_only), .5);
  dossier.of<CompetitorPosition>().clear();
  rival(5, "无", {});
  EXPECT_EQ(value_of(dossier, competition_only), 1) << "stated that there is none";
}

TEST(Cooperation, nothing_known) {
  Dossier dossier;
  dossier.of<Opportunity>().push_back({});
  const Score score = score_of(dossier);
  EXPECT_EQ(score.state, ScoreState::prior_only);
  EXPECT_EQ(score.low, 1000);
  EXPECT_EQ(score.high, 5000);
  ASSERT_EQ(score.missing.size(), 6U);
  EXPECT_EQ(score.missing[0].part, "intent") << "the widest effect first";
  EXPECT_EQ(score.missing[0].field, "opportunity.intent");
}

TEST(Cooperation, of_the_account_is_that_of_its_most_likely_open_opportunity) {
  Dossier dossier = dossier_example();
  Opportunity better = opportunity_of(dossier);
  better.id = id_of<Opportunity>(2);
  better.intent = Intent::committed;
  dossier.of<Opportunity>().push_back(better);
  const Score best = cooperation(dossier, dossier.of<Opportunity>()[1], {.as_of = example_day});
  EXPECT_EQ(cooperation(dossier, {.as_of = example_day}), best);
  dossier.of<Opportunity>()[1].stage = Stage::won;
  EXPECT_EQ(cooperation(dossier, {.as_of = example_day}), score_of(dossier));
  dossier.of<Opportunity>().clear();
  EXPECT_FALSE(part_of(cooperation(dossier, {.as_of = example_day}), "intent"));
  EXPECT_TRUE(part_of(cooperation(dossier, {.as_of = example_day}), "clarity"));
}

TEST(Cooperation, random_dossiers_add_up_and_stay_in_range) {
  std::mt19937 random(21);
  for (int round = 0; round < 300; ++round) {
    Dossier dossier = dossier_example();
    Opportunity& opportunity = opportunity_of(dossier);
    if (random() % 3 == 0) opportunity.intent.reset();
    if (random() % 2 == 0) opportunity.amount = yuan(1 + static_cast<std::int64_t>(random() % 5'000'000));
    if (random() % 3 == 0) opportunity.budget.reset();
    if (random() % 3 == 0) opportunity.budget_status = static_cast<BudgetStatus>(random() % 4);
    if (random() % 3 == 0) dossier.of<DecisionChain>().clear();
    if (random() % 3 == 0)
      dossier.of<Need>().front().relevance = Ratio::clamped(static_cast<double>(random() % 1000) / 1000);
    for (Stakeholder& person : dossier.of<DecisionChain>().empty() ? std::vector<Stakeholder>{}
                                                                   : dossier.of<DecisionChain>().front().stakeholders)
      person.influence = static_cast<int>(random() % 11);
    if (random() % 2 == 0) meet_today(dossier);
    const Score score = score_of(dossier, {});
    std::int64_t sum = score.baseline;
    for (const Contribution& reason : score.contributions) sum += reason.thousandths;
    ASSERT_EQ(sum, score.thousandths);
    ASSERT_LE(1000, score.low);
    ASSERT_LE(score.low, score.thousandths);
    ASSERT_LE(score.thousandths, score.high);
    ASSERT_LE(score.high, 5000);
  }
}

}  // namespace
}  // namespace guanxi::assess
