#pragma once
/// @file
/// A campaign of ours: what, when, to whom, and how it was received.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// A campaign.
struct Promotion {
  Id<Promotion> id{};
  std::string name{};
  std::string content{};
  std::optional<Date> starts_on{};
  std::optional<Date> ends_on{};
  std::string audience{};
  std::optional<Money> cost{};
  std::string response{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Promotion&) const = default;
};

template <>
struct Schema<Promotion> {
  static constexpr std::string_view name = "promotion";
  static constexpr std::string_view plural = "promotions";
  static constexpr Label label{"促销", "Promotion"};
  static constexpr std::string_view aliases = "促销活动|促销记录|Campaign|Campaigns";
  static constexpr Scope scope = Scope::shared;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::market;
  static constexpr Field fields[] = {
      detail::id_field<&Promotion::id>(),
      field<&Promotion::name>("name", {"促销名称", "Promotion name"}, {.aliases = "促销活动名称|促销主题|Campaign name", .hint = {"活动的名称", "What it is called"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::title}),
      field<&Promotion::content>("content", {"促销内容", "Promotion content"}, {.aliases = "促销方式|促销办法|优惠内容", .hint = {"优惠、赠品或活动的内容", "What is offered"}, .level = Level::required, .weight = 2, .decline = 0}),
      field<&Promotion::starts_on>("starts_on", {"促销开始日期", "Promotion starts on"}, {.aliases = "促销时间|促销开始时间|Start date", .hint = {"第一天", "First day"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::event | Part::begin}),
      field<&Promotion::ends_on>("ends_on", {"促销结束日期", "Promotion ends on"}, {.aliases = "促销结束时间|End date", .hint = {"最后一天", "Last day"}, .decline = 0}),
      field<&Promotion::audience>("audience", {"促销对象", "Audience"}, {.aliases = "促销目标客户|面向客户", .hint = {"针对哪些客户", "Customers that it is meant for"}, .level = Level::recommended, .decline = 0}),
      field<&Promotion::cost>("cost", {"促销费用", "Promotion cost"}, {.aliases = "活动费用|Campaign cost", .hint = {"总花费", "What it cost in all"}, .unit = "CNY", .decline = 0, .retention = Retention::statutory, .low = 0}),
      field<&Promotion::response>("response", {"促销反应", "Response"}, {.aliases = "促销效果|活动效果|客户反应", .hint = {"客户反应如何，带来多少成交", "How customers took it and what it brought"}, .level = Level::recommended, .weight = 2, .decline = 0, .part = Part::outcome}),
      detail::custom_field<&Promotion::custom>(),
      detail::meta_field<&Promotion::meta>(),
  };
};

}  // namespace guanxi
