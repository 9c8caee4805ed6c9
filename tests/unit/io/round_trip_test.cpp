#include <guanxi/core/path.hpp>
#include <guanxi/io/exact.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/model/kinds.hpp>

#include "support/extended_catalogue.hpp"
#include "support/random_record.hpp"

#include <gtest/gtest.h>

#include <set>

namespace guanxi::io {
namespace {

using test::Links;
using test::RandomOptions;
using test::RandomRecords;
using test::extended_catalogue;

std::string show(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.code + " " + finding.field + " " + finding.place.header + ": " + finding.message.en + "\n";
  return text;
}

/// A random record goes through JSON; the type of the record is known to its KindInfo alone.
void round_trip_record(const Catalogue& catalogue, const KindInfo& kind, std::uint64_t seed, double present) {
  Records before, after;
  RandomRecords(catalogue, seed, {.present = present}).fill(kind, before.append(kind));
  const std::string json = record_to_json(catalogue, kind, before.at(kind, 0), {.indent = seed % 2 == 0 ? 2 : 0});
  const Findings findings = record_from_json(catalogue, kind, after.append(kind), json);
  EXPECT_EQ(before, after) << kind.name << " seed " << seed << "\n" << json << "\n" << record_to_json(catalogue, kind, after.at(kind, 0)) << show(findings);
  EXPECT_TRUE(findings.empty()) << show(findings);
}

class EachKind : public testing::TestWithParam<const KindInfo*> {};

TEST_P(EachKind, json_keeps_every_leaf) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    for (const double present : {.3, 1.0}) {
      round_trip_record(standard_catalogue(), *GetParam(), seed, present);
      round_trip_record(extended_catalogue(), *GetParam(), seed, present);
    }
}

/// The generator reaches everything, else the round trips would prove nothing.
TEST_P(EachKind, random_records_fill_every_field) {
  const KindInfo& kind = *GetParam();
  Records records;
  RandomRecords random(extended_catalogue(), 7, {.present = 1, .longest_list = 8, .unset_element = 0});
  for (int i = 0; i < 20; ++i) random.fill(kind, records.append(kind));
  std::set<std::string_view> filled;
  for (std::size_t i = 0; i < records.size(kind); ++i)
    for_each_leaf(extended_catalogue().fields(kind), records.at(kind, i), [&](const Leaf& leaf) { filled.insert(leaf.top->name); });
  for (const Field& field : extended_catalogue().fields(kind)) EXPECT_TRUE(filled.contains(field.name)) << kind.name << "." << field.name;
}

INSTANTIATE_TEST_SUITE_P(io, EachKind, testing::ValuesIn(standard_catalogue().kinds()), [](const auto& tested) { return std::string(tested.param->name); });

/// One way out and back.
struct Format {
  const char* name;
  ExactBook (*of_dossier)(const Catalogue&, const Dossier&);
  ExactBook (*of_book)(const Catalogue&, const Book&);
};

template <class Content>
ExactBook through_json(const Catalogue& catalogue, const Content& content) {
  return read_exact_bytes(catalogue, to_json(catalogue, content), "x.json");
}
template <class Content>
ExactBook through_one_line(const Catalogue& catalogue, const Content& content) {
  return read_exact_bytes(catalogue, to_json(catalogue, content, {.indent = 0}), "x.json");
}
template <class Content>
ExactBook through_csv(const Catalogue& catalogue, const Content& content) {
  return read_exact_bytes(catalogue, to_csv(catalogue, content), "x.csv");
}
template <class Content>
ExactBook through_xlsx(const Catalogue& catalogue, const Content& content) {
  return read_exact_bytes(catalogue, to_xlsx(catalogue, content, {.language = Language::en}), "x.xlsx");
}

constexpr Format formats[] = {{"json", through_json<Dossier>, through_json<Book>},
                              {"json_in_one_line", through_one_line<Dossier>, through_one_line<Book>},
                              {"csv", through_csv<Dossier>, through_csv<Book>},
                              {"xlsx", through_xlsx<Dossier>, through_xlsx<Book>}};

class EachFormat : public testing::TestWithParam<Format> {};

/// A text such as “9.13E+17” comes back as it is, with a warning that it looks damaged.
Findings unexpected(Findings findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.code == "io.digits_lost" && is_scientific(finding.value); });
  return findings;
}

