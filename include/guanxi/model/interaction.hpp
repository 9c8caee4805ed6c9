#pragma once
/// @file
/// The visit card: when we met, who was there, what was said and what comes next.

#include <guanxi/model/channel.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Contact;
struct Opportunity;

/// Who got in touch.
enum class Direction { outbound, inbound };

template <>
struct Words<Direction> {
  static constexpr EnumWord table[] = {
      word(Direction::outbound, "outbound", {"我方发起", "Outbound"}, "主动|去访|呼出|Out"),
      word(Direction::inbound, "inbound", {"客户发起", "Inbound"}, "对方发起|来访|呼入|In"),
  };
};

/// What an objection is about.
enum class ObjectionKind { price, need, product, service, trust, timing, authority, competitor, other };

template <>
struct Words<ObjectionKind> {
  static constexpr EnumWord table[] = {
      word(ObjectionKind::price, "price", {"价格", "Price"}, "价格异议|费用|预算|Cost|Budget"),
      word(ObjectionKind::need, "need", {"需求", "Need"}, "需求异议|不需要|No need"),
      word(ObjectionKind::product, "product", {"产品", "Product"}, "产品异议|质量|功能|Quality"),
      word(ObjectionKind::service, "service", {"服务", "Service"}, "服务异议|售后"),
      word(ObjectionKind::trust, "trust", {"信任", "Trust"}, "信任异议|货源异议|信誉"),
      word(ObjectionKind::timing, "timing", {"时间", "Timing"}, "购买时间异议|时机|交期|Time"),
      word(ObjectionKind::authority, "authority", {"权力", "Authority"}, "权力异议|决策权|做不了主"),
      word(ObjectionKind::competitor, "competitor", {"竞争对手", "Competitor"}, "竞品|Competition"),
      word(ObjectionKind::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// Something that was said against buying.
struct Objection {
  std::string text{};
  std::optional<ObjectionKind> kind{};
  std::string resolution{};
  std::optional<Date> resolved_on{};
  bool operator==(const Objection&) const = default;
};

template <>
struct Schema<Objection> {
  static constexpr Field fields[] = {
      field<&Objection::text>("text", {"异议内容", "Objection"}, {.aliases = "异议|内容", .hint = {"客户的原话", "In the customer's words"}, .part = Part::title}),
      field<&Objection::kind>("kind", {"异议类型", "Kind of objection"}, {.aliases = "类型", .hint = {"价格、产品、信任等", "Price, product, trust and so on"}}),
      field<&Objection::resolution>("resolution", {"解决办法", "Resolution"}, {.aliases = "处理办法|答复", .hint = {"怎样答复或解决", "How it was answered or settled"}, .part = Part::outcome}),
      field<&Objection::resolved_on>("resolved_on", {"解决日期", "Resolved on"}, {.aliases = "解决时间", .hint = {"何时解决", "Day on which it was settled"}, .part = Part::closing}),
  };
};

/// One time that we were in touch.
struct Interaction {
  Id<Interaction> id{};
  Id<Customer> customer_id{};
  std::optional<Timestamp> occurred_at{};
  std::optional<Channel> channel{};
  std::optional<Direction> direction{};
  std::string place{};
  std::string purpose{};
  std::vector<Ref<User>> our_people{};
  std::vector<Ref<Contact>> contacts{};
  Ref<Opportunity> opportunity_id{};
  std::string summary{};
  std::string feedback{};
  std::vector<Objection> objections{};
  std::string progress{};
  std::string next_step{};
  std::optional<Date> next_due{};
  std::optional<Date> next_visit_on{};
  std::optional<int> duration{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Interaction&) const = default;
};

template <>
struct Schema<Interaction> {
  static constexpr std::string_view name = "interaction";
  static constexpr std::string_view plural = "interactions";
  static constexpr Label label{"互动记录", "Interaction"};
  static constexpr std::string_view aliases = "访问履历|访问履历卡|拜访记录|接触记录|Activity|Activities";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::existing | Purpose::visit | Purpose::revisit;
  static constexpr const Category& category = category::interactions;
  static constexpr Purpose visits = Purpose::visit | Purpose::revisit;
  static constexpr Field fields[] = {
      detail::id_field<&Interaction::id>(),
      detail::customer_field<&Interaction::customer_id>(),
      field<&Interaction::occurred_at>("occurred_at", {"接触时间", "Occurred at"}, {.aliases = "最近接触时间|拜访时间|拜访日期|接触日期|访问时间|访问日期|互动时间|沟通时间|Date|Activity date|Last contact|Contact time", .hint = {"年月日，可带时刻", "Date, with the time of day if known"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::event}),
      field<&Interaction::channel>("channel", {"接触方式", "Channel"}, {.aliases = "沟通方式|互动方式|拜访方式|联络方式|Contact method|Activity type", .hint = {"会议、电话、拜访、邮件或即时消息", "Meeting, phone, visit, e-mail or message"}, .level = Level::required, .weight = 2, .decline = 0}),
      field<&Interaction::direction>("direction", {"发起方", "Direction"}, {.hint = {"我方还是客户发起", "Who got in touch"}, .decline = 0, .forms = visits}),
      field<&Interaction::place>("place", {"接触地点", "Place"}, {.aliases = "地点|拜访地点|会面地点|Location", .hint = {"在哪里见面", "Where it took place"}, .decline = 0, .forms = visits}),
      field<&Interaction::purpose>("purpose", {"接触目的", "Purpose"}, {.aliases = "目的|拜访目的|访问目的|Subject", .hint = {"这次想达到什么", "What it was meant to reach"}, .weight = 2, .decline = 0, .forms = visits}),
      field<&Interaction::our_people>("our_people", {"我方参与人", "Our people"}, {.aliases = "我方人员|参与人员|我方参加人|拜访人|访问人|Attendees|Our attendees", .hint = {"以顿号隔开", "Separated by commas"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&Interaction::contacts>("contacts", {"接待人", "People met"}, {.aliases = "对方参与人|受访人|客户参与人|对方人员|面谈人|Customer attendees", .hint = {"对方谁参加，以顿号隔开", "Who was there for the customer, separated by commas"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&Interaction::opportunity_id>("opportunity_id", {"相关商机", "About opportunity"}, {.aliases = "所属商机|关联商机|相关项目", .hint = {"谈的是哪个商机", "Opportunity it was about"}, .weight = 0, .decline = 0, .forms = Purpose::none}),
      field<&Interaction::summary>("summary", {"沟通核心内容", "Summary"}, {.aliases = "沟通内容|核心内容|洽谈内容|访谈内容|拜访内容|会议内容|Notes|Description|Content", .hint = {"谈了什么，客户关心什么", "What was said and what mattered to the customer"}, .level = Level::required, .weight = 4, .decline = 0}),
      field<&Interaction::feedback>("feedback", {"客户反馈", "Feedback"}, {.aliases = "反馈|客户意见|客户反应|Customer feedback", .hint = {"客户的评价与建议", "What the customer thought of it"}, .weight = 2, .decline = 0}),
      field<&Interaction::objections>("objections", {"客户异议", "Objections"}, {.aliases = "异议|疑义|异议及处理", .hint = {"客户反对或担心什么，怎样答复", "What was said against it and how it was answered"}, .decline = 0, .forms = visits}),
      field<&Interaction::progress>("progress", {"商谈交易进展", "Progress"}, {.aliases = "进展|商谈进展|交易进展|洽谈进度", .hint = {"谈到哪一步", "How far the talks have come"}, .decline = 0, .forms = visits}),
      field<&Interaction::next_step>("next_step", {"下一步计划", "Next step"}, {.aliases = "下一步|后续计划|下步计划|后续行动|跟进事项|Next steps|Next action|Follow-up", .hint = {"做什么、由谁、何时之前，例如 11月5日前提供方案", "What, by whom and by when, such as: by 5 November send the proposal"}, .level = Level::recommended, .weight = 3, .decline = .8F, .part = Part::scanned}),
      field<&Interaction::next_due>("next_due", {"下一步期限", "Next step due"}, {.aliases = "下一步截止日期|完成期限|计划完成时间|截止日期|Due date|Deadline", .hint = {"何时之前完成", "By when it must be done"}, .weight = 2, .decline = .8F, .marker = "{}前|{}之前|before {}|by {}"}),
      field<&Interaction::next_visit_on>("next_visit_on", {"预定下次拜访", "Next visit on"}, {.aliases = "下次拜访时间|下次拜访日期|预定下次拜访时间|下次联系时间|Next visit|Next contact date", .hint = {"约定的日期", "Day agreed"}, .decline = .8F}),
      field<&Interaction::duration>("duration", {"接触时长", "Duration"}, {.aliases = "时长|用时|Minutes", .hint = {"分钟", "In minutes"}, .unit = "min", .weight = 0, .decline = 0, .forms = visits, .low = 0, .high = 10080}),
      detail::custom_field<&Interaction::custom>(),
      detail::meta_field<&Interaction::meta>(),
  };
};

}  // namespace guanxi
