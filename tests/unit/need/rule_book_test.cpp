#include <guanxi/need/rule_book.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "rule_fixture.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::need {
namespace {

using testing::HasSubstr;

/// A book of one rule in which a part of the text is replaced.
std::string book_with(std::string_view part = {}, std::string_view by = {}) {
  std::string text = R"({
  "format": "guanxi-rules/1", "version": "1", "rules": [{
    "id": "save_power", "label": {"zh": "节电", "en": "Save power"},
    "when": {"all": [
      {"industry": {"codes": ["C"], "words": ["制造"]}},
      {"any": [{"field": "customer.pain_points", "contains": ["电费高"], "as": "pain"},
               {"tag": ["痛点", "pain"], "is_one_of": ["电费高"], "as": "pain"}]},
      {"none": [{"field": "customer.employees", "at_most": 20}]},
      {"some": "installed_product", "where": [{"field": "in_use_since", "aged_years": 8}], "count": 1, "as": "machine"}]},
    "then": {"statement": {"zh": "节电改造", "en": "Save power"}, "category": {"zh": "节能", "en": "Energy"},
             "offering": {"zh": "节能服务", "en": "Energy service"}, "served_by": ["节能"]},
    "reason": {"zh": "{customer}说{pain}，{machine}老旧", "en": "{customer} says {pain}; {machine} is old"},
    "prior": {"a": 2, "b": 3}, "observed": {"confirmed": 4, "rejected": 1}}]})";
  if (!part.empty()) {
    const std::size_t at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    if (at != std::string::npos) text.replace(at, part.size(), by);
  }
  return text;
}

TEST(RuleBookJson, is_read_as_written) {
  const RuleBook book = rule_book_from_json(book_with());
  ASSERT_EQ(book.rules.size(), 1U);
  const Rule& rule = book.rules[0];
  EXPECT_EQ(book.version, "1");
  EXPECT_EQ(rule.id, "save_power");
  EXPECT_EQ(rule.label, (Message{"节电", "Save power"}));
  const auto& all = std::get<Group>(rule.when.test);
  EXPECT_EQ(all.joined, Combinator::all);
  ASSERT_EQ(all.parts.size(), 4U);
  EXPECT_EQ(std::get<IndustryTest>(all.parts[0].test), (IndustryTest{{"C"}, "gbt4754", {"制造"}}));
  const auto& any = std::get<Group>(all.parts[1].test);
  EXPECT_EQ(std::get<FieldTest>(any.parts[0].test),
            (FieldTest{{"customer.pain_points"}, Comparison::contains, {"电费高"}, 0, "CNY", "pain"}));
  EXPECT_EQ(std::get<TagTest>(any.parts[1].test),
            (TagTest{{"痛点", "pain"}, Comparison::is_one_of, {"电费高"}, "pain"}));
  EXPECT_EQ(std::get<Group>(all.parts[2].test).joined, Combinator::none);
  const auto& some = std::get<RecordTest>(all.parts[3].test);
  EXPECT_EQ(some.kind, "installed_product");
  EXPECT_EQ(some.capture, "machine");
  EXPECT_EQ(rule.then.served_by, std::vector<std::string>{"节能"});
  EXPECT_FALSE(rule.then.repeatable);
  EXPECT_EQ(rule.a, 2);
  EXPECT_EQ(rule.b, 3);
  EXPECT_EQ(rule.confirmed, 4);
  EXPECT_EQ(rule.rejected, 1);
}

TEST(RuleBookJson, goes_round) {
  const RuleBook book = rule_book_from_json(book_with());
  for (const int indent : {0, 2}) EXPECT_EQ(rule_book_from_json(to_json(book, indent)), book);
  EXPECT_EQ(rule_book_from_json(to_json(standard_rule_book())), standard_rule_book());
  EXPECT_EQ(to_json(rule_book_from_json(to_json(book))), to_json(book));
  EXPECT_EQ(rule_book_from_json("\xEF\xBB\xBF" + to_json(book)), book);
}

