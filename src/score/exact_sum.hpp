#pragma once
/// @file
/// A sum that does not depend on the order of its terms.

#include <cmath>
#include <cstddef>

namespace guanxi::score {

/// Adds up numbers of size at most 1. Each term is split into two multiples of powers of two so coarse that both sums
/// are exact; what is left lies below 2^-65 for a million terms.
/// @source  Demmel and Nguyen (2013), Fast reproducible floating-point summation, doi 10.1109/ARITH.2013.9
class ExactSum {
 public:
  /// @param count  most terms that are added
  explicit ExactSum(std::size_t count) noexcept {
    int bits = 1;
    while ((std::size_t{1} << bits) < count && bits < 40) ++bits;
    coarse_ = std::ldexp(1.5, bits);  // its last bit is worth 2^(bits - 52)
    fine_ = std::ldexp(1.5, 2 * bits - 53);
  }

  void add(double term) noexcept {
    const double high = (term + coarse_) - coarse_;
    const double low = ((term - high) + fine_) - fine_;
    high_ += high;
    low_ += low;
  }

  [[nodiscard]] double value() const noexcept { return high_ + low_; }

 private:
  double coarse_ = 0, fine_ = 0, high_ = 0, low_ = 0;
};

}  // namespace guanxi::score
