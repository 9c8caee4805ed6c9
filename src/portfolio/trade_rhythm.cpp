#include <guanxi/core/error.hpp>
#include <guanxi/portfolio/trade_rhythm.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "robust.hpp"

namespace guanxi::portfolio {

namespace {

constexpr double largest_shape = 100;
constexpr double mean_month = 30.436875;

void demand_rhythm(bool holds, const char* rule, double found) {
  if (!holds) throw ArgumentError("argument.range", std::string(rule) + ", found " + std::to_string(found));
}

void check_rhythm(const RhythmOptions& options) {
  demand_rhythm(options.min_gaps >= 1, "min_gaps must be at least 1", options.min_gaps);
  demand_rhythm(options.min_pairs >= 1, "min_pairs must be at least 1", options.min_pairs);
  demand_rhythm(options.min_pattern_days >= 7, "min_pattern_days must be at least 7", options.min_pattern_days);
  demand_rhythm(options.significance > 0 && options.significance < 1, "significance must lie between 0 and 1",
                options.significance);
  demand_rhythm(options.clumped_below > 0 && std::isfinite(options.clumped_below),
                "clumped_below must be finite and above 0", options.clumped_below);
  demand_rhythm(options.regular_from >= options.clumped_below && std::isfinite(options.regular_from),
                "regular_from must be finite and at least clumped_below", options.regular_from);
}

// Chance that chi-squared with an even number of degrees of freedom exceeds x.
double even_chi_squared_p(double x, std::size_t freedom) {
  double term = 1, sum = 1;
  for (std::size_t i = 1; i < freedom / 2; ++i) {
    term *= x / 2 / static_cast<double>(i);
    sum += term;
  }
  return std::exp(-x / 2) * sum;
}

// Chance of such counts if they went by the shares.
double pattern_p(const std::vector<std::int64_t>& counts, const std::vector<double>& shares) {
  const auto all = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
  double x = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double wanted = all * shares[i], off = static_cast<double>(counts[i]) - wanted;
    x += off * off / wanted;
  }
  return even_chi_squared_p(x, counts.size() - 1);
}

std::size_t most_frequent(const std::vector<std::int64_t>& counts) {
  return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

void find_gaps(TradeRhythm& made, const std::vector<double>& gaps, const RhythmOptions& options) {
  if (gaps.size() < static_cast<std::size_t>(options.min_gaps)) return;
  made.status = HabitStatus::enough;
  made.median_gap = detail::median_of(gaps);
  made.low_gap = detail::quantile_of(gaps, .25);
  made.high_gap = detail::quantile_of(gaps, .75);
}

void find_regularity(TradeRhythm& made, const std::vector<double>& gaps, const RhythmOptions& options) {
  made.pairs = std::max<std::int64_t>(0, static_cast<std::int64_t>(gaps.size()) - 1);
  if (made.pairs < options.min_pairs) return;
  double sum = 0;
  for (std::size_t i = 1; i < gaps.size(); ++i) {
    const double off = gaps[i - 1] / (gaps[i - 1] + gaps[i]) - .5;
    sum += off * off;
  }
  const double v = sum / static_cast<double>(made.pairs);
  made.shape = v > 0 ? std::min(largest_shape, (1 - 4 * v) / (8 * v)) : largest_shape;
  made.regularity = *made.shape < options.clumped_below  ? Regularity::clumped
                    : *made.shape < options.regular_from ? Regularity::random
                                                         : Regularity::regular;
}

void find_weekday(TradeRhythm& made, const RhythmOptions& options) {
  const std::int64_t weekend = made.weekdays[5] + made.weekdays[6];
  const std::ptrdiff_t open = weekend * 10 <= made.days ? 5 : 7;
  const std::vector<std::int64_t> counts(made.weekdays.begin(), made.weekdays.begin() + open);
  if (std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) < options.min_pattern_days) return;
  made.weekday_p = pattern_p(counts, std::vector<double>(counts.size(), 1.0 / static_cast<double>(counts.size())));
  if (*made.weekday_p <= options.significance) made.weekday = static_cast<Weekday>(most_frequent(counts));
}

void find_part(TradeRhythm& made, const RhythmOptions& options) {
  if (made.days < options.min_pattern_days) return;
  const std::vector<std::int64_t> counts(made.parts.begin(), made.parts.end());
  made.part_p = pattern_p(counts, {10 / mean_month, 10 / mean_month, (mean_month - 20) / mean_month});
  if (*made.part_p <= options.significance) made.part = static_cast<MonthPart>(most_frequent(counts));
}

std::vector<Date> different_days(std::span<const Date> days, Date as_of) {
  std::vector<Date> sorted;
  std::copy_if(days.begin(), days.end(), std::back_inserter(sorted), [as_of](Date day) { return day <= as_of; });
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

}  // namespace

Weekday weekday_of(Date day) noexcept {
  const int since_monday = (day.days() % 7 + 10) % 7;  // 1970-01-01 was a Thursday
  return static_cast<Weekday>(since_monday);
}

MonthPart month_part_of(Date day) noexcept {
  return day.day() <= 10 ? MonthPart::early : day.day() <= 20 ? MonthPart::middle : MonthPart::late;
}

TradeRhythm trade_rhythm(std::span<const Date> days, Date as_of, const RhythmOptions& options) {
  check_rhythm(options);
  const std::vector<Date> when = different_days(days, as_of);
  TradeRhythm made{.days = static_cast<std::int64_t>(when.size())};
  if (when.empty()) return made;
  made.status = HabitStatus::too_few;
  made.first_on = when.front();
  made.last_on = when.back();
  made.elapsed = std::int64_t{as_of.days()} - when.back().days();
  std::vector<double> gaps;
  for (std::size_t i = 0; i < when.size(); ++i) {
    ++made.weekdays[static_cast<std::size_t>(weekday_of(when[i]))];
    ++made.parts[static_cast<std::size_t>(month_part_of(when[i]))];
    if (i > 0) gaps.push_back(when[i] - when[i - 1]);
  }
  find_gaps(made, gaps, options);
  find_regularity(made, gaps, options);
  find_weekday(made, options);
  find_part(made, options);
  return made;
}

}  // namespace guanxi::portfolio
