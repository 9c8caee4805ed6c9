#pragma once
/// @file
/// 7P, profiling: how customers divide, and what the best have in common.

#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/portfolio/abc.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::assess {

/// By what customers are divided.
enum class ProfileDimension {
  industry,
  region,
  nature,
  size,  ///< by employees
  customer_type,
  account_class,
  time_class,
  trade_class,
  volume_class,
  abc_class,
  key_account,
  product_attitude,
  loyalty,
  market,
  source
};

}  // namespace guanxi::assess
namespace guanxi {

template <>
struct Words<assess::ProfileDimension> {
  using enum assess::ProfileDimension;
  static constexpr EnumWord table[] = {
      word(industry, "industry", {"行业", "Industry"}),
      word(region, "region", {"区域", "Region"}),
      word(nature, "nature", {"客户性质", "Nature"}),
      word(size, "size", {"规模", "Size"}),
      word(customer_type, "customer_type", {"客户类型", "Customer type"}),
      word(account_class, "account_class", {"客户类别", "Account class"}),
      word(time_class, "time_class", {"时间分类", "Time class"}),
      word(trade_class, "trade_class", {"交易分类", "Trade class"}),
      word(volume_class, "volume_class", {"交易量分类", "Volume class"}),
      word(abc_class, "abc_class", {"ABC 分类", "ABC class"}),
      word(key_account, "key_account", {"大客户", "Key account"}),
      word(product_attitude, "product_attitude", {"对产品态度", "Attitude to the product"}),
      word(loyalty, "loyalty", {"客户忠实度", "Ladder of loyalty"}),
      word(market, "market", {"六个市场", "Market"}),
      word(source, "source", {"信息来源", "Source"}),
  };
};

}  // namespace guanxi
namespace guanxi::assess {

/// Revenue with its share of the total in its currency.
struct RevenueShare {
  Money revenue{};                ///< of the window, returns taken off
  std::optional<double> share{};  ///< unset while the total is not above 0
  bool operator==(const RevenueShare&) const = default;
};

/// The customers who share a value.
struct ProfileValue {
  ProfileDimension dimension{};         ///< of which dimension
  std::string value{};                  ///< word of the dictionary, code, or name as most often written; empty: unknown
  Message label{};                      ///< the same for people
  std::int64_t customers{};             ///< how many
  double share{};                       ///< of all customers, 0–1
  std::vector<RevenueShare> revenue{};  ///< one for each currency of the page, by its code
  bool operator==(const ProfileValue&) const = default;
};

/// How often the best customers and the rest have a value.
struct BestValue {
  ProfileDimension dimension{};  ///< of which dimension
  std::string value{};           ///< never empty
  Message label{};               ///< the same for people
  std::int64_t best{};           ///< best customers with it
  std::int64_t best_known{};     ///< best customers whose value is known
  std::int64_t rest{};           ///< others with it
  std::int64_t rest_known{};     ///< others whose value is known
  std::optional<double> lift{};  ///< share among the best over the share among both; unset if none of the best is known
  std::optional<double> p_value{};     ///< Fisher's exact test, one-sided; unset if too few have it to be tested
  std::optional<double> p_adjusted{};  ///< the same after Holm's correction for all tests of the currency
  bool typical = false;                ///< over-represented, frequent enough and significant
  Message reason{};                    ///< the same for people
  bool operator==(const BestValue&) const = default;
};

/// What the best customers of one currency have in common.
struct BestCustomers {
  Money revenue{};                  ///< of the window
  portfolio::AbcStatus status{};    ///< whether classes could be told
  std::int64_t best{};              ///< customers of class A
  std::int64_t rest{};              ///< customers of classes B and C
  std::int64_t tested{};            ///< values tested
  std::vector<BestValue> values{};  ///< typical ones first, then by p, by dimension and value; untested ones last
  bool operator==(const BestCustomers&) const = default;
};

/// Who the customers are.
struct ProfilingPage {
  PageInfo about{};                    ///< status, samples, notes and records
  std::vector<Money> revenue{};        ///< totals of the window, by currency code
  std::vector<ProfileValue> values{};  ///< by dimension, most customers first, then value; unknown last
  std::vector<BestCustomers> best{};   ///< by currency code
  bool operator==(const ProfilingPage&) const = default;
};

}  // namespace guanxi::assess
