#pragma once
/// @file
/// A claim of a customer under one of our commitments.

#include <guanxi/model/service_commitment.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Transaction;

/// How far a claim has come.
enum class ClaimState { open, accepted, rejected, paid };

template <>
struct Words<ClaimState> {
  static constexpr EnumWord table[] = {
      word(ClaimState::open, "open", {"待处理", "Open"}, "处理中|已提出|Pending"),
      word(ClaimState::accepted, "accepted", {"已同意", "Accepted"}, "同意|已批准|Approved"),
      word(ClaimState::rejected, "rejected", {"已拒绝", "Rejected"}, "拒绝|驳回|Denied"),
      word(ClaimState::paid, "paid", {"已赔付", "Paid"}, "已赔|赔付完成|Settled"),
  };
};

/// A claim.
struct Claim {
  Id<Claim> id{};
  Id<Customer> customer_id{};
  std::optional<CommitmentKind> kind{};
  std::string description{};
  std::optional<Timestamp> claimed_at{};
  Id<ServiceCommitment> commitment_id{};
  Id<Transaction> transaction_id{};
  std::optional<Money> price{};
  std::optional<ClaimState> state{};
  std::optional<Date> decided_on{};
  std::string decision_reason{};
  std::optional<Money> refund{};
  std::optional<Money> payout{};
  std::optional<Payer> freight_payer{};
  std::optional<Date> paid_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Claim&) const = default;
};

template <>
struct Schema<Claim> {
  static constexpr std::string_view name = "claim";
  static constexpr std::string_view plural = "claims";
  static constexpr Label label{"索赔", "Claim"};
  static constexpr std::string_view aliases = "赔付|赔付申请|理赔|索赔记录";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::service;
  static constexpr Retention kept = Retention::statutory;
  static constexpr Field fields[] = {
      detail::id_field<&Claim::id>(),
      detail::customer_field<&Claim::customer_id>(),
      field<&Claim::kind>("kind", {"索赔类型", "Kind of claim"}, {.aliases = "赔付类型", .hint = {"依据哪一类承诺", "Kind of commitment that it rests on"}, .level = Level::required, .weight = 2, .decline = 0, .retention = kept}),
      field<&Claim::description>("description", {"索赔内容", "Claim"}, {.aliases = "索赔原因|赔付原因", .hint = {"为什么索赔", "Why it is claimed"}, .level = Level::required, .weight = 3, .decline = 0, .retention = kept, .part = Part::title}),
      field<&Claim::claimed_at>("claimed_at", {"索赔时间", "Claimed at"}, {.aliases = "索赔日期|申请时间", .hint = {"年月日，可带时刻", "Date, with the time of day if known"}, .level = Level::required, .weight = 2, .decline = 0, .retention = kept, .part = Part::event}),
      field<&Claim::commitment_id>("commitment_id", {"依据的承诺", "Under commitment"}, {.hint = {"依据哪条售后承诺", "Commitment that it rests on"}, .weight = 0, .decline = 0, .retention = kept}),
      field<&Claim::transaction_id>("transaction_id", {"索赔的交易", "Sale claimed for"}, {.hint = {"针对哪笔交易", "Sale that it is about"}, .weight = 0, .decline = 0, .retention = kept}),
      field<&Claim::price>("price", {"索赔货款", "Price of the goods"}, {.aliases = "货款金额", .hint = {"所涉商品的价款", "What the goods cost the customer"}, .unit = "CNY", .weight = 2, .decline = 0, .retention = kept, .low = 0}),
      field<&Claim::state>("state", {"索赔状态", "Claim state"}, {.aliases = "赔付状态", .hint = {"待处理、已同意、已拒绝或已赔付", "Open, accepted, rejected or paid"}, .level = Level::recommended, .decline = .8F, .retention = kept, .part = Part::outcome}),
      field<&Claim::decided_on>("decided_on", {"索赔决定日期", "Claim decided on"}, {.aliases = "决定日期", .hint = {"何时作出决定", "Day of the decision"}, .decline = 0, .retention = kept, .part = Part::closing}),
      field<&Claim::decision_reason>("decision_reason", {"索赔决定理由", "Reason for decision"}, {.aliases = "拒赔理由", .hint = {"为什么同意或拒绝", "Why it was accepted or rejected"}, .decline = 0, .retention = kept, .part = Part::outcome}),
      field<&Claim::refund>("refund", {"退款金额", "Refund"}, {.aliases = "退款", .hint = {"退还的货款", "Price given back"}, .unit = "CNY", .decline = 0, .retention = kept, .low = 0, .part = Part::outcome}),
      field<&Claim::payout>("payout", {"赔付金额", "Payout"}, {.aliases = "赔偿金额", .hint = {"退款之外赔付多少", "Paid on top of the refund"}, .unit = "CNY", .weight = 2, .decline = 0, .retention = kept, .low = 0, .part = Part::outcome}),
      field<&Claim::freight_payer>("freight_payer", {"索赔运费承担", "Freight of the claim paid by"}, {.hint = {"我方、客户或双方分担", "Us, the customer or shared"}, .weight = 0, .decline = 0, .retention = kept}),
      field<&Claim::paid_on>("paid_on", {"赔付日期", "Payout date"}, {.aliases = "赔偿日期", .hint = {"何时付出", "Day on which it was paid"}, .decline = 0, .retention = kept, .part = Part::end}),
      detail::custom_field<&Claim::custom>(),
      detail::meta_field<&Claim::meta>(),
  };
};

}  // namespace guanxi
