#include <guanxi/score/accuracy.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ordered.hpp"

namespace guanxi::score {

namespace {

using ordered::Row;

void check_forecast(std::span<const double> predicted, std::span<const double> outcome) {
  ordered::check_probabilities(predicted);
  check_outcome(outcome, predicted.size());
}

// Ends of bins of sorted rows: of about equal count, equal predictions staying together.
std::vector<std::size_t> equal_counts(const std::vector<Row>& rows, int bins) {
  std::vector<std::size_t> ends;
  for (int bin = 1; bin <= bins; ++bin) {
    std::size_t end = rows.size() * static_cast<std::size_t>(bin) / static_cast<std::size_t>(bins);
    while (end > 0 && end < rows.size() && rows[end].predicted == rows[end - 1].predicted) ++end;
    if (end > (ends.empty() ? 0 : ends.back())) ends.push_back(end);
  }
  return ends;
}

std::vector<std::size_t> equal_widths(const std::vector<Row>& rows, int bins) {
  std::vector<std::size_t> ends;
  for (int bin = 1; bin <= bins; ++bin) {
    const double edge = bin == bins ? 1 : static_cast<double>(bin) / bins;
    const auto end = std::upper_bound(rows.begin(), rows.end(), edge,
                                      [](double value, const Row& row) { return value < row.predicted; });
    const auto place = static_cast<std::size_t>(end - rows.begin());
    if (place > (ends.empty() ? 0 : ends.back())) ends.push_back(place);
  }
  return ends;
}

std::vector<std::size_t> equal_predictions(const std::vector<Row>& rows) {
  std::vector<std::size_t> ends;
  for (std::size_t row = 1; row <= rows.size(); ++row)
    if (row == rows.size() || rows[row].predicted != rows[row - 1].predicted) ends.push_back(row);
  return ends;
}

struct Sums {
  double rows = 0, predicted = 0, events = 0;
};

Sums sum_rows(std::span<const Row> rows) {
  Sums sums{.rows = static_cast<double>(rows.size())};
  for (const Row& row : rows) {
    sums.predicted += row.predicted;
    sums.events += row.outcome;
  }
  return sums;
}

// Σ (p − p̄)² − 2 (p − p̄)(y − ȳ) of one group.
double within_group(std::span<const Row> rows, const Sums& sums) {
  double sum = 0;
  for (const Row& row : rows) {
    const double p = row.predicted - sums.predicted / sums.rows, y = row.outcome - sums.events / sums.rows;
    sum += p * p - 2 * p * y;
  }
  return sum;
}

std::vector<double> quantile_edges(std::vector<double> values, int bins) {
  std::sort(values.begin(), values.end());
  std::vector<double> edges;
  for (int bin = 1; bin < bins; ++bin) {
    const double place = static_cast<double>(values.size() - 1) * bin / bins;
    const auto below = static_cast<std::size_t>(place);
    const double above = below + 1 < values.size() ? values[below + 1] : values[below];
    edges.push_back(values[below] + (place - std::floor(place)) * (above - values[below]));
  }
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<double> shares_in(std::span<const double> values, const std::vector<double>& edges) {
  std::vector<double> counts(edges.size() + 1);
  for (const double value : values)
    counts[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), value) - edges.begin())] += 1;
  for (double& count : counts) count = (count == 0 ? .5 : count) / static_cast<double>(values.size());
  return counts;
}

}  // namespace

