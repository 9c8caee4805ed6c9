#pragma once
/// @file
/// What we can supply.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

/// A product or service of ours.
struct Offering {
  Id<Offering> id{};
  std::string name{};
  std::string category{};
  std::string description{};
  std::vector<std::string> industries{};
  std::vector<std::string> pains{};
  std::optional<MoneyRange> price_range{};
  std::string capacity{};
  std::optional<PartialDate> available_from{};
  std::optional<PartialDate> available_until{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Offering&) const = default;
};

template <>
struct Schema<Offering> {
  static constexpr std::string_view name = "offering";
  static constexpr std::string_view plural = "offerings";
  static constexpr Label label{"产品/服务目录", "Offering"};
  static constexpr std::string_view aliases = "产品目录|服务目录|产品清单|Products|Product catalogue";
  static constexpr Scope scope = Scope::shared;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::market;
  static constexpr Field fields[] = {
      detail::id_field<&Offering::id>(),
      field<&Offering::name>("name", {"产品/服务名称", "Offering name"}, {.aliases = "产品名称|服务名称|产品|Product|Product name|Name", .hint = {"我方产品或服务的名称", "Name of our product or service"}, .level = Level::required, .weight = 3, .part = Part::title}),
      field<&Offering::category>("category", {"产品类别", "Product category"}, {.aliases = "产品分类|产品系列|类别|Category|Series", .hint = {"例如 专用设备、软件、服务", "Such as machinery, software, service"}, .level = Level::recommended, .weight = 2}),
      field<&Offering::description>("description", {"产品说明", "Product description"}, {.aliases = "产品简介|功能说明|Description", .hint = {"做什么用，有何特点", "What it does and what sets it apart"}}),
      field<&Offering::industries>("industries", {"适用行业", "Industries served"}, {.aliases = "目标行业|服务行业|Industries", .hint = {"以顿号隔开", "Separated by commas"}, .level = Level::recommended, .weight = 2}),
      field<&Offering::pains>("pains", {"解决的痛点", "Pains served"}, {.aliases = "解决痛点|应对问题|Pains", .hint = {"客户的哪些难题，以顿号隔开", "Troubles of customers that it solves, separated by commas"}, .level = Level::recommended, .weight = 3}),
      field<&Offering::price_range>("price_range", {"价格区间", "Price range"}, {.aliases = "价格范围|售价|单价|报价|Price|Sales price|List price", .hint = {"例如 50-80万元", "Such as CNY 500,000-800,000"}, .unit = "CNY", .level = Level::recommended, .weight = 2, .decline = .5F, .low = 0}),
      field<&Offering::capacity>("capacity", {"供应能力", "Capacity"}, {.aliases = "产能|供货能力|交付能力", .hint = {"一年或一月能供多少，交期多长", "How much a year or month, and how fast"}, .decline = .5F}),
      field<&Offering::available_from>("available_from", {"上市时间", "Available from"}, {.aliases = "上市日期|推出时间", .hint = {"何时开始供应", "Since when it is supplied"}, .weight = 0, .decline = 0, .part = Part::event | Part::begin}),
      field<&Offering::available_until>("available_until", {"停售时间", "Available until"}, {.aliases = "停产时间|退市时间", .hint = {"已停售的产品填写", "Only if no longer supplied"}, .weight = 0, .decline = 0}),
      detail::custom_field<&Offering::custom>(),
      detail::meta_field<&Offering::meta>(),
  };
};

}  // namespace guanxi
