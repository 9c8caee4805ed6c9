#pragma once
/// @file
/// JSON text as a tree with the order of names kept.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need::detail {

/// One value of a JSON text.
struct RuleJson {
  /// What it is.
  enum class Kind { null, boolean, number, text, array, object };

  Kind kind{};                       ///< what it is
  std::string text{};                ///< text; number and truth value as written
  std::vector<std::string> names{};  ///< object: names of its members, none twice
  std::vector<RuleJson> items{};     ///< array: elements; object: values of its members

  /// The member of this name, or nullptr.
  [[nodiscard]] const RuleJson* find(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &items[i];
    return nullptr;
  }
};

/// Reads JSON. Written here so that `need` stands on no other library.
/// @throws  ArgumentError  `need.rule_json` with line and column
[[nodiscard]] RuleJson parse_rule_json(std::string_view utf8);

}  // namespace guanxi::need::detail
