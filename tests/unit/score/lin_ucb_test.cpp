#include <guanxi/score/lin_ucb.hpp>

#include <guanxi/score/feature_table.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

FeatureTable table_of(const std::vector<Numbers>& columns) {
  FeatureTable table;
  for (std::size_t i = 0; i < columns.size(); ++i) table.add_numbers("x" + std::to_string(i + 1), columns[i]);
  return table;
}

/// Solves A x = b by Gauss's elimination with pivots.
Numbers solved(std::vector<Numbers> a, Numbers b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k; i < n; ++i)
      if (std::fabs(a[i][k]) > std::fabs(a[pivot][k])) pivot = i;
    std::swap(a[k], a[pivot]);
    std::swap(b[k], b[pivot]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t i = 0; i < n; ++i) b[i] /= a[i][i];
  return b;
}

// By hand, λ 1, one feature: a saw x = 1 and 2 with rewards 1 and 0: A = 6, b = 1, θ = 1/6; b saw x = 1 with 1: A = 2,
// θ = 1/2. At x = 2: a 1/3 + √(4/6), b 1 + √2; never tried: 0 + 2.
TEST(LinUcb, by_hand) {
  const FeatureTable seen = table_of({{1, 2, 1}}), now = table_of({{2}});
  const Names further{"c"};
  const LinUcb learned = fit_lin_ucb(Names{"a", "a", "b"}, seen.view(), Numbers{1, 0, 1}, {.actions = further});
  ASSERT_EQ(learned.actions.size(), 3U);
  EXPECT_EQ(learned.actions[0], (LinUcbAction{"a", 2, {6}, {1}}));
  EXPECT_EQ(learned.actions[2], (LinUcbAction{"c", 0, {1}, {0}}));
  const std::vector<RankedAction> ranked = rank_actions(learned, now.view(), 0);
  ASSERT_EQ(ranked.size(), 3U);
  EXPECT_EQ(ranked[0].action, "c");
  EXPECT_NEAR(*ranked[0].score, 2, 1e-12);
  EXPECT_EQ(ranked[1].action, "b");
  EXPECT_NEAR(*ranked[1].score, 1 + std::sqrt(2.0), 1e-12);
  EXPECT_EQ(ranked[2].action, "a");
  EXPECT_NEAR(*ranked[2].score, 1.0 / 3 + std::sqrt(4.0 / 6), 1e-12);
  const std::vector<RankedAction> by_score = rank_actions(learned, now.view(), 0, {.untried = Untried::by_score});
  EXPECT_EQ(by_score[0].action, "b");
  EXPECT_EQ(by_score[1].action, "c");
}

TEST(LinUcb, ties_go_by_name) {
  const FeatureTable seen = table_of({{1, 1, 1}}), now = table_of({{1}});
  const std::vector<RankedAction> ranked =
      rank_actions(fit_lin_ucb(Names{"b", "a", "c"}, seen.view(), Numbers{1, 1, 1}), now.view(), 0);
  EXPECT_EQ(ranked[0].action, "a");
  EXPECT_EQ(ranked[1].action, "b");
  EXPECT_EQ(ranked[2].action, "c");
}

// 300 random histories against elimination, learned at once and one by one.
TEST(LinUcb, agrees_with_elimination) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 300; ++round) {
    const std::size_t rows = random() % 20, width = 1 + random() % 5;
    std::vector<Numbers> columns(width, Numbers(rows)), point(width, Numbers(1));
    for (std::size_t j = 0; j < width; ++j) {
      for (double& one : columns[j]) one = static_cast<double>(random() % 21) / 5 - 2;
      point[j][0] = static_cast<double>(random() % 21) / 5 - 2;
    }
    Names decisions;
    Numbers rewards;
    for (std::size_t i = 0; i < rows; ++i) {
      decisions.emplace_back(1, static_cast<char>('a' + random() % 3));
      rewards.push_back(static_cast<double>(random() % 5));
    }
    const double ridge = static_cast<double>(1 + random() % 4) / 2, alpha = static_cast<double>(random() % 4) / 2;
    const Names further{"a", "b", "c"};
    const FeatureTable table = table_of(columns), now = table_of(point);
    const LinUcb learned = fit_lin_ucb(decisions, table.view(), rewards, {.ridge = ridge, .actions = further});
    LinUcb stepwise =
        fit_lin_ucb({}, table_of(std::vector<Numbers>(width)).view(), {}, {.ridge = ridge, .actions = further});
    for (std::size_t i = 0; i < rows; ++i) {
      Numbers row;
      for (const Numbers& column : columns) row.push_back(column[i]);
      learn(stepwise, decisions[i], row, rewards[i]);
    }
    EXPECT_EQ(stepwise, learned);
    const std::vector<RankedAction> ranked =
        rank_actions(learned, now.view(), 0, {.alpha = alpha, .untried = Untried::by_score});
    ASSERT_EQ(ranked.size(), 3U);
    double last = 1e300;
    for (const RankedAction& found : ranked) {
      std::vector<Numbers> a(width, Numbers(width));
      Numbers b(width), x(width);
      for (std::size_t j = 0; j < width; ++j) {
        x[j] = point[j][0];
        a[j][j] = ridge;
        for (std::size_t i = 0; i < rows; ++i) {
          if (decisions[i] != found.action) continue;
          b[j] += columns[j][i] * rewards[i];
          for (std::size_t k = 0; k < width; ++k) a[j][k] += columns[j][i] * columns[k][i];
        }
      }
      const Numbers theta = solved(a, b), turned = solved(a, x);
      double mean = 0, variance = 0;
      for (std::size_t j = 0; j < width; ++j) {
        mean += x[j] * theta[j];
        variance += x[j] * turned[j];
      }
      EXPECT_NEAR(found.mean, mean, 1e-9);
      EXPECT_NEAR(found.bonus, alpha * std::sqrt(std::max(0.0, variance)), 1e-9);
      EXPECT_LE(*found.score, last);
      last = *found.score;
    }
  }
}

