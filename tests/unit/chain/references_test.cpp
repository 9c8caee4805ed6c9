// Slow, obvious answers beside the fast ones: where power sits, who is at odds.
#include "support/chain_example.hpp"
#include "support/random_chain.hpp"

#include "on_the_day.hpp"

#include <guanxi/chain/analyze.hpp>
#include <guanxi/chain/difference.hpp>
#include <guanxi/chain/what_if.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

namespace guanxi::chain {
namespace {

using test::example_day;

using Table = std::vector<std::vector<int>>;

bool valid_on_example_day(std::optional<Date> from, std::optional<Date> until) {
  return (!from || *from <= example_day) && (!until || *until >= example_day);
}

/// Read from the chain without the library: the people of the day by id, and for each kind who has a tie to whom.
struct Plain {
  std::vector<Stakeholder> people{};
  std::map<TieKind, Table> ties{};
  Table linked{};  ///< any tie but conflicts, both ways
};

Plain plain_of(const DecisionChain& chain) {
  Plain plain;
  for (const Stakeholder& person : chain.stakeholders)
    if (valid_on_example_day(person.valid_from, person.valid_until)) plain.people.push_back(person);
  std::ranges::sort(plain.people, {}, &Stakeholder::contact);
  const std::size_t n = plain.people.size();
  for (const TieKind kind : {TieKind::reports_to, TieKind::influences, TieKind::conflicts_with, TieKind::gatekeeps})
    plain.ties[kind] = Table(n, std::vector<int>(n));
  plain.linked = Table(n, std::vector<int>(n));
  for (const Tie& tie : chain.ties) {
    if (!valid_on_example_day(tie.valid_from, tie.valid_until)) continue;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        if (plain.people[i].contact != tie.from_id || plain.people[j].contact != tie.to_id) continue;
        if (tie.kind) plain.ties[*tie.kind][i][j] = 1;
        if (tie.kind != TieKind::conflicts_with && i != j) plain.linked[i][j] = plain.linked[j][i] = 1;
      }
  }
  return plain;
}

/// Everybody below whom there are the most, found by squaring who is below whom until nothing is added.
std::optional<std::size_t> plain_head(const Plain& plain) {
  const Table& reports = plain.ties.at(TieKind::reports_to);
  const std::size_t n = plain.people.size();
  Table below(n, std::vector<int>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      below[j][i] = i != j && reports[i][j] == 1 ? 1 : 0;  // a tie to oneself tells nothing
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (below[i][k] && below[k][j]) below[i][j] = 1;
  std::optional<std::size_t> head;
  long most = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::ranges::count(reports[i], 1) > reports[i][i]) continue;
    if (const long count = std::ranges::count(below[i], 1); count > most) {
      most = count;
      head = i;
    }
  }
  return head;
}

std::optional<std::size_t> first_of_largest(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  const double most = *std::ranges::max_element(values);
  if (most <= 0) return std::nullopt;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] > most * (1 - 1e-8)) return i;
  return std::nullopt;
}

/// PageRank by two hundred steps of a surfer who follows those to whom one listens.
std::optional<std::size_t> plain_adviser(const Plain& plain) {
  const std::size_t n = plain.people.size();
  Table hears(n, std::vector<int>(n));
  long all = 0;
  for (const TieKind kind : {TieKind::influences, TieKind::gatekeeps})
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (i != j && plain.ties.at(kind)[i][j]) hears[j][i] = 1, ++all;
  if (all == 0) return std::nullopt;
  std::vector<double> rank(n, 1.0 / static_cast<double>(n));
  for (int step = 0; step < 200; ++step) {
    std::vector<double> next(n, .15 / static_cast<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      const auto out = static_cast<double>(std::ranges::count(hears[i], 1));
      for (std::size_t j = 0; j < n; ++j)
        next[j] += .85 * rank[i] * (out == 0 ? 1.0 / static_cast<double>(n) : hears[i][j] / out);
    }
    rank = next;
  }
  return first_of_largest(rank);
}

