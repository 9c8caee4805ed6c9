#pragma once
/// @file
/// Our own people, who keep the cards.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Branch;
struct Team;

/// What one of our people does.
enum class Job { sales, key_account_manager, marketing, product, after_sales, supervisor, executive };

template <>
struct Words<Job> {
  static constexpr EnumWord table[] = {
      word(Job::sales, "sales", {"销售", "Sales"}, "业务员|销售员|销售代表|销售工程师|Sales representative|Salesperson"),
      word(Job::key_account_manager, "key_account_manager", {"大客户经理", "Key account manager"}, "大客户代表|客户经理|KAM"),
      word(Job::marketing, "marketing", {"市场", "Marketing"}, "市场人员|市场专员|市场部"),
      word(Job::product, "product", {"产品", "Product"}, "产品经理|技术支持|售前|Technical support|Presales"),
      word(Job::after_sales, "after_sales", {"售后", "After-sales"}, "售后服务|客服|服务工程师|Service|Customer service"),
      word(Job::supervisor, "supervisor", {"主管", "Supervisor"}, "销售主管|经理|销售经理|Manager|Sales manager"),
      word(Job::executive, "executive", {"高管", "Executive"}, "高层|总经理|总监|Director"),
  };
};

/// One of our people.
struct User {
  Id<User> id{};
  std::string name{};
  std::string login{};
  std::optional<Job> job{};
  Ref<User> reports_to_id{};
  Ref<Team> team_id{};
  Ref<Branch> branch_id{};
  std::string phone{};
  std::string email{};
  std::string region{};
  std::optional<Date> joined_on{};
  std::optional<Date> left_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const User&) const = default;
};

template <>
struct Schema<User> {
  static constexpr std::string_view name = "user";
  static constexpr std::string_view plural = "users";
  static constexpr Label label{"业务员", "User"};
  static constexpr std::string_view aliases = "人员|员工|我方人员|销售人员|Staff|Employees";
  static constexpr Scope scope = Scope::shared;
  static constexpr Guard guard = Guard::administer;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::team;
  static constexpr Field fields[] = {
      detail::id_field<&User::id>(),
      field<&User::name>("name", {"员工姓名", "User name"}, {.aliases = "姓名|业务员|业务员姓名|Name|Full name|Salesperson", .hint = {"真实姓名", "Full name"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::title}),
      field<&User::login>("login", {"登录名", "Login"}, {.aliases = "账号|工号|用户名|Account", .hint = {"系统中的账号", "Name in the system"}, .level = Level::recommended}),
      field<&User::job>("job", {"岗位", "Job"}, {.aliases = "岗位职责|职务|Role|Job title", .hint = {"销售、大客户经理、市场、产品、售后、主管或高管", "Sales, key accounts, marketing, product, after-sales, supervisor or executive"}, .level = Level::recommended, .weight = 2}),
      field<&User::reports_to_id>("reports_to_id", {"上级主管", "Manager"}, {.aliases = "直接上级|上级|Reports to|Supervisor", .hint = {"向谁汇报", "Whom this person reports to"}, .weight = 2}),
      field<&User::team_id>("team_id", {"所在团队", "User team"}, {.aliases = "团队|部门|Team|Department", .hint = {"属于哪个团队", "Team this person belongs to"}}),
      field<&User::branch_id>("branch_id", {"所在分支机构", "User branch"}, {.aliases = "分公司|分支机构|办事处|Branch|Office", .hint = {"属于哪个分支机构", "Branch this person belongs to"}}),
      field<&User::phone>("phone", {"员工电话", "User phone"}, {.aliases = "电话|手机|Phone|Mobile", .hint = {"工作电话", "Phone at work"}, .decline = .3F, .privacy = Privacy::personal, .format = Format::phone}),
      field<&User::email>("email", {"员工邮箱", "User e-mail"}, {.aliases = "邮箱|电子邮件|E-mail", .hint = {"工作邮箱", "E-mail at work"}, .decline = .3F, .privacy = Privacy::personal, .format = Format::email}),
      field<&User::region>("region", {"负责区域", "Sales region"}, {.aliases = "区域|销售区域|Region|Territory", .hint = {"负责哪些地区", "Regions this person covers"}}),
      field<&User::joined_on>("joined_on", {"入职日期", "Joined on"}, {.aliases = "入职时间|Start date|Hire date", .hint = {"何时入职", "First day with us"}, .decline = 0, .part = Part::event | Part::begin}),
      field<&User::left_on>("left_on", {"离职日期", "Left on"}, {.aliases = "离职时间|End date|Leaving date", .hint = {"已离职者填写", "Only for people who have left"}, .weight = 0, .decline = 0}),
      detail::custom_field<&User::custom>(),
      detail::meta_field<&User::meta>(),
  };
};

}  // namespace guanxi