Brier brier(std::span<const double> predicted, std::span<const double> outcome, const GroupOptions& options) {
  check_forecast(predicted, outcome);
  if (options.bins != 0) ordered::check_count(options.bins, "bins");
  Brier answer{.status = predicted.empty() ? MetricStatus::empty : MetricStatus::ok};
  if (predicted.empty()) return answer;
  const std::vector<Row> rows = ordered::rows_of(predicted, outcome);
  const double n = static_cast<double>(rows.size()), base = sum_rows(rows).events / n;
  double value = 0;
  for (const Row& row : rows) value += (row.predicted - row.outcome) * (row.predicted - row.outcome);
  answer.value = value / n;
  answer.uncertainty = base * (1 - base);
  std::size_t start = 0;
  for (const std::size_t end : options.bins == 0 ? equal_predictions(rows) : equal_counts(rows, options.bins)) {
    const std::span<const Row> group = std::span(rows).subspan(start, end - start);
    const Sums sums = sum_rows(group);
    const double off = (sums.predicted - sums.events) / sums.rows, apart = sums.events / sums.rows - base;
    answer.reliability += sums.rows / n * off * off;
    answer.resolution += sums.rows / n * apart * apart;
    if (options.bins != 0) answer.within += within_group(group, sums) / n;
    start = end;
  }
  return answer;
}

Loss log_loss(std::span<const double> predicted, std::span<const double> outcome) {
  check_forecast(predicted, outcome);
  Loss answer{.status = predicted.empty() ? MetricStatus::empty : MetricStatus::ok};
  if (predicted.empty()) return answer;
  double sum = 0;
  for (const Row& row : ordered::rows_of(predicted, outcome)) {
    const double p = std::clamp(row.predicted, 1e-15, 1 - 1e-15);
    sum -= row.outcome == 1 ? std::log(p) : std::log1p(-p);
  }
  answer.value = sum / static_cast<double>(predicted.size());
  return answer;
}

CalibrationError calibration_error(std::span<const double> predicted, std::span<const double> outcome,
                                   const CalibrationErrorOptions& options) {
  check_forecast(predicted, outcome);
  ordered::check_count(options.bins, "bins");
  CalibrationError answer{.status = predicted.empty() ? MetricStatus::empty : MetricStatus::ok};
  if (predicted.empty()) return answer;
  const std::vector<Row> rows = ordered::rows_of(predicted, outcome);
  double error = 0, greatest = 0;
  std::size_t start = 0;
  for (const std::size_t end :
       options.rule == BinRule::equal_count ? equal_counts(rows, options.bins) : equal_widths(rows, options.bins)) {
    const std::span<const Row> group = std::span(rows).subspan(start, end - start);
    const Sums sums = sum_rows(group);
    const double off = std::abs(sums.predicted - sums.events) / sums.rows;
    error += sums.rows / static_cast<double>(rows.size()) * off;
    greatest = (std::max)(greatest, off);
    answer.bins.push_back({static_cast<std::int64_t>(group.size()), group.front().predicted, group.back().predicted,
                           sums.predicted / sums.rows, sums.events / sums.rows});
    start = end;
  }
  answer.value = error;
  answer.greatest = greatest;
  return answer;
}

Stability psi(std::span<const double> expected, std::span<const double> actual, const StabilityOptions& options) {
  ordered::check_finite(expected, "expected");
  ordered::check_finite(actual, "actual");
  ordered::check_count(options.bins, "bins");
  if (!std::is_sorted(options.edges.begin(), options.edges.end(), std::less_equal<>()))
    throw ArgumentError("argument.range", "edges must ascend, none twice");
  Stability answer;
  if (expected.empty() || actual.empty()) {
    answer.status = MetricStatus::empty;
    return answer;
  }
  answer.edges = options.edges.empty() ? quantile_edges({expected.begin(), expected.end()}, options.bins)
                                       : std::vector<double>(options.edges.begin(), options.edges.end());
  answer.expected = shares_in(expected, answer.edges);
  answer.actual = shares_in(actual, answer.edges);
  double value = 0;
  for (std::size_t bin = 0; bin < answer.expected.size(); ++bin)
    value += (answer.actual[bin] - answer.expected[bin]) * std::log(answer.actual[bin] / answer.expected[bin]);
  answer.value = value;
  return answer;
}

}  // namespace guanxi::score
