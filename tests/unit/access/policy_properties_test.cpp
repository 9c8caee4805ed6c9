// The policy against the rules as they are written, told without indexes: 20,000 decisions over random desks with
// circles, dangling links, repeated identifiers, leavers, shares and absences.
#include <guanxi/access/policy.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

// -- the rules --

/// The first record of this identifier, or nullptr.
template <class T>
const T* first(const std::vector<T>& records, Id<T> id) {
  for (const T& record : records)
    if (id && record.id == id) return &record;
  return nullptr;
}

template <class T>
bool counts(const std::vector<T>& records, const T& record) {
  return !record.id || first(records, record.id) == &record;
}

struct Rules {
  const Desk& desk;

  bool below(Id<User> who, Id<User> boss, int left = 20) const {
    const User* known = first(desk.users, who);
    return known && left > 0 && (known->reports_to_id.id == boss || below(known->reports_to_id.id, boss, left - 1));
  }
  bool inside(Id<Team> part, Id<Team> whole, int left = 20) const {
    const Team* known = first(desk.teams, part);
    return known && left > 0 && (part == whole || inside(known->parent_id.id, whole, left - 1));
  }
  Id<Team> team_of(Id<User> who) const {
    const User* known = first(desk.users, who);
    return known ? known->team_id.id : Id<Team>{};
  }
  bool under_my_lead(Id<Team> part, Id<User> me) const {
    return std::ranges::any_of(desk.teams, [&](const Team& whole) {
      return counts(desk.teams, whole) && whole.leader_id.id == me && inside(part, whole.id);
    });
  }
  Reach reach(const User& me, Action action) const {
    Reach most = Reach::none;
    for (const Role& role : desk.roles) {
      bool mine = role.jobs.empty() && role.members.empty();
      for (const Job job : role.jobs) mine = mine || me.job == job;
      for (const Ref<User>& member : role.members) mine = mine || member.id == me.id;
      for (const Right& right : role.rights)
        if (mine && counts(desk.roles, role) && right.action == action && right.reach)
          most = std::max(most, *right.reach);
    }
    return most;
  }
  bool stands_in(Id<User> me, Id<User> owner) const {
    return std::ranges::any_of(desk.absences, [&](const Absence& one) {
      return counts(desk.absences, one) && one.deputy_id.id == me && one.user_id.id == owner &&
             one.starts_on.value_or(today) <= today && one.ends_on.value_or(today) >= today;
    });
  }
  bool shared(const User& me, Action action, Id<Customer> with) const {
    return with && std::ranges::any_of(desk.shares, [&](const Share& one) {
             const Team* whole = first(desk.teams, one.team_id.id);
             const bool mine = one.user_id.id == me.id ||
                               (whole && (whole->leader_id.id == me.id || inside(me.team_id.id, whole->id)));
             const bool given = one.actions.empty() ? action == Action::read
                                                    : std::ranges::find(one.actions, action) != one.actions.end();
             return counts(desk.shares, one) && one.customer_id == with && mine && given &&
                    one.valid_from.value_or(today) <= today && one.valid_until.value_or(today) >= today;
           });
  }
  bool allowed(Id<User> reader, Action action, const Ownership& of) const {
    const User* me = first(desk.users, reader);
    if (!me || me->left_on.value_or(today) < today) return false;
    const Reach most = reach(*me, action);
    if (most == Reach::all || shared(*me, action, of.customer)) return true;
    if (most >= Reach::own && of.owner && (of.owner == me->id || stands_in(me->id, of.owner))) return true;
    if (most != Reach::team) return false;
    return of.owner ? below(of.owner, me->id) || under_my_lead(team_of(of.owner), me->id)
                    : under_my_lead(of.team, me->id);
  }
};

// -- random desks --

class RandomDesk {
 public:
  explicit RandomDesk(std::uint32_t seed) : random_(seed) {}

  Desk make() {
    Desk desk;
    for (int count = 4 + upto(6); count > 0; --count) {
      User& made = desk.add_user(upto(7), "", upto(8), upto(6));
      made.name = "Name-" + std::to_string(made.id.uuid.bytes[15]) + ".";
      if (chance(.8)) made.job = pick<Job>(2);
      if (chance(.1)) made.left_on = today + (upto(2) - 1);
    }
    for (int count = 2 + upto(4); count > 0; --count) desk.add_team(upto(5), "team", upto(8), upto(6));
    for (int count = 2 + upto(4); count > 0; --count) fill(desk.add_role("role", {}));
    for (int count = upto(8); count > 0; --count) desk.shares.push_back(share());
    for (int count = upto(8); count > 0; --count) desk.absences.push_back(absence());
    return desk;
  }
  Id<User> reader(const Desk& desk) {
    return chance(.9) ? desk.users[static_cast<std::size_t>(upto(static_cast<int>(desk.users.size()) - 1))].id
                      : user(upto(9));
  }
  Ownership ownership() { return {customer(upto(4)), user(chance(.25) ? 0 : 1 + upto(7)), team(upto(6))}; }

