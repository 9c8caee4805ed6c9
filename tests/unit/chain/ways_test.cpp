// How attitudes spread, who introduces us, whom to meet, where power sits, which conflicts block.
#include "support/chain_example.hpp"
#include "support/code_thrown.hpp"
#include "support/random_chain.hpp"

#include "on_the_day.hpp"

#include <guanxi/chain/analyze.hpp>

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace guanxi::chain {
namespace {

using test::example_day;
using test::id_of;
using test::L;
using test::P;
using test::random_chain;
using test::tie_of;
using test::W;
using test::Z;

Tie tie_of_strength(int from, int to, TieKind kind, double strength) {
  Tie tie = tie_of(from, to, kind);
  tie.strength = Ratio::checked(strength);
  return tie;
}

int number_of(const Person& person) { return person.contact.uuid.bytes[15]; }

std::vector<int> numbers_of(const std::vector<Person>& people) {
  std::vector<int> numbers;
  for (const Person& person : people) numbers.push_back(number_of(person));
  return numbers;
}

// METHODS 3: decider y0 = 0 with influencers +2 (strength .6) and −1 (.3) → .5
TEST(Propagation, worked_example) {
  DecisionChain chain;
  chain.stakeholders = {{.contact = id_of<Contact>(1), .influence = 10, .support = 0},
                        {.contact = id_of<Contact>(2), .influence = 5, .support = 2},
                        {.contact = id_of<Contact>(3), .influence = 5, .support = -1}};
  chain.ties = {tie_of_strength(2, 1, TieKind::influences, .6), tie_of_strength(3, 1, TieKind::gatekeeps, .3)};
  const ChainAnalysis analysis = analyze(chain, on_the_day);
  EXPECT_NEAR(analysis.support.outlooks[0].expected, .5, 1e-12);
  EXPECT_EQ(analysis.support.outlooks[1].expected, 2);
  ASSERT_EQ(analysis.support.outlooks[0].pulls.size(), 2U);
  EXPECT_NEAR(analysis.support.outlooks[0].pulls[0].amount, 2.0 / 3, 1e-12);   // ½ · ⅔ · 2
  EXPECT_NEAR(analysis.support.outlooks[0].pulls[1].amount, -1.0 / 6, 1e-12);  // ½ · ⅓ · −1
}

// The worked chain: superiors act on subordinates. y = (0, ½, 1¼, −½) by solving the four equations by hand.
TEST(Propagation, superiors_act_on_subordinates) {
  const ChainAnalysis analysis = analyze(test::chain_example(), on_the_day);
  const std::vector<double> expected{0, .5, 1.25, -.5};
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(analysis.support.outlooks[i].expected, expected[i], 1e-12) << i;
  EXPECT_NEAR(*analysis.support.expected, 7.0 / 44, 1e-12);  // (6·½ + 4·1¼ + 2·−½) / 44
  EXPECT_NEAR(*analysis.support.in_favor, 14.0 / 44, 1e-12);
  EXPECT_NEAR(*analysis.support.against, 2.0 / 44, 1e-12);
}

TEST(Propagation, people_at_odds_drive_each_other_apart_only_if_asked) {
  DecisionChain chain;
  chain.stakeholders = {{.contact = id_of<Contact>(1), .influence = 5, .support = 2},
                        {.contact = id_of<Contact>(2), .influence = 5, .support = 0}};
  chain.ties = {tie_of(1, 2, TieKind::conflicts_with)};
  EXPECT_EQ(analyze(chain, on_the_day).support.outlooks[1].expected, 0);
  AnalyzeOptions repel = on_the_day;
  repel.conflicts_repel = true;
  // y1 = 1 − ½ y2, y2 = −½ y1: y1 = 4/3, y2 = −2/3
  EXPECT_NEAR(analyze(chain, repel).support.outlooks[0].expected, 4.0 / 3, 1e-12);
  EXPECT_NEAR(analyze(chain, repel).support.outlooks[1].expected, -2.0 / 3, 1e-12);
}

// (I − A W) y = (I − A) y0 by elimination with pivots.
std::vector<double> solved(const DecisionChain& chain, const AnalyzeOptions& options) {
  const Network network = network_of(chain, options);
  const std::size_t n = network.members.size();
  std::vector<std::vector<double>> w(n, std::vector<double>(n)), m(n, std::vector<double>(n + 1));
  for (const Link& link : network.links) {
    const double s = link.strength ? link.strength->value() : options.unknown_strength;
    const std::size_t from = link.edge.from, to = link.edge.to;
    if (from == to) continue;
    if (link.kind == TieKind::reports_to) w[from][to] += s;
    if (link.kind == TieKind::influences || link.kind == TieKind::gatekeeps) w[to][from] += s;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double sum = std::accumulate(w[i].begin(), w[i].end(), 0.0), a = sum > 0 ? options.susceptibility : 0;
    for (std::size_t j = 0; j < n; ++j) m[i][j] = (i == j ? 1 : 0) - (sum > 0 ? a * w[i][j] / sum : 0);
    m[i][n] = (1 - a) * network.members[i].support.value_or(0);
  }
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k; i < n; ++i)
      if (std::abs(m[i][k]) > std::abs(m[pivot][k])) pivot = i;
    std::swap(m[k], m[pivot]);
    for (std::size_t i = 0; i < n; ++i)
      if (const double f = m[i][k] / m[k][k]; i != k)
        for (std::size_t j = k; j <= n; ++j) m[i][j] -= f * m[k][j];
  }
  std::vector<double> y;
  for (std::size_t i = 0; i < n; ++i) y.push_back(m[i][n] / m[i][i]);
  return y;
}

