#include <algorithm>
#include <array>
#include <cmath>

#include "win_solver.hpp"

namespace guanxi::score::win {

namespace {

// Deviations that are tried, and what is believed of them: half-Cauchy around the scale given, on the grid of
// logarithms.
constexpr std::array<double, 9> grid = {.01, .03, .06, .12, .25, .5, 1, 2, 4};
constexpr double spread_scale = .7, group_scale = .7;

double log_belief(double deviation, double scale) {
  return std::log(deviation / scale) - std::log1p(deviation * deviation / (scale * scale));
}

double log_belief(const Scales& scales, bool spread) {
  double sum = spread ? log_belief(scales.spread, spread_scale) : 0;
  for (const double deviation : scales.groups) sum += log_belief(deviation, group_scale);
  return sum;
}

// The likelihood near a mode as a parabola: marginal likelihoods of other deviations cost no pass over the rows.
struct Parabola {
  const Sample& sample;
  const Belief& belief;
  const Mode& mode;
  std::vector<double> gradient;  // of the likelihood at the mode

  [[nodiscard]] double marginal(const Scales& scales) const {
    const Gaussian prior = prior_of(sample, belief, scales);
    dense::Square matrix = mode.information;
    std::vector<double> step(sample.size);
    for (std::size_t j = 0; j < step.size(); ++j) {
      matrix(j, j) += prior.precision[j];
      step[j] = gradient[j] - prior.precision[j] * (mode.at[j] - prior.mean[j]);
    }
    const std::vector<double> right = step;
    if (dense::factor(matrix, 1e-15)) return -HUGE_VAL;
    dense::solve(matrix, step);
    double sum = 0;
    for (std::size_t j = 0; j < step.size(); ++j) {
      const double away = mode.at[j] - prior.mean[j];
      sum += right[j] * step[j] - prior.precision[j] * away * away - 2 * std::log(matrix(j, j));
      if (j > 0) sum += std::log(prior.precision[j]);
    }
    return sum / 2;
  }
};

// The most likely deviation, by the grid and a parabola through its highest point.
double refine(double& deviation, const auto& value) {
  std::array<double, grid.size()> heights{};
  std::size_t best = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    deviation = grid[i];
    heights[i] = value();
    if (heights[i] > heights[best]) best = i;
  }
  deviation = grid[best];
  if (best == 0 || best + 1 == grid.size()) return deviation;
  const double left = std::log(grid[best - 1] / grid[best]), right = std::log(grid[best + 1] / grid[best]);
  const double a = (heights[best - 1] - heights[best]) / left, b = (heights[best + 1] - heights[best]) / right;
  const double curve = (b - a) / (right - left), slope = a - curve * left;
  if (curve < 0) deviation = grid[best] * std::exp(std::clamp(-slope / (2 * curve), left, right));
  return deviation;
}

// One round over all deviations; true if none moved much.
bool improve(const Sample& sample, const Belief& belief, const Gaussian& prior, const Mode& mode, Scales& scales,
             bool spread) {
  Parabola parabola{sample, belief, mode, std::vector<double>(sample.size)};
  for (std::size_t j = 0; j < sample.size; ++j)
    parabola.gradient[j] = prior.precision[j] * (mode.at[j] - prior.mean[j]);
  const Scales before = scales;
  const auto value = [&] { return parabola.marginal(scales) + log_belief(scales, spread); };
  for (int round = 0; round < 2; ++round) {
    if (spread) refine(scales.spread, value);
    for (double& deviation : scales.groups) refine(deviation, value);
  }
  const auto same = [](double a, double b) { return std::fabs(std::log(a / b)) < .02; };
  return same(scales.spread, before.spread) &&
         std::equal(scales.groups.begin(), scales.groups.end(), before.groups.begin(), same);
}

std::vector<double> start_of(const Sample& sample, const Ranges& ranges, const Gaussian& prior) {
  double won = .5, all = 1;
  for (const auto& [first, end] : ranges)
    for (std::size_t i = first; i < end; ++i) {
      won += sample.weights[i] * sample.outcome[i];
      all += sample.weights[i];
    }
  std::vector<double> start = prior.mean;
  start[0] = std::log(won / (all - won));
  return start;
}

dense::Square covariance_of(const dense::Square& information, const Gaussian& prior) {
  dense::Square matrix = information;
  for (std::size_t j = 0; j < matrix.size; ++j) matrix(j, j) += prior.precision[j];
  (void)dense::factor(matrix, 0);
  return dense::inverse(matrix);
}

// Averages over deviations: mean and covariance of the mixture of their posteriors.
void average(const Sample& sample, const Ranges& ranges, const Belief& belief, const Learning& learning,
             Posterior& posterior) {
  struct Part {
    std::vector<double> at;
    dense::Square covariance;
    Scales scales;
    double height;
  };
  std::vector<Part> parts;
  const bool teams = !posterior.scales.groups.empty();
  const std::size_t spreads = learning.spread ? grid.size() : 1, groups = teams ? grid.size() : 1;
  const std::size_t stride = learning.spread && teams ? 2 : 1;  // of two dimensions every second point will do
  for (std::size_t i = 0; i < spreads; i += stride)
    for (std::size_t g = 0; g < groups; g += stride) {
      Scales scales = posterior.scales;
      if (learning.spread) scales.spread = grid[i];
      for (double& deviation : scales.groups) deviation = grid[g];  // of several groups all move together
      const Gaussian prior = prior_of(sample, belief, scales);
      const Mode mode = find_mode(sample, ranges, prior, posterior.at);
      const dense::Square near = information_at(sample, mode.at, ranges);
      parts.push_back(
          {mode.at, covariance_of(near, prior), scales, mode.marginal + log_belief(scales, learning.spread)});
    }
  double best = -HUGE_VAL, all = 0;
  for (const Part& part : parts) best = (std::max)(best, part.height);
  for (Part& part : parts) all += part.height = std::exp(part.height - best);
  std::fill(posterior.at.begin(), posterior.at.end(), 0);
  posterior.covariance = dense::Square(sample.size);
  double spread = 0;
  std::vector<double> deviations(posterior.scales.groups.size());
  for (Part& part : parts) {
    part.height /= all;
    for (std::size_t j = 0; j < sample.size; ++j) posterior.at[j] += part.height * part.at[j];
    spread += part.height * part.scales.spread * part.scales.spread;
    for (std::size_t g = 0; g < deviations.size(); ++g)
      deviations[g] += part.height * part.scales.groups[g] * part.scales.groups[g];
  }
  for (const Part& part : parts)
    for (std::size_t j = 0; j < sample.size; ++j)
      for (std::size_t k = 0; k < sample.size; ++k)
        posterior.covariance(j, k) +=
            part.height * (part.covariance(j, k) + (part.at[j] - posterior.at[j]) * (part.at[k] - posterior.at[k]));
  posterior.scales.spread = std::sqrt(spread);
  for (std::size_t g = 0; g < deviations.size(); ++g) posterior.scales.groups[g] = std::sqrt(deviations[g]);
}

}  // namespace

Posterior find_posterior(const Sample& sample, const Ranges& ranges, const Belief& belief, Scales start,
                         const Learning& learning) {
  constexpr int most_rounds = 6;
  Posterior posterior{.scales = std::move(start)};
  Gaussian prior = prior_of(sample, belief, posterior.scales);
  Mode mode = find_mode(sample, ranges, prior, start_of(sample, ranges, prior));
  const bool learns = learning.spread || !posterior.scales.groups.empty();
  for (int round = 0; learns && round < most_rounds; ++round) {
    if (improve(sample, belief, prior, mode, posterior.scales, learning.spread)) break;
    prior = prior_of(sample, belief, posterior.scales);
    mode = find_mode(sample, ranges, prior, std::move(mode.at), &mode.information);
  }
  prior = prior_of(sample, belief, posterior.scales);
  mode = find_mode(sample, ranges, prior, std::move(mode.at), &mode.information);
  posterior.information = information_at(sample, mode.at, ranges);
  posterior.at = std::move(mode.at);
  posterior.covariance = covariance_of(posterior.information, prior);
  if (learning.average && learns) average(sample, ranges, belief, learning, posterior);
  return posterior;
}

}  // namespace guanxi::score::win
