#pragma once
/// @file
/// A revisit: planned, appointed, carried out, judged.

#include <guanxi/model/channel.hpp>
#include <guanxi/model/grade.hpp>
#include <guanxi/model/meta.hpp>
#include <guanxi/model/satisfaction.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Contact;

/// Why a revisit is due.
enum class FollowUpKind { periodic, after_transaction, holiday, care, review, risk, plan_step };

template <>
struct Words<FollowUpKind> {
  static constexpr EnumWord table[] = {
      word(FollowUpKind::periodic, "periodic", {"定期回访", "Periodic"}, "定期|例行|例行回访"),
      word(FollowUpKind::after_transaction, "after_transaction", {"交易后回访", "After transaction"}, "交易后|售后回访|成交回访"),
      word(FollowUpKind::holiday, "holiday", {"节日回访", "Holiday"}, "节日|节日问候|节假日"),
      word(FollowUpKind::care, "care", {"关怀", "Care"}, "客户关怀|生日关怀"),
      word(FollowUpKind::review, "review", {"季度复核", "Review"}, "复核|季度回顾"),
      word(FollowUpKind::risk, "risk", {"风险跟进", "Risk"}, "风险|预警"),
      word(FollowUpKind::plan_step, "plan_step", {"计划步骤", "Plan step"}, "跟进步骤|下一步"),
  };
};

/// When and where somebody is expected.
struct Appointment {
  std::optional<Timestamp> at{};
  std::string place{};
  bool operator==(const Appointment&) const = default;
};

template <>
struct Schema<Appointment> {
  static constexpr Field fields[] = {
      field<&Appointment::at>("at", {"预约时间", "Appointed at"}, {.aliases = "约定时间|时间", .hint = {"约在什么时候", "When we are expected"}, .decline = .8F, .part = Part::title}),
      field<&Appointment::place>("place", {"预约地点", "Appointed place"}, {.aliases = "约定地点|地点", .hint = {"约在哪里", "Where we are expected"}, .decline = .8F}),
  };
};

/// A revisit of a customer.
struct FollowUp {
  Id<FollowUp> id{};
  Id<Customer> customer_id{};
  std::optional<FollowUpKind> kind{};
  std::optional<Date> due_on{};
  std::optional<int> window_days{};
  std::string purpose{};
  std::string content{};
  std::optional<Channel> channel{};
  Ref<User> assignee{};
  Ref<Contact> contact{};
  Appointment appointment{};
  std::string outcome{};
  std::optional<Satisfaction> satisfaction{};
  std::optional<Grade> renewal_outlook{};
  std::string evaluation{};
  std::optional<Date> done_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const FollowUp&) const = default;
};

template <>
struct Schema<FollowUp> {
  static constexpr std::string_view name = "follow_up";
  static constexpr std::string_view plural = "follow_ups";
  static constexpr Label label{"跟进/回访计划", "Follow-up"};
  static constexpr std::string_view aliases = "跟进计划|回访计划|回访记录|客户回访|Tasks";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::revisit;
  static constexpr const Category& category = category::plans;
  static constexpr Field fields[] = {
      detail::id_field<&FollowUp::id>(),
      detail::customer_field<&FollowUp::customer_id>(),
      field<&FollowUp::kind>("kind", {"回访类型", "Kind of follow-up"}, {.aliases = "跟进类型|计划类型|Task type", .hint = {"定期、交易后、节日、关怀、季度复核、风险或计划步骤", "Periodic, after a transaction, holiday, care, review, risk or plan step"}, .level = Level::required, .weight = 2, .decline = 0}),
      field<&FollowUp::due_on>("due_on", {"计划回访日期", "Follow-up due"}, {.aliases = "回访时间|回访日期|计划日期|跟进日期|跟进时间|计划回访时间|Due on", .hint = {"计划哪一天", "Day planned"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::event}),
      field<&FollowUp::window_days>("window_days", {"允许偏差天数", "Window in days"}, {.aliases = "时间窗|宽限天数", .hint = {"早晚几天都可以", "How many days earlier or later will do"}, .unit = "d", .weight = 0, .decline = 0, .low = 0, .high = 366}),
      field<&FollowUp::purpose>("purpose", {"回访目的", "Follow-up purpose"}, {.aliases = "跟进目的", .hint = {"为什么回访", "What it is for"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&FollowUp::content>("content", {"回访内容", "Follow-up content"}, {.aliases = "跟进内容|回访事项|跟进事项", .hint = {"要谈什么、带什么", "What to speak of, what to bring"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::title}),
      field<&FollowUp::channel>("channel", {"回访方式", "Follow-up channel"}, {.aliases = "跟进方式", .hint = {"会议、电话、拜访、邮件或即时消息", "Meeting, phone, visit, e-mail or message"}, .level = Level::recommended, .decline = 0}),
      field<&FollowUp::assignee>("assignee", {"回访人", "Assignee"}, {.aliases = "跟进人|执行人|回访人员|Assigned to", .hint = {"我方由谁执行", "Who of us does it"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::owner}),
      field<&FollowUp::contact>("contact", {"回访对象", "Whom to see"}, {.aliases = "受访对象|回访联系人", .hint = {"对方的谁", "Who at the customer"}, .decline = 0}),
      field<&FollowUp::appointment>("appointment", {"回访预约", "Appointment"}, {.aliases = "预约|预约情况", .hint = {"约定的时间与地点", "Time and place agreed"}, .decline = .8F}),
      field<&FollowUp::outcome>("outcome", {"回访结果", "Outcome"}, {.aliases = "跟进结果|回访情况|Result", .hint = {"谈得怎样", "How it went"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      field<&FollowUp::satisfaction>("satisfaction", {"回访满意度", "Satisfaction at follow-up"}, {.aliases = "满意度|客户满意度|Satisfaction", .hint = {"非常满意到非常不满意", "From very satisfied to very dissatisfied"}, .weight = 2, .decline = .5F, .part = Part::outcome}),
      field<&FollowUp::renewal_outlook>("renewal_outlook", {"继续合作的可能性", "Renewal outlook"}, {.aliases = "继续合作可能性|续约可能性|续签可能性", .hint = {"高、中或低", "High, medium or low"}, .weight = 2, .decline = .5F, .part = Part::outcome}),
      field<&FollowUp::evaluation>("evaluation", {"回访评价", "Evaluation"}, {.aliases = "评价|主管评价", .hint = {"回访做得如何，有何教训", "How well it was done and what was learnt"}, .decline = 0, .part = Part::outcome}),
      field<&FollowUp::done_on>("done_on", {"完成日期", "Done on"}, {.aliases = "完成时间|实际回访日期|Completed on", .hint = {"实际完成的日期", "Day on which it was done"}, .weight = 0, .decline = 0, .part = Part::closing}),
      detail::custom_field<&FollowUp::custom>(),
      detail::meta_field<&FollowUp::meta>(),
  };
};

}  // namespace guanxi
