#include <guanxi/score/calibration.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "ordered.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace {

// A level of the rising function: the knots from first to last have its mean.
struct Level {
  std::size_t first = 0, last = 0;
  double weight = 0, sum = 0;
  [[nodiscard]] double mean() const noexcept { return sum / weight; }
};

struct Weighed {
  double score, outcome, weight;
};

std::vector<Weighed> sorted_rows(std::span<const double> scores, std::span<const double> outcome,
                                 std::span<const double> weights) {
  std::vector<Weighed> rows;
  for (std::size_t row = 0; row < scores.size(); ++row)
    rows.push_back({scores[row], outcome[row], weights.empty() ? 1 : weights[row]});
  std::sort(rows.begin(), rows.end(), [](const Weighed& a, const Weighed& b) {
    return std::tie(a.score, a.outcome, a.weight) < std::tie(b.score, b.outcome, b.weight);
  });
  return rows;
}

void check_pool_weights(std::span<const double> weights, std::size_t rows) {
  check_weights(weights, rows);
  if (std::find(weights.begin(), weights.end(), 0.0) != weights.end())
    throw ArgumentError("argument.weights", "weights must be above 0, found 0");
}

// −log-likelihood of Platt's curve on groups of equal scores.
struct PlattProblem {
  std::vector<ordered::Group> groups;
  double yes, no;  // smoothed targets

  [[nodiscard]] double target(const ordered::Group& group) const noexcept {
    return (group.events * yes + (group.rows - group.events) * no) / group.rows;
  }
  [[nodiscard]] double loss(double a, double b) const noexcept {
    double sum = 0;
    for (const ordered::Group& group : groups) {
      const double f = a * group.predicted + b;  // p = 1 / (1 + e^f)
      sum += group.rows * (statistics::softplus(f) - (1 - target(group)) * f);
    }
    return sum;
  }
};

struct PlattSums {
  double gradient_a = 0, gradient_b = 0, aa = 1e-12, ab = 0, bb = 1e-12;
};

PlattSums sums_of(const PlattProblem& problem, double a, double b) {
  PlattSums sums;
  for (const ordered::Group& group : problem.groups) {
    const double p = statistics::sigmoid(-(a * group.predicted + b)), off = group.rows * (problem.target(group) - p);
    const double spread = group.rows * p * (1 - p);
    sums.gradient_a += group.predicted * off;
    sums.gradient_b += off;
    sums.aa += group.predicted * group.predicted * spread;
    sums.ab += group.predicted * spread;
    sums.bb += spread;
  }
  return sums;
}

// One step downhill, halved until it helps. False when nothing helps any more.
bool platt_step(const PlattProblem& problem, Platt& curve) {
  const PlattSums sums = sums_of(problem, curve.a, curve.b);
  const double determinant = sums.aa * sums.bb - sums.ab * sums.ab;
  if (std::abs(sums.gradient_a) < 1e-11 && std::abs(sums.gradient_b) < 1e-11) return false;
  const double da = -(sums.bb * sums.gradient_a - sums.ab * sums.gradient_b) / determinant,
               db = -(sums.aa * sums.gradient_b - sums.ab * sums.gradient_a) / determinant;
  const double slope = sums.gradient_a * da + sums.gradient_b * db, loss = problem.loss(curve.a, curve.b);
  double step = 1;
  for (int halving = 0; halving < 40; ++halving, step /= 2) {
    const double a = curve.a + step * da, b = curve.b + step * db;
    if (!(problem.loss(a, b) <= loss + 1e-4 * step * slope + 1e-14 * std::abs(loss))) continue;
    const bool moved = a != curve.a || b != curve.b;
    curve.a = a;
    curve.b = b;
    return moved;
  }
  return false;
}

}  // namespace

double Platt::apply(double score) const noexcept { return statistics::sigmoid(-(a * score + b)); }

