#include <guanxi/score/vikor.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>

#include "choices.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using choices::Table;

// By hand: regrets of X = [[5,8,4],[7,6,8],[8,8,6],[7,4,6]], w .3 .4 .3: S .6 .3 .15 .65, R .3 .2 .15 .4.
TEST(Vikor, example_by_hand) {
  const VikorResult result = vikor({choices::four, 3}, {.weights = choices::four_weights});
  const double s[] = {.6, .3, .15, .65}, r[] = {.3, .2, .15, .4};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(result.s[i], s[i], 1e-15);
    EXPECT_NEAR(result.r[i], r[i], 1e-15);
    EXPECT_NEAR(result.q[i], .5 * (s[i] - .15) / .5 + .5 * (r[i] - .15) / .25, 1e-14);
  }
  EXPECT_EQ(result.ranks, (std::vector<std::int32_t>{3, 2, 1, 4}));
  EXPECT_TRUE(result.stable);
  EXPECT_FALSE(result.advantage) << "q of the second is .25, the gap wanted 1/3";
  EXPECT_EQ(result.compromise, (std::vector<std::int64_t>{1, 2}));
}

TEST(Vikor, without_stability_the_second_joins) {
  // Found by search: the first by q is first neither by s nor by r, and leads by 1 / (m − 1).
  std::mt19937_64 random(10);
  int unstable = 0;
  for (int round = 0; round < 20000 && unstable < 5; ++round) {
    const Table table = choices::random_table(random, 6);
    const VikorResult result = vikor(table.view(), {.weights = table.weights, .directions = table.directions});
    if (!result.advantage || result.stable) continue;
    ++unstable;
    ASSERT_GE(result.compromise.size(), 2U);
    for (const std::int64_t row : result.compromise) ASSERT_LE(result.ranks[static_cast<std::size_t>(row)], 2);
  }
  EXPECT_GT(unstable, 0);
}

TEST(Vikor, degenerate_tables) {
  const double same[] = {1, 2, 1, 2}, level[] = {0, 1, 1, 0};
  EXPECT_EQ(vikor({{}, 2}).state, ChoiceState::no_alternatives);
  EXPECT_TRUE(vikor({{}, 2}).compromise.empty());
  const VikorResult one = vikor({{same, 2}, 2}), alike = vikor({same, 2}), even = vikor({level, 2});
  EXPECT_EQ(one.state, ChoiceState::one_alternative);
  EXPECT_EQ(one.compromise, std::vector<std::int64_t>{0});
  EXPECT_EQ(alike.state, ChoiceState::no_difference);
  EXPECT_EQ(alike.compromise, (std::vector<std::int64_t>{0, 1}));
  EXPECT_EQ(even.q, (std::vector<double>{0, 0})) << "all s and all r are equal: no division by 0";
  EXPECT_EQ(even.compromise.size(), 2U);
  EXPECT_EQ(guanxi::test::code_thrown([&] { (void)vikor({same, 2}, {.v = 2}); }), "argument.range");
  EXPECT_EQ(guanxi::test::code_thrown([&] { (void)vikor({same, 2}, {.v = std::nan("")}); }), "argument.range");
}

TEST(VikorProperties, random_tables_equal_the_definition_and_do_not_depend_on_order) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 400; ++round) {
    const Table table = choices::random_table(random);
    const double v = static_cast<double>(random() % 5) / 4;
    const VikorOptions options{.weights = table.weights, .directions = table.directions, .v = v};
    const VikorResult result = vikor(table.view(), options);
    std::vector<double> s(table.rows()), r(table.rows());
    for (std::size_t i = 0; i < table.rows(); ++i)
      for (std::size_t j = 0; j < table.columns; ++j) {
        if (!table.counts(j)) continue;
        const double best = table.sign(j) > 0 ? table.high(j) : table.low(j);
        const double term = table.share(j) * std::abs(best - table.at(i, j)) / (table.high(j) - table.low(j));
        s[i] += term;
        r[i] = std::max(r[i], term);
      }
    for (std::size_t i = 0; i < table.rows(); ++i) {
      ASSERT_NEAR(result.s[i], s[i], 1e-14);
      ASSERT_NEAR(result.r[i], r[i], 1e-14);
      const auto part = [&](const std::vector<double>& of) {
        const auto [low, high] = std::minmax_element(of.begin(), of.end());
        return *low == *high ? 0 : (of[i] - *low) / (*high - *low);
      };
      ASSERT_NEAR(result.q[i], v * part(result.s) + (1 - v) * part(result.r), 1e-13);
    }
    ASSERT_EQ(result.ranks, choices::slow_ranks(result.q, false));
    const auto order = choices::random_order(random, table.rows());
    const Table other = table.reordered(order);
    const VikorResult again = vikor(other.view(), options);
    ASSERT_EQ(again.advantage, result.advantage);
    ASSERT_EQ(again.stable, result.stable);
    std::vector<std::int64_t> same;
    for (const std::int64_t row : again.compromise)
      same.push_back(static_cast<std::int64_t>(order[static_cast<std::size_t>(row)]));
    std::sort(same.begin(), same.end());
    ASSERT_EQ(same, result.compromise);
    for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(again.q[i], result.q[order[i]]);
  }
}

}  // namespace
}  // namespace guanxi::score
