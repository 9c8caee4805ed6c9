#pragma once
/// @file
/// A team of ours.

#include <guanxi/model/meta.hpp>

#include <string>

namespace guanxi {

struct Branch;

/// A team.
struct Team {
  Id<Team> id{};
  std::string name{};
  Ref<User> leader_id{};
  Ref<Team> parent_id{};
  Ref<Branch> branch_id{};
  std::string region{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Team&) const = default;
};

template <>
struct Schema<Team> {
  static constexpr std::string_view name = "team";
  static constexpr std::string_view plural = "teams";
  static constexpr Label label{"团队", "Team"};
  static constexpr std::string_view aliases = "销售团队|Sales teams";
  static constexpr Scope scope = Scope::shared;
  static constexpr Guard guard = Guard::administer;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::team;
  static constexpr Field fields[] = {
      detail::id_field<&Team::id>(),
      field<&Team::name>("name", {"团队名称", "Team name"}, {.aliases = "销售团队名称", .hint = {"团队的名称", "What the team is called"}, .level = Level::required, .weight = 2, .part = Part::title}),
      field<&Team::leader_id>("leader_id", {"团队负责人", "Team leader"}, {.aliases = "团队主管|团队经理|Team manager", .hint = {"由谁带领", "Who leads it"}, .level = Level::recommended, .weight = 2}),
      field<&Team::parent_id>("parent_id", {"上级团队", "Parent team"}, {.hint = {"隶属哪个团队", "Team that it belongs to"}}),
      field<&Team::branch_id>("branch_id", {"团队所属分支机构", "Branch of the team"}, {.aliases = "团队所在分公司|团队所在办事处", .hint = {"属于哪个分支机构", "Branch that it belongs to"}}),
      field<&Team::region>("region", {"团队负责区域", "Region of the team"}, {.aliases = "团队区域", .hint = {"负责哪些地区", "Regions that it covers"}}),
      detail::custom_field<&Team::custom>(),
      detail::meta_field<&Team::meta>(),
  };
};

}  // namespace guanxi
