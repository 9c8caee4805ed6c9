#include <guanxi/score/promethee.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>

#include "choices.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using choices::Table;

// By hand: of X = [[5,8,4],[7,6,8],[8,8,6],[7,4,6]] the first beats nobody in 1, two in 2 and nobody in 3: φ⁺ = .8 / 3.
TEST(Promethee, example_by_hand) {
  const PrometheeResult result = promethee_ii({choices::four, 3}, {.weights = choices::four_weights});
  const double positive[] = {.8 / 3, (.3 + .4 + .9) / 3, (.9 + .8 + .3) / 3, (.3 + .3) / 3};
  const double negative[] = {(.9 + .9) / 3, (.3 + .8) / 3, .3 / 3, (.3 + 1.2 + .3) / 3};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(result.positive[i], positive[i], 1e-15) << i;
    EXPECT_NEAR(result.negative[i], negative[i], 1e-15) << i;
    EXPECT_NEAR(result.scores[i], positive[i] - negative[i], 1e-15) << i;
  }
  EXPECT_EQ(result.ranks, (std::vector<std::int32_t>{3, 2, 1, 4}));
}

double preference(double d, const Preference& with) {
  if (d <= 0) return 0;
  switch (with.function) {
    case PreferenceFunction::usual:
      return 1;
    case PreferenceFunction::quasi:
      return d > with.q ? 1 : 0;
    case PreferenceFunction::v_shape:
      return std::min(1.0, d / with.p);
    case PreferenceFunction::level:
      return d > with.p ? 1 : d > with.q ? .5 : 0;
    case PreferenceFunction::linear:
      return d <= with.q ? 0 : std::min(1.0, (d - with.q) / (with.p - with.q));
    case PreferenceFunction::gaussian:
      return 1 - std::exp(-d * d / (2 * with.sigma * with.sigma));
  }
  return 0;
}

TEST(PrometheeProperties, random_tables_equal_the_definition_and_do_not_depend_on_order) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 400; ++round) {
    const Table table = choices::random_table(random);
    std::vector<Preference> preferences;
    for (std::size_t j = 0; j < table.columns; ++j) {
      const double q = static_cast<double>(random() % 3), more = 1 + static_cast<double>(random() % 4);
      preferences.push_back({static_cast<PreferenceFunction>(random() % 6), q, q + more, more});
    }
    const PrometheeOptions options{
        .weights = table.weights, .directions = table.directions, .preferences = preferences};
    const PrometheeResult result = promethee_ii(table.view(), options);
    double total = 0;
    for (std::size_t a = 0; a < table.rows(); ++a) {
      double ahead = 0, behind = 0;
      for (std::size_t b = 0; b < table.rows(); ++b)
        for (std::size_t j = 0; j < table.columns; ++j) {
          const double d = table.sign(j) * (table.at(a, j) - table.at(b, j));
          ahead += table.share(j) * preference(d, preferences[j]);
          behind += table.share(j) * preference(-d, preferences[j]);
        }
      const auto others = static_cast<double>(table.rows() - 1);
      ASSERT_NEAR(result.positive[a], ahead / others, 1e-13) << round;
      ASSERT_NEAR(result.negative[a], behind / others, 1e-13);
      ASSERT_NEAR(result.scores[a], (ahead - behind) / others, 1e-13);
      total += result.scores[a];
    }
    ASSERT_NEAR(total, 0, 1e-12);
    ASSERT_EQ(result.ranks, choices::slow_ranks(result.scores, true));
    const auto order = choices::random_order(random, table.rows());
    const Table other = table.reordered(order);
    const PrometheeResult again = promethee_ii(other.view(), options);
    for (std::size_t i = 0; i < order.size(); ++i) {
      ASSERT_EQ(again.scores[i], result.scores[order[i]]);
      ASSERT_EQ(again.ranks[i], result.ranks[order[i]]);
    }
  }
}

TEST(Promethee, one_preference_serves_all_and_bad_ones_are_named) {
  using enum PreferenceFunction;
  const Preference wide{quasi, 1.5, 0, 0};
  const std::vector<Preference> all(3, wide);
  EXPECT_EQ(promethee_ii({choices::four, 3}, {.preferences = {&wide, 1}}),
            promethee_ii({choices::four, 3}, {.preferences = all}));
  EXPECT_NE(promethee_ii({choices::four, 3}, {.preferences = all}), promethee_ii({choices::four, 3}));
  const auto thrown = [](std::vector<Preference> preferences) {
    return guanxi::test::code_thrown<ArgumentError>([&] {
      (void)promethee_ii({choices::four, 3}, {.preferences = preferences});
    });
  };
  EXPECT_EQ(thrown({wide, wide}), "score.preference");
  for (const Preference& bad :
       {Preference{v_shape, 0, 0, 0}, Preference{level, 2, 1, 0}, Preference{linear, 1, 1, 0},
        Preference{gaussian, 0, 0, 0}, Preference{quasi, -1, 0, 0}, Preference{quasi, std::nan(""), 0, 0}})
    EXPECT_EQ(thrown({bad}), "score.preference");
}

TEST(Promethee, degenerate_tables) {
  const double same[] = {1, 1, 1};
  EXPECT_EQ(promethee_ii({{}, 1}).state, ChoiceState::no_alternatives);
  EXPECT_EQ(promethee_ii({{same, 1}, 1}).state, ChoiceState::one_alternative);
  EXPECT_EQ(promethee_ii({same, 1}).state, ChoiceState::no_difference);
  EXPECT_EQ(promethee_ii({same, 1}).ranks, (std::vector<std::int32_t>{1, 1, 1}));
  EXPECT_EQ(promethee_ii({same, 1}).findings.size(), 1U);
}

}  // namespace
}  // namespace guanxi::score
