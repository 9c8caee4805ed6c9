#pragma once
/// @file
/// 7P, persistency: who stays, who comes back, who is about to leave.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/lifetime/fit.hpp>
#include <guanxi/model/customer_classes.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// By what customers are held to be at risk.
enum class RiskBasis {
  none,            ///< nobody can be judged
  purchase_model,  ///< the probability of being alive, by BG/NBD
  own_rhythm       ///< days since the last order against the customer's own gaps
};

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::RiskBasis> {
  using enum assess::RiskBasis;
  static constexpr EnumWord table[] = {
      word(none, "none", {"无法判断", "Nobody can be judged"}),
      word(purchase_model, "purchase_model", {"购买模型（BG/NBD）", "Purchase model (BG/NBD)"}),
      word(own_rhythm, "own_rhythm", {"客户自己的购买节奏", "The customer's own rhythm"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// Customers on a step of the ladder of loyalty.
struct LoyaltyCount {
  LoyaltyStep step{};        ///< which
  std::int64_t customers{};  ///< how many
  bool operator==(const LoyaltyCount&) const = default;
};

/// A customer who may be about to leave.
struct CustomerAtRisk {
  Id<Customer> customer{};         ///< which
  std::string name{};              ///< short name, else legal name
  Date last_on{};                  ///< day of the last order
  std::int64_t elapsed{};          ///< days since
  std::optional<double> alive{};   ///< probability of being a customer still, by the model
  std::optional<double> rhythm{};  ///< median gap between days of order, if known
  Message reason{};                ///< for people
  bool operator==(const CustomerAtRisk&) const = default;
};

/// Whether customers stay.
struct PersistencyPage {
  PageInfo about{};                                 ///< status, samples, notes and records
  std::int64_t buyers{};                            ///< customers with an order by the day
  std::int64_t active_before{};                     ///< with an order in the window before
  std::int64_t active_now{};                        ///< with an order in the window
  std::int64_t retained{};                          ///< with both
  std::int64_t lost{};                              ///< active before and not now
  std::int64_t fresh{};                             ///< whose first order fell into the window
  std::int64_t returned{};                          ///< active now, not before, but earlier
  std::optional<double> retention{};                ///< retained / active before; unset for 0 / 0
  std::optional<double> retention_low{};            ///< lower end of its Wilson interval of 95 %
  std::optional<double> retention_high{};           ///< upper end
  std::int64_t repeat_buyers{};                     ///< with orders on two days or more
  std::optional<double> repeat_rate{};              ///< of the buyers
  std::optional<double> tenure_mean{};              ///< days since the first order, mean over buyers
  std::optional<double> tenure_median{};            ///< the same, median
  std::vector<LoyaltyCount> ladder{};               ///< every step, the lowest first
  std::int64_t ladder_unknown{};                    ///< customers whose step is not stated
  RiskBasis basis = RiskBasis::none;                ///< what risk is judged by
  std::optional<lifetime::FitStatus> fit{};         ///< of the purchase model; unset if it was not tried
  std::int64_t judged{};                            ///< customers whose risk can be judged
  std::int64_t at_risk{};                           ///< of them at risk
  std::optional<double> at_risk_share{};            ///< of those judged
  std::vector<CustomerAtRisk> customers_at_risk{};  ///< longest without an order first, then by customer
  bool operator==(const PersistencyPage&) const = default;
};

}  // namespace guanxi::assess
