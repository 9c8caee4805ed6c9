#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guanxi::access {

/// Bytes as pairs of hexadecimal digits.
template <class Bytes>
std::string hex(const Bytes& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += digits[static_cast<std::uint8_t>(byte) >> 4];
    text += digits[static_cast<std::uint8_t>(byte) & 15];
  }
  return text;
}

/// The bytes that pairs of hexadecimal digits stand for.
inline std::string unhex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return bytes;
}

/// So many bytes that count up.
inline std::string counting(std::uint8_t first, std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(first + i);
  return bytes;
}

}  // namespace guanxi::access
