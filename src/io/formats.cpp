#include "formats.hpp"

#include <guanxi/core/text.hpp>

#include <algorithm>

namespace guanxi::io::detail {

namespace {

std::size_t digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

}  // namespace

bool fits_format(Format format, std::string_view text) {
  const std::string normal = text::normalize(text);
  const bool mail = normal.find('@') != std::string::npos && normal.find('.') != std::string::npos;
  const std::string letters = "0123456789+-() .#x";
  const bool phone = digits(normal) >= 5 && digits(normal) <= 18 &&
                     (normal.find_first_not_of(letters) == std::string::npos || normal.find("转") != std::string::npos || normal.starts_with("电话") ||
                      normal.starts_with("手机") || normal.starts_with("Tel"));
  switch (format) {
    case Format::email: return mail;
    case Format::phone: return phone;
    case Format::messaging: return !mail && !phone && !normal.empty();
    default: return false;
  }
}

}  // namespace guanxi::io::detail
