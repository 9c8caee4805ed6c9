#pragma once
/// @file
/// The way into libsodium.

#include <sodium.h>

#include <string_view>

namespace guanxi::access::detail {

/// Starts libsodium once, whichever thread comes first.
/// @throws  Error  `access.sodium` if it cannot start
void start_sodium();

/// A text as libsodium takes bytes.
[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace guanxi::access::detail
