#pragma once
/// @file
/// A complaint: what went wrong, why, and what was done about it.

#include <guanxi/model/channel.hpp>
#include <guanxi/model/grade.hpp>
#include <guanxi/model/meta.hpp>
#include <guanxi/model/satisfaction.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Contact;
struct Offering;

/// What a complaint is about.
enum class CauseArea { product_quality, service, delivery, price, other };

template <>
struct Words<CauseArea> {
  static constexpr EnumWord table[] = {
      word(CauseArea::product_quality, "product_quality", {"产品质量", "Product quality"}, "质量|产品|商品质量|Quality"),
      word(CauseArea::service, "service", {"服务", "Service"}, "服务质量|售后服务|服务态度"),
      word(CauseArea::delivery, "delivery", {"交货", "Delivery"}, "交期|物流|发货|配送"),
      word(CauseArea::price, "price", {"价格", "Price"}, "价格问题|费用"),
      word(CauseArea::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// What exactly went wrong with quality or service.
enum class CauseDetail { defect, spec_mismatch, tolerance, failure, unpunctual, attitude, capability, other };

template <>
struct Words<CauseDetail> {
  static constexpr EnumWord table[] = {
      word(CauseDetail::defect, "defect", {"质量缺陷", "Defect"}, "缺陷|瑕疵|不良"),
      word(CauseDetail::spec_mismatch, "spec_mismatch", {"规格不符", "Not to specification"}, "型号不符|规格错误|Spec mismatch"),
      word(CauseDetail::tolerance, "tolerance", {"超出允许范围", "Out of tolerance"}, "超差|超出允许误差范围"),
      word(CauseDetail::failure, "failure", {"故障", "Failure"}, "产品故障|停机|Breakdown"),
      word(CauseDetail::unpunctual, "unpunctual", {"不守时", "Unpunctual"}, "迟到|不准时|延误|Late"),
      word(CauseDetail::attitude, "attitude", {"态度差", "Attitude"}, "服务态度差|态度不好"),
      word(CauseDetail::capability, "capability", {"能力不够", "Capability"}, "服务能力不够|能力不足|不专业"),
      word(CauseDetail::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// A complaint of a customer.
struct Complaint {
  Id<Complaint> id{};
  Id<Customer> customer_id{};
  std::optional<Timestamp> received_at{};
  Ref<Contact> contact{};
  std::optional<Channel> channel{};
  Ref<Offering> product{};
  std::optional<CauseArea> cause_area{};
  std::optional<CauseDetail> cause_detail{};
  std::optional<Grade> severity{};
  std::string description{};
  std::string customer_position{};
  Ref<User> handler_id{};
  std::string root_cause{};
  std::string resolution{};
  std::string corrective_action{};
  std::string preventive_action{};
  std::string compensation{};
  std::optional<Timestamp> due_at{};
  std::optional<Timestamp> closed_at{};
  Id<Complaint> repeat_of_id{};
  std::optional<Satisfaction> satisfaction_after{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Complaint&) const = default;
};

template <>
struct Schema<Complaint> {
  static constexpr std::string_view name = "complaint";
  static constexpr std::string_view plural = "complaints";
  static constexpr Label label{"抱怨", "Complaint"};
  static constexpr std::string_view aliases = "抱怨管理卡|客户抱怨|投诉|客户投诉|投诉记录";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::complaint;
  static constexpr const Category& category = category::service;
  static constexpr Field fields[] = {
      detail::id_field<&Complaint::id>(),
      detail::customer_field<&Complaint::customer_id>(),
      field<&Complaint::received_at>("received_at", {"抱怨受理时间", "Complaint received"}, {.aliases = "投诉时间|投诉日期|受理日期|抱怨时间|抱怨日期|受理时间|Received at|Complaint date", .hint = {"年月日，可带时刻", "Date, with the time of day if known"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::event}),
      field<&Complaint::contact>("contact", {"抱怨人", "Complainant"}, {.aliases = "投诉人|抱怨者", .hint = {"对方谁提出", "Who at the customer complained"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&Complaint::channel>("channel", {"抱怨渠道", "Complaint channel"}, {.aliases = "投诉方式|投诉渠道", .hint = {"会议、电话、拜访、邮件或即时消息", "Meeting, phone, visit, e-mail or message"}, .decline = 0}),
      field<&Complaint::product>("product", {"抱怨产品", "Product complained of"}, {.aliases = "投诉产品|涉及产品", .hint = {"涉及哪项产品或服务", "Product or service concerned"}, .decline = 0}),
      field<&Complaint::cause_area>("cause_area", {"抱怨类别", "Cause area"}, {.aliases = "投诉类别|投诉类型|抱怨类型|抱怨种类|原因类别", .hint = {"产品质量、服务、交货、价格或其他", "Product quality, service, delivery, price or other"}, .level = Level::required, .weight = 3, .decline = 0}),
      field<&Complaint::cause_detail>("cause_detail", {"抱怨细类", "Cause detail"}, {.aliases = "具体类别|细分原因", .hint = {"质量缺陷、规格不符、故障、不守时、态度差等", "Defect, not to specification, failure, unpunctual, attitude and so on"}, .level = Level::recommended, .decline = 0}),
      field<&Complaint::severity>("severity", {"严重程度", "Severity"}, {.aliases = "抱怨程度|严重性|投诉级别", .hint = {"高、中或低", "High, medium or low"}, .level = Level::recommended, .weight = 2, .decline = 0}),
      field<&Complaint::description>("description", {"抱怨原委", "What happened"}, {.aliases = "原委|投诉内容|抱怨内容|投诉原因|事件经过", .hint = {"经过如何，尽量用原话", "What happened, in the customer's words"}, .level = Level::required, .weight = 4, .decline = 0, .part = Part::title}),
      field<&Complaint::customer_position>("customer_position", {"对方立场", "Customer's position"}, {.aliases = "客户立场|客户要求|客户诉求", .hint = {"客户怎么看，要求什么", "How the customer sees it and what it asks for"}, .weight = 2, .decline = 0}),
      field<&Complaint::handler_id>("handler_id", {"处理人", "Handler"}, {.aliases = "负责处理人|受理人", .hint = {"我方由谁处理", "Who of us handles it"}, .level = Level::recommended, .decline = 0, .part = Part::owner}),
      field<&Complaint::root_cause>("root_cause", {"根本原因", "Root cause"}, {.aliases = "原因分析|发生原因", .hint = {"为什么会发生", "Why it came to this"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      field<&Complaint::resolution>("resolution", {"处理结果", "Resolution"}, {.aliases = "处理办法|解决办法|处理意见|解决方案|处理情况", .hint = {"怎样处理", "How it was settled"}, .level = Level::recommended, .weight = 3, .decline = 0, .part = Part::outcome}),
      field<&Complaint::corrective_action>("corrective_action", {"纠正措施", "Corrective action"}, {.aliases = "改正措施", .hint = {"这一次怎样改正", "What was put right this time"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      field<&Complaint::preventive_action>("preventive_action", {"预防措施", "Preventive action"}, {.aliases = "防止再发措施|改进措施", .hint = {"怎样防止再次发生", "What keeps it from happening again"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      field<&Complaint::compensation>("compensation", {"补偿", "Compensation"}, {.aliases = "赔偿|赔偿情况|补偿办法", .hint = {"赔款、换货或其他补偿", "Money, replacement or other amends"}, .decline = 0, .part = Part::outcome}),
      field<&Complaint::due_at>("due_at", {"处理期限", "Settle by"}, {.aliases = "答复期限|解决期限", .hint = {"最迟何时办结", "By when it must be settled"}, .level = Level::recommended, .decline = 0}),
      field<&Complaint::closed_at>("closed_at", {"办结时间", "Closed at"}, {.aliases = "结案时间|关闭时间|解决时间|处理完成时间", .hint = {"何时办结", "When it was settled"}, .decline = 0, .part = Part::closing}),
      field<&Complaint::repeat_of_id>("repeat_of_id", {"重复抱怨的前次", "Repeat of"}, {.hint = {"重复发生时，前一次是哪一条", "The earlier complaint, if it is a repeat"}, .weight = 0, .decline = 0, .forms = Purpose::none}),
      field<&Complaint::satisfaction_after>("satisfaction_after", {"处理后满意度", "Satisfaction after"}, {.aliases = "处理满意度|客户对处理的满意度", .hint = {"非常满意到非常不满意", "From very satisfied to very dissatisfied"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      detail::custom_field<&Complaint::custom>(),
      detail::meta_field<&Complaint::meta>(),
  };
};

}  // namespace guanxi
