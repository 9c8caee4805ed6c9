#pragma once
/// @file
/// The picture of the priority matrix: nine cells of urgency and importance with the needs as numbered chips.

#include <guanxi/need/matrix.hpp>

#include <string>
#include <vector>

namespace guanxi::report {

/// A need in the picture.
struct MatrixChip {
  int number{};           ///< as in the list beside the picture
  need::Cell cell{};      ///< where it stands
  bool overdue{};         ///< drawn in the colour of things that are late
  std::string statement{};  ///< shown when the pointer rests on the chip
  bool operator==(const MatrixChip&) const = default;
};

/// What the picture shows.
struct MatrixPicture {
  Language language{};              ///< of labels
  std::string title{};              ///< for those who do not see it
  double cut = .5;                  ///< an axis of the quadrants is high above this level
  std::vector<MatrixChip> chips{};  ///< any number to a cell
  bool operator==(const MatrixPicture&) const = default;
};

/// Draws a picture, urgency to the right and importance upwards; cells grow with what they hold.
/// @return  an SVG element with role, title and description, coloured by the style sheet of the page
[[nodiscard]] std::string draw(const MatrixPicture& picture);

}  // namespace guanxi::report
