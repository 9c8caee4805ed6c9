#include <guanxi/portfolio/trade_habits.hpp>

#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "support/code_thrown.hpp"
#include "trade_records.hpp"

namespace guanxi::portfolio::trade_habits_test {
namespace {

using test::code_thrown;
using namespace trade_records;

Transaction through(Date day, std::string order, std::string channel) {
  Transaction made = sale(day, "Pump", yuan(1), std::move(order));
  made.channel = std::move(channel);
  return made;
}

// docs/methods/trade_habits.md, worked by hand.
TEST(TradeHabits, worked_example_of_baskets) {
  const Dossier dossier =
      buyer({sale(on(2024, 1, 1), "pump", yuan(100), "A1"), sale(on(2024, 1, 1), "seal", yuan(20), "A1"),
             sale(on(2024, 2, 1), "pump", yuan(110), "A2"), sale(on(2024, 3, 1), "seal", yuan(30), "A3"),
             sale(on(2024, 3, 9), "pump", yuan(-40), "A4")});
  const TradeHabits habits = trade_habits(dossier, answer_day);
  EXPECT_EQ(habits.customer, Id<Customer>{number(1)});
  EXPECT_EQ(habits.name, "Harbor");
  EXPECT_EQ(habits.as_of, answer_day);
  EXPECT_TRUE(habits.findings.empty());
  EXPECT_EQ(habits.rhythm.days, 3) << "a return is no purchase";
  ASSERT_EQ(habits.baskets.size(), 1U);
  const BasketHabit& basket = habits.baskets[0];
  EXPECT_EQ(basket.status, HabitStatus::enough);
  EXPECT_EQ(basket.orders, 3);
  EXPECT_EQ(basket.median_amount, yuan(110));
  EXPECT_EQ(basket.low_amount, yuan(70));
  EXPECT_EQ(basket.high_amount, yuan(115));
  EXPECT_EQ(basket.products_per_order, 1);
  EXPECT_EQ(basket.breadth, 2);
  EXPECT_EQ(basket.returns, 1);
  EXPECT_EQ(basket.returned, yuan(40));
  ASSERT_EQ(basket.products.size(), 2U);
  EXPECT_EQ(
      basket.products[0],
      (ProductShare{
          .product = "pump", .orders = 2, .order_share = 2.0 / 3, .amount = yuan(210), .amount_share = 210.0 / 260}));
  EXPECT_EQ(
      basket.products[1],
      (ProductShare{
          .product = "seal", .orders = 2, .order_share = 2.0 / 3, .amount = yuan(50), .amount_share = 50.0 / 260}));
  EXPECT_EQ(trade_habits(dossier, answer_day, {.top_products = 1}).baskets[0].products.size(), 1U);
  EXPECT_EQ(trade_habits(dossier, answer_day, {.top_products = 1}).baskets[0].breadth, 2);
}

TEST(TradeHabits, worked_example_of_channels) {
  const Dossier dossier = buyer({through(on(2022, 6, 1), "1", "Dealer"), through(on(2022, 7, 1), "2", "dealer"),
                                 through(on(2022, 8, 1), "3", "Dealer"), through(on(2024, 1, 1), "4", "Online"),
                                 through(on(2024, 2, 1), "5", "Online"), through(on(2024, 3, 1), "6", "Online"),
                                 through(on(2024, 3, 1), "6", "Dealer"), through(on(2024, 3, 1), "7", "")});
  const UseHabit habit = trade_habits(dossier, answer_day).channel;
  EXPECT_EQ(habit.status, HabitStatus::enough);
  EXPECT_EQ(habit.orders, 6);
  EXPECT_EQ(habit.unstated, 1);
  EXPECT_EQ(habit.shares, (std::vector<UseShare>{{"Dealer", 3.5, 3.5 / 6}, {"Online", 2.5, 2.5 / 6}}));
  EXPECT_EQ(habit.main, "Dealer");
  EXPECT_NEAR(habit.main_share.value(), .5833, 5e-5);
  EXPECT_EQ(habit.recent_orders, 3);
  EXPECT_EQ(habit.recent_main, "Online");
  EXPECT_EQ(habit.former_orders, 3);
  EXPECT_EQ(habit.former_main, "Dealer");
  EXPECT_TRUE(habit.changed);
  EXPECT_FALSE(trade_habits(dossier, answer_day, {.min_orders = 4}).channel.changed) << "three orders are too few";
  EXPECT_EQ(trade_habits(dossier, answer_day, {.recent_days = 36500}).channel.former_main, "");
  const UseHabit place = trade_habits(dossier, answer_day).place;
  EXPECT_EQ(place.status, HabitStatus::none);
  EXPECT_EQ(place.unstated, 7);
}

TEST(TradeHabits, a_tie_is_no_change) {
  const Dossier dossier = buyer({through(on(2022, 6, 1), "1", "b"), through(on(2022, 7, 1), "2", "b"),
                                 through(on(2024, 1, 1), "3", "a"), through(on(2024, 2, 1), "4", "b")});
  const UseHabit habit = trade_habits(dossier, answer_day, {.min_orders = 2}).channel;
  EXPECT_EQ(habit.recent_main, "a") << "the first by name of equals";
  EXPECT_FALSE(habit.changed);
}

TEST(TradeHabits, recent_begins_with_its_first_day) {
  for (const int back : {364, 365}) {
    const Dossier dossier = buyer({through(answer_day - back, "1", "a")});
    const UseHabit habit = trade_habits(dossier, answer_day, {.min_orders = 1}).channel;
    EXPECT_EQ(habit.recent_orders, back == 364 ? 1 : 0) << back;
    EXPECT_EQ(habit.recent_orders + habit.former_orders, 1);
  }
}

TEST(TradeHabits, nothing_and_little) {
  const TradeHabits none = trade_habits(Dossier{}, answer_day);
  EXPECT_EQ(none, TradeHabits{.as_of = answer_day});
  const TradeHabits one = trade_habits(buyer({sale(on(2024, 1, 1), "Pump", yuan(5))}), answer_day);
  EXPECT_EQ(one.rhythm.status, HabitStatus::too_few);
  ASSERT_EQ(one.baskets.size(), 1U);
  EXPECT_EQ(one.baskets[0].status, HabitStatus::too_few);
  EXPECT_EQ(one.baskets[0].orders, 1);
  EXPECT_EQ(one.baskets[0].median_amount, std::nullopt);
  EXPECT_TRUE(one.baskets[0].products.empty());
  EXPECT_EQ(trade_habits(buyer({sale(on(2024, 1, 1), "Pump", yuan(5))}), on(2023, 12, 31)).baskets.size(), 0U);
  const TradeHabits returned = trade_habits(buyer({sale(on(2024, 1, 1), "Pump", yuan(-5))}), answer_day);
  EXPECT_EQ(returned.rhythm.status, HabitStatus::none);
  EXPECT_EQ(returned.baskets.at(0).status, HabitStatus::none);
  EXPECT_EQ(returned.baskets.at(0).returned, yuan(5));
}

TEST(TradeHabits, currencies_are_never_mixed) {
  const Dossier dossier = buyer({sale(on(2024, 1, 1), "Pump", yuan(5)), sale(on(2024, 1, 1), "Seal", dollars(7))});
  const TradeHabits habits = trade_habits(dossier, answer_day, {.min_orders = 1});
  ASSERT_EQ(habits.baskets.size(), 2U);
  EXPECT_EQ(habits.baskets[0].median_amount, yuan(5));
  EXPECT_EQ(habits.baskets[1].median_amount, dollars(7));
  EXPECT_EQ(habits.baskets[0].breadth, 1);
  EXPECT_EQ(habits.baskets[0].products.at(0).amount_share, 1);
}

TEST(TradeHabits, orders_without_a_number_go_by_day) {
  const Dossier dossier =
      buyer({sale(on(2024, 1, 1), "a", yuan(5)), sale(on(2024, 1, 1), "b", yuan(6)), sale(on(2024, 1, 2), "a", yuan(7)),
             sale(on(2024, 1, 2), "a", yuan(8), "Ｎ-1"), sale(on(2024, 1, 5), "a", yuan(9), "n1")});
  const BasketHabit basket = trade_habits(dossier, answer_day).baskets.at(0);
  EXPECT_EQ(basket.orders, 3) << "a day, a day, and a number in two spellings";
  EXPECT_EQ(basket.median_amount, yuan(11));
  EXPECT_EQ(basket.high_amount, yuan(14));
}

TEST(TradeHabits, free_orders_have_no_shares_of_their_amount) {
  const TradeHabits habits = trade_habits(buyer({sale(on(2024, 1, 1), "a", yuan(0))}), answer_day, {.min_orders = 1});
  EXPECT_EQ(habits.baskets.at(0).median_amount, yuan(0));
  EXPECT_EQ(habits.baskets.at(0).products.at(0).amount_share, std::nullopt);
}

TEST(TradeHabits, medians_are_rounded_half_away_from_zero) {
  const Dossier dossier = buyer({sale(on(2024, 1, 1), "a", Money{1, {}}), sale(on(2024, 1, 2), "a", Money{2, {}})});
  EXPECT_EQ(trade_habits(dossier, answer_day, {.min_orders = 1}).baskets.at(0).median_amount, (Money{2, {}}));
}

TEST(TradeHabits, what_is_missing_is_named) {
  Transaction no_day{.id = {number(3)}, .order_number = "S3", .amount = yuan(1)};
  Transaction no_amount{.id = {number(2)}, .order_number = "S2", .traded_on = on(2024, 1, 1)};
  Transaction too_big{.id = {number(4)}, .traded_on = on(2024, 1, 2), .amount = Money{1'000'000'000'000'001, {}}};
  Transaction later{.id = {number(5)}, .traded_on = answer_day + 1};
  const TradeHabits habits = trade_habits(buyer({no_day, no_amount, too_big, later}), answer_day);
  std::vector<std::tuple<std::string, Uuid, std::string>> found;
  for (const Finding& one : habits.findings) found.emplace_back(one.code, one.record, one.field);
  EXPECT_EQ(found, (decltype(found){{"portfolio.trade_no_amount", number(2), "amount"},
                                    {"portfolio.trade_no_date", number(3), "traded_on"},
                                    {"portfolio.amount_too_big", number(4), "amount"}}));
  EXPECT_EQ(habits.findings[0].message.zh, "交易“S2”没有金额：只计入交易日");
  EXPECT_EQ(habits.findings[1].message.en, "sale S3 has no date and was not counted");
  EXPECT_EQ(habits.rhythm.days, 2);
  EXPECT_TRUE(habits.baskets.empty());
}

TEST(TradeHabits, huge_sums_are_never_wrong) {
  const Money big{1'000'000'000'000'000, {}};
  const Dossier dossier = buyer(std::vector(9300, sale(on(2024, 1, 1), "a", big)));
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)trade_habits(dossier, answer_day); }), "argument.range");
}

TEST(TradeHabits, options_out_of_range_are_refused) {
  const auto code = [](const TradeHabitOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)trade_habits(Dossier{}, answer_day, options); });
  };
  for (const TradeHabitOptions& bad :
       {TradeHabitOptions{.min_orders = 0}, {.top_products = -1}, {.recent_days = 0}, {.recent_days = 36501}})
    EXPECT_EQ(code(bad), "argument.range");
  EXPECT_EQ(code({.rhythm = {.min_gaps = 0}}), "argument.range");
  EXPECT_EQ(code({.price = {.min_days = 0}}), "argument.range");
  EXPECT_EQ(code({.min_orders = 1, .top_products = 0, .recent_days = 36500}), "nothing thrown");
}

