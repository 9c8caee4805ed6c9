#pragma once
/// @file
/// Writes SVG: shapes with style classes, numbers to a tenth, text escaped.

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::report::detail {

/// A place in a picture.
struct Point {
  double x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

/// An upright rectangle.
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
  [[nodiscard]] Point center() const { return {x + width / 2, y + height / 2}; }
};

/// Places things of different widths in lines, left to right.
struct Flow {
  double left = 0, width = 0;  ///< of the lines
  double x = 0, y = 0;         ///< where the next thing may stand
  double leading = 0;          ///< from line to line

  /// Where something of this width stands.
  Point next(double needed) {
    if (x > left && x + needed > left + width) {
      x = left;
      y += leading;
    }
    const Point at{x, y};
    x += needed;
    return at;
  }
};

/// A number as pictures hold it: at most one decimal.
[[nodiscard]] std::string number(double value);

/// The data of a path along points, its corners rounded.
[[nodiscard]] std::string rounded_path(const std::vector<Point>& points, double radius);

/// A picture being written. Colours come from the style sheet of the page, by class.
class Svg {
 public:
  /// @param kind   style class of the whole
  /// @param frame  visible part; its size is the natural size
  Svg(std::string_view kind, const Box& frame, std::string_view title, std::string_view description);

  void open(std::string_view group);                          ///< begins a group
  void tooltip(std::string_view text);                        ///< shown when the pointer rests on the group
  void close();                                               ///< ends a group
  void rect(const Box& box, double radius, std::string_view style);
  void circle(Point center, double radius, std::string_view style);
  void path(std::string_view data, std::string_view style, double width = 0);
  void text(Point baseline, std::string_view style, std::string_view text);
  /// Text that reads upwards.
  void turned(Point baseline, std::string_view style, std::string_view text);
  /// Lines one below the other.
  void lines(Point baseline, double leading, std::string_view style, const std::vector<std::string>& lines);

  /// The finished picture.
  [[nodiscard]] std::string finish() &&;

 private:
  std::string out_;
};

}  // namespace guanxi::report::detail
