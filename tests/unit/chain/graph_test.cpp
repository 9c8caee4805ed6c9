#include "support/shared_data.hpp"

#include <guanxi/chain/articulation.hpp>
#include <guanxi/chain/cycles.hpp>
#include <guanxi/chain/reach.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace guanxi::chain {
namespace {

using Matrix = std::vector<std::vector<bool>>;

// Who can reach whom in at least one step (Warshall): the slow reference.
Matrix closure(std::size_t nodes, const std::vector<Edge>& edges) {
  Matrix reach(nodes, std::vector<bool>(nodes));
  for (const Edge& edge : edges) reach[edge.from][edge.to] = true;
  for (std::size_t k = 0; k < nodes; ++k)
    for (std::size_t i = 0; i < nodes; ++i)
      for (std::size_t j = 0; j < nodes; ++j)
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
  return reach;
}

// Number of connected parts among the nodes that are kept.
std::size_t parts(std::size_t nodes, const std::vector<Edge>& edges, std::size_t without) {
  std::vector<Edge> kept;
  for (const Edge& edge : edges)
    if (edge.from != without && edge.to != without) kept.push_back(edge);
  const Matrix reach = closure(nodes, both_ways(kept));
  std::set<std::set<std::size_t>> found;
  for (std::size_t i = 0; i < nodes; ++i) {
    if (i == without) continue;
    std::set<std::size_t> part{i};
    for (std::size_t j = 0; j < nodes; ++j)
      if (reach[i][j]) part.insert(j);
    found.insert(part);
  }
  return found.size();
}

// A node is a single point of failure if its removal leaves more parts than there were (the slow reference).
std::vector<std::size_t> articulation_by_removal(std::size_t nodes, const std::vector<Edge>& edges) {
  std::vector<std::size_t> found;
  const std::size_t before = parts(nodes, edges, nodes);
  for (std::size_t node = 0; node < nodes; ++node)
    if (parts(nodes, edges, node) > before) found.push_back(node);
  return found;
}

std::vector<Edge> random_edges(std::mt19937& random, std::size_t nodes, std::size_t count) {
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < count; ++i) edges.push_back({random() % nodes, random() % nodes});
  return edges;
}

TEST(Graph, successors_are_sorted_and_none_twice) {
  const std::vector<Edge> edges{{0, 2}, {0, 1}, {0, 2}, {2, 2}};
  const Graph graph(4, edges);
  EXPECT_EQ(graph.size(), 4U);
  EXPECT_THAT(graph.next(0), testing::ElementsAre(1, 2));
  EXPECT_TRUE(graph.next(1).empty());
  EXPECT_THAT(graph.next(2), testing::ElementsAre(2));
  EXPECT_TRUE(graph.next(3).empty());
  EXPECT_EQ(Graph(0, {}).size(), 0U);
}

struct ShapeCase {
  const char* name;
  std::size_t nodes;
  std::vector<Edge> edges;
  std::vector<std::size_t> points;
};

TEST(ArticulationPoints, shapes) {
  const ShapeCase cases[] = {{"nobody", 0, {}, {}},
                             {"pair", 2, {{0, 1}}, {}},
                             {"path", 4, {{0, 1}, {1, 2}, {2, 3}}, {1, 2}},
                             {"ring", 4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}}, {}},
                             {"star", 4, {{1, 0}, {2, 0}, {3, 0}}, {0}},
                             {"two_rings_at_one_point", 5, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 2}}, {2}},
                             {"two_paths_apart", 6, {{0, 1}, {1, 2}, {3, 4}, {4, 5}}, {1, 4}},
                             {"loops_and_both_directions", 3, {{0, 0}, {0, 1}, {1, 0}, {1, 2}, {1, 2}}, {1}}};
  for (const ShapeCase& shape : cases)
    EXPECT_EQ(articulation_points(shape.nodes, shape.edges), shape.points) << shape.name;
}

TEST(ArticulationPoints, equal_removal_of_each_node_on_random_graphs) {
  std::mt19937 random(1972);
  std::size_t points = 0;
  for (int round = 0; round < 600; ++round) {
    const std::size_t nodes = 1 + random() % 10;
    const auto edges = random_edges(random, nodes, random() % 16);
    const auto expected = articulation_by_removal(nodes, edges);
    points += expected.size();
    ASSERT_EQ(articulation_points(nodes, edges), expected) << "round " << round;
  }
  EXPECT_GT(points, 300U) << "the graphs must have some to find";
}

