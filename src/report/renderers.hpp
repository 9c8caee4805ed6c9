#pragma once
/// @file
/// The writers behind `render`, and the fixed parts of a page.

#include <guanxi/report/document.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace guanxi::report::detail {

/// A self-contained page.
[[nodiscard]] std::string write_html(const Document& document);
/// Markdown.
[[nodiscard]] std::string write_markdown(const Document& document);
/// Terminal text of a width.
[[nodiscard]] std::string write_terminal(const Document& document, std::size_t columns);

/// Colours, letters and layout of pages and pictures.
[[nodiscard]] std::string style_sheet();
/// The part of it that colours pictures, for a picture that stands alone.
[[nodiscard]] std::string picture_style();
/// Filters and sorts ranked tables; pages work without it.
[[nodiscard]] std::string_view script() noexcept;

/// Word of a tone, which is also its style class.
[[nodiscard]] constexpr std::string_view tone_word(Tone tone) noexcept {
  constexpr std::string_view words[] = {"", "accent", "good", "fair", "poor", "muted"};
  return words[static_cast<int>(tone)];
}

/// The text of a line without any style, runs joined as they stand.
[[nodiscard]] inline std::string plain_text(const Line& line) {
  std::string text;
  for (const Run& run : line) text += run.text;
  return text;
}

}  // namespace guanxi::report::detail
