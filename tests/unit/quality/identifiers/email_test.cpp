#include <guanxi/quality/identifiers/email.hpp>

#include <gtest/gtest.h>

#include "support/shared_data.hpp"

namespace guanxi::quality {
namespace {

/// The oracle writes a line break as two signs.
std::string unescape(std::string text) {
  if (const std::size_t at = text.find("\\n"); at != std::string::npos) text.replace(at, 2, "\n");
  return text;
}

TEST(Email, agrees_with_the_oracle) {
  GUANXI_NEED_SHARED("oracles/email.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/email.tsv");
  ASSERT_EQ(rows.size(), 10u);
  int breaks = 0;
  for (const auto& row : rows) {
    const std::string input = unescape(row[0]);
    breaks += input == row[0] ? 0 : 1;
    const EmailCheck check = check_email(input);
    const bool smtputf8 = row[1] == "valid-smtputf8";
    EXPECT_EQ(word_of(check.verdict).word, smtputf8 ? "valid" : row[1]) << input;
    EXPECT_EQ(check.needs_smtputf8, smtputf8) << input;
    if (smtputf8) {
      EXPECT_EQ(check.domain_ascii, row[2]) << input;
    }
    EXPECT_EQ(check_email(row[0]).verdict, check.verdict) << "the two signs are as wrong as the line break";
  }
  EXPECT_EQ(breaks, 1);
}

const std::string label63(63, 'a');

struct EmailCase {
  const char* name;
  std::string text;
  bool valid;
};

// RFC 5321 (lengths), RFC 5322 (dot-atom), RFC 1123 (labels), RFC 5891 (international labels).
const EmailCase email_cases[] = {
    {"plus", "a+b@example.com", true},
    {"outer_blanks",
     " \xE3\x80\x80"
     "a@example.com ",
     true},
    {"full_width", "ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ", true},
    {"ideographic_stop", "a@example。com", true},
    {"local_64", std::string(64, 'x') + "@example.com", true},
    {"local_65", std::string(65, 'x') + "@example.com", false},
    {"local_65_bytes", "客客客客客客客客客客客客客客客客客客客客客ab@example.com", false},
    {"local_64_bytes", "客客客客客客客客客客客客客客客客客客客客客a@example.com", true},
    {"label_63", "a@" + label63 + ".com", true},
    {"label_64", "a@" + label63 + "a.com", false},
    {"domain_too_long", "a@" + label63 + "." + label63 + "." + label63 + "." + label63 + ".com", false},
    {"address_254", std::string(54, 'x') + "@" + label63 + "." + label63 + "." + label63 + ".example", true},
    {"address_255", std::string(55, 'x') + "@" + label63 + "." + label63 + "." + label63 + ".example", false},
    {"one_label", "a@localhost", false},
    {"empty", "", false},
    {"only_at", "@", false},
    {"no_at", "example.com", false},
    {"two_ats", "a@b@example.com", false},
    {"leading_dot", ".a@example.com", false},
    {"trailing_dot", "a.@example.com", false},
    {"trailing_dot_of_domain", "a@example.com.", false},
    {"inner_blank", "a b@example.com", false},
    {"tab", "a@example.com\t", false},
    {"delete_sign", "a\x7F@example.com", false},
    {"underscore_in_domain", "a@exa_mple.com", false},
    {"trailing_hyphen", "a@example-.com", false},
    {"number_as_last_label", "a@192.168.0.1", false},
    {"address_of_a_machine", "a@[192.168.0.1]", false},
    {"capitals_in_international_label", "a@BÜCHER.example", true},
    {"a_label", "a@xn--bcher-kva.example", true},
    {"broken_a_label", "a@xn--zzzzzz.example", false},
    {"sign_that_idna_forbids", "a@☃.example", false},
    {"brackets", "<a@example.com>", false},
};

TEST(Email, grades) {
  for (const EmailCase& c : email_cases) {
    const EmailCheck check = check_email(c.text);
    EXPECT_EQ(check.verdict == Verdict::valid, c.valid) << c.name << ": " << check.reason.en;
    EXPECT_EQ(check.reason.zh.empty(), c.valid) << c.name;
    EXPECT_EQ(check.reason.en.empty(), c.valid) << c.name;
    EXPECT_EQ(check.original, c.text);
  }
}

TEST(Email, keeps_the_display_form_and_compares_by_domain) {
  const EmailCheck check = check_email("Zhang.San@BÜCHER.Example");
  EXPECT_EQ(check.local, "Zhang.San");
  EXPECT_EQ(check.normalized, "Zhang.San@bücher.example");
  EXPECT_EQ(check.domain, "bücher.example");
  EXPECT_EQ(check.domain_ascii, "xn--bcher-kva.example");
  EXPECT_EQ(check.key, "Zhang.San@xn--bcher-kva.example");
  EXPECT_EQ(check_email("Zhang.San@xn--bcher-kva.EXAMPLE").key, check.key);
  EXPECT_EQ(check_email("a@xn--bcher-kva.example").domain, "bücher.example");
  EXPECT_NE(check_email("zhang.san@bücher.example").key, check.key);
}

TEST(Email, flags_role_mailboxes_and_free_mail) {
  EXPECT_TRUE(check_email("Sales@example.com").role_mailbox);
  EXPECT_TRUE(check_email("info+cn@example.com").role_mailbox);
  EXPECT_FALSE(check_email("zhangsan@example.com").role_mailbox);
  EXPECT_TRUE(check_email("zhangsan@QQ.com").free_mail);
  EXPECT_FALSE(check_email("zhangsan@example.com").free_mail);
  EXPECT_FALSE(check_email("zhangsan@mail.qq.com.cn").free_mail);
}

TEST(Email, quoted_form_is_an_option) {
  const EmailOptions accept{.quoted_local = QuotedLocal::accept};
  EXPECT_EQ(check_email("\"a b\"@example.com").verdict, Verdict::invalid);
  EXPECT_EQ(check_email("\"a b\"@example.com", accept).verdict, Verdict::valid);
  EXPECT_EQ(check_email("\"a@b\"@example.com", accept).verdict, Verdict::valid);
  EXPECT_EQ(check_email("\"a\\\"b\"@example.com", accept).verdict, Verdict::valid);
  EXPECT_EQ(check_email("\"bad\"\"quotes\"@example.com", accept).verdict, Verdict::invalid);
  EXPECT_EQ(check_email("\"a\\\"@example.com", accept).verdict, Verdict::invalid);
  EXPECT_EQ(check_email("a@b@example.com", accept).verdict, Verdict::invalid);
}

TEST(Email, suggests_the_address_without_blanks_and_controls) {
  EXPECT_EQ(check_email("a b@example.com\n").suggestions, std::vector<std::string>{"ab@example.com"});
  EXPECT_TRUE(check_email("a@@example.com").suggestions.empty());
}

TEST(Email, masks) {
  EXPECT_EQ(mask_email("zhangsan@example.com"), "z***@example.com");
  EXPECT_EQ(mask_email("张三@example.com"), "张***@example.com");
  EXPECT_EQ(mask_email("zhangsan"), "z*******");
  EXPECT_EQ(mask_email(""), "");
}

}  // namespace
}  // namespace guanxi::quality
