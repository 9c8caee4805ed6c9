#include <guanxi/quality/identifiers/region.hpp>

#include <gtest/gtest.h>

#include <string>

#include "support/shared_data.hpp"

namespace guanxi::quality {
namespace {

TEST(Region, knows_the_34_provinces) {
  int provinces = 0;
  for (int pair = 0; pair < 100; ++pair) {
    const std::string code = {static_cast<char>('0' + pair / 10), static_cast<char>('0' + pair % 10)};
    const Label name = province_name(code + "0000");
    EXPECT_EQ(name.zh.empty(), name.en.empty());
    provinces += name.zh.empty() ? 0 : 1;
  }
  EXPECT_EQ(provinces, 34);
  EXPECT_EQ(province_name("11").zh, "北京市");
  EXPECT_EQ(province_name("610100").en, "Shaanxi");
  EXPECT_TRUE(province_name("9").zh.empty());
  EXPECT_TRUE(province_name("").zh.empty());
}

TEST(Region, names_provinces_as_the_table_of_divisions) {
  GUANXI_NEED_SHARED("cn_divisions/provinces.csv");
  const auto rows = test::read_table(test::shared_data() / "cn_divisions/provinces.csv", ',');
  ASSERT_EQ(rows.size(), 31u);
  for (const auto& row : rows) EXPECT_EQ("\"" + std::string(province_name(row[0]).zh) + "\"", row[1]);
}

TEST(Region, looks_codes_up) {
  const RegionTable table({350211, 110101, 110105});
  EXPECT_TRUE(table.contains("110101"));
  EXPECT_TRUE(table.contains("110100"));
  EXPECT_TRUE(table.contains("110000"));
  EXPECT_TRUE(table.contains("350000"));
  EXPECT_FALSE(table.contains("110102"));
  EXPECT_FALSE(table.contains("110200"));
  EXPECT_FALSE(table.contains("120000"));
  EXPECT_FALSE(table.contains("990000"));
  for (const char* text : {"", "1101", "1101010", "11010a", "-10101"}) EXPECT_FALSE(table.contains(text)) << text;
  EXPECT_FALSE(RegionTable().contains("110000"));
}

TEST(Region, holds_the_whole_table_of_divisions) {
  GUANXI_NEED_SHARED("cn_divisions/areas.csv");
  const auto rows = test::read_table(test::shared_data() / "cn_divisions/areas.csv", ',');
  ASSERT_EQ(rows.size(), 2978u);
  std::vector<std::uint32_t> codes;
  for (const auto& row : rows) codes.push_back(static_cast<std::uint32_t>(std::stoul(row[0])));
  const RegionTable table(codes);
  for (const auto& row : rows) EXPECT_TRUE(table.contains(row[0]));
  EXPECT_TRUE(table.contains("110100"));
  EXPECT_FALSE(table.contains("110103"));  // 崇文区, dissolved in 2010
}

}  // namespace
}  // namespace guanxi::quality
