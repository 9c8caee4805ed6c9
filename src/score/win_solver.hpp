#pragma once
/// @file
/// The posterior of a model of winning: mode by Newton steps, covariance by Laplace, deviations by marginal likelihood.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "dense.hpp"
#include "win_design.hpp"

namespace guanxi::score::win {

/// Rows with what happened.
struct Sample {
  Table table{};
  std::vector<double> outcome{};
  std::vector<double> weights{};
  std::size_t size{};  ///< one, coefficients, offsets
  std::vector<std::size_t>
      group_ends{};  ///< where the offsets of each group end; the first group starts at table.width
};

/// Ranges of rows: from, until.
using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

/// Deviations of the prior: of coefficients, of the offsets of each group.
struct Scales {
  double spread = .5;
  std::vector<double> groups{};
};

/// A Gaussian prior of independent numbers.
struct Gaussian {
  std::vector<double> mean{};
  std::vector<double> precision{};
};

/// What is believed of the baseline, and where coefficients are pulled to.
struct Belief {
  double base = 0;               ///< log-odds
  double base_precision = 0;     ///< 0: nothing is believed
  std::vector<double> centre{};  ///< of standardised coefficients
};

[[nodiscard]] Gaussian prior_of(const Sample& sample, const Belief& belief, const Scales& scales);

/// Where the posterior is highest, and how it falls off.
struct Mode {
  std::vector<double> at{};
  double loss = 0;            ///< −ln likelihood
  double marginal = 0;        ///< ln of the marginal likelihood by Laplace
  dense::Square information;  ///< of the likelihood at or near the mode, lower triangle
};

/// Sum over rows of w p q x x' at a point, lower triangle.
[[nodiscard]] dense::Square information_at(const Sample& sample, std::span<const double> at, const Ranges& ranges);

/// The mode; `near` is the information at the start if it is known.
[[nodiscard]] Mode find_mode(const Sample& sample, const Ranges& ranges, const Gaussian& prior,
                             std::vector<double> start, const dense::Square* near = nullptr);

/// Mode and covariance with deviations learnt.
struct Posterior {
  std::vector<double> at{};
  dense::Square covariance{0};
  Scales scales{};
  dense::Square information{0};
};

/// How deviations are learnt.
struct Learning {
  bool spread = true;    ///< the spread too, not only those of the groups
  bool average = false;  ///< average over them instead of taking the most likely ones
};

/// The posterior of a sample.
[[nodiscard]] Posterior find_posterior(const Sample& sample, const Ranges& ranges, const Belief& belief, Scales start,
                                       const Learning& learning);

}  // namespace guanxi::score::win
