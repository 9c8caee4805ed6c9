#include <guanxi/io/arrow_tables.hpp>
#include <guanxi/model/kinds.hpp>

#include "support/counted_arrow.hpp"
#include "support/extended_catalogue.hpp"
#include "support/random_record.hpp"

#include <gtest/gtest.h>

#include <random>

namespace guanxi::io {
namespace {

using test::extended_catalogue;
using test::RandomOptions;
using test::RandomRecords;

std::string shown(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.code + " row " + std::to_string(finding.place.row) + " " + finding.field + " " + finding.place.header + ": " + finding.message.en + "\n";
  return text;
}

Records random_records(const Catalogue& catalogue, const KindInfo& kind, std::size_t count, std::uint64_t seed, double present) {
  Records records;
  RandomRecords random(catalogue, seed, {.present = present});
  for (std::size_t i = 0; i < count; ++i) random.fill(kind, records.append(kind));
  return records;
}

/// How batches are cut.
enum class Cut {
  none,
  rows,     ///< the table has an offset
  columns,  ///< each column has one
};

/// A view of the first rows of a batch, or of the others, as slices show them.
arrow::Array slice(const std::shared_ptr<const arrow::ColumnData>& batch, std::int64_t first, std::int64_t length, Cut cut) {
  arrow::Array made = arrow::make_array(batch);
  made.get()->length = length;
  if (cut == Cut::rows) {
    made.get()->offset = first;
    return made;
  }
  for (std::int64_t i = 0; i < made->n_children; ++i) {
    ArrowArray& column = *made.get()->children[i];
    column.offset += first;
    column.length = length;
    if (column.null_count != 0) column.null_count = -1;
  }
  return made;
}

/// The table in random slices.
arrow::Stream cut_stream(const arrow::Table& table, Cut cut, std::uint64_t seed, test::ReleaseCount& count) {
  if (cut == Cut::none) return table.stream();
  std::mt19937_64 random(seed);
  std::deque<arrow::Array> batches;
  for (const auto& batch : table.batches())
    for (std::int64_t first = 0; first < batch->length;) {
      const auto length = std::uniform_int_distribution<std::int64_t>(0, batch->length - first)(random);
      batches.push_back(slice(batch, first, length, cut));
      first += length;
    }
  return test::prepared_stream(arrow::make_schema(table.type()), std::move(batches), count);
}

class ArrowEachKind : public testing::TestWithParam<const KindInfo*> {};

TEST_P(ArrowEachKind, every_leaf_comes_back) {
  const KindInfo& kind = *GetParam();
  for (std::uint64_t seed = 1; seed <= 4; ++seed)
    for (const double present : {.3, 1.0})
      for (const Catalogue* catalogue : {&standard_catalogue(), &extended_catalogue()}) {
        const Records before = random_records(*catalogue, kind, 9, seed, present);
        const arrow::Table table = to_arrow(*catalogue, kind, before, {.batch_rows = static_cast<std::size_t>(seed % 4) * 3 + 1});
        EXPECT_EQ(table.rows(), 9);
        test::ReleaseCount count;
        {
          const auto cut = static_cast<Cut>(seed % 3);
          const ArrowRecords after = from_arrow(*catalogue, kind, cut_stream(table, cut, seed, count));
          EXPECT_TRUE(after.findings.empty()) << kind.name << " seed " << seed << "\n" << shown(after.findings);
          ASSERT_EQ(after.records.size(kind), 9U);
          for (std::size_t i = 0; i < 9; ++i) {
            const std::string then = record_to_json(*catalogue, kind, before.at(kind, i)), now = record_to_json(*catalogue, kind, after.records.at(kind, i));
            ASSERT_EQ(then, now) << kind.name << " seed " << seed << " row " << i;
          }
          ASSERT_EQ(after.records, before) << kind.name << " seed " << seed;
        }
        EXPECT_TRUE(count.balanced());
      }
}

TEST_P(ArrowEachKind, unset_records_stay_unset) {
  const KindInfo& kind = *GetParam();
  Records before;
  for (int i = 0; i < 3; ++i) (void)before.append(kind);
  const ArrowRecords after = from_arrow(standard_catalogue(), kind, to_arrow(standard_catalogue(), kind, before).stream());
  EXPECT_EQ(after.records, before);
  EXPECT_TRUE(after.findings.empty()) << shown(after.findings);
}

TEST_P(ArrowEachKind, no_records_make_the_same_columns) {
  const KindInfo& kind = *GetParam();
  Records one;
  (void)one.append(kind);
  const arrow::Table none = to_arrow(standard_catalogue(), kind, Records());
  EXPECT_EQ(none.type(), to_arrow(standard_catalogue(), kind, one).type());
  const ArrowRecords after = from_arrow(standard_catalogue(), kind, none.stream());
  EXPECT_TRUE(after.records.empty());
  EXPECT_TRUE(after.findings.empty());
}

INSTANTIATE_TEST_SUITE_P(standard, ArrowEachKind, testing::ValuesIn(standard_catalogue().kinds()), [](const auto& kind) { return std::string(kind.param->name); });

TEST(ArrowBook, comes_back_from_a_table_a_kind) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Book before = RandomRecords(extended_catalogue(), seed, {.present = seed % 2 == 0 ? 1 : .4}).book(seed % 5);
    std::vector<ArrowSource> tables;
    for (const KindInfo* kind : extended_catalogue().kinds()) tables.push_back({.kind = kind, .stream = to_arrow(extended_catalogue(), *kind, before, {.batch_rows = 4}).stream()});
    std::mt19937_64 random(seed);
    std::shuffle(tables.begin(), tables.end(), random);
    const ExactBook after = book_from_arrow(extended_catalogue(), tables);
    EXPECT_TRUE(after.findings.empty()) << "seed " << seed << "\n" << shown(after.findings);
    ASSERT_EQ(after.book.dossiers.size(), before.dossiers.size());
    ASSERT_EQ(after.book, before) << "seed " << seed;
  }
}

TEST(ArrowDossier, gives_its_records) {
  const Dossier dossier = RandomRecords(standard_catalogue(), 3, {.present = 1}).dossier();
  const KindInfo& kind = kind_info<Contact>();
  const ArrowRecords after = from_arrow(standard_catalogue(), kind, to_arrow(standard_catalogue(), kind, dossier).stream());
  EXPECT_EQ(after.records.of<Contact>(), dossier.of<Contact>());
  const ArrowRecords same = from_arrow(standard_catalogue(), kind, to_arrow(standard_catalogue(), dossier.of<Contact>()).stream());
  EXPECT_EQ(same.records.of<Contact>(), dossier.of<Contact>());
}

}  // namespace
}  // namespace guanxi::io
