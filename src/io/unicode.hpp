#pragma once
/// @file
/// UTF-8 sign by sign, for the byte formats.

#include <cstddef>
#include <string>
#include <string_view>

namespace guanxi::io::detail {

/// Stands for bytes that cannot be read.
inline constexpr char32_t replacement = 0xFFFD;

/// One sign of UTF-8 text.
struct Sign {
  char32_t code{};     ///< code point, U+FFFD if not valid
  std::size_t size{};  ///< bytes taken, at least 1
  bool valid{};        ///< the bytes are well formed
};

/// The sign at a place inside the text (Unicode 15, table 3-7: no overlong forms, no surrogates).
[[nodiscard]] inline Sign sign_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const Sign bad{replacement, 1, false};
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return bad;
  char32_t code = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80u) return bad;
    code = (code << 6) | (byte(at + i) & 0x3Fu);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool outside = code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
  return overlong || outside ? bad : Sign{code, size, true};
}

/// Appends a code point that is no surrogate.
inline void append_utf8(std::string& out, char32_t code) {
  const auto tail = [&](int shift) { out.push_back(static_cast<char>(0x80u | ((code >> shift) & 0x3Fu))); };
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0u | (code >> 6)));
    tail(0);
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0u | (code >> 12)));
    tail(6), tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0u | (code >> 18)));
    tail(12), tail(6), tail(0);
  }
}

/// The text with U+FFFD for each byte that is not well formed.
[[nodiscard]] inline std::string well_formed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Sign sign = sign_at(text, at);
    if (sign.valid)
      out.append(text, at, sign.size);
    else
      append_utf8(out, replacement);
    at += sign.size;
  }
  return out;
}

/// UTF-16 units of UTF-8 text, as Excel counts lengths.
[[nodiscard]] inline std::size_t utf16_size(std::string_view text) noexcept {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Sign sign = sign_at(text, at);
    units += sign.code > 0xFFFF ? 2 : 1;
    at += sign.size;
  }
  return units;
}

}  // namespace guanxi::io::detail
