#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/customer_event.hpp>
#include <guanxi/portfolio/marked_change.hpp>
#include <guanxi/portfolio/trend.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "robust.hpp"

namespace guanxi::portfolio {

namespace {

void demand_change(bool holds, const char* rule, double found) {
  if (!holds) throw ArgumentError("argument.range", std::string(rule) + ", found " + std::to_string(found));
}

void demand_share(double share, const char* name) {
  demand_change(share >= 0 && std::isfinite(share), (std::string(name) + " must be finite and at least 0").c_str(),
                share);
}

void check_change(const ChangeOptions& options) {
  const auto whole = [](std::int64_t number) { return static_cast<double>(number); };
  demand_change(options.latest >= 1, "latest must be at least 1", options.latest);
  demand_change(options.season == 0 || (options.season >= 2 && options.season <= 366), "season must be 0 or 2 to 366",
                options.season);
  demand_change(options.min_history >= 3, "min_history must be at least 3", options.min_history);
  demand_change(options.quiet >= 1, "quiet must be at least 1", options.quiet);
  demand_change(options.threshold > 0 && std::isfinite(options.threshold), "threshold must be finite and above 0",
                options.threshold);
  demand_share(options.least_share, "least_share");
  demand_share(options.floor_share, "floor_share");
  demand_change(options.least_amount >= 0, "least_amount must be at least 0", whole(options.least_amount));
  demand_change(options.floor_amount >= 1, "floor_amount must be at least 1", whole(options.floor_amount));
  demand_change(options.trend_significance >= 0 && options.trend_significance < 1,
                "trend_significance must be at least 0 and below 1", options.trend_significance);
  demand_change(options.reason_days >= 0 && options.reason_days <= 3650, "reason_days must be 0 to 3650",
                options.reason_days);
  demand_change(options.decimals >= 0 && options.decimals <= 9, "decimals must be 0 to 9", options.decimals);
}

void check_change_length(std::size_t found) {
  if (found > longest_series)
    throw ArgumentError("argument.length", "totals must have at most 2000 values, found " + std::to_string(found));
}

// What the former periods let expect of later ones.
class Outlook {
 public:
  Outlook(std::span<const std::int64_t> former, const ChangeOptions& options) : values_(former.begin(), former.end()) {
    never_below_zero_ = std::all_of(former.begin(), former.end(), [](std::int64_t total) { return total >= 0; });
    if (options.season > 0) indices_ = season_indices(former, options.season);
    const bool looks_like_a_trend = options.season > 0 && indices_.empty();  // a season that cannot be taken off
    fit(looks_like_a_trend ? 0 : options.trend_significance);
    measure(options);
  }

  [[nodiscard]] double expected(std::size_t place) const {
    return at_least_zero((level_ + slope_ * static_cast<double>(place)) * index(place));
  }
  // 0 instead of less, if no former value is below 0.
  [[nodiscard]] double at_least_zero(double value) const { return never_below_zero_ ? std::max(value, 0.0) : value; }
  [[nodiscard]] double deviation() const noexcept { return deviation_; }
  [[nodiscard]] double slope() const noexcept { return slope_; }
  [[nodiscard]] bool has_seasons() const noexcept { return !indices_.empty(); }
  [[nodiscard]] bool is_at_floor() const noexcept { return is_at_floor_; }

 private:
  [[nodiscard]] double index(std::size_t place) const {
    return indices_.empty() ? 1 : indices_[place % indices_.size()];
  }

  void fit(double significance) {
    std::vector<double> at, cleared;
    for (std::size_t place = 0; place < values_.size(); ++place) {
      if (!(index(place) > 0)) continue;
      at.push_back(static_cast<double>(place));
      cleared.push_back(values_[place] / index(place));
    }
    if (significance > 0 && detail::rank_trend(cleared).p() <= significance) {
      std::vector<double> slopes;
      for (std::size_t i = 0; i < at.size(); ++i)
        for (std::size_t j = i + 1; j < at.size(); ++j) slopes.push_back((cleared[j] - cleared[i]) / (at[j] - at[i]));
      slope_ = detail::median_of(std::move(slopes));
    }
    for (std::size_t i = 0; i < at.size(); ++i) cleared[i] -= slope_ * at[i];
    level_ = detail::median_of(std::move(cleared));
  }

