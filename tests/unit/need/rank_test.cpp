#include <guanxi/need/rank.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "today.hpp"

namespace guanxi::need {
namespace {

template <class T>
Id<T> id_of(int number) {
  Id<T> id;
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

// METHODS 4, example: importance 1, stated medium but due in 20 days, relevance .8, influence 6.
Need example() {
  Need need{.id = id_of<Need>(1),
            .statement = "设备升级",
            .urgency = Grade::medium,
            .importance = Grade::high,
            .due_on = today + 20,
            .relevance = Ratio::checked(.8)};
  need.owner_contact_id.id = id_of<Contact>(9);
  return need;
}

constexpr OwnerInfluence influences[] = {{{}, 3}, {{Uuid{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9}}}, 6}};

TEST(Rank, example_is_92) {
  const Need need = example();
  const auto ranked = rank({&need, 1}, {.as_of = today, .influences = influences});
  ASSERT_EQ(ranked.size(), 1U);
  const Score& score = ranked[0].score;
  EXPECT_EQ(score.thousandths, 92000);
  EXPECT_EQ(score.low, 92000);
  EXPECT_EQ(score.high, 92000);
  EXPECT_EQ(score.state, ScoreState::enough);
  std::map<std::string, std::int64_t> found;
  for (const Contribution& reason : score.contributions) found[reason.part] = reason.thousandths;
  const std::map<std::string, std::int64_t> expected{
      {"importance", 40000}, {"urgency", 30000}, {"relevance", 16000}, {"power", 6000}};
  EXPECT_EQ(found, expected);
  EXPECT_EQ(score.contributions[1].reason.en, "due in 20 days");
  EXPECT_EQ(score.contributions[3].evidence, std::vector{id_of<Contact>(9).uuid});
  EXPECT_EQ(ranked[0].statement, "设备升级");
  EXPECT_EQ(ranked[0].rank, 1);
}

TEST(Rank, example_without_the_owner_is_95_5556_between_86_and_96) {
  Need need = example();
  for (const bool named : {true, false}) {
    if (!named) need.owner_contact_id = {};
    const Score score = rank({&need, 1}, {.as_of = today}).front().score;
    EXPECT_EQ(score.thousandths, 95556);
    EXPECT_EQ(score.low, 86000);
    EXPECT_EQ(score.high, 96000);
    EXPECT_EQ(score.state, ScoreState::partial);
    ASSERT_EQ(score.missing.size(), 1U);
    EXPECT_EQ(score.missing[0].field, named ? "decision_chain.stakeholders[].influence" : "owner_contact_id");
    EXPECT_EQ(score.missing[0].thousandths, 10000);
  }
}

TEST(Rank, nothing_known_is_last_and_says_so) {
  const Need needs[] = {{.id = id_of<Need>(1)}, {.id = id_of<Need>(2), .importance = Grade::medium}};
  const auto ranked = rank(needs, {.as_of = today});
  EXPECT_EQ(ranked[0].need, id_of<Need>(2));
  EXPECT_EQ(ranked[0].score.thousandths, 50000);
  EXPECT_EQ(ranked[1].score.state, ScoreState::prior_only);
  EXPECT_EQ(ranked[1].score.low, 0);
  EXPECT_EQ(ranked[1].score.high, 100000);
  ASSERT_EQ(ranked[1].score.missing.size(), 4U);
  EXPECT_EQ(ranked[1].score.missing[0].field, "importance");
}

TEST(Rank, ties_go_to_the_earlier_due_date_then_the_id) {
  std::vector<Need> needs;
  for (int i = 0; i < 6; ++i)
    needs.push_back({.id = id_of<Need>(i), .urgency = Grade::high, .importance = Grade::high});
  needs[4].due_on = today + 5;
  needs[2].due_on = today + 9;
  needs[3].due_on = today + 5;
  std::vector<int> order;
  for (const RankedNeed& ranked : rank(needs, {.as_of = today})) order.push_back(ranked.need.uuid.bytes[15]);
  EXPECT_EQ(order, (std::vector<int>{3, 4, 2, 0, 1, 5})) << "without a due date last";
}

TEST(Rank, met_dropped_and_later_needs_are_out) {
  std::vector<Need> needs{example(), example(), example(), example()};
  needs[0].state = NeedState::met;
  needs[1].state = NeedState::dropped;
  needs[2].raised_on = today + 1;
  needs[3].id = id_of<Need>(7);
  const auto ranked = rank(needs, {.as_of = today});
  ASSERT_EQ(ranked.size(), 1U);
  EXPECT_EQ(ranked[0].need, id_of<Need>(7));
  EXPECT_TRUE(rank({}, {.as_of = today}).empty());
}

TEST(Rank, influence_is_drawn_into_its_range) {
  const Need need = example();
  const OwnerInfluence wild[] = {{id_of<Contact>(9), 40}};
  EXPECT_EQ(rank({&need, 1}, {.as_of = today, .influences = wild}).front().score.thousandths, 96000);
}

TEST(Rank, weights_are_options_and_are_checked) {
  const Need need = example();
  EXPECT_EQ(rank({&need, 1}, {.as_of = today, .weights = {0, 0, 3, 0}}).front().score.thousandths, 80000);
  EXPECT_THROW((void)rank({&need, 1}, {.as_of = today, .weights = {0, 0, 0, 0}}), ArgumentError);
  EXPECT_THROW((void)rank({&need, 1}, {.as_of = today, .weights = {-1, 1, 1, 1}}), ArgumentError);
}

TEST(Rank, random_needs_equal_the_formula_and_do_not_depend_on_order) {
  std::mt19937 random(12);
  for (int round = 0; round < 300; ++round) {
    std::vector<Need> needs;
    std::vector<OwnerInfluence> known;
    for (int i = 0; i < 12; ++i) {
      Need need{.id = id_of<Need>(i)};
      if (random() % 4 != 0) need.importance = static_cast<Grade>(random() % 3);
      if (random() % 4 != 0) need.urgency = static_cast<Grade>(random() % 3);
      if (random() % 3 == 0) need.due_on = today + static_cast<int>(random() % 120) - 10;
      if (random() % 3 != 0) need.relevance = Ratio::clamped(static_cast<double>(random() % 101) / 100);
      if (random() % 2 != 0) need.owner_contact_id.id = id_of<Contact>(i);
      if (random() % 2 != 0) known.push_back({id_of<Contact>(i), static_cast<int>(random() % 11)});
      needs.push_back(need);
    }
    const auto ranked = rank(needs, {.as_of = today, .influences = known});
    ASSERT_EQ(ranked.size(), needs.size());
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      const Need& need = needs[ranked[i].need.uuid.bytes[15]];
      double sum = 0, weights = 0;
      const auto add = [&sum, &weights](double weight, double value) { sum += weight * value, weights += weight; };
      const double levels[] = {1, .5, 0};
      if (need.importance) add(.4, levels[static_cast<int>(*need.importance)]);
      if (need.urgency || need.due_on) {
        const int days = need.due_on ? *need.due_on - today : 1000;
        add(.3, std::max(need.urgency ? levels[static_cast<int>(*need.urgency)] : 0, days <= 30   ? 1.0
                                                                                     : days <= 90 ? .5
                                                                                                  : 0));
      }
      if (need.relevance) add(.2, need.relevance->value());
      for (const OwnerInfluence& owner : known)
        if (need.owner_contact_id.id && owner.contact == need.owner_contact_id.id) add(.1, owner.influence / 10.0);
      ASSERT_NEAR(ranked[i].score.value(), weights > 0 ? 100 * sum / weights : 0, .000501);
      ASSERT_NEAR(static_cast<double>(ranked[i].score.low) / 1000, 100 * sum, .000501);
      ASSERT_NEAR(static_cast<double>(ranked[i].score.high) / 1000, 100 * (sum + 1 - weights), .000501);
      std::int64_t total = 0;
      for (const Contribution& reason : ranked[i].score.contributions) total += reason.thousandths;
      ASSERT_EQ(total, ranked[i].score.thousandths);
      ASSERT_EQ(ranked[i].rank, static_cast<int>(i) + 1);
      if (i > 0) {
        ASSERT_GE(ranked[i - 1].score.thousandths, ranked[i].score.thousandths);
      }
    }
    std::shuffle(needs.begin(), needs.end(), random);
    std::shuffle(known.begin(), known.end(), random);
    ASSERT_EQ(rank(needs, {.as_of = today, .influences = known}), ranked);
  }
}

// METHODS 4: 9, 3 → 15; ≥ 15 extreme, 12–15 high, 10–12 worth a look.
TEST(Opportunity, scores_and_bands) {
  EXPECT_DOUBLE_EQ(opportunity(9, 3), 15);
  EXPECT_DOUBLE_EQ(opportunity(5, 8), 5);
  EXPECT_DOUBLE_EQ(opportunity(10, 0), 20);
  EXPECT_DOUBLE_EQ(opportunity(0, 0), 0);
  struct Case {
    double score;
    OpportunityBand band;
  };
  constexpr Case cases[] = {{20, OpportunityBand::extreme},         {15, OpportunityBand::extreme},
                            {14.99, OpportunityBand::high},         {12, OpportunityBand::high},
                            {11.99, OpportunityBand::worth_a_look}, {10, OpportunityBand::worth_a_look},
                            {9.99, OpportunityBand::served},        {0, OpportunityBand::served}};
  for (const auto& [score, band] : cases) EXPECT_EQ(opportunity_band(score), band) << score;
  for (const double bad : {-.1, 10.1, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)opportunity(bad, 5), ArgumentError);
    EXPECT_THROW((void)opportunity(5, bad), ArgumentError);
  }
}

