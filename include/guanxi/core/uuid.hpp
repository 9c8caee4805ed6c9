#pragma once
/// @file
/// 128-bit identifiers as text and as values.

#include <array>
#include <compare>
#include <cstddef>
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

namespace detail {
constexpr int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The 36 signs of a UUID in lower case, in place.
constexpr std::array<char, 36> uuid_signs(const Uuid& uuid) noexcept {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<char, 36> signs{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) signs[at++] = '-';
    signs[at++] = digits[uuid.bytes[i] >> 4];
    signs[at++] = digits[uuid.bytes[i] & 15];
  }
  return signs;
}
}  // namespace detail

/// The 36 signs of a UUID in lower case.
[[nodiscard]] inline std::string to_string(const Uuid& uuid) {
  const auto signs = detail::uuid_signs(uuid);
  return {signs.data(), signs.size()};
}

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
