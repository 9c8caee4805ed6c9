#include "map_layout.hpp"

#include <algorithm>
#include <cmath>

#include "metrics.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

constexpr double axis_width = 30, empty_band = 15, disc_half = 27, slot_width = 84;

/// The row of a level: 0 is influence 10, 11 the unknown.
std::size_t band_of(const MapPerson& person) { return person.influence ? static_cast<std::size_t>(10 - std::clamp(*person.influence, 0, 10)) : 11; }

/// The column of a support: 5 is the unknown.
std::size_t column_of(const MapPerson& person) { return person.support ? static_cast<std::size_t>(std::clamp(*person.support, -2, 2) + 2) : 5; }

/// The people of each cell of one row, in their order.
std::vector<std::vector<std::size_t>> cells_of(const InfluenceMap& map, std::size_t band, std::size_t columns) {
  std::vector<std::vector<std::size_t>> cells(columns);
  for (std::size_t i = 0; i < map.people.size(); ++i)
    if (band_of(map.people[i]) == band) cells[column_of(map.people[i])].push_back(i);
  return cells;
}

/// Stands the people of a cell side by side and in lines below each other.
/// @return  height that is needed
double fill_cell(MapLayout& layout, const std::vector<std::size_t>& people, const MapColumn& column, double top) {
  const auto in_line = static_cast<std::size_t>(std::max(1.0, std::floor(column.width / slot_width)));
  double y = top;
  for (std::size_t first = 0; first < people.size(); first += in_line) {
    const std::size_t count = std::min(in_line, people.size() - first);
    const double pitch = column.width / static_cast<double>(count);
    std::size_t lines = 1;
    for (std::size_t i = 0; i < count; ++i) {
      MapPlace& place = layout.places[people[first + i]];
      place.disc = {column.left + pitch * (static_cast<double>(i) + .5), y + disc_half};
      lines = std::max(lines, place.name.size());
    }
    y += 2 * disc_half + layout.leading * static_cast<double>(lines) + 4;
  }
  return y - top;
}

}  // namespace

MapLayout lay_out(const InfluenceMap& map, double width) {
  width = std::max(width, 320.0);
  MapLayout layout{.left = axis_width, .right = width};
  const bool narrow = width < 700;
  if (narrow) layout.name_size = 10.5, layout.leading = 12.5;
  const std::size_t columns = std::ranges::any_of(map.people, [](const MapPerson& person) { return !person.support; }) ? 6 : 5;
  const std::size_t bands = std::ranges::any_of(map.people, [](const MapPerson& person) { return !person.influence; }) ? 12 : 11;
  const double column_width = (width - axis_width) / static_cast<double>(columns);
  for (std::size_t c = 0; c < columns; ++c)
    layout.columns.push_back({c < 5 ? std::optional(static_cast<int>(c) - 2) : std::nullopt, axis_width + column_width * static_cast<double>(c), column_width});
  const double slots = std::max(1.0, std::floor(column_width / slot_width));
  for (const MapPerson& person : map.people) {
    MapPlace place{.radius = 9 + 8 * std::sqrt(std::clamp(person.leverage, 0.0, 1.0))};
    place.name = wrap(person.name, column_width / slots - 6, {layout.name_size, true}, 2);
    if (place.name.empty()) place.name = wrap(say(words::unnamed, map.language), column_width / slots - 6, {layout.name_size, true}, 2);
    layout.places.push_back(std::move(place));
  }
  double y = 0;
  for (std::size_t band = 0; band < bands; ++band) {
    double height = empty_band;
    const auto cells = cells_of(map, band, columns);
    for (std::size_t c = 0; c < columns; ++c) height = std::max(height, fill_cell(layout, cells[c], layout.columns[c], y));
    layout.bands.push_back({band < 11 ? std::to_string(10 - band) : "?", y, height});
    y += height;
  }
  layout.bottom = y;
  return layout;
}

}  // namespace guanxi::report::detail
