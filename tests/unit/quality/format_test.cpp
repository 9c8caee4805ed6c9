#include <guanxi/quality/format.hpp>

#include <gtest/gtest.h>

#include <string>

namespace guanxi::quality {
namespace {

struct FormatCase {
  const char* name;
  Format format;
  const char* text;
  Verdict verdict;
  const char* suggestion = "";  // first suggestion
};

constexpr FormatCase cases[] = {
    {"page", Format::website, "www.example.com", Verdict::valid},
    {"page_scheme_port_path", Format::website, "https://example.com:8080/a?b=c#d", Verdict::valid},
    {"page_upper_scheme", Format::website, "HTTP://Example.COM", Verdict::valid},
    {"page_chinese_labels", Format::website, "http://例子.中国", Verdict::valid},
    {"page_full_width", Format::website, "ｗｗｗ．example．com", Verdict::valid},
    {"page_address", Format::website, "http://192.168.0.1/", Verdict::valid},
    {"page_bad_address", Format::website, "192.168.0.256", Verdict::invalid},
    {"page_short_address", Format::website, "192.168", Verdict::invalid},
    {"page_chinese_stop", Format::website, "www。example。com", Verdict::invalid, "www.example.com"},
    {"page_comma", Format::website, "www,example.com", Verdict::invalid, "www.example.com"},
    {"page_blank", Format::website, "www. example.com", Verdict::invalid, "www.example.com"},
    {"page_one_slash", Format::website, "http:/example.com", Verdict::invalid, "http://example.com"},
    {"page_one_label", Format::website, "example", Verdict::invalid},
    {"page_double_dot", Format::website, "www..example.com", Verdict::invalid},
    {"page_last_dot", Format::website, "www.example.", Verdict::invalid},
    {"page_hyphen", Format::website, "-a.example.com", Verdict::invalid},
    {"page_bad_port", Format::website, "example.com:80a", Verdict::invalid},
    {"page_mail", Format::website, "info@example.com", Verdict::invalid},
    {"page_empty", Format::website, "", Verdict::invalid},
    {"post", Format::postal_code, "215000", Verdict::valid},
    {"post_full_width", Format::postal_code, "２１５０００", Verdict::valid},
    {"post_blanks", Format::postal_code, "215 000", Verdict::valid},
    {"post_lost_zero", Format::postal_code, "10000", Verdict::suspect, "010000"},
    {"post_foreign", Format::postal_code, "SW1A 1AA", Verdict::suspect},
    {"post_seven", Format::postal_code, "2150000", Verdict::invalid},
    {"post_letters", Format::postal_code, "abc", Verdict::invalid},
    {"post_empty", Format::postal_code, " ", Verdict::invalid},
    {"region_code", Format::region_code, "320500", Verdict::valid},
    {"region_province", Format::region_code, "32", Verdict::valid},
    {"region_street", Format::region_code, "320508001", Verdict::valid},
    {"region_name", Format::region_code, "江苏省苏州市", Verdict::valid},
    {"region_no_province", Format::region_code, "990000", Verdict::invalid},
    {"region_five", Format::region_code, "32050", Verdict::invalid},
    {"region_empty", Format::region_code, "", Verdict::invalid},
    {"chat_wechat", Format::messaging, "微信:zhang_w", Verdict::valid},
    {"chat_full_width_colon", Format::messaging, "微信：zhang_w", Verdict::valid},
    {"chat_wechat_mobile", Format::messaging, "WeChat 13800138000", Verdict::valid},
    {"chat_qq", Format::messaging, "QQ12345678", Verdict::valid},
    {"chat_bare", Format::messaging, "zhang_w", Verdict::valid},
    {"chat_other_service", Format::messaging, "telegram:@zw", Verdict::valid},
    {"chat_qq_letters", Format::messaging, "QQ:zhang", Verdict::suspect},
    {"chat_qq_short", Format::messaging, "qq:1234", Verdict::suspect},
    {"chat_wechat_short", Format::messaging, "微信:zw", Verdict::suspect},
    {"chat_two_words", Format::messaging, "微信:zhang wei", Verdict::suspect},
    {"chat_no_account", Format::messaging, "微信:", Verdict::suspect},
    {"sum", Format::sha256, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", Verdict::valid},  // FIPS 180-4: of nothing
    {"sum_short", Format::sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85", Verdict::invalid},
    {"sum_letter", Format::sha256, "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Verdict::invalid},
    {"any", Format::any, "whatever", Verdict::valid},
    {"any_empty", Format::any, "", Verdict::valid},
    // METHODS 1: Σ 1640, remainder 28, check 3 — so the printed final 4 is wrong, and Fujian 3501 is not lenient
    {"uscc_valid", Format::uscc, "911522010783762860", Verdict::valid},
    {"uscc_wrong_final", Format::uscc, "91350100M000100Y4", Verdict::invalid},
    {"phone", Format::phone, "138-0013-8000", Verdict::valid},
    {"phone_short", Format::phone, "1380013800", Verdict::invalid},
    {"mail", Format::email, "li.wei@example.com", Verdict::valid},
    {"mail_two_at", Format::email, "li@wei@example.com", Verdict::invalid},
    {"resident", Format::resident_id, "11010519491231002X", Verdict::valid},
    {"resident_wrong", Format::resident_id, "36042619910102009X", Verdict::invalid},
};

class FormatTable : public testing::TestWithParam<FormatCase> {};

TEST_P(FormatTable, verdict_and_suggestion) {
  const FormatCase& c = GetParam();
  const IdentifierCheck check = check_format(c.format, c.text);
  EXPECT_EQ(word_of(check.verdict).word, word_of(c.verdict).word) << check.reason.en;
  EXPECT_EQ(check.original, c.text);
  EXPECT_EQ(check.reason.en.empty(), c.verdict == Verdict::valid) << check.reason.en;
  EXPECT_EQ(check.reason.zh.empty(), c.verdict == Verdict::valid);
  if (*c.suggestion != '\0') {
    ASSERT_FALSE(check.suggestions.empty());
    EXPECT_EQ(check.suggestions.front(), c.suggestion);
  }
}

INSTANTIATE_TEST_SUITE_P(quality, FormatTable, testing::ValuesIn(cases), [](const auto& tested) { return tested.param.name; });

TEST(RegionFormat, unknown_code_is_a_note) {
  const RegionTable table({320505, 320508});
  EXPECT_TRUE(check_region_code("320508", &table).notes.empty());
  EXPECT_TRUE(check_region_code("3205", &table).notes.empty());
  EXPECT_TRUE(check_region_code("苏州", &table).notes.empty());
  const IdentifierCheck unknown = check_region_code("320599", &table);
  EXPECT_EQ(unknown.verdict, Verdict::valid);
  EXPECT_EQ(unknown.notes.size(), 1U);
}

TEST(FormatOptions, reach_the_checks) {
  EXPECT_EQ(check_format(Format::resident_id, "11010519491231002X", {.as_of = Date::from_ymd(1940, 1, 1)}).verdict, Verdict::invalid) << "not born yet";
  EXPECT_TRUE(check_format(Format::uscc, "911522010783762861", {.max_suggestions = 0}).suggestions.empty());
  EXPECT_FALSE(check_format(Format::uscc, "911522010783762861").suggestions.empty());
  EXPECT_EQ(check_format(Format::phone, "13800138000", {.phone_region = "US"}).verdict, Verdict::invalid);
}

}  // namespace
}  // namespace guanxi::quality
