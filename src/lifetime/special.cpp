#include "special.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include "panels.hpp"

namespace guanxi::lifetime {

namespace {

// What Stirling's formula leaves of ln Γ(x), x >= 10 (NIST DLMF 5.11.1).
double stirling_rest(double x) {
  const double inverse = 1 / x, square = inverse * inverse;
  return inverse *
         (1. / 12 -
          square *
              (1. / 360 - square * (1. / 1260 - square * (1. / 1680 - square * (1. / 1188 - square * 691. / 360360)))));
}

// Factors of a short product Γ(a + n) / Γ(a); n whole.
double log_short_product(double a, int n) {
  double product = 1;
  for (int j = 0; j < n; ++j) product *= a + j;
  return std::log(product);
}

constexpr int short_product = 16;

// ₂F₁ as its series of terms that are all positive.
double log_series(double a, double b, double c, double z) {
  double term = 1, sum = 1;
  for (double n = 0; term > 1e-17 * sum; ++n) {
    term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
    sum += term;
  }
  return std::log(sum);
}

// Euler's integral in u = ln(t / (1 − t)) (NIST DLMF 15.6.1).
double log_euler_integral(double a, double b, double c, double z) {
  const double gap = 1 - z;
  // 1 − z t = (1 + e^u (1 − z)) / (1 + e^u)
  const auto soft = [](double u) { return u > 0 ? u + std::log1p(std::exp(-u)) : std::log1p(std::exp(u)); };
  const double shift = std::log(gap);
  const auto log_f = [&](double u) { return b * u - (c - a) * soft(u) - a * soft(u + shift); };
  const auto rise = [](double u) { return 1 / (1 + std::exp(-u)); };
  const auto slope = [&](double u) { return b - (c - a) * rise(u) - a * rise(u + shift); };
  const double reach = 45 / std::fmin(b, c - b) + 45 - shift;
  return log_integral(-reach, reach, log_f, slope) - log_beta(b, c - b);
}

}  // namespace

double log_gamma(double x) { return boost::math::lgamma(x); }

double log_rising(double a, double n) {
  if (n == 0) return 0;
  if (n <= short_product && n == std::floor(n) && a < 1e15) return log_short_product(a, static_cast<int>(n));
  double below = 1;  // (a)(a + 1)… over (a + n)(a + n + 1)…, until a is great enough for Stirling
  double logs = 0;
  while (a < 10) {
    below *= a / (a + n);
    a += 1;
    if (below < 1e-250) {
      logs += std::log(below);
      below = 1;
    }
  }
  return logs + std::log(below) + (a - .5) * std::log1p(n / a) + n * (std::log(a + n) - 1) +
         (stirling_rest(a + n) - stirling_rest(a));
}

double log_beta(double a, double b) {
  const double least = std::fmin(a, b), most = std::fmax(a, b);
  return log_gamma(least) - log_rising(most, least);
}

double decay_integral(double c, double y) { return std::fabs(c * y) < 1e-300 ? y : -std::expm1(-c * y) / c; }

RisingSlopes log_rising_slopes(double a, double n) {
  if (n <= short_product && n == std::floor(n)) {
    RisingSlopes sums{0, 0};
    for (int j = 0; j < static_cast<int>(n); ++j) {
      const double inverse = 1 / (a + j);
      sums.slope += inverse;
      sums.curvature -= inverse * inverse;
    }
    return sums;
  }
  return {boost::math::digamma(a + n) - boost::math::digamma(a),
          boost::math::trigamma(a + n) - boost::math::trigamma(a)};
}

GammaSlopes log_gamma_slopes(double x) { return {boost::math::digamma(x), boost::math::trigamma(x)}; }

double log_hypergeometric(double a, double b, double c, double z) {
  if (z == 0 || a == 0) return 0;
  const bool is_short = z <= .8 && a + b < 200 + c;
  return is_short ? log_series(a, b, c, z) : log_euler_integral(a, b, c, z);
}

}  // namespace guanxi::lifetime