/// Shares of the shortest ways between all pairs: distance by Floyd, number of ways by adding up over last steps.
std::optional<std::size_t> plain_broker(const Plain& plain) {
  const std::size_t n = plain.people.size();
  constexpr int far = 1000;
  Table distance(n, std::vector<int>(n, far));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) distance[i][j] = i == j ? 0 : plain.linked[i][j] ? 1 : far;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) distance[i][j] = std::min(distance[i][j], distance[i][k] + distance[k][j]);
  std::vector<std::vector<double>> ways(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) ways[i][i] = 1;
  for (int length = 1; length < far; ++length) {
    if (length > static_cast<int>(n)) break;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (distance[i][j] == length)
          for (std::size_t last = 0; last < n; ++last)
            if (plain.linked[last][j] && distance[i][last] == length - 1) ways[i][j] += ways[i][last];
  }
  std::vector<double> between(n);
  for (std::size_t v = 0; v < n; ++v)
    for (std::size_t s = 0; s < n; ++s)
      for (std::size_t t = 0; t < n; ++t)
        if (s != v && t != v && s != t && distance[s][t] < far && distance[s][v] + distance[v][t] == distance[s][t])
          between[v] += ways[s][v] * ways[v][t] / ways[s][t];
  return first_of_largest(between);
}

std::optional<Id<Contact>> contact_at(const Plain& plain, std::optional<std::size_t> at) {
  return at ? std::optional(plain.people[*at].contact) : std::nullopt;
}

std::optional<Id<Contact>> contact_of(const std::optional<Person>& person) {
  return person ? std::optional(person->contact) : std::nullopt;
}

TEST(References, power_on_random_chains) {
  std::mt19937 random(41);
  int heads = 0, advisers = 0, brokers = 0;
  for (int round = 0; round < 600; ++round) {
    const DecisionChain chain = test::without_repeats(test::random_chain(random));
    const Plain plain = plain_of(chain);
    const PowerStructure power = analyze(chain, on_the_day).power;
    ASSERT_EQ(contact_of(power.head), contact_at(plain, plain_head(plain))) << round;
    ASSERT_EQ(contact_of(power.adviser), contact_at(plain, plain_adviser(plain))) << round;
    ASSERT_EQ(contact_of(power.broker), contact_at(plain, plain_broker(plain))) << round;
    ASSERT_EQ(power.reading.en.empty(), !power.head && !power.adviser && !power.broker);
    for (const auto& [who, what] : {std::pair(power.head, "head"), {power.adviser, ""}, {power.broker, ""}})
      if (who.has_value()) {
        ASSERT_NE(power.reading.en.find(who->name), std::string::npos) << what;
        ASSERT_NE(power.reading.zh.find(who->name), std::string::npos) << what;
      }
    heads += power.head.has_value();
    advisers += power.adviser.has_value();
    brokers += power.broker.has_value();
  }
  EXPECT_GT(std::min({heads, advisers, brokers}), 100);
}

bool decides_plainly(const Stakeholder& person) {
  for (const BuyingRole role : person.roles)
    if (role == BuyingRole::decider || role == BuyingRole::approver || role == BuyingRole::economic_buyer) return true;
  return false;
}

TEST(References, conflicts_on_random_chains) {
  std::mt19937 random(42);
  int blocking = 0, harmless = 0;
  for (int round = 0; round < 600; ++round) {
    const DecisionChain chain = test::without_repeats(test::random_chain(random));
    const Plain plain = plain_of(chain);
    const Table& odds = plain.ties.at(TieKind::conflicts_with);
    AnalyzeOptions options = on_the_day;
    options.supportive_from = static_cast<int>(random() % 3);
    const std::vector<Conflict> found = analyze(chain, options).conflicts;
    std::size_t at = 0;
    for (std::size_t i = 0; i < plain.people.size(); ++i)
      for (std::size_t j = i + 1; j < plain.people.size(); ++j) {
        if (!odds[i][j] && !odds[j][i]) continue;
        const Stakeholder &one = plain.people[i], &other = plain.people[j];
        const bool both = decides_plainly(one) && decides_plainly(other);
        const bool first_supports = one.support && *one.support >= options.supportive_from;
        const bool second_supports = other.support && *other.support >= options.supportive_from;
        const bool blocks =
            both || (decides_plainly(one) && second_supports) || (decides_plainly(other) && first_supports);
        ASSERT_LT(at, found.size()) << round;
        ASSERT_EQ(found[at].one.contact, one.contact);
        ASSERT_EQ(found[at].other.contact, other.contact);
        ASSERT_EQ(found[at].blocks, blocks) << round;
        ASSERT_EQ(found[at].reason.en.starts_with("two who decide"), both);
        if (blocks && !both) {
          const std::string supporter = decides_plainly(one) ? found[at].other.name : found[at].one.name;
          ASSERT_TRUE(found[at].reason.en.starts_with(supporter + ", who supports us")) << found[at].reason.en;
          ASSERT_TRUE(found[at].reason.zh.starts_with("支持我方的" + supporter)) << found[at].reason.zh;
        }
        (blocks ? blocking : harmless) += 1;
        ++at;
      }
    ASSERT_EQ(at, found.size()) << round;
  }
  EXPECT_GT(std::min(blocking, harmless), 40);
}

