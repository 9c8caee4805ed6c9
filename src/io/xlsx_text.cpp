#include "xlsx_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "unicode.hpp"

namespace guanxi::io::detail {

namespace {

constexpr std::size_t longest_name = 31;

void append_escape(std::string& out, char32_t code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += "_x";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(digits[(code >> shift) & 0xFu]);
  out.push_back('_');
}

bool fits_xml(char32_t code) {
  return (code >= 0x20 && code != 0xFFFE && code != 0xFFFF) || code == '\t' || code == '\n';
}

/// True where the text itself reads like an escape, also by the underscore that begins the escape of the next sign.
bool looks_escaped(std::string_view text, std::size_t at) {
  constexpr std::size_t open = 6;
  if (text.size() - at <= open || text[at] != '_' || text[at + 1] != 'x') return false;
  const bool hexadecimal = text.substr(at + 2, 4).find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
  return hexadecimal && (text[at + open] == '_' || !fits_xml(sign_at(text, at + open).code));
}

/// The longest beginning of well-formed text that takes no more than so many UTF-16 units.
std::string_view beginning(std::string_view text, std::size_t units) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Sign sign = sign_at(text, at);
    const std::size_t size = sign.code > 0xFFFF ? 2 : 1;
    if (size > units) break;
    units -= size;
    at += sign.size;
  }
  return text.substr(0, at);
}

std::string lower_case(std::string text) {
  for (char& sign : text)
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  return text;
}

/// Without signs that Excel refuses in names.
std::string cleaned(std::string_view wanted) {
  constexpr std::string_view refused = "[]:*?/\\";
  std::string name;
  for (const char sign : well_formed(wanted)) {
    const bool control = static_cast<unsigned char>(sign) < 0x20 || sign == 0x7F;
    name.push_back(control || refused.find(sign) != std::string_view::npos ? '-' : sign);
  }
  while (name.starts_with('\'')) name.erase(0, 1);
  return name;
}

std::string shortened(std::string_view name, std::size_t units) {
  std::string text(beginning(name, units));
  while (text.ends_with('\'')) text.pop_back();
  return text;
}

/// @source  Unicode 15, East Asian Width: the blocks that are wide throughout
bool is_wide(char32_t code) {
  return (code >= 0x1100 && code < 0x1160) || (code >= 0x2E80 && code < 0xA4D0) || (code >= 0xAC00 && code < 0xD7A4) ||
         (code >= 0xF900 && code < 0xFB00) || (code >= 0xFE30 && code < 0xFE70) || (code >= 0xFF00 && code < 0xFF61) ||
         (code >= 0x1F300 && code < 0x1FB00) || (code >= 0x20000 && code < 0x40000);
}

double width_of(std::string_view line) {
  double width = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Sign sign = sign_at(line, at);
    width += is_wide(sign.code) ? 2 : 1;
    at += sign.size;
  }
  return width;
}

template <class Visit>
void each_line(std::string_view text, const Visit& visit) {
  for (;;) {
    const std::size_t end = text.find('\n');
    visit(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Sign sign = sign_at(text, at);
    if (looks_escaped(text, at))
      append_escape(out, '_');
    else if (fits_xml(sign.code))
      append_utf8(out, sign.code);
    else
      append_escape(out, sign.code);
    at += sign.size;
  }
  return out;
}

std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
  std::string base = cleaned(wanted);
  if (shortened(base, longest_name).empty()) base = "Sheet";
  std::string name = shortened(base, longest_name);
  for (int count = 2; !taken.insert(lower_case(name)).second; ++count) {
    const std::string tail = " (" + std::to_string(count) + ")";
    name = shortened(base, longest_name - tail.size()) + tail;
  }
  return name;
}

double line_width(std::string_view text) {
  double width = 0;
  each_line(text, [&](std::string_view line) { width = std::max(width, width_of(line)); });
  return width;
}

int line_count(std::string_view text, double width) {
  int lines = 0;
  each_line(text,
            [&](std::string_view line) { lines += 1 + static_cast<int>(std::max(width_of(line) - 1, 0.0) / width); });
  return lines;
}

}  // namespace guanxi::io::detail