TEST(ArticulationPoints, a_path_of_many_needs_no_deep_stack) {
  std::vector<Edge> edges;
  constexpr std::size_t nodes = 30'000;
  for (std::size_t i = 1; i < nodes; ++i) edges.push_back({i - 1, i});
  EXPECT_EQ(articulation_points(nodes, edges).size(), nodes - 2);
}

// Krackhardt (1987), reports_to: articulation points A02 A07 A14 A18 A21 (METHODS 3).
TEST(ArticulationPoints, krackhardt_reports_to) {
  GUANXI_NEED_SHARED("krackhardt/krackhardt_reports_to.csv");
  std::vector<Edge> edges;
  for (const auto& row : test::read_table(test::shared_data() / "krackhardt/krackhardt_reports_to.csv", ',')) {
    const auto number = [](const std::string& name) {
      return std::stoul(name.substr(name.find_first_of("0123456789")));
    };
    edges.push_back({number(row[0]), number(row[1])});
  }
  ASSERT_EQ(edges.size(), 20U);
  EXPECT_THAT(articulation_points(22, edges), testing::ElementsAre(2, 7, 14, 18, 21));
  EXPECT_TRUE(cycles(22, edges).empty());
}

TEST(Reaching, equals_the_closure_on_random_graphs) {
  std::mt19937 random(1959);
  for (int round = 0; round < 1000; ++round) {
    const std::size_t nodes = 1 + random() % 9;
    const auto edges = random_edges(random, nodes, random() % 14);
    const std::vector<std::size_t> targets{random() % nodes, random() % nodes};
    const Matrix reach = closure(nodes, edges);
    const std::vector<bool> found = reaching(nodes, edges, targets);
    for (std::size_t node = 0; node < nodes; ++node) {
      const bool expected =
          node == targets[0] || node == targets[1] || reach[node][targets[0]] || reach[node][targets[1]];
      ASSERT_EQ(found[node], expected);
    }
  }
  EXPECT_EQ(reaching(2, {}, {}), (std::vector<bool>{false, false}));
}

TEST(Cycles, shapes) {
  const std::vector<Edge> ring{{2, 0}, {0, 1}, {1, 2}};
  EXPECT_THAT(cycles(3, ring), testing::ElementsAre(testing::ElementsAre(0, 1, 2)));
  EXPECT_THAT(cycles(1, std::vector<Edge>{{0, 0}}), testing::ElementsAre(testing::ElementsAre(0)));
  const std::vector<Edge> two{{0, 1}, {1, 0}, {2, 3}, {3, 2}, {1, 2}};
  EXPECT_THAT(cycles(4, two), testing::ElementsAre(testing::ElementsAre(0, 1), testing::ElementsAre(2, 3)));
  EXPECT_TRUE(cycles(3, std::vector<Edge>{{0, 1}, {0, 2}, {1, 2}}).empty());
  EXPECT_TRUE(cycles(0, {}).empty());
}

TEST(Cycles, name_exactly_the_nodes_on_circles_of_random_graphs) {
  std::mt19937 random(1736);
  std::size_t named_in_all = 0;
  for (int round = 0; round < 600; ++round) {
    const std::size_t nodes = 1 + random() % 9;
    auto edges = random_edges(random, nodes, random() % 14);
    const Matrix reach = closure(nodes, edges);
    const auto found = cycles(nodes, edges);
    std::set<std::size_t> named;
    for (const auto& cycle : found) {
      named.insert(cycle.begin(), cycle.end());
      EXPECT_EQ(std::set(cycle.begin(), cycle.end()).size(), cycle.size()) << "no node twice";
      EXPECT_EQ(*std::min_element(cycle.begin(), cycle.end()), cycle.front());
      for (std::size_t i = 0; i < cycle.size(); ++i)
        ASSERT_NE(std::find(edges.begin(), edges.end(), Edge{cycle[i], cycle[(i + 1) % cycle.size()]}), edges.end())
            << "along the edges";
    }
    std::set<std::size_t> expected;
    for (std::size_t node = 0; node < nodes; ++node)
      if (reach[node][node]) expected.insert(node);
    ASSERT_EQ(named, expected) << "round " << round;
    named_in_all += named.size();
    std::shuffle(edges.begin(), edges.end(), random);
    EXPECT_EQ(cycles(nodes, edges), found);
  }
  EXPECT_GT(named_in_all, 500U);
}

}  // namespace
}  // namespace guanxi::chain
