#include <guanxi/quality/identifiers/uscc.hpp>

#include <gtest/gtest.h>

#include <algorithm>

#include "support/shared_data.hpp"

namespace guanxi::quality {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

UsccCheck check_quickly(std::string_view text) {
  UsccOptions options;
  options.max_suggestions = 0;
  return check_uscc(text, options);
}

std::vector<std::string> valid_sample() {
  std::vector<std::string> codes = test::read_lines(test::shared_data() / "identifiers/uscc_valid_half.txt");
  std::erase_if(codes, [](const std::string& code) { return check_quickly(code).verdict != Verdict::valid; });
  return codes;
}

TEST(Uscc, agrees_with_the_oracle) {
  GUANXI_NEED_SHARED("oracles/uscc.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/uscc.tsv");
  ASSERT_EQ(rows.size(), 10u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 7u);
    const UsccCheck check = check_uscc(row[0]);
    if (!row[1].empty()) {
      EXPECT_EQ(check.normalized, row[1]) << row[0];
    }
    EXPECT_EQ(check.structure_ok, row[2] == "1") << row[0];
    EXPECT_EQ(check.org_check_ok, row[3] == "1") << row[0];
    EXPECT_EQ(check.final_check_ok, row[4] == "1") << row[0];
    EXPECT_EQ(word_of(check.verdict).word, row[5]) << row[0];
    EXPECT_EQ(check.reason.zh.empty(), check.verdict == Verdict::valid) << row[0];
    EXPECT_EQ(check.reason.en.empty(), check.verdict == Verdict::valid) << row[0];
  }
}

TEST(Uscc, accepts_101_of_102_real_codes) {
  GUANXI_NEED_SHARED("identifiers/uscc_valid_half.txt");
  const auto lines = test::read_lines(test::shared_data() / "identifiers/uscc_valid_half.txt");
  ASSERT_EQ(lines.size(), 102u);
  EXPECT_EQ(valid_sample().size(), 101u);
  const UsccCheck second = check_uscc(lines[1]);
  EXPECT_EQ(second.verdict, Verdict::invalid);
  EXPECT_FALSE(second.structure_ok);
  EXPECT_NE(second.reason.zh.find("第14位“I”"), std::string::npos) << second.reason.zh;
}

TEST(UsccProperty, final_check_finds_every_changed_sign) {
  GUANXI_NEED_SHARED("identifiers/uscc_valid_half.txt");
  int tried = 0, found = 0;
  for (const std::string& code : valid_sample())
    for (std::size_t i = 0; i < code.size(); ++i)
      for (const char sign : alphabet) {
        if (sign == code[i]) continue;
        std::string other = code;
        other[i] = sign;
        ++tried;
        found += check_quickly(other).final_check_ok ? 0 : 1;
      }
  EXPECT_EQ(tried, 54540);
  EXPECT_EQ(found, 54540);
}

TEST(UsccProperty, final_check_finds_every_swap_of_neighbors) {
  GUANXI_NEED_SHARED("identifiers/uscc_valid_half.txt");
  int tried = 0, found = 0;
  for (const std::string& code : valid_sample())
    for (std::size_t i = 1; i < code.size(); ++i) {
      if (code[i - 1] == code[i]) continue;
      std::string other = code;
      std::swap(other[i - 1], other[i]);
      ++tried;
      found += check_quickly(other).final_check_ok ? 0 : 1;
    }
  EXPECT_EQ(tried, 1666);
  EXPECT_EQ(found, 1666);
}

TEST(UsccProperty, suggests_the_code_that_one_slip_spoiled) {
  GUANXI_NEED_SHARED("identifiers/uscc_valid_half.txt");
  UsccOptions options;
  options.max_suggestions = 100;
  for (const std::string& code : valid_sample()) {
    const std::size_t i = static_cast<std::size_t>(code[9] - '0') % 18;
    std::vector<std::string> slips(4, code);
    slips[0][i] = slips[0][i] == '7' ? '1' : '7';
    slips[1].erase(i, 1);
    slips[2].insert(i, 1, '3');
    std::swap(slips[3][i == 0 ? 1 : i - 1], slips[3][i]);
    for (const std::string& slip : slips) {
      if (slip == code) continue;
      const auto found = check_uscc(slip, options).suggestions;
      EXPECT_NE(std::ranges::find(found, code), found.end()) << slip << " for " << code;
    }
  }
}

