#include <guanxi/need/latent_need.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "rule_fixture.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::need {
namespace {

constexpr Date day = *Date::from_ymd(2026, 6, 30);

/// A book of one rule with this condition.
RuleBook book_of(const std::string& when, const std::string& reason = "因为", const std::string& then = {}) {
  return rule_book_from_json(
      R"({"format": "guanxi-rules/1", "version": "1", "rules": [{"id": "one", "label": {"zh": "一", "en": "one"}, "when": )" +
      when +
      R"(, "then": {"statement": {"zh": "改造", "en": "Retrofit"}, "category": {"zh": "设备改造", "en": "Retrofit"},
         "offering": {"zh": "改造服务", "en": "Retrofit service"}, "served_by": ["改造包", "retrofit kit"])" +
      then + R"(}, "reason": {"zh": ")" + reason + R"(", "en": ")" + reason + R"("}, "prior": {"a": 3, "b": 1}}]})");
}

bool fires_on(const std::string& when, const RuleFactsByPath& facts) {
  const RuleFixture fixture = make_fixture(facts);
  return !fire(book_of(when), fixture.dossier, fixture.options(day)).empty();
}

std::string reason_on(const std::string& when, const std::string& reason, const RuleFactsByPath& facts,
                      Language language = Language::zh) {
  const RuleFixture fixture = make_fixture(facts);
  const auto found = fire(book_of(when, reason), fixture.dossier, fixture.options(day));
  return found.empty() ? "silent" : found[0].reasons.at(0).in(language);
}

/// A condition, facts on which it holds and facts on which it does not.
struct OperatorCase {
  const char* name;
  const char* when;
  RuleFactsByPath holds;
  RuleFactsByPath fails;
};

