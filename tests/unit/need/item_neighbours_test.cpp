#include <guanxi/core/error.hpp>
#include <guanxi/need/item_neighbours.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "basket_samples.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::need {
namespace {

using Names = std::vector<std::string>;

TEST(ItemNeighbours, worked_example) {
  const Lists lists{{"lathe", "oil"}, {"lathe", "oil", "gauge"}, {"lathe", "gauge"}, {"drill"}, {"drill", "oil"}};
  const ItemNeighbours model = ItemNeighbours::fit(make_baskets(lists));
  EXPECT_DOUBLE_EQ(model.similarity("lathe", "oil"), 2 / std::sqrt(9.0));
  EXPECT_EQ(model.similarity("lathe", "drill"), 0);
  EXPECT_EQ(model.similarity(" oil ", "oil"), 1);
  const Names owned{"lathe", "gauge"};
  const auto offered = model.recommend(owned, 3);
  ASSERT_EQ(offered.size(), 2U) << "there are no more than two other items";
  EXPECT_EQ(offered[0].item, "oil");
  EXPECT_EQ(offered[0].rank, 1);
  EXPECT_EQ(offered[0].popularity, 3);
  EXPECT_EQ(offered[0].basis, RecommendedBy::neighbours);
  EXPECT_EQ(offered[0].evidence,
            (std::vector<NeighbourEvidence>{{"lathe", 2 / std::sqrt(9.0), 2}, {"gauge", 1 / std::sqrt(6.0), 1}}));
  EXPECT_EQ(offered[0].score, offered[0].evidence[0].value + offered[0].evidence[1].value);
  EXPECT_EQ(offered[1].item, "drill");
  EXPECT_EQ(offered[1].basis, RecommendedBy::popularity);
  EXPECT_EQ(offered[1].score, 0);
  EXPECT_EQ(model.neighbours("lathe", 2),
            (std::vector<Neighbour>{{"gauge", 2 / std::sqrt(6.0), 2}, {"oil", 2 / std::sqrt(9.0), 2}}));
}

TEST(ItemNeighbours, nothing_known_is_filled_by_popularity) {
  const Lists lists{{"b", "c"}, {"c"}, {"a"}, {"d", "c"}};
  const ItemNeighbours model = ItemNeighbours::fit(make_baskets(lists));
  Names order;
  for (const Recommendation& one : model.recommend(Names{"never seen"}, 3)) {
    order.push_back(one.item);
    EXPECT_EQ(one.basis, RecommendedBy::popularity);
    EXPECT_TRUE(one.evidence.empty());
  }
  EXPECT_EQ(order, (Names{"c", "a", "b"})) << "ties by name";
  EXPECT_TRUE(model.recommend(Names{"a", "b", "c", "d"}).empty());
  EXPECT_TRUE(model.recommend(Names{"a"}, 0).empty());
  EXPECT_TRUE(ItemNeighbours::fit({}).recommend(Names{"a"}).empty());
  EXPECT_EQ(test::code_thrown<NotFoundError>([&model] { (void)model.similarity("a", "e"); }), "need.item");
  EXPECT_EQ(test::code_thrown<NotFoundError>([&model] { (void)model.neighbours(""); }), "need.item");
}

TEST(ItemNeighbours, big_baskets_are_left_out_and_their_items_unknown) {
  const Lists lists{{"a", "b"}, {"c", "d", "e"}};
  const ItemNeighbours model = ItemNeighbours::fit(make_baskets(lists), {.max_basket = 2});
  EXPECT_EQ(model.baskets(), 1);
  ASSERT_EQ(model.findings().size(), 1U);
  EXPECT_EQ(model.findings()[0].place.row, 2);
  EXPECT_EQ(test::code_thrown<NotFoundError>([&model] { (void)model.similarity("a", "c"); }), "need.item");
  ASSERT_EQ(model.recommend(Names{"a"}).size(), 1U);
}

// Everything from the definitions, on a few names.
class PlainNeighbours {
 public:
  PlainNeighbours(const Lists& lists, const NeighbourOptions& options) : options_(options) {
    for (const auto& list : lists)
      baskets_.emplace_back(list.begin(), list.end()), names_.insert(list.begin(), list.end());
  }
  [[nodiscard]] double count(const std::string& a, const std::string& b) const {
    return static_cast<double>(
        std::count_if(baskets_.begin(), baskets_.end(),
                      [&](const std::set<std::string>& basket) { return basket.contains(a) && basket.contains(b); }));
  }
  [[nodiscard]] double similarity(const std::string& a, const std::string& b) const {
    const double both = count(a, b), one = count(a, a), other = count(b, b);
    if (options_.similarity == Similarity::jaccard) return both / (one + other - both);
    return options_.similarity == Similarity::confidence ? both / one : both / std::sqrt(one * other);
  }
  [[nodiscard]] std::map<std::string, double> scores(const std::set<std::string>& owned) const {
    std::map<std::string, std::vector<double>> values;
    double known = 0;
    for (const std::string& item : owned) {
      if (!names_.contains(item)) continue;
      ++known;
      std::vector<std::pair<double, std::string>> near;
      for (const std::string& other : names_)
        if (other != item && (options_.cut == NearestCut::before || !owned.contains(other)) && count(item, other) > 0)
          near.emplace_back(-similarity(item, other), other);
      std::sort(near.begin(), near.end());
      if (options_.nearest > 0 && near.size() > options_.nearest) near.resize(options_.nearest);
      for (const auto& [value, other] : near)
        if (!owned.contains(other)) values[other].push_back(-value);
    }
    std::map<std::string, double> sums;
    for (auto& [item, list] : values) {
      std::sort(list.rbegin(), list.rend());
      for (const double value : list) sums[item] += options_.score == NeighbourScore::mean ? value / known : value;
    }
    return sums;
  }
  [[nodiscard]] const std::set<std::string>& names() const { return names_; }

