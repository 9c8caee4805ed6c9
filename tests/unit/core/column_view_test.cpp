#include <guanxi/core/arrow_builder.hpp>
#include <guanxi/core/column_view.hpp>

#include "support/code_thrown.hpp"
#include "support/counted_arrow.hpp"

#include <gtest/gtest.h>

namespace guanxi::arrow {
namespace {

using test::bits_of;
using test::bytes_of;
using test::HandColumn;

/// A column by hand with its view.
template <class T>
struct Viewed {
  explicit Viewed(const HandColumn& column) {
    ArrowSchema raw_schema = test::hand_schema(column, count);
    ArrowArray raw_array = test::hand_array(column, count);
    schema = Schema(&raw_schema);
    array = Array(&raw_array);
  }
  [[nodiscard]] ColumnView<T> view() const { return {*schema, *array}; }

  test::ReleaseCount count;
  Schema schema;
  Array array;
};

TEST(ColumnView, shows_the_producers_own_memory) {
  const Viewed<double> viewed({.name = "x", .format = "g", .length = 3, .buffers = {"", bytes_of<double>({1.5, -2, 0})}, .absent = {true, false}});
  const ColumnView<double> view = viewed.view();
  ASSERT_EQ(view.size(), 3U);
  EXPECT_EQ(view.values().data(), static_cast<const double*>(viewed.array->buffers[1]));
  EXPECT_EQ(view[1], -2);
  EXPECT_FALSE(view.is_null(1));
  EXPECT_TRUE(view.all_valid());
}

TEST(ColumnView, counts_from_the_offset) {
  const std::vector<bool> valid{true, false, true, true, false, true, true, true, false, true, true};
  const Viewed<std::int32_t> viewed({.name = "x", .format = "i", .length = 4, .offset = 6,
                                     .buffers = {bits_of(valid), bytes_of<std::int32_t>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})}});
  const ColumnView<std::int32_t> view = viewed.view();
  ASSERT_EQ(view.size(), 4U);
  EXPECT_EQ(view.values().data(), static_cast<const std::int32_t*>(viewed.array->buffers[1]) + 6);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(view[i], static_cast<std::int32_t>(i) + 6);
    EXPECT_EQ(view.is_null(i), !valid[i + 6]) << i;
  }
}

TEST(ColumnView, of_our_own_columns_copies_nothing) {
  TableBuilder table;
  auto& amount = table.add<RealColumn>("amount");
  for (int i = 0; i < 20; ++i)
    if (i % 3 == 0) amount.append_null();
    else amount.append(i);
  const Table made = table.take();
  Stream stream = made.stream();
  const Schema schema = stream.schema();
  const auto batch = stream.next();
  ASSERT_TRUE(batch.has_value());
  const ColumnView<double> view(*schema->children[0], *(*batch)->children[0]);
  EXPECT_EQ(static_cast<const void*>(view.values().data()), made.batches()[0]->children[0]->buffers[1].data);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(view.is_null(i), i % 3 == 0) << i;
}

TEST(ColumnView, of_another_type_is_refused) {
  const HandColumn integers{.name = "x", .format = "l", .length = 1, .buffers = {"", bytes_of<std::int64_t>({1})}, .absent = {true, false}};
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)Viewed<double>(integers).view(); }), "arrow.type");
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)Viewed<float>(integers).view(); }), "arrow.type");
  HandColumn torn = integers;
  torn.absent = {true, true};
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { (void)Viewed<std::int64_t>(torn).view(); }), "arrow.type");
  torn.length = 0;
  EXPECT_EQ(Viewed<std::int64_t>(torn).view().size(), 0U);
}

}  // namespace
}  // namespace guanxi::arrow
