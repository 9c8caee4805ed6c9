#pragma once
/// @file
/// Why parameters of a fit stay open, in words.

#include <guanxi/lifetime/fit.hpp>

#include <initializer_list>
#include <string_view>

#include "rows.hpp"

namespace guanxi::lifetime {

namespace causes {
inline constexpr Label equal_rates{"客户之间的购买频率看不出差别（不比偶然波动更大）",
                                   "customers do not differ in their rate of buying by more than chance"};
inline constexpr Label equal_leaving{"客户之间的流失倾向看不出差别",
                                     "customers do not differ in their inclination to leave"};
inline constexpr Label nobody_leaves{"没有复购客户看起来已经流失：最后一次购买都离观察期末不远",
                                     "no repeat customer seems to have left: all bought until shortly before the end"};
inline constexpr Label equal_spending{"客户之间的平均金额看不出差别", "customers do not differ in what they spend"};
inline constexpr Label equal_ending{"合同之间的终止倾向看不出差别",
                                    "contracts do not differ in their inclination to end"};
inline constexpr Label equal_amounts{"同一客户的每次金额看不出差别", "the amounts of a customer do not vary"};
inline constexpr Label equal_ages{"所有客户的观察时间相同", "every customer was observed for the same time"};
inline constexpr Label few_repeaters{"复购客户不足 10 个", "fewer than 10 customers came back"};
}  // namespace causes

/// A reason for parameters that run away together.
struct OpenReason {
  std::string_view first, second;  ///< names; second may be empty
  Label cause;
};

/// Adds the causes of parameters that run away, and what was done.
void explain_open(FitReport& report, std::initializer_list<OpenReason> reasons);

/// Adds what the rows say of themselves: counts, findings, equal ages, few repeaters.
void explain_rows(FitReport& report, const FitRows& rows);

}  // namespace guanxi::lifetime
