#include <guanxi/core/customer_totals.hpp>
#include <guanxi/core/purchase_days.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include "support/code_thrown.hpp"

namespace guanxi {
namespace {

// Rows with their memory, and the same as columns.
struct Rows {
  std::vector<std::int64_t> customer{}, amount{};
  std::vector<std::int32_t> day{};

  [[nodiscard]] Purchases view() const { return {.customer = customer, .day = day, .amount = amount}; }
  [[nodiscard]] Rows pick(std::span<const std::size_t> places) const {
    Rows made;
    for (const std::size_t i : places) {
      made.customer.push_back(customer[i]);
      made.amount.push_back(amount[i]);
      made.day.push_back(day[i]);
    }
    return made;
  }
};

Rows random_rows(std::mt19937_64& random, std::size_t rows, std::int64_t customers, bool sparse) {
  Rows made;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto who = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(customers));
    made.customer.push_back(sparse ? who * 9007199254740993 - 77 : who - 3);
    made.day.push_back(static_cast<std::int32_t>(random() % 60) - 20);
    made.amount.push_back(static_cast<std::int64_t>(random() % 2000) - 300);
  }
  return made;
}

// The obvious way.
struct SlowTotal {
  std::int64_t orders = 0, returns = 0, amount = 0;
  std::int32_t first = 0, last = 0;
};

std::map<std::int64_t, SlowTotal> slow_totals(const Rows& rows) {
  std::map<std::int64_t, SlowTotal> made;
  for (std::size_t i = 0; i < rows.customer.size(); ++i) {
    SlowTotal& total = made[rows.customer[i]];
    total.amount += rows.amount[i];
    if (rows.amount[i] < 0) {
      ++total.returns;
      continue;
    }
    total.first = total.orders == 0 ? rows.day[i] : (std::min)(total.first, rows.day[i]);
    total.last = total.orders == 0 ? rows.day[i] : (std::max)(total.last, rows.day[i]);
    ++total.orders;
  }
  return made;
}

TEST(CustomerTotalsState, are_the_obvious_sums) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    const Rows rows = random_rows(random, random() % 400, 1 + static_cast<std::int64_t>(random() % 50), round % 2 == 0);
    CustomerTotals totals;
    totals.update(rows.view());
    const CustomerColumns columns = totals.finalize();
    const auto expected = slow_totals(rows);
    ASSERT_EQ(columns.customer.size(), expected.size());
    std::size_t row = 0;
    for (const auto& [customer, total] : expected) {
      EXPECT_EQ(columns.customer.numbers[row], customer);
      EXPECT_EQ(columns.orders[row], total.orders);
      EXPECT_EQ(columns.returns[row], total.returns);
      EXPECT_EQ(columns.amount[row], total.amount);
      EXPECT_EQ(columns.first_day[row].days(), total.first);
      EXPECT_EQ(columns.last_day[row++].days(), total.last);
    }
  }
}

TEST(PurchaseDaysState, are_the_obvious_sums) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200; ++round) {
    const Rows rows = random_rows(random, random() % 400, 1 + static_cast<std::int64_t>(random() % 20), round % 2 == 0);
    std::map<std::int64_t, std::map<std::int32_t, std::pair<std::int64_t, std::int64_t>>> expected;
    for (std::size_t i = 0; i < rows.customer.size(); ++i) {
      auto& [orders, amount] = expected[rows.customer[i]][rows.day[i]];
      orders += rows.amount[i] >= 0;
      amount += rows.amount[i];
    }
    PurchaseDays days;
    days.update(rows.view());
    const PurchaseDayColumns columns = days.finalize();
    ASSERT_EQ(columns.customer.size(), expected.size());
    std::size_t place = 0, customer_row = 0;
    for (const auto& [customer, by_day] : expected) {
      EXPECT_EQ(columns.begin[customer_row], static_cast<std::int64_t>(place));
      EXPECT_EQ(columns.customer.numbers[customer_row++], customer);
      for (const auto& [day, sums] : by_day) {
        EXPECT_EQ(columns.day[place].days(), day);
        EXPECT_EQ(columns.orders[place], sums.first);
        EXPECT_EQ(columns.amount[place++], sums.second);
      }
    }
    EXPECT_EQ(columns.begin[customer_row], static_cast<std::int64_t>(place));
  }
}

