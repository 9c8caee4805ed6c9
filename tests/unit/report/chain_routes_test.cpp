#include "../../../src/report/chain_routes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace guanxi::report::detail {
namespace {

using Ties = std::vector<std::pair<std::size_t, std::size_t>>;

/// True if an upright or level stretch passes through the inside of a card.
bool cuts(const Point& a, const Point& b, const Box& card) {
  constexpr double edge = .01;
  return std::min(a.x, b.x) < card.right() - edge && std::max(a.x, b.x) > card.x + edge && std::min(a.y, b.y) < card.bottom() - edge &&
         std::max(a.y, b.y) > card.y + edge;
}

bool on_border(const Point& point, const Box& card) {
  const bool inside = point.x >= card.x && point.x <= card.right() && point.y >= card.y && point.y <= card.bottom();
  return inside && (point.x == card.x || point.x == card.right() || point.y == card.y || point.y == card.bottom());
}

TEST(ChainRoutes, neighbours_are_joined_side_to_side) {
  const LayoutOptions options{.card_width = 100, .max_width = 1000, .gap = 20};
  const Layout layout = lay_out({{}, {}}, options);
  const std::vector<double> heights{50, 70};
  const Routes routes = find_routes(layout, heights, Ties{{1, 0}}, options);
  ASSERT_EQ(routes.ways.size(), 1U);
  EXPECT_EQ(routes.ways[0], (std::vector<Point>{{120, 35}, {100, 35}}));
  EXPECT_DOUBLE_EQ(routes.cards[0].height, 70);
}

TEST(ChainRoutes, two_ties_between_neighbours_do_not_coincide) {
  const LayoutOptions options{.card_width = 100, .max_width = 1000, .gap = 20};
  const std::vector<double> heights{70, 70};
  const Routes routes = find_routes(lay_out({{}, {}}, options), heights, Ties{{0, 1}, {1, 0}}, options);
  EXPECT_NE(routes.ways[0][0].y, routes.ways[1][0].y);
}

TEST(ChainRoutes, a_tie_over_somebody_goes_around) {
  const LayoutOptions options{.card_width = 100, .max_width = 1000, .gap = 20};
  const std::vector<double> heights(3, 60);
  const Routes routes = find_routes(lay_out({{}, {}, {}}, options), heights, Ties{{0, 2}}, options);
  ASSERT_EQ(routes.ways[0].size(), 4U);
  EXPECT_LT(routes.ways[0][1].y, routes.cards[1].y);
}

// Whatever people and ties: a line starts and ends on the borders of its two cards, runs upright or level, and passes no card.
TEST(ChainRoutes, no_line_passes_a_card) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    const std::size_t count = 2 + random() % 49;
    const LayoutOptions options{.card_width = 160, .max_width = random() % 2 == 0 ? 340.0 : 1080.0, .gap = random() % 2 == 0 ? 20.0 : 30.0};
    std::vector<std::optional<std::size_t>> above(count);
    for (std::size_t i = 1; i < count; ++i)
      if (random() % 5 != 0) above[i] = random() % i;
    std::vector<double> heights;
    for (std::size_t i = 0; i < count; ++i) heights.push_back(72 + static_cast<double>(random() % 60));
    Ties ties;
    for (std::size_t i = random() % (2 * count); i > 0; --i)
      if (const std::size_t a = random() % count, b = random() % count; a != b) ties.emplace_back(a, b);
    const Routes routes = find_routes(lay_out(above, options), heights, ties, options);
    ASSERT_EQ(routes.ways.size(), ties.size());
    for (std::size_t t = 0; t < ties.size(); ++t) {
      const std::vector<Point>& way = routes.ways[t];
      ASSERT_GE(way.size(), 2U);
      EXPECT_TRUE(on_border(way.front(), routes.cards[ties[t].first]));
      EXPECT_TRUE(on_border(way.back(), routes.cards[ties[t].second]));
      for (std::size_t i = 1; i < way.size(); ++i) {
        EXPECT_TRUE(way[i].x == way[i - 1].x || way[i].y == way[i - 1].y);
        EXPECT_TRUE(std::isfinite(way[i].x) && way[i].x >= routes.left && way[i].x <= routes.right);
        for (const Box& card : routes.cards) EXPECT_FALSE(cuts(way[i - 1], way[i], card)) << "round " << round << " tie " << t;
      }
    }
  }
}

TEST(ChainRoutes, lines_of_people_keep_their_distance) {
  const LayoutOptions options{.card_width = 100, .max_width = 1000, .gap = 20};
  const std::vector<double> heights(3, 60);
  const Routes routes = find_routes(lay_out({{}, 0, 1}, options), heights, {}, options);
  for (std::size_t i = 1; i < 3; ++i) EXPECT_GE(routes.cards[i].y, routes.cards[i - 1].bottom() + 30);
  EXPECT_EQ(routes.buses.size(), 3U);
  EXPECT_GT(routes.buses[1], routes.cards[0].bottom());
  EXPECT_LT(routes.buses[1], routes.cards[1].y);
}

}  // namespace
}  // namespace guanxi::report::detail
