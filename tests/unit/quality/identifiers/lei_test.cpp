#include <guanxi/quality/identifiers/lei.hpp>

#include <gtest/gtest.h>

#include <algorithm>

#include "support/shared_data.hpp"

namespace guanxi::quality {
namespace {

TEST(Lei, agrees_with_the_oracle) {
  GUANXI_NEED_SHARED("oracles/lei.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/lei.tsv");
  ASSERT_EQ(rows.size(), 3u);
  for (const auto& row : rows) EXPECT_EQ(word_of(check_lei(row[0]).verdict).word, row[1]) << row[0];
}

TEST(Lei, accepts_50_of_50_real_ones) {
  GUANXI_NEED_SHARED("identifiers/lei_valid_half.txt");
  const auto lines = test::read_lines(test::shared_data() / "identifiers/lei_valid_half.txt");
  const auto valid =
      std::ranges::count_if(lines, [](const auto& lei) { return check_lei(lei).verdict == Verdict::valid; });
  EXPECT_EQ(lines.size(), 50u);
  EXPECT_EQ(valid, 50);
}

bool same_kind(char a, char b) { return (a <= '9') == (b <= '9'); }

bool passes(const std::string& lei) { return check_lei(lei, {.max_suggestions = 0}).verdict == Verdict::valid; }

// Modulo 97 finds every change of a digit into a digit or a letter into a letter; a letter counts as two digits, so
// that 1B and B1 are the same number.
TEST(LeiProperty, check_digits_find_changed_signs_and_swaps) {
  GUANXI_NEED_SHARED("identifiers/lei_valid_half.txt");
  constexpr std::string_view signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const std::string& lei : test::read_lines(test::shared_data() / "identifiers/lei_valid_half.txt"))
    for (std::size_t i = 0; i < lei.size(); ++i) {
      std::string other = lei;
      for (const char sign : signs) {
        if (!same_kind(sign, lei[i])) continue;
        other[i] = sign;
        ASSERT_EQ(passes(other), other == lei) << other;
      }
      if (i == 0 || !same_kind(lei[i - 1], lei[i])) continue;
      other = lei;
      std::swap(other[i - 1], other[i]);
      ASSERT_EQ(passes(other), other == lei) << other;
    }
}

TEST(Lei, answers_with_parts) {
  const LeiCheck check = check_lei("5493 001k jtii gc8y 1r12");
  EXPECT_EQ(check.verdict, Verdict::valid);
  EXPECT_EQ(check.normalized, "5493001KJTIIGC8Y1R12");
  EXPECT_EQ(check.issuer, "5493");
  EXPECT_EQ(check.entity, "001KJTIIGC8Y1R");
  EXPECT_EQ(check.check, "12");
  EXPECT_EQ(check.expected_check, "12");
}

TEST(Lei, explains_and_suggests) {
  const LeiCheck swapped = check_lei("5493001KJTIIGC8Y1R21");
  EXPECT_EQ(swapped.reason.zh, "法人机构识别编码（LEI）的校验位应为“12”，现为“21”");
  ASSERT_FALSE(swapped.suggestions.empty());
  EXPECT_EQ(swapped.suggestions[0], "5493001KJTIIGC8Y1R12");
  const LeiCheck letter = check_lei("5493001KJTIIGC8Y1RI2");
  EXPECT_NE(letter.reason.en.find("digits “12”, found “I2”"), std::string::npos) << letter.reason.en;
  EXPECT_EQ(letter.suggestions[0], "5493001KJTIIGC8Y1R12");
  for (const char* text : {"", "5493001KJTIIGC8Y1R1", "5493001KJTIIGC8Y1R123", "5493001KJTIIGC8Y1R1客"})
    EXPECT_EQ(check_lei(text).verdict, Verdict::invalid) << text;
}

TEST(Lei, refuses_check_digits_that_the_rule_never_makes) {
  // 97 more or less leaves the same remainder: 99 stands for 02, 00 for 97, 01 for 98.
  for (char last = '0'; last <= 'Z'; ++last) {
    if (last > '9' && last < 'A') continue;
    const std::string body = "00000000000000000" + std::string(1, last);
    const std::string right = check_lei(body + "00").expected_check;
    EXPECT_EQ(check_lei(body + right).verdict, Verdict::valid) << body;
    for (const char* never : {"00", "01", "99"}) EXPECT_EQ(check_lei(body + never).verdict, Verdict::invalid) << body;
  }
}

}  // namespace
}  // namespace guanxi::quality
