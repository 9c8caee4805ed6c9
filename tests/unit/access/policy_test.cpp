#include <guanxi/access/policy.hpp>

#include <gtest/gtest.h>

#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

constexpr std::span<const Ownership> no_customers{};

bool reads(const Desk& desk, int reader, const Ownership& of, Date on = today) {
  return desk.policy(user(reader), on).decide(Action::read, of).allowed;
}

struct ReadCase {
  const char* name;
  int reader, owner, team;
  bool allowed;
};

// The small desk: 1 leads team 1, 2 leads team 2 below it, 3 reports to 1, 4 to 3, 5 is in team 2.
constexpr ReadCase read_cases[] = {
    {"own", 6, 6, 0, true},
    {"of_somebody_else", 6, 5, 0, false},
    {"of_the_boss", 3, 1, 0, false},
    {"reports_directly", 1, 3, 0, true},
    {"reports_through_another", 1, 4, 0, true},
    {"without_reach_team_reports_do_not_count", 3, 4, 0, false},
    {"member_of_my_team", 2, 5, 0, true},
    {"member_of_a_team_below", 1, 5, 0, true},
    {"leader_of_a_team_below_is_no_member", 1, 2, 0, false},
    {"unowned_of_my_team", 2, 0, 2, true},
    {"unowned_of_a_team_below", 1, 0, 2, true},
    {"unowned_of_the_team_above", 2, 0, 1, false},
    {"unowned_without_team", 1, 0, 0, false},
    {"owner_counts_before_team", 2, 6, 2, false},
    {"unowned_of_a_team_that_one_is_in_but_does_not_lead", 5, 0, 2, false},
    {"owner_unknown", 1, 77, 0, false},
};

