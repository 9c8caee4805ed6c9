#include "folding.hpp"

#include <guanxi/core/text.hpp>

namespace guanxi::quality::detail {

bool is_hyphen(char32_t c) noexcept {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0x30FC;
}

std::string fold_identifier(std::string_view text) {
  std::u32string signs = text::to_code_points(text::normalize(text));
  std::erase_if(signs, [](char32_t c) { return c == U' ' || c == U'.' || c == 0xB7 || c == 0x3002 || is_hyphen(c); });
  for (char32_t& c : signs)
    if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
  return text::to_utf8(signs);
}

}  // namespace guanxi::quality::detail