TEST(RuleBookJson, every_comparison_goes_round) {
  for (const char* test :
       {R"({"field": "customer.nature", "is": "company"})",
        R"({"field": "customer.nature", "is_one_of": ["company", "政府机构"]})",
        R"({"field": "customer.is_key_account", "is": true})",
        R"({"field": ["customer.notes", "interaction.summary"], "contains": ["新"]})",
        R"({"field": "customer.registered_capital", "at_least": 1.5, "currency": "USD"})",
        R"({"field": "transaction.quantity", "at_most": -2})", R"({"field": "need.due_on", "ahead_days": 30})",
        R"({"field": "complaint.received_at", "within_days": 0})",
        R"({"field": "installed_product.warranty_until", "passed": true})",
        R"({"field": "customer.founded_on", "aged_years": 2.5})",
        R"({"field": "customer.goals", "present": true, "as": "goals"})",
        R"({"field": "customer.goals", "missing": true})", R"({"tag": "规模", "contains": ["中"]})",
        R"({"tag": "规模", "present": true})", R"({"tag": "规模", "missing": true})",
        R"({"industry": {"codes": ["28"], "scheme": "isic"}})", R"({"some": "need"})",
        R"({"field": "opportunity.stage_history.to_stage", "present": true})"}) {
    const std::string text = book_with(R"({"none": [{"field": "customer.employees", "at_most": 20}]})", test);
    const RuleBook book = rule_book_from_json(text);
    EXPECT_EQ(rule_book_from_json(to_json(book)), book) << test;
    EXPECT_NE(book, rule_book_from_json(book_with())) << test;
  }
}

struct BadBook {
  const char* name;
  const char* part;
  const char* by;
  const char* code;
  const char* says;
};

