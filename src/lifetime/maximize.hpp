#pragma once
/// @file
/// Maximum of a likelihood over positive parameters by Newton steps on their logarithms, from several starts.

#include <guanxi/lifetime/fit.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "jet.hpp"

namespace guanxi::lifetime {

/// A log-likelihood at a point, with gradient and Hessian by the logarithms of the parameters.
struct Surface {
  double value{};
  std::vector<double> gradient{};
  std::vector<double> hessian{};  ///< lower triangle, row by row
};

/// From derivatives by the parameters to those by their logarithms.
template <std::size_t N>
[[nodiscard]] Surface surface_of(const Jet<N>& jet, std::span<const double> at) {
  Surface made{jet.value, std::vector<double>(N), std::vector<double>(Jet<N>::pairs)};
  for (std::size_t i = 0, place = 0; i < N; ++i) {
    made.gradient[i] = at[i] * jet.first[i];
    for (std::size_t j = 0; j <= i; ++j, ++place)
      made.hessian[place] = at[i] * at[j] * jet.second[place] + (i == j ? made.gradient[i] : 0);
  }
  return made;
}

/// What is climbed.
struct Hill {
  std::function<double(std::span<const double>)> height;    ///< the log-likelihood; may be −∞ or NaN where it fails
  std::function<Surface(std::span<const double>)> surface;  ///< with its derivatives
  std::vector<std::vector<double>> starts{};                ///< parameters to choose starts from, each > 0
  std::vector<std::string> names{};                         ///< of the parameters
  std::vector<double> units{};  ///< sizes of parameters that count as neither small nor great
};

/// Climbs and writes what was found: status, parameters with errors, derivatives, climbs.
/// @return  the report; customers, causes and findings are left to the caller
[[nodiscard]] FitReport maximize(const Hill& hill, const FitOptions& options);

/// Tells one parameter, its error and its covariances in another unit.
void scale_parameter(FitReport& report, std::size_t place, double factor);

/// Checks options of a fit.
/// @throws  ArgumentError  `argument.range`
void demand_options(const FitOptions& options);

}  // namespace guanxi::lifetime
