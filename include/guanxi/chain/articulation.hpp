#pragma once
/// @file
/// Single points of failure: nodes without which a graph falls apart.

#include <guanxi/chain/graph.hpp>

namespace guanxi::chain {

namespace detail {

// Depth-first search of one component with an explicit stack; `low` is the earliest node that a subtree reaches.
class ArticulationSearch {
 public:
  explicit ArticulationSearch(const Graph& graph)
      : graph_(graph), order_(graph.size()), low_(graph.size()), next_(graph.size()), cuts_(graph.size()) {}

  void run(std::size_t root) {
    if (order_[root] != 0) return;
    std::size_t children = 0;
    enter(root);
    while (!path_.empty()) {
      const std::size_t node = path_.back();
      if (next_[node] < graph_.next(node).size()) {
        visit(node, graph_.next(node)[next_[node]++]);
        continue;
      }
      path_.pop_back();
      if (path_.empty()) break;
      const std::size_t parent = path_.back();
      low_[parent] = (std::min)(low_[parent], low_[node]);
      if (parent == root) {
        ++children;
      } else if (low_[node] >= order_[parent]) {
        cuts_[parent] = true;
      }
    }
    cuts_[root] = children > 1;
  }

  [[nodiscard]] std::vector<std::size_t> cuts() const {
    std::vector<std::size_t> found;
    for (std::size_t node = 0; node < cuts_.size(); ++node)
      if (cuts_[node]) found.push_back(node);
    return found;
  }

 private:
  void enter(std::size_t node) {
    order_[node] = low_[node] = ++clock_;
    path_.push_back(node);
  }

  void visit(std::size_t node, std::size_t to) {
    if (order_[to] == 0) {
      enter(to);
    } else {
      // the way back to the parent changes nothing: low ≥ order of the parent stays
      low_[node] = (std::min)(low_[node], order_[to]);
    }
  }

  const Graph& graph_;
  std::vector<std::size_t> order_, low_, next_, path_;
  std::vector<bool> cuts_;
  std::size_t clock_ = 0;
};

}  // namespace detail

/// The articulation points of the undirected graph: without one of them, some that were linked no longer are.
/// @param nodes  number of nodes
/// @param edges  between them; their direction does not matter
/// @return  in ascending order; empty for fewer than three nodes
/// @cost    linear in nodes and edges, up to sorting the edges; no recursion
/// @source  Tarjan (1972), SIAM J. Comput. 1:146, doi 10.1137/0201010
[[nodiscard]] inline std::vector<std::size_t> articulation_points(std::size_t nodes, std::span<const Edge> edges) {
  const Graph graph(nodes, both_ways(edges));
  detail::ArticulationSearch search(graph);
  for (std::size_t node = 0; node < nodes; ++node) search.run(node);
  return search.cuts();
}

}  // namespace guanxi::chain
