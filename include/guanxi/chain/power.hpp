#pragma once
/// @file
/// The formal head, the real adviser and the broker: often three different people.

#include <guanxi/chain/centrality.hpp>
#include <guanxi/chain/network.hpp>
#include <guanxi/chain/outlook.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace guanxi::chain {

namespace detail {

inline std::size_t people_below(const Graph& subordinates, std::size_t head) {
  std::vector<bool> seen(subordinates.size());
  std::vector<std::size_t> open{head};
  std::size_t count = 0;
  seen[head] = true;
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    for (const std::size_t below : subordinates.next(node)) {
      if (seen[below]) continue;
      seen[below] = true;
      ++count;
      open.push_back(below);
    }
  }
  return count;
}

inline std::optional<std::size_t> formal_head(const Network& network) {
  const auto lines =
      proper_edges(network.edges([](const Link& link) { return link.kind == TieKind::reports_to; }), true);
  const Graph superiors(network.members.size(), lines), subordinates(network.members.size(), reversed(lines));
  std::optional<std::size_t> head;
  std::size_t most = 0;
  for (std::size_t i = 0; i < network.members.size(); ++i) {
    if (!superiors.next(i).empty()) continue;
    if (const std::size_t below = people_below(subordinates, i); below > most) {
      head = i;
      most = below;
    }
  }
  return head;
}

// The first of those whose value is largest, up to rounding; none if nobody's exceeds the floor.
inline std::optional<std::size_t> first_largest(std::span<const double> values, double floor) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] > floor * (1 + 1e-9) && (!best || values[i] > values[*best] * (1 + 1e-9))) best = i;
  return best;
}

inline std::optional<std::size_t> adviser_of(const Network& network) {
  auto heard = network.edges(
      [](const Link& link) { return link.kind == TieKind::influences || link.kind == TieKind::gatekeeps; });
  heard = proper_edges(reversed(heard), true);
  if (heard.empty()) return std::nullopt;
  return first_largest(page_rank(Graph(network.members.size(), heard), .85), 0);
}

inline std::optional<std::size_t> broker_of(const Network& network) {
  const auto ways = network.edges([](const Link& link) { return link.kind != TieKind::conflicts_with; });
  const Graph graph(network.members.size(), proper_edges(ways, false));
  std::vector<double> betweenness(network.members.size());
  ShortestPaths paths(graph);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    paths.run(i);
    paths.add_dependencies(betweenness);
  }
  return first_largest(betweenness, 0);
}

inline void read_power(PowerStructure& power) {
  const auto add = [&power](const std::optional<Person>& who, Label what) {
    if (!who) return;
    const bool first = power.reading.en.empty();
    power.reading.zh += (first ? "" : "；") + std::string(what.zh) + who->name;
    power.reading.en += (first ? "" : "; ") + std::string(what.en) + who->name;
  };
  add(power.head, {"正式负责人是", "the formal head is "});
  add(power.adviser, {"大家真正听取意见的是", "the one people listen to is "});
  add(power.broker, {"各方之间的桥梁是", "the bridge between the sides is "});
}

}  // namespace detail

/// Finds the formal head, the real adviser and the broker.
/// @return  each unset where the ties do not tell; of equals the smallest id
/// @cost    people · ties
/// @source  after Krackhardt (1987); docs/methods/chain.md
[[nodiscard]] inline PowerStructure power_structure(const Network& network) {
  PowerStructure power;
  const auto person = [&network](std::optional<std::size_t> at) {
    return at ? std::optional(network.members[*at].person) : std::nullopt;
  };
  power.head = person(detail::formal_head(network));
  power.adviser = person(detail::adviser_of(network));
  power.broker = person(detail::broker_of(network));
  detail::read_power(power);
  return power;
}

}  // namespace guanxi::chain
