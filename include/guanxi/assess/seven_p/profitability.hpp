#pragma once
/// @file
/// 7P, profitability: revenue, cost and margin of customers, and how much depends on few.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/portfolio/abc.hpp>
#include <guanxi/portfolio/concentration.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// What a customer, or all, brought in one currency within the window.
struct ProfitRow {
  Id<Customer> customer{};                             ///< who; unset for all
  std::string name{};                                  ///< short name, else legal name; empty for all
  Money revenue{};                                     ///< returns taken off
  Money costed_revenue{};                              ///< of it from sales with a known cost
  Money cost{};                                        ///< of these
  Money margin{};                                      ///< costed revenue less cost
  Money uncosted_revenue{};                            ///< from sales without cost: in no margin
  std::optional<double> margin_rate{};                 ///< margin / costed revenue, where that is above 0
  std::int64_t orders{};                               ///< sales that are no returns
  std::int64_t returns{};                              ///< returns
  std::int64_t uncosted{};                             ///< orders and returns without cost
  std::optional<portfolio::AbcClass> revenue_class{};  ///< by revenue; unset without a total above 0
  std::optional<portfolio::AbcClass> margin_class{};   ///< by margin; unset also if no cost is known
  bool loss = false;                                   ///< margin below 0
  bool operator==(const ProfitRow&) const = default;
};

/// Profitability in one currency.
struct ProfitPart {
  ProfitRow total{};                                ///< all customers
  std::int64_t customers{};                         ///< who bought or returned in the window
  std::int64_t loss_making{};                       ///< of them with a margin below 0
  Money losses{};                                   ///< sum of their margins
  portfolio::AbcStatus revenue_status{};            ///< of the classes by revenue
  std::vector<portfolio::AbcLine> revenue_table{};  ///< A, B, C by revenue
  portfolio::AbcStatus margin_status{};             ///< of the classes by margin
  std::vector<portfolio::AbcLine> margin_table{};   ///< A, B, C by margin
  portfolio::Concentration concentration{};         ///< of revenue, over customers whose revenue is not below 0
  std::int64_t below_zero{};                        ///< customers whose revenue is
  std::vector<ProfitRow> rows{};                    ///< by customer
  bool operator==(const ProfitPart&) const = default;
};

/// What customers bring.
struct ProfitabilityPage {
  PageInfo about{};                 ///< status, samples, notes and records
  std::int64_t unpriced{};          ///< sales of the window without an amount: in no part
  std::vector<ProfitPart> parts{};  ///< by currency code
  bool operator==(const ProfitabilityPage&) const = default;
};

}  // namespace guanxi::assess