// clang-format off
constexpr BadBook bad_books[] = {
    {"no_json", R"("version": "1",)", R"("version": "1")", "need.rule_json", "line 2, column 46: a comma or } is missing here"},
    {"cut_off", R"("rejected": 1}}]})", R"("rejected": 1)", "need.rule_json", "a comma or } is missing here"},
    {"open_quote", R"("rejected": 1}}]})", R"("rejected)", "need.rule_json", "a quote is still open"},
    {"more_behind", R"("rejected": 1}}]})", R"("rejected": 1}}]} x)", "need.rule_json", "something follows after its end"},
    {"twice", R"("version": "1",)", R"("version": "1", "version": "2",)", "need.rule_json", "“version” is given twice"},
    {"bad_escape", "节电改造", "\\x", "need.rule_json", "escapes no sign"},
    {"bad_surrogate", "节电改造", "\\ud800", "need.rule_json", "names no sign"},
    {"no_utf8", "节电改造", "\xff", "need.rule_json", "not UTF-8"},
    {"bad_word", R"("a": 2)", R"("a": two)", "need.rule_json", "a value is expected here"},
    {"format", "guanxi-rules/1", "guanxi-rules/9", "need.rule_shape", "“guanxi-rules/9” cannot be read, only “guanxi-rules/1”"},
    {"rules_missing", R"("rules")", R"("rulez")", "need.rule_shape", "“rulez” has no meaning here; did you mean “rules”?"},
    {"rule_key", R"("reason")", R"("raeson")", "need.rule_shape", "rule “save_power”, the rule: “raeson” has no meaning here; did you mean “reason”?"},
    {"label_missing", R"("label": {"zh": "节电", "en": "Save power"},)", "", "need.rule_shape", "“label” is missing"},
    {"language", R"({"zh": "节能", "en": "Energy"})", R"({"zh": "节能"})", "need.rule_shape", "then.category: “en” is missing"},
    {"empty_text", R"("zh": "节能", "en": "Energy")", R"("zh": "", "en": "Energy")", "need.rule_shape", "then.category.zh: the text is empty"},
    {"wrong_type", R"("at_most": 20)", R"("at_most": "20")", "need.rule_shape", "when.all[2].none[0].at_most: expected a number, found a text"},
    {"condition", R"("industry": {)", R"("industri": {)", "need.rule_shape", "when.all[0]: “industri” starts no condition"},
    {"condition_near", R"({"none": [)", R"({"non": [)", "need.rule_shape", "did you mean “none”?"},
    {"comparison_missing", R"(, "contains": ["电费高"], "as": "pain"})", R"(, "as": "pain"})", "need.rule_shape", "a comparison is missing"},
    {"comparison_near", R"("contains")", R"("contain")", "need.rule_shape", "“contain” has no meaning here; did you mean “contains”?"},
    {"two_comparisons", R"("at_most": 20)", R"("at_most": 20, "at_least": 2)", "need.rule_shape", "two comparisons stand here"},
    {"is_takes_one", R"("contains": ["电费高"])", R"("is": ["电费高", "电价高"])", "need.rule_shape", "“is” takes one word"},
    {"false_means_nothing", R"("at_most": 20)", R"("present": false)", "need.rule_shape", "only true has a meaning"},
    {"count", R"("count": 1)", R"("count": 0)", "need.rule_shape", "so many records must be 1 or more"},
    {"count_whole", R"("count": 1)", R"("count": 1.5)", "need.rule_shape", "expected a whole number, found 1.5"},
    {"years", R"("aged_years": 8)", R"("aged_years": -8)", "need.rule_shape", "of years 0 to 1000"},
    {"years_beyond_the_calendar", R"("aged_years": 8)", R"("aged_years": 1001)", "need.rule_shape", "of years 0 to 1000"},
    {"empty_group", R"([{"field": "customer.employees", "at_most": 20}])", "[]", "need.rule_shape", "a group needs a condition"},
    {"nested_some", R"({"field": "in_use_since", "aged_years": 8})", R"({"tag": "规模"})", "need.rule_shape", "inside “some” only fields can be tested"},
    {"id", R"("id": "save_power")", R"("id": "Save power")", "need.rule_id", "small letters, digits and _"},
    {"kind", "\"installed_product\"", "\"instaled_product\"", "need.rule_kind", "did you mean “installed_product”?"},
    {"shared_kind", "\"installed_product\"", "\"user\"", "need.rule_kind", "“user” is no kind of record that rules can read"},
    {"field", "customer.pain_points", "customer.pain_point", "need.rule_field", "rule “save_power”, when.all[1].any[0].field: there is no field “pain_point” on the way of customer.pain_point; did you mean “pain_points”?"},
    {"field_of_record", "in_use_since", "in_use_sinse", "need.rule_field", "did you mean “in_use_since”?"},
    {"field_is_kind", "customer.pain_points", "customer", "need.rule_field", "names a kind"},
    {"field_in_leaf", "customer.pain_points", "customer.pain_points.zh", "need.rule_field", "pain_points has no fields of its own"},
    {"word", R"("field": "customer.employees", "at_most": 20)", R"("field": "customer.nature", "is": "governmant")", "need.rule_word", "“governmant” is no word of customer.nature; did you mean “government”?"},
    {"truth", R"("field": "customer.employees", "at_most": 20)", R"("field": "customer.is_key_account", "is": "maybe")", "need.rule_word", "neither true nor false"},
    {"word_without_signs", R"(["电费高"], "as": "pain"},)", R"(["……"], "as": "pain"},)", "need.rule_word", "has no letter or digit"},
    {"currency", R"("at_most": 20)", R"("at_most": 20, "currency": "yuan")", "need.rule_word", "no currency"},
    {"scheme", R"("words": ["制造"])", R"("scheme": "gbt4745")", "need.rule_word", "did you mean “gbt4754”?"},
    {"code", R"("codes": ["C"])", R"("codes": ["C3x"])", "need.rule_code", "“C3x” is no code of GB/T 4754"},
    {"comparison", R"("at_most": 20)", R"("contains": ["20"])", "need.rule_comparison", "the field customer.employees cannot be compared by “contains”"},
    {"placeholder", "{machine}老旧", "{machin}老旧", "need.rule_placeholder", "reason.zh: {machin} is not filled whenever the rule fires; did you mean “machine”?"},
    {"placeholder_open", "is old", "is {old", "need.rule_placeholder", "reason.en"},
    {"placeholder_of_a_branch", R"("is_one_of": ["电费高"], "as": "pain")", R"("is_one_of": ["电费高"])", "need.rule_placeholder", "{pain} is not filled whenever"},
    {"prior", R"("a": 2)", R"("a": 0)", "need.rule_counts", "rule “save_power”, prior: a and b must be finite and above 0"},
    {"observed", R"("confirmed": 4)", R"("confirmed": -4)", "need.rule_counts", "0 or more"},
};
// clang-format on

