#include <guanxi/score/qini.hpp>

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "statistics.hpp"
#include "uplift_order.hpp"

namespace guanxi::score {

namespace experiment {

std::vector<Row> rows_by_prediction(std::span<const double> uplift, std::span<const double> outcome,
                                    std::span<const double> treated) {
  if (uplift.size() != outcome.size())
    throw ArgumentError("argument.uplift", "uplift must have " + std::to_string(outcome.size()) +
                                               " rows as outcome has, found " + std::to_string(uplift.size()));
  std::vector<Row> rows;
  rows.reserve(outcome.size());
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    if (!std::isfinite(uplift[row]))
      throw ArgumentError("argument.uplift", "uplift must be finite, found " + std::to_string(uplift[row]) +
                                                 " in row " + std::to_string(row));
    if (!std::isnan(outcome[row])) rows.push_back({uplift[row], outcome[row], treated[row] == 1});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    if (a.predicted != b.predicted) return a.predicted > b.predicted;
    return a.treated != b.treated ? a.treated : a.outcome > b.outcome;
  });
  return rows;
}

std::vector<std::size_t> perfect_order(std::span<const Row> rows) {
  std::vector<std::size_t> places(rows.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    if (gain_of(rows[a]) != gain_of(rows[b])) return gain_of(rows[a]) > gain_of(rows[b]);
    return rows[a].treated != rows[b].treated ? rows[a].treated : a < b;
  });
  return places;
}

void check_share(double share) {
  if (!(share > 0 && share <= 1))
    throw ArgumentError("argument.range", "top_share must lie above 0 and not above 1, found " + std::to_string(share));
}

}  // namespace experiment

namespace {

using experiment::Reached;
using experiment::Row;

using CurveHeight = double (Reached::*)() const noexcept;

constexpr auto once = [](std::size_t) { return 1.0; };

void add_points(UpliftCurve& curve, std::span<const Row> rows, CurveHeight height) {
  curve.points.push_back({.predicted = rows.front().predicted});
  experiment::Area area;
  experiment::walk(
      rows.size(), [&](std::size_t i) -> const Row& { return rows[i]; }, [](const Row& row) { return row.predicted; },
      once,
      [&](const Reached& reached, std::size_t end) {
        const double value = (reached.*height)();
        area.add(reached.rows, value);
        curve.points.push_back({static_cast<std::int64_t>(end), static_cast<std::int64_t>(reached.treated),
                                rows[end - 1].predicted, value});
      });
  curve.area = area.area;
  curve.random_area = area.random();
}

double perfect_area_of(std::span<const Row> rows, CurveHeight height) {
  const std::vector<std::size_t> places = experiment::perfect_order(rows);
  experiment::Area area;
  experiment::walk(
      rows.size(), [&](std::size_t i) -> const Row& { return rows[places[i]]; }, experiment::gain_of, once,
      [&](const Reached& reached, std::size_t) { area.add(reached.rows, (reached.*height)()); });
  return area.area;
}

AverageEffect effect_among(std::span<const Row> rows, double z) {
  experiment::ArmSum sums[2];
  for (const Row& row : rows) sums[row.treated].count(row.outcome);
  for (const Row& row : rows) sums[row.treated].spread(row.outcome);
  return experiment::effect_between(sums[1].outcomes(), sums[0].outcomes(), z);
}

TopEffect top_effect_of(const UpliftCurve& curve, std::span<const Row> rows, double share, double z) {
  const double wanted = share * static_cast<double>(rows.size()) - 1e-9;
  const auto point = std::find_if(curve.points.begin() + 1, curve.points.end() - 1,
                                  [&](const UpliftPoint& one) { return static_cast<double>(one.rows) >= wanted; });
  return {point->rows, point->predicted, effect_among(rows.first(static_cast<std::size_t>(point->rows)), z)};
}

UpliftCurve curve_of(std::span<const double> uplift, std::span<const double> outcome, std::span<const double> treated,
                     const UpliftCurveOptions& options, CurveHeight height) {
  experiment::check_share(options.top_share);
  const double z = statistics::two_sided_z(options.level);
  const experiment::Arms arms = experiment::count_arms(outcome, treated);
  const std::vector<Row> rows = experiment::rows_by_prediction(uplift, outcome, treated);
  UpliftCurve curve{.status = arms.status(),
                    .rows = static_cast<std::int64_t>(rows.size()),
                    .treated = arms.known_treated,
                    .unknown = arms.unknown()};
  if (curve.status != UpliftStatus::ok) return curve;
  add_points(curve, rows, height);
  curve.perfect_area = perfect_area_of(rows, height);
  curve.top = top_effect_of(curve, rows, options.top_share, z);
  double scale = 0;
  for (const Row& row : rows) scale += std::fabs(row.outcome) * static_cast<double>(rows.size());
  if (experiment::same_area(curve.perfect_area, curve.random_area, scale)) {
    curve.status = UpliftStatus::perfect_is_random;
  } else {
    curve.normalized = (curve.area - curve.random_area) / (curve.perfect_area - curve.random_area);
  }
  return curve;
}

}  // namespace

UpliftCurve qini(std::span<const double> uplift, std::span<const double> outcome, std::span<const double> treated,
                 const UpliftCurveOptions& options) {
  return curve_of(uplift, outcome, treated, options, &Reached::qini);
}

UpliftCurve uplift_curve(std::span<const double> uplift, std::span<const double> outcome,
                         std::span<const double> treated, const UpliftCurveOptions& options) {
  return curve_of(uplift, outcome, treated, options, &Reached::uplift);
}

}  // namespace guanxi::score