// -- a slow reference: each figure in a pass of its own --

std::string slow_order(const Transaction& one) {
  return one.order_number.empty() ? std::to_string(one.traded_on->days()) : one.order_number;
}

void expect_slow_basket(const BasketHabit& basket, const std::vector<Transaction>& records) {
  std::map<std::string, double> amounts;
  std::map<std::string, std::set<int>> products;
  std::set<int> all;
  std::int64_t returns = 0;
  for (const Transaction& one : records) {
    if (!one.traded_on || *one.traded_on > answer_day || !one.amount || one.amount->currency != basket.currency)
      continue;
    if (!is_purchase(one)) {
      ++returns;
      continue;
    }
    amounts[slow_order(one)] += static_cast<double>(one.amount->minor);
    products[slow_order(one)];
    if (one.product.text.empty()) continue;
    products[slow_order(one)].insert(std::toupper(one.product.text[0]));
    all.insert(std::toupper(one.product.text[0]));
  }
  ASSERT_EQ(basket.orders, static_cast<std::int64_t>(amounts.size()));
  ASSERT_EQ(basket.breadth, static_cast<std::int64_t>(all.size()));
  ASSERT_EQ(basket.returns, returns);
  if (basket.orders < 3) return;
  std::vector<double> sums, sizes;
  for (const auto& [order, sum] : amounts) sums.push_back(sum);
  for (const auto& [order, own] : products) sizes.push_back(static_cast<double>(own.size()));
  ASSERT_EQ(static_cast<double>(basket.median_amount->minor), plain_median(sums)) << "drawn amounts have whole medians";
  ASSERT_EQ(basket.products_per_order, plain_median(sizes));
  for (const ProductShare& share : basket.products) {
    std::int64_t orders = 0;
    for (const auto& [order, own] : products)
      orders += static_cast<std::int64_t>(own.count(std::toupper(share.product[0])));
    ASSERT_EQ(share.orders, orders);
  }
}