  [[nodiscard]] static double mean_deviation(const std::vector<double>& apart) {
    double sum = 0;
    for (const double one : apart) sum += one;
    return detail::mean_deviation_scale * sum / static_cast<double>(apart.size());
  }

  // How far former periods were from what is expected of them. With seasons: how far two of the same season were from
  // each other, since an index that is learned from the very values lies too close to them.
  [[nodiscard]] std::vector<double> distances() const {
    const std::size_t season = indices_.size();
    std::vector<double> off, apart;
    for (std::size_t place = 0; place < values_.size(); ++place) off.push_back(values_[place] - expected(place));
    for (std::size_t place = season; place < off.size(); ++place)
      apart.push_back(std::abs(season == 0 ? off[place] : off[place] - off[place - season]));
    return apart;
  }

  // From such a distance to the error of what is expected: two values differ by √2 of one, and an index of c seasons
  // rests on c − 1 ratios.
  [[nodiscard]] double distance_scale() const {
    if (indices_.empty()) return 1;
    const std::size_t seasons = values_.size() / indices_.size();
    return std::sqrt((1 + 1 / static_cast<double>(seasons - 1)) / 2);
  }

  void measure(const ChangeOptions& options) {
    const std::vector<double> apart = distances();
    const double usual = detail::median_of(values_), middle = detail::median_of(apart);
    deviation_ = (middle > 0 ? detail::mad_scale * middle : mean_deviation(apart)) * distance_scale();
    if (middle == 0 && usual == 0)
      deviation_ = std::max(deviation_, *std::max_element(apart.begin(), apart.end()) / options.threshold);
    const double floor = std::max(options.floor_share * std::abs(usual), static_cast<double>(options.floor_amount));
    is_at_floor_ = deviation_ < floor;
    deviation_ = std::max(deviation_, floor);
  }

