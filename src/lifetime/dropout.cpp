#include "dropout.hpp"

#include <cmath>
#include <cstdint>

#include "causes.hpp"
#include "counts.hpp"
#include "maximize.hpp"
#include "panels.hpp"

namespace guanxi::lifetime::dropout {

namespace {

using FourJet = Jet<4>;

Parameters<double> numbers(std::span<const double> at) { return {at[0], at[1], at[2], at[3]}; }
Parameters<FourJet> jets(std::span<const double> at) {
  return {FourJet::variable(at[0], 0), FourJet::variable(at[1], 1), FourJet::variable(at[2], 2),
          FourJet::variable(at[3], 3)};
}

std::vector<std::vector<double>> dropout_starts(double rate, int k) {
  std::vector<std::vector<double>> starts;
  for (const double r : {.25, 1., 4.})
    for (const double faster : {1., 3.})
      for (const auto& [a, b] : {std::pair{.5, 2.}, {1., 10.}, {.2, .5}, {5., 50.}})
        starts.push_back({r, r / (rate * faster * k), a, b});
  return starts;
}

// Purchases that n wishes to buy become on average, as n grows one by one: Σ_{j<n} E[q^j], q beta (b, a).
class Survived {
 public:
  Survived(double a, double b) : a_(a), b_(b) {}
  [[nodiscard]] double sum() const { return sum_; }
  void step() {
    sum_ += power_;
    power_ *= (b_ + n_) / (a_ + b_ + n_);
    n_ += 1;
  }

