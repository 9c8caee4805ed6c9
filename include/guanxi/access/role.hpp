#pragma once
/// @file
/// Roles: which of our people may do what.

#include <guanxi/access/action.hpp>
#include <guanxi/model/user.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::access {

/// One line of a role: an action and whose customers it covers. A line with a part unset grants nothing.
struct Right {
  std::optional<Action> action{};
  std::optional<Reach> reach{};
  bool operator==(const Right&) const = default;
};

/// A set of rights. It applies to users with one of the jobs and to its members; without jobs and members to every user.
struct Role {
  Id<Role> id{};
  std::string name{};
  std::vector<Job> jobs{};
  std::vector<Ref<User>> members{};
  std::vector<Right> rights{};
  std::optional<bool> administers{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Role&) const = default;
};

}  // namespace guanxi::access

namespace guanxi {

template <>
struct Schema<access::Right> {
  using Right = access::Right;
  static constexpr Field fields[] = {
      field<&Right::action>("action", {"操作", "Action"}, {.hint = {"可以做什么", "What may be done"}, .level = Level::required, .decline = 0, .part = Part::title}),
      field<&Right::reach>("reach", {"范围", "Reach"}, {.hint = {"无、本人客户、团队客户或全部客户", "None, own customers, customers of the team or all customers"}, .level = Level::required, .decline = 0}),
  };
};

template <>
struct Schema<access::Role> {
  using Role = access::Role;
  static constexpr std::string_view name = "role";
  static constexpr std::string_view plural = "roles";
  static constexpr Label label{"角色", "Role"};
  static constexpr std::string_view aliases = "权限角色|Access roles";
  static constexpr Scope scope = Scope::shared;
  static constexpr Guard guard = Guard::administer;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::team;
  static constexpr Field fields[] = {
      detail::id_field<&Role::id>(),
      field<&Role::name>("name", {"角色名称", "Role name"}, {.aliases = "权限角色名称", .hint = {"角色的名称", "What the role is called"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::title}),
      field<&Role::jobs>("jobs", {"适用岗位", "Jobs of the role"}, {.hint = {"哪些岗位的人；岗位与成员都不填则适用于所有人", "Users with these jobs; every user if neither jobs nor members are given"}, .decline = 0}),
      field<&Role::members>("members", {"角色成员", "Members of the role"}, {.hint = {"岗位以外，还适用于哪些人", "Users to whom it applies whatever their job"}, .decline = 0}),
      field<&Role::rights>("rights", {"角色权限", "Rights of the role"}, {.aliases = "权限", .hint = {"可以做什么，对哪些客户", "What may be done, and with whose customers"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&Role::administers>("administers", {"可管理人员与权限", "Administers"}, {.aliases = "管理员", .hint = {"可以维护人员、团队与角色", "May keep users, teams and roles"}, .decline = 0}),
      detail::custom_field<&Role::custom>(),
      detail::meta_field<&Role::meta>(),
  };
};

}  // namespace guanxi
