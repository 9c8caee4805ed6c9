#include <guanxi/portfolio/price_habits.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "support/code_thrown.hpp"
#include "trade_records.hpp"

namespace guanxi::portfolio::price_habits_test {
namespace {

using test::code_thrown;
using namespace trade_records;

Transaction priced(Date day, std::string product, std::int64_t units, double quantity) {
  Transaction made = sale(day, std::move(product), yuan(units));
  made.quantity = quantity;
  made.quantity_unit = "pcs";
  return made;
}

const Dossier worked = buyer({priced(on(2024, 1, 5), "Pump", 1000, 10), priced(on(2024, 2, 5), "pump", 550, 5),
                              priced(on(2024, 3, 5), "Pump", 1800, 20)});

Book worked_book() {
  Book book;
  book.dossiers = {worked, buyer({priced(on(2024, 1, 1), "Pump", 80, 1)}),
                   buyer({priced(on(2024, 1, 1), "Pump", 120, 1), priced(on(2024, 7, 1), "Pump", 500, 1)}),
                   buyer({priced(on(2024, 1, 1), "Pump", 700, 10)})};
  return book;
}

// docs/methods/trade_habits.md, worked by hand.
TEST(PriceHabits, worked_example) {
  const PriceReference reference = price_reference(worked_book(), answer_day);
  ASSERT_EQ(reference.prices.size(), 1U);
  EXPECT_EQ(reference.prices[0], (ReferencePrice{.product = "pump", .unit = "pcs", .median = 9000, .customers = 4}));
  const std::vector<PriceHabit> habits = price_habits(worked, answer_day, {.reference = &reference});
  ASSERT_EQ(habits.size(), 1U);
  const PriceHabit& habit = habits[0];
  EXPECT_EQ(habit.status, HabitStatus::enough);
  EXPECT_EQ(habit.product, "Pump") << "the smaller of the two spellings";
  EXPECT_EQ(habit.unit, "pcs");
  EXPECT_EQ(habit.sales, 3);
  EXPECT_EQ(habit.median, 10000);
  EXPECT_EQ(habit.low, 9500);
  EXPECT_EQ(habit.high, 10500);
  EXPECT_EQ(habit.usual, 9000);
  EXPECT_NEAR(habit.deviation.value(), .1111, 5e-5);
  EXPECT_EQ(habit.trend, TrendDirection::too_short);
  EXPECT_EQ(habit.below_list, std::nullopt);
  const std::vector<PriceHabit> few = price_habits(worked, answer_day, {.min_customers = 5, .reference = &reference});
  EXPECT_EQ(few[0].usual, std::nullopt);
  EXPECT_EQ(few[0].customers, 4);
  EXPECT_EQ(price_habits(worked, answer_day)[0].customers, 0) << "nothing to compare with";
}

TEST(PriceHabits, too_few_sales) {
  const std::vector<PriceHabit> habits = price_habits(worked, on(2024, 2, 28));
  ASSERT_EQ(habits.size(), 1U);
  EXPECT_EQ(habits[0].status, HabitStatus::too_few);
  EXPECT_EQ(habits[0].sales, 2);
  EXPECT_EQ(habits[0].median, std::nullopt);
  EXPECT_EQ(habits[0].deviation, std::nullopt);
  EXPECT_TRUE(price_habits(worked, on(2024, 1, 4)).empty());
  EXPECT_TRUE(price_habits(Dossier{}, answer_day).empty());
  EXPECT_TRUE(price_reference({}, answer_day).prices.empty());
}

TEST(PriceHabits, what_tells_no_price) {
  const double nan = std::nan("");
  for (const double quantity : {0.0, -1.0, nan, 1e-320})
    EXPECT_TRUE(price_habits(buyer({priced(answer_day, "Pump", 10, quantity)}), answer_day).empty()) << quantity;
  EXPECT_TRUE(price_habits(buyer({priced(answer_day, "Pump", 0, 1)}), answer_day).empty()) << "free";
  EXPECT_TRUE(price_habits(buyer({priced(answer_day, "Pump", -10, 1)}), answer_day).empty()) << "a return";
  EXPECT_TRUE(price_habits(buyer({priced(answer_day, "", 10, 1)}), answer_day).empty()) << "of what";
  EXPECT_TRUE(price_habits(buyer({sale(answer_day, "Pump", yuan(10))}), answer_day).empty()) << "for how many";
  EXPECT_EQ(price_habits(buyer({priced(answer_day, "Pump", 10, 1)}), answer_day).size(), 1U);
}

TEST(PriceHabits, currencies_and_units_stand_apart) {
  Transaction dollar = priced(answer_day, "Pump", 0, 1), dozen = priced(answer_day, "Pump", 120, 1);
  dollar.amount = dollars(2);
  dozen.quantity_unit = "dozen";
  const std::vector<PriceHabit> habits =
      price_habits(buyer({priced(answer_day, "Pump", 10, 1), dollar, dozen, dozen}), answer_day, {.min_sales = 1});
  ASSERT_EQ(habits.size(), 3U);
  EXPECT_EQ(habits[0].unit, "dozen") << "most sales first";
  EXPECT_EQ(habits[0].median, 12000);
  EXPECT_EQ(habits[1].median, 1000);
  EXPECT_EQ(habits[2].median, 200);
  EXPECT_EQ(habits[2].currency, Currency("USD"));
}

TEST(PriceHabits, offerings_names_and_list_prices) {
  Book book;
  book.shared.of<Offering>() = {{.id = {number(7)}, .name = "Pump X", .price_range = MoneyRange{yuan(100), yuan(200)}}};
  Transaction by_id = priced(on(2024, 1, 1), "", 90, 1), by_name = priced(on(2024, 1, 2), "ＰＵＭＰ x", 100, 1);
  by_id.product.id = {number(7)};
  book.dossiers = {buyer({by_id, by_name})};
  const PriceReference reference = price_reference(book, answer_day);
  ASSERT_EQ(reference.prices.size(), 1U) << "one product";
  const std::vector<PriceHabit> habits = price_habits(book.dossiers[0], answer_day, {.reference = &reference});
  ASSERT_EQ(habits.size(), 1U);
  EXPECT_EQ(habits[0].product, "Pump X");
  EXPECT_EQ(habits[0].offering, Id<Offering>{number(7)});
  EXPECT_EQ(habits[0].below_list, 1) << "90 is, 100 is not";
  EXPECT_EQ(price_habits(book.dossiers[0], answer_day).size(), 2U) << "without a book a name is no offering";
  book.shared.of<Offering>()[0].price_range = MoneyRange{dollars(100), dollars(200)};
  const PriceReference foreign = price_reference(book, answer_day);
  EXPECT_EQ(price_habits(book.dossiers[0], answer_day, {.reference = &foreign})[0].below_list, std::nullopt);
}

TEST(PriceHabits, promotions) {
  std::vector<Transaction> records;
  for (int i = 0; i < 3; ++i) {
    records.push_back(priced(on(2024, 1, 1 + i), "Pump", 100, 1));
    records.push_back(priced(on(2024, 2, 1 + i), "Pump", 80, 1));
    records.back().promotion_id.text = "spring";
  }
  const PriceHabit habit = price_habits(buyer(records), answer_day).at(0);
  EXPECT_EQ(habit.promoted, 3);
  EXPECT_NEAR(habit.promotion_discount.value(), .2, 1e-12);
  records.pop_back();
  const PriceHabit fewer = price_habits(buyer(records), answer_day).at(0);
  EXPECT_EQ(fewer.promoted, 2);
  EXPECT_EQ(fewer.promotion_discount, std::nullopt);
}

TEST(PriceHabits, trend_over_days) {
  std::vector<Transaction> records;
  for (int i = 0; i < 8; ++i) records.push_back(priced(on(2023, 1, 1) + 100 * i, "Pump", 1000 + 10 * i, 10));
  const Date end = on(2026, 1, 1);
  const PriceHabit habit = price_habits(buyer(records), end).at(0);
  EXPECT_EQ(habit.days, 8);
  EXPECT_EQ(habit.trend, TrendDirection::rising);
  EXPECT_NEAR(habit.share_per_year.value(), 365.25 / 100 / 103.5, 1e-9);
  EXPECT_LT(habit.trend_p, .001);
  EXPECT_EQ(price_habits(buyer(records), end, {.min_days = 9}).at(0).trend, TrendDirection::too_short);
  EXPECT_EQ(price_habits(buyer(records), end, {.significance = 1e-6}).at(0).trend, TrendDirection::steady);
  for (Transaction& one : records) one.amount = yuan(1000);
  EXPECT_EQ(price_habits(buyer(records), end).at(0).trend, TrendDirection::steady);
  for (Transaction& one : records) one.quantity = 10 + (*one.traded_on - on(2023, 1, 1)) / 100.0;
  EXPECT_EQ(price_habits(buyer(records), end).at(0).trend, TrendDirection::falling);
}

TEST(PriceHabits, options_out_of_range_are_refused) {
  const auto code = [](const PriceOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)price_habits(Dossier{}, answer_day, options); });
  };
  for (const PriceOptions& bad :
       {PriceOptions{.min_sales = 0}, {.min_days = 2}, {.min_customers = 0}, {.significance = 0}, {.significance = 1}})
    EXPECT_EQ(code(bad), "argument.range");
  EXPECT_EQ(code({.min_sales = 1, .min_days = 3, .min_customers = 1}), "nothing thrown");
}