TEST(Propagation, solves_the_equations_on_random_chains) {
  std::mt19937 random(11);
  for (int round = 0; round < 400; ++round) {
    DecisionChain chain = random_chain(random);
    for (Tie& tie : chain.ties)
      if (random() % 3 != 0) tie.strength = Ratio::checked(static_cast<double>(random() % 5) / 4);
    AnalyzeOptions options = on_the_day;
    options.susceptibility = static_cast<double>(random() % 10) / 10;
    const std::vector<double> expected = solved(chain, options);
    const ChainAnalysis analysis = analyze(chain, options);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Outlook& outlook = analysis.support.outlooks[i];
      ASSERT_NEAR(outlook.expected, expected[i], 1e-9) << round;
      double pulls = 0;
      for (const Pull& pull : outlook.pulls) pulls += pull.amount;
      ASSERT_NEAR(pulls, outlook.expected, 1e-9) << round;
    }
  }
}

// The strongest of all ways without repeats, found by trying every one.
void try_ways(const Network& network, std::size_t at, double strength, std::vector<bool>& seen,
              std::vector<double>& best) {
  best[at] = std::max(best[at], strength);
  seen[at] = true;
  for (const Link& link : network.links) {
    if (link.kind == TieKind::conflicts_with) continue;
    const double next = strength * (link.strength ? link.strength->value() : .5);
    if (link.edge.from == at && !seen[link.edge.to]) try_ways(network, link.edge.to, next, seen, best);
    if (link.edge.to == at && !seen[link.edge.from]) try_ways(network, link.edge.from, next, seen, best);
  }
  seen[at] = false;
}

