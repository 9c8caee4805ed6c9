#include <guanxi/score/next_best_action.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi::score {
namespace {

using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

Names letters(const std::string& text) {
  Names names;
  for (const char one : text) names.emplace_back(1, one);
  return names;
}

Numbers digits(const std::string& text) {
  Numbers numbers;
  for (const char one : text) numbers.push_back(one - '0');
  return numbers;
}

// METHODS 4, last paragraph.
TEST(Ucb1, methods) {
  const std::vector<RankedAction> ranked = ucb1(tally_actions(letters("1112233333"), digits("0010000111")));
  ASSERT_EQ(ranked.size(), 3U);
  const std::pair<const char*, double> expected[] = {{"1", 1.5723073963}, {"3", 1.5597051824}, {"2", 1.5174271294}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(ranked[i].rank, static_cast<int>(i + 1));
    EXPECT_EQ(ranked[i].action, expected[i].first);
    EXPECT_NEAR(*ranked[i].score, expected[i].second, 5e-11);
    EXPECT_EQ(*ranked[i].score, ranked[i].mean + ranked[i].bonus);
  }
  EXPECT_EQ(ranked[1].tries, 5);
  EXPECT_EQ(ranked[1].mean, .6);
}

TEST(Ucb1, an_action_never_tried_comes_first) {
  const Names further{"z", "visit", "1"};
  const std::vector<RankedAction> ranked = ucb1(tally_actions(letters("11"), digits("11"), further));
  ASSERT_EQ(ranked.size(), 3U);
  EXPECT_EQ(ranked[0].action, "visit");
  EXPECT_EQ(ranked[1].action, "z");
  EXPECT_FALSE(ranked[0].score);
  EXPECT_EQ(ranked[2].action, "1");
}

TEST(Ucb1, ties_go_by_name) {
  const std::vector<ActionTally> tallies{{"b", 2, 1}, {"a", 2, 1}, {"c", 4, 2}};
  const std::vector<RankedAction> ranked = ucb1(tallies, {.alpha = 0});
  EXPECT_EQ(ranked[0].action, "a");
  EXPECT_EQ(ranked[1].action, "b");
  EXPECT_EQ(ranked[2].action, "c");
  EXPECT_EQ(*ranked[0].score, .5);
}

TEST(Ucb1, few_tries) {
  EXPECT_TRUE(ucb1({}).empty());
  EXPECT_TRUE(tally_actions({}, {}).empty());
  const std::vector<ActionTally> once{{"a", 1, 3}};
  EXPECT_EQ(*ucb1(once)[0].score, 3);  // ln 1 = 0
}

TEST(Ucb1, refuses_what_is_no_tally) {
  const auto code = [](const std::vector<ActionTally>& tallies, double alpha = 1) {
    return test::code_thrown<ArgumentError>([&] { (void)ucb1(tallies, {.alpha = alpha}); });
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(code({{"", 1, 1}}), "argument.action");
  EXPECT_EQ(code({{"a", 1, 1}, {"a", 2, 1}}), "argument.action");
  EXPECT_EQ(code({{"a", -1, 0}}), "argument.tries");
  EXPECT_EQ(code({{"a", 0, 1}}), "argument.rewards");
  EXPECT_EQ(code({{"a", 1, nan}}), "argument.rewards");
  EXPECT_EQ(code({{"a", 1, 1}}, -1), "argument.range");
  EXPECT_EQ(code({{"a", 1, 1}}, nan), "argument.range");
  const auto tally_code = [](const Names& decisions, const Numbers& rewards, const Names& further = {}) {
    return test::code_thrown<ArgumentError>([&] { (void)tally_actions(decisions, rewards, further); });
  };
  EXPECT_EQ(tally_code({"a"}, {}), "argument.rewards");
  EXPECT_EQ(tally_code({"a"}, {nan}), "argument.rewards");
  EXPECT_EQ(tally_code({""}, {1}), "argument.action");
  EXPECT_EQ(tally_code({"a"}, {1}, {""}), "argument.action");
}

// 300 random histories: counted again for each action, the best picked again and again.
TEST(Ucb1, agrees_with_plain_counting) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 300; ++round) {
    const Names all{"a", "b", "c", "d", "e"};
    Names decisions;
    Numbers rewards;
    for (std::size_t i = 0; i < random() % 30; ++i) {
      decisions.push_back(all[random() % (1 + random() % 5)]);
      rewards.push_back(static_cast<double>(random() % 2));
    }
    const double alpha = static_cast<double>(random() % 5) / 2;
    const std::vector<RankedAction> ranked = ucb1(tally_actions(decisions, rewards, all), {.alpha = alpha});
    Names left = all;
    for (const RankedAction& found : ranked) {
      std::string best;
      double highest = -1;
      for (const std::string& name : left) {
        double tries = 0, sum = 0;
        for (std::size_t i = 0; i < decisions.size(); ++i)
          if (decisions[i] == name) {
            tries += 1;
            sum += rewards[i];
          }
        const double bound =
            tries == 0 ? 1e300
                       : sum / tries + alpha * std::sqrt(2 * std::log(static_cast<double>(decisions.size())) / tries);
        if (bound > highest) {
          highest = bound;
          best = name;
        }
      }
      EXPECT_EQ(found.action, best);
      EXPECT_EQ(found.score.value_or(1e300), highest);
      left.erase(std::find(left.begin(), left.end(), best));
    }
    EXPECT_TRUE(left.empty());
  }
}

}  // namespace
}  // namespace guanxi::score