// Each figure in a pass of its own over the records; letters of both cases are one product.
TEST(PriceHabits, equal_the_slow_reference) {
  TradeDraws draws(21);
  int seen = 0, trends = 0;
  for (int round = 0; round < 200; ++round) {
    Book book;
    for (int i = 0; i < 4; ++i) book.dossiers.push_back(draws.dossier(draws.below(120)));
    const PriceReference reference = price_reference(book, answer_day);
    for (const PriceHabit& habit : price_habits(book.dossiers[0], answer_day, {.reference = &reference})) {
      std::vector<double> medians;
      std::map<Date, std::vector<double>> days;
      std::vector<double> own;
      for (std::size_t i = 0; i < 4; ++i) {
        std::vector<double> prices;
        for (const Transaction& one : book.dossiers[i].of<Transaction>()) {
          if (!is_purchase(one) || !one.amount || one.amount->minor == 0 || !one.quantity || *one.quantity == 0)
            continue;
          if (one.product.text.empty() || std::toupper(one.product.text[0]) != std::toupper(habit.product[0])) continue;
          if (one.amount->currency != habit.currency || one.quantity_unit != habit.unit) continue;
          prices.push_back(static_cast<double>(one.amount->minor) / *one.quantity);
          if (i == 0) days[*one.traded_on].push_back(prices.back());
        }
        if (i == 0) own = prices;
        if (!prices.empty()) medians.push_back(plain_median(prices));
      }
      ASSERT_EQ(habit.sales, static_cast<std::int64_t>(own.size()));
      ASSERT_EQ(habit.days, static_cast<std::int64_t>(days.size()));
      ASSERT_EQ(habit.customers, static_cast<std::int64_t>(medians.size()));
      ASSERT_EQ(habit.median, own.size() >= 3 ? std::optional(plain_median(own)) : std::nullopt);
      ASSERT_EQ(habit.usual, medians.size() >= 3 ? std::optional(plain_median(medians)) : std::nullopt);
      ASSERT_EQ(habit.deviation.has_value(), habit.median && habit.usual);
      if (habit.deviation) {
        ASSERT_NEAR(*habit.deviation, *habit.median / *habit.usual - 1, 1e-12);
      }
      ++seen;
      if (days.size() < 6) continue;
      std::vector<double> slopes;
      for (const auto& [a, first] : days)
        for (const auto& [b, second] : days)
          if (a < b) slopes.push_back((plain_median(second) - plain_median(first)) / (b - a));
      ASSERT_NEAR(*habit.share_per_year, plain_median(slopes) * 365.25 / plain_median(own), 1e-9);
      ++trends;
    }
  }
  EXPECT_GT(seen, 500);
  EXPECT_GT(trends, 50);
}

}  // namespace
}  // namespace guanxi::portfolio::price_habits_test
