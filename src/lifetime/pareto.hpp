#pragma once
/// @file
/// The Pareto/NBD model and the NBD model without leaving.

#include <guanxi/lifetime/purchase_models.hpp>

#include "rows.hpp"
#include "special.hpp"

namespace guanxi::lifetime {

namespace pareto {

/// Parameters: numbers, or jets of four variables.
template <class Number>
struct Parameters {
  Number r, alpha, s, beta;
};

/// ln ∫ from t_x to T of (α + y)^−(r + x) (β + y)^−(s + 1) dy: the customer left in between.
[[nodiscard]] double log_left_integral(const Parameters<double>& p, const Row& row);

/// Log-likelihoods of rows.
[[nodiscard]] double log_likelihood(const Parameters<double>& p, const Row& row);

[[nodiscard]] FitReport fit(const FitRows& rows, const FitOptions& options);

/// Answers for single customers.
class Outlook {
 public:
  explicit Outlook(const Parameters<double>& parameters) : p_(parameters) {}

  [[nodiscard]] double probability_alive(const Row& row) const;
  [[nodiscard]] double expected(const Row& row, double t) const;
  [[nodiscard]] double expected(double t) const;
  [[nodiscard]] std::vector<double> probabilities(double t, int most) const;
  [[nodiscard]] std::vector<double> probabilities(const Row& row, double t, int most) const;
  [[nodiscard]] double discounted(const Row& row, double rate) const;

 private:
  Parameters<double> p_;
};

}  // namespace pareto

namespace nbd {

/// Parameters: numbers, or jets of two variables.
template <class Number>
struct Parameters {
  Number r, alpha;
};

[[nodiscard]] double log_likelihood(const Parameters<double>& p, const Row& row);

[[nodiscard]] FitReport fit(const FitRows& rows, const FitOptions& options);

/// Answers for single customers.
class Outlook {
 public:
  explicit Outlook(const Parameters<double>& parameters) : p_(parameters) {}

  [[nodiscard]] double probability_alive(const Row&) const { return 1; }
  [[nodiscard]] double expected(const Row& row, double t) const { return (p_.r + row.x) / (p_.alpha + row.T) * t; }
  [[nodiscard]] double expected(double t) const { return p_.r / p_.alpha * t; }
  [[nodiscard]] std::vector<double> probabilities(double t, int most) const;
  [[nodiscard]] std::vector<double> probabilities(const Row& row, double t, int most) const;
  [[nodiscard]] double discounted(const Row& row, double rate) const {
    return (p_.r + row.x) / (p_.alpha + row.T) / rate;
  }

 private:
  Parameters<double> p_;
};

}  // namespace nbd

}  // namespace guanxi::lifetime
