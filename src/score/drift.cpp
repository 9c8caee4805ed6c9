#include <guanxi/core/finding_codes.hpp>
#include <guanxi/score/drift.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "model_columns.hpp"
#include "statistics.hpp"
#include "win_shares.hpp"

namespace guanxi::score {

namespace {

constexpr double moved_from = .1, shifted_from = .25;

std::string decimals(double number) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", number);
  return {text.data(), static_cast<std::size_t>(size)};
}

DriftBand band_of(double index) {
  return index < moved_from ? DriftBand::stable : index < shifted_from ? DriftBand::moved : DriftBand::shifted;
}

// Σ (a − e) ln(a / e); a bin that only one of the two lacks counts half a row there.
double stability_of(std::span<const double> expected, std::span<const double> actual, double rows_then,
                    double rows_now) {
  double sum = 0;
  for (std::size_t bin = 0; bin < expected.size(); ++bin) {
    if (expected[bin] == 0 && actual[bin] == 0) continue;
    const double e = expected[bin] > 0 ? expected[bin] : .5 / rows_then,
                 a = actual[bin] > 0 ? actual[bin] : .5 / rows_now;
    sum += (a - e) * std::log(a / e);
  }
  return sum;
}

ColumnDrift compare(const WinShares& shares, double rows_then, const Column* column,
                    std::span<const std::size_t> rows) {
  const win::BinCounts now = win::count_bins(shares, column, rows);
  const auto all = static_cast<double>(rows.size());
  ColumnDrift drift{.column = shares.column,
                    .expected = shares.shares,
                    .unknown_then = shares.unknown,
                    .unknown_now = now.unknown / all,
                    .unseen = now.unseen,
                    .unseen_share = now.unseen_rows / all};
  const double known = std::accumulate(now.counts.begin(), now.counts.end(), 0.0);
  for (const double count : now.counts) drift.actual.push_back(known > 0 ? count / known : 0);
  if (known > 0 && !drift.expected.empty()) drift.value = stability_of(drift.expected, drift.actual, rows_then, known);
  const std::array then_known = {1 - drift.unknown_then, drift.unknown_then},
                   now_known = {1 - drift.unknown_now, drift.unknown_now};
  drift.band =
      (std::max)(band_of(drift.value.value_or(0)), band_of(stability_of(then_known, now_known, rows_then, all)));
  return drift;
}

OutcomeDrift compare_outcomes(const WinModel& model, std::span<const double> predicted,
                              std::span<const double> outcome) {
  OutcomeDrift drift{.brier_then = model.validation.brier};
  double variance = 0, squares = 0;
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    const double y = outcome[row], p = predicted[row];
    if (std::isnan(y)) continue;
    drift.rows += 1;
    drift.observed += y;
    drift.expected += p;
    variance += p * (1 - p);
    squares += (y - p) * (y - p);
  }
  if (drift.rows == 0) return drift;
  const double half = statistics::two_sided_z(.95) * std::sqrt(variance) / drift.expected;
  drift.ratio = drift.observed / drift.expected;
  drift.low = (std::max)(*drift.ratio - half, 0.0);
  drift.high = *drift.ratio + half;
  drift.brier = squares / drift.rows;
  return drift;
}

void find(Drift& drift, const FindingCode& code, const std::string& column, const std::string& value, Message detail) {
  drift.findings.push_back(make_finding(code, {.field = column, .value = value, .detail = std::move(detail)}));
}

Message index_text(const ColumnDrift& column) {
  const std::string index = column.value ? decimals(*column.value) : "–", then = decimals(column.unknown_then),
                    now = decimals(column.unknown_now);
  return {"稳定性指数 " + index + "，未知占比 " + then + "→" + now,
          "stability index " + index + ", share unknown " + then + " then and " + now + " now"};
}

void report(Drift& drift) {
  for (const ColumnDrift& column : drift.columns) {
    if (column.band != DriftBand::stable)
      find(drift, finding_code("score.drift_column"), column.column, column.value ? decimals(*column.value) : "",
           index_text(column));
    if (!column.unseen.empty())
      find(drift, finding_code("score.drift_unseen"), column.column, column.unseen.front(),
           {std::to_string(column.unseen.size()) + " 个，占 " + decimals(column.unseen_share),
            std::to_string(column.unseen.size()) + ", share of rows " + decimals(column.unseen_share)});
  }
  if (drift.predicted.band != DriftBand::stable)
    find(drift, finding_code("score.drift_predicted"), "", decimals(drift.predicted.value.value_or(0)),
         index_text(drift.predicted));
  if (drift.outcome.ratio && (*drift.outcome.low > 1 || *drift.outcome.high < 1)) {
    const std::string found = decimals(*drift.outcome.ratio), low = decimals(*drift.outcome.low),
                      high = decimals(*drift.outcome.high);
    find(drift, finding_code("score.drift_outcome"), "", found,
         {found + "，区间 " + low + "～" + high, found + ", interval " + low + " to " + high});
  }
}

void demand_outcomes(std::span<const double> outcome, std::size_t rows) {
  if (!outcome.empty() && outcome.size() != rows)
    throw ArgumentError("argument.outcome", "outcome must be empty or have one number for each of the " +
                                                std::to_string(rows) + " rows, found " +
                                                std::to_string(outcome.size()));
  for (const double y : outcome)
    if (!std::isnan(y) && y != 0 && y != 1)
      throw ArgumentError("argument.outcome",
                          "outcome must be 1 (won), 0 (lost) or NaN (open), found " + std::to_string(y));
}

}  // namespace

Drift check_drift(const WinModel& model, Columns columns, std::span<const double> outcome) {
  const std::size_t count = check_columns(columns);
  demand_outcomes(outcome, count);
  const std::vector<double> predicted = predict(model, columns);
  Drift drift{.rows = static_cast<double>(count)};
  if (count == 0 || model.shares.empty() || predicted.empty()) {
    find(drift, finding_code("score.drift_unknown"), "", std::to_string(count), {});
    return drift;
  }
  std::vector<std::size_t> rows(count);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  for (const WinShares& shares : model.shares) {
    const Column* column = model_columns::demanded(columns, shares.column, !shares.words.empty());
    drift.columns.push_back(compare(shares, model.rows, column, rows));
    drift.band = (std::max)(drift.band, drift.columns.back().band);
  }
  const Column told{"predicted", std::span<const double>(predicted)};
  drift.predicted = compare(model.predicted, model.rows, &told, rows);
  drift.band = (std::max)(drift.band, drift.predicted.band);
  if (!outcome.empty()) drift.outcome = compare_outcomes(model, predicted, outcome);
  report(drift);
  return drift;
}

}  // namespace guanxi::score
