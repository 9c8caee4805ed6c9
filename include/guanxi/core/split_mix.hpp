#pragma once
/// @file
/// Random numbers that are the same on every machine.

#include <cstdint>

namespace guanxi {

/// SplitMix64: equal seeds make equal sequences everywhere.
/// @source  Steele, Lea, Flood (2014), Fast Splittable Pseudorandom Number Generators, OOPSLA,
/// doi 10.1145/2660193.2660195
class SplitMix {
 public:
  /// @param seed  start of the sequence; any number
  constexpr explicit SplitMix(std::uint64_t seed = 0) noexcept : state_(seed) {}

  /// The next 64 random bits.
  [[nodiscard]] constexpr std::uint64_t next() noexcept {
    std::uint64_t bits = state_ += 0x9e3779b97f4a7c15U;
    bits = (bits ^ bits >> 30U) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ bits >> 27U) * 0x94d049bb133111ebU;
    return bits ^ bits >> 31U;
  }

  /// A whole number from 0 to count − 1, each as likely as another.
  /// @param count  > 0
  [[nodiscard]] constexpr std::uint64_t below(std::uint64_t count) noexcept {
    const std::uint64_t rest = (UINT64_MAX % count + 1) % count;  // numbers at the upper end that would favour some
    std::uint64_t bits = next();
    while (bits > UINT64_MAX - rest) bits = next();
    return bits % count;
  }

 private:
  std::uint64_t state_;
};

}  // namespace guanxi
