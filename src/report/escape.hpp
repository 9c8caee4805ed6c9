#pragma once
/// @file
/// Makes text of unknown origin harmless in each output format.

#include <string>
#include <string_view>

namespace guanxi::report::detail {

/// Well-formed UTF-8 without control signs and without signs that turn the direction of reading;
/// tabs become blanks, every kind of line end one line feed.
[[nodiscard]] std::string clean(std::string_view text);

/// `clean`, with line feeds as blanks.
[[nodiscard]] std::string clean_line(std::string_view text);

/// Text for element content and quoted attributes of HTML and SVG.
[[nodiscard]] std::string escape_html(std::string_view text);

/// Text for running text and table cells of Markdown (GFM); line feeds become `<br>`.
[[nodiscard]] std::string escape_markdown(std::string_view text);

}  // namespace guanxi::report::detail
