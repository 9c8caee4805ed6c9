#include <guanxi/report/account.hpp>

#include <gtest/gtest.h>
#include <guanxi/core/version.hpp>
#include <guanxi/model/kinds.hpp>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "../../../src/report/context.hpp"
#include "../../../src/report/score_view.hpp"
#include "markup.hpp"
#include "sample.hpp"

namespace guanxi::report {
namespace {

assess::AccountAssessment assessed(const Dossier& dossier) { return assess::account(dossier, {.as_of = sample::as_of}); }

std::string written(const Dossier& dossier, const ReportOptions& options = {}) { return account(standard_catalogue(), dossier, assessed(dossier), options); }

const Section& part(const Document& document, std::string_view title) {
  const auto found = std::ranges::find_if(document.sections, [&](const Section& one) { return one.title.starts_with(title); });
  EXPECT_NE(found, document.sections.end()) << title;
  return *found;
}

template <class T>
const T* first(const std::vector<Block>& blocks) {
  for (const Block& block : blocks)
    if (const T* found = std::get_if<T>(&block.content)) return found;
  return nullptr;
}

struct AccountReport : testing::Test {
  Dossier dossier = sample::Maker(1).by_hand();
  assess::AccountAssessment assessment = assessed(dossier);
  Document document = account_document(standard_catalogue(), dossier, assessment);
};

TEST_F(AccountReport, parts_come_in_the_order_of_use) {
  std::vector<std::string> titles;
  for (const Section& section : document.sections) titles.push_back(section.title);
  EXPECT_EQ(titles, (std::vector<std::string>{"下一步", "合作可能性", "高价值商机", "客户健康度", "商机", "决策链", "需求优先级矩阵", "资料完整度", "检查发现", "客户档案卡"}));
  EXPECT_EQ(document.title, "华东精密机械制造有限公司");
}

TEST_F(AccountReport, bars_of_the_likelihood_join_and_add_up) {
  const Bars* bars = first<Bars>(part(document, "合作可能性").blocks);
  ASSERT_NE(bars, nullptr);
  const Score& score = assessment.best()->score;
  ASSERT_EQ(bars->bars.size(), score.contributions.size() + 3) << "start, reasons, total, interval";
  double reached = 0;
  for (std::size_t i = 1; i + 2 < bars->bars.size(); ++i) {
    EXPECT_NEAR(bars->bars[i].from, reached, 1e-12);
    reached = bars->bars[i].to;
  }
  const Bar& total = bars->bars[bars->bars.size() - 2];
  EXPECT_NEAR(total.to, reached, 1e-12);
  EXPECT_NEAR(total.to, (score.value() - 1) / 4, 1e-12);
  EXPECT_TRUE(bars->bars.back().open);
}

TEST_F(AccountReport, what_a_person_set_stands_beside_what_was_computed) {
  for (Opportunity& one : dossier.of<Opportunity>()) one.cooperation_score = {.set = 4.0, .set_reason = "张总监口头同意，等总经理批复", .set_on = sample::as_of - 12};
  const Document judged = account_document(standard_catalogue(), dossier, assessed(dossier));
  const Paragraph* line = first<Paragraph>(part(judged, "合作可能性").blocks);
  ASSERT_NE(line, nullptr);
  ASSERT_GE(line->line.size(), 3U);
  EXPECT_EQ(line->line[0].text, "人工判定 4.0");
  EXPECT_EQ(line->line[1].text, " (张总监口头同意，等总经理批复, 2024-06-18)");
  EXPECT_TRUE(line->line[2].text.starts_with(" · 系统计算 "));
}

TEST_F(AccountReport, the_high_value_flag_shows_its_three_conditions) {
  const List* list = first<List>(part(document, "高价值商机").blocks);
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->items.size(), 3U);
}

TEST_F(AccountReport, overdue_steps_say_by_how_much) {
  const List* list = first<List>(part(document, "下一步").blocks);
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->items.front().tone, Tone::poor);
  EXPECT_EQ(list->items.front().line.back().text, "2024-06-27 · 逾期 3 天");
}

TEST_F(AccountReport, pictures_are_there_in_two_sizes) {
  const Figure* chain = first<Figure>(part(document, "决策链").blocks);
  ASSERT_NE(chain, nullptr);
  EXPECT_EQ(markup::count(chain->wide, "class=\"name\""), 5U);
  EXPECT_EQ(markup::count(chain->narrow, "class=\"name\""), 5U);
  const Columns* needs = first<Columns>(part(document, "需求优先级矩阵").blocks);
  ASSERT_NE(needs, nullptr);
  const Figure* matrix = first<Figure>(needs->columns[0]);
  ASSERT_NE(matrix, nullptr);
  EXPECT_EQ(markup::count(matrix->wide, "class=\"chip"), assessment.matrix.placed.size());
}

TEST_F(AccountReport, numbers_in_the_matrix_are_those_of_the_list) {
  const Columns* needs = first<Columns>(part(document, "需求优先级矩阵").blocks);
  const List* list = first<List>(needs->columns[1]);
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items.size(), assessment.ranking.size());
  EXPECT_TRUE(list->numbered);
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    EXPECT_EQ(assessment.ranking[i].rank, static_cast<int>(i + 1));
    EXPECT_EQ(list->items[i].line[0].text, assessment.ranking[i].statement);
  }
}

