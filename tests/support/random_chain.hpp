#pragma once
/// @file
/// Random decision chains.

#include "support/chain_example.hpp"

#include <optional>
#include <random>
#include <set>

namespace guanxi::test {

/// Mostly no day, else one around the example's.
inline std::optional<Date> maybe_day(std::mt19937& random) {
  if (random() % 8 != 0) return std::nullopt;
  return example_day + static_cast<int>(random() % 21) - 10;
}

/// A chain with anything in it: repeated people, ties to nowhere, days that do not hold.
inline DecisionChain random_chain(std::mt19937& random) {
  DecisionChain chain{.id = id_of<DecisionChain>(1)};
  const int people = static_cast<int>(random() % 12);
  for (int i = 0; i < people; ++i) {
    Stakeholder person{.contact = id_of<Contact>(1 + static_cast<int>(random() % 8))};
    for (std::size_t role = random() % 3; role > 0; --role)
      person.roles.push_back(random() % 4 == 0 ? BuyingRole::decider : static_cast<BuyingRole>(random() % 14));
    if (random() % 5 != 0) person.influence = static_cast<int>(random() % 11);
    if (random() % 5 != 0) person.support = static_cast<int>(random() % 5) - 2;
    if (random() % 5 != 0) person.coverage = static_cast<Coverage>(random() % 5);
    person.valid_from = maybe_day(random);
    person.valid_until = maybe_day(random);
    chain.stakeholders.push_back(person);
  }
  for (std::size_t i = random() % 24; i > 0; --i) {
    Tie tie = tie_of(1 + static_cast<int>(random() % 9), 1 + static_cast<int>(random() % 9),
                     static_cast<TieKind>(random() % 4));
    if (random() % 8 == 0) tie.kind.reset();
    tie.valid_from = maybe_day(random);
    tie.valid_until = maybe_day(random);
    chain.ties.push_back(tie);
  }
  return chain;
}

/// A chain in which nobody is named twice, so that the definitions apply word for word.
inline DecisionChain without_repeats(DecisionChain chain) {
  std::set<Id<Contact>> seen;
  std::erase_if(chain.stakeholders, [&seen](const Stakeholder& person) { return !seen.insert(person.contact).second; });
  return chain;
}

}  // namespace guanxi::test
