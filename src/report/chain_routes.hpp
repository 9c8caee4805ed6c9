#pragma once
/// @file
/// Ways for lines between people that pass no card: along the gaps between lines of people and between neighbours.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "chain_layout.hpp"
#include "svg.hpp"

namespace guanxi::report::detail {

/// Heights and ways, from which the picture is drawn.
struct Routes {
  std::vector<Box> cards{};                 ///< by person
  std::vector<std::vector<Point>> ways{};   ///< by tie, from the card of the first person to the card of the second
  std::vector<double> buses{};              ///< by line of people: y of the line above them that leads to their superiors
  double left = 0, right = 0, bottom = 0;   ///< extent of everything; the top is 0
  double loose_label = 0;                   ///< y of the caption above those without reporting line
};

/// Finds the ways.
/// @param heights  of the cards
/// @param ties     pairs of people; nobody is tied to himself
[[nodiscard]] Routes find_routes(const Layout& layout, std::span<const double> heights, std::span<const std::pair<std::size_t, std::size_t>> ties,
                                 const LayoutOptions& options);

}  // namespace guanxi::report::detail
