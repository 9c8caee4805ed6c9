// Random decision chains against the definitions of METHODS 3 written out the slow way.
#include "support/random_chain.hpp"

#include <guanxi/chain/analyze.hpp>

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace guanxi::chain {
namespace {

using test::example_day;
using test::random_chain;
using test::without_repeats;

constexpr int rounds = 1000;

bool valid(std::optional<Date> from, std::optional<Date> until) {
  return !(from && *from > example_day) && !(until && *until < example_day);
}

double covered(const Stakeholder& person) {
  switch (person.coverage.value_or(Coverage::unknown)) {
    case Coverage::in_depth:
      return 1;
    case Coverage::multiple:
      return 2.0 / 3;
    case Coverage::brief:
      return 1.0 / 3;
    default:
      return 0;
  }
}

bool plays(const Stakeholder& person, std::set<BuyingRole> roles) {
  return std::any_of(person.roles.begin(), person.roles.end(),
                     [&roles](BuyingRole role) { return roles.contains(role); });
}

bool anybody_plays(const std::vector<Stakeholder>& people, const std::set<BuyingRole>& roles) {
  return std::any_of(people.begin(), people.end(),
                     [&roles](const Stakeholder& person) { return plays(person, roles); });
}

// Follows the ties step by step until nobody new turns up.
bool has_way_to_decider(const Stakeholder& person, const std::vector<Stakeholder>& people,
                        const std::vector<Tie>& ties) {
  std::set<Id<Contact>> met{person.contact};
  for (std::size_t size = 0; size != met.size();) {
    size = met.size();
    for (const Tie& tie : ties) {
      const bool known = std::any_of(people.begin(), people.end(),
                                     [&tie](const Stakeholder& one) { return one.contact == tie.to_id; });
      if (known && tie.kind != TieKind::conflicts_with && valid(tie.valid_from, tie.valid_until) &&
          met.contains(tie.from_id))
        met.insert(tie.to_id);
    }
  }
  return std::any_of(people.begin(), people.end(), [&met](const Stakeholder& one) {
    return plays(one, {BuyingRole::decider}) && met.contains(one.contact);
  });
}

struct Reference {
  std::optional<double> coverage, net_support, clarity;
  int level = 0, status = 0;
};

Reference reference(const DecisionChain& chain) {
  using enum BuyingRole;
  std::vector<Stakeholder> people;
  for (const Stakeholder& person : chain.stakeholders)
    if (valid(person.valid_from, person.valid_until)) people.push_back(person);
  Reference answer;
  if (people.empty()) return answer;
  double influence = 0, cover = 0, support = 0, attitude = 0, others = 0, linked = 0;
  answer.level = 1;
  for (const Stakeholder& person : people) {
    const double weight = person.influence.value_or(0);
    influence += weight;
    cover += weight * covered(person);
    support += weight * person.support.value_or(0);
    if (person.support && covered(person) > 0) attitude += weight;
    if (!plays(person, {decider})) others += 1;
    if (!plays(person, {decider}) && has_way_to_decider(person, people, chain.ties)) linked += 1;
    const bool decides = plays(person, {decider, approver, economic_buyer}),
               supportive = person.support.value_or(0) >= 1;
    if (!decides && weight < 7) continue;
    answer.level = std::max(answer.level, supportive ? 3 : 2);
    if (supportive) answer.status = std::max(answer.status, decides ? 2 : 1);
  }
  double sum = 0, weights = .5;
  sum += .30 * (anybody_plays(people, {decider}) ? 1 : anybody_plays(people, {approver, economic_buyer}) ? .5 : 0);
  sum += .20 / 3 *
         (anybody_plays(people, {user, initiator}) + anybody_plays(people, {evaluator, technical_buyer}) +
          anybody_plays(people, {buyer, economic_buyer}));
  if (influence > 0) {
    answer.coverage = cover / influence;
    answer.net_support = support / (2 * influence);
    sum += .25 * cover / influence + .15 * attitude / influence;
    weights += .40;
  }
  if (others > 0) {
    sum += .10 * linked / others;
    weights += .10;
  }
  answer.clarity = 100 * sum / weights;
  return answer;
}

TEST(ChainProperties, equal_the_definitions_on_random_chains) {
  std::mt19937 random(3);
  int with_people = 0, with_way = 0;
  for (int round = 0; round < rounds; ++round) {
    const DecisionChain chain = without_repeats(random_chain(random));
    const ChainAnalysis analysis = analyze(chain, {.as_of = example_day});
    const Reference expected = reference(chain);
    ASSERT_EQ(static_cast<int>(analysis.level), expected.level) << round;
    ASSERT_EQ(static_cast<int>(analysis.status), expected.status) << round;
    ASSERT_EQ(analysis.coverage.has_value(), expected.coverage.has_value()) << round;
    ASSERT_EQ(analysis.support.net.has_value(), expected.net_support.has_value()) << round;
    if (expected.coverage) {
      ASSERT_NEAR(analysis.coverage->value(), *expected.coverage, 1e-12) << round;
      ASSERT_NEAR(*analysis.support.net, *expected.net_support, 1e-12) << round;
    }
    ASSERT_EQ(analysis.clarity.state == ScoreState::unavailable, !expected.clarity) << round;
    if (!expected.clarity) continue;
    ASSERT_NEAR(analysis.clarity.value(), *expected.clarity, .000501) << round;
    ++with_people;
    if (analysis.clarity_parts.linked.value_or(0) > 0) ++with_way;
  }
  EXPECT_GT(with_people, rounds / 2);
  EXPECT_GT(with_way, rounds / 20);
}

TEST(ChainProperties, clarity_stays_in_range_and_adds_up) {
  std::mt19937 random(4);
  for (int round = 0; round < rounds; ++round) {
    const ChainAnalysis analysis = analyze(random_chain(random), {.as_of = example_day});
    std::int64_t sum = 0;
    for (const Contribution& reason : analysis.clarity.contributions) sum += reason.thousandths;
    ASSERT_EQ(sum, analysis.clarity.thousandths);
    ASSERT_GE(analysis.clarity.low, 0);
    ASSERT_LE(analysis.clarity.low, analysis.clarity.thousandths);
    ASSERT_LE(analysis.clarity.thousandths, analysis.clarity.high);
    ASSERT_LE(analysis.clarity.high, 100'000);
  }
}

TEST(ChainProperties, order_of_people_and_ties_changes_nothing) {
  std::mt19937 random(5);
  const auto contacts = test::contacts_example();
  for (int round = 0; round < rounds; ++round) {
    DecisionChain chain = random_chain(random);
    const ChainAnalysis analysis = analyze(chain, {.as_of = example_day, .contacts = contacts});
    std::shuffle(chain.stakeholders.begin(), chain.stakeholders.end(), random);
    std::shuffle(chain.ties.begin(), chain.ties.end(), random);
    ASSERT_EQ(analyze(chain, {.as_of = example_day, .contacts = contacts}), analysis) << round;
  }
}

TEST(ChainProperties, knowing_somebody_better_never_lowers_clarity) {
  std::mt19937 random(6);
  for (int round = 0; round < rounds; ++round) {
    DecisionChain chain = without_repeats(random_chain(random));
    if (chain.stakeholders.empty()) continue;
    const std::int64_t before = analyze(chain, {.as_of = example_day}).clarity.thousandths;
    Stakeholder& person = chain.stakeholders[random() % chain.stakeholders.size()];
    person.coverage = Coverage::in_depth;
    if (!person.support) person.support = 0;
    ASSERT_GE(analyze(chain, {.as_of = example_day}).clarity.thousandths, before) << round;
  }
}

}  // namespace
}  // namespace guanxi::chain