TEST(LinUcb, columns_are_found_by_name) {
  FeatureTable seen, now;
  seen.add_numbers("size", {1, 2}).add_numbers("age", {3, 4});
  now.add_numbers("age", {0, 5}).add_words("note", {{}, {}}).add_numbers("size", {0, 1});
  const LinUcb learned = fit_lin_ucb(Names{"a", "b"}, seen.view(), Numbers{1, 0});
  FeatureTable same;
  same.add_numbers("size", {1}).add_numbers("age", {5});
  EXPECT_EQ(rank_actions(learned, now.view(), 1), rank_actions(learned, same.view(), 0));
}

TEST(LinUcb, nothing_learned) {
  const FeatureTable none = table_of({{}}), now = table_of({{1}});
  EXPECT_TRUE(rank_actions(fit_lin_ucb({}, none.view(), {}), now.view(), 0).empty());
}

TEST(LinUcb, refuses_what_it_cannot_learn_from) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto code = [](const Names& decisions, const FeatureTable& table, const Numbers& rewards, double ridge = 1) {
    return test::code_thrown<ArgumentError>(
        [&] { (void)fit_lin_ucb(decisions, table.view(), rewards, {.ridge = ridge}); });
  };
  EXPECT_EQ(code({"a"}, table_of({{1}}), {1}, 0), "argument.range");
  EXPECT_EQ(code({"a"}, table_of({{1}}), {1}, nan), "argument.range");
  EXPECT_EQ(code({"a"}, FeatureTable{}, {1}), "argument.columns");
  EXPECT_EQ(code({"a"}, table_of({{nan}}), {1}), "argument.columns");
  FeatureTable words;
  words.add_words("note", {"x"});
  EXPECT_EQ(code({"a"}, words, {1}), "argument.columns");
  EXPECT_EQ(code({"a", "b"}, table_of({{1}}), {1}), "argument.decisions");
  EXPECT_EQ(code({"a"}, table_of({{1}}), {}), "argument.rewards");
  EXPECT_EQ(code({"a"}, table_of({{1}}), {nan}), "argument.rewards");
  EXPECT_EQ(code({""}, table_of({{1}}), {1}), "argument.action");
}

TEST(LinUcb, refuses_what_it_cannot_rank) {
  const FeatureTable seen = table_of({{1, 2}});
  LinUcb learned = fit_lin_ucb(Names{"a", "b"}, seen.view(), Numbers{1, 0});
  const auto code = [&](const FeatureTable& table, std::size_t row, double alpha = 1) {
    return test::code_thrown<ArgumentError>([&] { (void)rank_actions(learned, table.view(), row, {.alpha = alpha}); });
  };
  EXPECT_EQ(code(seen, 2), "argument.range");
  EXPECT_EQ(code(seen, 0, -1), "argument.range");
  FeatureTable other;
  other.add_numbers("y", {1});
  EXPECT_EQ(code(other, 0), "argument.columns");
  EXPECT_EQ(code(table_of({{std::nan("")}}), 0), "argument.columns");
  const LinUcb before = learned;
  for (const Numbers& row : {Numbers{}, Numbers{1, 2}, Numbers{std::nan("")}})
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { learn(learned, "new", row, 1); }), "argument.columns");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { learn(learned, "", Numbers{1}, 1); }), "argument.action");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { learn(learned, "a", Numbers{1}, HUGE_VAL); }), "argument.rewards");
  EXPECT_EQ(learned, before);
  LinUcb rewarded = learned;
  learn(rewarded, "a", Numbers{1e150}, 1e200);  // the product is beyond all numbers
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)rank_actions(rewarded, seen.view(), 0); }), "argument.ridge");
  learn(learned, "a", Numbers{1e200}, 1);  // its square is beyond all numbers
  EXPECT_EQ(code(seen, 0), "argument.ridge");
}

}  // namespace
}  // namespace guanxi::score
