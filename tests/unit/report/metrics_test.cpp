#include "../../../src/report/metrics.hpp"

#include <gtest/gtest.h>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace guanxi::report::detail {
namespace {

using Lines = std::vector<std::string>;

TEST(Metrics, chinese_signs_are_one_em) {
  EXPECT_DOUBLE_EQ(text_width("客户", {10, false}), 20);
  EXPECT_DOUBLE_EQ(text_width("客户", {10, true}), 22);
  EXPECT_DOUBLE_EQ(text_width("", {10, false}), 0);
  EXPECT_LT(text_width("il", {10, false}), text_width("mw", {10, false}));
  EXPECT_LT(text_width("customer", {10, false}), 80);
}

// At 10 units an em, four Chinese signs fill 40 units.
TEST(Metrics, breaks_between_chinese_signs_but_not_before_a_comma) {
  EXPECT_EQ(wrap("生产总监王伟", 40, {10, false}, 9), (Lines{"生产总监", "王伟"}));
  EXPECT_EQ(wrap("生产总监，王", 40, {10, false}, 9), (Lines{"生产总", "监，王"}));
  EXPECT_EQ(wrap("生产总（监）", 40, {10, false}, 9), (Lines{"生产总", "（监）"}));
}

TEST(Metrics, breaks_between_words_and_inside_long_ones) {
  EXPECT_EQ(wrap("red blue", 40, {10, false}, 9), (Lines{"red", "blue"}));
  EXPECT_EQ(wrap("  red  ", 40, {10, false}, 9), (Lines{"red"}));
  EXPECT_GT(wrap("abcdefghijklmnop", 40, {10, false}, 9).size(), 2U);
  EXPECT_TRUE(wrap(" \n ", 40, {10, false}, 9).empty());
}

TEST(Metrics, what_does_not_fit_is_marked) {
  EXPECT_EQ(wrap("生产总监王伟", 40, {10, false}, 1), (Lines{"生产总…"}));
  EXPECT_EQ(wrap("生产总监", 40, {10, false}, 1), (Lines{"生产总监"}));
}

TEST(Metrics, columns_of_a_terminal) {
  EXPECT_EQ(wrap_columns("客户ab", 4), (Lines{"客户", "ab"}));
  EXPECT_EQ(wrap_columns("客", 1), (Lines{"客"}));
  EXPECT_EQ(wrap_columns("one two three", 7), (Lines{"one two", "three"}));
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

// Whatever the text: no line is wider than asked for unless it is one sign, and nothing gets lost.
TEST(Metrics, wrapping_keeps_every_sign_within_the_width) {
  constexpr std::u32string_view alphabet = U"客户关系（），。a bWi-/1 2";
  std::mt19937 random(1);
  for (int round = 0; round < 400; ++round) {
    std::u32string signs;
    for (auto i = random() % 40; i > 0; --i) signs += alphabet[random() % alphabet.size()];
    const std::string text = text::to_utf8(signs);
    const double width = 5 + static_cast<double>(random() % 100);
    std::string whole;
    for (const std::string& line : wrap(text, width, {10, false}, 1000)) {
      EXPECT_TRUE(text_width(line, {10, false}) <= width || text::to_code_points(line).size() == 1) << text << " at " << width << ": " << line;
      whole += line;
    }
    EXPECT_EQ(without_blanks(whole), without_blanks(text));
    for (const std::string& line : wrap_columns(text, 7)) EXPECT_LE(text::display_width(line), 7U);
  }
}

}  // namespace
}  // namespace guanxi::report::detail
