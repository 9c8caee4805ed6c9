#include <guanxi/quality/identifiers/luhn.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace guanxi::quality {
namespace {

TEST(Luhn, checks) {
  EXPECT_EQ(check_luhn("7992 7398 713").verdict, Verdict::valid);  // the example of ISO/IEC 7812
  EXPECT_EQ(check_luhn("4111-1111-1111-1111").verdict, Verdict::valid);
  EXPECT_EQ(check_luhn("00").verdict, Verdict::valid);
  const LuhnCheck wrong = check_luhn("79927398710");
  EXPECT_EQ(wrong.verdict, Verdict::invalid);
  EXPECT_EQ(wrong.body, "7992739871");
  EXPECT_EQ(wrong.check, '0');
  EXPECT_EQ(wrong.expected_check, '3');
  EXPECT_EQ(wrong.reason.en, "the check sign of the number should be “3”, found “0”");
}

TEST(Luhn, refuses_other_forms) {
  for (const char* text : {"", "7", "7992739871a", "七九"}) {
    EXPECT_EQ(check_luhn(text).verdict, Verdict::invalid) << text;
    EXPECT_FALSE(check_luhn(text).reason.zh.empty()) << text;
  }
}

TEST(LuhnProperty, finds_every_changed_digit_and_suggests_the_right_one) {
  const std::string number = "79927398713";
  for (std::size_t i = 0; i < number.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string other = number;
      other[i] = digit;
      const LuhnCheck check = check_luhn(other, {.max_suggestions = 100});
      ASSERT_EQ(check.verdict == Verdict::valid, other == number) << other;
      if (other == number) continue;
      EXPECT_NE(std::ranges::find(check.suggestions, number), check.suggestions.end()) << other;
    }
}

}  // namespace
}  // namespace guanxi::quality