TEST(Introductions, are_the_strongest_of_all_ways) {
  std::mt19937 random(12);
  int with_way = 0;
  for (int round = 0; round < 500; ++round) {
    DecisionChain chain = random_chain(random);
    if (chain.ties.size() > 10) chain.ties.resize(10);
    for (Tie& tie : chain.ties) tie.strength = Ratio::checked(static_cast<double>(random() % 5) / 4);
    const Network network = network_of(chain, on_the_day);
    std::vector<double> best(network.members.size());
    std::vector<bool> seen(network.members.size());
    for (std::size_t i = 0; i < best.size(); ++i)
      if (thirds(network.members[i].coverage) >= 2) try_ways(network, i, 1, seen, best);
    const std::vector<Introduction> found = introductions_to_all(network, on_the_day);
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_NEAR(found[i].strength, best[i], 1e-12) << round;
      ASSERT_EQ(found[i].path.empty(), best[i] == 0) << round;
      if (best[i] == 0) continue;
      ASSERT_EQ(found[i].path.back(), found[i].person);
      if (found[i].path.size() > 1) ++with_way;
    }
  }
  EXPECT_GT(with_way, 100);
}

TEST(Introductions, lead_to_key_players_not_known_well) {
  const ChainAnalysis analysis = analyze(test::chain_example(), on_the_day);
  ASSERT_EQ(analysis.introductions.size(), 1U);
  EXPECT_EQ(numbers_of(analysis.introductions[0].path), (std::vector{W, L}));
  EXPECT_EQ(analysis.introductions[0].strength, .5);  // a tie without strength counts ½
}

TEST(Introductions, equal_ways_by_fewer_steps_then_id) {
  DecisionChain chain;
  for (int i = 1; i <= 5; ++i) chain.stakeholders.push_back({.contact = id_of<Contact>(i), .coverage = Coverage::none});
  chain.stakeholders[1].coverage = chain.stakeholders[2].coverage = Coverage::in_depth;
  using enum TieKind;
  // 2 → 1 and 3 → 1 are equally strong; 2 → 4 → 5 is as strong as 3 → 5
  chain.ties = {tie_of_strength(2, 1, influences, .5), tie_of_strength(3, 1, influences, .5),
                tie_of_strength(2, 4, influences, 1), tie_of_strength(4, 5, influences, .25),
                tie_of_strength(3, 5, influences, .25)};
  const auto found = introductions_to_all(network_of(chain, on_the_day), on_the_day);
  EXPECT_EQ(numbers_of(found[0].path), (std::vector{2, 1}));
  EXPECT_EQ(numbers_of(found[4].path), (std::vector{3, 5}));
}

TEST(Introductions, who_refuses_contact_introduces_nobody) {
  auto contacts = test::contacts_example();
  for (Contact& contact : contacts) contact.do_not_contact = contact.id == id_of<Contact>(W);
  AnalyzeOptions options = on_the_day;
  options.contacts = contacts;
  const ChainAnalysis analysis = analyze(test::chain_example(), options);
  EXPECT_EQ(numbers_of(analysis.introductions[0].path), (std::vector{Z, W, L}));
  for (const Meeting& meeting : analysis.next_meetings) EXPECT_NE(number_of(meeting.person), W);
}

// The worked chain, recomputed with dense matrices: docs/methods/chain.md.
TEST(Meetings, worked_example) {
  const std::vector<Meeting> meetings = analyze(test::chain_example(), on_the_day).next_meetings;
  ASSERT_EQ(meetings.size(), 4U);
  EXPECT_EQ(number_of(meetings[0].person), L);
  EXPECT_NEAR(meetings[0].clarity_gain, 10.6060606, 5e-8);
  EXPECT_NEAR(meetings[0].support_gain, 4.2613636, 5e-8);
  EXPECT_EQ(meetings[0].access, .5);
  EXPECT_NEAR(meetings[0].expected_gain, 3.7168561, 5e-8);
  EXPECT_EQ(numbers_of(meetings[0].through), std::vector{W});
  EXPECT_EQ(meetings[0].reason.en,
            "influence 10; a meeting adds 10.6 points of clarity and 4.3 of expected support; it comes about with 50%, "
            "through " +
                analyze(test::chain_example(), on_the_day).people[1].name);
  const std::vector<std::pair<int, double>> rest{{Z, .7575758}, {W, .5681818}, {P, .5208333}};
  for (std::size_t i = 0; i < rest.size(); ++i) {
    EXPECT_EQ(number_of(meetings[i + 1].person), rest[i].first);
    EXPECT_NEAR(meetings[i + 1].expected_gain, rest[i].second, 5e-8);
    EXPECT_TRUE(meetings[i + 1].through.empty());
  }
}

