#include <guanxi/core/json_writer.hpp>
#include <guanxi/core/text.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi {
namespace {

/// Objects and arrays inside each other, full and empty, in one line and not.
void write_sample(JsonWriter& json) {
  json.open('{');
  json.name("name");
  json.text("甲");
  json.name("tags");
  json.open('[', true);
  json.text("a");
  json.open('{');
  json.name("n");
  json.raw("1");
  json.close('}');
  json.close(']');
  json.name("rows");
  json.open('[');
  json.raw("null");
  json.open('[');
  json.close(']');
  json.close(']');
  json.close('}');
}

TEST(JsonWriter, one_line) {
  JsonWriter json;
  write_sample(json);
  EXPECT_EQ(json.view(), R"({"name":"甲","tags":["a",{"n":1}],"rows":[null,[]]})");
  EXPECT_EQ(json.take(), R"({"name":"甲","tags":["a",{"n":1}],"rows":[null,[]]})");
}

TEST(JsonWriter, indented) {
  constexpr const char* expected = R"({
  "name": "甲",
  "tags": ["a", {"n": 1}],
  "rows": [
    null,
    []
  ]
}
)";
  JsonWriter json(2);
  write_sample(json);
  EXPECT_EQ(std::string(json.view()) + "\n", expected);
  EXPECT_EQ(json.take(), expected);
}

TEST(JsonWriter, nothing_written) {
  EXPECT_EQ(JsonWriter().take(), "");
  EXPECT_EQ(JsonWriter().view(), "");
}

TEST(JsonWriter, starts_afresh_in_the_same_memory) {
  JsonWriter json;
  write_sample(json);
  const std::string first(json.view());
  const char* const memory = json.view().data();
  json.clear();
  json.open('[');
  json.name("left open");
  json.clear();
  write_sample(json);
  EXPECT_EQ(json.view(), first);
  EXPECT_EQ(json.view().data(), memory);
}

TEST(JsonWriter, starts_afresh_after_take) {
  JsonWriter json;
  json.open('[');
  EXPECT_EQ(json.take(), "[");
  json.raw("1");
  EXPECT_EQ(json.take(), "1");
}

struct QuoteCase {
  const char* name;
  std::string utf8, json;
};

// By hand after RFC 8259, section 7, and Unicode 15, table 3-7; DEL is escaped although JSON would not ask for it.
const QuoteCase quote_cases[] = {
    {"empty", "", R"("")"},
    {"plain", "A/b~ 关系😀é", R"("A/b~ 关系😀é")"},
    {"short_escapes", "\"\\\b\f\n\r\t", R"("\"\\\b\f\n\r\t")"},
    {"long_escapes", std::string("\x01\x1f\x7f\0", 4), R"("\u0001\u001f\u007f\u0000")"},
    {"escapes_at_both_ends", "\nab\n", R"("\nab\n")"},
    {"bad_byte", "bad \xff byte", "\"bad \uFFFD byte\""},
    {"cut_off", "甲\xE5\x85", "\"甲\uFFFD\uFFFD\""},
    {"surrogate", "\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
    {"overlong", "\xC0\xAF\xE0\x80\xAF", "\"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\""},
};

class JsonQuotes : public testing::TestWithParam<QuoteCase> {};

TEST_P(JsonQuotes, texts_and_names) {
  JsonWriter json;
  json.text(GetParam().utf8);
  EXPECT_EQ(json.take(), GetParam().json);
  json.open('{');
  json.name(GetParam().utf8);
  json.raw("0");
  json.close('}');
  EXPECT_EQ(json.take(), "{" + GetParam().json + ":0}");
}

INSTANTIATE_TEST_SUITE_P(core, JsonQuotes, testing::ValuesIn(quote_cases), [](const auto& tested) { return tested.param.name; });

/// Sign by sign, by another way through the text.
std::string slowly_quoted(std::string_view utf8) {
  std::string quoted = "\"";
  for (const char32_t sign : text::to_code_points(utf8)) {
    const std::size_t known = std::u32string_view(U"\"\\\b\f\n\r\t").find(sign);
    constexpr char digits[] = "0123456789abcdef";
    if (known != std::u32string_view::npos) quoted += std::string("\\") + "\"\\bfnrt"[known];
    else if (sign < 0x20 || sign == 0x7F) quoted += std::string("\\u00") + digits[sign / 16] + digits[sign % 16];
    else quoted += text::to_utf8(std::u32string(1, sign));
  }
  return quoted + "\"";
}

TEST(JsonWriter, quotes_random_bytes_as_sign_by_sign) {
  std::mt19937 random(20231015);
  const std::string_view pieces[] = {"关", "é", "😀", "plain words", "\"", "\\", "\n", "\x7f", "\xE5", "\x85", "\xF0\x9F", "\xED\xA0\x80"};
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (auto left = random() % 12; left > 0; --left) {
      if (random() % 3 == 0) bytes += static_cast<char>(random() % 256);
      else bytes += pieces[random() % std::size(pieces)];
    }
    JsonWriter json;
    json.text(bytes);
    ASSERT_EQ(json.take(), slowly_quoted(bytes));
  }
}

}  // namespace
}  // namespace guanxi
