#include "robust.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace guanxi::portfolio::detail {

namespace {

template <class Number>
RankTrend rank_trend_of(const std::vector<Number>& values) {
  const auto cubic = [](double n) { return n * (n - 1) * (2 * n + 5); };
  RankTrend found;
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = i + 1; j < values.size(); ++j)
      found.sum += static_cast<int>(values[j] > values[i]) - static_cast<int>(values[j] < values[i]);
  double sum = cubic(static_cast<double>(values.size()));
  std::vector<Number> sorted(values);
  std::sort(sorted.begin(), sorted.end());
  for (auto at = sorted.begin(); at != sorted.end();) {
    const auto end = std::upper_bound(at, sorted.end(), *at);
    sum -= cubic(static_cast<double>(end - at));
    at = end;
  }
  found.variance = sum / 18;
  return found;
}

// Sorts only as far as the middle.
double middle_of(std::vector<double>& values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return values.size() % 2 == 1 ? *half : std::midpoint(*std::max_element(values.begin(), half), *half);
}

}  // namespace

double quantile_of(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double next = values[std::min(below + 1, values.size() - 1)];
  return values[below] + (place - static_cast<double>(below)) * (next - values[below]);
}

double median_of(std::vector<double> values) { return middle_of(values); }

double weighted_median_of(const std::vector<double>& values, const std::vector<int>& weights) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const int total = std::accumulate(weights.begin(), weights.end(), 0);
  int below = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    below += weights[order[i]];
    if (2 * below == total) return std::midpoint(values[order[i]], values[order[i + 1]]);
    if (2 * below > total) return values[order[i]];
  }
  return values[order.back()];
}

double RankTrend::p() const noexcept {
  if (sum == 0 || !(variance > 0)) return 1;
  return std::erfc(static_cast<double>(std::abs(sum) - 1) / std::sqrt(2 * variance));
}

RankTrend rank_trend(const std::vector<std::int64_t>& values) { return rank_trend_of(values); }
RankTrend rank_trend(const std::vector<double>& values) { return rank_trend_of(values); }

SlopeRange slope_range(std::vector<double> slopes, double variance, double z) {
  SlopeRange found{.slope = middle_of(slopes)};
  const double rank = std::floor((static_cast<double>(slopes.size()) - z * std::sqrt(variance)) / 2);
  if (rank < 1) return found;
  const auto low = slopes.begin() + static_cast<std::ptrdiff_t>(rank) - 1,
             high = slopes.end() - (low - slopes.begin()) - 1;
  std::nth_element(slopes.begin(), low, slopes.end());
  found.low = *low;
  std::nth_element(slopes.begin(), high, slopes.end());
  found.high = *high;
  return found;
}

}  // namespace guanxi::portfolio::detail
