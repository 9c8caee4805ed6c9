#pragma once
/// @file
/// Paths of the exact tables: those of core/path.hpp, with marks behind `#`, and the steps that they take.

#include <guanxi/core/field.hpp>
#include <guanxi/core/finding.hpp>

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io::detail {

/// A path and its marks.
struct MarkedPath {
  std::string path{};    ///< without marks
  std::string word{};    ///< `#money`: word of the type
  std::size_t part = 1;  ///< `#2`: which piece of a long text
  bool size = false;     ///< `#size`: the value is a length
  bool known = true;     ///< false if a mark was none of these
};

/// Takes the marks off a path. A `#` inside brackets is no mark.
[[nodiscard]] MarkedPath split_marks(std::string_view text);

/// One step of a path.
struct PathStep {
  const Field* field{};   ///< the field; nullptr for a step inside brackets
  std::size_t number{};   ///< position of the field in its dictionary, or of the element in its list
  std::string key{};      ///< name of a custom field
  bool is_key = false;    ///< the step names a custom field
  std::size_t begin{};    ///< where the step starts in the path, at its bracket if it has one
  std::size_t end{};      ///< where the step ends in the path
};

/// A path followed through the dictionary.
struct PathSteps {
  std::vector<PathStep> steps{};  ///< as far as the path leads
  bool complete = false;          ///< it leads to its end
  std::string_view nearest{};     ///< where a name is unknown: the one most like it
};

/// Follows a path without a record.
/// @param fields  all fields of the record; they outlive the result
[[nodiscard]] PathSteps steps_of(std::span<const Field> fields, std::string_view path);

/// How people call what a path leads to: labels joined by ` · `, elements counted from 1.
/// @return  the rest of the path as it stands where it leads nowhere
[[nodiscard]] Message label_of(std::span<const Field> fields, std::string_view path);

/// True if a path leads to a text or to a custom field: where a spreadsheet may have damaged an identifier.
/// @return  also true where it leads nowhere
[[nodiscard]] bool holds_text(std::span<const Field> fields, std::string_view path);

/// Sorts paths with marks as their leaves lie in the dictionary.
class PathOrder {
 public:
  /// @param fields  all fields of the record
  /// @param marked  a path with marks
  PathOrder(std::span<const Field> fields, std::string_view marked);
  auto operator<=>(const PathOrder&) const = default;

 private:
  struct Place {
    std::size_t number{};
    std::string key{};
    auto operator<=>(const Place&) const = default;
  };
  std::vector<Place> places_;
};

}  // namespace guanxi::io::detail
