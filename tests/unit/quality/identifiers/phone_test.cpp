#include <guanxi/quality/identifiers/phone.hpp>

#include <gtest/gtest.h>

#include "support/shared_data.hpp"

namespace guanxi::quality {
namespace {

TEST(Phone, agrees_with_the_oracle) {
  GUANXI_NEED_SHARED("oracles/phone_cn.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/phone_cn.tsv");
  ASSERT_EQ(rows.size(), 10u);
  for (const auto& row : rows) {
    const PhoneCheck check = check_phone(row[0], {.region = row[1]});
    EXPECT_EQ(check.verdict == Verdict::valid, row[2] == "1") << row[0];
    EXPECT_EQ(check.e164, row[3]) << row[0];
    if (row[4].starts_with("ext 801")) {
      EXPECT_EQ(check.extension, "801") << row[0];
    }
    if (row[4] == "shared cost") {
      EXPECT_EQ(check.kind, PhoneKind::shared_cost) << row[0];
    }
  }
}

struct PhoneCase {
  const char* text;
  Verdict verdict;
  PhoneKind kind;
  const char* e164;
  const char* extension;
  const char* national;
};

// By the numbering plan; e164 and national form written by hand.
constexpr PhoneCase phone_cases[] = {
    // mobiles
    {"138 0013 8000", Verdict::valid, PhoneKind::mobile, "+8613800138000", "", "13800138000"},
    {"１３８－００１３－８０００", Verdict::valid, PhoneKind::mobile, "+8613800138000", "", "13800138000"},
    {"+86 138.0013.8000", Verdict::valid, PhoneKind::mobile, "+8613800138000", "", "13800138000"},
    {"86-13800138000", Verdict::valid, PhoneKind::mobile, "+8613800138000", "", "13800138000"},
    {"\xEF\xBB\xBF"
     "13800\xE2\x80\x8B"
     "138000",
     Verdict::valid, PhoneKind::mobile, "+8613800138000", "", "13800138000"},
    {"17400123456", Verdict::valid, PhoneKind::mobile, "+8617400123456", "", "17400123456"},
    {"138001380000", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"1380013800", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"14012345678", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"15412345678", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"12800138000", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"+86 1380013800", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"013800138000", Verdict::suspect, PhoneKind::mobile, "+8613800138000", "", "13800138000"},
    // fixed lines
    {"（０２１）６８８８－８８８８", Verdict::valid, PhoneKind::fixed, "+862168888888", "", "021-68888888"},
    {"0755-8888888", Verdict::valid, PhoneKind::fixed, "+867558888888", "", "0755-8888888"},
    {"0755-88888888", Verdict::valid, PhoneKind::fixed, "+8675588888888", "", "0755-88888888"},
    {"+86 (0)10 6888 8888", Verdict::valid, PhoneKind::fixed, "+861068888888", "", "010-68888888"},
    {"+86-10-68888888", Verdict::valid, PhoneKind::fixed, "+861068888888", "", "010-68888888"},
    {"0086 010 68888888", Verdict::valid, PhoneKind::fixed, "+861068888888", "", "010-68888888"},
    {"021-6888888", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"0755-888888", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"0755-888888888", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"0155-8888888", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"21-68888888", Verdict::suspect, PhoneKind::fixed, "+862168888888", "", "021-68888888"},
    {"68888888", Verdict::suspect, PhoneKind::local, "", "", "68888888"},
    // shared cost and short codes
    {"4008108888", Verdict::valid, PhoneKind::shared_cost, "+864008108888", "", "400-810-8888"},
    {"800-810-0000", Verdict::valid, PhoneKind::shared_cost, "+868008100000", "", "800-810-0000"},
    {"400-810-888", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"95588", Verdict::suspect, PhoneKind::short_code, "", "", "95588"},
    {"12345", Verdict::suspect, PhoneKind::short_code, "", "", "12345"},
    {"+86 95588", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    // extensions
    {"021-68888888转801", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888 轉接分機 8-01", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888 Ext. 801", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888(分机801)", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888x801", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888#801", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888-801", Verdict::valid, PhoneKind::fixed, "+862168888888", "801", "021-68888888"},
    {"021-68888888转", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"021-68888888转张三", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"021-6888转801", Verdict::invalid, PhoneKind::unknown, "", "801", ""},
    // abroad
    {"+852 2123 4567", Verdict::valid, PhoneKind::international, "+85221234567", "", "21234567"},
    {"00852-21234567", Verdict::valid, PhoneKind::international, "+85221234567", "", "21234567"},
    {"+886 912 345 678", Verdict::valid, PhoneKind::international, "+886912345678", "", "912345678"},
    {"+44 (0)20 7946 0958", Verdict::valid, PhoneKind::international, "+442079460958", "", "2079460958"},
    {"+852 212 4567", Verdict::invalid, PhoneKind::international, "", "", "2124567"},
    {"+1 150 253 0000", Verdict::invalid, PhoneKind::international, "", "", "1502530000"},
    {"+1 650 153 0000", Verdict::invalid, PhoneKind::international, "", "", "6501530000"},
    {"+999 123 4567", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"+44 2079 4609 5812 3456", Verdict::invalid, PhoneKind::international, "", "",
     "20794609581234"
     "56"},
    // no numbers
    {"", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"+", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"无", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"13800138000/13900139000", Verdict::invalid, PhoneKind::unknown, "", "", ""},
    {"138+00138000", Verdict::invalid, PhoneKind::unknown, "", "", ""},
};

TEST(Phone, reads) {
  for (const PhoneCase& c : phone_cases) {
    const PhoneCheck check = check_phone(c.text);
    EXPECT_EQ(check.verdict, c.verdict) << c.text << ": " << check.reason.en;
    EXPECT_EQ(check.kind, c.kind) << c.text;
    EXPECT_EQ(check.e164, c.e164) << c.text;
    EXPECT_EQ(check.extension, c.extension) << c.text;
    EXPECT_EQ(check.national, c.national) << c.text;
    EXPECT_EQ(check.original, c.text);
    EXPECT_EQ(check.reason.zh.empty(), check.verdict == Verdict::valid) << c.text;
    EXPECT_EQ(check.reason.en.empty(), check.verdict == Verdict::valid) << c.text;
    if (!check.e164.empty()) {
      EXPECT_EQ(check.normalized, check.e164) << c.text;
    }
  }
}

TEST(PhoneProperty, reads_its_own_forms_again) {
  for (const PhoneCase& c : phone_cases) {
    if (c.verdict != Verdict::valid) continue;
    EXPECT_EQ(check_phone(c.e164).e164, c.e164);
    EXPECT_EQ(check_phone(c.e164, {.region = ""}).e164, c.e164);
    if (c.kind != PhoneKind::international) {
      EXPECT_EQ(check_phone(c.national).e164, c.e164);
    }
  }
}

TEST(Phone, numbers_without_country_need_a_region) {
  EXPECT_EQ(check_phone("13800138000", {.region = ""}).verdict, Verdict::invalid);
  EXPECT_EQ(check_phone("+86 13800138000", {.region = ""}).verdict, Verdict::valid);
}

TEST(Phone, suggests_what_passes) {
  EXPECT_EQ(check_phone("013800138000").suggestions, std::vector<std::string>{"13800138000"});
  EXPECT_EQ(check_phone("21-68888888").suggestions, std::vector<std::string>{"021-68888888"});
  EXPECT_EQ(check_phone("手机13800138000").suggestions, std::vector<std::string>{"13800138000"});
  EXPECT_EQ(check_phone("021-68888888").area, "21");
  EXPECT_EQ(check_phone("+852 2123 4567").country_code, "852");
}

TEST(Phone, masks) {
  EXPECT_EQ(mask_phone("+86 138 0013 8000"), "138****8000");
  EXPECT_EQ(mask_phone("13800138000转801"), "138****8000");
  EXPECT_EQ(mask_phone("(021) 6888 8888"), "021-****8888");
  EXPECT_EQ(mask_phone("+852 2123 4567"), "+852****4567");
  EXPECT_EQ(mask_phone("400-810-8888"), "400-810-8888");
  EXPECT_EQ(mask_phone("1380013800"), "********00");
  EXPECT_EQ(mask_phone("12"), "**");
}

}  // namespace
}  // namespace guanxi::quality
