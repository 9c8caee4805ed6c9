#pragma once
/// @file
/// What a reader may do with a customer's records, and how far.

#include <guanxi/core/value.hpp>

#include <cstddef>

namespace guanxi::access {

/// One thing that can be done with the records of a customer; every action is granted by itself.
enum class Action { create, read, edit, remove, export_data, reassign, see_contacts, see_terms };

/// Whose customers an action covers; each word includes those before it.
enum class Reach { none, own, team, all };

}  // namespace guanxi::access

namespace guanxi {

template <>
struct Words<access::Action> {
  using Action = access::Action;
  static constexpr EnumWord table[] = {
      word(Action::create, "create", {"新建", "Create"}, "建档|新增"),
      word(Action::read, "read", {"查看", "Read"}, "读取|View"),
      word(Action::edit, "edit", {"修改", "Edit"}, "编辑|Change"),
      word(Action::remove, "remove", {"删除", "Remove"}, "Delete"),
      word(Action::export_data, "export_data", {"导出", "Export"}, "导出数据"),
      word(Action::reassign, "reassign", {"转交", "Reassign"}, "移交|分配|Hand over"),
      word(Action::see_contacts, "see_contacts", {"查看联系方式", "See contact details"}, "查看个人信息"),
      word(Action::see_terms, "see_terms", {"查看交易条件", "See trade terms"}, "查看价格与信用"),
  };
};

template <>
struct Words<access::Reach> {
  using Reach = access::Reach;
  static constexpr EnumWord table[] = {
      word(Reach::none, "none", {"无", "None"}, "没有"),
      word(Reach::own, "own", {"本人客户", "Own customers"}, "本人"),
      word(Reach::team, "team", {"团队客户", "Customers of the team"}, "团队|本团队"),
      word(Reach::all, "all", {"全部客户", "All customers"}, "全部"),
  };
};

}  // namespace guanxi

namespace guanxi::access {

/// Number of actions.
inline constexpr std::size_t action_count = std::size(Words<Action>::table);

}  // namespace guanxi::access
