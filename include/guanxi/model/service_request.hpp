#pragma once
/// @file
/// A call for help.

#include <guanxi/model/meta.hpp>
#include <guanxi/model/satisfaction.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Contact;
struct InstalledProduct;

/// Who pays for help.
enum class Charging { in_warranty, charged, goodwill };

template <>
struct Words<Charging> {
  static constexpr EnumWord table[] = {
      word(Charging::in_warranty, "in_warranty", {"保修内", "In warranty"}, "保内|质保内|免费保修|Warranty"),
      word(Charging::charged, "charged", {"收费", "Charged"}, "保外|有偿|付费|Paid"),
      word(Charging::goodwill, "goodwill", {"免费", "Goodwill"}, "优惠免费|善意免费|Free of charge"),
  };
};

/// A call for help from a customer.
struct ServiceRequest {
  Id<ServiceRequest> id{};
  Id<Customer> customer_id{};
  std::optional<Timestamp> received_at{};
  Ref<Contact> contact{};
  std::string description{};
  Ref<InstalledProduct> product{};
  std::optional<Timestamp> promised_at{};
  std::string partner_unit{};
  std::optional<Charging> charging{};
  std::optional<Money> charge{};
  Ref<User> handler_id{};
  std::optional<Timestamp> done_at{};
  std::string result{};
  std::optional<Satisfaction> satisfaction{};
  Custom custom{};
  Meta meta{};
  bool operator==(const ServiceRequest&) const = default;
};

template <>
struct Schema<ServiceRequest> {
  static constexpr std::string_view name = "service_request";
  static constexpr std::string_view plural = "service_requests";
  static constexpr Label label{"求助", "Service request"};
  static constexpr std::string_view aliases = "服务请求|客户求助|报修|售后工单|Cases|Tickets";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::service;
  static constexpr Field fields[] = {
      detail::id_field<&ServiceRequest::id>(),
      detail::customer_field<&ServiceRequest::customer_id>(),
      field<&ServiceRequest::received_at>("received_at", {"求助时间", "Request received"}, {.aliases = "报修时间|求助日期|报修日期|Opened at", .hint = {"年月日，可带时刻", "Date, with the time of day if known"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::event}),
      field<&ServiceRequest::contact>("contact", {"求助人", "Requested by"}, {.aliases = "报修人", .hint = {"对方谁提出", "Who at the customer asked"}, .level = Level::recommended, .decline = 0}),
      field<&ServiceRequest::description>("description", {"求助内容", "Request"}, {.aliases = "报修内容|问题描述|故障描述|Problem", .hint = {"需要什么帮助", "What help is wanted"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::title}),
      field<&ServiceRequest::product>("product", {"求助产品", "Product concerned"}, {.aliases = "报修产品|故障设备", .hint = {"涉及哪件在用产品", "Which product in use it is about"}, .level = Level::recommended, .decline = 0}),
      field<&ServiceRequest::promised_at>("promised_at", {"承诺完成时间", "Promised by"}, {.aliases = "承诺时间|约定完成时间", .hint = {"答应何时完成", "By when it was promised"}, .weight = 2, .decline = 0}),
      field<&ServiceRequest::partner_unit>("partner_unit", {"协作单位", "Partner unit"}, {.aliases = "协作部门|协办单位", .hint = {"由哪个部门或伙伴协助", "Department or partner that helps"}, .decline = 0}),
      field<&ServiceRequest::charging>("charging", {"是否收费", "Charging"}, {.aliases = "收费方式|保修情况", .hint = {"保修内、收费或免费", "In warranty, charged or goodwill"}, .decline = 0}),
      field<&ServiceRequest::charge>("charge", {"收费金额", "Charge"}, {.aliases = "服务费|维修费", .hint = {"收费时填写", "If it is charged"}, .unit = "CNY", .weight = 0, .decline = 0, .low = 0, .part = Part::outcome}),
      field<&ServiceRequest::handler_id>("handler_id", {"求助负责人", "Request handled by"}, {.aliases = "服务工程师|维修人员", .hint = {"我方由谁负责", "Who of us handles it"}, .level = Level::recommended, .decline = 0, .part = Part::owner}),
      field<&ServiceRequest::done_at>("done_at", {"求助完成时间", "Request done"}, {.aliases = "维修完成时间|实际完成时间", .hint = {"何时完成", "When it was done"}, .decline = 0, .part = Part::closing}),
      field<&ServiceRequest::result>("result", {"求助处理情况", "What was done"}, {.aliases = "维修结果|服务结果", .hint = {"做了什么", "What was done"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      field<&ServiceRequest::satisfaction>("satisfaction", {"服务满意度", "Satisfaction with service"}, {.aliases = "维修满意度", .hint = {"非常满意到非常不满意", "From very satisfied to very dissatisfied"}, .weight = 2, .decline = 0, .part = Part::outcome}),
      detail::custom_field<&ServiceRequest::custom>(),
      detail::meta_field<&ServiceRequest::meta>(),
  };
};

}  // namespace guanxi
