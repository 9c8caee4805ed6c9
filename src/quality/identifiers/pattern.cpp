#include "pattern.hpp"

#include "folding.hpp"

namespace guanxi::quality::detail {

namespace {

bool in_class(char c, char kind) noexcept { return (kind != 'a' && is_digit(c)) || (kind != 'n' && is_letter(c)); }

bool has_one_shape(std::string_view text, std::string_view shape) noexcept {
  std::size_t count = 0;
  for (const char mark : shape) {
    if (is_digit(mark)) {
      count = count * 10 + static_cast<std::size_t>(mark - '0');
      continue;
    }
    const std::size_t run = is_letter(mark) ? 1 : count;
    if (text.size() < run) return false;
    for (const char c : text.substr(0, run))
      if (is_letter(mark) ? c != mark : !in_class(c, mark)) return false;
    text.remove_prefix(run);
    count = 0;
  }
  return text.empty();
}

}  // namespace

bool has_shape(std::string_view text, std::string_view shape) noexcept {
  for (;;) {
    const std::size_t bar = shape.find('|');
    if (has_one_shape(text, shape.substr(0, bar))) return true;
    if (bar == std::string_view::npos) return false;
    shape.remove_prefix(bar + 1);
  }
}

}  // namespace guanxi::quality::detail
