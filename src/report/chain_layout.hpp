#pragma once
/// @file
/// Where people stand in the picture of a decision chain: superiors above, everybody on one of a few lines.

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace guanxi::report::detail {

/// Sizes of the picture, in its units.
struct LayoutOptions {
  double card_width = 176;  ///< of a person
  double max_width = 1060;  ///< of the whole; only a single card or a long row of indents may exceed it
  double gap = 30;          ///< between neighbours
  double indent = 24;       ///< room left of subordinates who need more than one line
};

/// Where somebody stands.
struct Seat {
  double x = 0;          ///< left edge
  std::size_t line = 0;  ///< from the top
};

/// Subordinates who stand on one line.
struct Shelf {
  std::size_t line = 0;               ///< their line
  std::vector<std::size_t> people{};  ///< left to right
};

/// The lines from a superior down to the subordinates.
struct Trunk {
  std::size_t superior = 0;     ///< who stands above
  double channel = 0;           ///< x of the line that leads to further shelves
  std::vector<Shelf> shelves{};  ///< top to bottom
};

/// A finished arrangement.
struct Layout {
  std::vector<Seat> seats{};           ///< by person
  std::vector<Trunk> trunks{};         ///< of all superiors
  double width = 0;                    ///< of everything
  std::size_t lines = 0;               ///< of everything
  std::optional<std::size_t> loose{};  ///< first line of those who have neither superior nor subordinate, if others have
};

/// One superior for each person, so that nobody is his own superior over any number of steps.
/// @param count  of people
/// @param reports  pairs (person, superior), the first of a person counts; pairs that close a circle do not
[[nodiscard]] std::vector<std::optional<std::size_t>> superiors(std::size_t count, std::span<const std::pair<std::size_t, std::size_t>> reports);

/// Arranges people under their superiors; siblings that do not fit side by side stand on further lines.
/// @param superior  of each person, as `superiors` gives it
[[nodiscard]] Layout lay_out(const std::vector<std::optional<std::size_t>>& superior, const LayoutOptions& options);

}  // namespace guanxi::report::detail
