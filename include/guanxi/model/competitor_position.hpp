#pragma once
/// @file
/// Where a competitor stands with a customer.

#include <guanxi/model/meta.hpp>
#include <guanxi/model/satisfaction.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// A competitor at a customer.
struct CompetitorPosition {
  Id<CompetitorPosition> id{};
  Id<Customer> customer_id{};
  std::string competitor{};
  std::string product_in_use{};
  std::optional<Satisfaction> satisfaction{};
  std::string rep_name{};
  std::string rep_style{};
  std::string rep_relation{};
  std::string strengths{};
  std::string weaknesses{};
  std::string history{};
  std::optional<Ratio> share{};
  std::optional<Date> observed_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const CompetitorPosition&) const = default;
};

template <>
struct Schema<CompetitorPosition> {
  static constexpr std::string_view name = "competitor_position";
  static constexpr std::string_view plural = "competitor_positions";
  static constexpr Label label{"竞争对手", "Competitor position"};
  static constexpr std::string_view aliases = "竞争情况|竞争对手资料|竞品情况|Competitors";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::existing | Purpose::visit;
  static constexpr const Category& category = category::competition;
  static constexpr Field fields[] = {
      detail::id_field<&CompetitorPosition::id>(),
      detail::customer_field<&CompetitorPosition::customer_id>(),
      field<&CompetitorPosition::competitor>("competitor", {"竞争对手名称", "Competitor"}, {.aliases = "竞争对手|对手名称|竞品厂商|竞争厂家|Competitor name", .hint = {"对手公司的名称", "Name of the rival firm"}, .level = Level::required, .weight = 3, .part = Part::title}),
      field<&CompetitorPosition::product_in_use>("product_in_use", {"在用竞品", "Competing product"}, {.aliases = "竞品|竞争产品|对手产品|客户使用的对手产品", .hint = {"客户正在使用的对手产品", "What the customer uses of theirs"}, .level = Level::recommended, .weight = 2}),
      field<&CompetitorPosition::satisfaction>("satisfaction", {"对竞品满意度", "Satisfaction with competitor"}, {.aliases = "竞品满意度|对对手的满意度", .hint = {"客户对对手产品是否满意", "How satisfied the customer is with theirs"}, .weight = 2, .decline = .5F}),
      field<&CompetitorPosition::rep_name>("rep_name", {"对手销售代表", "Competitor's salesperson"}, {.aliases = "对手业务员|竞争对手销售代表姓名|对手销售代表姓名", .hint = {"对手由谁负责", "Who of theirs looks after the customer"}, .weight = 0, .privacy = Privacy::personal}),
      field<&CompetitorPosition::rep_style>("rep_style", {"对手销售特点", "Competitor's selling style"}, {.aliases = "对手销售风格|销售特点", .hint = {"靠价格、关系还是技术", "By price, relation or technology"}, .weight = 0}),
      field<&CompetitorPosition::rep_relation>("rep_relation", {"对手与客户关系", "Competitor's relation"}, {.aliases = "与客户关系|对手客情关系|对手销售代表与客户的关系", .hint = {"与客户谁走得近", "Whom at the customer they are close to"}}),
      field<&CompetitorPosition::strengths>("strengths", {"对手优势", "Competitor's strengths"}, {.aliases = "竞品优势|竞争对手优势|优势", .hint = {"强在哪里", "What they are good at"}, .weight = 2}),
      field<&CompetitorPosition::weaknesses>("weaknesses", {"对手劣势", "Competitor's weaknesses"}, {.aliases = "对手弱点|竞品劣势|竞争对手劣势|劣势", .hint = {"弱在哪里", "What they are bad at"}, .weight = 2}),
      field<&CompetitorPosition::history>("history", {"对手合作历史", "History with competitor"}, {.aliases = "合作历史|与对手合作历史", .hint = {"何时开始，做过什么", "Since when, and what they did together"}}),
      field<&CompetitorPosition::share>("share", {"对手采购占比", "Competitor's share"}, {.aliases = "采购份额|对手份额|占比|Share", .hint = {"占该客户同类采购的比例，0 到 1 或百分比", "Share of what the customer buys of the kind, from 0 to 1 or per cent"}, .decline = .5F}),
      field<&CompetitorPosition::observed_on>("observed_on", {"对手情况日期", "Observed on"}, {.aliases = "了解日期|情报日期", .hint = {"何时得知", "When it was learnt"}, .weight = 0, .decline = 0, .part = Part::event}),
      detail::custom_field<&CompetitorPosition::custom>(),
      detail::meta_field<&CompetitorPosition::meta>(),
  };
};

}  // namespace guanxi
