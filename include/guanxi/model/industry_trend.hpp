#pragma once
/// @file
/// Where an industry is going, and what it will need.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

/// What drives a trend.
enum class TrendKind { policy, technology, market };

template <>
struct Words<TrendKind> {
  static constexpr EnumWord table[] = {
      word(TrendKind::policy, "policy", {"政策导向", "Policy"}, "政策|法规|Regulation"),
      word(TrendKind::technology, "technology", {"技术升级", "Technology"}, "技术|技术趋势|技术进步"),
      word(TrendKind::market, "market", {"市场变化", "Market"}, "市场|市场需求|市场趋势"),
  };
};

/// A trend of an industry.
struct IndustryTrend {
  Id<IndustryTrend> id{};
  std::string industry{};
  std::optional<TrendKind> kind{};
  std::string statement{};
  std::optional<PartialDate> valid_from{};
  std::optional<PartialDate> valid_until{};
  std::string source{};
  std::vector<std::string> needs_raised{};
  Custom custom{};
  Meta meta{};
  bool operator==(const IndustryTrend&) const = default;
};

template <>
struct Schema<IndustryTrend> {
  static constexpr std::string_view name = "industry_trend";
  static constexpr std::string_view plural = "industry_trends";
  static constexpr Label label{"行业趋势", "Industry trend"};
  static constexpr std::string_view aliases = "行业动态|行业发展趋势|Trends";
  static constexpr Scope scope = Scope::shared;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::market;
  static constexpr Field fields[] = {
      detail::id_field<&IndustryTrend::id>(),
      field<&IndustryTrend::industry>("industry", {"趋势所属行业", "Industry concerned"}, {.aliases = "行业|所属行业|Industry", .hint = {"例如 制造业-专用设备生产", "Such as manufacturing, special machinery"}, .level = Level::required, .weight = 2, .decline = 0}),
      field<&IndustryTrend::kind>("kind", {"趋势类型", "Kind of trend"}, {.aliases = "类型|Type", .hint = {"政策导向、技术升级或市场变化", "Policy, technology or market"}, .level = Level::recommended, .decline = 0}),
      field<&IndustryTrend::statement>("statement", {"趋势内容", "Trend"}, {.aliases = "趋势|趋势描述|内容|Statement", .hint = {"一句话说明", "In one sentence"}, .level = Level::required, .weight = 3, .part = Part::title}),
      field<&IndustryTrend::valid_from>("valid_from", {"趋势起始时间", "Trend from"}, {.aliases = "开始时间|起始时间|From", .hint = {"从何时起", "Since when"}, .decline = 0, .part = Part::event | Part::begin}),
      field<&IndustryTrend::valid_until>("valid_until", {"趋势截止时间", "Trend until"}, {.aliases = "截止时间|结束时间|Until", .hint = {"到何时为止", "Until when"}, .weight = 0, .decline = 0}),
      field<&IndustryTrend::source>("source", {"趋势来源", "Trend source"}, {.aliases = "来源|出处|Source", .hint = {"文件、报告或报道", "Paper, report or news"}, .level = Level::recommended, .decline = 0}),
      field<&IndustryTrend::needs_raised>("needs_raised", {"带来的需求", "Needs raised"}, {.aliases = "引发需求|产生需求|对应需求", .hint = {"客户因此会需要什么，以顿号隔开", "What customers will need because of it, separated by commas"}, .level = Level::recommended, .weight = 2}),
      detail::custom_field<&IndustryTrend::custom>(),
      detail::meta_field<&IndustryTrend::meta>(),
  };
};

}  // namespace guanxi
