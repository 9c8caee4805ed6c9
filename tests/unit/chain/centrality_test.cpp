#include "support/code_thrown.hpp"
#include "support/shared_data.hpp"

#include <guanxi/chain/centrality.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace guanxi::chain {
namespace {

std::vector<NamedEdge> krackhardt(const std::string& network) {
  std::vector<NamedEdge> edges;
  for (const auto& row : test::read_table(test::shared_data() / "krackhardt" / ("krackhardt_" + network + ".csv"), ','))
    edges.push_back({row.at(0), row.at(1)});
  return edges;
}

const NodeCentrality& node(const NamedCentralities& found, const std::string& name) {
  const auto at = std::find_if(found.nodes.begin(), found.nodes.end(),
                               [&name](const NodeCentrality& one) { return one.node == name; });
  if (at == found.nodes.end()) throw std::out_of_range(name);
  return *at;
}

#define NEEDS_KRACKHARDT() \
  if (!std::filesystem::exists(test::shared_data() / "krackhardt")) GTEST_SKIP() << "no shared data"

// Numbers of the next three tests: METHODS 3, table of Krackhardt (1987).
TEST(Centrality, advice_among_21_managers) {
  NEEDS_KRACKHARDT();
  const NamedCentralities found = centrality(krackhardt("advice"));
  ASSERT_EQ(found.nodes.size(), 21U);
  EXPECT_NEAR(found.density, .4523810, 5e-8);
  EXPECT_NEAR(found.reciprocity, .4736842, 5e-8);
  const std::map<std::string, int> degrees{{"A02", 18}, {"A18", 15}, {"A21", 15},
                                           {"A01", 13}, {"A07", 13}, {"A11", 11}};
  for (const auto& [name, degree] : degrees) EXPECT_EQ(node(found, name).in_degree, degree) << name;
  EXPECT_NEAR(node(found, "A21").pagerank, .163790487, 5e-10);
  EXPECT_NEAR(node(found, "A07").pagerank, .104048170, 5e-10);
  EXPECT_NEAR(node(found, "A02").pagerank, .093917698, 5e-10);
  EXPECT_NEAR(node(found, "A18").betweenness, .233991228, 5e-10);
  EXPECT_NEAR(node(found, "A21").betweenness, .158228906, 5e-10);
  EXPECT_NEAR(node(found, "A07").betweenness, .072696324, 5e-10);
  EXPECT_NEAR(*node(found, "A02").eigenvector, .403404700, 5e-10);
  EXPECT_NEAR(*node(found, "A21").eigenvector, .371091644, 5e-10);
  EXPECT_NEAR(*node(found, "A18").eigenvector, .314591369, 5e-10);
  EXPECT_NEAR(node(found, "A02").closeness, .909090909, 5e-10);
  EXPECT_NEAR(*node(found, "A02").authority, .081869406, 5e-10);
  EXPECT_NEAR(node(centrality(krackhardt("advice"), {.raw_betweenness = true}), "A18").betweenness, 88.9166667, 5e-8);
}

TEST(Centrality, friendship_with_two_who_name_nobody) {
  NEEDS_KRACKHARDT();
  const NamedCentralities found = centrality(krackhardt("friendship"));
  EXPECT_NEAR(found.density, .2428571, 5e-8);
  EXPECT_NEAR(found.reciprocity, .4509804, 5e-8);
  EXPECT_EQ(node(found, "A02").in_degree, 10);
  EXPECT_EQ(node(found, "A12").in_degree, 8);
  EXPECT_EQ(node(found, "A07").out_degree, 0);
  EXPECT_EQ(node(found, "A09").out_degree, 0);
  EXPECT_NEAR(node(found, "A02").pagerank, .154637635, 5e-10);
  EXPECT_NEAR(node(found, "A01").pagerank, .109498508, 5e-10);
  EXPECT_NEAR(node(found, "A17").betweenness, .353771930, 5e-10);
  EXPECT_NEAR(node(found, "A11").betweenness, .153815789, 5e-10);
  EXPECT_NEAR(*node(found, "A02").eigenvector, .425529367, 5e-10);
  EXPECT_NEAR(node(found, "A02").closeness, .6, 5e-10);
  EXPECT_NEAR(*node(found, "A02").authority, .082825912, 5e-10);
}

TEST(Centrality, lines_of_reporting_have_no_circle) {
  NEEDS_KRACKHARDT();
  const NamedCentralities found = centrality(krackhardt("reports_to"));
  EXPECT_NEAR(found.density, .0476190, 5e-8);
  EXPECT_EQ(found.reciprocity, 0);
  EXPECT_NEAR(node(found, "A07").pagerank, .322033898, 5e-10);
  EXPECT_NEAR(node(found, "A14").pagerank, .140234060, 5e-10);
  EXPECT_NEAR(node(found, "A14").betweenness, .018421053, 5e-10);
  EXPECT_EQ(found.eigenvector_state, CentralityState::acyclic);
  EXPECT_FALSE(node(found, "A07").eigenvector);
}

struct Slow {
  std::vector<double> betweenness, closeness, pagerank;
};

// The definitions written out: distances and numbers of shortest paths between all pairs, and the PageRank system by
// elimination.
Slow slow(std::size_t n, const std::vector<Edge>& edges) {
  constexpr double far = 1e9;
  std::vector<std::vector<double>> tie(n, std::vector<double>(n)), distance(n, std::vector<double>(n, far)),
      paths(n, std::vector<double>(n));
  for (const Edge& edge : edges)
    if (edge.from != edge.to) tie[edge.from][edge.to] = 1;
  for (std::size_t i = 0; i < n; ++i) {
    distance[i][i] = 0;
    paths[i][i] = 1;
    std::vector<double> walks(n);
    walks[i] = 1;
    for (std::size_t length = 1; length < n; ++length) {
      std::vector<double> next(n);
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b) next[b] += walks[a] * tie[a][b];
      for (std::size_t b = 0; b < n; ++b)
        if (distance[i][b] == far && next[b] > 0) {
          distance[i][b] = static_cast<double>(length);
          paths[i][b] = next[b];
        }
      walks = next;
    }
  }
  Slow answer{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t v = 0; v < n; ++v) {
    double sum = 0, reached = 0;
    for (std::size_t s = 0; s < n; ++s) {
      if (s != v && distance[s][v] < far) sum += distance[s][v], ++reached;
      for (std::size_t t = 0; t < n; ++t)
        if (s != v && t != v && s != t && distance[s][t] < far && distance[s][v] + distance[v][t] == distance[s][t])
          answer.betweenness[v] += paths[s][v] * paths[v][t] / paths[s][t];
    }
    if (sum > 0) answer.closeness[v] = reached / sum * reached / static_cast<double>(n - 1);
  }
  std::vector<double> rank(n, 1.0 / static_cast<double>(n));
  for (int step = 0; step < 400; ++step) {
    std::vector<double> next(n, .15 / static_cast<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      double out = 0;
      for (std::size_t j = 0; j < n; ++j) out += tie[i][j];
      for (std::size_t j = 0; j < n; ++j)
        next[j] += .85 * rank[i] * (out > 0 ? tie[i][j] / out : 1.0 / static_cast<double>(n));
    }
    rank = next;
  }
  answer.pagerank = rank;
  return answer;
}