// clang-format off
const OperatorCase operator_cases[] = {
    {"is_enumeration", R"({"field": "customer.nature", "is": "government"})", {{"customer.nature", "government"}}, {{"customer.nature", "company"}}},
    {"is_enumeration_by_label", R"({"field": "customer.nature", "is": "政府机构"})", {{"customer.nature", "government"}}, {}},
    {"is_text_folded", R"({"field": "installed_product.brand", "is": "海天 HAITIAN"})", {{"installed_product.brand", "海天（ｈａｉｔｉａｎ）"}}, {{"installed_product.brand", "海天"}}},
    {"is_boolean", R"({"field": "customer.is_key_account.set", "is": true})", {{"customer.is_key_account.set", "是"}}, {{"customer.is_key_account.set", "否"}}},
    {"title_of_a_judgement", R"({"field": "customer.is_key_account", "is": true})", {{"customer.is_key_account.set", "是"}}, {{"customer.is_key_account.set", "否"}}},
    {"computed_where_nothing_is_set", R"({"field": "customer.abc_class", "is": "a"})", {{"customer.abc_class.computed", "a"}}, {{"customer.abc_class.computed", "a"}, {"customer.abc_class.set", "b"}}},
    {"is_one_of", R"({"field": "customer_event.kind", "is_one_of": ["opening", "expansion"]})", {{"customer_event.kind", "expansion"}}, {{"customer_event.kind", "award"}}},
    {"contains_any", R"({"field": "customer.pain_points", "contains": ["招工难", "缺人"]})", {{"customer.pain_points", "旺季缺人"}}, {{"customer.pain_points", "旺季缺料"}}},
    {"contains_traditional_full_width", R"({"field": "customer.pain_points", "contains": ["能耗高 ABC"]})", {{"customer.pain_points", "能耗高ＡＢＣ"}}, {{"customer.pain_points", "能耗低"}}},
    {"contains_traditional", R"({"field": "customer.pain_points", "contains": ["设备"]})", {{"customer.pain_points", "設備老化"}}, {{"customer.pain_points", "人員老化"}}},
    {"contains_not_negated_zh", R"({"field": "customer.pain_points", "contains": ["故障"]})", {{"customer.pain_points", "无故障，但上周又出故障"}}, {{"customer.pain_points", "设备无故障，运行正常"}}},
    {"contains_not_negated_en", R"({"field": "customer.pain_points", "contains": ["failure"]})", {{"customer.pain_points", "two failures in May"}}, {{"customer.pain_points", "no failures in May"}}},
    {"contains_whole_words", R"({"field": "customer.pain_points", "contains": ["press"]})", {{"customer.pain_points", "Our PRESSES are old"}}, {{"customer.pain_points", "compressor and expression"}}},
    {"contains_phrase_of_words", R"({"field": "customer.goals", "contains": ["new plant"]})", {{"customer.goals", "a new-plant project"}}, {{"customer.goals", "plant new trees"}}},
    {"contains_within_a_clause", R"({"field": "customer.goals", "contains": ["扩产"]})", {{"customer.goals", "今年扩 产"}}, {{"customer.goals", "业务要扩，产量要稳"}}},
    {"contains_ref_text", R"({"field": "transaction.product", "contains": ["刀片"]})", {{"transaction.product", "切削刀片"}}, {{"transaction.product", "切削液"}}},
    {"one_of_several_fields", R"({"field": ["customer.goals", "interaction.summary"], "contains": ["扩产"]})", {{"interaction.summary", "谈到扩产"}}, {{"interaction.feedback", "谈到扩产"}}},
    {"list_of_records_inside", R"({"field": "interaction.objections.text", "contains": ["太贵"]})", {{"interaction.objections[1].text", "太贵"}, {"interaction.objections[0].text", "太慢"}}, {{"interaction.objections[0].text", "太慢"}}},
    {"at_least_range_is_sure", R"({"field": "customer.employees", "at_least": 500})", {{"customer.employees", "500-1000人"}}, {{"customer.employees", "300-1000人"}}},
    {"at_least_open_range", R"({"field": "customer.employees", "at_least": 500})", {{"customer.employees", "1000人以上"}}, {{"customer.employees", "1000人以下"}}},
    {"at_most_range_is_sure", R"({"field": "customer.employees", "at_most": 500})", {{"customer.employees", "50-500人"}}, {{"customer.employees", "50-501人"}}},
    {"at_most_open_range", R"({"field": "customer.employees", "at_most": 500})", {{"customer.employees", "50人以下"}}, {{"customer.employees", "50人以上"}}},
    {"money_in_whole_units", R"({"field": "customer.annual_revenue", "at_least": 100000000})", {{"customer.annual_revenue", "1-5亿元"}}, {{"customer.annual_revenue", "0.9-5亿元"}}},
    {"money_of_its_currency", R"({"field": "customer.registered_capital", "at_least": 100, "currency": "USD"})", {{"customer.registered_capital", "$100"}}, {{"customer.registered_capital", "100元"}}},
    {"real_number", R"({"field": "transaction.quantity", "at_most": 2.5})", {{"transaction.quantity", "2.5"}}, {{"transaction.quantity", "2.6"}}},
    {"integer", R"({"field": "installed_product.quantity", "at_least": 3})", {{"installed_product.quantity", "3"}}, {{"installed_product.quantity", "2"}}},
    {"within_days", R"({"field": "customer_event.happened_on", "within_days": 30})", {{"customer_event.happened_on", "2026-05-31"}}, {{"customer_event.happened_on", "2026-05-30"}}},
    {"within_days_today", R"({"field": "customer_event.happened_on", "within_days": 0})", {{"customer_event.happened_on", "2026-06-30"}}, {{"customer_event.happened_on", "2026-06-29"}}},
    {"within_days_is_not_ahead", R"({"field": "installed_product.warranty_until", "within_days": 30})", {{"installed_product.warranty_until", "2026-06-30"}}, {{"installed_product.warranty_until", "2026-07-01"}}},
    {"within_days_in_local_time", R"({"field": "complaint.received_at", "within_days": 0})", {{"complaint.received_at", "2026-06-29T16:00:00Z"}}, {{"complaint.received_at", "2026-06-29T15:59:00Z"}}},
    {"ahead_days", R"({"field": "installed_product.warranty_until", "ahead_days": 31})", {{"installed_product.warranty_until", "2026-07-31"}}, {{"installed_product.warranty_until", "2026-08-01"}}},
    {"ahead_days_is_not_past", R"({"field": "installed_product.warranty_until", "ahead_days": 31})", {{"installed_product.warranty_until", "2026-06-30"}}, {{"installed_product.warranty_until", "2026-06-29"}}},
    {"passed", R"({"field": "installed_product.warranty_until", "passed": true})", {{"installed_product.warranty_until", "2026-06-29"}}, {{"installed_product.warranty_until", "2026-06-30"}}},
    {"aged_years", R"({"field": "installed_product.in_use_since", "aged_years": 8})", {{"installed_product.in_use_since", "2018-06-30"}}, {{"installed_product.in_use_since", "2018-07-01"}}},
    {"aged_years_of_a_partial_date", R"({"field": "installed_product.in_use_since", "aged_years": 8})", {{"installed_product.in_use_since", "2018-06"}}, {{"installed_product.in_use_since", "2018-07"}}},
    {"aged_half_years", R"({"field": "customer.founded_on", "aged_years": 2.5})", {{"customer.founded_on", "2023-12-30"}}, {{"customer.founded_on", "2024-01-01"}}},
    {"present", R"({"field": "customer.goals", "present": true})", {{"customer.goals", "出海"}}, {}},
    {"missing", R"({"field": "customer.goals", "missing": true})", {{"customer.notes", "x"}}, {{"customer.goals", "出海"}}},
    {"missing_of_all_records", R"({"field": "installed_product.brand", "missing": true})", {{"installed_product.product", "x"}}, {{"installed_product[0].product", "x"}, {"installed_product[1].brand", "海天"}}},
    {"missing_of_several", R"({"field": ["customer.goals", "customer.notes"], "missing": true})", {{"customer.pain_points", "x"}}, {{"customer.notes", "x"}}},
    {"tag_value", R"({"tag": ["需求痛点"], "is_one_of": ["生产效率低"]})", {{"customer.tags[0]", "需求痛点:生产效率低; 规模:中型"}}, {{"customer.tags[0]", "需求痛点:成本高; 备注:生产效率低"}}},
    {"tag_below", R"({"tag": "行业", "is_one_of": ["制造业"]})", {{"customer.tags[0]", "行业：制造业/专用设备"}}, {{"customer.tags[0]", "行业：制造业务"}}},
    {"tag_contains", R"({"tag": "痛点", "contains": ["效率"]})", {{"customer.tags[0]", "痛点:效率低"}}, {{"customer.tags[0]", "痛点:成本高"}}},
    {"tag_present", R"({"tag": "规模", "present": true})", {{"customer.tags[0]", "规模:中型"}}, {{"customer.tags[0]", "行业:制造业"}}},
    {"tag_missing", R"({"tag": "规模", "missing": true})", {{"customer.tags[0]", "行业:制造业"}}, {{"customer.tags[0]", "规模:中型"}}},
    {"industry_section", R"({"industry": {"codes": ["C"]}})", {{"customer.industry_code", "3525"}}, {{"customer.industry_code", "5990"}}},
    {"industry_section_with_letter", R"({"industry": {"codes": ["C"]}})", {{"customer.industry_code", "C3525"}}, {{"customer.industry_code", "G5990"}}},
    {"industry_division", R"({"industry": {"codes": ["C35"]}})", {{"customer.industry_code", "3525"}}, {{"customer.industry_code", "3625"}}},
    {"industry_without_letter", R"({"industry": {"codes": ["352"]}})", {{"customer.industry_code", "C3525"}}, {{"customer.industry_code", "C3515"}}},
    {"industry_of_another_scheme", R"({"industry": {"codes": ["28"], "scheme": "isic"}})", {{"customer.industry_code", "2822"}, {"customer.industry_scheme", "isic"}}, {{"customer.industry_code", "2822"}}},
    {"industry_word_in_label", R"({"industry": {"words": ["印刷"]}})", {{"customer.industry_label", "制造业-包装印刷"}}, {{"customer.industry_label", "制造业-包装"}}},
    {"industry_word_in_tag", R"({"industry": {"words": ["印刷"]}})", {{"customer.tags[0]", "行业:印刷"}}, {{"customer.tags[0]", "爱好:印刷"}}},
    {"all", R"({"all": [{"field": "customer.goals", "present": true}, {"field": "customer.notes", "present": true}]})", {{"customer.goals", "x"}, {"customer.notes", "x"}}, {{"customer.goals", "x"}}},
    {"any", R"({"any": [{"field": "customer.goals", "present": true}, {"field": "customer.notes", "present": true}]})", {{"customer.notes", "x"}}, {{"customer.pain_points", "x"}}},
    {"none", R"({"none": [{"field": "customer.goals", "present": true}, {"field": "customer.notes", "present": true}]})", {{"customer.pain_points", "x"}}, {{"customer.notes", "x"}}},
    {"some_one_record_fits_all", R"({"some": "installed_product", "where": [{"field": "product", "contains": ["冲床"]}, {"field": "brand", "is": "甲"}]})",
     {{"installed_product.product", "冲床"}, {"installed_product.brand", "甲"}}, {{"installed_product[0].product", "冲床"}, {"installed_product[1].brand", "甲"}}},
    {"some_with_groups", R"({"some": "installed_product", "where": [{"none": [{"field": "brand", "is": "甲"}]}]})", {{"installed_product.brand", "乙"}}, {{"installed_product.brand", "甲"}}},
    {"some_counted", R"({"some": "complaint", "where": [{"field": "severity", "is": "high"}], "count": 2})",
     {{"complaint[0].severity", "high"}, {"complaint[1].severity", "high"}}, {{"complaint[0].severity", "high"}, {"complaint[1].severity", "low"}}},
    {"needs_are_open_ones", R"({"some": "need", "where": [{"field": "statement", "contains": ["培训"]}]})", {{"need.statement", "操作培训"}}, {{"need.statement", "操作培训"}, {"need.state", "met"}}},
    {"trend_that_holds", R"({"some": "industry_trend", "where": [{"field": "kind", "is": "policy"}]})",
     {{"industry_trend.kind", "policy"}, {"industry_trend.valid_from", "2026-06"}, {"industry_trend.valid_until", "2026-06"}}, {{"industry_trend.kind", "policy"}, {"industry_trend.valid_until", "2026-05"}}},
    {"trend_of_the_industry", R"({"some": "industry_trend"})", {{"industry_trend.industry", "制造业-印刷、制造业-化工"}, {"customer.industry_label", "制造业-精细化工"}}, {{"industry_trend.industry", "制造业-印刷"}, {"customer.industry_label", "制造业-精细化工"}}},
    {"trend_of_a_code", R"({"some": "industry_trend"})", {{"industry_trend.industry", "C26"}, {"customer.industry_code", "2614"}}, {{"industry_trend.industry", "C27"}, {"customer.industry_code", "2614"}}},
    {"trend_of_all", R"({"some": "industry_trend"})", {{"industry_trend.industry", "全行业"}}, {{"industry_trend.industry", "化工"}}},
    {"offering_that_is_supplied", R"({"some": "offering", "where": [{"field": "name", "present": true}]})", {{"offering.name", "甲"}, {"offering.available_until", "2026-06"}}, {{"offering.name", "甲"}, {"offering.available_until", "2026-05"}}},
};
// clang-format on

