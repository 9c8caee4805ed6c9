#include "support/chain_example.hpp"

#include <guanxi/chain/analyze.hpp>

#include <gtest/gtest.h>

namespace guanxi::chain {
namespace {

using test::chain_example;
using test::example_day;
using test::id_of;
using test::L;
using test::P;
using test::tie_of;
using test::W;
using test::Z;

ChainAnalysis analyzed(const DecisionChain& chain, AnalyzeOptions options = {}) {
  options.as_of = example_day;
  return analyze(chain, options);
}

std::vector<int> numbers(const std::vector<Person>& people) {
  std::vector<int> found;
  for (const Person& person : people) found.push_back(person.contact.uuid.bytes[15]);
  return found;
}

bool has_code(const Findings& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(), [code](const Finding& finding) { return finding.code == code; });
}

// All numbers of this test: METHODS 3, worked example.
TEST(Analyze, worked_example) {
  const ChainAnalysis analysis = analyzed(chain_example());
  EXPECT_EQ(analysis.as_of, example_day);
  EXPECT_EQ(analysis.state, ChainState::enough);
  EXPECT_EQ(static_cast<int>(analysis.level), 2);
  EXPECT_EQ(analysis.status, DealStatus::red);
  EXPECT_NEAR(analysis.coverage->value(), .4242424, 5e-8);
  EXPECT_NEAR(*analysis.support.net, .2727273, 5e-8);
  const ClarityParts& parts = analysis.clarity_parts;
  EXPECT_EQ(parts.decider, 1);
  EXPECT_EQ(parts.sides, 1);
  EXPECT_NEAR(*parts.coverage, .4242424, 5e-8);
  EXPECT_NEAR(*parts.attitudes, .5454545, 5e-8);
  EXPECT_EQ(parts.linked, 1);
  EXPECT_NEAR(100 * (.30 * parts.decider + .20 * parts.sides + .25 * *parts.coverage + .15 * *parts.attitudes +
                     .10 * *parts.linked),
              78.7878788, 5e-8);
  EXPECT_EQ(analysis.clarity.thousandths, 78788);
  EXPECT_EQ(analysis.clarity.low, 78788);
  EXPECT_EQ(analysis.clarity.high, 78788);
  EXPECT_EQ(analysis.clarity.state, ScoreState::enough);
  EXPECT_TRUE(analysis.findings.empty());
}

TEST(Analyze, worked_example_with_the_decider_won_over) {
  DecisionChain chain = chain_example();
  chain.stakeholders[0].support = 1;
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_EQ(static_cast<int>(analysis.level), 3);
  EXPECT_EQ(analysis.status, DealStatus::green);
}

TEST(Analyze, contributions_of_the_worked_example) {
  // 100 · w · p: 30, 20, 10.606, 8.182, 10 by hand from the parts above
  const Score clarity = analyzed(chain_example()).clarity;
  std::map<std::string, std::int64_t> found;
  for (const Contribution& reason : clarity.contributions) found[reason.part] = reason.thousandths;
  const std::map<std::string, std::int64_t> expected{
      {"decider", 30000}, {"sides", 20000}, {"coverage", 10606}, {"attitudes", 8182}, {"linked", 10000}};
  EXPECT_EQ(found, expected);
}

TEST(Analyze, contributions_name_what_they_rest_on) {
  DecisionChain chain = chain_example();
  chain.stakeholders[2].evidence = {id_of<Interaction>(8), id_of<Interaction>(7)};
  chain.stakeholders[3].evidence = {id_of<Interaction>(8)};
  for (const Contribution& reason : analyzed(chain).clarity.contributions) {
    if (reason.part == "decider") {
      EXPECT_EQ(reason.evidence, std::vector{id_of<Contact>(L).uuid});
    }
    if (reason.part == "coverage" || reason.part == "attitudes") {
      EXPECT_EQ(reason.evidence, (std::vector{id_of<Interaction>(7).uuid, id_of<Interaction>(8).uuid}));
    }
  }
}

TEST(Analyze, gaps_are_sorted_by_what_is_open) {
  const ChainAnalysis analysis = analyzed(chain_example());
  ASSERT_EQ(analysis.gaps.size(), 3U) << "nobody with a gap of nought";
  EXPECT_EQ(analysis.gaps[0].person.contact, id_of<Contact>(L));
  EXPECT_DOUBLE_EQ(analysis.gaps[0].gap, 10);
  EXPECT_TRUE(analysis.gaps[0].key_player);
  EXPECT_EQ(analysis.gaps[1].person.contact, id_of<Contact>(Z)) << "4 · 1/3 = 2 · 2/3: by id";
  EXPECT_EQ(analysis.gaps[2].person.contact, id_of<Contact>(P));
  EXPECT_DOUBLE_EQ(analysis.gaps[2].gap, 4.0 / 3);
}

TEST(Analyze, names_and_reasons) {
  const auto contacts = test::contacts_example();
  const ChainAnalysis analysis = analyzed(chain_example(), {.contacts = contacts});
  ASSERT_EQ(analysis.key_players.size(), 1U);
  EXPECT_EQ(analysis.key_players[0].person.name, "李总经理");
  EXPECT_TRUE(analysis.key_players[0].decides);
  EXPECT_FALSE(analysis.key_players[0].supportive);
  EXPECT_FALSE(analysis.key_players[0].covered);
  ASSERT_EQ(analysis.status_reasons.size(), 2U);
  EXPECT_EQ(analysis.status_reasons[1].zh, "李总经理（最终决策人）尚不支持我方（0），尚无接触");
  EXPECT_EQ(analysis.status_reasons[1].en, "李总经理 (Decider) does not support us (0), without cover");
}

TEST(Analyze, single_points_and_single_thread) {
  DecisionChain chain = chain_example();
  EXPECT_EQ(numbers(analyzed(chain).single_points), (std::vector<int>{L, W})) << "Z hangs on W, P and W on L";
  EXPECT_FALSE(analyzed(chain).single_thread) << "W in depth, Z multiple";
  chain.stakeholders[2].coverage = Coverage::brief;
  EXPECT_TRUE(analyzed(chain).single_thread);
  chain.stakeholders[1].coverage = Coverage::unknown;
  EXPECT_TRUE(analyzed(chain).single_thread);
  chain.ties.push_back(tie_of(Z, P, TieKind::conflicts_with));
  EXPECT_EQ(numbers(analyzed(chain).single_points), (std::vector<int>{L, W})) << "a conflict is no tie that holds";
  chain.ties.push_back(tie_of(Z, P, TieKind::influences));
  EXPECT_TRUE(analyzed(chain).single_points.empty());
}

TEST(Analyze, unknown_counts_nought_and_is_named) {
  DecisionChain chain = chain_example();
  chain.stakeholders[1].coverage = Coverage::unknown;
  chain.stakeholders[2].coverage.reset();
  chain.stakeholders[2].support.reset();
  chain.stakeholders[3].influence.reset();
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_EQ(numbers(analysis.coverage_unknown), (std::vector<int>{W, Z}));
  EXPECT_EQ(numbers(analysis.support_unknown), (std::vector<int>{Z}));
  EXPECT_EQ(numbers(analysis.influence_unknown), (std::vector<int>{P}));
  EXPECT_DOUBLE_EQ(analysis.coverage->value(), 0);
  EXPECT_DOUBLE_EQ(*analysis.support.net, 6.0 / 40) << "6 · 1 of 2 · 20";
  // if W and Z turned out known in depth: coverage 10/20, attitudes of W and Z 10/20
  EXPECT_EQ(analysis.clarity.thousandths, 60000);
  EXPECT_EQ(analysis.clarity.high, 60000 + 12500 + 7500);
  EXPECT_EQ(analysis.clarity.state, ScoreState::partial);
  EXPECT_EQ(analysis.clarity.missing[0].field, "stakeholders[].coverage");
}

TEST(Analyze, nobody_known) {
  const ChainAnalysis analysis = analyzed({});
  EXPECT_EQ(analysis.state, ChainState::empty);
  EXPECT_EQ(static_cast<int>(analysis.level), 0);
  EXPECT_EQ(analysis.status, DealStatus::red);
  EXPECT_FALSE(analysis.coverage);
  EXPECT_FALSE(analysis.support.net);
  EXPECT_EQ(analysis.clarity.state, ScoreState::unavailable);
  EXPECT_EQ(analysis.clarity.high, 100000);
  EXPECT_TRUE(analysis.single_thread);
}

TEST(Analyze, all_influence_nought_gives_a_state_and_no_number) {
  for (const std::optional<int> influence : {std::optional<int>(), std::optional(0)}) {
    DecisionChain chain = chain_example();
    for (Stakeholder& person : chain.stakeholders) person.influence = influence;
    const ChainAnalysis analysis = analyzed(chain);
    EXPECT_EQ(analysis.state, ChainState::no_influence);
    EXPECT_FALSE(analysis.coverage);
    EXPECT_FALSE(analysis.support.net);
    EXPECT_FALSE(analysis.clarity_parts.coverage);
    EXPECT_EQ(analysis.clarity.thousandths, 100000) << "decider, sides and ways are all there";
    EXPECT_EQ(analysis.clarity.low, 60000);
    EXPECT_EQ(analysis.clarity.missing[0].field, "stakeholders[].influence");
    EXPECT_TRUE(analysis.gaps.empty());
  }
}

TEST(Analyze, validity_on_the_day) {
  DecisionChain chain = chain_example();
  chain.stakeholders[0].valid_until = example_day;
  chain.stakeholders[1].valid_from = example_day;
  EXPECT_EQ(analyzed(chain).people.size(), 4U) << "both ends are included";
  chain.stakeholders[0].valid_until = example_day - 1;
  chain.stakeholders[1].valid_from = example_day + 1;
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_EQ(numbers(analysis.people), (std::vector<int>{Z, P}));
  EXPECT_TRUE(analysis.findings.empty()) << "ties to people of another time are no mistake";
  EXPECT_EQ(analysis.clarity_parts.linked, 0);

  chain = chain_example();
  chain.ties[0].valid_until = example_day - 1;
  EXPECT_DOUBLE_EQ(*analyzed(chain).clarity_parts.linked, 1.0 / 3) << "only P still has a way to L";
}

struct DeciderCase {
  std::vector<BuyingRole> roles;
  double decider;
  double sides;
  DealStatus status_when_supportive;
};

TEST(Analyze, roles_of_a_single_person) {
  using enum BuyingRole;
  const DeciderCase cases[] = {{{decider}, 1, 0, DealStatus::green},
                               {{approver}, .5, 0, DealStatus::green},
                               {{economic_buyer}, .5, 1.0 / 3, DealStatus::green},
                               {{influencer}, 0, 0, DealStatus::amber},
                               {{initiator, user}, 0, 1.0 / 3, DealStatus::amber},
                               {{technical_buyer, buyer, user}, 0, 1, DealStatus::amber},
                               {{unknown}, 0, 0, DealStatus::amber}};
  for (const DeciderCase& expected : cases) {
    DecisionChain chain;
    chain.stakeholders = {{.contact = id_of<Contact>(1), .roles = expected.roles, .influence = 7, .support = 1}};
    const ChainAnalysis analysis = analyzed(chain);
    EXPECT_EQ(analysis.clarity_parts.decider, expected.decider);
    EXPECT_DOUBLE_EQ(analysis.clarity_parts.sides, expected.sides);
    EXPECT_EQ(analysis.status, expected.status_when_supportive);
  }
}

TEST(Analyze, nobody_but_the_decider_has_nothing_to_link) {
  DecisionChain chain;
  chain.stakeholders = {{.contact = id_of<Contact>(1),
                         .roles = {BuyingRole::decider},
                         .influence = 5,
                         .support = 0,
                         .coverage = Coverage::in_depth}};
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_FALSE(analysis.clarity_parts.linked);
  EXPECT_EQ(analysis.clarity.thousandths, 77778) << "(.30 + .25 + .15) / .90";
  EXPECT_EQ(analysis.clarity.missing[0].part, "linked");
}

TEST(Analyze, rule_for_key_players) {
  struct Case {
    KeyPlayerRule rule;
    int threshold;
    std::vector<int> players;
  };
  const Case cases[] = {{KeyPlayerRule::role_or_influence, 7, {L}},
                        {KeyPlayerRule::role_or_influence, 6, {L, W}},
                        {KeyPlayerRule::role, 1, {L}},
                        {KeyPlayerRule::influence, 4, {L, W, Z}},
                        {KeyPlayerRule::role_and_influence, 7, {L}},
                        {KeyPlayerRule::role_and_influence, 11, {}}};
  for (const Case& expected : cases) {
    std::vector<int> found;
    for (const KeyPlayer& player :
         analyzed(chain_example(), {.key_player = expected.rule, .key_influence = expected.threshold}).key_players)
      found.push_back(player.person.contact.uuid.bytes[15]);
    EXPECT_EQ(found, expected.players) << static_cast<int>(expected.rule) << " " << expected.threshold;
  }
}

TEST(Analyze, amber_and_cover_of_key_players) {
  DecisionChain chain = chain_example();
  chain.stakeholders[1].influence = 8;  // W becomes a key player without deciding
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_EQ(analysis.status, DealStatus::amber);
  EXPECT_EQ(static_cast<int>(analysis.level), 3);
  ASSERT_EQ(analysis.key_players.size(), 2U);
  EXPECT_TRUE(analysis.key_players[1].covered);
  EXPECT_EQ(analysis.status_reasons[1].en, to_string(id_of<Contact>(W)).substr(28) + " (influence 8) supports us (+1)")
      << "supportive ones first";
  EXPECT_EQ(analyzed(chain, {.supportive_from = 2}).status, DealStatus::red);
  chain.stakeholders[0].coverage = Coverage::brief;
  EXPECT_TRUE(analyzed(chain).key_players[0].covered);
  EXPECT_FALSE(analyzed(chain, {.covered_from = Coverage::multiple}).key_players[0].covered);
}

TEST(Analyze, entries_for_one_person_are_united_with_a_finding) {
  DecisionChain chain = chain_example();
  chain.stakeholders.push_back({.contact = id_of<Contact>(L),
                                .roles = {BuyingRole::approver},
                                .influence = 7,
                                .support = -1,
                                .coverage = Coverage::brief});
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_EQ(analysis.people.size(), 4U);
  EXPECT_TRUE(has_code(analysis.findings, "chain.duplicate_stakeholder"));
  EXPECT_EQ(analysis.key_players[0].influence, 10);
  EXPECT_EQ(analysis.key_players[0].support, -1);
  EXPECT_EQ(analysis.key_players[0].coverage, Coverage::brief);
  EXPECT_EQ(analysis.key_players[0].roles, (std::vector{BuyingRole::decider, BuyingRole::approver}));
}

TEST(Analyze, ties_and_entries_that_lead_nowhere_are_found) {
  DecisionChain chain = chain_example();
  chain.ties.push_back(tie_of(W, 77));
  chain.ties.push_back({});
  chain.stakeholders.push_back({.roles = {BuyingRole::coach}});
  const ChainAnalysis analysis = analyzed(chain);
  EXPECT_EQ(analysis.people.size(), 4U);
  ASSERT_EQ(analysis.findings.size(), 3U);
  EXPECT_EQ(analysis.findings[0].code, "chain.stakeholder_unnamed");
  EXPECT_EQ(analysis.findings[1].code, "chain.tie_outside");
  EXPECT_EQ(analysis.findings[0].record, chain.id.uuid);
  EXPECT_EQ(analysis.findings[0].kind, "decision_chain");
}

TEST(Analyze, reporting_cycle_is_named) {
  DecisionChain chain = chain_example();
  chain.ties.push_back(tie_of(L, Z));
  const auto contacts = test::contacts_example();
  const ChainAnalysis analysis = analyzed(chain, {.contacts = contacts});
  ASSERT_EQ(analysis.reporting_cycles.size(), 1U);
  EXPECT_EQ(numbers(analysis.reporting_cycles[0]), (std::vector<int>{L, Z, W}));
  ASSERT_EQ(analysis.findings.size(), 1U);
  EXPECT_EQ(analysis.findings[0].code, "chain.reporting_cycle");
  EXPECT_EQ(analysis.findings[0].message.zh, "汇报关系成环：李总经理 → 张生产总监 → 王工 → 李总经理");
  chain.ties.back().kind = TieKind::influences;
  EXPECT_TRUE(analyzed(chain).reporting_cycles.empty()) << "influence may go in circles";
}

TEST(Analyze, superiors_on_contact_cards_are_ties_unless_the_chain_says_otherwise) {
  DecisionChain chain = chain_example();
  chain.ties.clear();
  auto contacts = test::contacts_example();
  contacts[1].reports_to_id.id = id_of<Contact>(L);   // W → L
  contacts[3].reports_to_id.id = id_of<Contact>(77);  // somebody who is not on the chain: no matter
  EXPECT_EQ(analyzed(chain).clarity_parts.linked, 0);
  const ChainAnalysis from_cards = analyzed(chain, {.contacts = contacts});
  EXPECT_DOUBLE_EQ(*from_cards.clarity_parts.linked, 1.0 / 3);
  EXPECT_TRUE(from_cards.findings.empty());
  chain.ties = {tie_of(W, Z)};
  EXPECT_EQ(analyzed(chain, {.contacts = contacts}).clarity_parts.linked, 0) << "the chain overrides the card";
}

TEST(Analyze, conflicts_are_listed_once_and_are_no_way) {
  DecisionChain chain = chain_example();
  chain.ties = {tie_of(W, L, TieKind::conflicts_with), tie_of(L, W, TieKind::conflicts_with), tie_of(Z, W)};
  const ChainAnalysis analysis = analyzed(chain);
  ASSERT_EQ(analysis.conflicts.size(), 1U);
  EXPECT_EQ(analysis.conflicts[0].one.contact, id_of<Contact>(L));
  EXPECT_EQ(analysis.clarity_parts.linked, 0);
}

TEST(Analyze, values_out_of_range_count_as_the_nearer_end) {
  DecisionChain chain = chain_example(), drawn = chain_example();
  chain.stakeholders[0].influence = 99;
  chain.stakeholders[1].influence = -3;
  chain.stakeholders[2].support = 7;
  drawn.stakeholders[0].influence = 10;
  drawn.stakeholders[1].influence = 0;
  drawn.stakeholders[2].support = 2;
  EXPECT_EQ(analyzed(chain), analyzed(drawn));
}

TEST(Analyze, weights_are_options_and_are_checked) {
  EXPECT_EQ(analyzed(chain_example(), {.weights = {1, 0, 0, 0, 0}}).clarity.thousandths, 100000);
  EXPECT_EQ(analyzed(chain_example(), {.weights = {0, 0, 2, 0, 0}}).clarity.thousandths, 42424);
  EXPECT_THROW((void)analyzed(chain_example(), {.weights = {0, 0, 0, 0, 0}}), ArgumentError);
  EXPECT_THROW((void)analyzed(chain_example(), {.weights = {-1, 1, 1, 1, 1}}), ArgumentError);
}

TEST(PersonName, what_people_are_called) {
  Contact contact;
  EXPECT_EQ(person_name(contact), "");
  contact.title = "总经理";
  EXPECT_EQ(person_name(contact), "总经理");
  contact.full_name = "李建国";
  EXPECT_EQ(person_name(contact), "李建国");
  contact.display_name = "李";
  EXPECT_EQ(person_name(contact), "李总经理");
  contact.display_name = "Bob";
  EXPECT_EQ(person_name(contact), "Bob");
  EXPECT_EQ(person_name(Id<Contact>{}, {}), "?");
  EXPECT_EQ(person_name(id_of<Contact>(258), {}), "00000102");
}

}  // namespace
}  // namespace guanxi::chain