// What a meeting brings is what the analysis says once it has taken place.
TEST(Meetings, gains_equal_the_analysis_of_the_changed_chain) {
  std::mt19937 random(13);
  int compared = 0;
  for (int round = 0; round < 300; ++round) {
    DecisionChain chain = test::without_repeats(random_chain(random));
    const ChainAnalysis before = analyze(chain, on_the_day);
    if (!before.support.expected) continue;
    for (const Meeting& meeting : before.next_meetings) {
      DecisionChain met = chain, persuaded = chain;
      for (std::size_t i = 0; i < chain.stakeholders.size(); ++i) {
        if (chain.stakeholders[i].contact != meeting.person.contact) continue;
        Stakeholder& person = met.stakeholders[i];
        const int covered = thirds(person.coverage.value_or(Coverage::unknown));
        person.coverage = covered == 0 ? Coverage::brief : covered == 1 ? Coverage::multiple : Coverage::in_depth;
        if (!person.support) person.support = 0;
        persuaded.stakeholders[i].support = std::min(2, person.support.value_or(0) + 1);
      }
      const double clarity =
          static_cast<double>(analyze(met, on_the_day).clarity.thousandths - before.clarity.thousandths) / 1000;
      const double support = 50 * .25 * (*analyze(persuaded, on_the_day).support.expected - *before.support.expected);
      ASSERT_NEAR(meeting.clarity_gain, clarity, .0011) << round;
      ASSERT_NEAR(meeting.support_gain, support, 1e-9) << round;
      ASSERT_NEAR(meeting.expected_gain, meeting.access * (meeting.clarity_gain + meeting.support_gain) / 2, 1e-12);
      ++compared;
    }
  }
  EXPECT_GT(compared, 500);
}

TEST(Power, head_adviser_and_broker_may_be_three_people) {
  using enum TieKind;
  DecisionChain chain;
  for (int i = 1; i <= 6; ++i) chain.stakeholders.push_back({.contact = id_of<Contact>(i)});
  chain.ties = {tie_of(2, 1),
                tie_of(3, 1),  // 1 heads 2 and 3
                tie_of(4, 2, influences),
                tie_of(4, 3, influences),
                tie_of(4, 1, influences),  // all listen to 4
                tie_of(5, 6, influences),
                tie_of(3, 5, gatekeeps)};  // 5 and 6 hang on 3
  const PowerStructure power = analyze(chain, on_the_day).power;
  EXPECT_EQ(number_of(*power.head), 1);
  EXPECT_EQ(number_of(*power.adviser), 4);
  EXPECT_EQ(number_of(*power.broker), 3);
  EXPECT_TRUE(power.reading.en.starts_with("the formal head is "));
}

TEST(Power, is_unset_where_ties_do_not_tell) {
  EXPECT_EQ(analyze({}, on_the_day).power, PowerStructure{});
  DecisionChain chain;
  chain.stakeholders = {{.contact = id_of<Contact>(1)}, {.contact = id_of<Contact>(2)}};
  EXPECT_EQ(analyze(chain, on_the_day).power, PowerStructure{});
  chain.ties = {tie_of(1, 2)};
  const PowerStructure power = analyze(chain, on_the_day).power;
  EXPECT_EQ(number_of(*power.head), 2);
  EXPECT_FALSE(power.adviser);
  EXPECT_FALSE(power.broker);
}

