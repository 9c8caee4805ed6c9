#pragma once
/// @file
/// Numbers between nought and one.

#include <guanxi/core/error.hpp>

#include <compare>
#include <string>

namespace guanxi {

/// A share, probability or strength in [0, 1].
class Ratio {
 public:
  /// Nought.
  constexpr Ratio() = default;

  /// The number itself.
  /// @throws ArgumentError  `argument.ratio` outside [0, 1] or NaN
  [[nodiscard]] static Ratio checked(double value) {
    if (!(value >= 0 && value <= 1))
      throw ArgumentError("argument.ratio", "a ratio must lie in [0, 1], found " + std::to_string(value));
    return Ratio(value);
  }

  /// The nearest number in [0, 1]; NaN becomes 0.
  [[nodiscard]] static constexpr Ratio clamped(double value) noexcept {
    return Ratio(value >= 1 ? 1.0 : value >= 0 ? value : 0.0);
  }

  /// The number.
  [[nodiscard]] constexpr double value() const noexcept { return value_; }
  auto operator<=>(const Ratio&) const = default;

 private:
  constexpr explicit Ratio(double value) noexcept : value_(value) {}
  double value_ = 0;
};

}  // namespace guanxi
