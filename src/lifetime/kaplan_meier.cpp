#include <guanxi/lifetime/kaplan_meier.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <ranges>

#include <boost/math/special_functions/erf.hpp>

namespace guanxi::lifetime {

namespace {

constexpr double most_rows = 9007199254740992;  // 2^53: up to there sums of whole numbers are exact

// A row that counts.
struct SurvivalRow {
  double time = 0;
  double events = 0;
  double censored = 0;
};

std::string found_text(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

[[noreturn]] void reject_survival_row(const char* code, const char* rule, double found, std::size_t row) {
  throw ArgumentError(code, std::string(rule) + ", found " + found_text(found) + " in row " + std::to_string(row));
}

void check_survival_lengths(std::size_t rows, std::size_t events, std::size_t weights) {
  if (events != rows)
    throw ArgumentError("argument.length", "event must have one entry for each of " + std::to_string(rows) +
                                               " durations, found " + std::to_string(events));
  if (weights != 0 && weights != rows)
    throw ArgumentError("argument.length", "weights must be none or one for each of " + std::to_string(rows) +
                                               " durations, found " + std::to_string(weights));
}

void check_survival_rows(std::span<const double> duration, std::span<const double> event) {
  for (std::size_t row = 0; row < duration.size(); ++row) {
    if (!(std::isfinite(duration[row]) && duration[row] >= 0))
      reject_survival_row("argument.duration", "duration must be finite numbers from 0", duration[row], row);
    if (event[row] != 0 && event[row] != 1)
      reject_survival_row("argument.outcome", "event must be 1 (ended) or 0 (still there)", event[row], row);
  }
}

void check_survival_weights(std::span<const double> weights) {
  double sum = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const double weight = weights[row];
    if (!(weight >= 0 && weight <= most_rows && std::floor(weight) == weight))
      reject_survival_row("argument.weights", "weights must be whole numbers from 0 to 2^53", weight, row);
    if (weight > most_rows - sum)
      reject_survival_row("argument.weights", "weights must sum to at most 2^53: too much", weight, row);
    sum += weight;
  }
}

double two_sided_deviations(double level) {
  if (!(level > 0 && level < 1))
    throw ArgumentError("argument.range", "level must lie above 0 and below 1, found " + found_text(level));
  return std::sqrt(2.0) * boost::math::erf_inv(level);
}

std::vector<SurvivalRow> survival_rows(std::span<const double> duration, std::span<const double> event,
                                       std::span<const double> weights) {
  std::vector<SurvivalRow> rows;
  rows.reserve(duration.size());
  for (std::size_t row = 0; row < duration.size(); ++row) {
    const double weight = weights.empty() ? 1 : weights[row], time = duration[row] + 0.0;  // −0 becomes 0
    if (weight > 0) rows.push_back({time, event[row] == 1 ? weight : 0, event[row] == 1 ? 0 : weight});
  }
  std::sort(rows.begin(), rows.end(), [](const SurvivalRow& a, const SurvivalRow& b) { return a.time < b.time; });
  return rows;
}

// Steps with their counts. Whole numbers add up exactly, so the order of rows at one time does not matter.
std::vector<SurvivalStep> counted_steps(const std::vector<SurvivalRow>& rows) {
  std::vector<SurvivalStep> steps;
  double at_risk = 0;
  for (const SurvivalRow& row : rows) at_risk += row.events + row.censored;
  for (const SurvivalRow& row : rows) {
    if (steps.empty() || steps.back().time != row.time) {
      if (!steps.empty()) at_risk -= steps.back().events + steps.back().censored;
      steps.push_back({.time = row.time, .at_risk = at_risk});
    }
    steps.back().events += row.events;
    steps.back().censored += row.censored;
  }
  return steps;
}

// Greenwood's term of a step: nought too where all at risk end, for no variance can be estimated there.
double greenwood_term(const SurvivalStep& step) {
  const double left = step.at_risk - step.events;
  return left > 0 ? step.events / (step.at_risk * left) : 0;
}

// Survival and its errors, step by step. The interval is that of ln(−ln S), whose standard error is √Σ / −ln S with Σ
// the sum of Greenwood's terms.
void estimate_steps(std::vector<SurvivalStep>& steps, double deviations) {
  double survival = 1, terms = 0;
  for (SurvivalStep& step : steps) {
    survival *= (step.at_risk - step.events) / step.at_risk;
    step.survival = step.low = step.high = survival;
    if (survival == 0 || survival == 1) continue;
    terms += greenwood_term(step);
    step.standard_error = survival * std::sqrt(terms);
    const double minus_log = -std::log(survival), factor = std::exp(deviations * std::sqrt(terms) / minus_log);
    step.low = (std::min)(survival, std::exp(-minus_log * factor));
    step.high = (std::max)(survival, std::exp(-minus_log / factor));
  }
}

// The area below the curve up to the last time, with √Σ (area from the event on)² · Greenwood's term. Areas are taken
// as shares of the last time, whose square might overflow.
void restricted_mean_of(SurvivalCurve& curve) {
  const double last = curve.steps.back().time;
  double area = 0, until = last, variance = 0;
  for (const SurvivalStep& step : std::views::reverse(curve.steps)) {
    if (step.events == 0) continue;
    area += step.survival * (until - step.time);
    until = step.time;
    const double share = last > 0 ? area / last : 0;
    variance += share * share * greenwood_term(step);
  }
  curve.restricted_mean = area + until;  // survival is 1 up to the first event
  curve.restricted_mean_error = last * std::sqrt(variance);
}

}  // namespace

SurvivalCurve kaplan_meier(std::span<const double> duration, std::span<const double> event,
                           const SurvivalOptions& options) {
  check_survival_lengths(duration.size(), event.size(), options.weights.size());
  check_survival_rows(duration, event);
  check_survival_weights(options.weights);
  const double deviations = two_sided_deviations(options.level);
  SurvivalCurve curve{.status = SurvivalStatus::empty, .level = options.level};
  curve.steps = counted_steps(survival_rows(duration, event, options.weights));
  if (curve.steps.empty()) return curve;
  curve.rows = curve.steps.front().at_risk;
  for (const SurvivalStep& step : curve.steps) curve.events += step.events;
  curve.status = curve.events > 0 ? SurvivalStatus::ok : SurvivalStatus::no_events;
  estimate_steps(curve.steps, deviations);
  curve.median = quantile(curve, .5);
  restricted_mean_of(curve);
  return curve;
}

std::optional<double> survival_at(const SurvivalCurve& curve, double time) {
  if (std::isnan(time)) throw ArgumentError("argument.range", "time must be a number, found nan");
  if (curve.steps.empty()) return std::nullopt;
  const auto after = std::upper_bound(curve.steps.begin(), curve.steps.end(), time,
                                      [](double wanted, const SurvivalStep& step) { return wanted < step.time; });
  return after == curve.steps.begin() ? 1 : std::prev(after)->survival;
}

std::optional<double> quantile(const SurvivalCurve& curve, double q) {
  if (!(q > 0 && q < 1))
    throw ArgumentError("argument.range", "q must lie above 0 and below 1, found " + found_text(q));
  for (const SurvivalStep& step : curve.steps)
    if (step.events > 0 && step.survival <= 1 - q + 1e-12) return step.time;
  return std::nullopt;
}

}  // namespace guanxi::lifetime
