#pragma once
/// @file
/// What a customer bought.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Offering;
struct Promotion;

/// A sale.
struct Transaction {
  Id<Transaction> id{};
  Id<Customer> customer_id{};
  std::string order_number{};
  std::optional<Date> traded_on{};
  Ref<Offering> product{};
  std::string channel{};
  std::string place{};
  std::optional<double> quantity{};
  std::string quantity_unit{};
  std::optional<Money> amount{};
  std::optional<Money> cost{};
  Ref<Promotion> promotion_id{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Transaction&) const = default;
};

template <>
struct Schema<Transaction> {
  static constexpr std::string_view name = "transaction";
  static constexpr std::string_view plural = "transactions";
  static constexpr Label label{"交易", "Transaction"};
  static constexpr std::string_view aliases = "交易记录|销售记录|订单|销售明细|Sales|Orders|Purchases";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::existing;
  static constexpr const Category& category = category::trade;
  static constexpr Retention kept = Retention::statutory;
  static constexpr Field fields[] = {
      detail::id_field<&Transaction::id>(),
      detail::customer_field<&Transaction::customer_id>(),
      field<&Transaction::order_number>("order_number", {"订单号", "Order number"}, {.aliases = "订单编号|合同号|单据号|Order ID|Order no", .hint = {"订单或合同的编号", "Number of the order or contract"}, .decline = 0, .retention = kept}),
      field<&Transaction::traded_on>("traded_on", {"交易日期", "Traded on"}, {.aliases = "交易时间|销售日期|订单日期|成交时间|日期|Date|Order date|Purchase date", .hint = {"成交的日期", "Day of the sale"}, .level = Level::required, .weight = 3, .decline = 0, .retention = kept, .part = Part::event}),
      field<&Transaction::product>("product", {"交易产品", "Product sold"}, {.aliases = "产品|产品名称|商品|商品名称|货品|Product|Item", .hint = {"卖出的产品或服务", "What was sold"}, .level = Level::required, .weight = 3, .decline = 0, .retention = kept, .part = Part::title}),
      field<&Transaction::channel>("channel", {"交易渠道", "Sales channel"}, {.aliases = "渠道|成交渠道|Channel", .hint = {"直销、经销、电商等", "Direct, dealer, online and so on"}, .decline = 0, .retention = kept}),
      field<&Transaction::place>("place", {"交易地点", "Place of sale"}, {.aliases = "地点|门店|Place|Store", .hint = {"在哪里成交", "Where it was sold"}, .decline = 0, .retention = kept}),
      field<&Transaction::quantity>("quantity", {"交易数量", "Quantity sold"}, {.aliases = "数量|销售数量|Quantity|Qty", .hint = {"数字", "A number"}, .decline = 0, .retention = kept}),
      field<&Transaction::quantity_unit>("quantity_unit", {"数量单位", "Unit of quantity"}, {.aliases = "单位|Unit", .hint = {"例如 台、吨", "Such as pieces, tonnes"}, .weight = 0, .decline = 0, .retention = kept}),
      field<&Transaction::amount>("amount", {"交易金额", "Amount sold"}, {.aliases = "金额|销售额|成交金额|销售金额|Amount|Sales|Total", .hint = {"含税金额；退货为负数", "With tax; negative for a return"}, .unit = "CNY", .level = Level::required, .weight = 4, .decline = 0, .retention = kept}),
      field<&Transaction::cost>("cost", {"交易成本", "Cost"}, {.aliases = "成本|销售成本", .hint = {"我方成本", "What it cost us"}, .unit = "CNY", .decline = 0, .privacy = Privacy::sensitive, .retention = kept, .forms = Purpose::none}),
      field<&Transaction::promotion_id>("promotion_id", {"所属促销", "Promotion of the sale"}, {.aliases = "促销活动|促销", .hint = {"因哪次促销成交", "Promotion that led to it"}, .weight = 0, .decline = 0, .retention = kept, .forms = Purpose::none}),
      detail::custom_field<&Transaction::custom>(),
      detail::meta_field<&Transaction::meta>(),
  };
};

}  // namespace guanxi
