#pragma once
/// @file
/// What a customer pays for each product, against its own past and against all customers.

#include <guanxi/model/dossier.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/portfolio/habit_status.hpp>
#include <guanxi/portfolio/trend.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// A product of ours as the book names it.
struct ReferenceProduct {
  Id<Offering> offering{};                  ///< which
  std::string name{};                       ///< as written
  std::optional<MoneyRange> price_range{};  ///< its list prices
  bool operator==(const ReferenceProduct&) const = default;
};

/// What customers pay for a product.
struct ReferencePrice {
  std::string product{};     ///< key: id of the offering, else the folded name
  std::string unit{};        ///< folded unit of quantity, may be empty
  Currency currency{};       ///< of the price
  double median{};           ///< of the customers' medians, minor units for one unit
  std::int64_t customers{};  ///< how many
  bool operator==(const ReferencePrice&) const = default;
};

/// What all customers of a book pay.
struct PriceReference {
  Date as_of{};                              ///< last day of the sales
  std::vector<ReferenceProduct> products{};  ///< offerings of the book, by id
  std::vector<ReferencePrice> prices{};      ///< by product, unit and currency
  bool operator==(const PriceReference&) const = default;
};

/// What is asked of sales before they make a habit.
struct PriceOptions {
  int min_sales = 3;                          ///< for median and quartiles. Default 3. Requires >= 1.
  int min_days = 6;                           ///< days of purchase for a trend. Default 6. Requires >= 3.
  int min_customers = 3;                      ///< behind a price to be compared with. Default 3. Requires >= 1.
  double significance = .05;                  ///< largest p of a trend. Default .05. Requires 0 < p < 1.
  const PriceReference* reference = nullptr;  ///< what all customers pay; nullptr: nothing is compared
};

/// What a customer pays for a product.
struct PriceHabit {
  HabitStatus status = HabitStatus::none;            ///< of median and quartiles
  std::string product{};                             ///< name of the offering, else as written, else its id
  Id<Offering> offering{};                           ///< unset if only named
  std::string unit{};                                ///< of quantity, as written
  Currency currency{};                               ///< of all prices
  std::int64_t sales{};                              ///< with amount and quantity above 0
  std::int64_t days{};                               ///< different days of these
  std::optional<double> median{};                    ///< minor units for one unit; unset for too few sales
  std::optional<double> low{};                       ///< first quartile
  std::optional<double> high{};                      ///< third quartile
  TrendDirection trend = TrendDirection::too_short;  ///< over the days
  double trend_p = 1;                                ///< chance of so clear a trend without one
  std::optional<double> share_per_year{};            ///< slope by median; unset if too short
  std::optional<double> usual{};                     ///< median of all customers; unset for too few customers
  std::int64_t customers{};                          ///< behind it
  std::optional<double> deviation{};                 ///< median by that of all customers, less 1
  std::int64_t promoted{};                           ///< sales with a promotion
  std::optional<double> promotion_discount{};  ///< what they were cheaper, 0–1; unset for too few of either kind
  std::optional<std::int64_t> below_list{};    ///< sales below the list prices; unset without any in this currency
  bool operator==(const PriceHabit&) const = default;
};

/// What all customers of a book pay for each product, each customer counting once.
/// @param book   any number of customers; its offerings name the products
/// @param as_of  later sales are not known
/// @return  no prices without sales that have an amount and a quantity above 0
/// @cost    n log n in the transactions; any thread may call it
/// @source  docs/methods/trade_habits.md
[[nodiscard]] PriceReference price_reference(const Book& book, Date as_of);

/// What a customer pays.
/// @param dossier  its transactions, in any order
/// @param as_of    later sales are not known
/// @param options  what is asked of sales; the reference
/// @return  one for each product, unit and currency with a price, most sales first; empty without any
/// @throws  ArgumentError  `argument.range` for an option
/// @cost    quadratic in the days on which one product was bought, of the last 1000
/// @source  Sen (1968); docs/methods/trade_habits.md
[[nodiscard]] std::vector<PriceHabit> price_habits(const Dossier& dossier, Date as_of,
                                                   const PriceOptions& options = {});

}  // namespace guanxi::portfolio
