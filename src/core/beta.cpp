#include <guanxi/core/beta.hpp>
#include <guanxi/core/error.hpp>

#include <cmath>
#include <limits>
#include <sstream>
#include <string>

namespace guanxi {

namespace {

std::string beta_number(double value) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << value;
  return text.str();
}

void check_beta(double a, double b, double share, const char* name) {
  for (const auto& [count, called] : {std::pair(a, "a"), std::pair(b, "b")})
    if (!std::isfinite(count) || count <= 0)
      throw ArgumentError("argument.shape", std::string(called) + " is " + beta_number(count) +
                                                "; a count of the beta distribution is finite and above 0");
  if (!(share >= 0 && share <= 1))
    throw ArgumentError("argument.probability",
                        std::string(name) + " is " + beta_number(share) + "; allowed is a number from 0 to 1");
}

/// Kept away from 0, so that the next division stands.
double away_from_zero(double value) {
  constexpr double tiny = std::numeric_limits<double>::min() * 1e4;
  return std::abs(value) < tiny ? tiny : value;
}

/// The continued fraction of the incomplete beta function, for x below the mean.
double beta_fraction(double a, double b, double x) {
  constexpr int most_terms = 100'000;
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double value = d;
  for (int m = 1; m <= most_terms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double step = d * c;
    value *= step;
    if (std::abs(step - 1) <= std::numeric_limits<double>::epsilon()) break;
  }
  return value;
}

/// The distribution at a point inside, and its slope.
struct BetaPoint {
  double share;
  double slope;
};

/// @param log_beta  ln B(a, b)
BetaPoint beta_point(double a, double b, double log_beta, double x) {
  const double front = std::exp(a * std::log(x) + b * std::log1p(-x) - log_beta);
  const double share =
      x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, 1 - x) / b;
  return {share, front / (x * (1 - x))};
}

double log_beta_of(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

}  // namespace

double beta_cdf(double a, double b, double x) {
  check_beta(a, b, x, "x");
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return beta_point(a, b, log_beta_of(a, b), x).share;
}

double beta_quantile(double a, double b, double probability) {
  check_beta(a, b, probability, "probability");
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  const double log_beta = log_beta_of(a, b);
  double low = 0, high = 1, x = a / (a + b), last_width = 2;
  if (!(x > 0 && x < 1)) x = .5;
  while (x != low && x != high) {
    const BetaPoint at = beta_point(a, b, log_beta, x);
    (at.share < probability ? low : high) = x;
    const double step = (probability - at.share) / at.slope, next = x + step;
    const bool is_flat = !(at.slope > 0 && std::isfinite(at.slope));  // too near an end to be told
    if (!is_flat && std::abs(step) <= std::numeric_limits<double>::epsilon() * x) return x;
    const bool is_inside = next > low && next < high;  // false for NaN
    const bool shrinks = high - low <= last_width / 2;
    x = is_inside && (shrinks || std::abs(step) < (high - low) / 4) ? next : low + (high - low) / 2;
    last_width = high - low;
  }
  return high;
}

}  // namespace guanxi
