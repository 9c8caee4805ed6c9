#include "marked_text.hpp"

#include <guanxi/core/text.hpp>

#include <algorithm>

namespace guanxi::io::detail {

namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool digit_at(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

/// Clauses of normalized text; a comma or dot between digits belongs to a number.
std::vector<std::string_view> clauses(std::string_view text) {
  static constexpr std::string_view ends[] = {",", "。", ";", "、", "\n", "，", "；"};
  std::vector<std::string_view> found;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::ranges::find_if(ends, [&](std::string_view sign) { return text.substr(std::min(at, text.size())).starts_with(sign); });
    const bool inside = end != std::end(ends) && *end == "," && at > 0 && digit_at(text, at - 1) && digit_at(text, at + 1);
    if (at == text.size() || (end != std::end(ends) && !inside)) {
      if (at > start) found.push_back(text.substr(start, at - start));
      start = at + (at == text.size() ? 1 : end->size());
      at = start;
    } else {
      ++at;
    }
  }
  return found;
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::string_view without_colon(std::string_view text) {
  for (const std::string_view skip : {" ", ":", "约为", "为", "是"})
    if (text.starts_with(skip)) return without_colon(text.substr(skip.size()));
  return text;
}

/// The longest beginning (after a mark) or end (before a mark) of some words that can be read.
std::optional<Marked> longest(const Field& field, std::string_view words, bool from_start, const ReadOptions& options) {
  for (std::size_t cut = 0; cut < words.size(); ++cut) {
    const std::size_t edge = from_start ? words.size() - cut : cut;
    if (edge < words.size() && !starts_character(words[edge])) continue;
    Marked marked{{}, std::string(text::trim(from_start ? words.substr(0, edge) : words.substr(edge)))};
    if (marked.text.empty()) continue;
    marked.reading = read_field(field, marked.text, options);
    if (marked.reading.ok() && is_set(marked.reading.value)) return marked;
  }
  return std::nullopt;
}

std::optional<Marked> find_by(std::string_view marker, const Field& field, std::string_view clause, const ReadOptions& options) {
  const std::size_t place = marker.find("{}");
  const std::string before = lower(text::normalize(marker.substr(0, place)));
  const std::string after = lower(text::normalize(marker.substr(place + 2)));
  const std::string lowered = lower(std::string(clause));
  std::size_t start = 0;
  if (!before.empty()) {
    start = lowered.find(before);
    if (start == std::string::npos) return std::nullopt;
    start += before.size();
  }
  const std::size_t end = after.empty() ? clause.size() : lowered.find(after, start);
  if (end == std::string::npos) return std::nullopt;
  const std::string_view words = without_colon(clause.substr(start, end - start));
  return longest(field, words, !before.empty() && after.empty(), options);
}

}  // namespace

std::optional<Marked> find_marked(const Field& field, std::string_view text, const ReadOptions& options) {
  const std::string normal = text::normalize(text);
  for (const std::string_view marker : text::split(field.notes.marker, {"|"}))
    for (const std::string_view clause : clauses(normal))
      if (auto marked = find_by(marker, field, clause, options)) return marked;
  return std::nullopt;
}

}  // namespace guanxi::io::detail
