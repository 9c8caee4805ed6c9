#pragma once
/// @file
/// The map of influence: who counts, who is for us, who moves whom, and by which way we come to the decider.

#include <guanxi/chain/analysis.hpp>
#include <guanxi/chain/options.hpp>
#include <guanxi/model/decision_chain.hpp>
#include <guanxi/report/chain_picture.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::report {

/// Somebody on the map.
struct MapPerson {
  std::string name{};                     ///< how the person is called
  std::optional<int> influence{};         ///< 0–10: height; unset stands below the lowest line
  std::optional<int> support{};           ///< -2 – +2: column and colour; unset stands in a column of its own
  Coverage coverage = Coverage::unknown;  ///< how well we know them: outline; from multiple on a mark
  double leverage{};                      ///< 0–1: what their attitude moves, against whoever moves most: size of the disc
  bool decides{};                         ///< decider, approver or economic buyer: a second ring
  std::optional<int> meeting{};           ///< place among the next meetings, from 1
  bool operator==(const MapPerson&) const = default;
};

/// What the map shows.
struct InfluenceMap {
  Language language{};              ///< of axes and legend
  std::string title{};              ///< for those who do not see it
  std::vector<MapPerson> people{};  ///< any number
  std::vector<TieLine> ties{};      ///< between different people; others are left out
  std::vector<std::size_t> way{};   ///< positions of those who introduce us to the decider, the decider last; empty if there is no way
  bool operator==(const InfluenceMap&) const = default;
};

/// Reads a map from a chain.
/// @param chain     the chain
/// @param analysis  of this chain, on the day of the map: key players, introductions and next meetings
/// @param options   contacts and how ties act, as for the analysis; its day is not looked at
/// @param language  of axes and legend
/// @return  people by influence, largest first, then by contact id; the way is that to the deciding person of most influence
///          whom somebody can introduce, the three meetings with the largest expected gain are marked
/// @throws  ArgumentError  as chain::analyze
/// @cost    as chain::analyze
[[nodiscard]] InfluenceMap influence_map(const DecisionChain& chain, const chain::ChainAnalysis& analysis, chain::AnalyzeOptions options, Language language);

/// Draws a map. Rows are levels of influence, columns degrees of support; people of one cell stand side by side, so that no two
/// names touch. Names are cut to two lines, in full when the pointer rests on them.
/// @param map        what to draw
/// @param max_width  of the picture in its units, about CSS pixels; at least 320
/// @return  an SVG element with role, title and description, coloured by the style sheet of the page; empty for no people
/// @cost    about 0.2 ms for fifty people
[[nodiscard]] std::string draw(const InfluenceMap& map, double max_width);

/// A picture that brings its colours along, for a file of its own.
/// @param svg  as `draw` gives it
/// @return  the same with a style sheet inside; empty stays empty
[[nodiscard]] std::string with_style(const std::string& svg);

}  // namespace guanxi::report
