#include <guanxi/core/error.hpp>
#include <guanxi/core/json_value.hpp>
#include <guanxi/core/json_writer.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi {
namespace {

std::string json_error(std::string_view text) {
  try {
    (void)parse_json(text);
  } catch (const ParseError& error) {
    return error.code() + " @" + std::to_string(error.position()) + ": " + error.what();
  }
  return "none";
}

TEST(JsonValue, a_tree_keeps_order_digits_and_places) {
  const JsonValue tree = parse_json("{\"b\": [1.50, \"甲\\n\"],\n \"a\": null, \"t\": true}");
  ASSERT_EQ(tree.kind, JsonValue::Kind::object);
  EXPECT_EQ(tree.names, (std::vector<std::string>{"b", "a", "t"}));
  EXPECT_EQ(tree.find("b")->items[0].text, "1.50");
  EXPECT_EQ(tree.find("b")->items[1].text, "甲\n");
  EXPECT_EQ(tree.find("a")->kind, JsonValue::Kind::null);
  EXPECT_EQ(tree.find("t")->text, "true");
  EXPECT_EQ(tree.find("c"), nullptr);
  EXPECT_EQ(tree.find("b")->items[1].position, 13U);
  EXPECT_EQ(tree.find("a")->position, 29U);
}

TEST(JsonValue, a_byte_order_mark_is_passed_over) { EXPECT_EQ(parse_json("\xEF\xBB\xBF 7").text, "7"); }

TEST(JsonValue, numbers_are_those_of_the_standard) {
  for (const char* good : {"0", "-0", "10", "1.5", "-1.25e-3", "2E+8", "1e0", "5e-324", "1.7976931348623157e308"})
    EXPECT_EQ(parse_json(good).text, good);
  for (const char* bad :
       {"01", "-", "+1", ".5", "1.", "1.e2", "1e", "1e+", "0x10", "-inf", "inf", "nan", "-nan", "1_0", "--1", "1a"})
    EXPECT_EQ(json_error(bad), "json.syntax @0: line 1, column 1: a value is expected here") << bad;
  for (const char* great : {"1e999", "-1e999", "1e-999"})
    EXPECT_EQ(json_error(great), "json.syntax @0: line 1, column 1: the number is beyond what a double can hold")
        << great;
}

TEST(JsonValue, what_is_no_json_is_told_with_its_place) {
  EXPECT_EQ(json_error(""), "json.syntax @0: line 1, column 1: it ends too early: a value is missing");
  EXPECT_EQ(json_error("{\"a\" 1}"), "json.syntax @5: line 1, column 6: a colon is missing here");
  EXPECT_EQ(json_error("[1,\n 2"), "json.syntax @6: line 2, column 3: a comma or ] is missing here");
  EXPECT_EQ(json_error("{\"甲\": 1,\n\"乙\": 2, \"甲\": 3}"),
            "json.syntax @21: line 2, column 9: the name “甲” is given twice");
  EXPECT_EQ(json_error("1 2"), "json.syntax @2: line 1, column 3: something follows after its end");
  EXPECT_EQ(json_error("[1,]"), "json.syntax @3: line 1, column 4: a value is expected here");
  EXPECT_EQ(json_error("{a: 1}"), "json.syntax @1: line 1, column 2: a name in quotes is missing here");
  EXPECT_EQ(json_error(R"(["\ud800"])"), "json.syntax @8: line 1, column 9: a \\u escape names no sign");
  EXPECT_EQ(json_error(std::string(66, '[')),
            "json.syntax @65: line 1, column 66: brackets and braces lie more than 64 deep");
}

TEST(JsonValue, escapes_become_signs) { EXPECT_EQ(parse_json(R"("\"\\\/\b\f\n\r\té😀")").text, "\"\\/\b\f\n\r\té😀"); }

void write_tree(JsonWriter& json, const JsonValue& value) {
  if (value.kind == JsonValue::Kind::text) return json.text(value.text);
  if (value.kind == JsonValue::Kind::null) return json.raw("null");
  if (value.items.empty() && value.kind != JsonValue::Kind::array && value.kind != JsonValue::Kind::object)
    return json.raw(value.text);
  const bool object = value.kind == JsonValue::Kind::object;
  json.open(object ? '{' : '[');
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (object) json.name(value.names[i]);
    write_tree(json, value.items[i]);
  }
  json.close(object ? '}' : ']');
}

JsonValue random_tree(std::mt19937& random, int depth) {
  const auto below = [&random](std::size_t n) { return random() % n; };
  constexpr const char* texts[] = {"", "甲", "a\"b", "\x01", "😀", "\\"};
  constexpr const char* numbers[] = {"0", "-1.5e3", "12345678901234567890", "0.1"};
  JsonValue value;
  value.kind = static_cast<JsonValue::Kind>(below(depth == 0 ? 4 : 6));
  if (value.kind == JsonValue::Kind::boolean) value.text = below(2) == 0 ? "true" : "false";
  if (value.kind == JsonValue::Kind::number) value.text = numbers[below(std::size(numbers))];
  if (value.kind == JsonValue::Kind::text) value.text = texts[below(std::size(texts))];
  if (depth == 0 || value.kind < JsonValue::Kind::array) return value;
  for (std::size_t i = below(5); i > 0; --i) {
    if (value.kind == JsonValue::Kind::object)
      value.names.push_back(texts[below(std::size(texts))] + std::to_string(i));
    value.items.push_back(random_tree(random, depth - 1));
  }
  return value;
}

bool same_tree(const JsonValue& a, const JsonValue& b) {
  if (a.kind != b.kind || a.text != b.text || a.names != b.names || a.items.size() != b.items.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same_tree(a.items[i], b.items[i])) return false;
  return true;
}

TEST(JsonValue, random_trees_come_back_and_cut_ones_never_crash) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const JsonValue tree = random_tree(random, 4);
    for (const int indent : {0, 2}) {
      JsonWriter json(indent);
      write_tree(json, tree);
      const std::string text = json.take();
      EXPECT_TRUE(same_tree(parse_json(text), tree)) << text;
      const std::string cut = text.substr(0, random() % text.size());
      if (tree.kind >= JsonValue::Kind::text && cut.size() + 1 < text.size()) {
        EXPECT_NE(json_error(cut), "none") << cut;
      }
    }
  }
}

}  // namespace
}  // namespace guanxi
