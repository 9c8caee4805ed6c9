#pragma once
/// @file
/// 7P, promotion: what campaigns were followed by.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/model/promotion.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// Whether the days of a promotion could be held against those before.
enum class PromotionStatus {
  measured,  ///< it is over
  running,   ///< up to the day; no end is stated, or it lies ahead
  no_start,  ///< no first day is stated
  bad_days   ///< it ends before it starts
};

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::PromotionStatus> {
  using enum assess::PromotionStatus;
  static constexpr EnumWord table[] = {
      word(measured, "measured", {"已结束", "Over"}),
      word(running, "running", {"进行中", "Running"}),
      word(no_start, "no_start", {"没有开始日期", "No first day"}, "", {"填写促销开始日期", "State when it started"}),
      word(bad_days, "bad_days", {"日期颠倒", "Ends before it starts"}, "", {"核对起止日期", "Check both days"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// The customers whom a promotion addressed, as the caller knows them.
struct Addressed {
  Id<Promotion> promotion{};              ///< which
  std::vector<Id<Customer>> customers{};  ///< whom; the order and repeats change nothing
  bool operator==(const Addressed&) const = default;
};

/// Revenue in one currency, during and before.
struct PromotionRevenue {
  Money during{};                       ///< returns taken off
  Money before{};                       ///< of the same number of days just before
  Money change{};                       ///< during less before: no proof of an effect
  std::optional<double> change_rate{};  ///< of the revenue before, where that is above 0
  std::int64_t orders{};                ///< during
  std::int64_t orders_before{};         ///< before
  bool operator==(const PromotionRevenue&) const = default;
};

/// What a promotion was followed by.
struct PromotionResponse {
  Id<Promotion> promotion{};                ///< which
  std::string name{};                       ///< its name
  PromotionStatus status{};                 ///< whether its days could be looked at
  std::optional<Date> first{};              ///< first day
  std::optional<Date> last{};               ///< last day that counts, not after the day of the analysis
  std::int64_t days{};                      ///< from first to last; 0 if they could not be looked at
  std::string audience{};                   ///< as described
  std::optional<std::int64_t> addressed{};  ///< customers of the book addressed; unset if not told
  std::int64_t addressed_buyers{};          ///< of them with an order during it
  std::optional<double> response_rate{};    ///< addressed buyers / addressed; unset for 0 / 0
  std::int64_t buyers{};                    ///< customers with an order during it
  std::int64_t buyers_before{};             ///< in the days before
  std::int64_t new_buyers{};                ///< whose first order fell into it
  std::optional<double> new_share{};        ///< of the buyers
  std::int64_t attributed_sales{};          ///< sales that name it, whenever
  std::int64_t attributed_buyers{};         ///< customers with an order that names it
  std::int64_t attributed_outside{};        ///< of these sales outside its days
  bool overlapped = false;                  ///< another promotion touches its days or those before
  std::vector<PromotionRevenue> revenue{};  ///< by currency code
  Message reason{};                         ///< for people, with the warning that this proves no effect
  bool operator==(const PromotionResponse&) const = default;
};

/// What campaigns were followed by.
struct PromotionPage {
  PageInfo about{};                             ///< status, samples, notes and records
  std::vector<PromotionResponse> promotions{};  ///< by first day, those without last, then name and identifier
  std::int64_t unmatched_sales{};               ///< sales that name a promotion of which there is no record
  bool operator==(const PromotionPage&) const = default;
};

}  // namespace guanxi::assess