 private:
  NeighbourOptions options_;
  std::vector<std::set<std::string>> baskets_{};
  std::set<std::string> names_{};
};

NeighbourOptions random_options(std::mt19937_64& random) {
  return {.similarity = static_cast<Similarity>(random() % 3),
          .score = static_cast<NeighbourScore>(random() % 2),
          .nearest = random() % 4,
          .cut = static_cast<NearestCut>(random() % 2)};
}

TEST(ItemNeighbours, random_baskets_equal_the_definitions) {
  std::mt19937_64 random(7);
  int by_neighbours = 0, by_popularity = 0;
  for (int round = 0; round < 500; ++round) {
    const Lists lists = random_lists(random);
    const NeighbourOptions options = random_options(random);
    const PlainNeighbours plain(lists, options);
    const ItemNeighbours model = ItemNeighbours::fit(make_baskets(lists), options);
    Names owned;
    for (std::size_t left = random() % 4; left > 0; --left)
      owned.push_back(std::string(1, static_cast<char>('a' + random() % 8)));
    const std::set<std::string> held(owned.begin(), owned.end());
    const auto scores = plain.scores(held);
    std::vector<std::tuple<double, double, std::string>> expected;
    for (const std::string& name : plain.names())
      if (!held.contains(name)) {
        const auto found = scores.find(name);
        const bool is_scored = found != scores.end();
        expected.emplace_back(is_scored ? -found->second : 0, is_scored ? 0 : -plain.count(name, name), name);
      }
    std::sort(expected.begin(), expected.end());
    const std::size_t n = random() % 9;
    const auto offered = model.recommend(owned, n);
    ASSERT_EQ(offered.size(), std::min(n, expected.size()));
    for (std::size_t i = 0; i < offered.size(); ++i) {
      ASSERT_EQ(offered[i].item, std::get<2>(expected[i]));
      ASSERT_EQ(offered[i].score, -std::get<0>(expected[i]));
      ASSERT_EQ(offered[i].popularity, static_cast<std::int64_t>(plain.count(offered[i].item, offered[i].item)));
      double sum = 0;
      for (const NeighbourEvidence& one : offered[i].evidence) sum += one.value;
      ASSERT_EQ(sum, offered[i].score) << "the evidence adds up to the last bit";
      ++(offered[i].basis == RecommendedBy::neighbours ? by_neighbours : by_popularity);
      ASSERT_EQ(offered[i].evidence.empty(), offered[i].basis == RecommendedBy::popularity);
    }
    std::shuffle(owned.begin(), owned.end(), random);
    ASSERT_EQ(model.recommend(owned, n), offered);
    for (const std::string& a : plain.names())
      for (const std::string& b : plain.names())
        ASSERT_DOUBLE_EQ(model.similarity(a, b), a == b ? 1 : plain.similarity(a, b));
  }
  EXPECT_GT(by_neighbours, 300);
  EXPECT_GT(by_popularity, 100);
}

// METHODS 4.
TEST(SharedNeighbours, similarities_of_groceries) {
  GUANXI_NEED_SHARED(groceries_file);
  const Baskets baskets = make_baskets(shared_lists(groceries_file));
  const ItemNeighbours cosine = ItemNeighbours::fit(baskets);
  EXPECT_NEAR(cosine.similarity("other vegetables", "whole milk"), .336560, 5e-7);
  EXPECT_NEAR(cosine.similarity("other vegetables", "root vegetables"), .326264, 5e-7);
  const std::pair<const char*, double> near[] = {{"whole milk", .296742},
                                                 {"other vegetables", .264260},
                                                 {"tropical fruit", .242034},
                                                 {"rolls/buns", .214546},
                                                 {"root vegetables", .209440}};
  const auto found = cosine.neighbours("yogurt", 5);
  ASSERT_EQ(found.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(found[i].item, near[i].first);
    EXPECT_NEAR(found[i].similarity, near[i].second, 5e-7);
  }
  const ItemNeighbours jaccard = ItemNeighbours::fit(baskets, {.similarity = Similarity::jaccard});
  EXPECT_NEAR(jaccard.similarity("other vegetables", "whole milk"), .200000, 5e-7);
  EXPECT_NEAR(jaccard.similarity("other vegetables", "root vegetables"), .185731, 5e-7);
  EXPECT_NEAR(jaccard.similarity("whole milk", "yogurt"), .165267, 5e-7);
}

struct Hits {
  int tests = 0, five = 0, ten = 0;
};

// METHODS 4: every tenth basket is a test, one of its items is to be found from the others.
Hits replay(const Lists& lists, const ItemNeighbours& model, bool is_popularity) {
  Hits hits;
  for (std::size_t i = 0; i < lists.size(); i += 10) {
    Names basket = lists[i];
    if (basket.size() < 2 || basket.size() > 60) continue;
    const std::size_t place = i / 10 % basket.size();
    const std::string wanted = basket[place];
    basket.erase(basket.begin() + static_cast<std::ptrdiff_t>(place));
    std::vector<Recommendation> offered;
    if (is_popularity) {
      const std::set<std::string> owned(basket.begin(), basket.end());
      for (const Recommendation& one : model.recommend(Names{}, 10 + basket.size()))
        if (!owned.contains(one.item) && offered.size() < 10) offered.push_back(one);
    } else {
      offered = model.recommend(basket, 10);
    }
    ++hits.tests;
    for (std::size_t rank = 0; rank < offered.size(); ++rank)
      if (offered[rank].item == wanted) ++hits.ten, hits.five += rank < 5 ? 1 : 0;
  }
  return hits;
}

TEST(SharedNeighbours, replay_of_groceries) {
  GUANXI_NEED_SHARED(groceries_file);
  Lists lists = shared_lists(groceries_file), train;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    for (std::string& name : lists[i]) name = name.substr(0, name.find_last_not_of(' ') + 1);
    if (i % 10 != 0) train.push_back(lists[i]);
  }
  const Baskets baskets = make_baskets(train);
  const ItemNeighbours cosine = ItemNeighbours::fit(baskets);
  const ItemNeighbours confidence = ItemNeighbours::fit(baskets, {.similarity = Similarity::confidence});
  const auto expect = [](Hits hits, double five, double ten) {
    EXPECT_EQ(hits.tests, 764);
    EXPECT_NEAR(hits.five / 764.0, five, 5e-6);
    EXPECT_NEAR(hits.ten / 764.0, ten, 5e-6);
  };
  expect(replay(lists, cosine, true), .24215, .37435);
  expect(replay(lists, cosine, false), .25262, .38874);
  expect(replay(lists, confidence, false), .25131, .38874);
}

}  // namespace
}  // namespace guanxi::need