class ReadTable : public testing::TestWithParam<ReadCase> {};
TEST_P(ReadTable, decision) {
  const auto& [name, reader, owner, by_team, allowed] = GetParam();
  EXPECT_EQ(reads(small_desk(), reader, kept_by(owner, by_team)), allowed);
}
INSTANTIATE_TEST_SUITE_P(access, ReadTable, testing::ValuesIn(read_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Policy, the_largest_reach_of_the_roles_that_apply_counts) {
  Desk desk = small_desk();
  desk.users[5].job = Job::marketing;
  desk.add_role("市场", {{Action::read, Reach::all}, {Action::edit, Reach::none}}).jobs = {Job::product,
                                                                                           Job::marketing};
  EXPECT_EQ(desk.policy(user(6)).reach(Action::read), Reach::all);
  EXPECT_EQ(desk.policy(user(6)).reach(Action::edit), Reach::own);
  EXPECT_EQ(desk.policy(user(6)).reach(Action::remove), Reach::none);
  EXPECT_EQ(desk.policy(user(5)).reach(Action::read), Reach::own);
  EXPECT_TRUE(desk.policy(user(6)).filter(Action::read).everything);
  EXPECT_TRUE(desk.policy(user(6)).filter(Action::read).owners.empty());
}

TEST(Policy, a_role_applies_to_jobs_members_or_everybody) {
  Desk desk = small_desk();
  desk.users[5].job = Job::sales;
  Role& role = desk.add_role("special", {{Action::remove, Reach::own}});
  EXPECT_EQ(desk.policy(user(6)).reach(Action::remove), Reach::own) << "neither jobs nor members: everybody";
  role.jobs = {Job::product};
  EXPECT_EQ(desk.policy(user(6)).reach(Action::remove), Reach::none);
  role.members = {{.id = user(6)}};
  EXPECT_EQ(desk.policy(user(6)).reach(Action::remove), Reach::own) << "job or member";
  role.jobs.clear();
  role.members = {{.text = "周杰"}};
  EXPECT_EQ(desk.policy(user(6)).reach(Action::remove), Reach::none) << "a name is no link, and no role for everybody";
}

TEST(Policy, rights_with_a_part_unset_grant_nothing) {
  Desk desk = small_desk();
  desk.add_role("half", {{Action::remove, {}}, {{}, Reach::all}});
  for (const EnumWord& word : Words<Action>::table)
    EXPECT_LT(desk.policy(user(6)).reach(static_cast<Action>(word.value)), Reach::all);
}

TEST(Policy, administers_if_a_role_that_applies_says_so) {
  Desk desk = small_desk();
  Role& role = desk.add_role("管理员", {});
  role.administers = true;
  role.members = {{.id = user(6)}};
  desk.add_role("not", {}).administers = false;
  EXPECT_TRUE(desk.policy(user(6)).administers());
  EXPECT_FALSE(desk.policy(user(5)).administers());
}

TEST(Policy, a_program_may_do_everything) {
  const Policy policy(Directory(), Principal::named_system("nightly import"), today);
  EXPECT_EQ(policy.standing(), Standing::program);
  EXPECT_TRUE(policy.administers());
  EXPECT_EQ(policy.reach(Action::remove), Reach::all);
  EXPECT_TRUE(policy.decide(Action::remove, Ownership{}));
  EXPECT_TRUE(policy.decide(Action::remove, no_customers));
  EXPECT_EQ(policy.principal().system, "nightly import");
  EXPECT_EQ(policy.today(), today);
}

TEST(Policy, strangers_nobody_and_leavers_may_do_nothing) {
  Desk desk = small_desk();
  desk.users[5].left_on = today - 1;
  desk.roles.front().administers = true;
  desk.shares.push_back({.customer_id = customer(99), .user_id = {.id = user(6)}});
  for (const int reader : {0, 6, 77}) {
    const Policy policy = desk.policy(user(reader));
    EXPECT_FALSE(policy.administers());
    EXPECT_EQ(policy.reach(Action::read), Reach::none);
    EXPECT_EQ(policy.filter(Action::read), Filter{});
    EXPECT_FALSE(policy.decide(Action::read, kept_by(reader)));
  }
  EXPECT_EQ(desk.policy(user(6)).standing(), Standing::left);
  EXPECT_EQ(desk.policy(user(77)).standing(), Standing::unknown);
  EXPECT_EQ(desk.policy(user(6), today - 1).standing(), Standing::active) << "the last day still counts";
}

TEST(Policy, customers_of_leavers_stay_with_their_boss) {
  Desk desk = small_desk();
  desk.users[2].left_on = today - 30;
  EXPECT_TRUE(reads(desk, 1, kept_by(3)));
  EXPECT_TRUE(reads(desk, 1, kept_by(4))) << "who reports through a leaver still reports";
}

TEST(Policy, circles_end) {
  Desk desk = small_desk();
  desk.users[0].reports_to_id.id = user(4);  // 1 → 4 → 3 → 1
  desk.teams[0].parent_id.id = team(2);      // 1 ↔ 2
  desk.users[5].reports_to_id.id = user(6);  // itself
  desk.roles[1].members.push_back({.id = user(4)});
  desk.roles[1].members.push_back({.id = user(6)});
  EXPECT_TRUE(reads(desk, 4, kept_by(3)));
  EXPECT_TRUE(reads(desk, 4, kept_by(1)));
  EXPECT_TRUE(reads(desk, 2, kept_by(0, 1))) << "team 1 is now also below team 2";
  EXPECT_EQ(desk.policy(user(6)).filter(Action::read).owners, std::vector{user(6)});
}

TEST(Policy, links_that_lead_nowhere_count_for_nothing) {
  Desk desk = small_desk();
  desk.add_user(7, "x", 77, 77);
  desk.add_team(7, "y", 77, 77);
  desk.shares.push_back({.customer_id = customer(99), .team_id = {.id = team(77)}});
  desk.shares.push_back({.user_id = {.id = user(7)}});
  desk.absences.push_back({.deputy_id = {.id = user(7)}});
  EXPECT_EQ(desk.policy(user(7)).filter(Action::read), Filter{.owners = {user(7)}});
}

TEST(Policy, someone_without_a_record_can_be_stood_in_for) {
  Desk desk = small_desk();
  desk.absences.push_back({.user_id = {.id = user(77)}, .deputy_id = {.id = user(6)}});
  EXPECT_TRUE(reads(desk, 6, kept_by(77)));
}

struct DayCase {
  const char* name;
  std::optional<int> first, last;  // days from today
  bool in_force;
};

constexpr DayCase day_cases[] = {
    {"always", {}, {}, true},     {"from_today", 0, {}, true},        {"from_tomorrow", 1, {}, false},
    {"until_today", {}, 0, true}, {"until_yesterday", {}, -1, false}, {"today_only", 0, 0, true},
    {"around", -3, 3, true},      {"reversed", 3, -3, false},
};

std::optional<Date> day(std::optional<int> from_today) {
  return from_today ? std::optional(today + *from_today) : std::nullopt;
}

class DayTable : public testing::TestWithParam<DayCase> {};
TEST_P(DayTable, shares_last_from_first_to_last_day) {
  Desk desk = small_desk();
  desk.shares.push_back({.customer_id = customer(99),
                         .user_id = {.id = user(6)},
                         .valid_from = day(GetParam().first),
                         .valid_until = day(GetParam().last)});
  EXPECT_EQ(reads(desk, 6, kept_by(3)), GetParam().in_force);
}
TEST_P(DayTable, absences_last_from_first_to_last_day) {
  Desk desk = small_desk();
  desk.absences.push_back({.user_id = {.id = user(3)},
                           .deputy_id = {.id = user(6)},
                           .starts_on = day(GetParam().first),
                           .ends_on = day(GetParam().last)});
  EXPECT_EQ(reads(desk, 6, kept_by(3)), GetParam().in_force);
}
INSTANTIATE_TEST_SUITE_P(access, DayTable, testing::ValuesIn(day_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Absence, gives_what_the_deputy_may_do_with_own_customers) {
  Desk desk = small_desk();
  desk.absences.push_back({.user_id = {.id = user(3)}, .deputy_id = {.id = user(6)}});
  const Policy deputy = desk.policy(user(6));
  EXPECT_TRUE(deputy.decide(Action::edit, kept_by(3)));
  EXPECT_FALSE(deputy.decide(Action::remove, kept_by(3)));
  EXPECT_FALSE(deputy.decide(Action::read, kept_by(4))) << "not whom the absent user's reports keep";
}

TEST(Absence, is_not_handed_on) {
  Desk desk = small_desk();
  desk.absences.push_back({.user_id = {.id = user(3)}, .deputy_id = {.id = user(5)}});
  desk.absences.push_back({.user_id = {.id = user(5)}, .deputy_id = {.id = user(6)}});
  EXPECT_TRUE(reads(desk, 5, kept_by(3)));
  EXPECT_TRUE(reads(desk, 6, kept_by(5)));
  EXPECT_FALSE(reads(desk, 6, kept_by(3)));
}

TEST(Share, reaches_a_user_or_everybody_of_a_team) {
  Desk desk = small_desk();
  desk.add_user(7, "吴刚", 0, 1);
  desk.shares.push_back({.customer_id = customer(99), .team_id = {.id = team(1)}});
  EXPECT_TRUE(reads(desk, 7, kept_by(6))) << "member";
  EXPECT_TRUE(reads(desk, 5, kept_by(6))) << "member of a team below";
  EXPECT_TRUE(reads(desk, 1, kept_by(6))) << "leader";
  EXPECT_FALSE(reads(desk, 2, kept_by(6))) << "leader of a team below, but no member";
  EXPECT_FALSE(reads(desk, 3, kept_by(6))) << "reports to the leader, but no member";
  desk.shares.front().user_id.id = user(3);
  EXPECT_TRUE(reads(desk, 3, kept_by(6))) << "user and team both";
  EXPECT_TRUE(reads(desk, 7, kept_by(6)));
}

TEST(Share, gives_its_actions_or_reading_alone) {
  Desk desk = small_desk();
  desk.shares.push_back({.customer_id = customer(99), .user_id = {.id = user(6)}});
  const Policy reader = desk.policy(user(6));
  EXPECT_TRUE(reader.decide(Action::read, kept_by(3)));
  EXPECT_FALSE(reader.decide(Action::edit, kept_by(3)));
  desk.shares.front().actions = {Action::remove, Action::see_terms};
  const Policy remover = desk.policy(user(6));
  EXPECT_FALSE(remover.decide(Action::read, kept_by(3)));
  EXPECT_TRUE(remover.decide(Action::remove, kept_by(3))) << "whatever the roles say";
  EXPECT_TRUE(remover.decide(Action::see_terms, kept_by(3)));
  EXPECT_EQ(remover.reach(Action::remove), Reach::none);
}

TEST(Policy, of_several_customers_any_grants) {
  const Policy policy = small_desk().policy(user(6));
  const std::vector<Ownership> both{kept_by(3), kept_by(6)};
  const std::vector<Ownership> others{kept_by(3), kept_by(4)};
  EXPECT_TRUE(policy.decide(Action::read, both));
  EXPECT_FALSE(policy.decide(Action::read, others));
  EXPECT_FALSE(policy.decide(Action::read, no_customers));
}

TEST(Policy, without_customers_only_reach_all_grants) {
  Desk desk = small_desk();
  desk.add_role("全部", {{Action::read, Reach::all}}).members = {{.id = user(6)}};
  EXPECT_TRUE(desk.policy(user(6)).decide(Action::read, no_customers));
  EXPECT_FALSE(desk.policy(user(1)).decide(Action::read, no_customers));
}

TEST(Policy, filter_is_sorted_and_names_what_is_reached) {
  Desk desk = small_desk();
  desk.shares.push_back({.customer_id = customer(8), .user_id = {.id = user(1)}});
  desk.shares.push_back({.customer_id = customer(3), .team_id = {.id = team(1)}});
  desk.shares.push_back({.customer_id = customer(8), .team_id = {.id = team(1)}});
  desk.absences.push_back({.user_id = {.id = user(6)}, .deputy_id = {.id = user(1)}});
  const Filter expected{.owners = {user(1), user(3), user(4), user(5), user(6)},
                        .teams = {team(1), team(2)},
                        .customers = {customer(3), customer(8)}};
  EXPECT_EQ(desk.policy(user(1)).filter(Action::read), expected);
}

TEST(Policy, copies_outlive_directory_and_original) {
  std::optional<Policy> copy;
  {
    const Desk desk = small_desk();
    const Policy policy = desk.policy(user(1));
    copy = policy;
  }
  EXPECT_TRUE(copy->decide(Action::read, kept_by(4)));
  EXPECT_EQ(copy->explain(Action::read, kept_by(4)).tie, Tie::reports);
}

}  // namespace
}  // namespace guanxi::access
