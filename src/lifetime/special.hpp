#pragma once
/// @file
/// Gamma and hypergeometric functions on the log scale, with derivatives where fits need them.

#include "jet.hpp"

namespace guanxi::lifetime {

/// ln Γ(x), x > 0. Any thread may call it.
[[nodiscard]] double log_gamma(double x);
/// ln (Γ(a + n) / Γ(a)), a > 0 and n >= 0, to full relative precision also where both gammas are huge.
[[nodiscard]] double log_rising(double a, double n);
/// ln B(a, b).
[[nodiscard]] double log_beta(double a, double b);
/// (1 − e^(−c y)) / c, which is y at c = 0.
[[nodiscard]] double decay_integral(double c, double y);

/// The first two derivatives of log_rising by a.
struct RisingSlopes {
  double slope, curvature;
};
[[nodiscard]] RisingSlopes log_rising_slopes(double a, double n);

template <std::size_t N>
[[nodiscard]] Jet<N> log_rising(const Jet<N>& a, double n) {
  const RisingSlopes slopes = log_rising_slopes(a.value, n);
  return chain(a, log_rising(a.value, n), slopes.slope, slopes.curvature);
}

/// ln Γ(x) with derivatives.
struct GammaSlopes {
  double slope, curvature;
};
[[nodiscard]] GammaSlopes log_gamma_slopes(double x);

template <std::size_t N>
[[nodiscard]] Jet<N> log_gamma(const Jet<N>& x) {
  const GammaSlopes slopes = log_gamma_slopes(x.value);
  return chain(x, log_gamma(x.value), slopes.slope, slopes.curvature);
}

/// ln ₂F₁(a, b; c; z) for a >= 0, c > b > 0 and 0 <= z < 1, also where z is next to 1.
/// Series where it is short, else Euler's integral; relative error of the function below 1e-12.
[[nodiscard]] double log_hypergeometric(double a, double b, double c, double z);

}  // namespace guanxi::lifetime