class RuleOperator : public testing::TestWithParam<OperatorCase> {};

TEST_P(RuleOperator, holds_and_fails) {
  EXPECT_TRUE(fires_on(GetParam().when, GetParam().holds));
  EXPECT_FALSE(fires_on(GetParam().when, GetParam().fails));
}

INSTANTIATE_TEST_SUITE_P(need, RuleOperator, testing::ValuesIn(operator_cases),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(LatentNeed, says_why_and_on_what_it_rests) {
  const std::string when =
      R"({"all": [{"some": "installed_product", "where": [{"field": "product", "contains": ["冲床"]}, {"field": "in_use_since", "aged_years": 8, "as": "age"}], "as": "machine"},
    {"field": ["customer.pain_points", "service_request.description"], "contains": ["停机", "故障"], "as": "trouble"}, {"none": [{"field": "customer.notes", "contains": ["倒闭"]}]}]})";
  RuleFixture fixture = make_fixture({{"customer.short_name", "恒力"},
                                      {"customer.industry_label", "制造业-五金"},
                                      {"installed_product.product", "160吨冲床"},
                                      {"installed_product.in_use_since", "2015-03"},
                                      {"service_request.description", "冲床故障，停机两天"},
                                      {"offering[0].name", "改造包A"},
                                      {"offering[1].name", "机器人"},
                                      {"offering[2].category", "改造包"}});
  RuleBook book = book_of(when, "{customer}（{industry}）的{machine}已用{age}，{trouble}");
  const auto found = fire(book, fixture.dossier, fixture.options(day));
  ASSERT_EQ(found.size(), 1U);
  const LatentNeed& need = found[0];
  EXPECT_EQ(need.rule, "one");
  EXPECT_EQ(need.statement, (Message{"改造", "Retrofit"}));
  EXPECT_EQ(need.category.zh, "设备改造");
  EXPECT_EQ(need.offering.en, "Retrofit service");
  ASSERT_EQ(need.reasons.size(), 1U);
  EXPECT_EQ(need.reasons[0].zh, "恒力（制造业-五金）的160吨冲床已用11年，停机、故障");
  EXPECT_EQ(need.reasons[0].en, "恒力（制造业-五金）的160吨冲床已用11 years，停机, 故障");
  EXPECT_EQ(need.fields, (std::vector<std::string>{"customer.notes", "installed_product.in_use_since",
                                                   "installed_product.product", "service_request.description"}));
  EXPECT_EQ(need.evidence,
            (std::vector{fixture_id(kind_info<InstalledProduct>(), 0), fixture_id(kind_info<ServiceRequest>(), 0)}));
  EXPECT_EQ(need.offerings, (std::vector{Id<Offering>{fixture_id(kind_info<Offering>(), 0)},
                                         Id<Offering>{fixture_id(kind_info<Offering>(), 2)}}));
  EXPECT_DOUBLE_EQ(need.confidence, .75);        // 3 / (3 + 1)
  EXPECT_NEAR(need.low, std::cbrt(.05), 1e-12);  // Beta(3, 1) is x³
  EXPECT_NEAR(need.high, std::cbrt(.95), 1e-12);
  book = learn(book, "one", Outcome::confirmed);
  const auto learnt = fire(book, fixture.dossier, fixture.options(day));
  EXPECT_DOUBLE_EQ(learnt.at(0).confidence, .8);
  ASSERT_EQ(learnt[0].reasons.size(), 2U);
  EXPECT_EQ(learnt[0].reasons[1].zh, "同一规则的预判已证实 1 次、否定 0 次");
}

