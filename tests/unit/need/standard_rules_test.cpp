#include <guanxi/core/json_value.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/need/rule_book.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "rule_fixture.hpp"

namespace guanxi::need {
namespace {

std::string text_of_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

const std::filesystem::path fixtures = std::filesystem::path(GUANXI_SOURCE_DIR) / "tests/data/rules";

/// The facts on which a rule fires, and its twin that differs in one of them.
struct Twins {
  Date as_of{};
  RuleFactsByPath fires{};
  RuleFactsByPath silent{};
};

std::optional<Twins> read_twins(const std::string& id) {
  const std::filesystem::path path = fixtures / (id + ".json");
  if (!std::filesystem::exists(path)) return std::nullopt;
  const JsonValue json = parse_json(text_of_file(path));
  Twins twins{.as_of = *read_date(json.find("as_of")->text)};
  const JsonValue& facts = *json.find("facts");
  for (std::size_t i = 0; i < facts.names.size(); ++i) twins.fires[facts.names[i]] = facts.items[i].text;
  twins.silent = twins.fires;
  const std::string changed = json.find("silent")->find("change")->text;
  const JsonValue& to = *json.find("silent")->find("to");
  EXPECT_TRUE(twins.fires.contains(changed)) << id << " changes " << changed;
  if (to.kind == JsonValue::Kind::null)
    twins.silent.erase(changed);
  else
    twins.silent[changed] = to.text;
  EXPECT_NE(twins.silent, twins.fires) << id;
  return twins;
}

std::vector<std::string> standard_ids() {
  std::vector<std::string> ids;
  for (const Rule& rule : standard_rule_book().rules) ids.push_back(rule.id);
  return ids;
}

class StandardRule : public testing::TestWithParam<std::string> {};

TEST_P(StandardRule, fires_alone_on_its_fixture_and_not_on_the_twin) {
  const std::optional<Twins> twins = read_twins(GetParam());
  ASSERT_TRUE(twins) << "tests/data/rules/" << GetParam() << ".json is missing";
  const RuleFixture with = make_fixture(twins->fires);
  const auto found = fire(standard_rule_book(), with.dossier, with.options(twins->as_of));
  ASSERT_EQ(ids_of(found), std::vector{GetParam()});
  const LatentNeed& need = found.front();
  EXPECT_EQ(PreparedRules(standard_rule_book(), with.options(twins->as_of)).fire(with.dossier), found);
  EXPECT_FALSE(need.fields.empty());
  EXPECT_FALSE(need.evidence.empty());
  for (const std::string& reason : {need.reasons.front().zh, need.reasons.front().en}) {
    EXPECT_EQ(reason.find('{'), std::string::npos) << reason;
    EXPECT_EQ(reason.find("“”"), std::string::npos) << reason;
  }
  const RuleFixture without = make_fixture(twins->silent);
  EXPECT_THAT(ids_of(fire(standard_rule_book(), without.dossier, without.options(twins->as_of))),
              testing::Not(testing::Contains(GetParam())));
}

TEST_P(StandardRule, is_silent_where_the_need_is_named_already) {
  const std::optional<Twins> twins = read_twins(GetParam());
  ASSERT_TRUE(twins);
  RuleFixture known = make_fixture(twins->fires);
  const auto& rules = standard_rule_book().rules;
  const Rule& rule = *std::find_if(rules.begin(), rules.end(), [](const Rule& one) { return one.id == GetParam(); });
  known.dossier.of<Need>().push_back(
      {.kind = NeedKind::explicit_need, .statement = "谈过", .category = rule.then.category.zh});
  EXPECT_EQ(ids_of(fire(standard_rule_book(), known.dossier, known.options(twins->as_of))), std::vector<std::string>{});
}

TEST_P(StandardRule, is_silent_where_what_serves_it_is_owned_unless_it_is_repeatable) {
  const std::optional<Twins> twins = read_twins(GetParam());
  ASSERT_TRUE(twins);
  const auto& rules = standard_rule_book().rules;
  const Rule& rule = *std::find_if(rules.begin(), rules.end(), [](const Rule& one) { return one.id == GetParam(); });
  for (const std::string& word : rule.then.served_by) {
    RuleFixture owner = make_fixture(twins->fires);
    owner.dossier.of<InstalledProduct>().push_back({.product = word});
    const auto ids = ids_of(fire(standard_rule_book(), owner.dossier, owner.options(twins->as_of)));
    EXPECT_EQ(std::find(ids.begin(), ids.end(), rule.id) != ids.end(), rule.then.repeatable) << word;
  }
}

INSTANTIATE_TEST_SUITE_P(need, StandardRule, testing::ValuesIn(standard_ids()),
                         [](const auto& rule) { return rule.param; });

TEST(StandardRules, are_many_and_each_has_a_fixture_and_no_fixture_is_left_over) {
  EXPECT_GE(standard_rule_book().rules.size(), 45U);
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures)) files.insert(entry.path().stem().string());
  const std::vector<std::string> ids = standard_ids();
  EXPECT_EQ(files, std::set<std::string>(ids.begin(), ids.end()));
}

