#include "pareto.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "causes.hpp"
#include "counts.hpp"
#include "maximize.hpp"
#include "panels.hpp"

namespace guanxi::lifetime {

namespace pareto {

namespace {

using FourJet = Jet<4>;

// Integrand over the time of leaving, as a function of u = ln(least + y), least = min(α, β): its changes have length 1.
struct Leaving {
  double buying, leaving;  // exponents r + x and s + 1
  double alpha, beta;
  double least = std::fmin(alpha, beta);

  [[nodiscard]] double log_height(double u) const {
    const double moved = std::exp(u);
    return u - buying * std::log(moved + (alpha - least)) - leaving * std::log(moved + (beta - least));
  }
  [[nodiscard]] double slope(double u) const {
    const double moved = std::exp(u);
    return 1 - buying * moved / (moved + (alpha - least)) - leaving * moved / (moved + (beta - least));
  }
};

// Nodes of the integral from t_x to T with all that its derivatives need.
template <class Visit>
void visit_leaving(const Parameters<double>& p, const Row& row, const Visit& visit) {
  const Leaving f{p.r + row.x, p.s + 1, p.alpha, p.beta};
  const double start = std::log(f.least + row.t_x), length = std::log1p((row.T - row.t_x) / (f.least + row.t_x));
  visit_panels(
      0, length, [&](double u) { return f.log_height(start + u); }, [&](double u) { return f.slope(start + u); },
      [&](double u, double weight) {
        const double moved = std::exp(start + u);
        visit(moved + (p.alpha - f.least), moved + (p.beta - f.least), weight * moved);
      });
}

// ln of the integral with its derivatives: means and covariances of the integrand's own derivatives over the nodes.
FourJet log_left_integral_jet(const Parameters<double>& p, const Row& row) {
  double top = -HUGE_VAL, total = 0;
  std::array<double, 4> first{};
  std::array<double, 10> second{};
  const double buying = p.r + row.x, leaving = p.s + 1;
  visit_leaving(p, row, [&](double with_alpha, double with_beta, double weight) {
    const double log_alpha = std::log(with_alpha), log_beta_term = std::log(with_beta);
    const double height = -buying * log_alpha - leaving * log_beta_term;
    if (height > top) {
      const double shrink = std::exp(top - height);
      total *= shrink;
      for (double& sum : first) sum *= shrink;
      for (double& sum : second) sum *= shrink;
      top = height;
    }
    const double part = weight * std::exp(height - top);
    const std::array<double, 4> slopes{-log_alpha, -buying / with_alpha, -log_beta_term, -leaving / with_beta};
    const std::array<double, 10> curvatures{0, -1 / with_alpha, buying / (with_alpha * with_alpha), 0, 0, 0, 0,
                                            0, -1 / with_beta,  leaving / (with_beta * with_beta)};
    total += part;
    for (std::size_t i = 0, at = 0; i < 4; ++i) {
      first[i] += part * slopes[i];
      for (std::size_t j = 0; j <= i; ++j, ++at) second[at] += part * (curvatures[at] + slopes[i] * slopes[j]);
    }
  });
  FourJet made(top + std::log(total));
  for (std::size_t i = 0, at = 0; i < 4; ++i) {
    made.first[i] = first[i] / total;
    for (std::size_t j = 0; j <= i; ++j, ++at) made.second[at] = second[at] / total - made.first[i] * made.first[j];
  }
  return made;
}

// The terms that need no integral; made once for rows of one x.
template <class Number>
class Terms {
 public:
  explicit Terms(const Parameters<Number>& p)
      : p_(p), constant_(p.r * log_of(p.alpha) + p.s * log_of(p.beta)), log_s_(log_of(p.s)) {}

  [[nodiscard]] Number before(double x) {
    if (x != x_) {
      x_ = x;
      rising_ = log_rising(p_.r, x) + constant_;
    }
    return rising_;
  }
  [[nodiscard]] Number stayed(const Row& row) const {
    return -((p_.r + Number(row.x)) * log_of(p_.alpha + Number(row.T))) - p_.s * log_of(p_.beta + Number(row.T));
  }
  [[nodiscard]] const Number& log_s() const { return log_s_; }

