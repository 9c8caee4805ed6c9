#include <guanxi/quality/identifiers/resident_id.hpp>

#include <gtest/gtest.h>

#include <algorithm>

#include "support/shared_data.hpp"

namespace guanxi::quality {
namespace {

TEST(ResidentId, agrees_with_the_oracle) {
  GUANXI_NEED_SHARED("oracles/cn_resident_id.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/cn_resident_id.tsv");
  ASSERT_EQ(rows.size(), 5u);
  for (const auto& row : rows) {
    const ResidentIdCheck check = check_resident_id(row[0]);
    if (row[1] == "legacy15") {
      EXPECT_TRUE(check.legacy15);
      EXPECT_EQ(check.verdict, Verdict::suspect);
      EXPECT_EQ("upgrades to " + check.current_form, row[2]);
      EXPECT_EQ(check.suggestions, std::vector<std::string>{check.current_form});
    } else {
      EXPECT_FALSE(check.legacy15) << row[0];
      EXPECT_EQ(word_of(check.verdict).word, row[1]) << row[0];
    }
    if (row[2].starts_with("checksum")) {
      EXPECT_EQ("checksum (expected " + std::string(1, check.expected_check) + ")", row[2]);
    }
  }
}

TEST(ResidentId, answers_with_parts) {
  const ResidentIdCheck check = check_resident_id("11010519491231002x");
  EXPECT_EQ(check.verdict, Verdict::valid);
  EXPECT_EQ(check.normalized, "11010519491231002X");
  EXPECT_EQ(check.current_form, check.normalized);
  EXPECT_EQ(check.region, "110105");
  EXPECT_EQ(check.province.en, "Beijing");
  EXPECT_EQ(check.birth, Date::from_ymd(1949, 12, 31));
  EXPECT_EQ(check.sex, RegisteredSex::female);
  EXPECT_EQ(check.expected_check, 'X');
  EXPECT_EQ(check.masked, "110105********002X");
  EXPECT_EQ(check_resident_id("360426199101010071").sex, RegisteredSex::male);
}

struct ResidentCase {
  const char* name;
  const char* text;
  const char* reason;  // a part of the Chinese sentence
};

// Made from the printed sample; check signs by the weights of GB 11643-1999 on paper.
constexpr ResidentCase invalid_cases[] = {
    {"empty", "", "为空"},
    {"seventeen", "1101051949123100X", "应为18位，现为17位"},
    {"letter", "T60426199101010078", "第1位“T”"},
    {"x_inside", "1101051949123100X2", "X只能在末位"},
    {"province", "990105194912310026", "“99”不是省级区划"},
    {"day", "110105194902310026", "“19490231”不可能"},
    {"no_leap_year", "110105190002290026", "“19000229”不可能"},
    {"check", "110105194912310021", "校验位应为“X”，现为“1”"},
    {"legacy_date", "110105490231002", "“19490231”不可能"},
    {"legacy_province", "990105491231002", "“99”不是省级区划"},
};

TEST(ResidentId, explains_what_is_wrong) {
  for (const ResidentCase& c : invalid_cases) {
    const ResidentIdCheck check = check_resident_id(c.text);
    EXPECT_EQ(check.verdict, Verdict::invalid) << c.name;
    EXPECT_NE(check.reason.zh.find(c.reason), std::string::npos) << c.name << ": " << check.reason.zh;
    EXPECT_FALSE(check.reason.en.empty()) << c.name;
  }
}

TEST(ResidentId, refuses_births_after_as_of) {
  ResidentIdOptions options;
  options.as_of = Date::from_ymd(1949, 12, 30);
  EXPECT_EQ(check_resident_id("11010519491231002X", options).verdict, Verdict::invalid);
  options.as_of = Date::from_ymd(1949, 12, 31);
  EXPECT_EQ(check_resident_id("11010519491231002X", options).verdict, Verdict::valid);
}

TEST(ResidentId, unknown_county_is_a_note) {
  const RegionTable regions({110101});
  ResidentIdOptions options;
  options.regions = &regions;
  const ResidentIdCheck check = check_resident_id("11010519491231002X", options);
  EXPECT_EQ(check.verdict, Verdict::valid);
  EXPECT_EQ(check.region_known, false);
  EXPECT_EQ(check.notes.size(), 1u);
  EXPECT_EQ(check_resident_id("11010519491231002X").region_known, std::nullopt);
}

TEST(ResidentId, accepts_residence_permits) {
  for (const char* start : {"810000", "820000", "830000"}) {
    const std::string id = std::string(start) + "199001010010";
    const ResidentIdCheck check = check_resident_id(id.substr(0, 17) + check_resident_id(id).expected_check);
    EXPECT_EQ(check.verdict, Verdict::valid) << check.normalized;
    EXPECT_EQ(check.region_known, true) << check.normalized;
  }
}

TEST(ResidentIdProperty, check_sign_finds_every_changed_digit) {
  const std::string id = "11010519491231002X";
  for (std::size_t i = 0; i < 17; ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string other = id;
      other[i] = digit;
      EXPECT_EQ(check_resident_id(other).verdict == Verdict::valid, other == id) << other;
    }
}

TEST(ResidentId, suggests_what_passes) {
  const auto found = check_resident_id("36042619910102009X", {.max_suggestions = 100}).suggestions;
  EXPECT_NE(std::ranges::find(found, "360426199101020093"), found.end());
  for (const std::string& id : found) EXPECT_EQ(check_resident_id(id).verdict, Verdict::valid) << id;
}

TEST(ResidentId, masks) {
  EXPECT_EQ(mask_resident_id("11010519491231002x"), "110105********002X");
  EXPECT_EQ(mask_resident_id("110105491231002"), "110105******002");
  EXPECT_EQ(mask_resident_id("护照E1234567"), "护********7");
  EXPECT_EQ(mask_resident_id("12"), "**");
  EXPECT_EQ(mask_resident_id(""), "");
}

}  // namespace
}  // namespace guanxi::quality
