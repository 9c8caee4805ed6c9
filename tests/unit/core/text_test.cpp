#include <guanxi/core/text.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "../../../src/core/t2s_table.hpp"
#include "support/shared_data.hpp"

namespace guanxi::text {
namespace {

struct Utf8Case {
  const char* name;
  std::string bytes;
  bool valid;
  std::u32string signs;
};

// Bytes by hand after Unicode 15, table 3-7.
const Utf8Case utf8_cases[] = {
    {"empty", "", true, U""},
    {"ascii_with_nul", std::string("a\0b", 3), true, std::u32string(U"a\0b", 3)},
    {"two_three_four_bytes", "\xC3\xA9\xE5\x85\xB3\xF0\xA0\x89\x82", true, U"\u00E9\u5173\U00020242"},
    {"last_sign", "\xF4\x8F\xBF\xBF", true, U"\U0010FFFF"},
    {"beyond_last_sign", "\xF4\x90\x80\x80", false, U"\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"lone_continuation", "a\x80", false, U"a\uFFFD"},
    {"cut_at_end", "\xE5\x85", false, U"\uFFFD\uFFFD"},
    {"cut_before_ascii", "\xE5\x85z", false, U"\uFFFD\uFFFDz"},
    {"overlong_slash_2", "\xC0\xAF", false, U"\uFFFD\uFFFD"},
    {"overlong_slash_3", "\xE0\x80\xAF", false, U"\uFFFD\uFFFD\uFFFD"},
    {"overlong_4", "\xF0\x82\x82\xAC", false, U"\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"surrogate", "\xED\xA0\x80", false, U"\uFFFD\uFFFD\uFFFD"},
    {"last_before_surrogates", "\xED\x9F\xBF", true, U"\uD7FF"},
    {"bytes_never_used", "\xFE\xFF", false, U"\uFFFD\uFFFD"},
    {"gbk_bytes", "\xB9\xD8\xCF\xB5", false, U"\uFFFD\uFFFD\u03F5"},
};

TEST(Text, reads_utf8) {
  for (const Utf8Case& c : utf8_cases) {
    EXPECT_EQ(is_utf8(c.bytes), c.valid) << c.name;
    EXPECT_EQ(to_code_points(c.bytes), c.signs) << c.name;
    EXPECT_TRUE(is_utf8(to_utf8(c.signs))) << c.name;
    if (c.valid) {
      EXPECT_EQ(to_utf8(c.signs), c.bytes) << c.name;
    }
  }
}

TEST(Text, writes_the_replacement_sign_for_what_is_no_code_point) {
  EXPECT_EQ(to_utf8(std::u32string{0xD800, U'x', 0x110000}), "\uFFFDx\uFFFD");
}

struct TextCase {
  const char* name;
  std::string_view text, expected;
};

constexpr TextCase normalize_cases[] = {
    {"full_width", "ＡＢＣ－１２３（甲）", "ABC-123(甲)"},
    {"case_and_script_stay", " 臺灣 Ltd ", "臺灣 Ltd"},
    {"white_space", "\u3000a\tb\u00A0c\u2003d\r\n", "a b c d"},
    {"zero_width_and_bom", "\uFEFF联\u200B系\u200D人\u2060", "联系人"},
    {"middle_dots", "a·b•c・d･e‧f∙g⋅h", "a·b·c·d·e·f·g·h"},
    {"compatibility", "㈱①㎡", "(株)1m2"},
    {"composes", "e\u0301", "\u00E9"},
    {"only_blanks", " \u3000\t", ""},
};

/// A sign for which the whole text goes through NFKC: ① becomes 1.
TEST(Text, quick_signs_are_as_among_others) {
  for (char32_t sign = 0xA0; sign < 0x10000; ++sign) {
    if (sign >= 0xD800 && sign < 0xE000) continue;
    const std::string text = "甲" + to_utf8(std::u32string(1, sign)) + "乙";
    ASSERT_EQ(normalize(text) + "1", normalize(text + "\u2460")) << text;
    ASSERT_EQ(plain_signs(text), to_code_points(to_simplified(normalize(text)))) << text;
  }
}

TEST(Text, normalizes) {
  for (const TextCase& c : normalize_cases) EXPECT_EQ(normalize(c.text), c.expected) << c.name;
}

constexpr TextCase fold_cases[] = {
    {"empty", "", ""},
    {"ascii", "Customer_Name / ID-No.", "customernameidno"},
    {"kept_signs", "AT&T C# 50% A+", "at&tc#50%a+"},
    {"kept_signs_wide", "ＡＴ＆Ｔ　Ｃ＃　５０％　Ａ＋‰", "at&tc#50%a+‰"},
    {"traditional_header", "客戶　名稱＊（必填）：", "客户名称必填"},
    {"blank_inside_phrase", "乾 隆", "乾隆"},
    {"brackets_and_quotes", "《联系人》【一】“甲”‘乙’「丙」、丁。", "联系人一甲乙丙丁"},
    {"middle_dot", "约翰·史密斯", "约翰史密斯"},
    {"separators_wide", "行业｜细分～－—／＼＿", "行业细分"},
    {"lower_case", "ÉCOLE Ω", "écoleω"},
    {"lower_then_compose", "J\u030C", "\u01F0"},
    {"separator_before_mark", "a-\u0301", "\u00E1"},
};

TEST(Text, folds) {
  for (const TextCase& c : fold_cases) EXPECT_EQ(fold(c.text), c.expected) << c.name;
}

TEST(Text, folds_ascii_alone_as_beside_other_signs) {
  for (char c = 0; c < 127; ++c) {
    const std::string text{'x', c, 'y'};
    EXPECT_EQ(fold(text + "关"), fold(text) + "关") << static_cast<int>(c);
  }
}

TEST(Text, one_key_for_both_scripts) {
  EXPECT_EQ(fold("張法乾"), fold("张法乾"));
  EXPECT_EQ(fold("薴"), fold("苧"));
}

TEST(Text, simplifies_the_oracle) {
  GUANXI_NEED_SHARED("oracles/t2s.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/t2s.tsv");
  ASSERT_EQ(rows.size(), 4u);
  for (const auto& row : rows) {
    EXPECT_EQ(to_simplified(row.at(0)), row.at(1));
    EXPECT_EQ(to_simplified(row.at(1)).size(), row.at(1).size());
    EXPECT_EQ(fold(row.at(0)), fold(row.at(1)));
  }
}

// By hand from the two dictionaries of OpenCC.
constexpr TextCase simplify_cases[] = {
    {"nothing_to_do", "Ａ客户 x", "Ａ客户 x"},
    {"sign", "東", "东"},
    {"phrase_protects", "乾坤", "乾坤"},
    {"sign_of_the_phrase_alone", "乾", "干"},
    {"longest_phrase", "乾隆年間乾", "乾隆年间干"},
    {"phrase_of_other_signs", "傢俱", "家具"},
    {"phrase_cut_short", "一目瞭", "一目瞭"},
    {"beyond_the_first_plane", "㑮", "𫝈"},
    {"bad_byte", "東\xFF", "东\uFFFD"},
};

TEST(Text, simplifies) {
  for (const TextCase& c : simplify_cases) EXPECT_EQ(to_simplified(c.text), c.expected) << c.name;
}

using Table = std::map<std::u32string, std::u32string>;

Table make_table() {
  Table table;
  for (std::size_t i = 0; i < detail::traditional_signs.size(); ++i)
    table[std::u32string(1, detail::traditional_signs[i])] = detail::simplified_signs[i];
  for (const detail::Phrase& phrase : detail::phrases) table[std::u32string(phrase.traditional)] = phrase.simplified;
  return table;
}

/// Slow and obvious: every start is tried with every length, longest first.
std::u32string simplify_slowly(const std::u32string& signs, const Table& table) {
  std::u32string result;
  for (std::size_t at = 0; at < signs.size();) {
    std::size_t size = signs.size() - at;
    while (size > 1 && !table.contains(signs.substr(at, size))) --size;
    const auto found = table.find(signs.substr(at, size));
    result += found == table.end() ? signs.substr(at, size) : found->second;
    at += size;
  }
  return result;
}

/// Random text of the signs that matter: phrases, Chinese signs, full-width and half-width ASCII, marks, any sign.
std::u32string random_text(std::mt19937& random) {
  const auto below = [&random](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::u32string text;
  for (std::size_t left = below(12); left > 0; --left) {
    switch (below(8)) {
      case 0:
        text += detail::phrases[below(detail::phrases.size())].traditional;
        break;
      case 1:
        text += detail::phrases[below(detail::phrases.size())].simplified;
        break;
      case 2:
        text += detail::traditional_signs[below(detail::traditional_signs.size())];
        break;
      case 3:
        text += static_cast<char32_t>(below(0x80));
        break;
      case 4:
        text += static_cast<char32_t>(0xFF00 + below(0xF0));
        break;
      case 5:
        text += static_cast<char32_t>(0x300 + below(0x70));
        break;
      case 6:
        text += static_cast<char32_t>(below(0x3100));
        break;
      default:
        text += static_cast<char32_t>(below(0xD800));
        break;
    }
  }
  return text;
}

TEST(TextProperty, table_is_complete_and_sorted) {
  ASSERT_EQ(detail::traditional_signs.size(), 4105u);  // 4,113 entries of TSCharacters less 8 that change nothing
  ASSERT_EQ(detail::simplified_signs.size(), 4105u);
  ASSERT_EQ(detail::phrases.size(), 277u);
  for (std::size_t i = 1; i < detail::traditional_signs.size(); ++i)
    ASSERT_LT(detail::traditional_signs[i - 1], detail::traditional_signs[i]);
  for (std::size_t i = 1; i < detail::phrases.size(); ++i)
    ASSERT_LT(detail::phrases[i - 1].traditional, detail::phrases[i].traditional);
}

TEST(TextProperty, simplifies_as_the_slow_reference) {
  std::mt19937 random(20231015);
  const Table table = make_table();
  for (int i = 0; i < 5000; ++i) {
    const std::u32string text = random_text(random);
    ASSERT_EQ(to_simplified(to_utf8(text)), to_utf8(simplify_slowly(text, table)));
  }
}

TEST(TextProperty, folding_and_normalizing_twice_equals_once) {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = to_utf8(random_text(random));
    const std::string key = fold(text);
    ASSERT_EQ(fold(key), key) << text;
    ASSERT_EQ(fold(normalize(text)), key) << text;
    ASSERT_EQ(fold(to_simplified(normalize(text))), key) << text;
    ASSERT_EQ(normalize(normalize(text)), normalize(text)) << text;
  }
}

TEST(TextProperty, any_bytes_give_well_formed_text) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(static_cast<std::size_t>(i % 17), '\0');
    for (char& c : bytes) c = static_cast<char>(byte(random));
    const std::u32string signs = to_code_points(bytes);
    ASSERT_EQ(to_utf8(signs) == bytes, is_utf8(bytes));
    ASSERT_TRUE(is_utf8(to_utf8(signs)));
    ASSERT_TRUE(is_utf8(normalize(bytes)));
    ASSERT_TRUE(is_utf8(to_simplified(bytes)));
    ASSERT_EQ(fold(fold(bytes)), fold(bytes));
  }
}

TEST(Text, trims) {
  EXPECT_EQ(trim(" \t\u3000 a\u3000b \u3000\r\n"), "a\u3000b");
  EXPECT_EQ(trim("\u3000\u3000"), "");
  EXPECT_EQ(trim("\u3001a"), "\u3001a");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, splits) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split("张三、 李四;；王五\u3000、", {"、", ";", "；"}), (Parts{"张三", "李四", "王五"}));
  EXPECT_EQ(split("a->b-c", {"-", "->"}), (Parts{"a", "b", "c"}));
  EXPECT_EQ(split("a b", {}), (Parts{"a b"}));
  EXPECT_EQ(split("a b", {""}), (Parts{"a b"}));
  EXPECT_EQ(split(" , ,", {","}), Parts{});
  const std::string_view text = "甲/乙";
  EXPECT_EQ(split(text, {"/"}).back().data(), text.data() + 4);
}

TEST(Text, counts_columns) {
  EXPECT_EQ(display_width(""), 0u);
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("客户A"), 5u);
  EXPECT_EQ(display_width("（甲）"), 6u);
  EXPECT_EQ(display_width("e\u0301\u200B"), 1u);
}

}  // namespace
}  // namespace guanxi::text
