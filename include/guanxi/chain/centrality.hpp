#pragma once
/// @file
/// Who stands in the middle of a network: degrees, PageRank, betweenness, eigenvector, closeness and authority.

#include <guanxi/chain/cycles.hpp>
#include <guanxi/chain/graph.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/value.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::chain {

/// Whether an iterated centrality could be given.
enum class CentralityState {
  ok,            ///< it converged
  acyclic,       ///< there is no circle of ties: nothing to iterate
  not_converged  ///< several groups weigh the same: no single answer
};

}  // namespace guanxi::chain
namespace guanxi {

template <>
struct Words<chain::CentralityState> {
  static constexpr EnumWord table[] = {
      word(chain::CentralityState::ok, "ok", {"正常", "Converged"}),
      word(chain::CentralityState::acyclic, "acyclic", {"关系中没有回路", "No circle of ties"}),
      word(chain::CentralityState::not_converged, "not_converged", {"没有唯一答案", "No single answer"}),
  };
};

}  // namespace guanxi
namespace guanxi::chain {

/// How centralities are computed.
struct CentralityOptions {
  bool directed = true;          ///< false: every tie holds in both directions
  double damping = .85;          ///< of PageRank, in [0, 1)
  bool raw_betweenness = false;  ///< pairs as counted, not divided by (n − 1)(n − 2)
};

/// Centralities of numbered nodes; `from → to` reads “asks” or “reports to”.
struct Centralities {
  std::vector<std::int64_t> in_degree{};   ///< how many ask the node
  std::vector<std::int64_t> out_degree{};  ///< how many the node asks
  std::vector<double> pagerank{};          ///< sum 1
  std::vector<double> betweenness{};       ///< in [0, 1], or pairs
  std::vector<double> closeness{};         ///< over distances to the node, in [0, 1]
  std::vector<double> eigenvector{};       ///< L2 norm 1; empty unless the state is ok
  std::vector<double> authority{};         ///< sum 1; empty unless the state is ok
  CentralityState eigenvector_state{};     ///< whether it could be given
  CentralityState authority_state{};       ///< whether it could be given
  double density{};                        ///< ties / possible ties; 0 for fewer than two nodes
  double reciprocity{};                    ///< share of ties that are returned; 0 without ties
  bool operator==(const Centralities&) const = default;
};

namespace detail {

inline std::vector<Edge> proper_edges(std::span<const Edge> edges, bool directed) {
  std::vector<Edge> kept;
  for (const Edge& edge : edges)
    if (edge.from != edge.to) kept.push_back(edge);
  return directed ? kept : both_ways(kept);
}

inline double l1_change(const std::vector<double>& one, const std::vector<double>& other) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += std::abs(one[i] - other[i]);
  return sum;
}

inline std::vector<double> page_rank(const Graph& graph, double damping) {
  const std::size_t n = graph.size();
  const auto nodes = static_cast<double>(n);
  std::vector<double> rank(n, 1 / nodes), next(n);
  for (int step = 0; step < 10'000; ++step) {
    double dangling = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (graph.next(i).empty()) dangling += rank[i];
    next.assign(n, (1 - damping + damping * dangling) / nodes);
    for (std::size_t i = 0; i < n; ++i)
      for (const std::size_t to : graph.next(i))
        next[to] += damping * rank[i] / static_cast<double>(graph.next(i).size());
    const double change = l1_change(rank, next);
    rank.swap(next);
    if (change < 1e-15) break;
  }
  return rank;
}

// One source of Brandes' method: breadth first, then dependencies backwards.
class ShortestPaths {
 public:
  explicit ShortestPaths(const Graph& graph)
      : graph_(graph), distance_(graph.size()), count_(graph.size()), share_(graph.size()) {}

  void run(std::size_t source) {
    distance_.assign(graph_.size(), unseen);
    count_.assign(graph_.size(), 0);
    order_.assign(1, source);
    distance_[source] = 0;
    count_[source] = 1;
    for (std::size_t at = 0; at < order_.size(); ++at) {
      const std::size_t node = order_[at];
      for (const std::size_t to : graph_.next(node)) {
        if (distance_[to] == unseen) {
          distance_[to] = distance_[node] + 1;
          order_.push_back(to);
        }
        if (distance_[to] == distance_[node] + 1) count_[to] += count_[node];
      }
    }
  }

  void add_dependencies(std::vector<double>& betweenness) {
    share_.assign(graph_.size(), 0);
    for (std::size_t at = order_.size(); at-- > 1;) {
      const std::size_t node = order_[at];
      for (const std::size_t to : graph_.next(node))
        if (distance_[to] == distance_[node] + 1) share_[node] += count_[node] / count_[to] * (1 + share_[to]);
      betweenness[node] += share_[node];
    }
  }