void expect_slow_channel(const UseHabit& habit, const std::vector<Transaction>& records) {
  std::map<std::string, std::vector<int>> orders;
  for (const Transaction& one : records)
    if (is_purchase(one)) {
      std::vector<int>& stated = orders[slow_order(one)];
      if (!one.channel.empty()) stated.push_back(std::toupper(one.channel[0]));
    }
  for (const UseShare& share : habit.shares) {
    double sum = 0;
    for (const auto& [order, stated] : orders)
      if (!stated.empty())
        sum += static_cast<double>(std::count(stated.begin(), stated.end(), std::toupper(share.name[0]))) /
               static_cast<double>(stated.size());
    ASSERT_NEAR(share.orders, sum, 1e-9);
  }
  const auto silent = std::count_if(orders.begin(), orders.end(), [](const auto& one) { return one.second.empty(); });
  ASSERT_EQ(habit.unstated, silent);
  ASSERT_EQ(habit.orders + habit.unstated, static_cast<std::int64_t>(orders.size()));
  ASSERT_EQ(habit.recent_orders + habit.former_orders, habit.orders);
}

TEST(TradeHabits, equal_the_slow_reference_and_do_not_depend_on_order) {
  TradeDraws draws(41);
  int baskets = 0, changed = 0;
  for (int round = 0; round < 300; ++round) {
    const Dossier dossier = draws.dossier(draws.below(50));
    const std::vector<Transaction>& records = dossier.of<Transaction>();
    const TradeHabits habits = trade_habits(dossier, answer_day);
    for (const BasketHabit& basket : habits.baskets) expect_slow_basket(basket, records);
    expect_slow_channel(habits.channel, records);
    std::set<Date> days;
    for (const Transaction& one : records)
      if (is_purchase(one)) days.insert(*one.traded_on);
    ASSERT_EQ(habits.rhythm.days, static_cast<std::int64_t>(days.size()));
    ASSERT_EQ(trade_habits(draws.shuffled(dossier), answer_day), habits) << round;
    baskets += static_cast<int>(habits.baskets.size());
    changed += habits.channel.changed;
  }
  EXPECT_GT(baskets, 300);
  EXPECT_GT(changed, 10);
}

TEST(TradeHabits, what_came_later_changes_nothing) {
  TradeDraws draws(42);
  for (int round = 0; round < 100; ++round) {
    const Dossier dossier = draws.dossier(40);
    Dossier known = dossier;
    std::erase_if(known.of<Transaction>(),
                  [](const Transaction& one) { return one.traded_on && *one.traded_on > answer_day; });
    ASSERT_EQ(trade_habits(known, answer_day), trade_habits(dossier, answer_day));
  }
}

}  // namespace
}  // namespace guanxi::portfolio::trade_habits_test
