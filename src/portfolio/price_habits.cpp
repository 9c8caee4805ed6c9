#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/portfolio/price_habits.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "robust.hpp"
#include "trade_rows.hpp"

namespace guanxi::portfolio {

namespace {

constexpr std::size_t longest_price_series = 1000;

void demand_price(bool holds, const char* rule, double found) {
  if (!holds) throw ArgumentError("argument.range", std::string(rule) + ", found " + std::to_string(found));
}

void check_price(const PriceOptions& options) {
  demand_price(options.min_sales >= 1, "min_sales must be at least 1", options.min_sales);
  demand_price(options.min_days >= 3, "min_days must be at least 3", options.min_days);
  demand_price(options.min_customers >= 1, "min_customers must be at least 1", options.min_customers);
  demand_price(options.significance > 0 && options.significance < 1, "significance must lie between 0 and 1",
               options.significance);
}

using PriceKey = std::tuple<std::string, std::string, Currency>;  // product, unit, currency

// The sales of one product in one unit and currency.
struct PricedSales {
  std::vector<double> all{}, promoted{}, usual{};
  std::map<Date, std::vector<double>> days{};
  std::string written{}, unit{};
  Id<Offering> offering{};
};

bool has_promotion(const Transaction& record) {
  return record.promotion_id.id || !text::trim(record.promotion_id.text).empty();
}

void add_sale(PricedSales& sales, const detail::TradeRow& row) {
  const Transaction& record = *row.record;
  const double price = static_cast<double>(row.amount->minor) / *record.quantity;
  sales.all.push_back(price);
  (has_promotion(record) ? sales.promoted : sales.usual).push_back(price);
  sales.days[row.day].push_back(price);
  detail::take_smaller_text(sales.written, record.product.text);
  detail::take_smaller_text(sales.unit, record.quantity_unit);
  if (record.product.id) sales.offering = record.product.id;
}

bool tells_price(const detail::TradeRow& row) {
  const std::optional<double>& quantity = row.record->quantity;
  return !row.is_return && !row.product.empty() && row.amount && row.amount->minor > 0 && quantity && *quantity > 0 &&
         std::isfinite(static_cast<double>(row.amount->minor) / *quantity);
}

std::map<PriceKey, PricedSales> priced_sales(const Dossier& dossier, Date as_of, const detail::ProductKeys& keys) {
  Findings findings;  // trade_habits tells of them
  std::map<PriceKey, PricedSales> made;
  for (const detail::TradeRow& row : detail::trade_rows(dossier, as_of, keys, findings))
    if (tells_price(row))
      add_sale(made[{row.product, text::fold(row.record->quantity_unit), row.amount->currency}], row);
  return made;
}

void find_price_trend(PriceHabit& made, const PricedSales& sales, const PriceOptions& options) {
  made.days = static_cast<std::int64_t>(sales.days.size());
  if (made.days < options.min_days) return;
  std::vector<double> prices, slopes;
  std::vector<Date> days;
  const auto skipped = sales.days.size() - std::min(sales.days.size(), longest_price_series);
  for (auto at = std::next(sales.days.begin(), static_cast<std::ptrdiff_t>(skipped)); at != sales.days.end(); ++at) {
    days.push_back(at->first);
    prices.push_back(detail::median_of(at->second));
  }
  for (std::size_t i = 0; i < days.size(); ++i)
    for (std::size_t j = i + 1; j < days.size(); ++j) slopes.push_back((prices[j] - prices[i]) / (days[j] - days[i]));
  const detail::RankTrend ranks = detail::rank_trend(prices);
  made.trend_p = ranks.p();
  made.trend = made.trend_p > options.significance ? TrendDirection::steady
               : ranks.sum > 0                     ? TrendDirection::rising
                                                   : TrendDirection::falling;
  made.share_per_year = detail::median_of(std::move(slopes)) * 365.25 / detail::median_of(sales.all);
}

void find_price_level(PriceHabit& made, const PricedSales& sales, const PriceOptions& options) {
  const auto is_enough = [&options](const std::vector<double>& prices) {
    return prices.size() >= static_cast<std::size_t>(options.min_sales);
  };
  made.sales = static_cast<std::int64_t>(sales.all.size());
  made.promoted = static_cast<std::int64_t>(sales.promoted.size());
  made.status = is_enough(sales.all) ? HabitStatus::enough : HabitStatus::too_few;
  if (is_enough(sales.promoted) && is_enough(sales.usual))
    made.promotion_discount = 1 - detail::median_of(sales.promoted) / detail::median_of(sales.usual);
  if (made.status != HabitStatus::enough) return;
  made.median = detail::median_of(sales.all);
  made.low = detail::quantile_of(sales.all, .25);
  made.high = detail::quantile_of(sales.all, .75);
}

void compare_price(PriceHabit& made, const PriceKey& key, const PriceOptions& options) {
  const std::vector<ReferencePrice>& prices = options.reference->prices;
  const auto key_of = [](const ReferencePrice& one) { return std::tie(one.product, one.unit, one.currency); };
  const auto at =
      std::lower_bound(prices.begin(), prices.end(), key,
                       [&key_of](const ReferencePrice& one, const PriceKey& wanted) { return key_of(one) < wanted; });
  if (at == prices.end() || key_of(*at) != key) return;
  made.customers = at->customers;
  if (at->customers < options.min_customers) return;
  made.usual = at->median;
  if (made.median) made.deviation = *made.median / at->median - 1;
}

void count_below_list(PriceHabit& made, const ReferenceProduct* product, const PricedSales& sales) {
  if (product == nullptr || !product->price_range || !product->price_range->low) return;
  const Money low = *product->price_range->low;
  if (low.currency != made.currency) return;
  made.below_list = std::count_if(sales.all.begin(), sales.all.end(),
                                  [&low](double price) { return price < static_cast<double>(low.minor); });
}

}  // namespace

PriceReference price_reference(const Book& book, Date as_of) {
  PriceReference made{.as_of = as_of, .products = detail::reference_products(book)};
  const detail::ProductKeys keys(made.products);
  std::map<PriceKey, std::vector<double>> medians;
  for (const Dossier& dossier : book.dossiers)
    for (const auto& [key, sales] : priced_sales(dossier, as_of, keys))
      medians[key].push_back(detail::median_of(sales.all));
  for (const auto& [key, own] : medians) {
    const auto& [product, unit, currency] = key;
    made.prices.push_back({product, unit, currency, detail::median_of(own), static_cast<std::int64_t>(own.size())});
  }
  return made;
}

std::vector<PriceHabit> price_habits(const Dossier& dossier, Date as_of, const PriceOptions& options) {
  check_price(options);
  const std::vector<ReferenceProduct> none;
  const detail::ProductKeys keys(options.reference != nullptr ? options.reference->products : none);
  std::vector<PriceHabit> made;
  for (const auto& [key, sales] : priced_sales(dossier, as_of, keys)) {
    const auto& [product, unit, currency] = key;
    const ReferenceProduct* const known = keys.product_of(product);
    PriceHabit one{.product = detail::product_name(keys, product, sales.written),
                   .offering = known != nullptr ? known->offering : sales.offering,
                   .unit = sales.unit,
                   .currency = currency};
    find_price_level(one, sales, options);
    find_price_trend(one, sales, options);
    if (options.reference != nullptr) compare_price(one, key, options);
    count_below_list(one, known, sales);
    made.push_back(std::move(one));
  }
  std::stable_sort(made.begin(), made.end(),
                   [](const PriceHabit& a, const PriceHabit& b) { return a.sales > b.sales; });
  return made;
}

}  // namespace guanxi::portfolio
