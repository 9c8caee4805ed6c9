#include <guanxi/io/file.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace guanxi::io {
namespace {

const std::string examples = std::string(GUANXI_SOURCE_DIR) + "/examples/data";

std::vector<std::string> expected_lines() {
  std::istringstream expected(read_file(examples + "/forms/expected.list"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(expected, line);) lines.push_back(line.substr(0, line.rfind('|')));
  lines.erase(lines.begin());
  std::ranges::sort(lines);
  return lines;
}

/// Exactly the findings of the table beside the forms, no more and no less.
TEST(BundledBook, importer_says_what_the_table_says) {
  const BookImport import = load_book(standard_catalogue(), examples);
  std::vector<std::string> lines;
  for (const Finding& finding : import.findings) {
    EXPECT_FALSE(finding.message.zh.empty() || finding.message.en.empty() || finding.remedy.zh.empty() || finding.remedy.en.empty());
    lines.push_back(finding.place.file + "|" + std::to_string(finding.place.row) + "|" + std::to_string(finding.place.column) + "|" + finding.code);
  }
  std::ranges::sort(lines);
  EXPECT_EQ(lines, expected_lines());
}

TEST(BundledBook, holds_the_customers_and_their_records) {
  const BookImport import = load_book(standard_catalogue(), examples);
  const Book& book = import.book;
  EXPECT_EQ(book.dossiers.size(), 79U);  // 60 generated; 16 forms: two share a customer twice over, three tables hold 4, 2 and 2
  EXPECT_EQ(book.shared.of<User>().size(), 8U);
  const Dossier* jiangnan = find_dossier(book, std::string_view("江南专用设备制造有限公司"));
  ASSERT_NE(jiangnan, nullptr);
  EXPECT_EQ(jiangnan->of<Contact>().size(), 3U) << "the second account speaks of the same contact";
  EXPECT_EQ(jiangnan->of<Contact>().front().emails, std::vector<std::string>{"zhang@example.com"});
  EXPECT_EQ(jiangnan->of<Interaction>().size(), 2U);
  const Dossier* xiling = find_dossier(book, std::string_view("西岭食品机械有限公司"));
  ASSERT_NE(xiling, nullptr);
  EXPECT_EQ(xiling->of<Interaction>().size(), 2U);
  EXPECT_EQ(xiling->of<Complaint>().size(), 1U);
  const Dossier* north = find_dossier(book, std::string_view("北辰新能源科技有限公司"));
  ASSERT_NE(north, nullptr);
  EXPECT_TRUE(north->of<Interaction>().front().our_people.front().id) << "周岚 is one of our people";
  for (const Dossier& dossier : book.dossiers)
    for (const KindInfo* kind : standard_catalogue().kinds())
      for (std::size_t i = 0; kind->scope == Scope::via && i < dossier.records().size(*kind); ++i) {
        const Field& parent = *kind->with(Part::parent);
        EXPECT_EQ(parent.type->get(*parent.type, parent.in(dossier.records().at(*kind, i))), Value(dossier.customer().id.uuid)) << kind->name;
      }
}

TEST(BundledBook, is_the_same_each_time) {
  EXPECT_TRUE(load_book(standard_catalogue(), examples).book == load_book(standard_catalogue(), examples).book);
}

}  // namespace
}  // namespace guanxi::io
