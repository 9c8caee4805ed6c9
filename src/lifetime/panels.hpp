#pragma once
/// @file
/// Integrals of functions with one peak on the log scale, panel by panel from the peak outwards.
/// The functions here are sums of logarithms of 1 + e^u: they change over lengths of about 1, which panels of that
/// length with Gauss's nodes follow to the last digits, whatever the parameters' powers of ten.

#include <boost/math/quadrature/gauss.hpp>

#include <array>
#include <cmath>

namespace guanxi::lifetime {

/// Fifteen of Gauss's nodes on [-1, 1] with their weights.
struct GaussNodes {
  static constexpr std::size_t count = 15;
  std::array<double, count> at{}, weight{};
};

[[nodiscard]] inline const GaussNodes& gauss_nodes() {
  static const GaussNodes nodes = [] {
    using Rule = boost::math::quadrature::gauss<double, GaussNodes::count>;
    GaussNodes made;
    constexpr std::size_t middle = GaussNodes::count / 2;
    for (std::size_t i = 0; i <= middle; ++i) {
      made.at[middle + i] = Rule::abscissa()[i];
      made.at[middle - i] = -Rule::abscissa()[i];
      made.weight[middle + i] = made.weight[middle - i] = Rule::weights()[i];
    }
    return made;
  }();
  return nodes;
}

/// Calls `visit(u, weight)` at nodes over which Σ weight · f(u) is the integral of f from `low` to `high`.
///
/// f's logarithm rises and then falls, or only one of both. `slope(u)` is the derivative of ln f; `log_f(u)` its value.
/// Panels that add less than 1e-18 of the greatest are left out, so that ends may be far away.
template <class LogF, class Slope, class Visit>
void visit_panels(double low, double high, const LogF& log_f, const Slope& slope, const Visit& visit) {
  constexpr double longest = 1.5, most_change = 8, negligible = 42;
  if (!(high > low)) return;
  double peak = low;
  if (slope(high) >= 0)
    peak = high;
  else if (slope(low) > 0) {
    double left = low, right = high;
    for (int i = 0; i < 80 && right - left > 1e-3; ++i) {
      peak = .5 * (left + right);
      (slope(peak) > 0 ? left : right) = peak;
    }
  }
  const GaussNodes& nodes = gauss_nodes();
  const double top = log_f(peak);
  const auto go = [&](double end, double sign) {
    double at = peak, proposed = longest;
    while (sign * (end - at) > 0) {
      const double here = slope(at);
      double length = std::fmin(proposed, sign * (end - at)), there = slope(at + sign * length);
      while (length * std::fmax(std::fabs(there), std::fabs(here)) > 2 * most_change) {
        length /= 2;
        there = slope(at + sign * length);
      }
      // where the slope has stopped changing, f is an exponential and panels may grow
      proposed = std::fabs(there - here) < 1e-9 ? 2 * length : longest;
      if (length > longest && std::fabs(there - here) > 1e-9) length = longest;
      const double half = .5 * length, middle = at + sign * half;
      for (std::size_t i = 0; i < GaussNodes::count; ++i) visit(middle + half * nodes.at[i], half * nodes.weight[i]);
      at = sign * (end - at) <= length ? end : at + sign * length;
      if (log_f(at) < top - negligible && std::fabs(slope(at)) > 1e-3) break;
    }
  };
  go(high, 1);
  go(low, -1);
}

/// ln of the integral of e^log_f; −∞ for an empty range.
template <class LogF, class Slope>
[[nodiscard]] double log_integral(double low, double high, const LogF& log_f, const Slope& slope) {
  double top = -HUGE_VAL, sum = 0;
  visit_panels(low, high, log_f, slope, [&](double u, double weight) {
    const double height = log_f(u);
    if (height > top) {
      sum *= std::exp(top - height);
      top = height;
    }
    sum += weight * std::exp(height - top);
  });
  return sum > 0 ? top + std::log(sum) : -HUGE_VAL;
}

}  // namespace guanxi::lifetime