TEST(References, introductions_lead_to_those_known_at_most_in_brief) {
  std::mt19937 random(43);
  int well = 0;
  for (int round = 0; round < 300; ++round) {
    const ChainAnalysis analysis = analyze(test::random_chain(random), on_the_day);
    std::vector<Person> expected, found;
    for (const KeyPlayer& player : analysis.key_players) {
      const bool known_well = player.coverage == Coverage::multiple || player.coverage == Coverage::in_depth;
      if (!known_well) expected.push_back(player.person);
      well += known_well;
    }
    for (const Introduction& way : analysis.introductions) found.push_back(way.person);
    ASSERT_EQ(found, expected) << round;
  }
  EXPECT_GT(well, 50);
}

// Weights that differ, and cold calls that are likelier than some introductions.
TEST(References, meetings_by_their_definition) {
  std::mt19937 random(44);
  int cold = 0, introduced = 0;
  for (int round = 0; round < 300; ++round) {
    const DecisionChain chain = test::random_chain(random);
    AnalyzeOptions options = on_the_day;
    options.meeting = {.clarity = .9, .support = .2, .persuasion = .4, .cold_access = random() % 2 == 0 ? .3 : .05};
    const Network network = network_of(chain, options);
    const std::vector<Introduction> ways = introductions_to_all(network, options);
    for (const Meeting& meeting : analyze(chain, options).next_meetings) {
      std::size_t at = 0;
      while (network.members[at].person != meeting.person) ++at;
      const Coverage coverage = network.members[at].coverage;
      const bool met = coverage != Coverage::none && coverage != Coverage::unknown;
      const bool by_others = !met && ways[at].strength > options.meeting.cold_access;
      ASSERT_EQ(meeting.access, met ? 1.0 : std::max(ways[at].strength, options.meeting.cold_access)) << round;
      std::vector<Person> through;
      if (by_others) through.assign(ways[at].path.begin(), ways[at].path.end() - 1);
      ASSERT_EQ(meeting.through, through) << round;
      ASSERT_NEAR(meeting.expected_gain, meeting.access * (.9 * meeting.clarity_gain + .2 * meeting.support_gain),
                  1e-12);
      cold += !met && !by_others;
      introduced += by_others;
    }
  }
  EXPECT_GT(std::min(cold, introduced), 50);
}

using TieKey = std::tuple<Id<Contact>, Id<Contact>, std::optional<TieKind>>;

/// One tie of each kind between two people, so that added and removed ones are a difference of sets.
DecisionChain without_repeated_ties(DecisionChain chain) {
  std::set<TieKey> seen;
  std::erase_if(chain.ties, [&](const Tie& tie) { return !seen.insert({tie.from_id, tie.to_id, tie.kind}).second; });
  return chain;
}

std::map<TieKey, std::optional<Ratio>> tie_keys(const DecisionChain& chain) {
  const Plain plain = plain_of(chain);
  const auto there = [&](Id<Contact> id) {
    return std::ranges::find(plain.people, id, &Stakeholder::contact) != plain.people.end();
  };
  std::map<TieKey, std::optional<Ratio>> keys;
  for (const Tie& tie : chain.ties)
    if (there(tie.from_id) && there(tie.to_id) && valid_on_example_day(tie.valid_from, tie.valid_until))
      keys[{tie.from_id, tie.to_id, tie.kind}] = tie.strength;
  return keys;
}

