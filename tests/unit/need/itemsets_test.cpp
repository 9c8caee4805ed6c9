#include <guanxi/core/error.hpp>
#include <guanxi/need/itemsets.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "basket_samples.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::need {
namespace {

// Every set of names, counted one by one.
std::vector<Itemset> all_itemsets(const Lists& lists, double min_support) {
  std::set<std::string> names;
  std::vector<std::set<std::string>> baskets;
  for (const auto& list : lists) baskets.emplace_back(list.begin(), list.end()), names.insert(list.begin(), list.end());
  const std::vector<std::string> items(names.begin(), names.end());
  std::vector<Itemset> found;
  for (std::size_t mask = 1; mask < std::size_t{1} << items.size(); ++mask) {
    Itemset set;
    for (std::size_t i = 0; i < items.size(); ++i)
      if ((mask >> i & 1U) != 0) set.items.push_back(items[i]);
    for (const auto& basket : baskets)
      if (std::includes(basket.begin(), basket.end(), set.items.begin(), set.items.end())) ++set.count;
    const double size = static_cast<double>(baskets.size());
    set.support = static_cast<double>(set.count) / size;
    if (set.count > 0 && static_cast<double>(set.count) >= min_support * size - 1e-9) found.push_back(set);
  }
  std::sort(found.begin(), found.end(), [](const Itemset& a, const Itemset& b) {
    if (a.items.size() != b.items.size()) return a.items.size() < b.items.size();
    return a.count != b.count ? a.count > b.count : a.items < b.items;
  });
  return found;
}

TEST(Itemsets, worked_example) {
  const Lists lists{{"bread", "milk"},
                    {"bread", "diapers", "beer"},
                    {"milk", "diapers", "beer"},
                    {"bread", "milk", "diapers", "beer"},
                    {"bread", "milk", "diapers"}};
  const FrequentItemsets found = frequent_itemsets(make_baskets(lists), {.min_support = .6});
  EXPECT_EQ(found.state, MiningState::complete);
  EXPECT_EQ(found.min_count, 3);
  EXPECT_EQ(found.by_size, (std::vector<std::int64_t>{4, 4}));
  EXPECT_EQ(found.complete_up_to, 2);
  EXPECT_EQ(found.itemsets.front(), (Itemset{{"bread"}, 4, .8}));
  EXPECT_EQ(found.itemsets.back(), (Itemset{{"diapers", "milk"}, 3, .6}));
}

TEST(Itemsets, random_baskets_equal_plain_counting_in_any_order) {
  std::mt19937_64 random(2);
  const double supports[] = {1e-9, .05, .1, .2, .25, 1.0 / 3, .5, .75, 1};
  std::size_t sets = 0;
  for (int round = 0; round < 600; ++round) {
    Lists lists = random_lists(random);
    const ItemsetOptions options{.min_support = supports[random() % std::size(supports)]};
    const FrequentItemsets found = frequent_itemsets(make_baskets(lists), options);
    ASSERT_EQ(found.itemsets, lists.empty() ? std::vector<Itemset>{} : all_itemsets(lists, options.min_support));
    ASSERT_EQ(found.state, lists.empty() ? MiningState::no_baskets : MiningState::complete);
    ASSERT_EQ(found.baskets, static_cast<std::int64_t>(lists.size()));
    sets += found.itemsets.size();
    std::shuffle(lists.begin(), lists.end(), random);
    for (auto& list : lists) std::shuffle(list.begin(), list.end(), random);
    ASSERT_EQ(frequent_itemsets(make_baskets(lists), options), found);
  }
  EXPECT_GT(sets, 5000U);
}

TEST(Itemsets, a_limit_keeps_the_sizes_that_fit_in) {
  std::mt19937_64 random(3);
  int cut = 0;
  for (int round = 0; round < 400; ++round) {
    const Lists lists = random_lists(random);
    const std::vector<Itemset> all = lists.empty() ? std::vector<Itemset>{} : all_itemsets(lists, .05);
    const std::size_t most = 1 + random() % 40;
    std::size_t size = 0, fitting = 0;
    for (bool is_more = true; is_more && fitting < all.size();) {
      const auto next = static_cast<std::size_t>(
          std::count_if(all.begin(), all.end(), [size](const Itemset& set) { return set.items.size() <= size + 1; }));
      is_more = next <= most;
      if (is_more) fitting = next, ++size;
    }
    const FrequentItemsets found = frequent_itemsets(make_baskets(lists), {.min_support = .05, .max_itemsets = most});
    ASSERT_EQ(found.itemsets, std::vector<Itemset>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(fitting)));
    ASSERT_EQ(found.state == MiningState::too_many_itemsets, fitting < all.size());
    ASSERT_EQ(found.complete_up_to, static_cast<std::int64_t>(size));
    if (fitting < all.size()) ++cut;
    const FrequentItemsets pairs = frequent_itemsets(make_baskets(lists), {.min_support = .05, .max_size = 2});
    ASSERT_EQ(pairs.itemsets.size(),
              static_cast<std::size_t>(
                  std::count_if(all.begin(), all.end(), [](const Itemset& set) { return set.items.size() <= 2; })));
    ASSERT_NE(pairs.state, MiningState::too_many_itemsets);
  }
  EXPECT_GT(cut, 100);
}