 private:
  double a_, b_, n_ = 0, power_ = 1, sum_ = 0;
};

// Σ over n of P(N = n) · survived(⌊(stage + n) / k⌋), all terms positive.
double expected_by_counts(const Counts& counts, double a, double b, int k, int stage) {
  Survived survived(a, b);
  double expected = 0;
  std::int64_t at = 0;
  int parts = stage;
  counts.visit([&](double n, double probability) {
    for (; at < static_cast<std::int64_t>(n); ++at)
      if (++parts == k) {
        parts = 0;
        survived.step();
      }
    expected += probability * survived.sum();
  });
  return expected;
}

// The same for single parts as an integral over the probability p of leaving: E[(1 − (1 + p w)^−shape) / p].
double expected_by_integral(double shape, double odds, double a, double b) {
  const auto soft = [](double u) { return u > 0 ? u + std::log1p(std::exp(-u)) : std::log1p(std::exp(u)); };
  constexpr double tiny = 1e-17;  // chance of a wish below which the gain is linear
  const auto wishes = [=](double u) { return shape * std::log1p(std::exp(-soft(-u)) * odds); };
  const auto log_f = [&](double u) {
    const double expected = wishes(u);
    const double log_gain = expected < tiny ? std::log(shape * odds) : std::log(-std::expm1(-expected)) + soft(-u);
    return a * u - (a + b) * soft(u) + log_gain;
  };
  const auto slope = [&](double u) {
    const double p = std::exp(-soft(-u)), expected = wishes(u);
    const double rising =
        expected < tiny ? 1 : shape * odds * p * std::exp(-expected) / ((1 + p * odds) * -std::expm1(-expected));
    return a * (1 - p) - b * p + (1 - p) * (rising - 1);
  };
  const double reach = 45 / std::fmin(a, b) + std::log1p(shape * odds) + 45;
  return std::exp(log_integral(-reach, reach, log_f, slope) - log_beta(a, b));
}

double expected_among_alive(const Counts& counts, double a, double b, int k, int stage) {
  constexpr double many = 1500;
  if (k == 1 && counts.length() > many) return expected_by_integral(counts.shape(), counts.odds(), a, b);
  return expected_by_counts(counts, a, b, k, stage);
}

// The probabilities of 0 … most purchases of somebody who has a given part of a gap behind.
void add_probabilities(std::vector<double>& sums, double weight, const Counts& counts, double a, double b, int k,
                       int stage) {
  const auto most = static_cast<std::size_t>(sums.size() - 1);
  std::vector<double> exactly(most + 1), beyond(most + 2);  // beyond[m]: wishes for m purchases or more
  counts.visit_to((static_cast<double>(most) + 2) * k, [&](double n, double probability) {
    const auto wished = static_cast<std::size_t>((n + stage) / k);
    if (wished <= most)
      exactly[wished] += probability;
    else
      beyond[most + 1] += probability;
  });
  for (std::size_t m = most + 1; m-- > 0;) beyond[m] = beyond[m + 1] + exactly[m];
  double stays = 1;
  for (std::size_t m = 0; m <= most; ++m) {
    const double before = stays;
    if (m > 0) stays *= (b + static_cast<double>(m) - 1) / (a + b + static_cast<double>(m) - 1);
    sums[m] += weight * (stays * exactly[m] + (m > 0 ? (before - stays) * beyond[m] : 0));
  }
}

// How probable each number of unseen parts of the present gap is, for somebody who is still there.
std::vector<double> stage_weights(const Parameters<double>& p, Shape shape, const Row& row) {
  std::vector<double> weights(static_cast<std::size_t>(shape.k), 1);
  const double ratio = (row.T - row.t_x) / (p.alpha + row.T);
  double sum = 1;
  for (std::size_t j = 1; j < weights.size(); ++j) {
    const auto place = static_cast<double>(j);
    weights[j] = weights[j - 1] * ratio * (p.r + shape.k * row.x + place - 1) / place;
    sum += weights[j];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace

FitReport fit_shape(const FitRows& rows, Shape shape, const FitOptions& options) {
  const auto likelihood = [shape](const auto& parameters) {
    return [&parameters, shape] { return Likelihood(parameters, shape); };
  };
  const Hill hill{.height =
                      [&](std::span<const double> at) {
                        const Parameters<double> parameters = numbers(at);
                        return sum_rows<double>(rows.rows, options.work, likelihood(parameters));
                      },
                  .surface =
                      [&](std::span<const double> at) {
                        const Parameters<FourJet> parameters = jets(at);
                        return surface_of(sum_rows<FourJet>(rows.rows, options.work, likelihood(parameters)), at);
                      },
                  .starts = dropout_starts(rows.purchases / rows.time, shape.k),
                  .names = {"r", "alpha", "a", "b"},
                  .units = {1, 1, 1, 1}};
  FitReport report = maximize(hill, options);
  explain_open(
      report,
      {{"r", "alpha", causes::equal_rates}, {"a", "b", causes::equal_leaving}, {"a", "", causes::nobody_leaves}});
  return report;
}

double Outlook::probability_alive(const Row& row) const {
  if (row.x == 0 && shape_.first == First::after_first_repeat) return 1;
  const double extra = shape_.extra(), kx = shape_.k * row.x;
  const double passed = std::log((p_.alpha + row.T) / (p_.alpha + row.t_x));
  double stages = 1, term = 1;
  for (int j = 1; j < shape_.k; ++j) stages += term *= (row.T - row.t_x) / (p_.alpha + row.T) * (p_.r + kx + j - 1) / j;
  const double left = p_.a / (p_.b + row.x + extra - 1) * std::exp((p_.r + kx) * passed) / stages;
  return 1 / (1 + left);
}

double Outlook::expected(const Row& row, double t) const {
  if (t == 0) return 0;
  const std::vector<double> weights = stage_weights(p_, shape_, row);
  double sum = 0;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const Counts counts(p_.r + shape_.k * row.x + static_cast<double>(j), t / (p_.alpha + row.T));
    sum +=
        weights[j] * expected_among_alive(counts, p_.a, p_.b + row.x + shape_.extra(), shape_.k, static_cast<int>(j));
  }
  return probability_alive(row) * sum;
}

double Outlook::expected(double t) const {
  if (t == 0) return 0;
  const double extra = shape_.extra(), stays = extra > 0 ? p_.b / (p_.a + p_.b) : 1;
  return stays * expected_among_alive(Counts(p_.r, t / p_.alpha), p_.a, p_.b + extra, shape_.k, 0);
}

std::vector<double> Outlook::probabilities(double t, int most) const {
  std::vector<double> sums(static_cast<std::size_t>(most) + 1);
  const double extra = shape_.extra(), stays = extra > 0 ? p_.b / (p_.a + p_.b) : 1;
  sums[0] = 1 - stays;
  if (extra > 0) sums[0] = p_.a / (p_.a + p_.b);
  add_probabilities(sums, stays, Counts(p_.r, t / p_.alpha), p_.a, p_.b + extra, shape_.k, 0);
  return sums;
}

std::vector<double> Outlook::probabilities(const Row& row, double t, int most) const {
  std::vector<double> sums(static_cast<std::size_t>(most) + 1);
  const double alive = probability_alive(row);
  sums[0] = 1 - alive;
  const std::vector<double> weights = stage_weights(p_, shape_, row);
  for (std::size_t j = 0; j < weights.size(); ++j)
    add_probabilities(sums, alive * weights[j],
                      Counts(p_.r + shape_.k * row.x + static_cast<double>(j), t / (p_.alpha + row.T)), p_.a,
                      p_.b + row.x + shape_.extra(), shape_.k, static_cast<int>(j));
  return sums;
}

}  // namespace guanxi::lifetime::dropout
