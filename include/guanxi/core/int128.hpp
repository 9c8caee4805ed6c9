#pragma once
/// @file
/// Whole numbers of 128 bits, in which sums of money cannot overflow.

#include <cstdint>
#include <optional>

namespace guanxi {

/// A whole number of 128 bits.
// NOLINTNEXTLINE(modernize-use-using): only a typedef can be an extension
__extension__ typedef __int128 Int128;

/// The number in 64 bits, if it fits.
[[nodiscard]] constexpr std::optional<std::int64_t> narrowed(Int128 number) noexcept {
  const auto made = static_cast<std::int64_t>(number);
  if (made != number) return std::nullopt;
  return made;
}

}  // namespace guanxi
