#include "escape.hpp"

#include <guanxi/core/text.hpp>

namespace guanxi::report::detail {

namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm, byte-order marks, non-characters.
bool is_hidden(char32_t c) {
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool is_line_end(char32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }

std::string cleaned(std::string_view text, char32_t line_end) {
  std::u32string kept;
  char32_t before = 0;
  for (const char32_t c : text::to_code_points(text)) {
    if (is_line_end(c)) {
      if (c != '\n' || before != '\r') kept += line_end;
    } else if (c == '\t' || c == 0x0B || c == 0x0C) {
      kept += U' ';
    } else if (!is_control(c) && !is_hidden(c)) {
      kept += c;
    }
    before = c;
  }
  return text::to_utf8(kept);
}

std::string_view html_entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// True for a sign that begins a list, a heading or a rule: at the start, and followed by a blank, its like or nothing.
bool begins_block(std::string_view text, std::size_t at) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  const bool numbered = c == '.' || c == ')';
  return text.find_first_not_of(numbered ? "0123456789 " : " ") >= at && (next == ' ' || next == '\n' || next == c || c == '=');
}

/// True for a colon that may end the scheme of a link or begin an emoji.
bool joins_words(std::string_view text, std::size_t at) {
  const bool after_digit = at > 0 && is_digit(text[at - 1]);
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  return !after_digit && (is_ascii_word(next) || next == '/' || next == '+' || next == '-');
}

/// Whether a sign means something where it stands: phones, dates, times and negative numbers stay readable.
bool needs_backslash(std::string_view text, std::size_t at) {
  constexpr std::string_view everywhere = "\\`*_[]|~$@", at_start = "#+-.)=";
  const char c = text[at];
  if (everywhere.find(c) != std::string_view::npos) return true;
  if (at_start.find(c) != std::string_view::npos) return begins_block(text, at);
  return c == ':' && joins_words(text, at);
}

}  // namespace

std::string clean(std::string_view text) { return cleaned(text, U'\n'); }

std::string clean_line(std::string_view text) { return cleaned(text, U' '); }

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : clean(text)) {
    const std::string_view entity = html_entity(c);
    if (entity.empty()) escaped += c;
    else escaped += entity;
  }
  return escaped;
}

std::string escape_markdown(std::string_view text) {
  const std::string safe = clean(text);
  std::string escaped;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const char c = safe[at];
    if (c == '\n') {
      escaped += "<br>";
    } else if (c == '<' || c == '>' || c == '&') {
      escaped += html_entity(c);
    } else {
      if (needs_backslash(safe, at)) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace guanxi::report::detail