// Parts of shuffled rows, merged in any order, with bytes in between.
template <class State>
void expect_same_bytes(const Rows& rows) {
  State whole;
  whole.update(rows.view(), {.threads = 1});
  const std::string bytes = whole.serialize();
  std::mt19937_64 random(3);
  std::vector<std::size_t> order(rows.customer.size());
  std::iota(order.begin(), order.end(), 0);
  for (const std::size_t parts : {1U, 2U, 7U, 64U}) {
    std::shuffle(order.begin(), order.end(), random);
    std::vector<State> states(parts);
    for (std::size_t p = 0; p < parts; ++p) {
      const std::size_t first = order.size() * p / parts, end = order.size() * (p + 1) / parts;
      states[p].update(rows.pick(std::span(order).subspan(first, end - first)).view(),
                       {.threads = 1 + static_cast<unsigned>(p % 3)});
    }
    std::shuffle(states.begin(), states.end(), random);
    State joined;
    for (const State& state : states) joined.merge(State::parse(state.serialize()));
    EXPECT_EQ(joined.serialize(), bytes) << parts;
    EXPECT_EQ(joined.finalize(), whole.finalize()) << parts;
  }
}

TEST(PurchaseStates, same_bytes_for_any_parts_and_order) {
  std::mt19937_64 random(4);
  for (const bool sparse : {false, true}) {
    const Rows rows = random_rows(random, 5000, 700, sparse);
    expect_same_bytes<CustomerTotals>(rows);
    expect_same_bytes<PurchaseDays>(rows);
  }
}

TEST(PurchaseStates, same_bytes_for_any_threads) {
  std::mt19937_64 random(5);
  const Rows rows = random_rows(random, 450000, 30000, false);
  CustomerTotals one, three;
  one.update(rows.view(), {.threads = 1});
  three.update(rows.view(), {.threads = 3});
  EXPECT_EQ(one.serialize(), three.serialize());
  PurchaseDays days_of_one, days_of_three;
  days_of_one.update(rows.view(), {.threads = 1});
  days_of_three.update(rows.view(), {.threads = 3});
  EXPECT_EQ(days_of_one.serialize(), days_of_three.serialize());
}

// Keys of every sort name the same customers.
TEST(PurchaseStates, keys_of_every_sort) {
  std::mt19937_64 random(6);
  const Rows rows = random_rows(random, 800, 40, false);
  std::vector<std::string> texts;
  for (const std::int64_t customer : rows.customer) texts.push_back("客户 " + std::to_string(customer));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::string bytes;
  std::vector<std::int32_t> offsets{0}, codes, narrow;
  std::vector<std::int64_t> long_offsets{0};
  for (const std::string& text : texts) {
    bytes += text;
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    long_offsets.push_back(static_cast<std::int64_t>(bytes.size()));
  }
  std::vector<std::string_view> words{"unused"};
  for (std::size_t i = 0; i < views.size(); ++i) {
    auto found = std::find(words.begin(), words.end(), views[i]);
    if (found == words.end()) found = words.insert(words.end(), views[i]);
    codes.push_back(static_cast<std::int32_t>(found - words.begin()));
    narrow.push_back(static_cast<std::int32_t>(rows.customer[i]));
  }
  const auto bytes_of = [&](const KeyColumn& keys) {
    CustomerTotals totals;
    totals.update({.customer = keys, .day = rows.day, .amount = rows.amount});
    return totals.serialize();
  };
  const std::string expected = bytes_of(views);
  EXPECT_EQ(bytes_of(TextValues{.bytes = bytes.data(), .offsets = offsets}), expected);
  EXPECT_EQ(bytes_of(TextValues{.bytes = bytes.data(), .long_offsets = long_offsets}), expected);
  EXPECT_EQ(bytes_of(CodedTextValues{.codes = codes, .words = {.views = words}}), expected);
  EXPECT_EQ(bytes_of(std::span<const std::int32_t>(narrow)), bytes_of(std::span<const std::int64_t>(rows.customer)));
  CustomerTotals totals;
  totals.update({.customer = views, .day = rows.day, .amount = rows.amount});
  EXPECT_EQ(test::code_thrown([&] { totals.update(rows.view()); }), "keys.sort");
}

TEST(PurchaseStates, great_and_scattered_numbers) {
  const std::vector<std::int64_t> keys{(std::numeric_limits<std::int64_t>::min)(),
                                       (std::numeric_limits<std::int64_t>::max)(),
                                       0,
                                       9007199254740993,
                                       9007199254740992,
                                       0};
  const std::vector<std::int32_t> days(6, 1);
  CustomerTotals totals;
  totals.update({.customer = keys, .day = days});
  const CustomerColumns columns = totals.finalize();
  EXPECT_EQ(columns.customer.numbers,
            (std::vector<std::int64_t>{(std::numeric_limits<std::int64_t>::min)(), 0, 9007199254740992,
                                       9007199254740993, (std::numeric_limits<std::int64_t>::max)()}));
  EXPECT_EQ(columns.orders, (std::vector<std::int64_t>{1, 2, 1, 1, 1}));
  CustomerTotals one_by_one;
  for (std::size_t i = 0; i < keys.size(); ++i) one_by_one.update(part_of({.customer = keys, .day = days}, i, 1));
  EXPECT_EQ(one_by_one.serialize(), totals.serialize());
}