class BadRuleBook : public testing::TestWithParam<BadBook> {};

TEST_P(BadRuleBook, is_refused_with_rule_place_and_nearest_word) {
  const auto& [name, part, by, code, says] = GetParam();
  try {
    (void)rule_book_from_json(book_with(part, by));
    FAIL() << "nothing thrown";
  } catch (const ArgumentError& error) {
    EXPECT_EQ(error.code(), code) << error.what();
    EXPECT_THAT(error.what(), HasSubstr(says));
  }
}

INSTANTIATE_TEST_SUITE_P(need, BadRuleBook, testing::ValuesIn(bad_books),
                         [](const auto& bad) { return std::string(bad.param.name); });

TEST(RuleBookJson, two_rules_of_one_id_are_refused) {
  RuleBook book = rule_book_from_json(book_with());
  book.rules.push_back(book.rules[0]);
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { check_rule_book(book, standard_catalogue()); }), "need.rule_id");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)rule_book_from_json(to_json(book)); }), "need.rule_id");
}

TEST(RuleBookJson, deep_nesting_ends_in_an_error) {
  EXPECT_EQ(test::code_thrown<ArgumentError>([] { (void)rule_book_from_json(std::string(100'000, '[')); }),
            "need.rule_json");
}

TEST(RuleBookJson, damaged_text_is_read_or_refused_and_what_was_read_goes_round) {
  std::mt19937_64 random(5);
  const std::string whole = book_with();
  constexpr std::string_view signs = "{}[]\",:\\0-.eutf \n";
  std::size_t refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = whole;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 5);
      else
        text[at] = signs[random() % signs.size()];
    }
    try {
      const RuleBook book = rule_book_from_json(text);
      ASSERT_EQ(rule_book_from_json(to_json(book)), book);
    } catch (const ArgumentError& error) {
      ++refused;
      ASSERT_TRUE(std::string(error.code()).starts_with("need.rule_")) << error.what();
    }
  }
  EXPECT_GT(refused, 1000U);
}

TEST(RuleBookJson, escapes_are_resolved) {
  const RuleBook book = rule_book_from_json(book_with("节电改造", R"(\u8282\ud83d\ude00\"\n)"));
  EXPECT_EQ(book.rules[0].then.statement.zh, "节😀\"\n");
  EXPECT_EQ(rule_book_from_json(to_json(book)), book);
}

// (2 + 4) / (5 + 5); the interval of Beta(6, 4): its distribution at the ends, as sums of binomial terms, is .05 and
// .95.
TEST(Confidence, is_the_mean_of_beta_counts_with_equal_tails) {
  const Confidence found = confidence_of(rule_book_from_json(book_with()).rules[0]);
  EXPECT_DOUBLE_EQ(found.mean, .6);
  const auto distribution = [](double x) {
    double sum = 0;
    for (int k = 6; k <= 9; ++k)
      sum += std::tgamma(10) / std::tgamma(k + 1) / std::tgamma(10 - k) * std::pow(x, k) * std::pow(1 - x, 9 - k);
    return sum;
  };
  EXPECT_NEAR(distribution(found.low), .05, 1e-12);
  EXPECT_NEAR(distribution(found.high), .95, 1e-12);
}

TEST(Confidence, narrows_with_observations_and_refuses_bad_input) {
  Rule rule;
  rule.a = rule.b = 2;
  double width = 2;
  for (int n = 0; n < 60; n += 10) {
    rule.confirmed = rule.rejected = n;
    const Confidence found = confidence_of(rule);
    EXPECT_DOUBLE_EQ(found.mean, .5);
    EXPECT_LT(found.low, found.mean);
    EXPECT_GT(found.high, found.mean);
    EXPECT_LT(found.high - found.low, width);
    width = found.high - found.low;
  }
  for (const double level : {0.0, 1.0, -1.0, std::nan("")})
    EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)confidence_of(rule, level); }), "argument.level");
  rule.rejected = -1;
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)confidence_of(rule); }), "need.rule_counts");
}

