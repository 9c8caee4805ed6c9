#include <guanxi/lifetime/time_unit.hpp>

#include <gtest/gtest.h>

namespace guanxi::lifetime {
namespace {

TEST(TimeUnits, no_month_has_thirty_days) {
  EXPECT_EQ(days_of(TimeUnit::day), 1);
  EXPECT_EQ(days_of(TimeUnit::week), 7);
  EXPECT_EQ(days_of(TimeUnit::month), 30.4375);
  EXPECT_EQ(12 * days_of(TimeUnit::month), days_of(TimeUnit::year));
  EXPECT_DOUBLE_EQ(units_in(TimeUnit::month, TimeUnit::week), 30.4375 / 7);
}

}  // namespace
}  // namespace guanxi::lifetime