 private:
  Parameters<Number> p_;
  Number constant_, log_s_, rising_{};
  double x_ = -1;
};

Parameters<double> pareto_numbers(std::span<const double> at) { return {at[0], at[1], at[2], at[3]}; }

// The sum with derivatives.
struct JetTerm {
  Parameters<double> p;
  Terms<FourJet> terms;
  FourJet operator()(const Row& row) {
    FourJet made = terms.before(row.x);
    const FourJet stayed = terms.stayed(row);
    if (!(row.T > row.t_x)) return made + stayed;
    return made + log_add(stayed, terms.log_s() + log_left_integral_jet(p, row));
  }
};

struct NumberTerm {
  Parameters<double> p;
  Terms<double> terms;
  double operator()(const Row& row) {
    const double made = terms.before(row.x), stayed = terms.stayed(row);
    if (!(row.T > row.t_x)) return made + stayed;
    return made + log_add(stayed, terms.log_s() + log_left_integral(p, row));
  }
};

std::vector<std::vector<double>> pareto_starts(double rate) {
  std::vector<std::vector<double>> starts;
  for (const double r : {.25, 1., 4.})
    for (const double faster : {1., 3.})
      for (const auto& [s, beta] : {std::pair{.5, .3}, {1., 3.}, {.1, 1.}, {5., 5.}})
        starts.push_back({r, r / (rate * faster), s, beta});
  return starts;
}

// ln ∫_0^t y^k (α + y)^−(r + k) (β + y)^−(s + 1) dy, over v = ln y.
double log_count_integral(const Parameters<double>& p, double t, double k) {
  const auto log_f = [&](double v) {
    const double y = std::exp(v);
    return (k + 1) * v - (p.r + k) * std::log(p.alpha + y) - (p.s + 1) * std::log(p.beta + y);
  };
  const auto slope = [&](double v) {
    const double y = std::exp(v);
    return k + 1 - (p.r + k) * y / (p.alpha + y) - (p.s + 1) * y / (p.beta + y);
  };
  const double end = std::log(t), reach = 45 + std::fmax(0, end - std::log(std::fmin(p.alpha, p.beta)));
  return log_integral(end - reach - 45, end, log_f, slope);
}

// Purchases of somebody who is there now.
void add_pareto_probabilities(std::vector<double>& sums, double weight, const Parameters<double>& p, double t) {
  if (t == 0) {
    sums[0] += weight;
    return;
  }
  const double stays = p.s * std::log(p.beta / (p.beta + t));
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double k = static_cast<double>(i), base = log_rising(p.r, k) - log_rising(1, k) + p.r * std::log(p.alpha);
    const double stayed = base + k * std::log(t) - (p.r + k) * std::log(p.alpha + t) + stays;
    const double left = base + std::log(p.s) + p.s * std::log(p.beta) + log_count_integral(p, t, k);
    sums[i] += weight * (std::exp(stayed) + std::exp(left));
  }
}

}  // namespace

double log_left_integral(const Parameters<double>& p, const Row& row) {
  double top = -HUGE_VAL, total = 0;
  const double buying = p.r + row.x, leaving = p.s + 1;
  visit_leaving(p, row, [&](double with_alpha, double with_beta, double weight) {
    const double height = -buying * std::log(with_alpha) - leaving * std::log(with_beta);
    if (height > top) {
      total *= std::exp(top - height);
      top = height;
    }
    total += weight * std::exp(height - top);
  });
  return total > 0 ? top + std::log(total) : -HUGE_VAL;
}

double log_likelihood(const Parameters<double>& p, const Row& row) { return NumberTerm{p, Terms<double>(p)}(row); }

FitReport fit(const FitRows& rows, const FitOptions& options) {
  const auto height = [&](std::span<const double> at) {
    const Parameters<double> p = pareto_numbers(at);
    return sum_rows<double>(rows.rows, options.work, [&] { return NumberTerm{p, Terms<double>(p)}; });
  };
  const auto surface = [&](std::span<const double> at) {
    const Parameters<FourJet> p{FourJet::variable(at[0], 0), FourJet::variable(at[1], 1), FourJet::variable(at[2], 2),
                                FourJet::variable(at[3], 3)};
    return surface_of(sum_rows<FourJet>(rows.rows, options.work,
                                        [&] {
                                          return JetTerm{pareto_numbers(at), Terms<FourJet>(p)};
                                        }),
                      at);
  };
  FitReport report = maximize(
      {height, surface, pareto_starts(rows.purchases / rows.time), {"r", "alpha", "s", "beta"}, {1, 1, 1, 1}}, options);
  explain_open(report, {{"r", "alpha", causes::equal_rates},
                        {"s", "beta", causes::equal_leaving},
                        {"s", "", causes::nobody_leaves},
                        {"beta", "", causes::nobody_leaves}});
  return report;
}

double Outlook::probability_alive(const Row& row) const {
  if (!(row.T > row.t_x)) return 1;
  const double stayed = Terms<double>(p_).stayed(row);
  return 1 / (1 + std::exp(std::log(p_.s) + log_left_integral(p_, row) - stayed));
}

double Outlook::expected(const Row& row, double t) const {
  const double past = p_.beta + row.T;
  return probability_alive(row) * (p_.r + row.x) * past / (p_.alpha + row.T) *
         decay_integral(p_.s - 1, std::log1p(t / past));
}

double Outlook::expected(double t) const {
  return p_.r * p_.beta / p_.alpha * decay_integral(p_.s - 1, std::log1p(t / p_.beta));
}

std::vector<double> Outlook::probabilities(double t, int most) const {
  std::vector<double> sums(static_cast<std::size_t>(most) + 1);
  add_pareto_probabilities(sums, 1, p_, t);
  return sums;
}

std::vector<double> Outlook::probabilities(const Row& row, double t, int most) const {
  std::vector<double> sums(static_cast<std::size_t>(most) + 1);
  const double alive = probability_alive(row);
  sums[0] = 1 - alive;
  add_pareto_probabilities(sums, alive, {p_.r + row.x, p_.alpha + row.T, p_.s, p_.beta + row.T}, t);
  return sums;
}

double Outlook::discounted(const Row& row, double rate) const {
  // ∫_0^∞ e^(−z w) (1 + w)^−s dw over v = ln w, z = rate · (β + T): the generalized exponential integral e^z E_s(z)
  const double z = rate * (p_.beta + row.T);
  const auto log_f = [&](double v) { return v - z * std::exp(v) - p_.s * std::log1p(std::exp(v)); };
  const auto slope = [&](double v) { return 1 - z * std::exp(v) - p_.s / (1 + std::exp(-v)); };
  const double end = std::log(750 / z);
  const double total = std::exp(log_integral(std::fmin(-50, end - 60), end, log_f, slope));
  return probability_alive(row) * (p_.r + row.x) / (p_.alpha + row.T) * (p_.beta + row.T) * total;
}

}  // namespace pareto