TEST_F(AccountReport, findings_are_grouped_by_severity) {
  const Section& findings = part(document, "检查发现");
  std::size_t items = 0;
  for (const Section& group : findings.sections) items += first<List>(group.blocks)->items.size();
  EXPECT_EQ(items, assessment.findings.size());
}

TEST_F(AccountReport, page_is_well_formed_and_says_when_and_by_what) {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string html = written(dossier, {.language = language});
    EXPECT_EQ(markup::problem(html), "");
    EXPECT_NE(html.find("2024-06-30"), std::string::npos);
    EXPECT_NE(html.find("guanxi " GUANXI_VERSION), std::string::npos);
  }
}

TEST_F(AccountReport, english_reports_hold_chinese_only_from_the_records) {
  Dossier english;
  english.customer().legal_name = "Example Ltd";
  english.of<Opportunity>().push_back({.name = "Upgrade", .amount = sample::yuan(100), .intent = Intent::strong});
  english.of<Need>().push_back({.statement = "Upgrade", .urgency = Grade::high, .importance = Grade::high});
  DecisionChain chain;
  chain.stakeholders = {{.contact = {*parse_uuid("01890000-0000-7000-8000-00000000abcd")}, .roles = {BuyingRole::decider}, .influence = 3, .coverage = Coverage::brief}};
  english.of<DecisionChain>().push_back(chain);
  for (const Format format : {Format::md, Format::text}) {
    const std::string text = written(english, {.format = format, .language = Language::en});
    EXPECT_EQ(std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9; }), 0) << text;
  }
}

TEST(Account, a_customer_about_whom_nothing_is_known) {
  for (const Format format : {Format::html, Format::md, Format::text})
    for (const Language language : {Language::zh, Language::en}) EXPECT_FALSE(written(Dossier{}, {.format = format, .language = language}).empty());
  EXPECT_EQ(markup::problem(written(Dossier{})), "");
}

/// Puts a text into every text field of every record.
void poison(Dossier& dossier, const std::string& text) {
  for (const KindInfo* kind : standard_catalogue().kinds()) {
    if (kind->scope == Scope::shared) continue;
    void* record = dossier.records().size(*kind) > 0 ? dossier.records().at(*kind, 0) : dossier.records().append(*kind);
    for (const Field& field : standard_catalogue().fields(*kind)) {
      if (field.type->kind == TypeKind::text) field.type->set(*field.type, field.in(record), std::string_view(text));
      if (field.type->kind != TypeKind::list || field.type->element->kind != TypeKind::text) continue;
      field.type->element->set(*field.type->element, field.type->list->append(field.in(record)), std::string_view(text));
    }
  }
}

TEST(Account, hostile_records_stay_text_everywhere) {
  Dossier dossier = sample::Maker(1).by_hand();
  poison(dossier, "<script>alert(1)</script>\"'</style></svg>|`[x](javascript:y)\x1b[2J");
  const std::string html = written(dossier);
  EXPECT_EQ(markup::problem(html), "");
  EXPECT_EQ(markup::count(html, "<script"), 0U);
  EXPECT_GT(markup::count(html, "&lt;script&gt;"), 50U);
  const std::string md = written(dossier, {.format = Format::md});
  EXPECT_EQ(markup::count(md, "<script"), 0U);
  EXPECT_EQ(markup::count(md, "](javascript:"), 0U);
  EXPECT_EQ(markup::count(written(dossier, {.format = Format::text}), "\x1b"), 0U);
}

TEST(Account, masks_personal_values_in_every_part) {
  Dossier dossier = sample::Maker(1).by_hand();
  for (Contact& contact : dossier.of<Contact>()) contact.full_name = contact.display_name;
  for (const Format format : {Format::html, Format::md, Format::text}) {
    const std::string text = written(dossier, {.format = format, .personal = Personal::masked});
    for (const char* secret : {"李建国", "张伟", "王芳", "13800138000"}) EXPECT_EQ(markup::count(text, secret), 0U) << secret;
    EXPECT_GE(markup::count(text, format == Format::md ? "张\\*" : "张*"), 2U);
  }
}

TEST(Account, lists_every_chain) {
  Dossier dossier = sample::Maker(1).by_hand();
  DecisionChain second{.opportunity_id = {dossier.of<Opportunity>()[1].id, {}}};
  dossier.of<DecisionChain>().push_back(second);
  const Document document = account_document(standard_catalogue(), dossier, assessed(dossier));
  EXPECT_EQ(std::ranges::count_if(document.sections, [](const Section& one) { return one.title.starts_with("决策链"); }), 2);
  EXPECT_EQ(part(document, "决策链：").title, "决策链：MES 一期");
}

TEST(Points, are_rounded_half_away_from_zero) {
  using detail::points_text;
  EXPECT_EQ(points_text(4325, 3), "4.325");
  EXPECT_EQ(points_text(4350, 1), "4.4");
  EXPECT_EQ(points_text(-50, 1), "−0.1");
  EXPECT_EQ(points_text(-40, 1), "0.0");
  EXPECT_EQ(points_text(7, 3), "0.007");
  EXPECT_EQ(points_text(78788, 0), "79");
}

}  // namespace
}  // namespace guanxi::report
