#pragma once
/// @file
/// A branch of ours.

#include <guanxi/model/meta.hpp>

#include <string>

namespace guanxi {

/// A branch.
struct Branch {
  Id<Branch> id{};
  std::string name{};
  Ref<User> leader_id{};
  Ref<Branch> parent_id{};
  std::string region{};
  std::string address{};
  std::string phone{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Branch&) const = default;
};

template <>
struct Schema<Branch> {
  static constexpr std::string_view name = "branch";
  static constexpr std::string_view plural = "branches";
  static constexpr Label label{"分支机构", "Branch"};
  static constexpr std::string_view aliases = "分公司|办事处|Offices";
  static constexpr Scope scope = Scope::shared;
  static constexpr Guard guard = Guard::administer;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::team;
  static constexpr Field fields[] = {
      detail::id_field<&Branch::id>(),
      field<&Branch::name>("name", {"机构名称", "Branch name"}, {.aliases = "分公司名称|分支机构名称|办事处名称", .hint = {"分支机构的名称", "What the branch is called"}, .level = Level::required, .weight = 2, .part = Part::title}),
      field<&Branch::leader_id>("leader_id", {"机构负责人", "Branch head"}, {.aliases = "分公司负责人|分公司经理|Branch manager", .hint = {"由谁负责", "Who runs it"}, .level = Level::recommended, .weight = 2}),
      field<&Branch::parent_id>("parent_id", {"上级机构", "Parent branch"}, {.hint = {"隶属哪个机构", "Branch that it belongs to"}}),
      field<&Branch::region>("region", {"机构所辖区域", "Region of the branch"}, {.aliases = "所辖区域|辖区", .hint = {"负责哪些地区", "Regions that it covers"}}),
      field<&Branch::address>("address", {"机构地址", "Branch address"}, {.aliases = "办公地点", .hint = {"办公地址", "Where it is"}}),
      field<&Branch::phone>("phone", {"机构电话", "Branch phone"}, {.aliases = "办公电话", .hint = {"含区号", "With area code"}, .decline = .3F, .format = Format::phone}),
      detail::custom_field<&Branch::custom>(),
      detail::meta_field<&Branch::meta>(),
  };
};

}  // namespace guanxi
