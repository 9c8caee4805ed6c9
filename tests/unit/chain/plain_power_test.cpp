// Power and conflicts against their definitions written out: everybody reached, PageRank by its matrix, all shortest
// ways.
#include "support/random_chain.hpp"

#include "on_the_day.hpp"

#include <guanxi/chain/analyze.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace guanxi::chain {
namespace {

using PlainTies = std::vector<std::vector<bool>>;

template <class Wanted>
PlainTies plain_ties(const Network& network, Wanted wanted) {
  PlainTies ties(network.members.size(), std::vector<bool>(network.members.size()));
  for (const Link& link : network.links)
    if (link.edge.from != link.edge.to && wanted(link)) ties[link.edge.from][link.edge.to] = true;
  return ties;
}

// Who is reached, by joining steps until nothing new is found.
PlainTies closed(PlainTies ties) {
  const std::size_t n = ties.size();
  for (std::size_t round = 0; round < n; ++round)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        for (std::size_t k = 0; k < n; ++k) ties[i][k] = ties[i][k] || (ties[i][j] && ties[j][k]);
  return ties;
}

std::optional<std::size_t> plain_largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, value);
  if (most <= 0) return std::nullopt;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] > most * (1 - 1e-9)) return i;
  return std::nullopt;
}

std::optional<std::size_t> plain_head(const Network& network) {
  const PlainTies reports = plain_ties(network, [](const Link& link) { return link.kind == TieKind::reports_to; });
  const PlainTies above = closed(reports);
  std::vector<double> below(network.members.size());
  for (std::size_t i = 0; i < below.size(); ++i) {
    if (std::find(reports[i].begin(), reports[i].end(), true) != reports[i].end()) continue;
    for (std::size_t j = 0; j < below.size(); ++j) below[i] += j != i && above[j][i];
  }
  return plain_largest(below);
}

std::optional<std::size_t> plain_adviser(const Network& network) {
  const PlainTies acts = plain_ties(
      network, [](const Link& link) { return link.kind == TieKind::influences || link.kind == TieKind::gatekeeps; });
  const std::size_t n = acts.size();
  std::vector<double> heard(n, 1.0 / static_cast<double>(n));
  bool any = false;
  for (int round = 0; round < 2000; ++round) {
    std::vector<double> next(n, .15 / static_cast<double>(n));
    for (std::size_t i = 0; i < n; ++i) {  // i listens to each j that acts on i
      double to = 0;
      for (std::size_t j = 0; j < n; ++j) to += acts[j][i];
      any = any || to > 0;
      for (std::size_t j = 0; j < n; ++j)
        if (to == 0 || acts[j][i]) next[j] += .85 * heard[i] / (to == 0 ? static_cast<double>(n) : to);
    }
    heard = next;
  }
  return any ? plain_largest(heard) : std::nullopt;
}

std::optional<std::size_t> plain_broker(const Network& network) {
  const PlainTies ties = plain_ties(network, [](const Link& link) { return link.kind != TieKind::conflicts_with; });
  const std::size_t n = ties.size();
  // Lengths and numbers of shortest ways, one step more at a time.
  std::vector<std::vector<double>> length(n, std::vector<double>(n, INFINITY)), ways(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    length[i][i] = 0;
    ways[i][i] = 1;
  }
  for (std::size_t steps = 1; steps < n; ++steps)
    for (std::size_t s = 0; s < n; ++s)
      for (std::size_t t = 0; t < n; ++t) {
        if (length[s][t] < static_cast<double>(steps)) continue;
        double count = 0;
        for (std::size_t v = 0; v < n; ++v)
          if ((ties[v][t] || ties[t][v]) && length[s][v] == static_cast<double>(steps) - 1) count += ways[s][v];
        if (count == 0) continue;
        length[s][t] = static_cast<double>(steps);
        ways[s][t] = count;
      }
  std::vector<double> between(n);
  for (std::size_t s = 0; s < n; ++s)
    for (std::size_t t = 0; t < n; ++t)
      for (std::size_t v = 0; v < n; ++v)
        if (s != t && v != s && v != t && length[s][t] < INFINITY && length[s][v] + length[v][t] == length[s][t])
          between[v] += ways[s][v] * ways[v][t] / ways[s][t];
  return plain_largest(between);
}