TEST(Centrality, equals_the_definitions_on_random_networks) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 1 + random() % 9;
    std::vector<Edge> edges;
    for (std::size_t i = random() % (3 * n); i > 0; --i) edges.push_back({random() % n, random() % n});
    const Centralities found = centralities(n, edges, {.raw_betweenness = true});
    const Slow expected = slow(n, edges);
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_NEAR(found.betweenness[i], expected.betweenness[i], 1e-9) << round;
      ASSERT_NEAR(found.closeness[i], expected.closeness[i], 1e-12) << round;
      ASSERT_NEAR(found.pagerank[i], expected.pagerank[i], 1e-12) << round;
    }
    std::shuffle(edges.begin(), edges.end(), random);
    ASSERT_EQ(centralities(n, edges, {.raw_betweenness = true}), found) << round;
  }
}

TEST(Centrality, eigenvector_and_authority_solve_their_equations) {
  std::mt19937 random(8);
  int solved = 0;
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 2 + random() % 8;
    std::vector<Edge> edges;
    for (std::size_t i = 3 * n; i > 0; --i)
      if (const Edge edge{random() % n, random() % n}; edge.from != edge.to) edges.push_back(edge);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    const Centralities found = centralities(n, edges);
    if (found.eigenvector_state == CentralityState::ok) {
      std::vector<double> product(n);
      for (const Edge& edge : edges) product[edge.to] += found.eigenvector[edge.from];
      double length = 0;
      for (const double value : product) length += value * value;
      for (std::size_t i = 0; i < n; ++i)
        ASSERT_NEAR(product[i] / std::sqrt(length), found.eigenvector[i], 1e-9) << round;
      ++solved;
    }
    if (found.authority_state == CentralityState::ok) {
      std::vector<double> hub(n), authority(n);
      for (const Edge& edge : edges) hub[edge.from] += found.authority[edge.to];
      for (const Edge& edge : edges) authority[edge.to] += hub[edge.from];
      double sum = 0;
      for (const double value : authority) sum += value;
      for (std::size_t i = 0; i < n; ++i) ASSERT_NEAR(authority[i] / sum, found.authority[i], 1e-9) << round;
    }
  }
  EXPECT_GT(solved, 200);
}

