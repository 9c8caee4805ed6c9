#include "metrics.hpp"

#include <guanxi/core/text.hpp>

#include <algorithm>

#include "escape.hpp"

namespace guanxi::report::detail {

namespace {

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || (c >= 0x2100 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFE6) ||
         c >= 0x1F000;
}

bool is_combining(char32_t c) { return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200D) || (c >= 0xFE00 && c <= 0xFE0F); }

/// Width of a sign in em.
double em(char32_t c) {
  if (is_combining(c)) return 0;
  if (is_wide(c)) return 1;
  if (c >= 0x80) return .75;
  constexpr std::u32string_view narrow = U"iIjl.,:;'|![]()/ ";
  constexpr std::u32string_view broad = U"mwMW@%";
  if (narrow.find(c) != std::u32string_view::npos) return .37;
  if (broad.find(c) != std::u32string_view::npos) return 1;
  if (c >= 'A' && c <= 'Z') return .76;
  return .63;
}

/// Measures signs in a face.
struct InFace {
  Face face;
  double operator()(char32_t c) const { return em(c) * face.size * (face.bold ? 1.1 : 1.0); }
};

/// Measures signs in columns of a terminal.
struct InColumns {
  double operator()(char32_t c) const {
    return c >= 0x20 && c < 0x7F ? 1 : static_cast<double>(text::display_width(text::to_utf8({&c, 1})));
  }
};

template <class Measure>
double width_of(std::u32string_view signs, Measure measure) {
  double width = 0;
  for (const char32_t c : signs) width += measure(c);
  return width;
}

/// Signs that may not begin a line.
bool closes(char32_t c) {
  constexpr std::u32string_view closing = U"，。、；：？！）】》”’…,.;:?!)]}%";
  return closing.find(c) != std::u32string_view::npos;
}

/// Signs that may not end a line.
bool opens(char32_t c) {
  constexpr std::u32string_view opening = U"（【《“‘([{";
  return opening.find(c) != std::u32string_view::npos;
}

bool may_break(std::u32string_view signs, std::size_t before) {
  const char32_t left = signs[before - 1], right = signs[before];
  if (closes(right) || opens(left)) return false;
  return left == ' ' || right == ' ' || left == '-' || left == '/' || is_wide(left) || is_wide(right);
}

/// How many signs of a text fit on one line; at least one.
template <class Measure>
std::size_t fitting(std::u32string_view signs, double width, Measure measure) {
  std::size_t count = 0;
  double used = 0;
  while (count < signs.size() && (used += measure(signs[count])) <= width) ++count;
  if (count == signs.size()) return count;
  for (std::size_t at = count; at > 0; --at)
    if (may_break(signs, at)) return at;
  return std::max<std::size_t>(count, 1);
}

std::u32string_view trimmed(std::u32string_view signs) {
  while (!signs.empty() && signs.front() == ' ') signs.remove_prefix(1);
  while (!signs.empty() && signs.back() == ' ') signs.remove_suffix(1);
  return signs;
}

template <class Measure>
std::u32string shortened(std::u32string_view signs, double width, Measure measure) {
  while (!signs.empty() && width_of(signs, measure) + measure(U'…') > width) signs.remove_suffix(1);
  return std::u32string(trimmed(signs)) + U"…";
}

template <class Measure>
std::vector<std::string> broken(std::string_view utf8, double width, Measure measure, std::size_t max_lines) {
  const std::u32string signs = text::to_code_points(clean_line(utf8));
  std::u32string_view rest = trimmed(signs);
  std::vector<std::string> lines;
  while (!rest.empty()) {
    const std::size_t count = fitting(rest, width, measure);
    if (lines.size() + 1 >= max_lines && count < rest.size()) {
      lines.push_back(text::to_utf8(shortened(rest, width, measure)));
      break;
    }
    lines.push_back(text::to_utf8(trimmed(rest.substr(0, count))));
    rest = trimmed(rest.substr(count));
  }
  return lines;
}

}  // namespace

double text_width(std::string_view utf8, const Face& face) { return width_of(text::to_code_points(utf8), InFace{face}); }

std::vector<std::string> wrap(std::string_view utf8, double width, const Face& face, std::size_t max_lines) {
  return broken(utf8, width, InFace{face}, max_lines);
}

std::vector<std::string> wrap_columns(std::string_view utf8, std::size_t columns) {
  return broken(utf8, static_cast<double>(columns), InColumns{}, static_cast<std::size_t>(-1));
}

}  // namespace guanxi::report::detail