TEST(PowerReference, random_chains) {
  std::mt19937 random(21);
  int heads = 0, advisers = 0, brokers = 0;
  for (int round = 0; round < 600; ++round) {
    const DecisionChain chain = test::random_chain(random);
    const Network network = network_of(chain, on_the_day);
    const auto person = [&](std::optional<std::size_t> at) {
      return at ? std::optional(network.members[*at].person) : std::nullopt;
    };
    const PowerStructure power = analyze(chain, on_the_day).power;
    ASSERT_EQ(power.head, person(plain_head(network))) << round;
    ASSERT_EQ(power.adviser, person(plain_adviser(network))) << round;
    ASSERT_EQ(power.broker, person(plain_broker(network))) << round;
    heads += power.head.has_value();
    advisers += power.adviser.has_value();
    brokers += power.broker.has_value();
  }
  EXPECT_GT(std::min({heads, advisers, brokers}), 100);
}

TEST(ConflictReference, random_chains) {
  std::mt19937 random(22);
  int blocking = 0, harmless = 0;
  for (int round = 0; round < 900; ++round) {
    const DecisionChain chain = test::random_chain(random);
    AnalyzeOptions options = on_the_day;
    options.supportive_from = 1 + round % 2;
    const Network network = network_of(chain, options);
    const PlainTies at_odds =
        plain_ties(network, [](const Link& link) { return link.kind == TieKind::conflicts_with; });
    std::vector<std::tuple<Person, Person, bool>> expected, found;
    const auto supports = [&](std::size_t i) {
      return network.members[i].support.value_or(-9) >= options.supportive_from;
    };
    for (std::size_t i = 0; i < at_odds.size(); ++i)
      for (std::size_t j = i + 1; j < at_odds.size(); ++j) {
        if (!at_odds[i][j] && !at_odds[j][i]) continue;
        const bool one = network.members[i].decides(), other = network.members[j].decides();
        expected.emplace_back(network.members[i].person, network.members[j].person,
                              (one && other) || (one && supports(j)) || (other && supports(i)));
      }
    for (const Conflict& conflict : analyze(chain, options).conflicts) {
      found.emplace_back(conflict.one, conflict.other, conflict.blocks);
      ++(conflict.blocks ? blocking : harmless);
    }
    ASSERT_EQ(found, expected) << round;
  }
  EXPECT_GT(std::min(blocking, harmless), 50);
}

// Strongest pull first, whichever way it goes.
TEST(PullOrder, by_size_not_by_sign) {
  DecisionChain chain;
  chain.stakeholders = {{.contact = test::id_of<Contact>(1), .support = 1},
                        {.contact = test::id_of<Contact>(2), .support = -2},
                        {.contact = test::id_of<Contact>(3), .support = 1}};
  chain.ties = {test::tie_of(2, 1, TieKind::influences), test::tie_of(3, 1, TieKind::influences)};
  const ChainAnalysis analysis = analyze(chain, on_the_day);
  const std::vector<Pull>& pulls = analysis.support.outlooks[0].pulls;
  ASSERT_EQ(pulls.size(), 3U);
  EXPECT_NEAR(pulls[0].amount, .5, 1e-12);   // ½ · 1, its own
  EXPECT_NEAR(pulls[1].amount, -.5, 1e-12);  // ½ · ½ · −2, later by id
  EXPECT_NEAR(pulls[2].amount, .25, 1e-12);
}

// A key player known by several meetings needs no introduction, one met once does.
TEST(IntroductionsOfKeyPlayers, from_several_meetings_on_none) {
  for (const auto& [coverage, wanted] : {std::pair(Coverage::brief, 1U), std::pair(Coverage::multiple, 0U)}) {
    DecisionChain chain = test::chain_example();
    chain.stakeholders[0].coverage = coverage;
    EXPECT_EQ(analyze(chain, on_the_day).introductions.size(), wanted);
  }
}

}  // namespace
}  // namespace guanxi::chain
