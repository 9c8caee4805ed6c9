#include "../../../src/report/chain_layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

namespace guanxi::report::detail {
namespace {

using Superiors = std::vector<std::optional<std::size_t>>;
using Reports = std::vector<std::pair<std::size_t, std::size_t>>;

TEST(ChainLayout, the_first_superior_counts) {
  EXPECT_EQ(superiors(3, Reports{{0, 1}, {0, 2}}), (Superiors{1, {}, {}}));
}

TEST(ChainLayout, circles_are_cut) {
  EXPECT_EQ(superiors(3, Reports{{0, 1}, {1, 2}, {2, 0}}), (Superiors{1, 2, {}}));
  EXPECT_EQ(superiors(1, Reports{{0, 0}}), (Superiors{std::nullopt}));
}

TEST(ChainLayout, nobody) {
  const Layout layout = lay_out({}, {});
  EXPECT_EQ(layout.lines, 0U);
  EXPECT_TRUE(layout.seats.empty());
}

TEST(ChainLayout, a_superior_stands_over_the_middle_of_two) {
  const LayoutOptions options{.card_width = 100, .max_width = 1000, .gap = 20};
  const Layout layout = lay_out({{}, 0, 0}, options);
  EXPECT_EQ(layout.lines, 2U);
  EXPECT_DOUBLE_EQ(layout.width, 220);
  EXPECT_DOUBLE_EQ(layout.seats[0].x, 60);
  EXPECT_DOUBLE_EQ(layout.seats[1].x, 0);
  EXPECT_DOUBLE_EQ(layout.seats[2].x, 120);
  EXPECT_FALSE(layout.loose);
}

TEST(ChainLayout, many_subordinates_fill_lines_evenly) {
  const LayoutOptions options{.card_width = 100, .max_width = 400, .gap = 20, .indent = 20};
  Superiors all(8, 0);
  all[0].reset();
  const Layout layout = lay_out(all, options);
  ASSERT_EQ(layout.trunks.size(), 1U);
  ASSERT_EQ(layout.trunks[0].shelves.size(), 3U);
  EXPECT_EQ(layout.trunks[0].shelves[0].people.size(), 3U);
  EXPECT_EQ(layout.trunks[0].shelves[2].people.size(), 1U);
  EXPECT_LE(layout.width, 400);
}

TEST(ChainLayout, those_without_ties_stand_below_the_others) {
  const Layout layout = lay_out({{}, 0, {}}, {});
  EXPECT_EQ(layout.loose, std::optional<std::size_t>(2));
  EXPECT_EQ(layout.seats[2].line, 2U);
}

/// A random forest; `reach` limits how far back a superior may stand, which makes it deep or broad.
Superiors forest(std::mt19937& random, std::size_t count, std::size_t reach) {
  Superiors all(count);
  for (std::size_t i = 1; i < count; ++i)
    if (random() % 8 != 0) all[i] = random() % 2 == 0 ? i - 1 - random() % std::min(i, reach) : random() % i;
  return all;
}

// Whatever the tie structure: cards never touch, superiors stand higher, everything lies inside the width.
TEST(ChainLayout, no_two_cards_overlap) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    const std::size_t count = 1 + random() % 50;
    const LayoutOptions options{.card_width = 160, .max_width = random() % 2 == 0 ? 340.0 : 1080.0, .gap = 20};
    const Superiors all = forest(random, count, 1 + random() % 10);
    const Layout layout = lay_out(all, options);
    ASSERT_EQ(layout.seats.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_LT(layout.seats[i].line, layout.lines);
      EXPECT_GE(layout.seats[i].x, 0);
      EXPECT_LE(layout.seats[i].x + options.card_width, layout.width + 1e-9);
      if (all[i]) {
        EXPECT_LT(layout.seats[*all[i]].line, layout.seats[i].line);
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (layout.seats[i].line != layout.seats[j].line) continue;
        EXPECT_GE(std::abs(layout.seats[i].x - layout.seats[j].x), options.card_width + options.gap - 1e-9);
      }
    }
  }
}

TEST(ChainLayout, a_broad_chain_keeps_to_the_width) {
  Superiors all(50, 0);
  all[0].reset();
  for (const double width : {340.0, 700.0, 1080.0}) EXPECT_LE(lay_out(all, {.card_width = 160, .max_width = width, .gap = 20}).width, width);
}

}  // namespace
}  // namespace guanxi::report::detail