  std::vector<double> values_;
  std::vector<double> indices_{};
  double level_ = 0, slope_ = 0, deviation_ = 0;
  bool is_at_floor_ = false, never_below_zero_ = false;
};

bool is_quiet(std::int64_t total) noexcept { return total <= 0; }

// True if some `count` former periods in a row were without trade.
bool had_pause(std::span<const std::int64_t> former, int count) {
  int run = 0;
  for (const std::int64_t total : former) {
    run = is_quiet(total) ? run + 1 : 0;
    if (run >= count) return true;
  }
  return false;
}

// True if the former periods end with a pause of at least `quiet`, longer than any between two earlier trades.
bool ends_with_long_pause(std::span<const std::int64_t> former, int quiet) {
  const auto end = std::find_if_not(former.rbegin(), former.rend(), is_quiet).base();
  const std::ptrdiff_t last_run = former.end() - end;
  std::ptrdiff_t longest = 0, run = 0;
  for (auto at = std::find_if_not(former.begin(), end, is_quiet); at != end; ++at) {
    run = is_quiet(*at) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return last_run >= quiet && last_run > longest;
}

ChangeKind kind_of(const MarkedChange& made, std::span<const std::int64_t> former, std::span<const std::int64_t> latest,
                   const ChangeOptions& options) {
  const double difference = made.actual - *made.expected;
  constexpr double rounding = 1 + 1e-12;  // the deviation may be the difference by the threshold
  const bool is_marked = std::abs(difference) > options.threshold * made.deviation * rounding &&
                         std::abs(difference) >= options.least_share * std::abs(*made.expected) &&
                         std::abs(difference) >= static_cast<double>(options.least_amount);
  if (made.actual > 0 && ends_with_long_pause(former, options.quiet)) return ChangeKind::started;
  if (std::all_of(latest.begin(), latest.end(), is_quiet) && *made.expected > 0 &&
      (is_marked || !had_pause(former, options.latest)))
    return ChangeKind::stopped;
  if (!is_marked) return ChangeKind::none;
  return difference < 0 ? ChangeKind::drop : ChangeKind::rise;
}

void compare_latest(MarkedChange& made, std::span<const std::int64_t> totals, const ChangeOptions& options) {
  const auto history = static_cast<std::size_t>(made.history);
  const Outlook outlook(totals.first(history), options);
  double expected = 0;
  for (std::size_t place = history; place < totals.size(); ++place) expected += outlook.expected(place);
  made.expected = expected;
  made.deviation = outlook.deviation() * std::sqrt(options.latest);
  made.size = (made.actual - expected) / made.deviation;
  made.low = outlook.at_least_zero(expected - options.threshold * made.deviation);
  made.high = outlook.at_least_zero(expected + options.threshold * made.deviation);
  if (expected != 0) made.share = (made.actual - expected) / std::abs(expected);
  made.slope = outlook.slope();
  made.season_used = outlook.has_seasons();
  made.floor_used = outlook.is_at_floor();
  made.kind = kind_of(made, totals.first(history), totals.subspan(history), options);
}

void list_places(MarkedChange& made, std::size_t count, const ChangeOptions& options) {
  const auto history = static_cast<std::size_t>(made.history), season = static_cast<std::size_t>(options.season);
  for (std::size_t place = history; place < count; ++place) made.latest.push_back(static_cast<std::int32_t>(place));
  const auto is_alike = [&](std::size_t place) {
    for (std::size_t late = history; late < count; ++late)
      if (late % season == place % season) return true;
    return false;
  };
  for (std::size_t place = 0; place < history; ++place)
    if (!made.season_used || is_alike(place)) made.compared.push_back(static_cast<std::int32_t>(place));
}

// -- texts --

std::string fixed_text(double value, int decimals) {
  std::array<char, 400> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string amount_text(double minor, int decimals) { return fixed_text(minor / std::pow(10, decimals), decimals); }

Message periods_text(int count, Period period) {
  const std::string number = std::to_string(count);
  const bool is_month = period == Period::month;
  return {number + (is_month ? " 个月" : " 个季度"),
          count == 1 ? (is_month ? "month" : "quarter") : number + (is_month ? " months" : " quarters")};
}

Message comparison_text(const MarkedChange& made, const ChangeOptions& options) {
  const auto amount = [&options](double minor) { return amount_text(minor, options.decimals); };
  const Message periods = periods_text(options.latest, options.period);
  const std::string actual = amount(made.actual), expected = amount(*made.expected);
  const std::string low = amount(*made.low), high = amount(*made.high);
  return {"最近 " + periods.zh + "为 " + actual + "，预期 " + expected + "（" + low + " 至 " + high + "）",
          "the latest " + periods.en + " brought " + actual + " where " + expected + " was expected (" + low + " to " +
              high + ")"};
}

Message size_text(const MarkedChange& made) {
  const std::string size = fixed_text(std::abs(made.size), 1);
  const bool is_less = made.size < 0;
  Message text{"相差 " + size + " 个稳健离差", size + " robust deviations " + (is_less ? "below it" : "above it")};
  if (made.share) {
    const std::string percent = fixed_text(std::abs(*made.share) * 100, 0);
    text.zh = (is_less ? "低于预期 " : "高于预期 ") + percent + "%，" + text.zh;
    text.en = percent + " % " + (is_less ? "less" : "more") + " than expected, " + text.en;
  }
  return text;
}

void add_method_texts(MarkedChange& made, const ChangeOptions& options) {
  if (made.slope != 0) {
    const std::string slope = amount_text(made.slope, options.decimals);
    const Label period = label_of(options.period);
    made.reasons.push_back({"预期已计入趋势：每" + std::string(period.zh) + " " + slope,
                            "the trend of " + slope + " a " + (options.period == Period::month ? "month" : "quarter") +
                                " was carried on"});
  }
  if (made.season_used) made.reasons.push_back({"预期已计入季节", "seasons were taken into account"});
  if (made.floor_used)
    made.reasons.push_back(
        {"以往几乎不变，离差按下限计", "former periods hardly varied: the deviation is the least allowed"});
}

void add_reason_texts(MarkedChange& made) {
  if (made.needs_reason)
    made.reasons.push_back({"没有记录原因，必须补记", "no reason is on record: one must be stated"});
  for (const ChangeReason& one : made.known) {
    const std::string day = to_string(one.day);
    made.reasons.push_back({"已记录原因（" + day + "）：" + one.text, "reason on record (" + day + "): " + one.text});
  }
}

bool is_marked_kind(ChangeKind kind) noexcept { return kind != ChangeKind::none && kind != ChangeKind::too_short; }

void explain_change(MarkedChange& made, const ChangeOptions& options) {
  if (!is_marked_kind(made.kind)) return;
  made.needs_reason = made.known.empty();
  made.reasons.push_back(comparison_text(made, options));
  made.reasons.push_back(size_text(made));
  add_method_texts(made, options);
  add_reason_texts(made);
}

void take_reasons(MarkedChange& made, std::span<const ChangeReason> known, Date as_of, int days) {
  for (const ChangeReason& one : known)
    if (one.day >= made.first_day - days && one.day <= as_of && !text::trim(one.text).empty())
      made.known.push_back(one);
  std::sort(made.known.begin(), made.known.end());
}

// Twice the rank of each value, so that mean ranks of ties are whole.
std::vector<std::int64_t> doubled_ranks(std::span<const std::int64_t> totals) {
  std::vector<std::int64_t> sorted(totals.begin(), totals.end()), ranks;
  std::sort(sorted.begin(), sorted.end());
  for (const std::int64_t total : totals) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), total);
    ranks.push_back((first - sorted.begin()) + (last - sorted.begin()) + 1);
  }
  return ranks;
}

double median_of_part(std::span<const std::int64_t> totals) {
  return detail::median_of(std::vector<double>(totals.begin(), totals.end()));
}

}  // namespace