namespace nbd {

namespace {

template <class Number>
class CountTerm {
 public:
  explicit CountTerm(const Parameters<Number>& p) : p_(p), constant_(p.r * log_of(p.alpha)) {}
  Number operator()(const Row& row) {
    if (row.x != x_) {
      x_ = row.x;
      rising_ = log_rising(p_.r, x_) + constant_ - Number(log_rising(1, x_));
    }
    const double log_time = row.x > 0 ? row.x * std::log(row.T) : 0;
    return rising_ - (p_.r + Number(row.x)) * log_of(p_.alpha + Number(row.T)) + Number(log_time);
  }

 private:
  Parameters<Number> p_;
  Number constant_, rising_{};
  double x_ = -1;
};

std::vector<double> count_probabilities(const Counts& counts, int most) {
  std::vector<double> made;
  for (int n = 0; n <= most; ++n) made.push_back(std::exp(counts.log_probability(n)));
  return made;
}

}  // namespace

double log_likelihood(const Parameters<double>& p, const Row& row) { return CountTerm<double>(p)(row); }

FitReport fit(const FitRows& rows, const FitOptions& options) {
  using TwoJet = Jet<2>;
  std::vector<std::vector<double>> starts;
  for (const double r : {.1, .3, 1., 3., 10.}) starts.push_back({r, r * rows.time / rows.purchases});
  const auto height = [&](std::span<const double> at) {
    return sum_rows<double>(rows.rows, options.work, [&] { return CountTerm<double>({at[0], at[1]}); });
  };
  const auto surface = [&](std::span<const double> at) {
    return surface_of(
        sum_rows<TwoJet>(rows.rows, options.work,
                         [&] {
                           return CountTerm<TwoJet>({TwoJet::variable(at[0], 0), TwoJet::variable(at[1], 1)});
                         }),
        at);
  };
  FitReport report = maximize({height, surface, starts, {"r", "alpha"}, {1, 1}}, options);
  explain_open(report, {{"r", "alpha", causes::equal_rates}});
  return report;
}

std::vector<double> Outlook::probabilities(double t, int most) const {
  return count_probabilities(Counts(p_.r, t / p_.alpha), most);
}

std::vector<double> Outlook::probabilities(const Row& row, double t, int most) const {
  return count_probabilities(Counts(p_.r + row.x, t / (p_.alpha + row.T)), most);
}

}  // namespace nbd

}  // namespace guanxi::lifetime
