#include <guanxi/score/weighted_sums.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>

#include "choices.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using choices::Table;
using guanxi::test::code_thrown;

void expect_close(const std::vector<double>& found, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], tolerance) << i;
}

// METHODS 5.
TEST(WeightedSums, oracles) {
  const WeightedSumOptions options{.weights = choices::four_weights};
  const auto sum = wsm({choices::four, 3}, options);
  expect_close(sum.scores, {.7375, .8625, .925, .6875}, 1e-15);
  EXPECT_EQ(sum.ranks, (std::vector<std::int32_t>{3, 2, 1, 4}));
  expect_close(wpm({choices::four, 3}, options).scores, {.705431757, .856301927, .917314755, .667895929}, 5e-10);
  expect_close(
      wsm({choices::four, 3}, {.weights = choices::four_weights, .normalization = Normalization::minmax}).scores,
      {.4, .7, .85, .35}, 1e-15);
  const auto both = waspas({choices::four, 3}, {.weights = choices::four_weights});
  expect_close(both.scores,
               {(.7375 + .705431757) / 2, (.8625 + .856301927) / 2, (.925 + .917314755) / 2, (.6875 + .667895929) / 2},
               5e-10);
  EXPECT_EQ(both.ranks, (std::vector<std::int32_t>{3, 2, 1, 4}));
}

TEST(WeightedSums, less_is_better) {
  const double values[] = {2, 4, 8};
  const Direction less[] = {Direction::min};
  const auto with = [&](Normalization normalization) {
    return wsm({values, 1}, {.directions = less, .normalization = normalization}).scores;
  };
  expect_close(with(Normalization::max), {1, .5, .25}, 1e-15);
  expect_close(with(Normalization::minmax), {1, 2. / 3, 0}, 1e-15);
  expect_close(with(Normalization::vector), {1 - 2 / std::sqrt(84.), 1 - 4 / std::sqrt(84.), 1 - 8 / std::sqrt(84.)},
               1e-15);
  expect_close(with(Normalization::sum), {4. / 7, 2. / 7, 1. / 7}, 1e-15);
  EXPECT_EQ(code_thrown([&] { (void)with(Normalization::none); }), "score.directions");
}

TEST(WeightedSums, zero_and_negative_numbers) {
  const double with_zero[] = {0, 4, 2, 4, 1, 8}, negative[] = {-1, 2, 3};
  const auto product = wpm({with_zero, 2}, {});
  EXPECT_EQ(product.scores[0], 0);
  EXPECT_EQ(product.ranks[0], 3);
  EXPECT_GT(wpm({with_zero, 2}, {.swap = true}).scores[1], 0);
  const Direction less[] = {Direction::min, Direction::max};
  EXPECT_EQ(code_thrown([&] { (void)wsm({with_zero, 2}, {.directions = less}); }), "score.matrix");
  EXPECT_EQ(code_thrown([&] { (void)wsm({negative, 1}); }), "score.matrix");
  EXPECT_EQ(code_thrown([&] { (void)wpm({negative, 1}, {.normalization = Normalization::none}); }), "score.matrix");
  EXPECT_EQ(code_thrown([&] { (void)wsm({negative, 1}, {.normalization = Normalization::minmax}); }), "nothing thrown");
  EXPECT_EQ(code_thrown([&] { (void)waspas({choices::four, 3}, {.share = 1.5}); }), "argument.range");
}

TEST(WeightedSums, states_and_findings) {
  const double values[] = {1, 7, 2, 7}, same[] = {1, 1};
  const auto result = wsm({values, 2}, {});
  EXPECT_EQ(result.weights, (std::vector<double>{1, 0}));
  EXPECT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(wpm({same, 1}).state, ChoiceState::no_difference);
  EXPECT_EQ(waspas({same, 1}).scores, (std::vector<double>{0, 0}));
  EXPECT_EQ(wsm({{}, 1}).state, ChoiceState::no_alternatives);
}

double rating(const Table& table, std::size_t i, std::size_t j, Normalization normalization) {
  const double x = table.at(i, j);
  const bool more = table.directions[j] == Direction::max;
  double squares = 0, sum = 0, reciprocals = 0;
  for (std::size_t k = 0; k < table.rows(); ++k) {
    squares += table.at(k, j) * table.at(k, j);
    sum += table.at(k, j);
    reciprocals += 1 / table.at(k, j);
  }
  switch (normalization) {
    case Normalization::vector:
      return more ? x / std::sqrt(squares) : 1 - x / std::sqrt(squares);
    case Normalization::minmax:
      return (more ? x - table.low(j) : table.high(j) - x) / (table.high(j) - table.low(j));
    case Normalization::max:
      return more ? x / table.high(j) : table.low(j) / x;
    case Normalization::sum:
      return more ? x / sum : 1 / x / reciprocals;
    case Normalization::none:
      return x;
  }
  return x;
}

std::vector<double> slow_scores(const Table& table, Normalization normalization, bool product,
                                const std::vector<double>& weights) {
  std::vector<double> scores;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    double sum = 0, all = 1;
    bool any = false;
    for (std::size_t j = 0; j < table.columns; ++j) {
      if (!table.counts(j)) continue;
      any = true;
      sum += weights[j] * rating(table, i, j, normalization);
      all *= std::pow(rating(table, i, j, normalization), weights[j]);
    }
    scores.push_back(!any ? 0 : product ? all : sum);
  }
  return scores;
}

