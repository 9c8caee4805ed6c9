#pragma once
/// @file
/// Maximum of a likelihood over positive parameters by Newton steps on their logarithms, from several starts.

#include <guanxi/lifetime/fit.hpp>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "jet.hpp"

namespace guanxi::lifetime {

/// A log-likelihood at a point, with gradient and Hessian by the parameters themselves.
struct Surface {
  double value{};
  std::vector<double> gradient{};
  std::vector<double> hessian{};  ///< lower triangle, row by row
};

template <std::size_t N>
[[nodiscard]] Surface surface_of(const Jet<N>& jet) {
  return {jet.value, {jet.first.begin(), jet.first.end()}, {jet.second.begin(), jet.second.end()}};
}

/// What is climbed.
struct Hill {
  std::function<double(std::span<const double>)> height;    ///< the log-likelihood; may be −∞ or NaN where it fails
  std::function<Surface(std::span<const double>)> surface;  ///< with its derivatives
  std::vector<std::vector<double>> starts{};                ///< parameters to choose starts from, each > 0
  std::vector<std::string_view> names{};                    ///< of the parameters
  std::vector<double> units{};  ///< sizes of parameters that count as neither small nor great
};

/// Climbs and writes what was found: status, parameters with errors, derivatives, climbs.
/// @return  the report; customers, causes and findings are left to the caller
[[nodiscard]] FitReport maximize(const Hill& hill, const FitOptions& options);

/// Checks options of a fit.
/// @throws  ArgumentError  `argument.range`
void demand_options(const FitOptions& options);

}  // namespace guanxi::lifetime
