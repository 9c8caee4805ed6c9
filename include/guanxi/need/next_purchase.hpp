#pragma once
/// @file
/// When a customer will buy again.

#include <guanxi/core/date.hpp>
#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/model/dossier.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::need {

/// What an expected purchase rests on.
enum class PurchaseBasis {
  own_gaps,      ///< the customer's own gaps, drawn to those of the product
  product_gaps,  ///< one purchase only: gaps of other customers who buy the product
  life,          ///< one purchase only: the life of the product that was given
  all_gaps,      ///< one purchase only, and nobody bought the product twice: gaps of all products
  no_gaps        ///< nobody bought anything twice: no answer
};

/// Where a customer stands between two purchases.
enum class PurchaseTime {
  not_due,  ///< earlier than most would buy again
  due,      ///< within the interval
  overdue,  ///< later than most would have bought again
  unknown   ///< no gaps to judge by
};

/// What the days of purchases are of.
enum class PurchaseItem { product, category };

}  // namespace guanxi::need
namespace guanxi {

template <>
struct Words<need::PurchaseBasis> {
  using enum need::PurchaseBasis;
  static constexpr EnumWord table[] = {
      word(own_gaps, "own_gaps", {"客户自己的间隔", "The customer's own gaps"}),
      word(product_gaps, "product_gaps", {"该产品其他客户的间隔", "Gaps of others who buy the product"}),
      word(life, "life", {"产品寿命", "Life of the product"}),
      word(all_gaps, "all_gaps", {"全部产品的间隔", "Gaps of all products"}),
      word(no_gaps, "no_gaps", {"没有间隔", "No gaps"}, "",
           {"需要重复购买的记录", "Records of repeated purchases are needed"}),
  };
};

template <>
struct Words<need::PurchaseTime> {
  using enum need::PurchaseTime;
  static constexpr EnumWord table[] = {
      word(not_due, "not_due", {"未到期", "Not due"}),
      word(due, "due", {"到期", "Due"}, "", {"现在联系", "Get in touch now"}),
      word(overdue, "overdue", {"逾期", "Overdue"}, "",
           {"了解是否已向他人购买", "Find out whether it bought elsewhere"}),
      word(unknown, "unknown", {"无法判断", "Unknown"}),
  };
};

template <>
struct Words<need::PurchaseItem> {
  using enum need::PurchaseItem;
  static constexpr EnumWord table[] = {
      word(product, "product", {"产品", "Product"}),
      word(category, "category", {"类别", "Category"}),
  };
};

}  // namespace guanxi
namespace guanxi::need {

/// That a customer bought something on a day.
struct PurchaseDay {
  std::string customer{};  ///< who
  std::string product{};   ///< what
  Date day{};              ///< when
  bool operator==(const PurchaseDay&) const = default;
};

/// How long a product lasts.
struct ProductLife {
  std::string product{};  ///< as in the purchases
  double days{};          ///< mean, finite and above 0
  bool operator==(const ProductLife&) const = default;
};

/// What is known of the gaps of a product: gaps are gamma with this shape, their rates gamma among customers.
struct GapPrior {
  double shape{};            ///< k: the greater, the more regular each customer is
  double strength{};         ///< a − 1: the greater, the more alike customers are
  double mean{};             ///< days: mean gap of a customer about whom nothing is known
  std::int64_t gaps{};       ///< gaps that it was learnt from
  std::int64_t customers{};  ///< who had them
  bool operator==(const GapPrior&) const = default;
};

/// What is known of gaps, product by product.
struct PurchasePriors {
  std::map<std::string, GapPrior> products{};  ///< of those that somebody bought twice
  GapPrior all{};                              ///< of all gaps together
  bool operator==(const PurchasePriors&) const = default;
};

/// How purchases are foretold.
struct NextPurchaseOptions {
  Date as_of{};                               ///< the day; later purchases are not seen
  int horizon_days = 90;                      ///< days ahead for the probability, above 0
  double level = .8;                          ///< probability inside the interval, above 0 and below 1
  PurchaseItem item = PurchaseItem::product;  ///< of books: products, or their categories
  std::span<const ProductLife> lives{};       ///< of durable products, for customers with one purchase
  const PurchasePriors* priors = nullptr;     ///< learnt before; those of the purchases themselves if null
};

/// The gaps of one customer, as far as the model needs them.
struct GapSums {
  std::int64_t gaps{};  ///< how many
  double days{};        ///< their sum
  double logarithms{};  ///< the sum of their natural logarithms
  bool operator==(const GapSums&) const = default;
};

/// When a customer will buy a product again.
struct NextPurchase {
  std::string customer{};                ///< who
  std::string product{};                 ///< what
  PurchaseBasis basis{};                 ///< what the answer rests on
  PurchaseTime time{};                   ///< not due, due or overdue
  std::int64_t purchases{};              ///< days of purchase, those of one day counted once
  Date last_on{};                        ///< last of them
  std::int64_t elapsed{};                ///< days from it to the day
  std::optional<double> own_mean{};      ///< mean of the customer's own gaps, days
  double weight{};                       ///< share of the own mean in the expected gap, 0–1
  std::optional<double> expected_gap{};  ///< days: weight · own mean + (1 − weight) · mean of the product
  std::optional<Date> expected_on{};     ///< as likely before as after, given that it has not bought yet
  std::optional<Date> low_on{};          ///< lower end of the interval of this day
  std::optional<Date> high_on{};         ///< upper end
  std::optional<double> probability{};   ///< of buying within the horizon, given that it has not bought yet
  GapPrior prior{};                      ///< what was known without the customer
  Message reason{};                      ///< the same for people
  bool operator==(const NextPurchase&) const = default;
};

/// What is known of gaps, from those of some customers: the most likely values, held back by weak priors (shape around
/// 2, strength around 3, each within a factor e).
/// @param customers  with one gap or more each; others count for nothing
/// @return  all 0 if there are no gaps
/// @throws  ArgumentError  `argument.gaps` for a sum of days that is not above 0 or not finite
/// @cost    some thousand evaluations of a sum over the customers
/// @source  docs/methods/next_purchase.md; gamma-gamma as in Fader, Hardie and Lee (2005)
[[nodiscard]] GapPrior learn_gaps(std::span<const GapSums> customers);

/// What is known of gaps, from purchases.
/// @param purchases  in any order; those of one day count once
/// @param as_of      later purchases are not seen
/// @return  the gaps of each product that somebody bought twice, and of all together
/// @cost    n log n, and that of `learn_gaps` for each product
[[nodiscard]] PurchasePriors learn_purchases(std::span<const PurchaseDay> purchases, Date as_of);

/// Probability that a gap lasts at most so many days.
/// @param prior  of the product, all parts above 0
/// @param own    gaps of the customer; none gives the product's own
/// @param days   at least 0
/// @return  0–1
/// @throws  ArgumentError  `argument.prior` for a part that is not above 0, `argument.days` for days below 0 or NaN
/// @source  the compound gamma (beta prime) distribution, Dubey (1970)
[[nodiscard]] double gap_probability(const GapPrior& prior, const GapSums& own, double days);

/// When each customer will buy each of its products again.
/// @param purchases  in any order; those of one day count once
/// @param options    day, horizon, level, lives
/// @return  highest probability first, then customers and products by name; no_gaps ones last
/// @throws  ArgumentError  `argument.horizon_days` for a horizon of 0 or less, `argument.level`, `argument.lives`
/// @cost    n log n, and that of `learn_gaps` for each product
/// @source  docs/methods/next_purchase.md
[[nodiscard]] std::vector<NextPurchase> next_purchases(std::span<const PurchaseDay> purchases,
                                                       const NextPurchaseOptions& options);

/// The purchases of a book: sales that are no returns, with a day, and products whose use began on a known day.
/// @param book  any number of customers; offerings among the shared records give names and categories
/// @param item  what a purchase is of; a product without category counts under its name
/// @return  customers by their id as text, by # and their place if they have none; products folded; in the order of the
/// book
/// @cost    linear in the records
[[nodiscard]] std::vector<PurchaseDay> purchase_days(const Book& book, PurchaseItem item = PurchaseItem::product);

/// When each customer of a book will buy each of its products again.
/// @param book     any number of customers
/// @param options  day, horizon, level, item, lives
/// @return  as for purchases
/// @throws  ArgumentError  as for purchases
[[nodiscard]] inline std::vector<NextPurchase> next_purchases(const Book& book, const NextPurchaseOptions& options) {
  return next_purchases(purchase_days(book, options.item), options);
}

}  // namespace guanxi::need