TEST(WeightedSumProperties, random_tables_equal_the_definition_and_do_not_depend_on_order) {
  std::mt19937_64 random(8);
  int found = 0;
  for (int round = 0; round < 500; ++round) {
    Table table = choices::random_table(random);
    const auto normalization = static_cast<Normalization>(round % 5);
    if (normalization == Normalization::none)
      std::fill(table.directions.begin(), table.directions.end(), Direction::max);
    const WeightedSumOptions options{
        .weights = table.weights, .directions = table.directions, .normalization = normalization, .swap = true};
    std::vector<double> shares;
    for (std::size_t j = 0; j < table.columns; ++j) shares.push_back(table.share(j));
    const auto order = choices::random_order(random, table.rows());
    const Table other = table.reordered(order);
    for (const bool product : {false, true}) {
      const auto result = product ? wpm(table.view(), options) : wsm(table.view(), options);
      expect_close(result.weights, shares, 1e-15);
      const auto expected = slow_scores(table, normalization, product, shares);
      for (std::size_t i = 0; i < table.rows(); ++i)
        ASSERT_NEAR(result.scores[i], expected[i], 1e-12 * (1 + expected[i]));
      ASSERT_EQ(result.ranks, choices::slow_ranks(result.scores, true));
      const auto again = product ? wpm(other.view(), options) : wsm(other.view(), options);
      for (std::size_t i = 0; i < order.size(); ++i) {
        ASSERT_EQ(again.scores[i], result.scores[order[i]]);
        ASSERT_EQ(again.ranks[i], result.ranks[order[i]]);
      }
      if (result.swap.state != SwapState::found) continue;
      ++found;
      const auto k = static_cast<std::size_t>(result.swap.criterion);
      ASSERT_NEAR(result.swap.used, shares[k], 1e-15);
      auto weights = shares;
      for (std::size_t j = 0; j < weights.size(); ++j)
        weights[j] = j == k ? result.swap.to : shares[j] * (1 - result.swap.to) / (1 - shares[k]);
      const auto level = slow_scores(table, normalization, product, weights);
      const double a = level[static_cast<std::size_t>(result.swap.first)],
                   b = level[static_cast<std::size_t>(result.swap.second)];
      ASSERT_NEAR(a, b, 1e-9 * (1 + a));
    }
    const auto both = waspas(table.view(), {.weights = table.weights, .directions = table.directions, .share = .3});
    const auto sums = slow_scores(table, Normalization::max, false, shares),
               products = slow_scores(table, Normalization::max, true, shares);
    for (std::size_t i = 0; i < table.rows(); ++i) ASSERT_NEAR(both.scores[i], .3 * sums[i] + .7 * products[i], 1e-12);
  }
  EXPECT_GT(found, 200);
}

TEST(WeightedSums, smallest_swap_by_hand) {
  // Ratings 1, .5 against .8, 1 with weights .6, .4: .8 against .88; level where t + (1 − t)/2 = .8 t + 1 − t: t =
  // .5/.7.
  const double values[] = {10, 5, 8, 10}, weights[] = {.6, .4};
  const WeightSwap swap = wsm({values, 2}, {.weights = weights, .swap = true}).swap;
  EXPECT_EQ(swap.state, SwapState::found);
  EXPECT_EQ(swap.first, 1);
  EXPECT_EQ(swap.second, 0);
  EXPECT_EQ(swap.criterion, 0);
  EXPECT_NEAR(swap.to, 5. / 7, 1e-15);
  // As given the others stay: the lead .08 is the second weight's .5 · .16, or the first one's .2 · .4.
  const WeightSwap given =
      wsm({values, 2}, {.weights = weights, .weight_scale = WeightScale::as_given, .swap = true}).swap;
  EXPECT_EQ(given.criterion, 1);
  EXPECT_NEAR(given.to, .24, 1e-15);
  const double better[] = {10, 10, 5, 5};
  EXPECT_EQ(wsm({better, 2}, {.swap = true}).swap.state, SwapState::none) << "better in everything";
  EXPECT_EQ(wsm({better, 2}).swap.state, SwapState::not_asked);
}

TEST(WeightedSums, a_minmax_sum_can_be_reversed_by_dropping_the_last) {
  std::mt19937_64 random(9);
  int moved = 0;
  for (int round = 0; round < 200; ++round) {
    const Table table = choices::random_table(random);
    const auto all = wsm(table.view(), {.weights = table.weights,
                                        .directions = table.directions,
                                        .normalization = Normalization::minmax,
                                        .reversals = true});
    ASSERT_EQ(all.reversals.size(), table.rows());
    for (const Dropped& one : all.reversals) moved += !one.order_kept;
    ASSERT_EQ(waspas(table.view(), {.weights = table.weights, .directions = table.directions, .reversals = true})
                  .reversals.size(),
              table.rows());
  }
  EXPECT_GT(moved, 10);
}

}  // namespace
}  // namespace guanxi::score
