#pragma once
/// @file
/// From a document to what people open.

#include <guanxi/core/value.hpp>
#include <guanxi/report/document.hpp>

#include <cstddef>
#include <string>

namespace guanxi::report {

/// What a report is written as.
enum class Format {
  html,  ///< one self-contained page: no external resource, works without scripts, light and dark, printable
  md,    ///< Markdown as GitHub reads it; pictures become tables
  text   ///< for a terminal; pictures become tables
};

}  // namespace guanxi::report
namespace guanxi {

template <>
struct Words<report::Format> {
  static constexpr EnumWord table[] = {
      word(report::Format::html, "html", {"网页", "HTML"}),
      word(report::Format::md, "md", {"Markdown", "Markdown"}),
      word(report::Format::text, "text", {"终端文字", "Text"}),
  };
};

}  // namespace guanxi
namespace guanxi::report {

/// How a document is written.
struct RenderOptions {
  Format format = Format::html;  ///< default HTML
  std::size_t columns = 100;     ///< width of terminal text. Default 100. At least 40 are used.
};

/// Writes a document. Every text is escaped: nothing in it can become markup, script or a control sign.
/// @return  UTF-8; the same document gives the same bytes
/// @cost    linear in the texts
[[nodiscard]] std::string render(const Document& document, const RenderOptions& options = {});

}  // namespace guanxi::report
