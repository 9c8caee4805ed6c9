#include "win_solver.hpp"

#include <algorithm>
#include <cmath>

#include "statistics.hpp"

namespace guanxi::score::win {

namespace {

double log_odds_of(const Sample& sample, std::size_t i, std::span<const double> at) {
  const double* row = sample.table.row(i);
  double sum = dense::dot(at.data(), row, sample.table.width);
  const std::int32_t* team = sample.table.team(i);
  for (std::size_t g = 0; g < sample.table.groups; ++g)
    if (team[g] >= 0) sum += at[static_cast<std::size_t>(team[g])];
  return sum;
}

// −ln likelihood at a point; `gradient` becomes that of the likelihood.
double loss_at(const Sample& sample, std::span<const double> at, const Ranges& ranges, std::span<double> gradient) {
  const std::size_t width = sample.table.width;
  std::fill(gradient.begin(), gradient.end(), 0);
  double loss = 0, product = 1;  // of 1 + e^−|margin| over rows of weight 1: one logarithm for many
  for (const auto& [first, end] : ranges)
    for (std::size_t i = first; i < end; ++i) {
      const double eta = log_odds_of(sample, i, at), margin = sample.outcome[i] == 1 ? eta : -eta;
      const double other = std::exp(-std::fabs(margin)), odd = other / (1 + other);
      loss += sample.weights[i] * (margin < 0 ? -margin : 0);
      if (sample.weights[i] == 1) {
        product *= 1 + other;
        if (product > 1e200) {
          loss += std::log(product);
          product = 1;
        }
      } else {
        loss += sample.weights[i] * std::log1p(other);
      }
      const double wrong = margin > 0 ? odd : 1 - odd;  // probability of what did not happen
      const double pull = sample.weights[i] * (sample.outcome[i] == 1 ? wrong : -wrong);
      const double* row = sample.table.row(i);
      for (std::size_t j = 0; j < width; ++j) gradient[j] += pull * row[j];
      const std::int32_t* team = sample.table.team(i);
      for (std::size_t g = 0; g < sample.table.groups; ++g)
        if (team[g] >= 0) gradient[static_cast<std::size_t>(team[g])] += pull;
    }
  return loss + std::log(product);
}

double penalty_at(const Gaussian& prior, std::span<const double> at) {
  double sum = 0;
  for (std::size_t j = 0; j < at.size(); ++j)
    sum += prior.precision[j] * (at[j] - prior.mean[j]) * (at[j] - prior.mean[j]);
  return sum / 2;
}

double largest(std::span<const double> numbers) {
  double most = 0;
  for (const double number : numbers) most = (std::max)(most, std::fabs(number));
  return most;
}

// Lower triangle of the information with the prior, factored.
bool factor_with(dense::Square& matrix, const Gaussian& prior) {
  for (std::size_t j = 0; j < matrix.size; ++j) matrix(j, j) += prior.precision[j];
  return !dense::factor(matrix, 1e-15);
}

double log_determinant(const dense::Square& factored) {
  double sum = 0;
  for (std::size_t j = 0; j < factored.size; ++j) sum += 2 * std::log(factored(j, j));
  return sum;
}

// ln of the Gaussian prior's normalisation; the free baseline is left out, for it is the same for all deviations.
double log_precision(const Gaussian& prior) {
  double sum = 0;
  for (std::size_t j = 1; j < prior.precision.size(); ++j) sum += std::log(prior.precision[j]);
  return sum / 2;
}

}  // namespace

Gaussian prior_of(const Sample& sample, const Belief& belief, const Scales& scales) {
  constexpr double free = 1e-8;  // keeps a baseline finite that nothing holds
  Gaussian prior{std::vector<double>(sample.size, 0), std::vector<double>(sample.size, 0)};
  prior.mean[0] = belief.base;
  prior.precision[0] = (std::max)(belief.base_precision, free);
  for (std::size_t j = 1; j < sample.table.width; ++j) {
    prior.mean[j] = belief.centre[j - 1];
    prior.precision[j] = 1 / (scales.spread * scales.spread);
  }
  std::size_t j = sample.table.width;
  for (std::size_t g = 0; g < sample.group_ends.size(); ++g)
    for (; j < sample.group_ends[g]; ++j) prior.precision[j] = 1 / (scales.groups[g] * scales.groups[g]);
  return prior;
}

dense::Square information_at(const Sample& sample, std::span<const double> at, const Ranges& ranges) {
  const std::size_t width = sample.table.width, groups = sample.table.groups;
  dense::Square matrix(sample.size);
  const auto add_teams = [&](std::size_t i, double factor) {
    const std::int32_t* team = sample.table.team(i);
    const double* row = sample.table.row(i);
    for (std::size_t g = 0; g < groups; ++g) {
      if (team[g] < 0) continue;
      double* line = matrix.cells.data() + static_cast<std::size_t>(team[g]) * matrix.size;
      for (std::size_t k = 0; k < width; ++k) line[k] += factor * row[k];
      for (std::size_t h = 0; h <= g; ++h)
        if (team[h] >= 0) line[team[h]] += factor;
    }
  };
  for (const auto& [first, end] : ranges)
    for (std::size_t i = first; i < end; i += 4) {
      const std::size_t count = (std::min)(end - i, std::size_t{4});
      const double* rows[4];
      double factors[4] = {};
      for (std::size_t r = 0; r < 4; ++r) {
        rows[r] = sample.table.row(r < count ? i + r : i);
        if (r >= count) continue;
        const double p = statistics::sigmoid(log_odds_of(sample, i + r, at));
        factors[r] = sample.weights[i + r] * p * (1 - p);
        add_teams(i + r, factors[r]);
      }
      dense::add_four_products(rows, factors, width, matrix);
    }
  return matrix;
}

Mode find_mode(const Sample& sample, const Ranges& ranges, const Gaussian& prior, std::vector<double> start,
               const dense::Square* near) {
  constexpr int most_steps = 200;
  constexpr double close_enough = 1e-9, far = .1;
  Mode mode{.at = std::move(start), .information = dense::Square(0)};
  std::vector<double> gradient(sample.size), step(sample.size), next(sample.size);
  mode.loss = loss_at(sample, mode.at, ranges, gradient);
  mode.information = near != nullptr ? *near : information_at(sample, mode.at, ranges);
  dense::Square factored = mode.information;
  if (!factor_with(factored, prior)) return mode;
  bool stale = near != nullptr;
  for (int steps = 0; steps < most_steps; ++steps) {
    for (std::size_t j = 0; j < step.size(); ++j)
      step[j] = gradient[j] - prior.precision[j] * (mode.at[j] - prior.mean[j]);
    dense::solve(factored, step);
    const double size = largest(step), scale = (std::max)(1.0, largest(mode.at));
    if (size <= close_enough * scale) break;
    const double before = mode.loss + penalty_at(prior, mode.at);
    double length = 1;
    for (int halvings = 0; halvings < 30; ++halvings, length /= 2) {
      for (std::size_t j = 0; j < next.size(); ++j) next[j] = mode.at[j] + length * step[j];
      const double loss = loss_at(sample, next, ranges, gradient);
      if (loss + penalty_at(prior, next) <= before + 1e-12 * std::fabs(before)) {
        mode.loss = loss;
        break;
      }
    }
    mode.at = next;
    const bool moved_far = size > far * scale || length < 1;
    if (moved_far || (stale && steps % 8 == 7)) {
      mode.information = information_at(sample, mode.at, ranges);
      factored = mode.information;
      if (!factor_with(factored, prior)) return mode;
      stale = false;
    } else {
      stale = true;
    }
  }
  mode.marginal = -mode.loss - penalty_at(prior, mode.at) + log_precision(prior) - log_determinant(factored) / 2;
  return mode;
}

}  // namespace guanxi::score::win
