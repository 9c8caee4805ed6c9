#include "query_tag.hpp"

#include <guanxi/core/text.hpp>
#include <guanxi/model/taxonomy.hpp>

namespace guanxi::store::detail {

namespace {

/// A path of a taxonomy with its parts folded.
std::string folded_path(std::string_view path) {
  std::string folded;
  for (const std::string_view part : text::split(path, {"/"})) folded += (folded.empty() ? "" : "/") + text::fold(part);
  return folded;
}

}  // namespace

TagPattern::TagPattern(std::string_view key, std::optional<std::string_view> value) : key_(text::fold(key)), value_(value ? std::optional(folded_path(*value)) : std::nullopt) {}

bool TagPattern::fits(std::string_view text) const {
  for (const Tag& tag : parse_tags(text))
    if (!tag.key.empty() && text::fold(tag.key) == key_ && (!value_ || is_within(folded_path(tag.value), *value_))) return true;
  return false;
}

}  // namespace guanxi::store::detail