  // Wasserman and Faust: closeness within reach, times the share of the others that is within reach.
  [[nodiscard]] double closeness() const noexcept {
    double sum = 0;
    for (const std::size_t node : order_) sum += static_cast<double>(distance_[node]);
    const auto reached = static_cast<double>(order_.size() - 1);
    return sum > 0 ? reached / sum * reached / static_cast<double>(graph_.size() - 1) : 0;
  }

 private:
  static constexpr auto unseen = static_cast<std::size_t>(-1);
  const Graph& graph_;
  std::vector<std::size_t> distance_, order_;
  std::vector<double> count_, share_;
};

inline double norm(const std::vector<double>& vector) noexcept {
  double sum = 0;
  for (const double value : vector) sum += value * value;
  return std::sqrt(sum);
}

// x ← x + Mx, scaled, until it stays; M is what `multiply` adds to its second argument.
template <class Multiply>
CentralityState iterate(std::vector<double>& x, Multiply multiply) {
  for (double& value : x) value = 1 / std::sqrt(static_cast<double>(x.size()));
  std::vector<double> next;
  for (int step = 0; step < 10'000; ++step) {
    next = x;
    multiply(x, next);
    const double length = norm(next);
    for (double& value : next) value /= length;
    const double change = l1_change(x, next);
    x.swap(next);
    if (change < 1e-14 * static_cast<double>(x.size())) return CentralityState::ok;
  }
  return CentralityState::not_converged;
}

inline CentralityState eigenvector_of(const Graph& graph, std::span<const Edge> edges, std::vector<double>& x) {
  if (cycles(graph.size(), edges).empty()) return CentralityState::acyclic;
  x.resize(graph.size());
  const CentralityState state = iterate(x, [&graph](const std::vector<double>& from, std::vector<double>& sum) {
    for (std::size_t i = 0; i < graph.size(); ++i)
      for (const std::size_t to : graph.next(i)) sum[to] += from[i];
  });
  if (state != CentralityState::ok) x.clear();
  return state;
}

inline CentralityState authority_of(const Graph& graph, std::vector<double>& x) {
  x.resize(graph.size());
  const CentralityState state = iterate(x, [&graph](const std::vector<double>& from, std::vector<double>& sum) {
    for (std::size_t i = 0; i < graph.size(); ++i) {
      double hub = 0;
      for (const std::size_t to : graph.next(i)) hub += from[to];
      for (const std::size_t to : graph.next(i)) sum[to] += hub;
    }
  });
  if (state != CentralityState::ok) {
    x.clear();
    return state;
  }
  // what is left of the start where nobody asks is not authority
  double sum = 0;
  for (double& value : x) sum += value = value < 1e-12 ? 0 : value;
  for (double& value : x) value /= sum;
  return state;
}

inline void set_paths(Centralities& answer, const Graph& forward, const Graph& back, bool raw) {
  const std::size_t n = forward.size();
  ShortestPaths out(forward), in(back);
  for (std::size_t node = 0; node < n; ++node) {
    out.run(node);
    out.add_dependencies(answer.betweenness);
    in.run(node);
    answer.closeness[node] = in.closeness();
  }
  if (raw) return;
  const double pairs = n > 2 ? static_cast<double>(n - 1) * static_cast<double>(n - 2) : 1;
  for (double& value : answer.betweenness) value /= pairs;
}

inline void set_degrees(Centralities& answer, const Graph& forward, const Graph& back) {
  const std::size_t n = forward.size();
  std::size_t ties = 0, returned = 0;
  for (std::size_t node = 0; node < n; ++node) {
    answer.in_degree.push_back(static_cast<std::int64_t>(back.next(node).size()));
    answer.out_degree.push_back(static_cast<std::int64_t>(forward.next(node).size()));
    ties += forward.next(node).size();
    for (const std::size_t to : forward.next(node))
      returned += static_cast<std::size_t>(std::binary_search(forward.next(to).begin(), forward.next(to).end(), node));
  }
  if (n > 1) answer.density = static_cast<double>(ties) / (static_cast<double>(n) * static_cast<double>(n - 1));
  if (ties > 0) answer.reciprocity = static_cast<double>(returned) / static_cast<double>(ties);
}

}  // namespace detail

