#pragma once
/// @file
/// What we promise after a sale, and what we pay when we fail.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// What is promised.
enum class CommitmentKind { authenticity, quality, dispatch_time, goods_return, damage_replacement, carrier, arrival_time, response_time };

template <>
struct Words<CommitmentKind> {
  static constexpr EnumWord table[] = {
      word(CommitmentKind::authenticity, "authenticity", {"假一赔三", "Authenticity"}, "正品保证|正品承诺"),
      word(CommitmentKind::quality, "quality", {"品质承诺", "Quality"}, "质量承诺|质量保证"),
      word(CommitmentKind::dispatch_time, "dispatch_time", {"发货时间承诺", "Dispatch time"}, "发货承诺|按时发货|48小时发货"),
      word(CommitmentKind::goods_return, "goods_return", {"退货承诺", "Return of goods"}, "无理由退货|七天无理由退货|退换货|Returns"),
      word(CommitmentKind::damage_replacement, "damage_replacement", {"破损补寄", "Damage replacement"}, "破损包赔|破损补发"),
      word(CommitmentKind::carrier, "carrier", {"指定快递", "Carrier"}, "指定物流"),
      word(CommitmentKind::arrival_time, "arrival_time", {"到货承诺", "Arrival time"}, "到货时间承诺|按时到货"),
      word(CommitmentKind::response_time, "response_time", {"响应时间承诺", "Response time"}, "响应承诺|响应时限"),
  };
};

/// Who bears a cost.
enum class Payer { us, customer, shared };

template <>
struct Words<Payer> {
  static constexpr EnumWord table[] = {
      word(Payer::us, "us", {"我方", "Us"}, "卖方|商家|我公司|Seller"),
      word(Payer::customer, "customer", {"客户", "Customer"}, "买方|买家|Buyer"),
      word(Payer::shared, "shared", {"双方分担", "Shared"}, "分担|各半"),
  };
};

/// A promise to customers: the payout is a multiple of the price, or a rate of it between a floor and a cap.
struct ServiceCommitment {
  Id<ServiceCommitment> id{};
  std::optional<CommitmentKind> kind{};
  std::string statement{};
  std::optional<double> window_hours{};
  std::optional<Payer> freight_payer{};
  std::optional<double> payout_multiple{};
  std::optional<Ratio> payout_rate{};
  std::optional<Money> payout_floor{};
  std::optional<Money> payout_cap{};
  std::optional<Date> valid_from{};
  std::optional<Date> valid_until{};
  Custom custom{};
  Meta meta{};
  bool operator==(const ServiceCommitment&) const = default;
};

template <>
struct Schema<ServiceCommitment> {
  static constexpr std::string_view name = "service_commitment";
  static constexpr std::string_view plural = "service_commitments";
  static constexpr Label label{"售后承诺", "Service commitment"};
  static constexpr std::string_view aliases = "服务承诺|售后服务承诺|SLA";
  static constexpr Scope scope = Scope::shared;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::service;
  static constexpr Field fields[] = {
      detail::id_field<&ServiceCommitment::id>(),
      field<&ServiceCommitment::kind>("kind", {"承诺类型", "Kind of commitment"}, {.aliases = "承诺类别", .hint = {"假一赔三、发货时间、退货、破损补寄、到货等", "Authenticity, dispatch time, return, damage, arrival and so on"}, .level = Level::required, .weight = 2, .decline = 0}),
      field<&ServiceCommitment::statement>("statement", {"承诺内容", "Commitment"}, {.aliases = "承诺条款|承诺说明", .hint = {"对客户怎么说的", "What customers are told"}, .level = Level::required, .weight = 3, .decline = 0, .part = Part::title}),
      field<&ServiceCommitment::window_hours>("window_hours", {"承诺时限（小时）", "Window in hours"}, {.aliases = "承诺时限|时限", .hint = {"多少小时之内", "Within how many hours"}, .unit = "h", .decline = 0, .low = 0}),
      field<&ServiceCommitment::freight_payer>("freight_payer", {"运费承担", "Freight paid by"}, {.aliases = "运费承担方|运费由谁承担", .hint = {"我方、客户或双方分担", "Us, the customer or shared"}, .decline = 0}),
      field<&ServiceCommitment::payout_multiple>("payout_multiple", {"赔付倍数", "Payout multiple"}, {.aliases = "赔偿倍数", .hint = {"退款之外再付货款的几倍，假一赔三为 2", "Times the price paid on top of the refund; 2 for authenticity"}, .decline = 0, .low = 0}),
      field<&ServiceCommitment::payout_rate>("payout_rate", {"赔付比例", "Payout rate"}, {.aliases = "赔偿比例", .hint = {"占货款的比例，例如 5%", "Share of the price, such as 5 %"}, .decline = 0}),
      field<&ServiceCommitment::payout_floor>("payout_floor", {"最低赔付", "Least payout"}, {.aliases = "赔付下限", .hint = {"至少赔多少，例如 1元", "At least this much, such as CNY 1"}, .unit = "CNY", .decline = 0, .low = 0}),
      field<&ServiceCommitment::payout_cap>("payout_cap", {"最高赔付", "Greatest payout"}, {.aliases = "赔付上限", .hint = {"至多赔多少，例如 30元", "At most this much, such as CNY 30"}, .unit = "CNY", .decline = 0, .low = 0}),
      field<&ServiceCommitment::valid_from>("valid_from", {"承诺生效日期", "Commitment from"}, {.aliases = "生效日期", .hint = {"从哪一天起", "First day"}, .weight = 0, .decline = 0, .part = Part::event | Part::begin}),
      field<&ServiceCommitment::valid_until>("valid_until", {"承诺失效日期", "Commitment until"}, {.aliases = "失效日期", .hint = {"到哪一天为止", "Last day"}, .weight = 0, .decline = 0}),
      detail::custom_field<&ServiceCommitment::custom>(),
      detail::meta_field<&ServiceCommitment::meta>(),
  };
};

}  // namespace guanxi
