#pragma once
/// @file
/// Reads the JSON that the store itself wrote into members of records.

#include <guanxi/core/type.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace guanxi::store::detail {

/// Goes through a JSON text value by value. Written here because numbers must come back with the digits they were written with,
/// which the tree of Boost.JSON does not promise.
class JsonReader {
 public:
  /// @param text  outlives the reader
  explicit JsonReader(std::string_view text) : text_(text) {}

  /// True if the next sign is this one; does not move.
  [[nodiscard]] bool is_next(char sign);
  /// Moves past a sign.
  /// @throws FileError  `store.corrupt` if another one stands there
  void take(char sign);
  /// Moves past a sign if it stands there.
  bool take_if(char sign);
  /// A text in quotes, its escapes resolved.
  [[nodiscard]] std::string text();
  /// A number, truth value or null as it stands.
  [[nodiscard]] std::string_view word();
  /// Any value as it stands.
  [[nodiscard]] std::string_view raw();
  /// Calls a function with the name of each member of an object; the function moves past its value.
  template <class Visit>
  void object(Visit&& visit) {
    take('{');
    if (take_if('}')) return;
    do {
      const std::string name = text();
      take(':');
      visit(name);
    } while (take_if(','));
    take('}');
  }
  /// Calls a function for each element of an array; the function moves past it.
  template <class Visit>
  void array(Visit&& visit) {
    take('[');
    if (take_if(']')) return;
    do visit();
    while (take_if(','));
    take(']');
  }

 private:
  void skip_blanks();
  void skip_text();
  void escape(std::string& out);
  [[nodiscard]] char32_t four_digits();
  [[noreturn]] void fail() const;

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Reads a member as `write_json` wrote it without declared run-time fields. A nested field that this program does not know and
/// a word that its enumeration does not have are passed over.
/// @throws FileError  `store.corrupt` if the text is anything else
void read_json(JsonReader& json, const Type& type, void* member);

}  // namespace guanxi::store::detail
