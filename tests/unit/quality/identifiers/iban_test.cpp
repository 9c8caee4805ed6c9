#include <guanxi/quality/identifiers/iban.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace guanxi::quality {
namespace {

TEST(Iban, accepts) {
  // The examples of the registry for these countries.
  for (const char* text :
       {"GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606", "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300", "BR1800360305000010009795493C1",
        "MU17BOMM0101101030300200000MUR", "ad12 0001 2030 2003 5910 0100"})
    EXPECT_EQ(check_iban(text).verdict, Verdict::valid) << text << ": " << check_iban(text).reason.en;
}

TEST(Iban, answers_with_parts) {
  const IbanCheck check = check_iban("gb82-west-1234-5698-7654-32");
  EXPECT_EQ(check.normalized, "GB82WEST12345698765432");
  EXPECT_EQ(check.country, "GB");
  EXPECT_TRUE(check.country_known);
  EXPECT_EQ(check.check, "82");
  EXPECT_EQ(check.expected_check, "82");
  EXPECT_EQ(check.account, "WEST12345698765432");
  EXPECT_EQ(check.display, "GB82 WEST 1234 5698 7654 32");
}

struct IbanCase {
  const char* name;
  const char* text;
  Verdict verdict;
  const char* reason;
};

constexpr IbanCase iban_cases[] = {
    {"empty", "", Verdict::invalid, "is empty"},
    {"one_sign", "G", Verdict::invalid, "begins with two letters"},
    {"no_country", "8237040044053201300082", Verdict::invalid, "begins with two letters"},
    {"foreign_sign", "GB82WEST1234569876543_", Verdict::invalid, "sign 22"},
    {"changed", "GB82WEST12345698765431", Verdict::invalid, "found “82”"},
    {"short", "GB82WEST1234569876543", Verdict::invalid, "has 22 signs, found 21"},
    {"letters_misplaced", "GB82123412345698765432", Verdict::invalid, "not placed as in GB"},
    {"too_long", "GB82WEST123456987654320000000000000", Verdict::invalid, "5–34"},
    {"country_without_registry", "US64SVBKUS6S3300958879", Verdict::suspect, "not in the registry"},
};

TEST(Iban, grades) {
  for (const IbanCase& c : iban_cases) {
    const IbanCheck check = check_iban(c.text);
    EXPECT_EQ(check.verdict, c.verdict) << c.name;
    EXPECT_NE(check.reason.en.find(c.reason), std::string::npos) << c.name << ": " << check.reason.en;
    EXPECT_FALSE(check.reason.zh.empty()) << c.name;
  }
}

TEST(Iban, suggests) {
  for (const char* slip :
       {"GB82WEST12345698765431", "GB82WEST12345698765423", "GB82WEST1234569876543", "GB82WEST123456987654322"}) {
    const auto found = check_iban(slip, {.max_suggestions = 100}).suggestions;
    EXPECT_NE(std::ranges::find(found, "GB82WEST12345698765432"), found.end()) << slip;
    for (const std::string& iban : found) EXPECT_EQ(check_iban(iban).verdict, Verdict::valid) << iban;
  }
}

TEST(IbanProperty, finds_every_changed_digit) {
  const std::string iban = "DE89370400440532013000";
  for (std::size_t i = 2; i < iban.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string other = iban;
      other[i] = digit;
      EXPECT_EQ(check_iban(other, {.max_suggestions = 0}).verdict == Verdict::valid, other == iban) << other;
    }
}

}  // namespace
}  // namespace guanxi::quality
