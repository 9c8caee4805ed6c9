#include <guanxi/quality/identifiers/organization_code.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace guanxi::quality {
namespace {

TEST(OrganizationCode, accepts_and_takes_apart) {
  // GB 11714-1997 prints D2143569-X; the others are signs 9–17 of real unified codes.
  for (const char* code :
       {"D2143569-X", "d2143569x", "Ｄ２１４３５６９－Ｘ", "60003734-1", "71092609-4", "07837628-6", "M000100Y4"}) {
    const OrganizationCodeCheck check = check_organization_code(code);
    EXPECT_EQ(check.verdict, Verdict::valid) << code;
    EXPECT_EQ(check.check, check.expected_check) << code;
    EXPECT_TRUE(check.reason.zh.empty()) << code;
  }
  EXPECT_EQ(check_organization_code("D2143569-X").body, "D2143569");
  EXPECT_EQ(check_organization_code("D2143569-X").normalized, "D2143569X");
}

TEST(OrganizationCode, check_sign_is_x_for_10_and_0_for_11) {
  // Σ = 3 leaves 3, 11 − 3 = 8; Σ = 12 leaves 1 → X; Σ = 0 leaves 0 → 0.
  EXPECT_EQ(check_organization_code("100000008").expected_check, '8');
  EXPECT_EQ(check_organization_code("40000000X").expected_check, 'X');
  EXPECT_EQ(check_organization_code("000000000").expected_check, '0');
}

TEST(OrganizationCode, explains_and_suggests) {
  const OrganizationCodeCheck wrong = check_organization_code("60003734-2");
  EXPECT_EQ(wrong.verdict, Verdict::invalid);
  EXPECT_EQ(wrong.expected_check, '1');
  EXPECT_EQ(wrong.reason.zh, "组织机构代码的校验位应为“1”，现为“2”");
  EXPECT_EQ(wrong.reason.en, "the check sign of the organization code should be “1”, found “2”");
  const auto many = check_organization_code("600037342", {.max_suggestions = 1000}).suggestions;
  EXPECT_NE(std::ranges::find(many, "600037341"), many.end());
  for (const std::string& code : many) EXPECT_EQ(check_organization_code(code).verdict, Verdict::valid) << code;
}

TEST(OrganizationCode, refuses_other_forms) {
  for (const char* text : {"", "60003734", "6000373411", "60003734_1", "客户客户客户客户客"}) {
    const OrganizationCodeCheck check = check_organization_code(text);
    EXPECT_EQ(check.verdict, Verdict::invalid) << text;
    EXPECT_FALSE(check.reason.en.empty()) << text;
    EXPECT_TRUE(check.body.empty()) << text;
  }
}

}  // namespace
}  // namespace guanxi::quality
