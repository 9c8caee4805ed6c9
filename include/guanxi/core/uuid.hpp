#pragma once
/// @file
/// 128-bit identifiers as text and as values.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi {

/// A UUID (RFC 9562); all zero means unset.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};  ///< network order

  /// False for the null UUID.
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return *this != Uuid{}; }
  auto operator<=>(const Uuid&) const = default;
};

/// The 36 signs of a UUID in lower case.
[[nodiscard]] inline std::string to_string(const Uuid& uuid) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += digits[uuid.bytes[i] >> 4];
    text += digits[uuid.bytes[i] & 15];
  }
  return text;
}

namespace detail {
constexpr int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace detail

/// Reads the 36-sign form.
/// @return  nothing if the text is anything else
[[nodiscard]] constexpr std::optional<Uuid> parse_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  std::size_t at = 0;
  for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
    if ((i == 4 || i == 6 || i == 8 || i == 10) && text[at++] != '-') return std::nullopt;
    const int high = detail::hex_digit(text[at++]);
    const int low = detail::hex_digit(text[at++]);
    if (high < 0 || low < 0) return std::nullopt;
    uuid.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return uuid;
}

}  // namespace guanxi