TEST(Itemsets, memory_stays_bounded_where_everything_is_frequent) {
  std::vector<std::string> many;
  for (int i = 0; i < 60; ++i) many.push_back("item " + std::to_string(i));
  const Lists lists(50, many);
  const FrequentItemsets found = frequent_itemsets(make_baskets(lists), {.min_support = 1, .max_itemsets = 5000});
  EXPECT_EQ(found.state, MiningState::too_many_itemsets);
  EXPECT_EQ(found.by_size, (std::vector<std::int64_t>{60, 1770}));
  EXPECT_EQ(found.complete_up_to, 2);
}

TEST(Itemsets, big_baskets_are_left_out_and_named) {
  Lists lists{{"a", "b"}, {"a", "b", "c", "d"}, {"a"}};
  const FrequentItemsets found = frequent_itemsets(make_baskets(lists), {.min_support = .6, .max_basket = 3});
  EXPECT_EQ(found.baskets, 2);
  EXPECT_EQ(found.left_out, 1);
  EXPECT_EQ(found.itemsets, (std::vector<Itemset>{{{"a"}, 2, 1}}));
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].code, "need.basket_too_big");
  EXPECT_EQ(found.findings[0].place.row, 2);
  EXPECT_EQ(found.findings[0].message.en, "basket 2 has 4 items, more than 3, and was left out");
  EXPECT_TRUE(frequent_itemsets(make_baskets(lists), {.max_basket = 4}).findings.empty());
  std::vector<std::string> many;
  for (int i = 0; i < 101; ++i) many.push_back(std::to_string(i));
  lists = {many};
  const FrequentItemsets none = frequent_itemsets(make_baskets(lists), {.min_support = 1});
  EXPECT_EQ(none.state, MiningState::no_baskets);
  EXPECT_EQ(none.left_out, 1);
  EXPECT_EQ(frequent_itemsets(make_baskets(lists), {.min_support = 1, .max_size = 1, .max_basket = 0}).by_size,
            std::vector<std::int64_t>{101});
}

TEST(Itemsets, slack_and_wrong_arguments) {
  const Lists ten{{"a"}, {"a"}, {"a"}, {}, {}, {}, {}, {}, {}, {}};
  EXPECT_EQ(frequent_itemsets(make_baskets(ten), {.min_support = .1 + .2}).by_size, std::vector<std::int64_t>{1})
      << ".1 + .2 is a little more than .3";
  EXPECT_TRUE(frequent_itemsets(make_baskets(ten), {.min_support = .31}).itemsets.empty());
  for (const double bad : {0.0, -.1, 1.1, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(test::code_thrown<ArgumentError>([bad] { (void)frequent_itemsets({}, {.min_support = bad}); }),
              "argument.support");
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)frequent_itemsets({}, {.max_itemsets = 0}); }),
            "argument.limit");
  try {
    (void)frequent_itemsets({}, {.min_support = 2});
  } catch (const ArgumentError& error) {
    EXPECT_STREQ(error.what(), "min_support must lie in (0, 1], found 2.000000");
  }
}

struct SharedCase {
  const char* name;
  const char* file;
  double support;
  std::vector<std::int64_t> by_size;
};

class SharedItemsets : public testing::TestWithParam<SharedCase> {};

TEST_P(SharedItemsets, counts) {
  GUANXI_NEED_SHARED(GetParam().file);
  const FrequentItemsets found =
      frequent_itemsets(make_baskets(shared_lists(GetParam().file)), {.min_support = GetParam().support});
  EXPECT_EQ(found.by_size, GetParam().by_size);
  EXPECT_EQ(found.state, MiningState::complete);
}

// METHODS 4.
INSTANTIATE_TEST_SUITE_P(
    need, SharedItemsets,
    testing::Values(SharedCase{"groceries_001", groceries_file, .001, {157, 2981, 6831, 3137, 376, 10}},
                    SharedCase{"groceries_006", groceries_file, .006, {109, 478, 156, 4}},
                    SharedCase{"groceries_01", groceries_file, .01, {88, 213, 32}},
                    SharedCase{"groceries_05", groceries_file, .05, {28, 3}},
                    SharedCase{"adult_2", adult_file, .2, {14, 30, 22, 7, 1}}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace guanxi::need
