#pragma once
/// @file
/// How wide text is without a font at hand: estimates that err on the wide side.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::report::detail {

/// A size and weight of letters.
struct Face {
  double size = 13;   ///< em in units of the picture
  bool bold = false;  ///< bold letters are wider
};

/// Width of a line: one em for a Chinese sign, the widths of a broad sans-serif for Latin letters.
[[nodiscard]] double text_width(std::string_view utf8, const Face& face);

/// Breaks a text into lines: between words, between Chinese signs (never before a closing mark), inside a word that is too long.
/// @param width      of a line, > 0
/// @param max_lines  at least 1; what does not fit is cut and marked with “…”
/// @return  no line for a blank text
[[nodiscard]] std::vector<std::string> wrap(std::string_view utf8, double width, const Face& face, std::size_t max_lines);

/// Breaks a text into lines of at most so many columns of a terminal, by the same rules.
[[nodiscard]] std::vector<std::string> wrap_columns(std::string_view utf8, std::size_t columns);

}  // namespace guanxi::report::detail
