#include <guanxi/access/standard_roles.hpp>

#include <gtest/gtest.h>

#include <set>

#include "support/code_thrown.hpp"
#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

struct StandardCase {
  const char* name;
  int reader;
  std::optional<Job> job;
  const char* reaches;  ///< of each action in order: - none, o own, t team, a all
  bool administers;
};

// create, read, edit, remove, export_data, reassign, see_contacts, see_terms
constexpr StandardCase standard_cases[] = {
    {"no_job", 2, {}, "ooo-o-oo", false},
    {"sales", 2, Job::sales, "ooo-o-oo", false},
    {"supervisor", 2, Job::supervisor, "ott-tttt", false},
    {"executive", 2, Job::executive, "oaa-aaaa", false},
    {"marketing", 2, Job::marketing, "oao-o-oo", false},
    {"administrator", 1, {}, "aaaaaaaa", true},
};

class StandardTable : public testing::TestWithParam<StandardCase> {};
TEST_P(StandardTable, reaches) {
  IdGenerator ids;
  Desk desk;
  desk.roles = standard_roles(ids, user(1));
  desk.add_user(GetParam().reader, "王芳").job = GetParam().job;
  const Policy policy = desk.policy(user(GetParam().reader));
  std::string reaches;
  for (std::size_t action = 0; action < action_count; ++action)
    reaches += "-ota"[static_cast<std::size_t>(policy.reach(static_cast<Action>(action)))];
  EXPECT_EQ(reaches, GetParam().reaches);
  EXPECT_EQ(policy.administers(), GetParam().administers);
}
INSTANTIATE_TEST_SUITE_P(access, StandardTable, testing::ValuesIn(standard_cases),
                         [](const auto& row) { return row.param.name; });

TEST(StandardRoles, have_identifiers_and_names_of_their_own) {
  IdGenerator ids;
  std::set<Id<Role>> seen;
  std::set<std::string> names;
  for (const Role& role : standard_roles(ids, user(1))) {
    EXPECT_TRUE(role.id && seen.insert(role.id).second);
    EXPECT_TRUE(names.insert(role.name).second);
  }
  EXPECT_TRUE(names.contains("业务员 (salesperson)"));
  EXPECT_EQ(names.size(), 5U);
}

TEST(StandardRoles, need_an_administrator) {
  IdGenerator ids;
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)standard_roles(ids, {}); }), "access.administrator");
}

}  // namespace
}  // namespace guanxi::access
