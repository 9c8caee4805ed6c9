#include <guanxi/score/criteria_weights.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>

#include "choices.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using choices::Table;
using guanxi::test::code_thrown;

TEST(CriteriaWeights, entropy_by_hand) {
  // Columns (1, 1) and (0, 2): entropies 1 and 0. Columns (1, 3): E = −(¼ ln ¼ + ¾ ln ¾) / ln 2 = .8112781.
  const double one[] = {1, 0, 1, 2}, two[] = {1, 1, 3, 0};
  EXPECT_EQ(entropy_weights({one, 2}), (std::vector<double>{0, 1}));
  const double rest = 1 - .811278124459132864;
  EXPECT_NEAR(entropy_weights({two, 2})[0], rest / (rest + 1), 1e-15);
}

TEST(CriteriaWeights, standard_deviation_by_hand) {
  const double values[] = {0, 0, 4, 2, 2, 1};
  EXPECT_NEAR(std_weights({values, 2})[0], 2. / 3, 1e-15);
}

TEST(CriteriaWeights, critic_by_hand) {
  // r between the first two is 1, with the third −1: conflicts 2, 2, 4 with equal spreads.
  const double values[] = {0, 0, 9, 1, 2, 8, 2, 4, 7};
  const auto weights = critic_weights({values, 3});
  EXPECT_NEAR(weights[0], .25, 1e-15);
  EXPECT_NEAR(weights[2], .5, 1e-15);
  const Direction turned[] = {Direction::max, Direction::max, Direction::min};
  const auto agreed = critic_weights({values, 3}, {.directions = turned});
  for (const double weight : agreed) EXPECT_NEAR(weight, 1. / 3, 1e-15) << "all agree: by spread";
}

TEST(CriteriaWeights, degenerate_tables) {
  const double same[] = {1, 2, 1, 2}, half[] = {1, 2, 1, 3}, negative[] = {1, -1};
  for (const auto call : {+[](MatrixView matrix) { return entropy_weights(matrix); },
                          +[](MatrixView matrix) { return critic_weights(matrix); },
                          +[](MatrixView matrix) { return std_weights(matrix); }}) {
    EXPECT_EQ(code_thrown([&] { (void)call({same, 2}); }), "score.no_difference");
    EXPECT_EQ(code_thrown([&] { (void)call({{same, 2}, 2}); }), "score.no_difference");
    EXPECT_EQ(code_thrown([&] { (void)call({{}, 2}); }), "score.no_difference");
    EXPECT_EQ(code_thrown([&] { (void)call({}); }), "score.matrix");
    EXPECT_EQ(call({half, 2}), (std::vector<double>{0, 1}));
  }
  EXPECT_EQ(code_thrown([&] { (void)entropy_weights({negative, 1}); }), "score.matrix");
  EXPECT_EQ(code_thrown([&] {
              (void)critic_weights({half, 2}, {.directions = std::vector{Direction::max}});
            }),
            "score.directions");
}

struct Moments {
  std::vector<std::vector<double>> columns{};
  std::vector<double> deviation{};
};

Moments moments_of(const Table& table, bool minmax) {
  Moments found;
  for (std::size_t j = 0; j < table.columns; ++j) {
    std::vector<double> column;
    double mean = 0, squares = 0;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      column.push_back(minmax ? table.sign(j) * table.at(i, j) / (table.high(j) - table.low(j)) : table.at(i, j));
      mean += column.back() / static_cast<double>(table.rows());
    }
    for (double& value : column) {
      value -= mean;
      squares += value * value;
    }
    found.columns.push_back(column);
    found.deviation.push_back(std::sqrt(squares / static_cast<double>(table.rows() - 1)));
  }
  return found;
}

void expect_shares(const std::vector<double>& found, std::vector<double> parts, int round) {
  double sum = 0;
  for (const double part : parts) sum += part;
  for (std::size_t j = 0; j < parts.size(); ++j) ASSERT_NEAR(found[j], parts[j] / sum, 1e-9) << round;
}

TEST(CriteriaWeightsProperties, random_tables_equal_the_definitions_and_do_not_depend_on_order) {
  std::mt19937_64 random(14);
  int critic = 0;
  for (int round = 0; round < 400; ++round) {
    const Table table = choices::random_table(random, 4);
    bool any = false;
    for (std::size_t j = 0; j < table.columns; ++j) any = any || table.low(j) < table.high(j);
    if (!any) continue;
    std::vector<double> entropies, conflicts;
    for (std::size_t j = 0; j < table.columns; ++j) {
      double sum = 0, entropy = 0;
      for (std::size_t i = 0; i < table.rows(); ++i) sum += table.at(i, j);
      for (std::size_t i = 0; i < table.rows(); ++i) entropy -= table.at(i, j) / sum * std::log(table.at(i, j) / sum);
      entropies.push_back(table.low(j) < table.high(j) ? 1 - entropy / std::log(static_cast<double>(table.rows())) : 0);
    }
    expect_shares(entropy_weights(table.view()), entropies, round);
    expect_shares(std_weights(table.view()), moments_of(table, false).deviation, round);
    const Moments moments = moments_of(table, true);
    double total = 0;
    for (std::size_t j = 0; j < table.columns; ++j) {
      double conflict = 0;
      for (std::size_t k = 0; k < table.columns; ++k) {
        if (k == j || table.low(j) == table.high(j) || table.low(k) == table.high(k)) continue;
        double product = 0;
        for (std::size_t i = 0; i < table.rows(); ++i) product += moments.columns[j][i] * moments.columns[k][i];
        conflict += 1 - product / static_cast<double>(table.rows() - 1) / (moments.deviation[j] * moments.deviation[k]);
      }
      conflicts.push_back(table.low(j) < table.high(j) ? conflict * moments.deviation[j] : 0);
      total += conflicts.back();
    }
    if (total > 1e-6) {
      ++critic;
      expect_shares(critic_weights(table.view(), {.directions = table.directions}), conflicts, round);
    }
    const Table other = table.reordered(choices::random_order(random, table.rows()));
    ASSERT_EQ(entropy_weights(other.view()), entropy_weights(table.view())) << "bit for bit";
    ASSERT_EQ(critic_weights(other.view()), critic_weights(table.view()));
    ASSERT_EQ(std_weights(other.view()), std_weights(table.view()));
  }
  EXPECT_GT(critic, 200);
}

}  // namespace
}  // namespace guanxi::score
