#include <guanxi/quality/identifiers/registration_number.hpp>

#include <gtest/gtest.h>

namespace guanxi::quality {
namespace {

TEST(RegistrationNumber, accepts_and_takes_apart) {
  const RegistrationNumberCheck check = check_registration_number("110108 000000016");  // worked example of the rule
  EXPECT_EQ(check.verdict, Verdict::valid);
  EXPECT_EQ(check.normalized, "110108000000016");
  EXPECT_EQ(check.region, "110108");
  EXPECT_EQ(check.province.zh, "北京市");
  EXPECT_EQ(check.sequence, "00000001");
  EXPECT_EQ(check.expected_check, '6');
}

TEST(RegistrationNumberProperty, finds_every_changed_digit) {
  const std::string number = "110108000000016";
  for (std::size_t i = 0; i < number.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string other = number;
      other[i] = digit;
      EXPECT_EQ(check_registration_number(other, {.max_suggestions = 0}).verdict == Verdict::valid, other == number)
          << other;
    }
}

TEST(RegistrationNumber, explains) {
  const RegistrationNumberCheck wrong = check_registration_number("110108000000017");
  EXPECT_EQ(wrong.verdict, Verdict::invalid);
  EXPECT_EQ(wrong.reason.zh, "工商注册号的校验位应为“6”，现为“7”");
  EXPECT_FALSE(wrong.suggestions.empty());
  for (const std::string& number : wrong.suggestions)
    EXPECT_EQ(check_registration_number(number).verdict, Verdict::valid);
  for (const char* text : {"", "11010800000001", "1101080000000166", "11010800000001X"})
    EXPECT_EQ(check_registration_number(text).verdict, Verdict::invalid) << text;
  EXPECT_EQ(check_registration_number("11010800000001").suggestions.at(0), "110108000000016");
}

TEST(RegistrationNumber, unknown_region_is_a_note) {
  const RegionTable regions({110101});
  const RegistrationNumberCheck unknown = check_registration_number("110108000000016", {.regions = &regions});
  EXPECT_EQ(unknown.verdict, Verdict::valid);
  EXPECT_EQ(unknown.region_known, false);
  EXPECT_EQ(unknown.notes.size(), 1u);
  EXPECT_EQ(check_registration_number("100000000000000").region_known, true);  // the state's own registrar
}

}  // namespace
}  // namespace guanxi::quality