/// Centralities of every node.
/// @param nodes    number of nodes
/// @param edges    between them, each counted once; an edge from a node to itself is left out
/// @param options  direction, damping, scale
/// @return  one value a node in each list; without ties betweenness and closeness are 0 and PageRank is equal for all;
/// nobody asked means authority `acyclic`
/// @throws  ArgumentError  `argument.damping` outside [0, 1); `argument.edge` for an edge to no node
/// @cost    nodes · edges; the iterations stop at a change of 1e-14
/// @source  Page et al. (1998); Brandes (2001), J. Math. Sociol. 25:163; Bonacich (1972); Wasserman and Faust (1994);
/// Kleinberg (1999)
[[nodiscard]] inline Centralities centralities(std::size_t nodes, std::span<const Edge> edges,
                                               const CentralityOptions& options = {}) {
  if (!(options.damping >= 0 && options.damping < 1))
    throw ArgumentError("argument.damping", "damping must lie in [0, 1), found " + std::to_string(options.damping));
  for (const Edge& edge : edges)
    if (edge.from >= nodes || edge.to >= nodes)
      throw ArgumentError("argument.edge", "edge " + std::to_string(edge.from) + " → " + std::to_string(edge.to) +
                                               " leads to no node; there are " + std::to_string(nodes));
  Centralities answer;
  if (nodes == 0) {
    answer.eigenvector_state = answer.authority_state = CentralityState::acyclic;
    return answer;
  }
  const std::vector<Edge> proper = detail::proper_edges(edges, options.directed);
  const Graph forward(nodes, proper), back(nodes, reversed(proper));
  answer.betweenness.resize(nodes);
  answer.closeness.resize(nodes);
  detail::set_degrees(answer, forward, back);
  detail::set_paths(answer, forward, back, options.raw_betweenness);
  answer.pagerank = detail::page_rank(forward, options.damping);
  answer.eigenvector_state = detail::eigenvector_of(forward, proper, answer.eigenvector);
  answer.authority_state = proper.empty() ? CentralityState::acyclic : detail::authority_of(forward, answer.authority);
  return answer;
}

/// A tie between two named nodes.
struct NamedEdge {
  std::string from{};  ///< who asks or reports
  std::string to{};    ///< whom
  bool operator==(const NamedEdge&) const = default;
};

/// The centralities of a named node.
struct NodeCentrality {
  std::string node{};                   ///< its name
  std::int64_t in_degree{};             ///< how many ask it
  std::int64_t out_degree{};            ///< how many it asks
  double pagerank{};                    ///< sum 1 over all nodes
  double betweenness{};                 ///< in [0, 1], or pairs
  double closeness{};                   ///< over distances to the node, in [0, 1]
  std::optional<double> eigenvector{};  ///< L2 norm 1 over all nodes; unset unless its state is ok
  std::optional<double> authority{};    ///< sum 1 over all nodes; unset unless its state is ok
  bool operator==(const NodeCentrality&) const = default;
};

/// The centralities of a named network.
struct NamedCentralities {
  std::vector<NodeCentrality> nodes{};  ///< by name
  CentralityState eigenvector_state{};  ///< whether it could be given
  CentralityState authority_state{};    ///< whether it could be given
  double density{};                     ///< ties / possible ties
  double reciprocity{};                 ///< share of ties that are returned
  bool operator==(const NamedCentralities&) const = default;
};

/// Centralities of everybody who is named in a tie.
/// @param edges    ties by name, in any order
/// @param options  direction, damping, scale
/// @return  nodes sorted by name; empty for no ties; otherwise as `centralities`
/// @throws  ArgumentError  `argument.damping` outside [0, 1)
/// @cost    nodes · edges
[[nodiscard]] inline NamedCentralities centrality(std::span<const NamedEdge> edges,
                                                  const CentralityOptions& options = {}) {
  std::vector<std::string> names;
  for (const NamedEdge& edge : edges) names.insert(names.end(), {edge.from, edge.to});
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto number = [&names](const std::string& name) {
    return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
  };
  std::vector<Edge> numbered;
  for (const NamedEdge& edge : edges) numbered.push_back({number(edge.from), number(edge.to)});
  const Centralities found = centralities(names.size(), numbered, options);
  NamedCentralities answer{.eigenvector_state = found.eigenvector_state,
                           .authority_state = found.authority_state,
                           .density = found.density,
                           .reciprocity = found.reciprocity};
  for (std::size_t i = 0; i < names.size(); ++i) {
    NodeCentrality node{.node = names[i],
                        .in_degree = found.in_degree[i],
                        .out_degree = found.out_degree[i],
                        .pagerank = found.pagerank[i],
                        .betweenness = found.betweenness[i],
                        .closeness = found.closeness[i]};
    if (!found.eigenvector.empty()) node.eigenvector = found.eigenvector[i];
    if (!found.authority.empty()) node.authority = found.authority[i];
    answer.nodes.push_back(std::move(node));
  }
  return answer;
}

}  // namespace guanxi::chain
