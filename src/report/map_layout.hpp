#pragma once
/// @file
/// Where people stand on the map of influence.

#include <guanxi/report/influence_map.hpp>

#include <string>
#include <vector>

#include "svg.hpp"

namespace guanxi::report::detail {

/// A row of the map: one level of influence.
struct MapBand {
  std::string label{};
  double top = 0, height = 0;
};

/// A column of the map: one degree of support.
struct MapColumn {
  std::optional<int> support{};  ///< unset: attitude unknown
  double left = 0, width = 0;
};

/// Where somebody stands.
struct MapPlace {
  Point disc{};
  double radius = 0;
  std::vector<std::string> name{};
};

/// Where everything stands.
struct MapLayout {
  std::vector<MapBand> bands{};      ///< from the top; 10 to 0, then the unknown if there is one
  std::vector<MapColumn> columns{};  ///< from −2 to +2, then the unknown if there is one
  std::vector<MapPlace> places{};    ///< of the people, in their order
  double name_size = 12, leading = 14;
  double left = 0, right = 0, bottom = 0;
};

/// @param map    at least one person
/// @param width  of everything
[[nodiscard]] MapLayout lay_out(const InfluenceMap& map, double width);

}  // namespace guanxi::report::detail