TEST(StandardRules, the_file_is_written_as_the_library_writes_it) {
  EXPECT_EQ(text_of_file(std::filesystem::path(GUANXI_SOURCE_DIR) / "src/need/standard_rules.json"),
            to_json(standard_rule_book()));
}

// docs/methods/latent_needs.md, grammar and worked example.
TEST(LatentNeedsPage, its_book_can_be_read_and_its_example_comes_out) {
  const std::string page = text_of_file(std::filesystem::path(GUANXI_SOURCE_DIR) / "docs/methods/latent_needs.md");
  const std::size_t start = page.find("```json\n") + 8;
  RuleBook book = rule_book_from_json(page.substr(start, page.find("```", start) - start));
  RuleFactsByPath facts{{"customer.industry_code", "C3311"},
                        {"installed_product.product", "160吨冲床"},
                        {"installed_product.in_use_since", "2015-03"},
                        {"service_request.description", "冲床离合器故障，停机两天"}};
  const auto answer = [&] {
    const RuleFixture fixture = make_fixture(facts);
    return fire(book, fixture.dossier, fixture.options(*read_date("2026-06-30")));
  };
  const auto first = answer();
  ASSERT_EQ(ids_of(first), std::vector<std::string>{"press_retrofit"});
  EXPECT_EQ(first[0].reasons[0].zh, "160吨冲床已用11年，出现“故障”");
  EXPECT_NE(page.find(first[0].reasons[0].zh), std::string::npos);
  EXPECT_DOUBLE_EQ(first[0].confidence, .625);
  EXPECT_NEAR(first[0].low, .341, 5e-4);
  EXPECT_NEAR(first[0].high, .871, 5e-4);
  book = learn(book, "press_retrofit", Outcome::confirmed);
  const auto second = answer();
  EXPECT_NEAR(second.at(0).confidence, .667, 5e-4);
  EXPECT_NEAR(second[0].low, .400, 5e-4);
  EXPECT_NEAR(second[0].high, .889, 5e-4);
  facts["installed_product.in_use_since"] = "2020-03";
  EXPECT_TRUE(answer().empty());
}

TEST(StandardRules, cover_twelve_divisions_of_industry_and_more) {
  std::set<std::string> divisions;
  const auto collect = [&](const auto& self, const Condition& condition) -> void {
    if (const auto* group = std::get_if<Group>(&condition.test))
      for (const Condition& part : group->parts) self(self, part);
    if (const auto* industry = std::get_if<IndustryTest>(&condition.test))
      for (const std::string& code : industry->codes)
        if (code.size() >= 3) divisions.insert(code.substr(0, 3));
  };
  for (const Rule& rule : standard_rule_book().rules) collect(collect, rule.when);
  EXPECT_GE(divisions.size(), 12U);
}

TEST(StandardRules, texts_are_bilingual_and_have_no_blanks_at_their_ends) {
  const auto is_chinese = [](const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
  };
  for (const Rule& rule : standard_rule_book().rules)
    for (const Message& text : {rule.label, rule.then.statement, rule.then.category, rule.then.offering, rule.reason}) {
      EXPECT_TRUE(is_chinese(text.zh)) << rule.id << ": " << text.zh;
      EXPECT_FALSE(is_chinese(text.en)) << rule.id << ": " << text.en;
      EXPECT_EQ(text.zh, std::string(text::trim(text.zh)));
      EXPECT_EQ(text.en, std::string(text::trim(text.en)));
    }
}

}  // namespace
}  // namespace guanxi::need
