#pragma once
/// @file
/// UTF-8 sign by sign.

#include <cstddef>
#include <string_view>

namespace guanxi::detail {

/// Stands for a byte that does not fit.
inline constexpr char32_t replacement_sign = 0xFFFD;

/// True for the code points of signs: all but the surrogates.
constexpr bool is_scalar(char32_t c) noexcept { return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF); }

/// What stands at a place of the bytes.
struct Utf8Sign {
  char32_t code;     ///< U+FFFD if the byte does not fit
  std::size_t size;  ///< bytes taken, at least 1
  bool valid;        ///< the bytes are well formed
};

/// Bytes of a sign by the first of them; 0 for a byte that starts none.
constexpr std::size_t utf8_size(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// Smallest code point that may take so many bytes.
inline constexpr char32_t smallest_of_size[] = {0, 0, 0x80, 0x800, 0x10000};

/// The sign at a place inside the text (Unicode 15, table 3-7: no overlong forms, no surrogates).
constexpr Utf8Sign utf8_sign_at(std::string_view bytes, std::size_t at) noexcept {
  constexpr Utf8Sign bad{replacement_sign, 1, false};
  const auto lead = static_cast<unsigned char>(bytes[at]);
  const std::size_t size = utf8_size(lead);
  if (size == 1) return {lead, 1, true};
  if (size == 0 || size > bytes.size() - at) return bad;
  char32_t code = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[at + i]);
    if ((byte & 0xC0u) != 0x80u) return bad;
    code = code << 6 | (byte & 0x3Fu);
  }
  return code >= smallest_of_size[size] && is_scalar(code) ? Utf8Sign{code, size, true} : bad;
}

}  // namespace guanxi::detail
