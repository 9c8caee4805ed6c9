#pragma once
/// @file
/// The time and randomness of this machine, where nobody gave another.

#include <guanxi/core/timestamp.hpp>

#include <chrono>
#include <random>

namespace guanxi::python {

/// The system's clock.
[[nodiscard]] inline Timestamp now() { return {std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()}; }

/// 64 random bits for identifiers.
[[nodiscard]] inline std::uint64_t fresh_seed() {
  static std::random_device device;
  return std::uint64_t{device()} << 32U | device();
}

}  // namespace guanxi::python