TEST(Centrality, of_nobody_of_one_and_of_strangers) {
  EXPECT_TRUE(centrality({}).nodes.empty());
  EXPECT_EQ(centralities(0, {}).eigenvector_state, CentralityState::acyclic);
  const Centralities one = centralities(1, {});
  EXPECT_EQ(one.pagerank, std::vector<double>{1});
  EXPECT_EQ(one.closeness, std::vector<double>{0});
  EXPECT_EQ(one.density, 0);
  const Centralities strangers = centralities(4, {});
  EXPECT_EQ(strangers.pagerank, std::vector<double>(4, .25));
  EXPECT_EQ(strangers.authority_state, CentralityState::acyclic);
  EXPECT_TRUE(strangers.authority.empty());
}

TEST(Centrality, a_tie_to_oneself_and_a_repeated_tie_count_nothing) {
  const std::vector<Edge> plain{{0, 1}, {1, 2}}, noisy{{1, 2}, {0, 1}, {1, 1}, {0, 1}};
  EXPECT_EQ(centralities(3, plain), centralities(3, noisy));
}

TEST(Centrality, two_groups_of_equal_weight_have_no_single_eigenvector) {
  // two circles, one feeding the other: the largest eigenvalue is double, and iteration creeps
  const std::vector<Edge> edges{{0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 2}};
  EXPECT_EQ(centralities(4, edges).eigenvector_state, CentralityState::not_converged);
}

TEST(Centrality, undirected_ties_hold_both_ways) {
  const Centralities found = centralities(3, std::vector<Edge>{{0, 1}, {1, 2}}, {.directed = false});
  EXPECT_EQ(found.in_degree, (std::vector<std::int64_t>{1, 2, 1}));
  EXPECT_EQ(found.betweenness, (std::vector<double>{0, 1, 0}));
  EXPECT_EQ(found.reciprocity, 1);
  EXPECT_EQ(found.eigenvector_state, CentralityState::ok);
}

TEST(Centrality, bad_input_is_named) {
  EXPECT_EQ(test::code_thrown([] { (void)centralities(2, std::vector<Edge>{{0, 2}}); }), "argument.edge");
  EXPECT_EQ(test::code_thrown([] { (void)centrality({}, {.damping = 1}); }), "argument.damping");
  EXPECT_EQ(test::code_thrown([] { (void)centrality({}, {.damping = std::nan("")}); }), "argument.damping");
}

}  // namespace
}  // namespace guanxi::chain
