#include <guanxi/core/write.hpp>
#include <guanxi/report/book.hpp>

#include <gtest/gtest.h>
#include <guanxi/model/kinds.hpp>

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "markup.hpp"
#include "sample.hpp"

namespace guanxi::report {
namespace {

struct BookReport : testing::Test {
  Book book = sample::Maker(5).book(12);
  assess::BookAssessment assessment = assess::book(book, {.as_of = sample::as_of});
  Document document = book_document(standard_catalogue(), book, assessment);

  [[nodiscard]] const Table& table() const { return std::get<Table>(document.sections[0].blocks[0].content); }
};

TEST_F(BookReport, lists_every_account_in_its_rank_and_leads_to_it) {
  ASSERT_EQ(table().rows.size(), 12U);
  ASSERT_EQ(document.sections.size(), 13U);
  for (std::size_t i = 0; i < 12; ++i) {
    const report::Run& name = table().rows[i][1].line[0];
    EXPECT_EQ(table().rows[i][0].line[0].text, std::to_string(i + 1));
    EXPECT_EQ(name.text, assessment.accounts[i].name);
    EXPECT_EQ(name.link, "#" + document.sections[i + 1].anchor);
    EXPECT_EQ(document.sections[i + 1].frame, Frame::page);
  }
}

TEST_F(BookReport, each_section_is_about_the_customer_of_its_row) {
  for (std::size_t i = 0; i < 12; ++i) {
    const Dossier* dossier = find_dossier(book, assessment.accounts[i].customer);
    ASSERT_NE(dossier, nullptr);
    EXPECT_EQ(document.sections[i + 1].title, std::to_string(i + 1) + ". " + dossier->customer().legal_name);
  }
}

TEST_F(BookReport, tiles_tell_what_the_accounts_add_up_to) {
  const auto& tiles = std::get<Tiles>(document.blocks[0].content).tiles;
  EXPECT_EQ(tiles[0].value[0].text, "12");
  std::int64_t minor = 0;
  for (const assess::AccountAssessment& account : assessment.accounts)
    for (const assess::OpportunityAssessment& judged : account.opportunities)
      for (const Opportunity& one : find_dossier(book, account.customer)->of<Opportunity>())
        if (judged.open && one.id == judged.opportunity && one.amount && one.amount->currency == Currency()) minor += one.amount->minor;
  EXPECT_GT(minor, 0);
  EXPECT_EQ(tiles[1].label, "进行中商机金额（CNY）");
  EXPECT_EQ(tiles[1].value[0].text, write_text(Value(Money{minor, Currency()})));
}

TEST_F(BookReport, page_is_well_formed_with_unique_anchors) {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string html = render(book_document(standard_catalogue(), book, assessment, {.language = language}));
    EXPECT_EQ(markup::problem(html), "");
    const std::vector<std::string> ids = markup::attributes(html, "id");
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
    for (const std::string& href : markup::attributes(html, "href")) {
      if (href.starts_with("#")) {
        EXPECT_EQ(std::count(ids.begin(), ids.end(), href.substr(1)), 1) << href;
      }
    }
  }
}

TEST_F(BookReport, other_formats_and_languages) {
  for (const Format format : {Format::html, Format::md, Format::text})
    for (const Language language : {Language::zh, Language::en}) {
      const std::string text = report::book(standard_catalogue(), book, assessment, {.format = format, .language = language});
      for (const assess::AccountAssessment& account : assessment.accounts) EXPECT_NE(text.find(account.name), std::string::npos);
      EXPECT_NE(text.find("2024-06-30"), std::string::npos);
      EXPECT_EQ(text, report::book(standard_catalogue(), book, assessment, {.format = format, .language = language}));
    }
}

TEST(Book, of_nobody) {
  const Book book;
  const std::string html = report::book(standard_catalogue(), book, assess::book(book, {.as_of = sample::as_of}));
  EXPECT_EQ(markup::problem(html), "");
  EXPECT_NE(html.find("没有客户"), std::string::npos);
}

TEST(Book, customers_without_identifiers_are_paired_in_order) {
  Book book;
  for (const char* name : {"甲公司", "乙公司"}) {
    book.dossiers.emplace_back();
    book.dossiers.back().customer().legal_name = name;
  }
  const Document document = book_document(standard_catalogue(), book, assess::book(book, {.as_of = sample::as_of}));
  ASSERT_EQ(document.sections.size(), 3U);
  for (std::size_t i = 1; i < 3; ++i) EXPECT_NE(document.sections[i].title.find("公司"), std::string::npos);
  EXPECT_NE(document.sections[1].title.substr(3), document.sections[2].title.substr(3));
}

TEST(Book, links_to_another_customer_are_names) {
  sample::Maker maker(5);
  Book book = maker.book(2);
  book.dossiers[0].customer().parent_id.id = book.dossiers[1].customer().id;
  const std::string text = report::book(standard_catalogue(), book, assess::book(book, {.as_of = sample::as_of}), {.format = Format::md});
  EXPECT_NE(text.find("**上级集团**: " + book.dossiers[1].customer().legal_name), std::string::npos);
}

}  // namespace
}  // namespace guanxi::report