TEST(PurchaseStates, no_rows_decide_nothing) {
  CustomerTotals totals;
  totals.update({});
  const std::vector<std::string_view> texts{"a"};
  const std::vector<std::int32_t> days{1};
  totals.update({.customer = texts, .day = days});
  EXPECT_EQ(totals.finalize().customer.text(0), "a");
}

TEST(PurchaseStates, moments_belong_to_their_day) {
  const std::vector<std::int64_t> keys{1, 1, 1, 1};
  const std::vector<std::int64_t> seconds{-1, 0, 86399, 86400};
  PurchaseDays days;
  days.update({.customer = keys, .day = Moments{.ticks = seconds}});
  EXPECT_EQ(days.finalize().day, (std::vector<Date>{Date::from_days(-1), Date::from_days(0), Date::from_days(1)}));
  PurchaseDays shifted;
  shifted.update({.customer = keys, .day = Moments{.ticks = seconds, .shift = 8 * 3600}});
  EXPECT_EQ(shifted.finalize().day, (std::vector<Date>{Date::from_days(0), Date::from_days(1)}));
}

TEST(PurchaseStates, nothing_is_lost_without_a_word) {
  const std::vector<std::int64_t> keys{1, 2, 3, 4, 5, 6};
  const std::vector<std::int32_t> days{1, 2, 3, 4, 5, 6};
  const std::vector<double> amounts{1.5, std::nan(""), HUGE_VAL, 10.005, 1e18, -2};
  const unsigned char no_second_day = 0b111101, all = 0xFF;
  CustomerTotals totals;
  totals.update({.customer = {keys, {&all}},
                 .day = {days, {&no_second_day}},
                 .amount = RealAmounts<double>{amounts},
                 .first_row = 100});
  EXPECT_EQ(totals.faults().no_day.rows, (std::vector<std::int64_t>{101}));
  EXPECT_EQ(totals.faults().no_amount.rows, (std::vector<std::int64_t>{101, 102, 104}));
  EXPECT_EQ(totals.faults().rounded.rows, (std::vector<std::int64_t>{103}));
  const CustomerColumns columns = totals.finalize();
  EXPECT_EQ(columns.amount, (std::vector<std::int64_t>{150, 1001, -200}));
  ASSERT_EQ(columns.findings.size(), 4U);
  EXPECT_EQ(columns.findings[0].code, "columns.no_day");
  EXPECT_NE(columns.findings[1].message.en.find("3 rows have no usable amount and were left out (row 102, 103, 105)"),
            std::string::npos);
  EXPECT_EQ(columns.findings[3].message.en, "1 customers have returns only, no purchase: 6");
  EXPECT_EQ(test::code_thrown([&] { totals.update({.customer = keys, .day = std::span(days).first(2)}); }), "argument.length");
  EXPECT_EQ(test::code_thrown([&] {
              totals.update({.customer = keys, .day = days, .amount = RealAmounts<double>{amounts, 3}});
            }),
            "amount.scale");
  EXPECT_EQ(test::code_thrown([&] {
              totals.update({.customer = keys, .day = days, .amount = RealAmounts<double>{amounts, 10}});
            }),
            "argument.range");
}

// Sums beyond 64 bits on the way, whatever the order; beyond them at the end is an error that names the customer.
TEST(PurchaseStates, sums_do_not_overflow_on_the_way) {
  constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();
  std::vector<std::int64_t> keys(3, 7), amounts{most, most, -most};
  const std::vector<std::int32_t> days(3, 1);
  CustomerTotals totals;
  totals.update({.customer = keys, .day = days, .amount = amounts});
  EXPECT_EQ(totals.finalize().amount.at(0), most);
  totals.update({.customer = keys, .day = days, .amount = amounts});
  EXPECT_EQ(test::code_thrown([&] { (void)totals.finalize(); }), "amount.overflow");
  EXPECT_EQ(test::code_thrown([&] { (void)CustomerTotals::parse(totals.serialize()).finalize(); }), "amount.overflow");
}

TEST(PurchaseStates, damaged_bytes_are_refused) {
  std::mt19937_64 random(8);
  const Rows rows = random_rows(random, 60, 9, false);
  PurchaseDays days;
  days.update(rows.view());
  const std::string bytes = days.serialize();
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_EQ(test::code_thrown<ParseError>([&] { (void)PurchaseDays::parse(bytes.substr(0, length)); }),
              "state.bytes");
  EXPECT_EQ(test::code_thrown<ParseError>([&] { (void)PurchaseDays::parse(bytes + "x"); }), "state.bytes");
  EXPECT_EQ(test::code_thrown<ParseError>([&] { (void)CustomerTotals::parse(bytes); }), "state.bytes");
  std::string newer = bytes;
  newer[4] = 9;
  EXPECT_EQ(test::code_thrown<ParseError>([&] { (void)PurchaseDays::parse(newer); }), "state.version");
}

}  // namespace
}  // namespace guanxi
