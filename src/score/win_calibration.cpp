#include <algorithm>
#include <cmath>
#include <utility>

#include "statistics.hpp"
#include "win_check.hpp"

namespace guanxi::score::win {

namespace {

constexpr std::size_t isotonic_from = 1000;  // rows below which steps are noise

WinCalibration fit(CalibrationMethod method, std::span<const double> scores, std::span<const double> outcome) {
  WinCalibration calibration{.method = method};
  if (method == CalibrationMethod::platt) {
    const Platt curve = platt(scores, outcome);
    if (curve.status != MetricStatus::ok || !(curve.a < 0)) return {};  // must rise
    calibration.slope = -curve.a;
    calibration.shift = -curve.b;
  } else if (method == CalibrationMethod::isotonic) {
    Isotonic steps = isotonic(scores, outcome);
    if (steps.scores.empty()) return {};
    calibration.log_odds = std::move(steps.scores);
    calibration.probabilities = std::move(steps.probabilities);
  }
  return calibration;
}

// The straight line between knots, flat outside.
double through_knots(const WinCalibration& calibration, double log_odds) {
  const auto& knots = calibration.log_odds;
  const auto above = static_cast<std::size_t>(std::upper_bound(knots.begin(), knots.end(), log_odds) - knots.begin());
  if (above == 0) return calibration.probabilities.front();
  if (above == knots.size()) return calibration.probabilities.back();
  const double part = (log_odds - knots[above - 1]) / (knots[above] - knots[above - 1]);
  return std::lerp(calibration.probabilities[above - 1], calibration.probabilities[above], part);
}

// Rows from which a block's calibration may learn: other folds, or earlier blocks.
struct Others {
  std::vector<double> scores{};
  std::vector<double> outcome{};
};

Others others_of(const Told& told, const Order& order, std::size_t block) {
  Others others;
  for (std::size_t i = 0; i < told.rows.size(); ++i) {
    const bool in_block = i >= told.starts[block] && i < told.starts[block + 1];
    if (order.scheme == WinScheme::rolling ? i >= told.starts[block] : in_block) continue;
    others.scores.push_back(told.log_odds[i]);
    others.outcome.push_back(told.outcome[i]);
  }
  return others;
}

std::vector<double> apply_crosswise(const Told& told, const Order& order, CalibrationMethod method) {
  std::vector<double> result(told.log_odds.size());
  for (std::size_t block = 0; block + 1 < told.starts.size(); ++block) {
    const Others others = method == CalibrationMethod::none ? Others() : others_of(told, order, block);
    const WinCalibration calibration =
        others.scores.empty() ? WinCalibration() : fit(method, others.scores, others.outcome);
    for (std::size_t i = told.starts[block]; i < told.starts[block + 1]; ++i)
      result[i] = bounded(calibrated(calibration, told.log_odds[i]));
  }
  return result;
}

// Mean gain in log loss over its standard error.
double gain_in_errors(const Told& told, std::span<const double> before, std::span<const double> after) {
  double sum = 0, squares = 0;
  const auto n = static_cast<double>(before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double sign = told.outcome[i] == 1 ? -1 : 1;
    const double gain = statistics::softplus(sign * before[i]) - statistics::softplus(sign * after[i]);
    sum += gain;
    squares += gain * gain;
  }
  const double mean = sum / n, variance = (std::max)(squares / n - mean * mean, 0.0) / n;
  return variance > 0 ? mean / std::sqrt(variance) : 0;
}

WinCalibration with_reason(WinCalibration calibration, Message reason) {
  calibration.reason = std::move(reason);
  return calibration;
}

}  // namespace

double calibrated(const WinCalibration& calibration, double log_odds) {
  switch (calibration.method) {
    case CalibrationMethod::none:
      return log_odds;
    case CalibrationMethod::platt:
      return calibration.slope * log_odds + calibration.shift;
    case CalibrationMethod::isotonic:
      break;
  }
  const double p = through_knots(calibration, log_odds);
  return log_odds_of(std::clamp(p, least_probability, 1 - least_probability));
}

Calibrated choose_calibration(const Told& told, const Order& order, CalibrationRule rule) {
  Calibrated chosen{{}, apply_crosswise(told, order, CalibrationMethod::none)};
  if (rule == CalibrationRule::none || told.rows.empty()) {
    chosen.calibration.reason = {"没有要求校准，或没有样本外的数据",
                                 "no calibration was asked for, or no rows lie out of sample"};
    return chosen;
  }
  if (rule != CalibrationRule::automatic) {
    const auto method = rule == CalibrationRule::platt ? CalibrationMethod::platt : CalibrationMethod::isotonic;
    return {with_reason(fit(method, told.log_odds, told.outcome), {"按要求校准", "as asked for"}),
            apply_crosswise(told, order, method)};
  }
  constexpr double beyond_noise = 1.645;  // one-sided 5 %
  double best = beyond_noise;
  auto method = CalibrationMethod::none;
  std::vector<double> adopted;
  for (const auto candidate : {CalibrationMethod::platt, CalibrationMethod::isotonic}) {
    if (candidate == CalibrationMethod::isotonic && told.rows.size() < isotonic_from) continue;
    std::vector<double> after = apply_crosswise(told, order, candidate);
    const double gain = gain_in_errors(told, chosen.log_odds, after);
    if (!(gain > best)) continue;
    best = gain;
    method = candidate;
    adopted = std::move(after);
  }
  if (method == CalibrationMethod::none) {
    chosen.calibration.reason = {"样本外检验中校准没有带来超出噪声的改善，概率保持不变",
                                 "out of sample no calibration helped beyond noise; probabilities stay as they are"};
    return chosen;
  }
  return {with_reason(fit(method, told.log_odds, told.outcome), {"样本外检验中校准降低了对数损失，超出噪声",
                                                                 "out of sample it lowered the log loss beyond noise"}),
          std::move(adopted)};
}

}  // namespace guanxi::score::win
