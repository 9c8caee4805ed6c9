#include <guanxi/core/text.hpp>
#include <guanxi/io/csv.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/form.hpp>
#include <guanxi/io/header_index.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/io/xlsx.hpp>
#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <map>

namespace guanxi::io {
namespace {

constexpr Purpose purposes[] = {Purpose::new_customer, Purpose::existing, Purpose::visit, Purpose::complaint, Purpose::revisit};

std::vector<std::string> headers_of(const Field& field) {
  std::vector<std::string> all{std::string(field.label.zh), std::string(field.label.en), std::string(field.name)};
  for (const std::string_view alias : text::split(field.notes.aliases, {"|"})) all.emplace_back(alias);
  return all;
}

/// Every header of every kind leads back to its field, by category and header and, within its kind, by header alone.
TEST(HeaderIndex, each_header_resolves_to_its_field) {
  const Catalogue& catalogue = standard_catalogue();
  const HeaderIndex index(catalogue);
  for (const KindInfo* kind : catalogue.kinds()) {
    std::map<std::string, std::string_view> owner;
    for (const Field& field : catalogue.fields(*kind)) {
      ASSERT_FALSE(field.label.zh.empty() || field.label.en.empty() || field.notes.hint.zh.empty() || field.notes.hint.en.empty()) << kind->name << "." << field.name;
      for (const std::string& header : headers_of(field)) {
        const auto [known, fresh] = owner.emplace(text::fold(header), field.name);
        EXPECT_TRUE(fresh || known->second == field.name) << kind->name << ": " << header << " belongs to " << known->second << " and " << field.name;
        const auto alone = index.find({}, header, kind);
        ASSERT_TRUE(alone) << header;
        EXPECT_EQ(alone->kind, kind) << header;
        EXPECT_EQ(alone->fields.front()->name, field.name) << kind->name << ": " << header;
        const Category& category = field.notes.category ? *field.notes.category : *kind->category;
        const auto in_category = index.find(category.label.zh, header, kind);
        ASSERT_TRUE(in_category);
        EXPECT_EQ(in_category->fields.front()->name, field.name) << category.label.zh << ", " << header;
      }
    }
  }
}

/// On a blank form a category and a header mean one field of one kind.
TEST(BlankForm, each_row_means_one_field) {
  const HeaderIndex index(standard_catalogue());
  for (const Purpose purpose : purposes)
    for (const Language language : {Language::zh, Language::en}) {
      const std::string csv = blank_form_csv(standard_catalogue(), {.purpose = purpose, .language = language});
      const Sheet sheet = read_csv(decode(csv).text).sheet;
      EXPECT_GT(sheet.rows.size(), 10U);
      std::map<std::pair<std::string, std::string>, int> rows;
      for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
        const std::string& category = sheet.rows[i][0].text;
        const std::string& header = sheet.rows[i][1].text;
        EXPECT_EQ(++rows[std::pair(category, text::fold(header))], 1) << category << ", " << header;
        const auto feed = index.find(category, header);
        ASSERT_TRUE(feed) << category << ", " << header;
        EXPECT_TRUE(overlaps(feed->kind->forms, purpose)) << category << ", " << header << " leads to " << feed->kind->name;
        EXPECT_EQ(text::fold(feed->fields.front()->label.in(language)), text::fold(header)) << category << ", " << header;
      }
    }
}

TEST(BlankForm, left_blank_says_nothing) {
  for (const Purpose purpose : purposes) {
    const FormImport form = parse_form(standard_catalogue(), blank_form_xlsx(standard_catalogue(), {.purpose = purpose}), "blank.xlsx");
    for (const Finding& finding : form.findings) EXPECT_EQ(finding.code, "io.customer_missing") << finding.message.en;
    for (const KindInfo* kind : standard_catalogue().kinds()) {
      if (kind->scope != Scope::via) continue;
      EXPECT_EQ(form.dossier.records().size(*kind), 0U) << kind->name;
    }
  }
}

/// Each choice of each drop-down list, picked, gives the word that it shows.
TEST(BlankForm, every_choice_can_be_read_back) {
  for (const Language language : {Language::zh, Language::en})
    for (const Purpose purpose : purposes) {
      Workbook book = read_xlsx(blank_form_xlsx(standard_catalogue(), {.purpose = purpose, .language = language})).sheets;
      const HeaderIndex index(standard_catalogue());
      for (Sheet& sheet : book)
        for (Row& row : sheet.rows) {
          const auto feed = row.empty() ? std::nullopt : index.find(sheet.name, row[0].text);
          if (!feed || feed->fields.front()->type->kind != TypeKind::enumeration || row.size() < 2) continue;
          row[1].text = feed->fields.front()->type->words.back().label.in(language);
        }
      const FormImport form = parse_form(standard_catalogue(), write_xlsx(book), "filled.xlsx");
      for (const Finding& finding : form.findings) EXPECT_NE(finding.severity, Severity::warning) << finding.message.en;
      for (const Finding& finding : form.findings) EXPECT_NE(finding.code, "io.rejected") << finding.message.en;
    }
}

TEST(BlankForm, refuses_other_files_and_counts) {
  EXPECT_THROW(write_form(standard_catalogue(), "form.pdf"), ArgumentError);
  EXPECT_THROW(static_cast<void>(blank_form_csv(standard_catalogue(), {.records = 0})), ArgumentError);
}

}  // namespace
}  // namespace guanxi::io