TEST(RuleSummary, tells_each_rule_in_the_order_of_the_book) {
  const RuleBook& book = standard_rule_book();
  const auto rows = summaries(book, .8);
  ASSERT_EQ(rows.size(), book.rules.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].id, book.rules[i].id);
    EXPECT_EQ(rows[i].statement, book.rules[i].then.statement);
    EXPECT_EQ((Confidence{rows[i].confidence, rows[i].low, rows[i].high}), confidence_of(book.rules[i], .8));
    EXPECT_EQ(rows[i].when.find('\n'), std::string::npos);
    EXPECT_EQ(rows[i].when.front(), '{');
  }
}

TEST(Learn, counts_one_rule_and_leaves_the_book_given) {
  const RuleBook before = rule_book_from_json(book_with());
  const RuleBook yes = learn(before, "save_power", Outcome::confirmed),
                 no = learn(before, "save_power", Outcome::rejected);
  EXPECT_EQ(before, rule_book_from_json(book_with()));
  EXPECT_EQ(yes.rules[0].confirmed, 5);
  EXPECT_EQ(yes.rules[0].rejected, 1);
  EXPECT_EQ(no.rules[0].confirmed, 4);
  EXPECT_EQ(no.rules[0].rejected, 2);
  EXPECT_DOUBLE_EQ(confidence_of(yes.rules[0]).mean, 7.0 / 11);
  EXPECT_DOUBLE_EQ(confidence_of(no.rules[0]).mean, 6.0 / 11);
  EXPECT_EQ(rule_book_from_json(to_json(yes)), yes);
}

TEST(Learn, the_order_of_outcomes_changes_nothing) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 200; ++i) {
    std::vector<Outcome> outcomes;
    for (std::size_t n = random() % 8; n > 0; --n)
      outcomes.push_back(random() % 2 == 0 ? Outcome::confirmed : Outcome::rejected);
    RuleBook one = rule_book_from_json(book_with()), other = one;
    for (const Outcome outcome : outcomes) one = learn(std::move(one), "save_power", outcome);
    std::shuffle(outcomes.begin(), outcomes.end(), random);
    for (const Outcome outcome : outcomes) other = learn(std::move(other), "save_power", outcome);
    ASSERT_EQ(one, other);
  }
}

TEST(Learn, names_the_nearest_rule) {
  try {
    (void)learn(standard_rule_book(), "voc_treatment_for_coatings", Outcome::confirmed);
    FAIL() << "nothing thrown";
  } catch (const ArgumentError& error) {
    EXPECT_EQ(error.code(), "need.rule_id");
    EXPECT_THAT(error.what(), HasSubstr("did you mean “voc_treatment_for_coating”?"));
  }
}

}  // namespace
}  // namespace guanxi::need
