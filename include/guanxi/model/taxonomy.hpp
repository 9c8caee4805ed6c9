#pragma once
/// @file
/// Tags of the form key:value, and the taxonomy that says which are allowed.

#include <guanxi/core/finding_codes.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi {

/// A tag such as 行业:制造业; a text without a colon is a value without a key.
struct Tag {
  std::string key{};    ///< what is told, empty if the text names nothing
  std::string value{};  ///< what it is; parts of a path are separated by `/`
  bool operator==(const Tag&) const = default;
};

namespace detail {

inline std::string_view trim_tag(std::string_view text) noexcept {
  constexpr std::string_view blanks[] = {" ", "\t", "\r", "\n", "\u3000"};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), more = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), more = true;
    }
  }
  return text;
}

/// The place and length of the first of several marks.
inline std::pair<std::size_t, std::size_t> find_mark(std::string_view text, std::span<const std::string_view> marks) noexcept {
  std::pair<std::size_t, std::size_t> first{std::string_view::npos, 0};
  for (const std::string_view mark : marks)
    if (const std::size_t at = text.find(mark); at < first.first) first = {at, mark.size()};
  return first;
}

}  // namespace detail

/// Reads one tag; the colon may be full width.
[[nodiscard]] inline Tag parse_tag(std::string_view text) {
  constexpr std::string_view colons[] = {":", "："};
  const auto [at, size] = detail::find_mark(text, colons);
  if (at == std::string_view::npos) return {{}, std::string(detail::trim_tag(text))};
  return {std::string(detail::trim_tag(text.substr(0, at))), std::string(detail::trim_tag(text.substr(at + size)))};
}

/// Reads tags separated by semicolons or line breaks, which may be full width: “行业:制造业; 规模：中型”.
/// @return  in the order of the text, empty parts left out
[[nodiscard]] inline std::vector<Tag> parse_tags(std::string_view text) {
  constexpr std::string_view separators[] = {";", "；", "\n"};
  std::vector<Tag> tags;
  while (!text.empty()) {
    const auto [at, size] = detail::find_mark(text, separators);
    if (Tag tag = parse_tag(text.substr(0, at)); !tag.key.empty() || !tag.value.empty()) tags.push_back(std::move(tag));
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + size);
  }
  return tags;
}

/// Reads the tags of a record, such as `Customer::tags`.
[[nodiscard]] inline std::vector<Tag> parse_tags(std::span<const std::string> texts) {
  std::vector<Tag> tags;
  for (const std::string& text : texts)
    for (Tag& tag : parse_tags(std::string_view(text))) tags.push_back(std::move(tag));
  return tags;
}

/// The tag as text: `key:value`.
[[nodiscard]] inline std::string to_string(const Tag& tag) { return tag.key.empty() ? tag.value : tag.key + ":" + tag.value; }

/// True if a path of a taxonomy is another one or lies below it: 制造业/专用设备 is within 制造业.
[[nodiscard]] inline bool is_within(std::string_view path, std::string_view ancestor) noexcept {
  return path.starts_with(ancestor) && (path.size() == ancestor.size() || ancestor.empty() || path[ancestor.size()] == '/');
}

/// The tags that a company agrees on: for each key a tree of values, or any value.
class Taxonomy {
 public:
  /// Allows a key with any value.
  void allow(std::string_view key) { values_[std::string(key)]; }
  /// Allows a value of a key, with all values above it: 制造业/专用设备 also allows 制造业.
  void allow(std::string_view key, std::string_view path) { values_[std::string(key)].emplace_back(path); }

  /// The keys, sorted.
  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> all;
    for (const auto& [key, paths] : values_) all.push_back(key);
    return all;
  }
  /// The values of a key in the order in which they were allowed; empty for an unknown key and for one that takes any value.
  [[nodiscard]] std::span<const std::string> values(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? std::span<const std::string>() : std::span<const std::string>(found->second);
  }

  /// What does not fit, in the order of the tags.
  /// @return  `model.tag_key` for a key that is missing or not allowed, `model.tag_value` for a value that is not, with the
  ///          full path as fix where the value is the last part of one
  [[nodiscard]] Findings check(std::span<const Tag> tags) const {
    Findings findings;
    for (const Tag& tag : tags) {
      const auto found = values_.find(tag.key);
      if (found == values_.end()) findings.push_back(finding(finding_code("model.tag_key"), tag, {}));
      else if (!fits(found->second, tag.value)) findings.push_back(finding(finding_code("model.tag_value"), tag, full_path(found->second, tag.value)));
    }
    return findings;
  }

  bool operator==(const Taxonomy&) const = default;

 private:
  static bool fits(const std::vector<std::string>& paths, std::string_view value) {
    if (value.empty()) return false;
    for (const std::string& path : paths)
      if (is_within(path, value)) return true;
    return paths.empty();
  }

  static std::string full_path(const std::vector<std::string>& paths, std::string_view value) {
    if (value.empty()) return {};
    for (const std::string& path : paths)
      for (std::size_t start = 0, end = 0; end != std::string::npos; start = end + 1) {
        end = path.find('/', start);
        if (std::string_view(path).substr(start, end == std::string::npos ? end : end - start) == value) return path.substr(0, end);
      }
    return {};
  }

  static Finding finding(const FindingCode& code, const Tag& tag, const std::string& path) {
    const std::string text = to_string(tag);
    FindingDetail detail;
    detail.kind = "customer";
    detail.field = "tags";
    detail.value = text;
    detail.label = {"标签", "Tags"};
    if (!path.empty()) detail.fix = {"：" + tag.key + ":" + path, ": " + tag.key + ":" + path};
    return make_finding(code, detail);
  }

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

}  // namespace guanxi
