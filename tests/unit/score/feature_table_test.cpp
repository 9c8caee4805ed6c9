#include <guanxi/score/feature_table.hpp>

#include <gtest/gtest.h>

namespace guanxi::score {
namespace {

TEST(FeatureTable, a_table_of_ones_own) {
  FeatureTable table;
  table.add_numbers("n", {1, 2, 3}).add_words("w", {{"b"}, std::nullopt, {"b"}});
  const std::vector<Column> view = table.view();
  EXPECT_EQ(check_columns(view), 3U);
  EXPECT_EQ(find_column(view, "w"), &view[1]);
  EXPECT_EQ(find_column(view, "z"), nullptr);
  EXPECT_TRUE(has_words(view[1]));
  EXPECT_EQ(table.columns[1].codes, (std::vector<std::int32_t>{0, -1, 0}));
  EXPECT_EQ(table.columns[1].levels, (std::vector<std::string>{"b"}));
}

}  // namespace
}  // namespace guanxi::score
