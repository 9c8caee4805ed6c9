#pragma once
/// @file
/// Row weights that fade with age.

#include <guanxi/core/error.hpp>

#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// Weights 2^(−age / half-life): what happened long ago counts less.
/// @param ages       age of each row, finite, >= 0, in any unit
/// @param half_life  age at which a row counts half, in the same unit; finite, > 0
/// @return  one weight in [0, 1] for each age
/// @throws  ArgumentError  `argument.half_life`, `argument.age` for anything else
/// @cost    linear
/// @source  docs/methods/score_models.md
[[nodiscard]] inline std::vector<double> half_life_weights(std::span<const double> ages, double half_life) {
  if (!(std::isfinite(half_life) && half_life > 0))
    throw ArgumentError("argument.half_life",
                        "half_life must be a finite number above 0, found " + std::to_string(half_life));
  std::vector<double> weights;
  weights.reserve(ages.size());
  for (const double age : ages) {
    if (!(std::isfinite(age) && age >= 0))
      throw ArgumentError("argument.age", "age of row " + std::to_string(weights.size()) +
                                              " must be a finite number from 0, found " + std::to_string(age));
    weights.push_back(std::exp2(-age / half_life));
  }
  return weights;
}

}  // namespace guanxi::score
