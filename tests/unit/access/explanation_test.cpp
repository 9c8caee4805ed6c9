#include <guanxi/access/explanation.hpp>
#include <guanxi/access/policy.hpp>

#include <gtest/gtest.h>

#include "unit/access/desk.hpp"

namespace guanxi::access {
namespace {

/// The sentences in one language, one after the other.
std::string told(const Explanation& explanation, Language language) {
  std::string text;
  for (const Message& sentence : explanation.sentences)
    text += sentence.in(language) + (language == Language::en ? " " : "");
  return text;
}
std::string in_chinese(const Explanation& explanation) { return told(explanation, Language::zh); }
std::string in_english(const Explanation& explanation) { return told(explanation, Language::en); }

TEST(Explanation, names_role_reach_and_tie) {
  const Explanation explanation = small_desk().policy(user(1)).explain(Action::read, kept_by(4));
  EXPECT_TRUE(explanation.allowed);
  EXPECT_EQ(explanation.tie, Tie::reports);
  EXPECT_EQ(explanation.reach, Reach::team);
  EXPECT_EQ(explanation.role, "主管");
  EXPECT_EQ(in_chinese(explanation),
            "角色“主管”授予您“查看”权限，范围为“团队客户”。该客户由赵敏负责，其直接或间接向您汇报。");
  EXPECT_EQ(in_english(explanation),
            "The role “主管” grants you “Read” with the reach “Customers of the team”. "
            "This customer is kept by 赵敏, who reports to you directly or through others. ");
}

struct TieCase {
  const char* name;
  int reader, owner, team;
  Tie tie;
  const char* last_zh;
};

constexpr TieCase tie_cases[] = {
    {"own", 1, 1, 0, Tie::own, "该客户由您负责。"},
    {"member", 1, 5, 0, Tie::team_member, "该客户由孙磊负责，其属于您的团队“华东”或其下级团队。"},
    {"unowned", 2, 0, 2, Tie::team_customer, "该客户没有负责人，归您的团队“苏州”或其下级团队。"},
    {"absent", 4, 6, 0, Tie::absence, "该客户由周杰负责，您是其代理人。"},
    {"outside", 2, 3, 0, Tie::nothing, "该客户不在您的范围内。"},
};

class TieTable : public testing::TestWithParam<TieCase> {};
TEST_P(TieTable, last_sentence) {
  Desk desk = small_desk();
  desk.absences.push_back({.user_id = {.id = user(6)}, .deputy_id = {.id = user(4)}});
  const TieCase& row = GetParam();
  const Explanation explanation = desk.policy(user(row.reader)).explain(Action::read, kept_by(row.owner, row.team));
  EXPECT_EQ(explanation.tie, row.tie);
  EXPECT_EQ(explanation.allowed, row.tie != Tie::nothing);
  EXPECT_EQ(explanation.sentences.back().zh, row.last_zh);
}
INSTANTIATE_TEST_SUITE_P(access, TieTable, testing::ValuesIn(tie_cases),
                         [](const auto& row) { return row.param.name; });

TEST(Explanation, names_nobody_where_the_customer_may_not_be_read) {
  Desk desk = small_desk();
  desk.add_role("改", {{Action::edit, Reach::team}, {Action::remove, Reach::all}}).members = {{.id = user(6)}};
  desk.users[3].reports_to_id.id = user(6);
  desk.add_team(3, "南京", 6);
  desk.users[4].team_id.id = team(3);
  const Policy policy = desk.policy(user(6));
  for (const int owner : {3, 4, 5})
    for (const EnumWord& word : Words<Action>::table) {
      const Explanation explanation = policy.explain(static_cast<Action>(word.value), kept_by(owner));
      for (const char* name : {"王芳", "赵敏", "孙磊"}) {
        EXPECT_EQ(in_chinese(explanation).find(name), std::string::npos) << in_chinese(explanation);
        EXPECT_EQ(in_english(explanation).find(name), std::string::npos) << in_english(explanation);
      }
    }
  EXPECT_EQ(policy.explain(Action::edit, kept_by(4)).sentences.back().en,
            "Whoever keeps this customer reports to you, directly or through others.");
  EXPECT_EQ(policy.explain(Action::edit, kept_by(5)).sentences.back().en,
            "This customer is kept by somebody in your team “南京” or a team below it.");
}

TEST(Explanation, tells_the_owner_to_whoever_may_read) {
  Desk desk = small_desk();
  desk.add_role("市场", {{Action::read, Reach::all}}).members = {{.id = user(6)}};
  const Policy policy = desk.policy(user(6));
  EXPECT_EQ(policy.explain(Action::edit, kept_by(3)).sentences.back(),
            (Message{"该客户由王芳负责，不在此范围内。", "This customer is kept by 王芳, outside that reach."}));
  EXPECT_EQ(policy.explain(Action::edit, kept_by(0)).sentences.back().zh, "该客户没有负责人，不在此范围内。");
  EXPECT_EQ(policy.explain(Action::edit, kept_by(77)).sentences.back().en,
            "This customer is kept by a colleague without a name here, outside that reach.");
  EXPECT_EQ(policy.explain(Action::read, kept_by(3)).tie, Tie::everything);
  EXPECT_EQ(in_chinese(policy.explain(Action::read, kept_by(3))), "角色“市场”授予您“查看”权限，范围为“全部客户”。");
}

TEST(Explanation, names_the_first_role_that_extends_so_far) {
  Desk desk = small_desk();
  desk.add_role("again", {{Action::read, Reach::own}, {Action::remove, Reach::none}});
  const Policy policy = desk.policy(user(6));
  EXPECT_EQ(policy.explain(Action::read, kept_by(6)).role, "业务员");
  EXPECT_EQ(policy.explain(Action::remove, kept_by(6)).role, "") << "a right that grants nothing names no role";
}

TEST(Explanation, says_when_no_role_grants_it) {
  const Explanation explanation = small_desk().policy(user(6)).explain(Action::remove, kept_by(6));
  EXPECT_FALSE(explanation.allowed);
  EXPECT_EQ(explanation.role, "");
  EXPECT_EQ(in_chinese(explanation), "没有角色授予您“删除”权限。该客户也没有为此共享给您。");
  EXPECT_EQ(in_english(explanation), "No role grants you “Remove”. Nor is this customer shared with you for that. ");
}

TEST(Explanation, tells_share_day_and_reason) {
  Desk desk = small_desk();
  desk.shares.push_back({.customer_id = customer(99),
                         .user_id = {.id = user(6)},
                         .team_id = {.id = team(2)},
                         .valid_until = today + 1,
                         .reason = "联合投标"});
  const Explanation explanation = desk.policy(user(6)).explain(Action::read, kept_by(3));
  EXPECT_EQ(explanation.tie, Tie::share);
  EXPECT_EQ(in_chinese(explanation), "该客户已共享给您，可“查看”，至 2023-10-16 止，原因：联合投标。");
  EXPECT_EQ(in_english(explanation),
            "This customer is shared with you for “Read” until 2023-10-16, because: 联合投标. ");
}

TEST(Explanation, keeps_the_reason_of_a_share_from_whoever_may_not_read) {
  Desk desk = small_desk();
  desk.shares.push_back(
      {.customer_id = customer(99), .team_id = {.id = team(2)}, .actions = {Action::edit}, .reason = "王芳离职"});
  const Explanation explanation = desk.policy(user(5)).explain(Action::edit, kept_by(3));
  EXPECT_EQ(in_chinese(explanation), "该客户已共享给您的团队“苏州”，可“修改”。");
}

TEST(Explanation, of_those_who_may_do_nothing_or_everything) {
  Desk desk = small_desk();
  desk.users[5].left_on = today - 1;
  EXPECT_EQ(in_english(desk.policy(user(6)).explain(Action::read, kept_by(6))),
            "This user left on 2023-10-14 and may do nothing. ");
  EXPECT_EQ(in_english(desk.policy(user(77)).explain(Action::read, kept_by(77))),
            "This user is not known here and may do nothing. ");
  const Explanation program =
      Policy(desk.directory(), Principal::named_system("夜间导入"), today).explain(Action::remove, {});
  EXPECT_EQ(program.tie, Tie::program);
  EXPECT_EQ(in_chinese(program), "程序“夜间导入”可以做所有操作。");
}

}  // namespace
}  // namespace guanxi::access