TEST(References, difference_on_random_pairs_of_chains) {
  std::mt19937 random(45);
  int changed = 0;
  for (int round = 0; round < 400; ++round) {
    DecisionChain before = without_repeated_ties(test::without_repeats(test::random_chain(random)));
    DecisionChain after = without_repeated_ties(test::without_repeats(test::random_chain(random)));
    if (random() % 2 == 0) after.ties = before.ties;
    for (Tie& tie : after.ties)
      if (random() % 3 == 0) tie.strength = Ratio::checked(.25);
    const ChainDifference found = compare(before, on_the_day, after, on_the_day);
    const ChainAnalysis was = analyze(before, on_the_day), is = analyze(after, on_the_day);
    ASSERT_EQ(std::tuple(found.status_before, found.status_after), std::tuple(was.status, is.status));
    ASSERT_EQ(std::tuple(found.level_before, found.level_after), std::tuple(was.level, is.level));
    const auto points = [](const ChainAnalysis& one) {
      return one.state == ChainState::empty ? std::nullopt : std::optional(one.clarity.value());
    };
    const auto share = [](const ChainAnalysis& one) {
      return one.coverage ? std::optional(one.coverage->value()) : std::nullopt;
    };
    ASSERT_EQ(found.clarity, (Shift{points(was), points(is)})) << round;
    ASSERT_EQ(found.coverage, (Shift{share(was), share(is)})) << round;
    ASSERT_EQ(found.net_support, (Shift{was.support.net, is.support.net})) << round;
    ASSERT_EQ(found.expected_support, (Shift{was.support.expected, is.support.expected})) << round;
    const auto old_ties = tie_keys(before), new_ties = tie_keys(after);
    std::set<std::pair<Id<Contact>, Id<Contact>>> added, removed, strength, expected_added, expected_removed,
        expected_strength;
    for (const ChainChange& change : found.changes) {
      const auto pair = [&] { return std::pair(change.person.contact, change.other->contact); };
      if (change.kind == ChangeKind::tie_added) added.insert(pair());
      if (change.kind == ChangeKind::tie_removed) removed.insert(pair());
      if (change.kind == ChangeKind::tie_strength) strength.insert(pair());
      changed += change.other.has_value();
    }
    for (const auto& [key, value] : old_ties)
      if (!new_ties.contains(key)) expected_removed.insert({std::get<0>(key), std::get<1>(key)});
    for (const auto& [key, value] : new_ties) {
      if (!old_ties.contains(key))
        expected_added.insert({std::get<0>(key), std::get<1>(key)});
      else if (old_ties.at(key) != value)
        expected_strength.insert({std::get<0>(key), std::get<1>(key)});
    }
    ASSERT_EQ(added, expected_added) << round;
    ASSERT_EQ(removed, expected_removed) << round;
    ASSERT_EQ(strength, expected_strength) << round;
  }
  EXPECT_GT(changed, 500);
}

TEST(References, a_meeting_tells_an_attitude_that_was_unknown) {
  DecisionChain chain = test::chain_example();
  chain.stakeholders.front().support.reset();
  const Id<Contact> boss = chain.stakeholders.front().contact;
  const std::vector<Move> moves{{.kind = MoveKind::meet, .contact = boss, .coverage = Coverage::brief}};
  const WhatIf answer = what_if(chain, moves, on_the_day);
  EXPECT_EQ(answer.chain.stakeholders.front().support, 0);
  EXPECT_TRUE(answer.analysis.support_unknown.empty());
}

TEST(References, whoever_goes_takes_all_ties_along) {
  std::mt19937 random(46);
  for (int round = 0; round < 200; ++round) {
    const DecisionChain chain = test::random_chain(random);
    const ChainAnalysis before = analyze(chain, on_the_day);
    if (before.people.empty()) continue;
    const Id<Contact> who = before.people[random() % before.people.size()].contact;
    const std::vector<Move> moves{{.kind = MoveKind::remove, .contact = who}};
    const WhatIf answer = what_if(chain, moves, on_the_day);
    for (const Tie& tie : answer.chain.ties) ASSERT_TRUE(tie.from_id != who && tie.to_id != who) << round;
    ASSERT_EQ(answer.analysis.people.size() + 1, before.people.size());
  }
}

TEST(References, moves_leave_entries_of_other_days_alone) {
  DecisionChain chain = test::chain_example();
  Stakeholder earlier = chain.stakeholders.front();
  earlier.valid_until = example_day - 1;
  earlier.support = -2;
  chain.stakeholders.push_back(earlier);
  for (const MoveKind kind : {MoveKind::win_over, MoveKind::remove}) {
    const std::vector<Move> moves{{.kind = kind, .contact = earlier.contact, .support = 2}};
    const WhatIf answer = what_if(chain, moves, on_the_day);
    EXPECT_EQ(answer.chain.stakeholders.back(), earlier);
  }
}

}  // namespace
}  // namespace guanxi::chain
