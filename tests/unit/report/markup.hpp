#pragma once
/// @file
/// Reads the markup that reports write, strictly: the tests' own idea of what is well formed.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::markup {

/// What is wrong with some HTML or SVG; empty if every tag is closed in order and every attribute quoted.
inline std::string problem(std::string_view markup) {
  constexpr std::array<std::string_view, 3> single{"meta", "link", "br"};
  std::vector<std::string> open;
  for (std::size_t at = markup.find('<'); at != std::string_view::npos; at = markup.find('<', at)) {
    std::size_t end = at + 1;
    bool quoted = false;
    for (; end < markup.size() && (quoted || markup[end] != '>'); ++end) {
      if (markup[end] == '"') quoted = !quoted;
      if (!quoted && markup[end] == '<') return "stray < at " + std::string(markup.substr(at, 40));
    }
    if (end >= markup.size()) return "tag is not closed: " + std::string(markup.substr(at, 40));
    const std::string_view tag = markup.substr(at + 1, end - at - 1);
    const std::string name(tag.substr(tag.starts_with('/') ? 1 : 0, tag.find_first_of(" \n>", 1) - (tag.starts_with('/') ? 1 : 0)));
    at = end + 1;
    if (tag.starts_with('!') || tag.ends_with('/') || std::ranges::find(single, name) != single.end()) continue;
    if (!tag.starts_with('/')) {
      open.push_back(name);
      if (name == "style" || name == "script") at = markup.find("</" + name, at);
    } else {
      if (open.empty() || open.back() != name) return "</" + name + "> closes <" + (open.empty() ? "nothing" : open.back()) + ">";
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

/// How often a text occurs.
inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) ++found;
  return found;
}

/// The values of an attribute, in order.
inline std::vector<std::string> attributes(std::string_view markup, std::string_view name) {
  std::vector<std::string> values;
  const std::string start = " " + std::string(name) + "=\"";
  for (std::size_t at = 0; (at = markup.find(start, at)) != std::string_view::npos;) {
    at += start.size();
    const std::size_t end = markup.find('"', at);
    values.emplace_back(markup.substr(at, end - at));
    at = end;
  }
  return values;
}

}  // namespace guanxi::markup
