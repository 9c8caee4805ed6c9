#include <guanxi/quality/identifiers/vat.hpp>

#include <gtest/gtest.h>

#include <set>

namespace guanxi::quality {
namespace {

// The first ten from the methods page; the others are numbers that companies and tax offices publish as their own or as
// examples, one or more per country and rule.
constexpr const char* valid_numbers[] = {
    "DE136695976",    "FR40303265045",  "NL4495445B01",  "ATU13585627",    "BE0428759497",   "IT00743110157",
    "PL8567346215",   "IE6388047V",     "ES54362315K",   "XI110305878",    "BG175074752",    "BG7523169263",
    "CY10259033P",    "CZ25123891",     "CZ640903926",   "CZ7103192745",   "DK13585628",     "EE100931558",
    "EL094259216",    "GR023456780",    "ESA13585625",   "ESX5910266W",    "ESB58378431",    "FI20774740",
    "FRK7399859412",  "FR83404833048",  "HR33392005961", "HU12892312",     "IE8D79739I",     "IE3333510LH",
    "LT119511515",    "LT100001919017", "LU15027442",    "LV40003521600",  "LV16117519997",  "MT11679112",
    "NL123456782B90", "PT501964843",    "RO18547290",    "SE123456789701", "SI50223054",     "SK2022749619",
    "XIGD001",        "XIHA500",        "be428759497",   "DE 136 695 976", "de-136.695.976",
};

TEST(Vat, accepts) {
  std::set<std::string> countries;
  for (const char* text : valid_numbers) {
    const VatCheck check = check_vat(text);
    EXPECT_EQ(check.verdict, Verdict::valid) << text << ": " << check.reason.en;
    EXPECT_TRUE(check.in_union) << text;
    EXPECT_EQ(check.normalized, check.country + check.number);
    countries.insert(check.country);
  }
  EXPECT_EQ(countries.size(), 28u) << "27 members and Northern Ireland";
}

struct VatCase {
  const char* text;
  bool format_ok, check_ok;
  const char* reason;  // a part of the English sentence
};

constexpr VatCase invalid_cases[] = {
    {"", false, false, "is empty"},
    {"136695976", false, false, "begins with two letters"},
    {"CHE107787577", false, false, "“CH” is no country"},
    {"DE136695977", true, false, "fails the check rule of Germany"},
    {"DE13669597", false, false, "of Germany has 9 digits, found “13669597”"},
    {"DE13669597X", false, false, "of Germany has 9 digits"},
    {"DE13669597关", false, false, "sign 11"},
    {"ATX13585627", false, false, "has U and 8 digits"},
    {"IT00743112007", true, false, "check rule of Italy"},   // no tax office 200
    {"CZ7113192745", true, false, "check rule of Czechia"},  // month 13
    {"GB980780684", true, true, "no longer one of the Union"},
    {"GB980780685", true, false, "check rule of Great Britain"},
};

TEST(Vat, explains) {
  for (const VatCase& c : invalid_cases) {
    const VatCheck check = check_vat(c.text);
    EXPECT_EQ(check.verdict, Verdict::invalid) << c.text;
    EXPECT_EQ(check.format_ok, c.format_ok) << c.text;
    EXPECT_EQ(check.check_ok, c.check_ok) << c.text;
    EXPECT_NE(check.reason.en.find(c.reason), std::string::npos) << c.text << ": " << check.reason.en;
    EXPECT_FALSE(check.reason.zh.empty()) << c.text;
  }
}

TEST(Vat, tells_british_numbers_apart) {
  const VatCheck check = check_vat("GB980780684");
  EXPECT_EQ(check.country, "GB");
  EXPECT_FALSE(check.in_union);
  EXPECT_TRUE(check.check_ok);
  EXPECT_TRUE(check.suggestions.empty());
}

TEST(Vat, answers_with_parts) {
  const VatCheck check = check_vat(" gr 023456780 ");
  EXPECT_EQ(check.country, "EL");
  EXPECT_EQ(check.country_name.zh, "希腊");
  EXPECT_EQ(check.number, "023456780");
  EXPECT_EQ(check.normalized, "EL023456780");
  EXPECT_EQ(check.original, " gr 023456780 ");
  EXPECT_EQ(check_vat("NL4495445B01").number, "004495445B01");
}

TEST(Vat, country_can_come_from_the_caller) {
  EXPECT_EQ(check_vat("136695976", {.country = "DE"}).verdict, Verdict::valid);
  EXPECT_EQ(check_vat("136695976", {.country = "DE"}).normalized, "DE136695976");
  EXPECT_EQ(check_vat("K7399859412", {.country = "fr"}).verdict, Verdict::valid);
  EXPECT_EQ(check_vat("FR40303265045", {.country = "DE"}).country, "FR");
}

/// Share of all one-digit changes that a rule finds; rules modulo 10 or with several forms miss some.
TEST(VatProperty, check_rules_find_changed_digits) {
  int tried = 0, found = 0;
  for (const char* text : valid_numbers) {
    const std::string number = check_vat(text).normalized;
    if (number.starts_with("XIGD") || number.starts_with("XIHA")) continue;
    for (std::size_t i = 2; i < number.size(); ++i)
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string other = number;
        other[i] = digit;
        if (other == number || number[i] > '9') continue;
        ++tried;
        found += check_vat(other, {.max_suggestions = 0}).verdict == Verdict::valid ? 0 : 1;
      }
  }
  EXPECT_GT(tried, 3000);
  EXPECT_GT(found, tried * 95 / 100);
  EXPECT_LT(found, tried) << "two digits of Swedish branches and Dutch sequence numbers are free";
}

TEST(Vat, suggests_what_passes) {
  const VatCheck check = check_vat("DE136695977");
  ASSERT_FALSE(check.suggestions.empty());
  EXPECT_EQ(check.suggestions[0], "DE136695976");
  for (const std::string& number : check.suggestions) EXPECT_EQ(check_vat(number).verdict, Verdict::valid) << number;
  EXPECT_TRUE(check_vat("DE136695977", {.max_suggestions = 0}).suggestions.empty());
  EXPECT_EQ(check_vat("DEI36695976").suggestions.at(0), "DE136695976");
}

}  // namespace
}  // namespace guanxi::quality