// METHODS 3: the formal head (A07) is neither the top adviser (A02) nor … ; here by reports_to alone.
TEST(Power, a_circle_of_reporting_has_no_head) {
  DecisionChain chain;
  for (int i = 1; i <= 2; ++i) chain.stakeholders.push_back({.contact = id_of<Contact>(i)});
  chain.ties = {tie_of(1, 2), tie_of(2, 1)};
  EXPECT_FALSE(analyze(chain, on_the_day).power.head);
}

TEST(Power, who_reports_to_themselves_may_be_the_head) {
  DecisionChain chain;
  for (int i = 1; i <= 3; ++i) chain.stakeholders.push_back({.contact = id_of<Contact>(i)});
  chain.ties = {tie_of(1, 1), tie_of(2, 1), tie_of(3, 1)};
  EXPECT_EQ(number_of(*analyze(chain, on_the_day).power.head), 1);
}

// Strongest pull first, whichever way it goes; equal ones by id, the person's own first.
TEST(Propagation, pulls_are_in_order_of_size_not_of_sign) {
  DecisionChain chain;
  chain.stakeholders = {{.contact = id_of<Contact>(1), .support = 1},
                        {.contact = id_of<Contact>(2), .support = 1},
                        {.contact = id_of<Contact>(3), .support = -2}};
  chain.ties = {tie_of(2, 1, TieKind::influences), tie_of(3, 1, TieKind::influences)};
  const ChainAnalysis analysis = analyze(chain, on_the_day);
  std::vector<double> amounts;
  for (const Pull& pull : analysis.support.outlooks[0].pulls) amounts.push_back(pull.amount);
  EXPECT_EQ(amounts, (std::vector{.5, -.5, .25}));  // ½ · 1; ½ · ½ · −2; ½ · ½ · 1
}

TEST(Conflicts, block_between_deciders_and_against_a_supporter) {
  using enum BuyingRole;
  DecisionChain chain;
  chain.stakeholders = {{.contact = id_of<Contact>(1), .roles = {decider}},
                        {.contact = id_of<Contact>(2), .roles = {approver}},
                        {.contact = id_of<Contact>(3), .roles = {user}, .support = 1},
                        {.contact = id_of<Contact>(4), .roles = {user}, .support = 0}};
  chain.ties = {tie_of(2, 1, TieKind::conflicts_with), tie_of(1, 2, TieKind::conflicts_with),
                tie_of(3, 1, TieKind::conflicts_with), tie_of(4, 1, TieKind::conflicts_with),
                tie_of(3, 4, TieKind::conflicts_with), tie_of(3, 3, TieKind::conflicts_with)};
  const std::vector<Conflict> found = analyze(chain, on_the_day).conflicts;
  ASSERT_EQ(found.size(), 4U);
  const std::vector<std::tuple<int, int, bool>> expected{{1, 2, true}, {1, 3, true}, {1, 4, false}, {3, 4, false}};
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(std::tuple(number_of(found[i].one), number_of(found[i].other), found[i].blocks), expected[i]);
    EXPECT_EQ(found[i].reason.zh.empty(), !found[i].blocks);
  }
}

TEST(ChainOptions, out_of_range_are_named) {
  const auto code = [](auto change) {
    AnalyzeOptions options = on_the_day;
    change(options);
    return test::code_thrown([&options] { (void)analyze(test::chain_example(), options); });
  };
  EXPECT_EQ(code([](AnalyzeOptions& o) { o.susceptibility = 1; }), "argument.susceptibility");
  EXPECT_EQ(code([](AnalyzeOptions& o) { o.susceptibility = std::nan(""); }), "argument.susceptibility");
  EXPECT_EQ(code([](AnalyzeOptions& o) { o.unknown_strength = 1.1; }), "argument.unknown_strength");
  EXPECT_EQ(code([](AnalyzeOptions& o) { o.meeting.persuasion = -.1; }), "argument.meeting");
  EXPECT_EQ(code([](AnalyzeOptions& o) { o.meeting.clarity = -1; }), "argument.meeting");
}

}  // namespace
}  // namespace guanxi::chain
