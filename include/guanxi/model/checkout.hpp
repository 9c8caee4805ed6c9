#pragma once
/// @file
/// Who holds which card for a visit, out and back.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// One loan of a customer's card.
struct Checkout {
  Id<Checkout> id{};
  Id<Customer> customer_id{};
  Ref<User> holder_id{};
  std::optional<Timestamp> taken_at{};
  std::string purpose{};
  std::optional<Date> due_on{};
  std::optional<Timestamp> returned_at{};
  std::optional<bool> card_updated{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Checkout&) const = default;
};

template <>
struct Schema<Checkout> {
  static constexpr std::string_view name = "checkout";
  static constexpr std::string_view plural = "checkouts";
  static constexpr Label label{"借卡", "Checkout"};
  static constexpr std::string_view aliases = "借卡记录|借卡登记|资料卡借出";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::plans;
  static constexpr Field fields[] = {
      detail::id_field<&Checkout::id>(),
      detail::customer_field<&Checkout::customer_id>(),
      field<&Checkout::holder_id>("holder_id", {"借卡人", "Card holder"}, {.aliases = "借用人|持卡人", .hint = {"谁借走了资料卡", "Who took the card"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::title}),
      field<&Checkout::taken_at>("taken_at", {"借出时间", "Taken at"}, {.aliases = "借卡时间|借出日期", .hint = {"年月日，可带时刻", "Date, with the time of day if known"}, .level = Level::required, .weight = 2, .decline = 0, .part = Part::event}),
      field<&Checkout::purpose>("purpose", {"借卡用途", "Taken for"}, {.aliases = "借用用途", .hint = {"为哪次拜访", "For which visit"}, .decline = 0}),
      field<&Checkout::due_on>("due_on", {"应还日期", "Back by"}, {.aliases = "应归还日期", .hint = {"应在哪一天前归还", "Day by which it must be back"}, .decline = 0}),
      field<&Checkout::returned_at>("returned_at", {"归还时间", "Returned at"}, {.aliases = "归还日期|还卡时间", .hint = {"何时归还", "When it came back"}, .decline = 0, .part = Part::closing}),
      field<&Checkout::card_updated>("card_updated", {"是否已更新资料卡", "Card updated"}, {.aliases = "已更新资料|资料是否更新", .hint = {"归还时是否已补写", "Whether it was brought up to date"}, .decline = 0, .part = Part::outcome}),
      detail::custom_field<&Checkout::custom>(),
      detail::meta_field<&Checkout::meta>(),
  };
};

}  // namespace guanxi
