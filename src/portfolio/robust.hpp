#pragma once
/// @file
/// Medians, and the trend of values by the signs and slopes of their pairs.

#include <cstdint>
#include <optional>
#include <vector>

namespace guanxi::portfolio::detail {

/// 1.4826: median absolute deviations in a standard deviation of the normal distribution.
inline constexpr double mad_scale = 1.4826;
/// √(π / 2): mean absolute deviations in one.
inline constexpr double mean_deviation_scale = 1.2533141373155003;

/// The quantile between two values by the linear rule (type 7 of Hyndman and Fan 1996).
/// @param values  not empty, any order
[[nodiscard]] double quantile_of(std::vector<double> values, double share);

/// The median; the mean of the middle two of an even number.
/// @param values  not empty, any order
[[nodiscard]] double median_of(std::vector<double> values);

/// The value below which half of the weight lies; the mean with the next one if that is exactly half.
/// @param values   not empty, any order
/// @param weights  one a value, above 0
[[nodiscard]] double weighted_median_of(const std::vector<double>& values, const std::vector<int>& weights);

/// Kendall's S and its variance without a trend.
struct RankTrend {
  std::int64_t sum{};
  double variance{};

  void add(const RankTrend& other) noexcept { sum += other.sum, variance += other.variance; }
  /// Chance of so large an S, up or down, by the normal distribution with a correction for continuity.
  [[nodiscard]] double p() const noexcept;
};

/// S and its variance, ties taken into account; the values in the order of time.
[[nodiscard]] RankTrend rank_trend(const std::vector<std::int64_t>& values);
[[nodiscard]] RankTrend rank_trend(const std::vector<double>& values);

/// Median and interval of slopes.
struct SlopeRange {
  double slope{};
  std::optional<double> low{}, high{};
};

/// Sen's median of slopes and its interval.
/// @param slopes    not empty, any order
/// @param variance  of S
/// @param z         half-width in standard deviations
[[nodiscard]] SlopeRange slope_range(std::vector<double> slopes, double variance, double z);

}  // namespace guanxi::portfolio::detail
