#pragma once
/// @file
/// A directed graph of numbered nodes, for the methods that ask who is linked to whom.

#include <algorithm>
#include <compare>
#include <cstddef>
#include <span>
#include <vector>

namespace guanxi::chain {

/// A directed edge between two numbered nodes.
struct Edge {
  std::size_t from{};  ///< number of a node
  std::size_t to{};    ///< number of a node
  auto operator<=>(const Edge&) const = default;
};

/// The edges turned round.
[[nodiscard]] inline std::vector<Edge> reversed(std::span<const Edge> edges) {
  std::vector<Edge> turned;
  turned.reserve(edges.size());
  for (const Edge& edge : edges) turned.push_back({edge.to, edge.from});
  return turned;
}

/// The edges in both directions: an undirected graph.
[[nodiscard]] inline std::vector<Edge> both_ways(std::span<const Edge> edges) {
  std::vector<Edge> both = reversed(edges);
  both.insert(both.end(), edges.begin(), edges.end());
  return both;
}

/// Successors of each node, in ascending order, none twice: equal for any order of the edges.
class Graph {
 public:
  /// @param nodes  their number; nodes count from 0
  /// @param edges  between nodes below that number
  Graph(std::size_t nodes, std::span<const Edge> edges) : starts_(nodes + 1) {
    std::vector<Edge> sorted(edges.begin(), edges.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    targets_.reserve(sorted.size());
    for (const Edge& edge : sorted) {
      ++starts_[edge.from + 1];
      targets_.push_back(edge.to);
    }
    for (std::size_t node = 0; node < nodes; ++node) starts_[node + 1] += starts_[node];
  }

  /// Number of nodes.
  [[nodiscard]] std::size_t size() const noexcept { return starts_.size() - 1; }
  /// The nodes to which a node has an edge.
  [[nodiscard]] std::span<const std::size_t> next(std::size_t node) const noexcept {
    return std::span(targets_).subspan(starts_[node], starts_[node + 1] - starts_[node]);
  }

 private:
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> targets_;
};

}  // namespace guanxi::chain
