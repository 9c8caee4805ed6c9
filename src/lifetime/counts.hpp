#pragma once
/// @file
/// Poisson counts whose rate is gamma among customers: the negative binomial distribution.

#include <cmath>

#include "special.hpp"

namespace guanxi::lifetime {

/// P(N = n) = (shape)_n / n! · z^n (1 − z)^shape with odds z / (1 − z): events in `odds` times the gamma's inverse
/// scale.
class Counts {
 public:
  /// @param shape  > 0
  /// @param odds   >= 0
  Counts(double shape, double odds) : shape_(shape), odds_(odds), log_rest_(std::log1p(odds)), z_(odds / (1 + odds)) {}

  [[nodiscard]] double shape() const noexcept { return shape_; }
  [[nodiscard]] double odds() const noexcept { return odds_; }

  /// About how many terms matter.
  [[nodiscard]] double length() const noexcept {
    const double mean = shape_ * odds_;
    return mean + 9 * std::sqrt(mean * (1 + odds_)) + 40 * (1 + odds_);
  }

  /// ln P(N = n).
  [[nodiscard]] double log_probability(double n) const {
    if (odds_ == 0) return n == 0 ? 0 : -HUGE_VAL;
    return log_rising(shape_, n) - log_rising(1, n) + n * std::log(z_) - shape_ * log_rest_;
  }

  /// Calls `see(n, P(N = n))` for rising n, leaving out what no sum can notice.
  template <class See>
  void visit(const See& see) const {
    visit_to(0, see);
  }

  /// The same, but at least up to n, and until what follows cannot be noticed beside P(N = n).
  template <class See>
  void visit_to(double at_least, const See& see) const {
    const double mode = std::fmax(0, std::floor((shape_ - 1) * odds_));
    double n = 0, probability = std::exp(-shape_ * log_rest_);
    if (probability < 1e-280 && at_least < mode) {  // far below the mode nothing counts
      n = std::fmax(0, std::floor(mode - 12 * std::sqrt(shape_ * odds_ * (1 + odds_)) - 12));
      probability = std::exp(log_probability(n));
    }
    double greatest = 0;
    while (true) {
      see(n, probability);
      if (n <= at_least || n <= mode) greatest = n < at_least ? probability : std::fmax(greatest, probability);
      probability *= (shape_ + n) / (n + 1) * z_;
      n += 1;
      if (n > at_least && n > mode && probability * (1 + odds_) < 1e-18 * greatest) return;
    }
  }

 private:
  double shape_, odds_, log_rest_, z_;
};

}  // namespace guanxi::lifetime