TEST(LatentNeed, shows_three_of_many_and_words_of_enumerations_in_both_languages) {
  const std::string when = R"({"field": "customer.pain_points", "contains": ["甲", "乙", "丙", "丁"], "as": "x"})";
  EXPECT_EQ(reason_on(when, "{x}", {{"customer.pain_points", "丁丙乙甲"}}), "甲、乙、丙等");
  EXPECT_EQ(reason_on(when, "{x}", {{"customer.pain_points", "丁丙乙甲"}}, Language::en), "甲, 乙, 丙 and more");
  const std::string event = R"({"field": "customer_event.kind", "is": "expansion", "as": "x"})";
  EXPECT_EQ(reason_on(event, "{x}", {{"customer_event.kind", "expansion"}}), "扩张");
  EXPECT_EQ(reason_on(event, "{x}", {{"customer_event.kind", "expansion"}}, Language::en), "Expansion");
  EXPECT_EQ(reason_on(event, "{customer}{industry}", {{"customer_event.kind", "expansion"}}), "该客户所属行业");
  EXPECT_EQ(reason_on(R"({"some": "complaint", "as": "x"})", "{x}", {{"complaint.severity", "high"}}), "抱怨");
}

TEST(LatentNeed, is_sorted_by_confidence_then_id) {
  RuleBook book = book_of(R"({"field": "customer.goals", "present": true})");
  book.rules.resize(4, book.rules[0]);
  const char* ids[] = {"d", "b", "c", "a"};
  const double against[] = {1, 2, 1, 9};
  for (std::size_t i = 0; i < 4; ++i) book.rules[i].id = ids[i], book.rules[i].b = against[i];
  const RuleFixture fixture = make_fixture({{"customer.goals", "x"}});
  EXPECT_EQ(ids_of(fire(book, fixture.dossier, {.as_of = day})), (std::vector<std::string>{"c", "d", "b", "a"}));
  EXPECT_TRUE(fire(RuleBook{}, fixture.dossier, {.as_of = day}).empty());
  EXPECT_TRUE(fire(book, Dossier(), {.as_of = day}).empty());
}

