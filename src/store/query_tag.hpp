#pragma once
/// @file
/// Which tags a question about tags means.

#include <optional>
#include <string>
#include <string_view>

namespace guanxi::store::detail {

/// A key and a value to look for; both are compared by their keys, see text::fold.
class TagPattern {
 public:
  /// @param value  nothing for any
  TagPattern(std::string_view key, std::optional<std::string_view> value);
  /// True if one of the tags in a text has the key, and the value or one below it: 制造业/专用设备 lies below 制造业.
  [[nodiscard]] bool fits(std::string_view text) const;

 private:
  std::string key_;
  std::optional<std::string> value_;
};

}  // namespace guanxi::store::detail