TEST(Opportunity, as_the_method_of_the_ranking) {
  const Need needs[] = {{.id = id_of<Need>(1), .importance = Grade::high},
                        {.id = id_of<Need>(2), .importance = Grade::high},
                        {.id = id_of<Need>(3), .importance = Grade::medium},
                        {.id = id_of<Need>(4)}};
  const NeedSatisfaction satisfactions[] = {{id_of<Need>(1), 3}, {id_of<Need>(3), 9.5}};
  const auto ranked = rank(needs, {.as_of = today, .method = RankMethod::opportunity, .satisfactions = satisfactions});
  ASSERT_EQ(ranked.size(), 4U);
  EXPECT_EQ(ranked[0].need, id_of<Need>(1));
  EXPECT_EQ(ranked[0].score.thousandths, 17000) << "10 + (10 − 3)";
  ASSERT_EQ(ranked[0].score.contributions.size(), 2U);
  EXPECT_EQ(ranked[0].score.contributions[0].thousandths + ranked[0].score.contributions[1].thousandths, 17000);
  EXPECT_EQ(ranked[1].need, id_of<Need>(2));
  EXPECT_EQ(ranked[1].score.thousandths, 10000);
  EXPECT_EQ(ranked[1].score.high, 20000) << "satisfaction unknown";
  EXPECT_EQ(ranked[1].score.missing[0].field, "satisfaction");
  EXPECT_EQ(ranked[2].score.thousandths, 5000) << "content beyond importance";
  EXPECT_EQ(ranked[2].score.state, ScoreState::enough);
  EXPECT_EQ(ranked[3].score.state, ScoreState::prior_only);
  EXPECT_EQ(ranked[3].score.high, 20000);
  EXPECT_EQ(ranked[0].score.model, "need.opportunity/1");
}

}  // namespace
}  // namespace guanxi::need
