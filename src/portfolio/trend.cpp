#include <guanxi/core/error.hpp>
#include <guanxi/core/int128.hpp>
#include <guanxi/portfolio/trend.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include "robust.hpp"

namespace guanxi::portfolio {

namespace {

void demand_trend(bool holds, const char* rule, double found) {
  if (!holds) throw ArgumentError("argument.range", std::string(rule) + ", found " + std::to_string(found));
}

void check_season(int season, int first_season) {
  demand_trend(season == 0 || (season >= 2 && season <= 366), "season must be 0 or 2 to 366", season);
  demand_trend(first_season >= 0 && first_season < std::max(season, 1),
               "first_season must be from 0 up to below season", first_season);
}

void check_trend(const TrendOptions& options) {
  check_season(options.season, options.first_season);
  demand_trend(options.min_periods >= 3, "min_periods must be at least 3", options.min_periods);
  demand_trend(options.significance > 0 && options.significance < 1, "significance must lie between 0 and 1",
               options.significance);
  demand_trend(options.z > 0 && std::isfinite(options.z), "z must be finite and above 0", options.z);
  demand_trend(options.least_share >= 0 && std::isfinite(options.least_share),
               "least_share must be finite and at least 0", options.least_share);
}

void check_series_length(std::size_t found) {
  if (found > longest_series)
    throw ArgumentError("argument.length", "totals must have at most 2000 values, found " + std::to_string(found));
}

// Ranks and slopes of the values that lie `step` periods apart, each such list on its own.
detail::RankTrend compare_pairs(std::span<const std::int64_t> totals, std::size_t step, std::vector<double>& slopes) {
  detail::RankTrend sum;
  for (std::size_t season = 0; season < std::min(step, totals.size()); ++season) {
    std::vector<std::int64_t> own;
    for (std::size_t i = season; i < totals.size(); i += step) own.push_back(totals[i]);
    sum.add(detail::rank_trend(own));
    for (std::size_t i = 0; i < own.size(); ++i)
      for (std::size_t j = i + 1; j < own.size(); ++j)
        slopes.push_back(static_cast<double>(Int128{own[j]} - own[i]) / static_cast<double>((j - i) * step));
  }
  return sum;
}

TrendDirection direction_of(const Trend& made, const TrendOptions& options) {
  if (made.p > options.significance) return TrendDirection::steady;
  if (made.share_per_year && std::abs(*made.share_per_year) < options.least_share) return TrendDirection::steady;
  return made.rank_sum > 0 ? TrendDirection::rising : TrendDirection::falling;
}

void find_slope(Trend& made, std::span<const std::int64_t> totals, const TrendOptions& options) {
  const bool has_seasons = made.method == TrendMethod::seasonal;
  std::vector<double> slopes;
  const detail::RankTrend ranks =
      compare_pairs(totals, has_seasons ? static_cast<std::size_t>(options.season) : 1, slopes);
  const detail::SlopeRange range = detail::slope_range(std::move(slopes), ranks.variance, options.z);
  made.slope = range.slope;
  made.slope_low = range.low;
  made.slope_high = range.high;
  made.rank_sum = ranks.sum;
  made.variance = ranks.variance;
  made.p = ranks.p();
  const double periods_a_year = options.period == Period::month ? 12 : 4;
  if (*made.level > 0) made.share_per_year = range.slope * periods_a_year / *made.level;
  made.direction = direction_of(made, options);
}

std::vector<double> as_doubles(std::span<const std::int64_t> totals) { return {totals.begin(), totals.end()}; }

// The ratio of a value to the moving median about it; nothing where that is 0 or less.
std::optional<double> season_ratio(const std::vector<double>& values, std::size_t at, std::size_t season) {
  const std::size_t half = season / 2;
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(at - half);
  const std::vector<double> about(begin, begin + static_cast<std::ptrdiff_t>(2 * half + 1));
  std::vector<int> weights(about.size(), 2);
  if (season % 2 == 0) weights.front() = weights.back() = 1;
  const double median = detail::weighted_median_of(about, weights);
  if (!(median > 0)) return std::nullopt;
  return values[at] / median;
}

}  // namespace

std::vector<double> season_indices(std::span<const std::int64_t> totals, int season, int first_season) {
  check_season(season, first_season);
  demand_trend(season != 0, "season must be 2 to 366", season);
  check_series_length(totals.size());
  const auto length = static_cast<std::size_t>(season), half = length / 2;
  if (totals.size() < 2 * length) return {};
  const std::vector<double> values = as_doubles(totals);
  std::vector<std::vector<double>> ratios(length);
  for (std::size_t at = half; at + half < values.size(); ++at)
    if (const std::optional<double> ratio = season_ratio(values, at, length))
      ratios[(at + static_cast<std::size_t>(first_season)) % length].push_back(*ratio);
  std::vector<double> indices;
  double sum = 0;
  for (const std::vector<double>& own : ratios) {
    if (own.empty()) return {};
    indices.push_back(detail::median_of(own));
    sum += indices.back();
  }
  if (!(sum > 0)) return {};
  for (double& index : indices) index *= season / sum;
  return indices;
}

Trend period_trend(std::span<const std::int64_t> totals, const TrendOptions& options) {
  check_trend(options);
  check_series_length(totals.size());
  Trend made{.periods = static_cast<std::int64_t>(totals.size())};
  if (options.season > 0) {
    const bool has_two = totals.size() >= 2 * static_cast<std::size_t>(options.season);
    made.method = has_two ? TrendMethod::seasonal : TrendMethod::plain_too_few_seasons;
    made.season_index = season_indices(totals, options.season, options.first_season);
  }
  if (!totals.empty()) made.level = detail::median_of(as_doubles(totals));
  if (made.periods >= options.min_periods) find_slope(made, totals, options);
  return made;
}

std::vector<Trend> period_trends(const PeriodSeries& series, const TrendOptions& options, const Work& work) {
  check_trend(options);
  constexpr std::size_t block = 256;
  std::vector<Trend> made(series.size());
  run_tasks((made.size() + block - 1) / block, work, [&](std::size_t task) {
    TrendOptions own = options;
    own.period = series.period;
    for (std::size_t row = task * block; row < std::min((task + 1) * block, made.size()); ++row) {
      const int phase = options.season == 0 ? 0 : series.first(row) % options.season;
      own.first_season = phase < 0 ? phase + options.season : phase;
      made[row] = period_trend(series.of(row), own);
    }
  });
  return made;
}

}  // namespace guanxi::portfolio
