#pragma once
/// @file
/// Circles in a graph that should have none, such as lines of reporting.

#include <guanxi/chain/graph.hpp>

#include <utility>

namespace guanxi::chain {

namespace detail {

// The nodes left after taking away, again and again, those without a successor or without a predecessor.
inline std::vector<bool> between_cycles(const Graph& forward, const Graph& back) {
  std::vector<bool> left(forward.size(), true);
  for (const auto& [one, other] : {std::pair(&forward, &back), std::pair(&back, &forward)}) {
    std::vector<std::size_t> degree(forward.size()), open;
    for (std::size_t node = 0; node < degree.size(); ++node)
      if (left[node])
        for (const std::size_t to : one->next(node)) degree[node] += static_cast<std::size_t>(left[to]);
    for (std::size_t node = 0; node < degree.size(); ++node)
      if (left[node] && degree[node] == 0) open.push_back(node);
    while (!open.empty()) {
      const std::size_t node = open.back();
      open.pop_back();
      left[node] = false;
      for (const std::size_t before : other->next(node))
        if (left[before] && --degree[before] == 0) open.push_back(before);
    }
  }
  return left;
}

// The shortest way from a node back to itself, empty if there is none; of equally short ones that through smaller
// nodes.
inline std::vector<std::size_t> shortest_cycle(const Graph& graph, std::size_t start,
                                               const std::vector<bool>& allowed) {
  constexpr auto none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> before(graph.size(), none), queue{start};
  for (std::size_t at = 0; at < queue.size(); ++at)
    for (const std::size_t to : graph.next(queue[at])) {
      if (to == start) {
        std::vector<std::size_t> cycle;
        for (std::size_t node = queue[at]; node != start; node = before[node]) cycle.push_back(node);
        cycle.push_back(start);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
      }
      if (!allowed[to] || before[to] != none) continue;
      before[to] = queue[at];
      queue.push_back(to);
    }
  return {};
}

}  // namespace detail

/// Circles such that every node that lies on any circle lies on one of those returned.
/// @param nodes  number of nodes
/// @param edges  directed, between them; an edge from a node to itself is a circle of one
/// @return  each along its edges from its smallest node on; equal for any order of the edges; empty if there is none
/// @cost    linear in nodes and edges without a circle; times the nodes on and between circles otherwise
[[nodiscard]] inline std::vector<std::vector<std::size_t>> cycles(std::size_t nodes, std::span<const Edge> edges) {
  const Graph graph(nodes, edges);
  const std::vector<bool> suspects = detail::between_cycles(graph, Graph(nodes, reversed(edges)));
  std::vector<bool> named(nodes);
  std::vector<std::vector<std::size_t>> found;
  for (std::size_t node = 0; node < nodes; ++node) {
    if (!suspects[node] || named[node]) continue;
    std::vector<std::size_t> cycle = detail::shortest_cycle(graph, node, suspects);
    if (cycle.empty()) continue;
    for (const std::size_t member : cycle) named[member] = true;
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    found.push_back(std::move(cycle));
  }
  return found;
}

}  // namespace guanxi::chain
