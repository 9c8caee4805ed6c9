#include <guanxi/core/text.hpp>

#include <algorithm>

#include <utf8proc.h>

#include "utf8.hpp"

namespace guanxi::text {

namespace {

using guanxi::detail::is_scalar;
using guanxi::detail::Utf8Sign;
using guanxi::detail::utf8_sign_at;

void append(std::string& utf8, char32_t c) {
  const auto byte = [&utf8](char32_t bits) { utf8.push_back(static_cast<char>(bits)); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0u | c >> 6);
  } else if (c < 0x10000) {
    byte(0xE0u | c >> 12);
    byte(0x80u | (c >> 6 & 0x3Fu));
  } else {
    byte(0xF0u | c >> 18);
    byte(0x80u | (c >> 12 & 0x3Fu));
    byte(0x80u | (c >> 6 & 0x3Fu));
  }
  byte(0x80u | (c & 0x3Fu));
}

/// Bytes of the outer blank at the start of the text: ASCII white space or U+3000.
std::size_t leading_blank(std::string_view utf8) noexcept {
  if (utf8.empty()) return 0;
  if (utf8[0] == ' ' || (utf8[0] >= '\t' && utf8[0] <= '\r')) return 1;
  return utf8.starts_with("\u3000") ? 3 : 0;
}

std::size_t trailing_blank(std::string_view utf8) noexcept {
  if (utf8.empty()) return 0;
  if (leading_blank(utf8.substr(utf8.size() - 1)) != 0) return 1;
  return utf8.ends_with("\u3000") ? 3 : 0;
}

/// Size of the longest separator that stands at the start of the text.
std::size_t separator_size(std::string_view utf8, const std::vector<std::string_view>& separators) noexcept {
  std::size_t size = 0;
  for (const std::string_view separator : separators)
    if (utf8.starts_with(separator)) size = std::max(size, separator.size());
  return size;
}

}  // namespace

bool is_utf8(std::string_view bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Sign next = utf8_sign_at(bytes, at);
    if (!next.valid) return false;
    at += next.size;
  }
  return true;
}

std::u32string to_code_points(std::string_view utf8) {
  std::u32string signs;
  signs.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const Utf8Sign next = utf8_sign_at(utf8, at);
    signs.push_back(next.code);
    at += next.size;
  }
  return signs;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string utf8;
  utf8.reserve(code_points.size() * 3);
  for (const char32_t c : code_points) append(utf8, is_scalar(c) ? c : guanxi::detail::replacement_sign);
  return utf8;
}

std::string_view trim(std::string_view utf8) noexcept {
  while (const std::size_t size = leading_blank(utf8)) utf8.remove_prefix(size);
  while (const std::size_t size = trailing_blank(utf8)) utf8.remove_suffix(size);
  return utf8;
}

std::vector<std::string_view> split(std::string_view utf8, const std::vector<std::string_view>& separators) {
  std::vector<std::string_view> parts;
  const auto add = [&](std::size_t from, std::size_t to) {
    if (const std::string_view part = trim(utf8.substr(from, to - from)); !part.empty()) parts.push_back(part);
  };
  std::size_t start = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t size = separator_size(utf8.substr(at), separators);
    if (size != 0) {
      add(start, at);
      start = at + size;
    }
    at += std::max<std::size_t>(size, 1);
  }
  add(start, utf8.size());
  return parts;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (const char32_t c : to_code_points(utf8))
    width += static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
  return width;
}

}  // namespace guanxi::text
