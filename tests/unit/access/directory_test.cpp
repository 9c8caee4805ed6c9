#include <guanxi/access/directory.hpp>

#include <gtest/gtest.h>

#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

TEST(Directory, is_empty_by_default) {
  const Directory nobody;
  EXPECT_FALSE(nobody.knows(user(1)));
  EXPECT_EQ(nobody.name_of(user(1)), "");
  EXPECT_EQ(Policy(nobody, Principal::of(user(1)), today).standing(), Standing::unknown);
}

TEST(Directory, knows_names) {
  const Directory directory = small_desk().directory();
  EXPECT_TRUE(directory.knows(user(3)));
  EXPECT_EQ(directory.name_of(user(3)), "王芳");
  EXPECT_FALSE(directory.knows(user(77)));
  EXPECT_FALSE(directory.knows({}));
}

TEST(Directory, copies_outlive_the_records_and_each_other) {
  Directory copy;
  {
    const Directory directory = small_desk().directory();
    copy = directory;
  }
  EXPECT_EQ(copy.name_of(user(1)), "陈强");
}

TEST(Directory, the_first_of_several_with_one_identifier_counts) {
  Desk desk = small_desk();
  desk.add_user(3, "another", 6);
  desk.add_team(2, "another", 6);
  EXPECT_EQ(desk.directory().name_of(user(3)), "王芳");
  EXPECT_TRUE(desk.policy(user(1)).decide(Action::read, kept_by(3)));
  EXPECT_TRUE(desk.policy(user(2)).decide(Action::read, kept_by(5)));
}

TEST(Directory, of_roles_shares_and_absences_the_first_counts_too) {
  Desk desk = small_desk();
  desk.roles.front().id = id_of<Role>(1);
  desk.add_role("again", {{Action::remove, Reach::all}}).id = id_of<Role>(1);
  desk.shares.push_back({.id = id_of<Share>(1), .customer_id = customer(1), .user_id = {.id = user(6)}});
  desk.shares.push_back({.id = id_of<Share>(1), .customer_id = customer(2), .user_id = {.id = user(6)}});
  desk.absences.push_back({.id = id_of<Absence>(1), .user_id = {.id = user(3)}, .deputy_id = {.id = user(6)}});
  desk.absences.push_back({.id = id_of<Absence>(1), .user_id = {.id = user(4)}, .deputy_id = {.id = user(6)}});
  const Policy policy = desk.policy(user(6));
  EXPECT_EQ(policy.reach(Action::remove), Reach::none);
  EXPECT_EQ(policy.filter(Action::read).customers, std::vector{customer(1)});
  EXPECT_EQ(policy.filter(Action::read).owners, (std::vector{user(3), user(6)}));
}

TEST(Directory, records_without_identifier_are_nobody) {
  Desk desk = small_desk();
  desk.add_user(0, "nobody", 1, 2);
  desk.add_team(0, "none", 6);
  EXPECT_EQ(desk.policy({}).standing(), Standing::unknown);
  EXPECT_EQ(desk.policy(user(1)).filter(Action::read).owners, (std::vector{user(1), user(3), user(4), user(5)}));
  EXPECT_TRUE(desk.policy(user(6)).filter(Action::read).teams.empty());
}

}  // namespace
}  // namespace guanxi::access
