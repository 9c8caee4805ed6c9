#include <guanxi/core/custom_words.hpp>

#include <gtest/gtest.h>

#include <array>

namespace guanxi {
namespace {

struct WordCase {
  const char* word;
  TypeKind kind;
  CustomValue value;
};

/// One for each thing that a custom value can hold.
const WordCase word_cases[] = {{"text", TypeKind::text, std::string("甲")},
                               {"boolean", TypeKind::boolean, false},
                               {"integer", TypeKind::integer, std::int64_t{3}},
                               {"real", TypeKind::real, 3.0},
                               {"date", TypeKind::date, Date()},
                               {"partial_date", TypeKind::partial_date, PartialDate{.year = 2015}},
                               {"timestamp", TypeKind::timestamp, Timestamp{}},
                               {"money", TypeKind::money, Money{}},
                               {"number_range", TypeKind::number_range, NumberRange{}},
                               {"money_range", TypeKind::money_range, MoneyRange{}}};

constexpr std::array<EnumWord, 2> colours{{{0, "red", {"红", "Red"}}, {1, "blue", {"蓝", "Blue"}}}};

constexpr Type colour_type = [] {
  Type type = detail::custom_type(TypeKind::enumeration);
  type.words = colours;
  return type;
}();
constexpr Type money_type = detail::custom_type(TypeKind::money);
constexpr Type id_type = detail::custom_type(TypeKind::id);

constexpr Field declared_customs[] = {{.name = "price", .type = &money_type, .run_time = true},
                                      {.name = "fixed", .type = &money_type},
                                      {.name = "colour", .type = &colour_type, .run_time = true},
                                      {.name = "id", .type = &id_type, .run_time = true}};

TEST(CustomWords, each_names_the_type_of_its_values) {
  EXPECT_EQ(std::size(word_cases), std::variant_size_v<CustomValue> - 1);
  for (const WordCase& c : word_cases) {
    EXPECT_EQ(custom_word(c.value), c.word);
    const Type* type = custom_type_named(c.word);
    ASSERT_NE(type, nullptr) << c.word;
    EXPECT_EQ(type->kind, c.kind) << c.word;
    CustomValue copy;
    type->set(*type, &copy, type->get(*type, &c.value));
    EXPECT_EQ(copy, c.value) << c.word;
  }
}

TEST(CustomWords, nothing_has_no_word_and_no_other_word_a_type) {
  EXPECT_EQ(custom_word(CustomValue()), "");
  for (const char* word : {"", "Money", "enumeration", "id", "list"}) EXPECT_EQ(custom_type_named(word), nullptr) << word;
}

TEST(CustomWords, run_time_fields_are_found_by_name) {
  EXPECT_EQ(run_time_field(declared_customs, "price"), &declared_customs[0]);
  EXPECT_EQ(run_time_field(declared_customs, "fixed"), nullptr) << "a member of the record";
  EXPECT_EQ(run_time_field(declared_customs, "other"), nullptr);
  EXPECT_EQ(run_time_field({}, "price"), nullptr);
}

TEST(CustomWords, without_a_word_the_declared_type_counts) {
  EXPECT_EQ(plain_custom_type(&declared_customs[0]).kind, TypeKind::money);
  EXPECT_EQ(&plain_custom_type(&declared_customs[2]), &colour_type);
  EXPECT_EQ(plain_custom_type(nullptr).kind, TypeKind::text);
  EXPECT_EQ(plain_custom_type(&declared_customs[3]).kind, TypeKind::text) << "no custom value holds an identifier";
}

TEST(CustomWords, plain_is_what_comes_back_without_a_word) {
  for (const WordCase& c : word_cases) {
    EXPECT_EQ(is_plain_custom(plain_custom_type(nullptr), c.value), c.kind == TypeKind::text) << c.word;
    EXPECT_EQ(is_plain_custom(money_type, c.value), c.kind == TypeKind::money) << c.word;
  }
  EXPECT_TRUE(is_plain_custom(colour_type, std::string("blue")));
  EXPECT_FALSE(is_plain_custom(colour_type, std::string("green")));
  EXPECT_FALSE(is_plain_custom(colour_type, true));
  EXPECT_FALSE(is_plain_custom(money_type, CustomValue()));
}

}  // namespace
}  // namespace guanxi
