#pragma once
/// @file
/// The beta distribution: how sure one can be of a share after some counts.

namespace guanxi {

/// The regularized incomplete beta function: the probability that a beta variable is at most x.
/// @param a,b  counts for and against, each finite and > 0
/// @param x    0–1
/// @return  0–1; absolute error below 1e-12 for counts up to a million
/// @throws  ArgumentError  `argument.shape` for a or b that is not allowed, `argument.probability` for x outside 0–1 or
/// NaN
/// @cost    about the square root of the greater count; no shared state
/// @source  NIST Digital Library of Mathematical Functions 8.17.22 (continued fraction), evaluated after Lentz (1976)
[[nodiscard]] double beta_cdf(double a, double b, double x);

/// The value below which a beta variable lies with a probability: the inverse of `beta_cdf`.
/// @param a,b          counts for and against, each finite and > 0
/// @param probability  0–1
/// @return  0–1; 0 gives 0, 1 gives 1
/// @throws  ArgumentError  `argument.shape` for a or b that is not allowed, `argument.probability` for a probability
///                         outside 0–1 or NaN
/// @cost    some sixty calls of `beta_cdf`; no shared state
[[nodiscard]] double beta_quantile(double a, double b, double probability);

}  // namespace guanxi
