#pragma once
/// @file
/// RFM analysis: customers by how lately, how often and for how much they bought.

#include <guanxi/core/customer_totals.hpp>
#include <guanxi/core/date.hpp>
#include <guanxi/core/purchase_days.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/portfolio/rfm_segments.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace guanxi::portfolio {

/// Where bins begin.
enum class RfmEdges {
  quantile,  ///< at quantiles of the values (type 7): equal values share a bin
  rank,      ///< bins of equal size by rank; equal values go by id
  custom     ///< at values given
};

/// What counts as frequency.
enum class RfmFrequency {
  orders,  ///< orders
  days     ///< different days with an order; needs days of purchase
};

/// Whether scores could be told.
enum class RfmStatus {
  ok,    ///< they could
  empty  ///< no customer has an order
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::RfmEdges> {
  static constexpr EnumWord table[] = {
      word(portfolio::RfmEdges::quantile, "quantile", {"分位数", "Quantiles"}),
      word(portfolio::RfmEdges::rank, "rank", {"等分名次", "Equal sizes by rank"}),
      word(portfolio::RfmEdges::custom, "custom", {"自定", "Given values"}),
  };
};

template <>
struct Words<portfolio::RfmFrequency> {
  static constexpr EnumWord table[] = {
      word(portfolio::RfmFrequency::orders, "orders", {"订单数", "Orders"}),
      word(portfolio::RfmFrequency::days, "days", {"购买天数", "Days with an order"}),
  };
};

template <>
struct Words<portfolio::RfmStatus> {
  static constexpr EnumWord table[] = {
      word(portfolio::RfmStatus::ok, "ok", {"正常", "Done"}),
      word(portfolio::RfmStatus::empty, "empty", {"没有购买", "No purchase"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// How customers are scored.
struct RfmOptions {
  int bins = 5;                           ///< scores run from 1 to this. Default 5. Requires 2–20.
  RfmEdges edges = RfmEdges::quantile;    ///< where bins begin. Default quantile.
  int edge_shift = 0;                     ///< 0: a bin begins above its edge; 1: at its edge + 1, as packages for whole
                                          ///< units do. Default 0.
  std::vector<double> recency_edges{};    ///< custom: bins − 1 ascending numbers of days
  std::vector<double> frequency_edges{};  ///< custom: bins − 1 ascending numbers
  std::vector<double> amount_edges{};     ///< custom: bins − 1 ascending amounts, in money
  std::vector<RfmSegment> segments{};     ///< table of segments; empty: the standard one if bins is 5, else none
  int scale = 2;                          ///< decimals of the amounts: minor units in one are 10^scale. Default 2.
};

/// Edges of one measure with the customers of each score.
struct RfmMeasure {
  std::vector<double> edges{};         ///< bins − 1, ascending; amounts in money; empty for edges by rank
  std::vector<std::int64_t> counts{};  ///< customers with score 1, 2 …
  bool operator==(const RfmMeasure&) const = default;
};

/// Scores of customers, one a row by ascending key; customers without an order are not among them.
struct Rfm {
  RfmStatus status = RfmStatus::empty;         ///< whether it could be told
  Date as_of{};                                ///< day of the answer
  int bins{};                                  ///< number of scores
  int scale{};                                 ///< decimals of the amounts
  KeyList customer{};                          ///< whose row it is
  std::vector<std::int32_t> recency{};         ///< days from the last order to as_of
  std::vector<std::int64_t> frequency{};       ///< orders, or days with one
  std::vector<std::int64_t> amount{};          ///< in minor units
  std::vector<std::int32_t> r{};               ///< score of recency: the latest have the highest
  std::vector<std::int32_t> f{};               ///< score of frequency
  std::vector<std::int32_t> m{};               ///< score of amount
  std::vector<std::int32_t> segment{};         ///< row of `segments`; -1 for none
  std::vector<RfmSegment> segments{};          ///< the table used
  std::vector<std::int64_t> segment_counts{};  ///< customers of each segment
  RfmMeasure recency_bins{};                   ///< of recency
  RfmMeasure frequency_bins{};                 ///< of frequency
  RfmMeasure amount_bins{};                    ///< of amounts
  Findings findings{};                         ///< rows left out, edges that coincide, cells without a segment
  bool operator==(const Rfm&) const = default;
};

/// Scores customers by totals.
///
/// Edges by quantile are compared as whole numbers, so that no rounding decides; edges that coincide leave bins empty,
/// with a finding.
/// @param totals   of each customer, without rows after as_of (`Purchases::until`)
/// @param as_of    day from which recency counts
/// @param options  bins, edges, segments
/// @return  scores by ascending key
/// @throws  ArgumentError  `argument.range` for bins, edges, shift, scale or as_of before the last order
/// @cost    customers · log; 60 bytes a customer
/// @source  Hughes (1994), Strategic Database Marketing; Hyndman, Fan (1996) for quantiles; docs/methods/portfolio.md
[[nodiscard]] Rfm rfm(const CustomerColumns& totals, Date as_of, const RfmOptions& options = {});

/// Scores customers by days of purchase: frequency is the number of days with an order.
/// @param days  of each customer, without rows after as_of
/// @param as_of  day from which recency counts
/// @param options  as its members say
/// @throws  ArgumentError  as above
[[nodiscard]] Rfm rfm(const PurchaseDayColumns& days, Date as_of, const RfmOptions& options = {});

}  // namespace guanxi::portfolio
