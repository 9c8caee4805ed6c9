#pragma once
/// @file
/// Functions of one number that the fitted models share.

#include <guanxi/core/error.hpp>

#include <cmath>
#include <string>

namespace guanxi::score::statistics {

/// 1 / (1 + e^−x) without overflow.
inline double sigmoid(double x) noexcept {
  if (x >= 0) return 1 / (1 + std::exp(-x));
  const double power = std::exp(x);
  return power / (1 + power);
}

/// ln(1 + e^x) without overflow.
inline double softplus(double x) noexcept { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

/// Half-width in standard deviations of a two-sided interval of the normal distribution.
/// @throws ArgumentError  `argument.range` for a level outside (0, 1)
inline double two_sided_z(double level) {
  if (!(level > 0 && level < 1))
    throw ArgumentError("argument.range", "level must lie above 0 and below 1, found " + std::to_string(level));
  double low = 0, high = 40;
  for (int step = 0; step < 64; ++step) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::sqrt(2.0)) > 1 - level ? low : high) = middle;
  }
  return low;
}

/// Second derivative of ln Γ, x > 0: recurrence up to 10, then the asymptotic series (Abramowitz, Stegun 6.4.12).
inline double trigamma(double x) noexcept {
  double sum = 0;
  while (x < 10) {
    sum += 1 / (x * x);
    x += 1;
  }
  const double r = 1 / (x * x);
  return sum + 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5 / 66))));
}

}  // namespace guanxi::score::statistics
