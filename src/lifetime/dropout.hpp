#pragma once
/// @file
/// The family of models in which customers may leave after each purchase: BG/NBD, MBG/NBD and both with Erlang gaps.

#include <guanxi/lifetime/purchase_models.hpp>

#include "rows.hpp"
#include "special.hpp"

namespace guanxi::lifetime::dropout {

/// When a customer may leave for the first time.
enum class First { after_first_purchase, after_first_repeat };

/// What the models of the family differ in.
struct Shape {
  int k = 1;
  First first = First::after_first_repeat;
  [[nodiscard]] double extra() const { return first == First::after_first_purchase ? 1 : 0; }
};

/// Parameters: numbers, or jets of four variables.
template <class Number>
struct Parameters {
  Number r, alpha, a, b;
};

/// Log-likelihoods of rows; what depends on x alone is kept from row to row, so rows sorted by x cost least.
template <class Number>
class Likelihood {
 public:
  Likelihood(const Parameters<Number>& parameters, Shape shape)
      : p_(parameters), shape_(shape), log_alpha_(log_of(parameters.alpha)), log_a_(log_of(parameters.a)) {}

  [[nodiscard]] Number operator()(const Row& row) {
    if (row.x != x_) prepare(row.x);
    const Number past = p_.alpha + Number(row.T);
    Number made = constant_ + Number((shape_.k - 1) * row.log_gaps);
    const Number alive = staying_ - shapes_ * log_of(past);
    const Number stayed = shape_.k == 1 ? alive : alive + log_of(stages(row, past));
    if (row.x == 0 && shape_.first == First::after_first_repeat) return made + stayed;
    return made + log_add(stayed, leaving_ - shapes_ * log_of(p_.alpha + Number(row.t_x)));
  }

 private:
  void prepare(double x) {
    x_ = x;
    const double parts = shape_.k * x, extra = shape_.extra();
    shapes_ = p_.r + Number(parts);
    constant_ = log_rising(p_.r, parts) + p_.r * log_alpha_ - Number(x * log_gamma(static_cast<double>(shape_.k)));
    const Number both = p_.a + p_.b;
    staying_ = log_rising(p_.b, x + extra) - log_rising(both, x + extra);
    if (x + extra > 0) leaving_ = log_a_ + log_rising(p_.b, x + extra - 1) - log_rising(both, x + extra);
  }

  // Σ_{j<k} (r + kx)_j / j! · ((T − t_x) / (α + T))^j: the parts of the gap that nobody sees.
  [[nodiscard]] Number stages(const Row& row, const Number& past) const {
    const Number ratio = Number(row.T - row.t_x) * inverse_of(past);
    Number term(1), sum(1);
    for (int j = 1; j < shape_.k; ++j) {
      term = term * ratio * (shapes_ + Number(j - 1)) * Number(1. / j);
      sum += term;
    }
    return sum;
  }

  Parameters<Number> p_;
  Shape shape_;
  Number log_alpha_, log_a_;
  double x_ = -1;
  Number shapes_{}, constant_{}, staying_{}, leaving_{};
};

/// Fits parameters of a shape.
[[nodiscard]] FitReport fit_shape(const FitRows& rows, Shape shape, const FitOptions& options);

/// Answers for single customers.
class Outlook {
 public:
  Outlook(const Parameters<double>& parameters, Shape shape) : p_(parameters), shape_(shape) {}

  [[nodiscard]] double probability_alive(const Row& row) const;
  /// Purchases to expect within t after T.
  [[nodiscard]] double expected(const Row& row, double t) const;
  /// Repeat purchases of a new customer.
  [[nodiscard]] double expected(double t) const;
  [[nodiscard]] std::vector<double> probabilities(double t, int most) const;
  [[nodiscard]] std::vector<double> probabilities(const Row& row, double t, int most) const;

 private:
  Parameters<double> p_;
  Shape shape_;
};

}  // namespace guanxi::lifetime::dropout
