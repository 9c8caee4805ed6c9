#pragma once
/// @file
/// What happens at a customer: openings, awards, changes, trouble, campaigns.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// What kind of thing happened.
enum class EventKind {
  opening, award, expansion, relocation, management_change, capital_change, listing, merger, reform, distress, closure,
  promotion, public_relations, other
};

template <>
struct Words<EventKind> {
  static constexpr EnumWord table[] = {
      word(EventKind::opening, "opening", {"开业", "Opening"}, "开张|投产|奠基|落成|新店开业"),
      word(EventKind::award, "award", {"获奖", "Award"}, "荣誉|获得荣誉|评优"),
      word(EventKind::expansion, "expansion", {"扩张", "Expansion"}, "扩产|扩建|产能扩张|增资扩产|新建厂房"),
      word(EventKind::relocation, "relocation", {"搬迁", "Relocation"}, "迁址|搬厂"),
      word(EventKind::management_change, "management_change", {"管理层变动", "Management change"}, "人事变动|高管变动|负责人变更"),
      word(EventKind::capital_change, "capital_change", {"资本变动", "Capital change"}, "增资|减资|股权变更|融资|Funding"),
      word(EventKind::listing, "listing", {"上市", "Listing"}, "挂牌|IPO"),
      word(EventKind::merger, "merger", {"并购", "Merger"}, "合并|收购|重组|Acquisition"),
      word(EventKind::reform, "reform", {"改革", "Reform"}, "改制|体制改革|Restructuring"),
      word(EventKind::distress, "distress", {"经营困难", "Distress"}, "经营差|经营不善|亏损|裁员|欠薪"),
      word(EventKind::closure, "closure", {"倒闭", "Closure"}, "破产|停业|注销|Bankruptcy"),
      word(EventKind::promotion, "promotion", {"促销活动", "Promotion"}, "促销|展销"),
      word(EventKind::public_relations, "public_relations", {"公关活动", "Public relations"}, "公关|庆典|周年庆|赞助"),
      word(EventKind::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// Something that happened at a customer.
struct CustomerEvent {
  Id<CustomerEvent> id{};
  Id<Customer> customer_id{};
  std::optional<EventKind> kind{};
  std::string statement{};
  std::optional<Date> happened_on{};
  std::string source{};
  std::string our_response{};
  std::optional<Date> responded_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const CustomerEvent&) const = default;
};

template <>
struct Schema<CustomerEvent> {
  static constexpr std::string_view name = "customer_event";
  static constexpr std::string_view plural = "customer_events";
  static constexpr Label label{"客户动态", "Customer event"};
  static constexpr std::string_view aliases = "商业动态|公关及促销活动|客户商业动态|Events";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::existing | Purpose::visit | Purpose::revisit;
  static constexpr const Category& category = category::plans;
  static constexpr Field fields[] = {
      detail::id_field<&CustomerEvent::id>(),
      detail::customer_field<&CustomerEvent::customer_id>(),
      field<&CustomerEvent::kind>("kind", {"动态类型", "Kind of event"}, {.aliases = "事件类型|活动类型|Event type", .hint = {"开业、获奖、扩张、管理层变动、经营困难、促销等", "Opening, award, expansion, management change, distress, promotion and so on"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&CustomerEvent::statement>("statement", {"动态内容", "Event"}, {.aliases = "事件内容|活动内容|客户近况|最新动态|What happened", .hint = {"发生了什么", "What happened"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::title}),
      field<&CustomerEvent::happened_on>("happened_on", {"动态日期", "Event date"}, {.aliases = "事件日期|发生日期|发生时间|活动日期|Happened on", .hint = {"何时发生", "When it happened"}, .level = Level::recommended, .weight = 2, .decline = 0, .part = Part::event}),
      field<&CustomerEvent::source>("source", {"动态来源", "Event source"}, {.aliases = "消息来源|Heard from", .hint = {"从何得知", "How we came to know"}, .decline = 0}),
      field<&CustomerEvent::our_response>("our_response", {"我方应对", "Our response"}, {.aliases = "应对措施|我方反应|Response", .hint = {"祝贺、拜访、调整信用等", "Congratulation, visit, change of credit and so on"}, .decline = 0, .part = Part::outcome}),
      field<&CustomerEvent::responded_on>("responded_on", {"应对日期", "Responded on"}, {.aliases = "应对时间", .hint = {"何时应对", "When we responded"}, .weight = 0, .decline = 0, .forms = Purpose::none, .part = Part::closing}),
      detail::custom_field<&CustomerEvent::custom>(),
      detail::meta_field<&CustomerEvent::meta>(),
  };
};

}  // namespace guanxi
