#pragma once
/// @file
/// Writes JSON text, in one line or indented.

#include <string>
#include <string_view>
#include <vector>

#include "json_tree.hpp"

namespace guanxi::io::detail {

/// Takes values one after another and puts commas, line ends and blanks between them.
class JsonText {
 public:
  /// @param indent  blanks a level; 0 for one line
  explicit JsonText(int indent) : indent_(indent) {}

  /// Names the next value of an object.
  void name(std::string_view name);
  /// A text in quotes; bytes that are no UTF-8 become U+FFFD.
  void text(std::string_view utf8);
  /// A number, truth value or null as it stands.
  void raw(std::string_view json);
  /// Starts an object or array.
  /// @param in_one_line  no line ends inside, whatever the indent
  void open(char bracket, bool in_one_line = false);
  /// Ends the innermost object or array.
  void close(char bracket);
  /// The whole text.
  [[nodiscard]] std::string take();

 private:
  void separate();
  void line();
  void quote(std::string_view utf8);

  int indent_;
  std::string out_;
  struct Level {
    bool in_one_line{};
    bool empty = true;
  };
  std::vector<Level> levels_;
  bool named_ = false;
};

/// Writes a tree.
void print(const JsonNode& node, JsonText& text);

}  // namespace guanxi::io::detail
