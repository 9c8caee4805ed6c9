#pragma once
/// @file
/// JSON text as a tree that keeps what readers usually drop: the digits of numbers, the order of names, names given twice.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::io::detail {

/// One value of a JSON text.
struct JsonNode {
  /// What it is.
  enum class Kind { null, boolean, number, text, array, object };

  Kind kind{};                        ///< what it is
  std::string text{};                 ///< text; number as written; `true` or `false`
  std::vector<std::string> names{};   ///< object: names of its members
  std::vector<JsonNode> items{};      ///< array: elements; object: values of its members

  /// True for text, numbers and truth values.
  [[nodiscard]] bool is_scalar() const noexcept { return kind == Kind::boolean || kind == Kind::number || kind == Kind::text; }
  /// The first member of this name, or nullptr.
  [[nodiscard]] const JsonNode* find(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &items[i];
    return nullptr;
  }
};

/// For each member of an object whether an earlier one has its name.
[[nodiscard]] std::vector<bool> repeated_names(const JsonNode& object);

/// Reads JSON.
/// @param utf8       with or without a byte-order mark
/// @param file       name of the file for errors, may be empty
/// @param max_depth  brackets and braces inside each other
/// @throws ParseError  `io.json_syntax` with line and column, `io.json_depth`
[[nodiscard]] JsonNode parse_json(std::string_view utf8, const std::string& file, std::size_t max_depth);

/// The text of a tree in one line.
[[nodiscard]] std::string print_json(const JsonNode& node);

}  // namespace guanxi::io::detail