TEST(LatentNeed, an_open_need_of_the_category_silences) {
  const std::string when = R"({"field": "customer.goals", "present": true})";
  const auto with = [&](const RuleFactsByPath& more) {
    RuleFactsByPath facts = more;
    facts["customer.goals"] = "x";
    return fires_on(when, facts);
  };
  EXPECT_FALSE(with({{"need.category", "设备改造"}}));
  EXPECT_FALSE(with({{"need.category", "ＲＥＴＲＯＦＩＴ"}}));
  EXPECT_FALSE(with({{"need.category", "设备改造/冲压"}, {"need.kind", "explicit"}}));
  EXPECT_TRUE(with({{"need.category", "设备改造"}, {"need.kind", "latent"}}));
  EXPECT_TRUE(with({{"need.category", "设备改造"}, {"need.kind", "predicted"}}));
  EXPECT_TRUE(with({{"need.category", "设备改造"}, {"need.state", "latent"}}));
  EXPECT_TRUE(with({{"need.category", "设备改造"}, {"need.state", "met"}}));
  EXPECT_TRUE(with({{"need.category", "设备改造"}, {"need.raised_on", "2026-07-01"}}));
  EXPECT_TRUE(with({{"need.category", "培训"}}));
  EXPECT_TRUE(with({{"need.statement", "改造"}}));
}