ChangePoint change_point(std::span<const std::int64_t> totals) {
  check_change_length(totals.size());
  ChangePoint made;
  const std::vector<std::int64_t> ranks = doubled_ranks(totals);
  const auto n = static_cast<std::int64_t>(totals.size());
  std::int64_t sum = 0;
  for (std::int64_t t = 1; t < n; ++t) {
    sum += ranks[static_cast<std::size_t>(t - 1)];
    const std::int64_t distance = std::abs(sum - t * (n + 1));
    if (distance <= made.statistic) continue;
    made.statistic = distance;
    made.last_before = t - 1;
  }
  if (!made.last_before) return made;
  const auto k = static_cast<double>(made.statistic), count = static_cast<double>(n);
  made.p = std::min(1.0, 2 * std::exp(-6 * k * k / (count * count * count + count * count)));
  const auto split = static_cast<std::size_t>(*made.last_before) + 1;
  made.before = median_of_part(totals.first(split));
  made.after = median_of_part(totals.subspan(split));
  return made;
}

MarkedChange marked_change(std::span<const std::int64_t> totals, Date as_of, std::span<const ChangeReason> known,
                           const ChangeOptions& options) {
  check_change(options);
  check_change_length(totals.size());
  const std::size_t latest = std::min(static_cast<std::size_t>(options.latest), totals.size());
  MarkedChange made{.history = static_cast<std::int64_t>(totals.size() - latest)};
  for (const std::int64_t total : totals.last(latest)) made.actual += static_cast<double>(total);
  const std::int32_t last = last_period(as_of, options.period, options.running);
  made.first_day = period_begin(last + 1 - options.latest, options.period);
  made.last_day = std::min(as_of, period_begin(last + 1, options.period) - 1);
  made.point = change_point(totals);
  take_reasons(made, known, as_of, options.reason_days);
  if (made.history >= options.min_history) compare_latest(made, totals, options);
  list_places(made, totals.size(), options);
  explain_change(made, options);
  return made;
}

std::vector<MarkedChange> marked_changes(const PeriodSeries& series, std::span<const std::vector<ChangeReason>> known,
                                         const ChangeOptions& options, const Work& work) {
  check_change(options);
  if (!known.empty() && known.size() != series.size())
    throw ArgumentError("argument.length", "known must have one list for each of the " + std::to_string(series.size()) +
                                               " customers, found " + std::to_string(known.size()));
  constexpr std::size_t block = 256;
  ChangeOptions own = options;
  own.period = series.period;
  own.running = series.running;
  std::vector<MarkedChange> made(series.size());
  run_tasks((made.size() + block - 1) / block, work, [&](std::size_t task) {
    for (std::size_t row = task * block; row < std::min((task + 1) * block, made.size()); ++row)
      made[row] = marked_change(series.of(row), series.as_of,
                                known.empty() ? std::span<const ChangeReason>() : std::span(known[row]), own);
  });
  return made;
}

std::vector<ChangeReason> change_reasons(const Dossier& dossier) {
  std::vector<ChangeReason> made;
  for (const CustomerEvent& one : dossier.of<CustomerEvent>())
    if (one.happened_on && !text::trim(one.statement).empty()) made.push_back({*one.happened_on, one.statement});
  std::sort(made.begin(), made.end());
  return made;
}

}  // namespace guanxi::portfolio