Platt platt(std::span<const double> scores, std::span<const double> outcome) {
  ordered::check_finite(scores, "scores");
  check_outcome(outcome, scores.size());
  const double events = std::accumulate(outcome.begin(), outcome.end(), 0.0),
               others = static_cast<double>(scores.size()) - events;
  Platt curve{.status = scores.empty()               ? MetricStatus::empty
                        : events == 0 || others == 0 ? MetricStatus::one_class
                                                     : MetricStatus::ok};
  curve.b = std::log((others + 1) / (events + 1));
  if (curve.status != MetricStatus::ok) return curve;
  const PlattProblem problem{ordered::groups_of(scores, outcome), (events + 1) / (events + 2), 1 / (others + 2)};
  for (int step = 0; step < 200 && platt_step(problem, curve); ++step) {
  }
  return curve;
}

double Isotonic::apply(double score) const noexcept {
  if (scores.empty()) return .5;
  const auto above = std::upper_bound(scores.begin(), scores.end(), score);
  if (above == scores.begin()) return probabilities.front();
  if (above == scores.end()) return probabilities.back();
  const auto at = static_cast<std::size_t>(above - scores.begin());
  if (between == Between::step) return probabilities[at - 1];
  const double share = (score - scores[at - 1]) / (scores[at] - scores[at - 1]);
  return probabilities[at - 1] + share * (probabilities[at] - probabilities[at - 1]);
}

Isotonic isotonic(std::span<const double> scores, std::span<const double> outcome, const IsotonicOptions& options) {
  ordered::check_finite(scores, "scores");
  ordered::check_finite(outcome, "outcome");
  if (outcome.size() != scores.size())
    throw ArgumentError("argument.outcome", "outcome must have one entry for each of " + std::to_string(scores.size()) +
                                                " scores, found " + std::to_string(outcome.size()));
  check_pool_weights(options.weights, scores.size());
  Isotonic answer{.status = scores.empty() ? MetricStatus::empty : MetricStatus::ok, .between = options.between};
  std::vector<double> knots;
  std::vector<Level> levels;
  for (const Weighed& row : sorted_rows(scores, outcome, options.weights)) {
    if (knots.empty() || knots.back() != row.score) {
      levels.push_back({knots.size(), knots.size()});
      knots.push_back(row.score);
    }
    levels.back().weight += row.weight;
    levels.back().sum += row.weight * row.outcome;
  }
  std::vector<Level> rising;
  for (Level level : levels) {
    while (!rising.empty() && rising.back().mean() >= level.mean()) {
      level = {rising.back().first, level.last, rising.back().weight + level.weight, rising.back().sum + level.sum};
      rising.pop_back();
    }
    rising.push_back(level);
  }
  for (const Level& level : rising)
    for (const std::size_t knot : {level.first, level.last}) {
      if (!answer.scores.empty() && answer.scores.back() == knots[knot]) continue;
      answer.scores.push_back(knots[knot]);
      answer.probabilities.push_back(level.mean());
    }
  return answer;
}

double Calibration::apply(double score) const noexcept {
  return method == CalibrationMethod::platt      ? platt.apply(score)
         : method == CalibrationMethod::isotonic ? isotonic.apply(score)
                                                 : score;
}

Calibration calibrate(std::span<const double> scores, std::span<const double> outcome, std::size_t isotonic_from) {
  Calibration answer{.platt = platt(scores, outcome), .isotonic = isotonic(scores, outcome)};
  const bool steps = scores.size() >= isotonic_from && answer.platt.status == MetricStatus::ok;
  answer.method = steps ? CalibrationMethod::isotonic : CalibrationMethod::platt;
  const std::string rows = std::to_string(scores.size()), limit = std::to_string(isotonic_from);
  answer.reason = steps ? Message{rows + " 行，足够使用保序回归", rows + " rows are enough for isotonic steps"}
                        : Message{rows + " 行，少于 " + limit + " 行时用 Platt 曲线更稳",
                                  rows + " rows; below " + limit + " Platt's curve is steadier"};
  if (answer.platt.status != MetricStatus::ok)
    answer.reason = {"结果只有一类，只能给出平滑后的基准率",
                     "one outcome only, so the smoothed base rate is all there is"};
  return answer;
}

}  // namespace guanxi::score