TEST(Uscc, answers_with_parts) {
  const UsccCheck check = check_uscc(" 91350100-m000100y43 ");
  EXPECT_EQ(check.verdict, Verdict::valid);
  EXPECT_EQ(check.original, " 91350100-m000100y43 ");
  EXPECT_EQ(check.normalized, "91350100M000100Y43");
  EXPECT_EQ(check.department, '9');
  EXPECT_EQ(check.department_name.en, "market regulator");
  EXPECT_EQ(check.category, '1');
  EXPECT_EQ(check.category_name.zh, "企业");
  EXPECT_EQ(check.region, "350100");
  EXPECT_EQ(check.province.zh, "福建省");
  EXPECT_EQ(check.region_known, std::nullopt);
  EXPECT_EQ(check.organization_code, "M000100Y4");
  EXPECT_EQ(check.expected_org_check, '4');
  EXPECT_EQ(check.expected_final_check, '3');  // Σ 1640, remainder 28
  EXPECT_TRUE(check.suggestions.empty());
  EXPECT_TRUE(check.notes.empty());
}

struct UsccCase {
  const char* name;
  const char* text;
  Verdict verdict;
  bool structure, org, final;
  const char* reason;  // a part of the Chinese sentence
};

// Made from 91110000600037341L; organization code 60003734-1, final signs by the slow sum of GB 32100-2015 on paper.
constexpr UsccCase uscc_cases[] = {
    {"empty", "", Verdict::invalid, false, false, false, "为空"},
    {"blank", " \xE3\x80\x80", Verdict::invalid, false, false, false, "为空"},
    {"too_short", "9111000060003734", Verdict::invalid, false, false, false, "应为18位，现为16位"},
    {"chinese_sign", "9111000060003734关L", Verdict::invalid, false, false, false, "第17位“关”"},
    {"department", "B1110000600037341L", Verdict::invalid, false, true, false, "第1位“B”"},
    {"category", "97110000600037341L", Verdict::invalid, false, true, false, "第2位“7”"},
    {"region_letter", "9111A000600037341L", Verdict::invalid, false, true, false, "第3–8位“11A000”"},
    {"org_false_final_true", "91110000600037342P", Verdict::suspect, true, false, true,
     "组织机构代码（第9–17位）的校验位应为“1”，现为“2”"},
    {"both_false", "91110000600037342L", Verdict::invalid, true, false, false, "；"},
    {"elsewhere_final_false", "91110000600037341M", Verdict::invalid, true, true, false, "应为“L”，现为“M”"},
    {"xiamen_final_false", "913502006000373410", Verdict::suspect, true, true, false, "发放过"},
};

TEST(Uscc, grades) {
  for (const UsccCase& c : uscc_cases) {
    const UsccCheck check = check_uscc(c.text);
    EXPECT_EQ(check.verdict, c.verdict) << c.name;
    EXPECT_EQ(check.structure_ok, c.structure) << c.name;
    EXPECT_EQ(check.org_check_ok, c.org) << c.name;
    EXPECT_EQ(check.final_check_ok, c.final) << c.name;
    EXPECT_NE(check.reason.zh.find(c.reason), std::string::npos) << c.name << ": " << check.reason.zh;
    EXPECT_FALSE(check.reason.en.empty()) << c.name;
  }
}

TEST(Uscc, list_of_lenient_regions_is_an_option) {
  UsccOptions options;
  options.lenient_regions = {"1100"};
  EXPECT_EQ(check_uscc("91110000600037341M", options).verdict, Verdict::suspect);
  EXPECT_EQ(check_uscc("913502006000373410", options).verdict, Verdict::invalid);
}

TEST(Uscc, unknown_region_and_unlisted_category_are_notes) {
  const RegionTable regions({110101, 350102});
  UsccOptions options;
  options.regions = &regions;
  EXPECT_EQ(check_uscc("91110000600037341L", options).region_known, true);
  const UsccCheck unknown = check_uscc("12440600MB2C07549J", options);
  EXPECT_EQ(unknown.verdict, Verdict::valid);
  EXPECT_EQ(unknown.region_known, false);
  ASSERT_EQ(unknown.notes.size(), 1u);
  EXPECT_NE(unknown.notes[0].en.find("440600"), std::string::npos);

  const UsccCheck unlisted = check_uscc("99110000600037341U");  // the market regulator has no category 9
  EXPECT_EQ(unlisted.verdict, Verdict::valid);
  EXPECT_TRUE(unlisted.category_name.zh.empty());
  EXPECT_EQ(unlisted.notes.size(), 1u);
}

TEST(Uscc, suggests_look_alikes_first) {
  EXPECT_EQ(check_uscc("911I00006OOO37341L").suggestions, std::vector<std::string>{"91110000600037341L"});
  const auto found = check_uscc("91110000600037341N").suggestions;
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0], "91110000600037341L");
  UsccOptions none;
  none.max_suggestions = 0;
  EXPECT_TRUE(check_uscc("91110000600037341N", none).suggestions.empty());
}

}  // namespace
}  // namespace guanxi::quality