 private:
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random_) < share; }
  template <class E>
  E pick(int values) {
    return static_cast<E>(upto(values - 1));
  }
  std::optional<Date> near() { return chance(.4) ? std::nullopt : std::optional(today + (upto(4) - 2)); }

  void fill(Role& role) {
    if (chance(.2)) role.id = id_of<Role>(1);
    for (int count = upto(1); count > 0; --count) role.jobs.push_back(pick<Job>(2));
    for (int count = upto(1); count > 0; --count) role.members.push_back({.id = user(upto(8))});
    for (int count = upto(20); count > 0; --count) {
      Right& right = role.rights.emplace_back();
      if (chance(.95)) right.action = pick<Action>(8);
      if (chance(.95)) right.reach = chance(.97) ? static_cast<Reach>(1 + upto(1)) : pick<Reach>(4);
    }
  }
  Share share() {
    Share made{.customer_id = customer(upto(4)), .valid_from = near(), .valid_until = near()};
    if (chance(.2)) made.id = id_of<Share>(1);
    if (chance(.5)) made.user_id.id = user(upto(9));
    if (chance(.5)) made.team_id.id = team(upto(6));
    for (int count = upto(3); count > 0; --count) made.actions.push_back(pick<Action>(8));
    return made;
  }
  Absence absence() {
    Absence made{.user_id = {.id = user(upto(9))},
                 .deputy_id = {.id = user(1 + upto(6))},
                 .starts_on = near(),
                 .ends_on = near()};
    if (chance(.2)) made.id = id_of<Absence>(1);
    return made;
  }

  std::mt19937 random_;
};

// -- the comparison --

bool tells(const Explanation& explanation, std::string_view name) {
  return std::ranges::any_of(explanation.sentences, [&](const Message& sentence) {
    return sentence.zh.find(name) != std::string::npos || sentence.en.find(name) != std::string::npos;
  });
}

bool sorted_once(const Filter& filter) {
  const auto rises = [](const auto& list) {
    return std::ranges::adjacent_find(list, std::ranges::greater_equal()) == list.end() &&
           (list.empty() || list.front());
  };
  return rises(filter.owners) && rises(filter.teams) && rises(filter.customers);
}

void expect_explained(const Policy& policy, Action action, const Ownership& of, const Directory& directory) {
  const Explanation explanation = policy.explain(action, of);
  EXPECT_EQ(explanation.allowed, policy.decide(action, of).allowed);
  EXPECT_EQ(explanation.tie != Tie::nothing, explanation.allowed);
  EXPECT_EQ(explanation.reach, policy.reach(action));
  EXPECT_FALSE(explanation.sentences.empty());
  for (const Message& sentence : explanation.sentences) EXPECT_FALSE(sentence.zh.empty() || sentence.en.empty());
  const std::string_view name = directory.name_of(of.owner);
  if (!policy.decide(Action::read, of)) {
    EXPECT_FALSE(!name.empty() && tells(explanation, name));
  }
}

TEST(PolicyProperties, decide_filter_and_explain_follow_the_rules) {
  std::map<Tie, int> ties;
  int cases = 0;
  for (std::uint32_t seed = 1; cases < 20'000 && !HasFailure(); ++seed) {
    RandomDesk random(seed);
    const Desk desk = random.make();
    const Directory directory = desk.directory();
    for (int readers = 0; readers < 5; ++readers) {
      const Id<User> reader = random.reader(desk);
      const Policy policy(directory, Principal::of(reader), today);
      for (std::size_t number = 0; number < action_count; ++number, ++cases) {
        const Action action = static_cast<Action>(number);
        const Ownership of = random.ownership();
        const bool allowed = policy.decide(action, of).allowed;
        EXPECT_EQ(allowed, (Rules{desk}.allowed(reader, action, of)))
            << "seed " << seed << ", reader " << to_string(reader) << ", " << word_of(action).word;
        EXPECT_EQ(allowed, policy.filter(action).admits(of));
        EXPECT_TRUE(sorted_once(policy.filter(action)));
        expect_explained(policy, action, of, directory);
        ++ties[policy.explain(action, of).tie];
      }
    }
  }
  EXPECT_EQ(cases, 20'000);
  for (const Tie tie : {Tie::nothing, Tie::everything, Tie::own, Tie::absence, Tie::reports, Tie::team_member,
                        Tie::team_customer, Tie::share})
    EXPECT_GE(ties[tie], 50) << word_of(tie).word << " hardly occurs: the comparison says little";
}

TEST(PolicyProperties, order_of_the_records_does_not_matter) {
  std::mt19937 random(7);
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    Desk desk = RandomDesk(seed).make();
    const auto numbered = [](auto& records) {  // no identifier twice, so that no record is the first of its kind
      for (std::size_t i = 0; i < records.size(); ++i) records[i].id.uuid.bytes[15] = static_cast<std::uint8_t>(i + 1);
    };
    numbered(desk.users), numbered(desk.teams), numbered(desk.roles), numbered(desk.shares), numbered(desk.absences);
    const Directory before = desk.directory();
    std::ranges::shuffle(desk.users, random);
    std::ranges::shuffle(desk.teams, random);
    std::ranges::shuffle(desk.roles, random);
    std::ranges::shuffle(desk.shares, random);
    std::ranges::shuffle(desk.absences, random);
    const Directory after = desk.directory();
    for (int number = 0; number < 10; ++number)
      for (std::size_t action = 0; action < action_count; ++action)
        EXPECT_EQ(Policy(before, Principal::of(user(number)), today).filter(static_cast<Action>(action)),
                  Policy(after, Principal::of(user(number)), today).filter(static_cast<Action>(action)));
  }
}

}  // namespace
}  // namespace guanxi::access
