#include "../../../src/report/escape.hpp"

#include <gtest/gtest.h>

#include <string>

namespace guanxi::report::detail {
namespace {

struct Case {
  const char* name;
  std::string given, cleaned, html, markdown;
};

// Expected texts by hand: HTML 5 (13.1.2.6), GFM 0.29 (6.1, 6.2, 4.10).
const Case cases[] = {
    {"plain", "张伟 13800138000", "张伟 13800138000", "张伟 13800138000", "张伟 13800138000"},
    {"script", "<script>alert('x')</script>", "<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
     "&lt;script&gt;alert('x')&lt;/script&gt;"},
    {"attribute", "\" onload=\"x", "\" onload=\"x", "&quot; onload=&quot;x", "\" onload=\"x"},
    {"entity", "&amp;", "&amp;", "&amp;amp;", "&amp;amp;"},
    {"pipe_and_code", "a|b `c`", "a|b `c`", "a|b `c`", "a\\|b \\`c\\`"},
    {"link", "[x](javascript:y)", "[x](javascript:y)", "[x](javascript:y)", "\\[x\\](javascript\\:y)"},
    {"image_and_emphasis", "![a] *b* _c_ ~d~", "![a] *b* _c_ ~d~", "![a] *b* _c_ ~d~", "!\\[a\\] \\*b\\* \\_c\\_ \\~d\\~"},
    {"heading", "# no heading", "# no heading", "# no heading", "\\# no heading"},
    {"list", "- a-b", "- a-b", "- a-b", "\\- a-b"},
    {"numbered", "1. a.b", "1. a.b", "1. a.b", "1\\. a.b"},
    {"rule", "---", "---", "---", "\\---"},
    {"date", "2023-10-15 10:30", "2023-10-15 10:30", "2023-10-15 10:30", "2023-10-15 10:30"},
    {"negative", "-1", "-1", "-1", "-1"},
    {"decimal", "1.5)", "1.5)", "1.5)", "1.5)"},
    {"tag", "规模:中型, size: middle", "规模:中型, size: middle", "规模:中型, size: middle", "规模:中型, size: middle"},
    {"address", "http://x", "http://x", "http://x", "http\\://x"},
    {"backslash", "\\<", "\\<", "\\&lt;", "\\\\&lt;"},
    {"mention", "@all $x$", "@all $x$", "@all $x$", "\\@all \\$x\\$"},
    {"terminal_escape", "a\x1b[31mb\x07", "a[31mb", "a[31mb", "a\\[31mb"},
    {"nul_and_delete", std::string("a\0b\x7f", 4), "ab", "ab", "ab"},
    {"c1_control", "a\xC2\x9B" "b", "ab", "ab", "ab"},
    {"turned_direction", "a\xE2\x80\xAE" "b\xE2\x81\xA6", "ab", "ab", "ab"},
    {"lines", "a\r\nb\rc\n", "a\nb\nc\n", "a\nb\nc\n", "a<br>b<br>c<br>"},
    {"tab", "a\tb", "a b", "a b", "a b"},
    {"broken_utf8", "a\xFF" "b", "a\xEF\xBF\xBD" "b", "a\xEF\xBF\xBD" "b", "a\xEF\xBF\xBD" "b"},
    {"byte_order_mark", "\xEF\xBB\xBF" "a", "a", "a", "a"},
    {"empty", "", "", "", ""},
};

class Escape : public testing::TestWithParam<Case> {};

TEST_P(Escape, each_format) {
  EXPECT_EQ(clean(GetParam().given), GetParam().cleaned);
  EXPECT_EQ(escape_html(GetParam().given), GetParam().html);
  EXPECT_EQ(escape_markdown(GetParam().given), GetParam().markdown);
}

INSTANTIATE_TEST_SUITE_P(report, Escape, testing::ValuesIn(cases), [](const auto& tested) { return tested.param.name; });

TEST(Escape, a_line_has_no_line_feed) { EXPECT_EQ(clean_line("a\nb\r\nc"), "a b c"); }

}  // namespace
}  // namespace guanxi::report::detail
