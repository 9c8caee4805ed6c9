#include <guanxi/lifetime/alive_drivers.hpp>
#include <guanxi/lifetime/customer_value.hpp>
#include <guanxi/lifetime/tracking.hpp>

#include <gtest/gtest.h>

#include <cmath>

#include "support/cdnow_rows.hpp"
#include "support/code_thrown.hpp"
#include "support/csv_columns.hpp"

namespace guanxi::lifetime {
namespace {

const BgNbd value_model{.r = .243, .alpha = 4.414, .a = .793, .b = 2.426};
const GammaGamma value_amounts{.p = 6.25, .q = 3.74, .v = 15.44};

// METHODS 7, Money
TEST(LifetimeValue, published) {
  GUANXI_NEED_SHARED("cdnow");
  const test::CsvColumns csv(test::shared_data() / "cdnow/cdnow_customers_summary_with_transactions.csv");
  const std::vector<double> x = csv.numbers("x"), t_x = csv.numbers("t_x"), T = csv.numbers("T"),
                            z = csv.numbers("zbar");
  const Histories histories{.x = x, .t_x = t_x, .T = T};
  const ValueOptions monthly{.rate = .01, .rate_per = TimeUnit::month};
  const CustomerValues found =
      lifetime_value(value_model, value_amounts, histories, {.x = x, .mean_amount = z}, monthly);
  const std::pair<std::size_t, std::pair<double, double>> expected[] = {{0, {36.3112572, 1.563099652}},
                                                                        {1, {4.6401851, .260572743}},
                                                                        {2, {8.3744591, .252833872}},
                                                                        {5, {283.6971273, 4.210099449}}};
  for (const auto& [row, pair] : expected) {
    EXPECT_NEAR(found.value[row], pair.first, 5e-8) << row;
    EXPECT_NEAR(found.purchases[row], pair.second, 5e-10) << row;
  }
  EXPECT_EQ(found.basis[2], AmountBasis::population);
  // the same rate told for a year; half a period earlier; a part of it earned
  const double yearly = std::pow(1.01, 12) - 1;
  EXPECT_NEAR(
      lifetime_value(value_model, value_amounts, histories, {.x = x, .mean_amount = z}, {.rate = yearly}).value[0],
      found.value[0], 1e-9);
  EXPECT_NEAR(lifetime_value(value_model, value_amounts, histories, {.x = x, .mean_amount = z},
                             {.rate = .01, .rate_per = TimeUnit::month, .margin = .3, .paid_at = PaidAt::middle})
                  .value[0],
              .3 * std::sqrt(1.01) * found.value[0], 1e-9);
  EXPECT_NEAR(continuous_rate(.15, TimeUnit::year, TimeUnit::week), std::log(1.15) * 7 / 365.25, 1e-15);
}

TEST(LifetimeValue, bad_options) {
  const std::vector<double> x{1}, t_x{2}, T{3}, z{4};
  const auto code = [&](const ValueOptions& options) {
    return test::code_thrown([&] {
      (void)lifetime_value(value_model, value_amounts, {.x = x, .t_x = t_x, .T = T}, {.x = x, .mean_amount = z},
                           options);
    });
  };
  EXPECT_EQ(code({.periods = 0}), "argument.range");
  EXPECT_EQ(code({.rate = -.1}), "argument.range");
  EXPECT_EQ(code({.margin = 2}), "argument.range");
  EXPECT_EQ(code({}), "nothing thrown");
  EXPECT_EQ(
      test::code_thrown([&] { (void)lifetime_value(value_model, value_amounts, {.x = x, .t_x = t_x, .T = T}, {}); }),
      "argument.length");
}

TEST(AliveDrivers, say_what_moves_the_probability) {
  const std::vector<double> x{6}, t_x{30}, T{39};
  const AliveDrivers found = explain_alive(value_model, {.x = x, .t_x = t_x, .T = T});
  EXPECT_NEAR(found.probability, .687091132532, 5e-13);
  EXPECT_NEAR(found.if_once_more, .663866180954, 5e-13);
  EXPECT_EQ(*found.usual_gap, 5);
  EXPECT_EQ(found.silence, 9);
  ASSERT_EQ(found.reasons.size(), 3U);
  EXPECT_EQ(found.reasons[0].en, "silent for 9.0 weeks, 1.8 times its usual gap of 5.0 weeks (6 repeat purchases)");
  EXPECT_EQ(found.reasons[0].zh, "已有 9.0 周没有购买，是平时间隔（5.0 周，6 次复购）的 1.8 倍");
  EXPECT_EQ(found.reasons[1].en, "had it bought today it would be there with 90%; the silence lowers that to 69%");
  EXPECT_EQ(found.reasons[2].en,
            "the more often it bought, the more the same silence tells: with one purchase more it would be 66%");
  const std::vector<double> none{0}, nothing{0};
  const AliveDrivers once = explain_alive(value_model, {.x = none, .t_x = nothing, .T = T}, TimeUnit::day);
  EXPECT_EQ(once.probability, 1);
  EXPECT_EQ(once.reasons.at(0).en, "has bought once only, and not again for 39.0 days");
  EXPECT_EQ(once.reasons.at(1).en, "by this model whoever has bought once only counts as there");
  EXPECT_EQ(
      explain_alive(ParetoNbd{.r = .55, .alpha = 10.6, .s = .6, .beta = 11.7}, {.x = none, .t_x = nothing, .T = T})
          .reasons.size(),
      1U);
  EXPECT_EQ(test::code_thrown([&] { (void)explain_alive(value_model, {}); }), "argument.length");
}

TEST(Tracking, cdnow) {
  GUANXI_NEED_SHARED("cdnow");
  PurchaseDays state;
  state.update(test::cdnow_sample().view());
  const PurchaseDayColumns days = state.finalize();
  const ParetoNbd model{.r = .5533971434, .alpha = 10.5801985435, .s = .6060624971, .beta = 11.6562236707};
  const Tracking found = track(model, days);
  EXPECT_EQ(found.customers, 2357);
  ASSERT_EQ(found.time.size(), 78U);
  EXPECT_EQ(found.actual.back(), 2457 + 1882);
  const Date calibration = *Date::from_ymd(1997, 9, 30);  // week 39 ends a day later
  const auto next_day = std::count(days.day.begin(), days.day.end(), calibration + 1);
  EXPECT_EQ(found.actual[38], 2457 + static_cast<double>(next_day));
  EXPECT_NEAR(found.expected.back(), 4274, 40);  // METHODS counts the age of a customer from the day after
  EXPECT_EQ(track(model, days, {.last_first = *Date::from_ymd(1997, 1, 31)}).customers, 781);
  EXPECT_TRUE(track(model, {}).time.empty());
}

}  // namespace
}  // namespace guanxi::lifetime
