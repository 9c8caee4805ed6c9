#pragma once
/// @file
/// JSON text as a tree that keeps the order of names and the digits of numbers.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

/// One value of a JSON text.
struct JsonValue {
  /// What it is.
  enum class Kind { null, boolean, number, text, array, object };

  Kind kind{};                       ///< what it is
  std::string text{};                ///< text; number and truth value as written
  std::vector<std::string> names{};  ///< object: names of its members, none twice
  std::vector<JsonValue> items{};    ///< array: elements; object: values of its members
  std::size_t position{};            ///< byte offset of its first sign

  /// The member of this name, or nullptr.
  [[nodiscard]] const JsonValue* find(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &items[i];
    return nullptr;
  }
};

/// Reads JSON (RFC 8259); a byte-order mark before it is passed over.
/// @param utf8  one value, with brackets and braces at most 64 deep
/// @return  the tree; a number keeps its digits, so that whoever asks for it decides how exact it is
/// @throws  ParseError  `json.syntax` with line and column: no UTF-8, no JSON, a name that is given twice, a number
/// beyond
///          the range of double
/// @cost    linear
[[nodiscard]] JsonValue parse_json(std::string_view utf8);

/// “line 3, column 7”: where a byte of a text stands, columns counted in signs.
/// @param utf8      the text
/// @param position  byte offset, at most its size
[[nodiscard]] std::string place_in(std::string_view utf8, std::size_t position);

/// What a kind of value is called in messages: “a number”, “a list”.
[[nodiscard]] std::string_view to_text(JsonValue::Kind kind) noexcept;

}  // namespace guanxi