TEST(LatentNeed, what_serves_it_silences_unless_it_is_repeatable) {
  const std::string when = R"({"field": "customer.goals", "present": true})";
  const auto with = [&](const RuleFactsByPath& more, const std::string& then = {}) {
    RuleFactsByPath facts = more;
    facts["customer.goals"] = "x";
    const RuleFixture fixture = make_fixture(facts);
    return !fire(book_of(when, "x", then), fixture.dossier, fixture.options(day)).empty();
  };
  const std::string offering = to_string(fixture_id(kind_info<Offering>(), 0));
  EXPECT_FALSE(with({{"installed_product.product", "改造包 B 型"}}));
  EXPECT_FALSE(with({{"installed_product.product", "Retrofit kits"}}));
  EXPECT_FALSE(with({{"installed_product.offering_id", "改造包"}}));
  EXPECT_FALSE(with({{"transaction.product", "改造包"}}));
  EXPECT_TRUE(with({{"transaction.product", "改造包"}, {"transaction.amount", "-100元"}}));
  EXPECT_TRUE(with({{"transaction.product", "改造包"}, {"transaction.traded_on", "2026-07-01"}}));
  EXPECT_TRUE(with({{"installed_product.product", "改造包"}, {"installed_product.in_use_since", "2026-07"}}));
  EXPECT_TRUE(with({{"installed_product.product", "改造包"}}, R"(, "repeatable": true)"));
  RuleFixture linked =
      make_fixture({{"customer.goals", "x"}, {"offering.category", "改造包"}, {"transaction.quantity", "1"}});
  linked.dossier.of<Transaction>()[0].product.id = linked.shared.of<Offering>()[0].id;
  EXPECT_TRUE(fire(book_of(when), linked.dossier, linked.options(day)).empty());
  linked.shared.of<Offering>()[0].category = "培训";
  EXPECT_EQ(fire(book_of(when), linked.dossier, linked.options(day)).size(), 1U);
}

TEST(LatentNeed, a_closing_date_or_an_observation_after_the_day_is_not_known) {
  const std::string open = R"({"some": "complaint", "where": [{"field": "closed_at", "missing": true}]})";
  EXPECT_TRUE(fires_on(open, {{"complaint.closed_at", "2026-07-02"}}));
  EXPECT_FALSE(fires_on(open, {{"complaint.closed_at", "2026-06-30"}}));
  const std::string goal = R"({"field": "customer.goals", "contains": ["扩产"]})";
  EXPECT_FALSE(fires_on(goal, {{"customer.goals", "扩产"},
                               {"customer.meta.field_facts[0].path", "goals"},
                               {"customer.meta.field_facts[0].observed_on", "2026-07-01"}}));
  EXPECT_TRUE(fires_on(goal, {{"customer.goals", "扩产"},
                              {"customer.meta.field_facts[0].path", "goals"},
                              {"customer.meta.field_facts[0].observed_on", "2026-06-30"}}));
  EXPECT_TRUE(fires_on(goal, {{"customer.goals", "扩产"},
                              {"customer.meta.field_facts[0].path", "goal"},
                              {"customer.meta.field_facts[0].observed_on", "2026-07-01"}}));
  EXPECT_FALSE(
      fires_on(R"({"field": "opportunity.stage_history.to_stage", "present": true})",
               {{"opportunity.stage_history[0].to_stage", "won"}, {"opportunity.stage_history[0].at", "2026-07-02"}}));
}

TEST(LatentNeed, run_time_fields_are_read_through_the_catalogue) {
  static constexpr Type text = guanxi::detail::custom_type(TypeKind::text);
  Catalogue extended = standard_catalogue();
  Field field;
  field.name = "节能等级";
  field.label = {"节能等级", "Energy class"};
  field.type = &text;
  extended.add_field(kind_info<Customer>(), field);
  std::string json = to_json(book_of(R"({"field": "customer.notes", "is": "三级"})"));
  json.replace(json.find("customer.notes"), 14, "customer.节能等级");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)rule_book_from_json(json); }), "need.rule_field");
  const RuleBook book = rule_book_from_json(json, extended);
  Dossier dossier;
  dossier.customer().custom.values["节能等级"] = std::string("三级");
  EXPECT_EQ(fire(book, dossier, {.as_of = day, .catalogue = &extended}).size(), 1U);
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)fire(book, dossier, {.as_of = day}); }), "need.rule_field");
  dossier.customer().custom.values["节能等级"] = std::string("一级");
  EXPECT_TRUE(fire(book, dossier, {.as_of = day, .catalogue = &extended}).empty());
}

