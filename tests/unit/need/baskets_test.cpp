#include <guanxi/need/baskets.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "basket_samples.hpp"

namespace guanxi::need {
namespace {

TEST(Baskets, names_are_trimmed_repeats_and_blanks_dropped) {
  const Lists lists{{" 螺丝", "nut", "nut ", "", "　"}, {}, {"\tbolt\r", "螺丝"}};
  const Baskets baskets = make_baskets(lists);
  EXPECT_EQ(baskets.items, (std::vector<std::string>{"bolt", "nut", "螺丝"}));
  ASSERT_EQ(baskets.size(), 3U);
  EXPECT_TRUE(std::ranges::equal(baskets[0], std::vector<std::uint32_t>{1, 2}));
  EXPECT_TRUE(baskets[1].empty());
  EXPECT_TRUE(std::ranges::equal(baskets[2], std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(baskets.number_of("nut"), 1U);
  EXPECT_EQ(baskets.number_of("nuts"), std::nullopt);
  EXPECT_EQ(Baskets{}.number_of("nut"), std::nullopt);
}

TEST(Baskets, a_builder_gives_what_was_closed_and_starts_anew) {
  BasketBuilder builder;
  builder.add("b");
  builder.add("a");
  builder.close();
  builder.add("left open");
  const Baskets first = builder.finish();
  EXPECT_EQ(first.items, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(first.size(), 1U);
  EXPECT_EQ(builder.finish(), Baskets{});
  builder.add("c");
  builder.close();
  EXPECT_EQ(builder.finish().items, std::vector<std::string>{"c"});
}

TEST(Baskets, random_lists_are_sets_of_names) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 300; ++round) {
    const Lists lists = random_lists(random);
    const Baskets baskets = make_baskets(lists);
    ASSERT_EQ(baskets.size(), lists.size());
    std::set<std::string> names;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const std::set<std::string> expected(lists[i].begin(), lists[i].end());
      std::vector<std::string> found;
      for (const std::uint32_t item : baskets[i]) found.push_back(baskets.items[item]);
      ASSERT_EQ(found, std::vector<std::string>(expected.begin(), expected.end()));
      names.insert(expected.begin(), expected.end());
    }
    ASSERT_EQ(baskets.items, std::vector<std::string>(names.begin(), names.end()));
  }
}

// METHODS 4.
TEST(Baskets, groceries) {
  GUANXI_NEED_SHARED(groceries_file);
  const Baskets baskets = make_baskets(shared_lists(groceries_file));
  EXPECT_EQ(baskets.size(), 9835U);
  EXPECT_EQ(baskets.items.size(), 169U);
  EXPECT_EQ(baskets.entries.size(), 43367U);
  std::map<std::string, int> counts;
  for (const std::uint32_t item : baskets.entries) ++counts[baskets.items[item]];
  EXPECT_EQ(counts["whole milk"], 2513);
  EXPECT_EQ(counts["other vegetables"], 1903);
  EXPECT_EQ(counts["rolls/buns"], 1809);
  EXPECT_EQ(counts["soda"], 1715);
  EXPECT_EQ(counts["yogurt"], 1372);
}

}  // namespace
}  // namespace guanxi::need
