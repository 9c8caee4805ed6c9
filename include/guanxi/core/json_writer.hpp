#pragma once
/// @file
/// Writes JSON text, in one line or indented.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

/// Takes values one after another and puts commas, line ends and blanks between them. Names, values and brackets must come in
/// an order that JSON allows; nothing checks it.
/// @cost  linear in what is written; memory is kept for the next text by `clear`, not by `take`; one thread at a time
class JsonWriter {
 public:
  /// @param indent  blanks a level; 0 for one line. Requires >= 0.
  explicit JsonWriter(int indent = 0);

  /// Names the next value of an object.
  void name(std::string_view utf8);
  /// A text in quotes; bytes that are no UTF-8 become U+FFFD, one each.
  void text(std::string_view utf8);
  /// A number, truth value or null as it stands.
  void raw(std::string_view json);
  /// Starts an object or array.
  /// @param bracket      `{` or `[`
  /// @param in_one_line  no line ends inside, whatever the indent
  void open(char bracket, bool in_one_line = false);
  /// Ends the innermost object or array, with `}` or `]`.
  void close(char bracket);

  /// What was written since the last `clear` or `take`, without a line end; valid until the next call.
  [[nodiscard]] std::string_view view() const noexcept { return out_; }
  /// What was written, with a line end if it is indented; the next text starts afresh.
  [[nodiscard]] std::string take();
  /// Starts afresh in the same memory.
  void clear() noexcept;

 private:
  void separate();
  void line();
  void quote(std::string_view utf8);
  void escape(char byte);

  struct Level {
    bool in_one_line{};
    bool empty = true;
  };

  std::size_t indent_;
  std::string out_;
  std::vector<Level> levels_;
  bool named_ = false;
};

}  // namespace guanxi
