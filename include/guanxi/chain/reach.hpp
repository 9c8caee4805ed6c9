#pragma once
/// @file
/// Who has a way to whom.

#include <guanxi/chain/graph.hpp>

namespace guanxi::chain {

/// Marks the nodes from which a directed path leads to one of the targets.
/// @param nodes    number of nodes
/// @param edges    between them
/// @param targets  nodes; they count as reaching themselves
/// @return  one mark for each node
/// @cost    linear in nodes and edges, up to sorting the edges
[[nodiscard]] inline std::vector<bool> reaching(std::size_t nodes, std::span<const Edge> edges,
                                                std::span<const std::size_t> targets) {
  const Graph back(nodes, reversed(edges));
  std::vector<bool> marked(nodes);
  std::vector<std::size_t> open(targets.begin(), targets.end());
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    if (marked[node]) continue;
    marked[node] = true;
    for (const std::size_t before : back.next(node)) open.push_back(before);
  }
  return marked;
}

}  // namespace guanxi::chain
