#pragma once
/// @file
/// How a customer buys: rhythm, basket, channel, place and price.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/money.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/portfolio/habit_status.hpp>
#include <guanxi/portfolio/price_habits.hpp>
#include <guanxi/portfolio/trade_rhythm.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// What is asked of orders before they make a habit.
struct TradeHabitOptions {
  RhythmOptions rhythm{};  ///< of days
  PriceOptions price{};    ///< of prices; its reference also names the products
  int min_orders = 3;      ///< for baskets, channels and places. Default 3. Requires >= 1.
  int top_products = 5;    ///< most frequent products that are told. Default 5. Requires >= 0.
  int recent_days =
      365;  ///< days up to the answer in which a channel is the recent one. Default 365. Requires 1–36500.
};

/// A product in a customer's orders.
struct ProductShare {
  std::string product{};                 ///< name of the offering, else as written, else its id
  Id<Offering> offering{};               ///< unset if only named
  std::int64_t orders{};                 ///< with it
  double order_share{};                  ///< of all orders, 0–1
  Money amount{};                        ///< of its rows
  std::optional<double> amount_share{};  ///< of the amount of all orders; unset if that is 0
  bool operator==(const ProductShare&) const = default;
};

/// A customer's orders in one currency.
struct BasketHabit {
  HabitStatus status = HabitStatus::none;      ///< of amounts and products
  Currency currency{};                         ///< of all amounts
  std::int64_t orders{};                       ///< how many
  std::optional<Money> median_amount{};        ///< of an order; unset for too few
  std::optional<Money> low_amount{};           ///< first quartile
  std::optional<Money> high_amount{};          ///< third quartile
  std::optional<double> products_per_order{};  ///< median of different products; unset for too few
  std::int64_t breadth{};                      ///< different products in all orders
  std::vector<ProductShare> products{};        ///< the most frequent ones, then by amount and name
  std::int64_t returns{};                      ///< rows below 0, in no other figure
  Money returned{};                            ///< their amount, as a positive number
  bool operator==(const BasketHabit&) const = default;
};

/// A channel or place with its part of orders.
struct UseShare {
  std::string name{};  ///< as written
  double orders{};     ///< an order over several counts in parts
  double share{};      ///< of all orders that state one
  bool operator==(const UseShare&) const = default;
};

/// Through which channels, or at which places, a customer buys.
struct UseHabit {
  HabitStatus status = HabitStatus::none;  ///< of the main one
  std::int64_t orders{};                   ///< that state one
  std::int64_t unstated{};                 ///< orders that do not
  std::vector<UseShare> shares{};          ///< largest first, then by name
  std::string main{};                      ///< with the largest share; empty for too few orders
  std::optional<double> main_share{};      ///< 0–1
  std::int64_t recent_orders{};            ///< of the last `recent_days`, that state one
  std::string recent_main{};               ///< empty for too few recent orders
  std::int64_t former_orders{};            ///< before those
  std::string former_main{};               ///< empty for too few former orders
  bool changed{};                          ///< the former main one is behind the recent one now
  bool operator==(const UseHabit&) const = default;
};

/// How a customer buys.
struct TradeHabits {
  Id<Customer> customer{};             ///< who
  std::string name{};                  ///< short name, else legal name
  Date as_of{};                        ///< event time of the answer
  TradeRhythm rhythm{};                ///< of days with a purchase in any currency
  std::vector<BasketHabit> baskets{};  ///< one for each currency, by its code
  UseHabit channel{};                  ///< over orders of all currencies
  UseHabit place{};                    ///< over orders of all currencies
  std::vector<PriceHabit> prices{};    ///< most sales first
  Findings findings{};                 ///< of imperfect records, by record
  bool operator==(const TradeHabits&) const = default;
};

/// How a customer buys, by its transactions up to a day.
///
/// Money of different currencies is never added. What is missing is a finding.
/// @param dossier  its transactions, in any order
/// @param as_of    later ones are not known
/// @param options  what is asked of cases; the reference of prices and names
/// @return  status none throughout without transactions
/// @throws  ArgumentError  `argument.range` for an option, or a sum that 64 bits do not hold
/// @cost    n log n in the transactions, and that of `price_habits`; any thread may call it
/// @source  docs/methods/trade_habits.md
[[nodiscard]] TradeHabits trade_habits(const Dossier& dossier, Date as_of, const TradeHabitOptions& options = {});

}  // namespace guanxi::portfolio
