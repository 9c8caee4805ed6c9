#include "support/chain_example.hpp"
#include "support/code_thrown.hpp"
#include "support/random_chain.hpp"

#include "on_the_day.hpp"

#include <guanxi/chain/what_if.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi::chain {
namespace {

using test::example_day;
using test::id_of;
using test::L;
using test::P;
using test::tie_of;
using test::W;

// METHODS 3: L at +1 → level 3, green.
TEST(WhatIf, the_decider_is_won_over) {
  const Move moves[] = {{.kind = MoveKind::win_over, .contact = id_of<Contact>(L)}};
  const WhatIf answer = what_if(test::chain_example(), moves, on_the_day);
  EXPECT_EQ(answer.difference.status_before, DealStatus::red);
  EXPECT_EQ(answer.difference.status_after, DealStatus::green);
  EXPECT_EQ(answer.difference.level_after, AccountLevel::key_player_supports);
  ASSERT_EQ(answer.difference.changes.size(), 1U);
  EXPECT_EQ(answer.difference.changes[0].kind, ChangeKind::support);
  EXPECT_EQ(answer.difference.changes[0].before.en, "0");
  EXPECT_EQ(answer.difference.changes[0].after.en, "1");
  EXPECT_NEAR(*answer.difference.net_support.before, .2727273, 5e-8);
  EXPECT_NEAR(*answer.difference.net_support.after, 22.0 / 44, 1e-12);
  EXPECT_EQ(answer.analysis, analyze(answer.chain, on_the_day));
}

TEST(WhatIf, a_meeting_lowers_nothing_that_is_known) {
  const Move moves[] = {{.kind = MoveKind::meet, .contact = id_of<Contact>(W), .coverage = Coverage::brief},
                        {.kind = MoveKind::meet, .contact = id_of<Contact>(L), .coverage = Coverage::in_depth}};
  const WhatIf answer = what_if(test::chain_example(), moves, on_the_day);
  ASSERT_EQ(answer.difference.changes.size(), 1U);
  EXPECT_EQ(answer.difference.changes[0].person.contact, id_of<Contact>(L));
  EXPECT_EQ(answer.difference.changes[0].kind, ChangeKind::coverage);
  EXPECT_NEAR(*answer.difference.coverage.after, (10 + 28.0 / 3) / 22, 1e-12);
}

TEST(WhatIf, somebody_comes_and_somebody_goes) {
  const Move moves[] = {{.kind = MoveKind::add,
                         .stakeholder = {.contact = id_of<Contact>(9), .roles = {BuyingRole::coach}, .influence = 3},
                         .ties = {tie_of(9, L, TieKind::influences)}},
                        {.kind = MoveKind::remove, .contact = id_of<Contact>(P)}};
  const WhatIf answer = what_if(test::chain_example(), moves, on_the_day);
  std::vector<ChangeKind> kinds;
  for (const ChainChange& change : answer.difference.changes) kinds.push_back(change.kind);
  EXPECT_EQ(kinds, (std::vector{ChangeKind::left, ChangeKind::joined, ChangeKind::tie_removed, ChangeKind::tie_added}));
  EXPECT_EQ(answer.difference.changes[1].after.en, "Coach");
  EXPECT_EQ(answer.analysis.people.size(), 4U);
}

TEST(WhatIf, bad_moves_are_named) {
  const auto code = [](Move move) {
    return test::code_thrown([&move] { (void)what_if(test::chain_example(), std::span(&move, 1), on_the_day); });
  };
  EXPECT_EQ(code({.kind = MoveKind::meet, .contact = id_of<Contact>(77)}), "argument.contact");
  EXPECT_EQ(code({.kind = MoveKind::remove}), "argument.contact");
  EXPECT_EQ(code({.kind = MoveKind::add}), "argument.contact");
  EXPECT_EQ(code({.kind = MoveKind::win_over, .contact = id_of<Contact>(L), .support = 3}), "argument.support");
}

TEST(WhatIf, nothing_moved_changes_nothing) {
  const WhatIf answer = what_if(test::chain_example(), {}, on_the_day);
  EXPECT_EQ(answer.chain, test::chain_example());
  EXPECT_TRUE(answer.difference.changes.empty());
  EXPECT_EQ(answer.difference.clarity.before, answer.difference.clarity.after);
}

TEST(Compare, two_days_of_one_chain) {
  DecisionChain chain = test::chain_example();
  chain.stakeholders[0].valid_from = example_day - 10;
  chain.stakeholders[3].valid_until = example_day - 20;
  chain.ties[0].strength = Ratio::checked(.5);
  const ChainDifference found = compare(chain, example_day - 30, on_the_day);
  EXPECT_EQ(found.earlier, example_day - 30);
  std::vector<std::pair<ChangeKind, int>> kinds;
  for (const ChainChange& change : found.changes) kinds.emplace_back(change.kind, change.person.contact.uuid.bytes[15]);
  // P leaves with the tie to L, who was not there yet; L comes with W's tie
  EXPECT_EQ(kinds, (std::vector<std::pair<ChangeKind, int>>{
                       {ChangeKind::joined, L}, {ChangeKind::left, P}, {ChangeKind::tie_added, W}}));
  EXPECT_LT(*found.clarity.before, *found.clarity.after);
}

TEST(Compare, each_changed_fact_is_one_change) {
  DecisionChain after = test::chain_example();
  after.stakeholders[1].roles = {BuyingRole::decider};
  after.stakeholders[1].influence.reset();
  after.stakeholders[1].support = -2;
  after.stakeholders[1].coverage.reset();
  after.ties[0].strength = Ratio::checked(.25);
  const ChainDifference found = compare(test::chain_example(), on_the_day, after, on_the_day);
  ASSERT_EQ(found.changes.size(), 5U);
  const ChangeKind kinds[] = {ChangeKind::roles, ChangeKind::influence, ChangeKind::support, ChangeKind::coverage,
                              ChangeKind::tie_strength};
  const std::pair<const char*, const char*> words[] = {
      {"Influencer, Evaluator", "Decider"}, {"6", ""}, {"1", "-2"}, {"In depth", "Unknown"}, {"", "0.25"}};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(found.changes[i].kind, kinds[i]);
    EXPECT_EQ(found.changes[i].before.en, words[i].first);
    EXPECT_EQ(found.changes[i].after.en, words[i].second);
  }
}

TEST(Compare, of_a_chain_with_itself_is_empty_and_back_is_the_reverse) {
  std::mt19937 random(21);
  for (int round = 0; round < 200; ++round) {
    const DecisionChain one = test::random_chain(random), other = test::random_chain(random);
    ASSERT_TRUE(compare(one, on_the_day, one, on_the_day).changes.empty());
    const ChainDifference there = compare(one, on_the_day, other, on_the_day),
                          back = compare(other, on_the_day, one, on_the_day);
    ASSERT_EQ(there.changes.size(), back.changes.size());
    ASSERT_EQ(there.clarity.before, back.clarity.after);
    for (std::size_t i = 0; i < there.changes.size(); ++i)
      if (there.changes[i].kind == ChangeKind::support) {
        ASSERT_EQ(there.changes[i].before, back.changes[i].after);
      }
  }
}

}  // namespace
}  // namespace guanxi::chain
