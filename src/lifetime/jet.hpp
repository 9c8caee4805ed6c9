#pragma once
/// @file
/// Numbers that carry their first and second derivatives with them.
/// @source  Griewank, Walther (2008), Evaluating Derivatives, chapter 13 (Taylor arithmetic of low order)

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace guanxi::lifetime {

/// A function's value with gradient and Hessian in N variables.
template <std::size_t N>
struct Jet {
  static constexpr std::size_t pairs = N * (N + 1) / 2;
  double value{};
  std::array<double, N> first{};       // d/dp_i
  std::array<double, pairs> second{};  // d²/dp_i dp_j for j <= i, row by row

  Jet() = default;
  Jet(double constant) : value(constant) {}  // NOLINT(google-explicit-constructor): constants are jets

  /// The variable of a place.
  static Jet variable(double value, std::size_t place) {
    Jet made(value);
    made.first[place] = 1;
    return made;
  }

  Jet& operator+=(const Jet& other) {
    value += other.value;
    for (std::size_t i = 0; i < N; ++i) first[i] += other.first[i];
    for (std::size_t i = 0; i < pairs; ++i) second[i] += other.second[i];
    return *this;
  }
  Jet& operator-=(const Jet& other) {
    value -= other.value;
    for (std::size_t i = 0; i < N; ++i) first[i] -= other.first[i];
    for (std::size_t i = 0; i < pairs; ++i) second[i] -= other.second[i];
    return *this;
  }
  Jet& operator*=(double factor) {
    value *= factor;
    for (std::size_t i = 0; i < N; ++i) first[i] *= factor;
    for (std::size_t i = 0; i < pairs; ++i) second[i] *= factor;
    return *this;
  }

  friend Jet operator+(Jet left, const Jet& right) { return left += right; }
  friend Jet operator-(Jet left, const Jet& right) { return left -= right; }
  friend Jet operator*(Jet left, double factor) { return left *= factor; }
  friend Jet operator*(double factor, Jet right) { return right *= factor; }
  friend Jet operator-(Jet of) { return of *= -1; }
  friend Jet operator*(const Jet& left, const Jet& right) {
    Jet made(left.value * right.value);
    for (std::size_t i = 0; i < N; ++i) made.first[i] = left.value * right.first[i] + right.value * left.first[i];
    for (std::size_t i = 0, at = 0; i < N; ++i)
      for (std::size_t j = 0; j <= i; ++j, ++at)
        made.second[at] = left.value * right.second[at] + right.value * left.second[at] +
                          left.first[i] * right.first[j] + left.first[j] * right.first[i];
    return made;
  }
};

/// All variables at a point.
template <std::size_t N>
[[nodiscard]] std::array<Jet<N>, N> variables(std::span<const double> at) {
  std::array<Jet<N>, N> made;
  for (std::size_t i = 0; i < N; ++i) made[i] = Jet<N>::variable(at[i], i);
  return made;
}

/// f(x) for a function of one variable, given with its derivatives at x.
template <std::size_t N>
[[nodiscard]] Jet<N> chain(const Jet<N>& x, double f, double slope, double curvature) {
  Jet<N> made(f);
  for (std::size_t i = 0; i < N; ++i) made.first[i] = slope * x.first[i];
  for (std::size_t i = 0, at = 0; i < N; ++i)
    for (std::size_t j = 0; j <= i; ++j, ++at)
      made.second[at] = slope * x.second[at] + curvature * x.first[i] * x.first[j];
  return made;
}

inline double log_of(double x) { return std::log(x); }
template <std::size_t N>
[[nodiscard]] Jet<N> log_of(const Jet<N>& x) {
  return chain(x, std::log(x.value), 1 / x.value, -1 / (x.value * x.value));
}

inline double inverse_of(double x) { return 1 / x; }
template <std::size_t N>
[[nodiscard]] Jet<N> inverse_of(const Jet<N>& x) {
  const double inverse = 1 / x.value;
  return chain(x, inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
}

/// ln(e^a + e^b) without overflow.
inline double log_add(double a, double b) {
  const double high = a > b ? a : b, low = a > b ? b : a;
  return low == -HUGE_VAL ? high : high + std::log1p(std::exp(low - high));
}
template <std::size_t N>
[[nodiscard]] Jet<N> log_add(const Jet<N>& a, const Jet<N>& b) {
  Jet<N> made(log_add(a.value, b.value));
  const double share = std::exp(b.value - made.value), rest = std::exp(a.value - made.value);
  std::array<double, N> apart;
  for (std::size_t i = 0; i < N; ++i) {
    apart[i] = b.first[i] - a.first[i];
    made.first[i] = rest * a.first[i] + share * b.first[i];
  }
  for (std::size_t i = 0, at = 0; i < N; ++i)
    for (std::size_t j = 0; j <= i; ++j, ++at)
      made.second[at] = rest * a.second[at] + share * b.second[at] + share * rest * apart[i] * apart[j];
  return made;
}

inline double value_of(double x) { return x; }
template <std::size_t N>
[[nodiscard]] double value_of(const Jet<N>& x) {
  return x.value;
}

}  // namespace guanxi::lifetime