TEST(LatentNeed, refuses_a_bad_level_and_a_bad_book) {
  EXPECT_EQ(
      test::code_thrown<ArgumentError>([] { (void)fire(standard_rule_book(), Dossier(), {.as_of = day, .level = 1}); }),
      "argument.level");
  RuleBook book = standard_rule_book();
  book.rules[0].a = 0;
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)fire(book, Dossier(), {.as_of = day}); }), "need.rule_counts");
}

TEST(LatentNeed, becomes_a_record) {
  const RuleFixture fixture = make_fixture({{"customer.goals", "x"}});
  const auto found = fire(book_of(R"({"field": "customer.goals", "present": true})"), fixture.dossier, {.as_of = day});
  const Need need = to_need(found.at(0), day, Language::en);
  EXPECT_EQ(need.kind, NeedKind::predicted);
  EXPECT_EQ(need.state, NeedState::latent);
  EXPECT_EQ(need.statement, "Retrofit");
  EXPECT_EQ(need.category, "Retrofit");
  EXPECT_EQ(need.confidence, Ratio::checked(.75));
  EXPECT_EQ(need.predicted_by, "rule:one");
  EXPECT_EQ(need.raised_on, day);
  EXPECT_EQ(to_need(found[0], day).category, "设备改造");
}

// -- properties on random customers --

const char* const random_texts[] = {"生产效率低", "电费高、招工难", "扩产，新建厂房", "冲床故障停机",
                                    "粉尘大",     "two failures",   "切削液发臭",     "漏检",
                                    "插单多",     "无故障",         "色差超标",       "异物"};
const char* const random_products[] = {"160吨冲床", "喷涂线",   "螺杆空压机", "仓库管理系统 WMS", "注塑机",
                                       "S9变压器",  "内燃叉车", "普通车床",   "64排CT",           "CNC"};
const char* const random_codes[] = {"C3311", "3525",  "C2110", "C1411", "G5990",
                                    "Q8411", "C3982", "C2614", "D4415", "C2929"};

template <std::size_t N>
const char* pick(std::mt19937_64& random, const char* const (&list)[N]) {
  return list[random() % N];
}

Date random_day(std::mt19937_64& random, Date from, int days) {
  return from + static_cast<std::int32_t>(random() % static_cast<unsigned>(days));
}

PartialDate partial(Date date) {
  return {static_cast<std::int16_t>(date.year()), static_cast<std::int8_t>(date.month()),
          static_cast<std::int8_t>(date.day()), false};
}

template <class T>
T& add_random(std::mt19937_64& random, std::vector<T>& list) {
  list.emplace_back();
  for (std::uint8_t& byte : list.back().id.uuid.bytes) byte = static_cast<std::uint8_t>(random());
  return list.back();
}

/// Adds records that happened in a span of days.
void add_records(std::mt19937_64& random, RuleFixture& fixture, Date from, int days) {
  const auto when = [&] { return random_day(random, from, days); };
  Dossier& dossier = fixture.dossier;
  const Calendar calendar;
  for (std::size_t n = random() % 4; n > 0; --n) {
    auto& product = add_random(random, dossier.of<InstalledProduct>());
    product.product = pick(random, random_products);
    product.in_use_since = partial(when());
    product.warranty_until = when() + 400;
  }
  for (std::size_t n = random() % 4; n > 0; --n) {
    auto& complaint = add_random(random, dossier.of<Complaint>());
    complaint.description = pick(random, random_texts);
    complaint.cause_detail = CauseDetail::failure;
    complaint.received_at = calendar.start_of(when());
  }
  for (std::size_t n = random() % 4; n > 0; --n) {
    auto& interaction = add_random(random, dossier.of<Interaction>());
    interaction.summary = pick(random, random_texts);
    interaction.occurred_at = calendar.start_of(when());
  }
  for (std::size_t n = random() % 3; n > 0; --n) {
    auto& event = add_random(random, dossier.of<CustomerEvent>());
    event.kind = random() % 2 == 0 ? EventKind::expansion : EventKind::relocation;
    event.happened_on = when();
  }
  for (std::size_t n = random() % 8; n > 0; --n) {
    auto& sale = add_random(random, dossier.of<Transaction>());
    sale.product.text = pick(random, random_products);
    sale.amount = Money{3'600'000, {}};
    sale.traded_on = when();
  }
  if (random() % 3 == 0) {
    auto& need = add_random(random, dossier.of<Need>());
    need.category = random() % 2 == 0 ? "生产管理" : "仓储管理";
    need.raised_on = when();
  }
  for (std::size_t n = random() % 3; n > 0; --n) {
    auto& trend = add_random(random, fixture.shared.of<IndustryTrend>());
    trend.industry = random() % 2 == 0 ? "全行业" : "C33";
    trend.kind = TrendKind::policy;
    trend.statement = random() % 2 == 0 ? "VOCs 新标准" : "能耗双控";
    trend.valid_from = partial(when());
  }
  if (random() % 2 == 0) {
    auto& offering = add_random(random, fixture.shared.of<Offering>());
    offering.name = random() % 2 == 0 ? "MES" : "仓库管理系统";
    offering.available_from = partial(when());
  }
}

