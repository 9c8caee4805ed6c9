#pragma once
/// @file
/// What all pages of a 7P analysis have in common.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/model/dossier.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::assess {

/// A page of a 7P analysis.
enum class SevenPage {
  profiling,      ///< who the customers are
  persistency,    ///< whether they stay
  profitability,  ///< what they bring
  performance,    ///< what sells where
  prospecting,    ///< what is to come
  product,        ///< what goes together
  promotion       ///< what campaigns were followed by
};

/// Whether a page could be made.
enum class PageStatus {
  not_asked,  ///< the options leave it out
  no_data,    ///< there is nothing to compute from
  partial,    ///< some of it could not be computed; the notes say what and why
  ok          ///< it could
};

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::SevenPage> {
  using enum assess::SevenPage;
  static constexpr EnumWord table[] = {
      word(profiling, "profiling", {"客户构成", "Profiling"}),
      word(persistency, "persistency", {"客户忠诚", "Persistency"}),
      word(profitability, "profitability", {"客户利润", "Profitability"}),
      word(performance, "performance", {"销售业绩", "Performance"}),
      word(prospecting, "prospecting", {"未来展望", "Prospecting"}),
      word(product, "product", {"产品关联", "Product"}),
      word(promotion, "promotion", {"促销反应", "Promotion"}),
  };
};

template <>
struct Words<assess::PageStatus> {
  using enum assess::PageStatus;
  static constexpr EnumWord table[] = {
      word(not_asked, "not_asked", {"未要求", "Not asked for"}),
      word(no_data, "no_data", {"没有数据", "No data"}, "",
           {"补充有日期和金额的交易", "Add sales with days and amounts"}),
      word(partial, "partial", {"部分完成", "In part"}, "", {"见说明", "See the notes"}),
      word(ok, "ok", {"正常", "Done"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// What stands behind a page.
struct PageInfo {
  SevenPage page{};                           ///< which
  PageStatus status = PageStatus::not_asked;  ///< whether it could be made
  std::int64_t customers{};                   ///< customers that its numbers rest on
  std::int64_t sales{};                       ///< sales that its numbers rest on
  std::vector<Message> notes{};               ///< what could not be computed and why, and how to read it
  std::vector<Uuid> records{};                ///< records used, by identifier
  bool operator==(const PageInfo&) const = default;
};

/// A customer with its name.
struct NamedCustomer {
  Id<Customer> customer{};  ///< which; unset if the card has none
  std::string name{};       ///< short name, else legal name
  bool operator==(const NamedCustomer&) const = default;
};

}  // namespace guanxi::assess
