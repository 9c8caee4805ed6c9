#include <guanxi/score/spotis.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>

#include "choices.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using choices::Table;

// By hand: the first is .2 · 1.5/17 + .3 · 2.9/16 + .5 · 3.3/13.
TEST(Spotis, example_by_hand) {
  const double values[] = {10.5, -3.1, 1.7, -4.7, 0, 3.4, 8.1, .3, 1.3, 3.2, 7.3, -5.3};
  const double bounds[] = {-5, 12, -6, 10, -8, 5}, weights[] = {.2, .3, .5};
  const Direction directions[] = {Direction::max, Direction::min, Direction::max};
  const SpotisResult result = spotis({values, 3}, {bounds, 2}, {.weights = weights, .directions = directions});
  const double expected[] = {.1989, .3705, .3063, .7491};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(result.scores[i], expected[i], 5e-5) << i;
  EXPECT_EQ(result.ranks, (std::vector<std::int32_t>{1, 3, 2, 4}));
}

TEST(Spotis, an_ideal_of_ones_own) {
  const double values[] = {0, 5, 10}, bounds[] = {0, 10}, ideal[] = {5};
  const SpotisResult result = spotis({values, 1}, {bounds, 2}, {.ideal = ideal});
  EXPECT_EQ(result.scores, (std::vector<double>{.5, 0, .5}));
  EXPECT_EQ(result.ranks, (std::vector<std::int32_t>{2, 1, 2}));
}

TEST(Spotis, bad_bounds_are_named) {
  const double values[] = {0, 5, 10};
  const auto thrown = [&](std::vector<double> bounds, std::size_t columns, std::vector<double> ideal = {}) {
    return guanxi::test::code_thrown<ArgumentError>([&] {
      (void)spotis({values, 1}, {bounds, columns}, {.ideal = ideal});
    });
  };
  EXPECT_EQ(thrown({0, 10}, 2), "nothing thrown");
  EXPECT_EQ(thrown({0, 9}, 2), "score.bounds") << "a number outside";
  EXPECT_EQ(thrown({10, 0}, 2), "score.bounds");
  EXPECT_EQ(thrown({0, 0}, 2), "score.bounds");
  EXPECT_EQ(thrown({0, std::nan("")}, 2), "score.bounds");
  EXPECT_EQ(thrown({0, 10, 0, 10}, 2), "score.bounds");
  EXPECT_EQ(thrown({0}, 1), "score.bounds");
  EXPECT_EQ(thrown({0, 10}, 2, {11}), "score.bounds");
  EXPECT_EQ(thrown({0, 10}, 2, {1, 2}), "score.bounds");
}

TEST(Spotis, states) {
  const double same[] = {4, 4}, bounds[] = {0, 10};
  const SpotisResult alike = spotis({same, 1}, {bounds, 2});
  EXPECT_EQ(alike.state, ChoiceState::no_difference);
  EXPECT_EQ(alike.scores, (std::vector<double>{.6, .6})) << "scores are true all the same";
  EXPECT_EQ(spotis({{same, 1}, 1}, {bounds, 2}).state, ChoiceState::one_alternative);
  EXPECT_EQ(spotis({{}, 1}, {bounds, 2}).state, ChoiceState::no_alternatives);
}

TEST(SpotisProperties, equals_the_definition_and_no_alternative_changes_the_score_of_another) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 300; ++round) {
    const Table table = choices::random_table(random);
    std::vector<double> bounds;
    double sum = 0;
    for (std::size_t j = 0; j < table.columns; ++j) {
      bounds.insert(bounds.end(), {table.low(j) - 1, table.high(j) + 2});
      sum += table.weights[j];
    }
    const SpotisOptions options{.weights = table.weights, .directions = table.directions};
    const SpotisResult result = spotis(table.view(), {bounds, 2}, options);
    for (std::size_t i = 0; i < table.rows(); ++i) {
      double expected = 0;
      for (std::size_t j = 0; j < table.columns; ++j) {
        const double ideal = table.sign(j) > 0 ? bounds[2 * j + 1] : bounds[2 * j];
        expected += table.weights[j] / sum * std::abs(table.at(i, j) - ideal) / (bounds[2 * j + 1] - bounds[2 * j]);
      }
      ASSERT_NEAR(result.scores[i], expected, 1e-13);
      const SpotisResult alone = spotis({table.view().row(i), table.columns}, {bounds, 2}, options);
      ASSERT_EQ(alone.scores[0], result.scores[i]) << "bit for bit";
    }
    ASSERT_EQ(result.ranks, choices::slow_ranks(result.scores, false));
  }
}

}  // namespace
}  // namespace guanxi::score
