#pragma once
/// @file
/// Where a customer's trade is heading: slope and test by ranks, with or without seasons.

#include <guanxi/core/parallel.hpp>
#include <guanxi/portfolio/period_series.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::portfolio {

/// Where a series is heading.
enum class TrendDirection {
  rising,    ///< clearly more
  falling,   ///< clearly less
  steady,    ///< no clear trend
  too_short  ///< too few values to tell
};

/// How the trend was found.
enum class TrendMethod {
  plain,                 ///< all pairs of periods
  seasonal,              ///< pairs of the same season alone
  plain_too_few_seasons  ///< all pairs, because less than two whole seasons are there
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::TrendDirection> {
  static constexpr EnumWord table[] = {
      word(portfolio::TrendDirection::rising, "rising", {"上升", "Rising"}, "",
           {"了解原因，争取扩大", "Find out why, and make more of it"}),
      word(portfolio::TrendDirection::falling, "falling", {"下降", "Falling"}, "",
           {"拜访并查明原因", "Visit and find out why"}),
      word(portfolio::TrendDirection::steady, "steady", {"平稳", "Steady"}),
      word(portfolio::TrendDirection::too_short, "too_short", {"期数不足", "Too few periods"}),
  };
};

template <>
struct Words<portfolio::TrendMethod> {
  static constexpr EnumWord table[] = {
      word(portfolio::TrendMethod::plain, "plain", {"不分季节", "Plain"}),
      word(portfolio::TrendMethod::seasonal, "seasonal", {"按季节比较", "Seasonal"}),
      word(portfolio::TrendMethod::plain_too_few_seasons, "plain_too_few_seasons",
           {"不足两个完整周期，未分季节", "Plain, for want of two whole seasons"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// Longest series of which a trend is sought.
inline constexpr std::size_t longest_series = 2000;

/// How a trend is found.
struct TrendOptions {
  Period period = Period::month;  ///< of the values. Default month.
  int season = 0;                 ///< periods of a season such as 12; 0: none. Default 0. Requires 0 or 2–366.
  int first_season =
      0;  ///< season of the first value, so that season 0 is January. Default 0. Requires 0 up to season − 1.
  int min_periods = 6;        ///< fewer values tell nothing. Default 6. Requires >= 3.
  double significance = .05;  ///< largest p of a trend. Default .05. Requires 0 < p < 1.
  double z = 1.96;            ///< half-width of the interval in standard deviations. Default 1.96 (95 %). Requires > 0.
  double least_share = 0;     ///< a change a year below this share of the level is steady. Default 0. Requires >= 0.
};

/// Where a series is heading.
struct Trend {
  TrendDirection direction = TrendDirection::too_short;  ///< by the test and the thresholds
  TrendMethod method = TrendMethod::plain;               ///< how it was found
  std::int64_t periods{};                                ///< values looked at
  std::optional<double> level{};                         ///< median of all values, in minor units; unset without values
  std::optional<double> slope{};                         ///< minor units a period; unset if too short
  std::optional<double> slope_low{};                     ///< lower end of its interval; unset if too short for one
  std::optional<double> slope_high{};                    ///< upper end
  std::optional<double> share_per_year{};                ///< slope of a year by level; unset for a level of 0 or less
  std::int64_t rank_sum{};                               ///< Kendall's S: rising less falling pairs
  double variance{};                                     ///< of S without a trend, ties taken into account
  double p = 1;                                          ///< chance of so large an S, up or down, without a trend
  std::vector<double> season_index{};                    ///< of each season, with mean 1; empty if none can be given
  bool operator==(const Trend&) const = default;
};

/// The trend of a series: Sen's slope and the test of Mann and Kendall, by seasons if there are two or more.
/// @param totals   one a period, oldest first, in minor units, of any sign
/// @param options  period, season, thresholds
/// @return  too_short for fewer than `min_periods` values; all equal: steady with slope 0 and p 1
/// @throws  ArgumentError  `argument.range` for an option, `argument.length` for more than 2000 values
/// @cost    quadratic in the values, 8 bytes a pair; no shared state, any thread may call it
/// @source  Theil (1950), Sen (1968), Mann (1945), Hirsch, Slack and Smith (1982); docs/methods/trends.md
/// @limits  p is a normal approximation and takes periods as independent of each other
[[nodiscard]] Trend period_trend(std::span<const std::int64_t> totals, const TrendOptions& options = {});

/// The trend of each customer.
/// @param series   their period and first seasons stand in for those of the options
/// @param options  as for `period_trend`
/// @param work     threads and progress; results do not depend on it
/// @return  one trend a customer, in their order
/// @throws  ArgumentError  as `period_trend`
/// @cost    that of each series
[[nodiscard]] std::vector<Trend> period_trends(const PeriodSeries& series, const TrendOptions& options = {},
                                               const Work& work = {});

/// How much of the usual each season brings: 1.2 is a fifth more than the mean of all seasons.
/// @param totals        one a period, oldest first
/// @param season        periods of a season
/// @param first_season  season of the first value
/// @return  one index a season, with mean 1; empty with less than two whole seasons, or where a moving median of 0 or
/// less leaves a season without a ratio
/// @throws  ArgumentError  `argument.range` for a season outside 2–366 or a first season outside it, `argument.length`
/// @cost    values · season · log season
/// @source  ratio to a centred moving median; docs/methods/trends.md
[[nodiscard]] std::vector<double> season_indices(std::span<const std::int64_t> totals, int season,
                                                 int first_season = 0);

}  // namespace guanxi::portfolio