RuleFixture random_customer(std::mt19937_64& random) {
  RuleFixture fixture;
  Customer& customer = fixture.dossier.customer();
  customer.id.uuid.bytes[0] = 1;
  customer.industry_code = pick(random, random_codes);
  customer.pain_points = pick(random, random_texts);
  customer.goals = pick(random, random_texts);
  add_records(random, fixture, day - 4000, 4000);
  return fixture;
}

void expect_sorted_by_confidence(const std::vector<LatentNeed>& found) {
  for (std::size_t k = 0; k < found.size(); ++k) {
    EXPECT_LE(found[k].low, found[k].confidence);
    EXPECT_GE(found[k].high, found[k].confidence);
    if (k == 0) continue;
    const LatentNeed& before = found[k - 1];
    EXPECT_GE(before.confidence, found[k].confidence);
    EXPECT_TRUE(before.confidence > found[k].confidence || before.rule < found[k].rule);
  }
}

TEST(LatentNeedProperty, facts_of_the_future_change_no_bit) {
  std::mt19937_64 random(11);
  std::size_t fired = 0;
  for (int i = 0; i < 200; ++i) {
    RuleFixture fixture = random_customer(random);
    const auto before = fire(standard_rule_book(), fixture.dossier, fixture.options(day));
    fired += before.size();
    expect_sorted_by_confidence(before);
    add_records(random, fixture, day + 1, 600);
    ASSERT_EQ(fire(standard_rule_book(), fixture.dossier, fixture.options(day)), before) << i;
  }
  EXPECT_GT(fired, 100U);
}

template <class T>
void shuffle_records(std::mt19937_64& random, std::vector<T>& list) {
  std::shuffle(list.begin(), list.end(), random);
}

TEST(LatentNeedProperty, the_order_of_rules_and_records_changes_nothing) {
  std::mt19937_64 random(12);
  for (int i = 0; i < 200; ++i) {
    RuleFixture fixture = random_customer(random);
    const auto before = fire(standard_rule_book(), fixture.dossier, fixture.options(day));
    shuffle_records(random, fixture.dossier.of<InstalledProduct>());
    shuffle_records(random, fixture.dossier.of<Complaint>());
    shuffle_records(random, fixture.dossier.of<Interaction>());
    shuffle_records(random, fixture.dossier.of<CustomerEvent>());
    shuffle_records(random, fixture.dossier.of<Transaction>());
    shuffle_records(random, fixture.shared.of<IndustryTrend>());
    shuffle_records(random, fixture.shared.of<Offering>());
    RuleBook book = standard_rule_book();
    shuffle_records(random, book.rules);
    ASSERT_EQ(fire(book, fixture.dossier, fixture.options(day)), before) << i;
  }
}

TEST(LatentNeedProperty, many_customers_together_are_each_alone) {
  std::mt19937_64 random(13);
  std::vector<Dossier> dossiers;
  for (int i = 0; i < 40; ++i) dossiers.push_back(random_customer(random).dossier);
  const auto together = fire(standard_rule_book(), dossiers, {.as_of = day});
  ASSERT_EQ(together.size(), dossiers.size());
  for (std::size_t i = 0; i < dossiers.size(); ++i)
    EXPECT_EQ(together[i], fire(standard_rule_book(), dossiers[i], {.as_of = day}));
}

}  // namespace
}  // namespace guanxi::need