void expect_same(const Catalogue& catalogue, const Book& before, const ExactBook& after, std::uint64_t seed) {
  EXPECT_TRUE(unexpected(after.findings).empty()) << "seed " << seed << "\n" << show(after.findings);
  ASSERT_EQ(before.dossiers.size(), after.book.dossiers.size()) << "seed " << seed;
  EXPECT_TRUE(before == after.book) << "seed " << seed << "\n" << to_json(catalogue, before) << "\n" << to_json(catalogue, after.book);
}

constexpr RandomOptions variants[] = {{.present = .6},
                                      {.present = .15, .most_records = 2, .unset_element = .5},
                                      {.present = .3, .links = Links::random},
                                      {.present = .03, .most_records = 2, .links = Links::random}};

TEST_P(EachFormat, two_hundred_random_dossiers_come_back_equal) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Catalogue& catalogue = seed % 2 == 0 ? standard_catalogue() : extended_catalogue();
    Book before;
    before.dossiers.push_back(RandomRecords(catalogue, seed, variants[seed / 2 % std::size(variants)]).dossier());
    expect_same(catalogue, before, GetParam().of_dossier(catalogue, before.dossiers.front()), seed);
    if (HasFailure()) return;
  }
}

TEST_P(EachFormat, forty_random_books_come_back_equal) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Catalogue& catalogue = seed % 2 == 0 ? standard_catalogue() : extended_catalogue();
    const Book before = RandomRecords(catalogue, seed, variants[seed / 2 % std::size(variants)]).book(seed % 6);
    expect_same(catalogue, before, GetParam().of_book(catalogue, before), seed);
    if (HasFailure()) return;
  }
}

TEST_P(EachFormat, nothing_at_all_comes_back) {
  expect_same(standard_catalogue(), Book{}, GetParam().of_book(standard_catalogue(), Book{}), 0);
  const Book blank{.dossiers = std::vector<Dossier>(3), .shared = {}};
  expect_same(standard_catalogue(), blank, GetParam().of_book(standard_catalogue(), blank), 0);
  const Book one{.dossiers = std::vector<Dossier>(1), .shared = {}};
  expect_same(standard_catalogue(), one, GetParam().of_dossier(standard_catalogue(), Dossier()), 0);
}

TEST_P(EachFormat, records_in_unusual_places_come_back) {
  const Catalogue& catalogue = standard_catalogue();
  Book book = RandomRecords(catalogue, 11).book(2);
  for (const KindInfo* kind : catalogue.kinds()) {
    book.shared.append(*kind);
    if (kind->scope != Scope::own) RandomRecords(catalogue, 12).fill(*kind, book.dossiers[1].records().append(*kind));
  }
  expect_same(catalogue, book, GetParam().of_book(catalogue, book), 0);
}

INSTANTIATE_TEST_SUITE_P(io, EachFormat, testing::ValuesIn(formats), [](const auto& tested) { return tested.param.name; });

/// What a spreadsheet holds of a linked book follows from the links alone.
TEST(Xlsx, linked_books_need_no_dossier_column) {
  const Book book = RandomRecords(standard_catalogue(), 5, {.present = .9}).book(4);
  const Tables tables = read_tables(to_xlsx(standard_catalogue(), book), "x.xlsx");
  ASSERT_FALSE(tables.sheets.empty());
  for (const Sheet& sheet : tables.sheets)
    for (const Cell& cell : sheet.rows.at(1)) EXPECT_EQ(cell.text.find("#dossier"), std::string::npos) << sheet.name;
}

}  // namespace
}  // namespace guanxi::io
