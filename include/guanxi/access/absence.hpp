#pragma once
/// @file
/// Who stands in for whom, and when.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi::access {

/// An absence. While it lasts the deputy reaches the customers that the absent user keeps, with every action that the
/// deputy has for own customers; a deputy of the deputy gets nothing by it. A day that is unset does not limit it.
struct Absence {
  Id<Absence> id{};
  Ref<User> user_id{};
  Ref<User> deputy_id{};
  std::optional<Date> starts_on{};
  std::optional<Date> ends_on{};
  std::string reason{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Absence&) const = default;
};

}  // namespace guanxi::access

namespace guanxi {

template <>
struct Schema<access::Absence> {
  using Absence = access::Absence;
  static constexpr std::string_view name = "absence";
  static constexpr std::string_view plural = "absences";
  static constexpr Label label{"缺勤代理", "Absence"};
  static constexpr std::string_view aliases = "请假登记|休假代理|Leave|Deputies";
  static constexpr Scope scope = Scope::shared;
  static constexpr Guard guard = Guard::administer;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::team;
  static constexpr Field fields[] = {
      detail::id_field<&Absence::id>(),
      field<&Absence::user_id>("user_id", {"缺勤人员", "Absent user"}, {.aliases = "请假人|休假人", .hint = {"谁不在岗", "Who is away"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::title}),
      field<&Absence::deputy_id>("deputy_id", {"代理人", "Deputy"}, {.aliases = "代理同事|Stand-in", .hint = {"期间由谁代理", "Who stands in meanwhile"}, .level = Level::required, .weight = 2, .decline = 0}),
      field<&Absence::starts_on>("starts_on", {"缺勤开始日期", "Absent from"}, {.aliases = "请假开始日期", .hint = {"第一天", "First day"}, .level = Level::required, .decline = 0, .part = Part::event}),
      field<&Absence::ends_on>("ends_on", {"缺勤结束日期", "Absent until"}, {.aliases = "请假结束日期", .hint = {"最后一天；不填则至另行通知", "Last day; until further notice if left blank"}, .decline = 0}),
      field<&Absence::reason>("reason", {"缺勤原因", "Reason for absence"}, {.aliases = "请假原因", .hint = {"为什么不在岗", "Why the user is away"}, .decline = 0, .privacy = Privacy::personal}),
      detail::custom_field<&Absence::custom>(),
      detail::meta_field<&Absence::meta>(),
  };
};

}  // namespace guanxi
