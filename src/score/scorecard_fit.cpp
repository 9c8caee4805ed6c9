#include <guanxi/score/scorecard.hpp>

#include <guanxi/core/apportion.hpp>

#include <algorithm>
#include <cmath>

#include "binning.hpp"

namespace guanxi::score {

namespace {

void demand_finite(const char* name, double value, bool fits, const char* wanted) {
  if (!std::isfinite(value) || !fits)
    throw ArgumentError("argument.range",
                        std::string(name) + " must be " + wanted + ", found " + std::to_string(value));
}

void demand_cuts(Columns columns, const GivenCuts& given) {
  const Column* column = find_column(columns, given.column);
  if (column == nullptr || has_words(*column))
    throw ArgumentError("argument.cuts", "cuts must name a column of numbers, found " + given.column);
  for (std::size_t k = 0; k < given.cuts.size(); ++k)
    if (!std::isfinite(given.cuts[k]) || (k > 0 && given.cuts[k] <= given.cuts[k - 1]))
      throw ArgumentError("argument.cuts", "cuts of " + given.column + " must be finite and rise, found " +
                                               std::to_string(given.cuts[k]) + " at place " + std::to_string(k));
}

void demand_card(Columns columns, const ScorecardOptions& options) {
  demand_finite("bins", options.bins, options.bins >= 1, "at least 1");
  demand_finite("c", options.c, options.c > 0, "a finite number above 0");
  demand_finite("points0", options.points0, std::fabs(options.points0) <= 1e6, "a number of at most a million in size");
  demand_finite("odds0", options.odds0, options.odds0 > 0, "a finite number above 0");
  demand_finite("pdo", options.pdo, options.pdo != 0 && std::fabs(options.pdo) <= 1e4,
                "a number of at most 10000 in size, not 0");
  demand_finite("decimals", options.decimals, options.decimals >= 0 && options.decimals <= 3, "0 to 3");
  for (const GivenCuts& given : options.cuts) demand_cuts(columns, given);
}

// Weights of evidence of all rows that count, one column a characteristic.
std::vector<std::vector<double>> woe_columns(const Scorecard& card, Columns columns, std::size_t rows) {
  std::vector<std::vector<double>> found;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::vector<std::size_t> places = binning::bins_of(card.characteristics[c], &columns[c], rows);
    std::vector<double>& woe = found.emplace_back();
    for (const std::size_t place : places)
      woe.push_back(place == binning::none ? 0 : card.characteristics[c].bins[place].woe);
  }
  return found;
}

void fit_coefficients(Scorecard& card, Columns columns, std::span<const double> outcome,
                      const ScorecardOptions& options) {
  const std::vector<std::vector<double>> woe = woe_columns(card, columns, outcome.size());
  std::vector<Column> table;
  for (std::size_t c = 0; c < columns.size(); ++c) table.push_back({columns[c].name, std::span<const double>(woe[c])});
  const Logistic fit =
      fit_logistic(table, outcome, {.penalty = options.penalty, .c = options.c, .weights = options.weights});
  card.status = fit.status;
  card.column = fit.column;
  if (fit.status != LogisticStatus::ok) return;
  card.intercept = fit.intercept;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    card.characteristics[c].coefficient = fit.coefficients[c].coefficient;
    card.characteristics[c].standard_error = fit.coefficients[c].standard_error;
  }
}

// Points in thousandths, rounded to the card's decimals.
std::int64_t rounded(double exact, int decimals) {
  const double steps = std::pow(10, decimals);
  const double most = 1e6;
  return std::llround(std::clamp(exact, -most, most) * steps) * static_cast<std::int64_t>(std::llround(1000 / steps));
}

// Shares out a base so that the rounded parts add up to the rounded whole.
std::vector<std::int64_t> spread_base(double base, std::size_t parts, int decimals) {
  const double step = std::pow(10, decimals) / 1000;  // thousandths of apportion are steps of the card
  const Apportioned shares = apportion(std::vector<double>(parts, base * step / static_cast<double>(parts)));
  std::vector<std::int64_t> points;
  for (const std::int64_t share : shares.parts)
    points.push_back(static_cast<std::int64_t>(std::llround(1 / step)) * share);
  return points;
}

void write_points(Scorecard& card, BasePoints rule) {
  const double base = card.offset - card.factor * card.intercept;
  std::vector<std::int64_t> shares(card.characteristics.size(), 0);
  if (rule == BasePoints::apart) {
    card.base = rounded(base, card.decimals);
  } else {
    shares = spread_base(base, shares.size(), card.decimals);
  }
  for (std::size_t c = 0; c < shares.size(); ++c) {
    Characteristic& characteristic = card.characteristics[c];
    characteristic.neutral = shares[c];
    for (ScorecardBin& bin : characteristic.bins)
      bin.points = shares[c] + rounded(-card.factor * characteristic.coefficient * bin.woe, card.decimals);
  }
}

Scorecard describe_card(Columns columns, std::span<const double> outcome, const ScorecardOptions& options) {
  Scorecard card{.decimals = options.decimals};
  card.factor = options.pdo / std::log(2.0);
  card.offset = options.points0 + card.factor * std::log(options.odds0);
  for (std::size_t row = 0; row < outcome.size(); ++row)
    (outcome[row] == 1 ? card.events : card.others) += options.weights.empty() ? 1 : options.weights[row];
  for (const Column& column : columns)
    card.characteristics.push_back(binning::make_bins({column, outcome, options.weights}, options));
  return card;
}

}  // namespace

Scorecard fit_scorecard(Columns columns, std::span<const double> outcome, const ScorecardOptions& options) {
  const std::size_t rows = check_columns(columns);
  check_outcome(outcome, rows);
  check_weights(options.weights, rows);
  demand_card(columns, options);
  Scorecard card = describe_card(columns, outcome, options);
  if (!(card.events > 0 && card.others > 0)) return card;
  for (Characteristic& characteristic : card.characteristics)
    binning::weigh(characteristic, card.events, card.others, options.empty_cell);
  if (options.coefficients == CardCoefficients::fitted) {
    fit_coefficients(card, columns, outcome, options);
  } else {
    card.status = LogisticStatus::ok;
    card.intercept = std::log(card.events / card.others);
    for (Characteristic& characteristic : card.characteristics) characteristic.coefficient = 1;
  }
  if (card.status == LogisticStatus::ok) write_points(card, options.base);
  return card;
}

}  // namespace guanxi::score
