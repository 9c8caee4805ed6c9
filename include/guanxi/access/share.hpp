#pragma once
/// @file
/// One customer shared with a user or a team.

#include <guanxi/access/action.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {
struct Team;
}

namespace guanxi::access {

/// Actions on one customer for a user, for everybody in a team or in a team below it, and for that team's leader.
/// Without actions it gives `read` alone; a day that is unset does not limit it.
struct Share {
  Id<Share> id{};
  Id<Customer> customer_id{};
  Ref<User> user_id{};
  Ref<Team> team_id{};
  std::vector<Action> actions{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
  std::string reason{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Share&) const = default;
};

}  // namespace guanxi::access

namespace guanxi {

template <>
struct Schema<access::Share> {
  using Share = access::Share;
  static constexpr std::string_view name = "share";
  static constexpr std::string_view plural = "shares";
  static constexpr Label label{"客户共享", "Share"};
  static constexpr std::string_view aliases = "共享记录|共享登记|Shared customers";
  static constexpr Scope scope = Scope::via;
  static constexpr Guard guard = Guard::reassign;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::ownership;
  static constexpr Field fields[] = {
      detail::id_field<&Share::id>(),
      detail::customer_field<&Share::customer_id>(),
      field<&Share::user_id>("user_id", {"共享给员工", "Shared with user"}, {.aliases = "共享对象", .hint = {"共享给哪位同事", "The colleague who is given access"}, .level = Level::recommended, .decline = 0, .part = Part::title}),
      field<&Share::team_id>("team_id", {"共享给团队", "Shared with team"}, {.hint = {"共享给哪个团队及其下级", "The team, with those below it, that is given access"}, .decline = 0}),
      field<&Share::actions>("actions", {"共享权限", "Shared actions"}, {.hint = {"可以做什么；不填则只可查看", "What may be done; to read alone if left blank"}, .decline = 0}),
      field<&Share::valid_from>("valid_from", {"共享开始日期", "Shared from"}, {.aliases = "共享生效日期", .hint = {"第一天；不填则立即生效", "First day; at once if left blank"}, .decline = 0, .part = Part::event}),
      field<&Share::valid_until>("valid_until", {"共享截止日期", "Shared until"}, {.aliases = "共享失效日期", .hint = {"最后一天；不填则长期有效", "Last day; for good if left blank"}, .decline = 0}),
      field<&Share::reason>("reason", {"共享原因", "Reason for sharing"}, {.hint = {"为什么共享", "Why it is shared"}, .decline = 0}),
      detail::custom_field<&Share::custom>(),
      detail::meta_field<&Share::meta>(),
  };
};

}  // namespace guanxi
