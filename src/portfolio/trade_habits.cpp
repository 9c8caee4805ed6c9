#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/portfolio/trade_habits.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ledger.hpp"
#include "robust.hpp"
#include "trade_rows.hpp"

namespace guanxi::portfolio {

namespace {

using detail::TradeRow;

void demand_habit(bool holds, const char* rule, int found) {
  if (!holds) throw ArgumentError("argument.range", std::string(rule) + ", found " + std::to_string(found));
}

void check_habits(const TradeHabitOptions& options) {
  demand_habit(options.min_orders >= 1, "min_orders must be at least 1", options.min_orders);
  demand_habit(options.top_products >= 0, "top_products must be at least 0", options.top_products);
  demand_habit(options.recent_days >= 1 && options.recent_days <= 36500, "recent_days must be 1 to 36500",
               options.recent_days);
}

HabitStatus status_of(std::int64_t count, int wanted) noexcept {
  if (count == 0) return HabitStatus::none;
  return count < wanted ? HabitStatus::too_few : HabitStatus::enough;
}

// -- baskets --

struct BasketOrder {
  std::int64_t amount = 0;
  std::set<std::string> products{};
};

struct BasketProduct {
  std::set<std::string> orders{};
  std::int64_t amount = 0;
  std::string written{};
  Id<Offering> offering{};
};

// What was bought in one currency.
struct BasketRows {
  std::map<std::string, BasketOrder> orders{};
  std::map<std::string, BasketProduct> products{};
  std::int64_t total = 0, returns = 0, returned = 0;
};

void add_to_basket(BasketRows& rows, const TradeRow& row) {
  if (row.is_return) {
    ++rows.returns;
    return detail::add_exact(rows.returned, std::abs(row.amount->minor));
  }
  BasketOrder& order = rows.orders[row.order];
  detail::add_exact(order.amount, row.amount->minor);
  detail::add_exact(rows.total, row.amount->minor);
  if (row.product.empty()) return;
  order.products.insert(row.product);
  BasketProduct& product = rows.products[row.product];
  product.orders.insert(row.order);
  detail::add_exact(product.amount, row.amount->minor);
  detail::take_smaller_text(product.written, row.record->product.text);
  if (row.record->product.id) product.offering = row.record->product.id;
}

Money money_of(double minor, Currency currency) { return {std::llround(minor), currency}; }

std::vector<ProductShare> product_shares(const BasketRows& rows, Currency currency, const detail::ProductKeys& keys) {
  std::vector<ProductShare> shares;
  for (const auto& [key, product] : rows.products) {
    const ReferenceProduct* const known = keys.product_of(key);
    ProductShare share{.product = detail::product_name(keys, key, product.written),
                       .offering = known != nullptr ? known->offering : product.offering,
                       .orders = static_cast<std::int64_t>(product.orders.size()),
                       .amount = {product.amount, currency}};
    share.order_share = static_cast<double>(share.orders) / static_cast<double>(rows.orders.size());
    if (rows.total > 0) share.amount_share = static_cast<double>(product.amount) / static_cast<double>(rows.total);
    shares.push_back(std::move(share));
  }
  std::stable_sort(shares.begin(), shares.end(), [](const ProductShare& a, const ProductShare& b) {
    return std::tie(b.orders, b.amount.minor, a.product) < std::tie(a.orders, a.amount.minor, b.product);
  });
  return shares;
}

void find_basket_figures(BasketHabit& made, const BasketRows& rows) {
  std::vector<double> amounts, products;
  for (const auto& [key, order] : rows.orders) {
    amounts.push_back(static_cast<double>(order.amount));
    products.push_back(static_cast<double>(order.products.size()));
  }
  made.median_amount = money_of(detail::median_of(amounts), made.currency);
  made.low_amount = money_of(detail::quantile_of(amounts, .25), made.currency);
  made.high_amount = money_of(detail::quantile_of(amounts, .75), made.currency);
  made.products_per_order = detail::median_of(std::move(products));
}

BasketHabit basket_habit(const BasketRows& rows, Currency currency, const detail::ProductKeys& keys,
                         const TradeHabitOptions& options) {
  BasketHabit made{.currency = currency,
                   .orders = static_cast<std::int64_t>(rows.orders.size()),
                   .breadth = static_cast<std::int64_t>(rows.products.size()),
                   .returns = rows.returns,
                   .returned = {rows.returned, currency}};
  made.status = status_of(made.orders, options.min_orders);
  if (made.status != HabitStatus::enough) return made;
  find_basket_figures(made, rows);
  made.products = product_shares(rows, currency, keys);
  if (made.products.size() > static_cast<std::size_t>(options.top_products))
    made.products.erase(made.products.begin() + options.top_products, made.products.end());
  return made;
}

std::vector<BasketHabit> basket_habits(const std::vector<TradeRow>& rows, const detail::ProductKeys& keys,
                                       const TradeHabitOptions& options) {
  std::map<Currency, BasketRows> currencies;
  for (const TradeRow& row : rows)
    if (row.amount) add_to_basket(currencies[row.amount->currency], row);
  std::vector<BasketHabit> made;
  for (const auto& [currency, own] : currencies) made.push_back(basket_habit(own, currency, keys, options));
  return made;
}

// -- channels and places --

// The channels that the rows of one order state, and on which day it began.
struct UseOrder {
  Date day{};
  std::map<std::string, int> rows{};
  int stated = 0;
};

// How often each channel was used, in parts of orders.
struct UseCount {
  std::map<std::string, double> orders{};
  std::int64_t stated = 0;

  void add(const UseOrder& order) {
    ++stated;
    for (const auto& [key, rows] : order.rows) orders[key] += static_cast<double>(rows) / order.stated;
  }
  [[nodiscard]] double orders_of(const std::string& key) const {
    const auto at = orders.find(key);
    return at == orders.end() ? 0 : at->second;
  }
};

class UseReader {
 public:
  UseReader(const std::vector<TradeRow>& rows, const std::string Transaction::*field) {
    for (const TradeRow& row : rows) {
      if (row.is_return) continue;
      UseOrder& order = orders_.try_emplace(row.order, UseOrder{.day = row.day}).first->second;
      const std::string& written = row.record->*field;
      const std::string key = text::fold(written);
      if (key.empty()) continue;
      ++order.rows[key];
      ++order.stated;
      detail::take_smaller_text(names_[key], written);
    }
  }

  [[nodiscard]] UseHabit habit(Date as_of, const TradeHabitOptions& options) const {
    UseCount all, recent, former;
    UseHabit made;
    for (const auto& [key, order] : orders_) {
      if (order.stated == 0) {
        ++made.unstated;
        continue;
      }
      all.add(order);
      (order.day > as_of - options.recent_days ? recent : former).add(order);
    }
    made.orders = all.stated, made.recent_orders = recent.stated, made.former_orders = former.stated;
    made.status = status_of(made.orders, options.min_orders);
    made.shares = shares_of(all);
    if (made.status == HabitStatus::enough) {
      made.main = made.shares.front().name;
      made.main_share = made.shares.front().share;
    }
    compare(made, recent, former, options.min_orders);
    return made;
  }

 private:
  [[nodiscard]] std::vector<UseShare> shares_of(const UseCount& count) const {
    std::vector<UseShare> shares;
    for (const auto& [key, orders] : count.orders)
      shares.push_back({names_.at(key), orders, orders / static_cast<double>(count.stated)});
    std::stable_sort(shares.begin(), shares.end(), [](const UseShare& a, const UseShare& b) {
      return std::tie(b.orders, a.name) < std::tie(a.orders, b.name);
    });
    return shares;
  }

  void compare(UseHabit& made, const UseCount& recent, const UseCount& former, int min_orders) const {
    if (recent.stated >= min_orders) made.recent_main = shares_of(recent).front().name;
    if (former.stated >= min_orders) made.former_main = shares_of(former).front().name;
    if (made.recent_main.empty() || made.former_main.empty()) return;
    made.changed = recent.orders_of(text::fold(made.former_main)) < recent.orders_of(text::fold(made.recent_main));
  }

  std::map<std::string, UseOrder> orders_{};
  std::map<std::string, std::string> names_{};
};

}  // namespace

TradeHabits trade_habits(const Dossier& dossier, Date as_of, const TradeHabitOptions& options) {
  check_habits(options);
  const Customer& customer = dossier.customer();
  TradeHabits made{.customer = customer.id,
                   .name = customer.short_name.empty() ? customer.legal_name : customer.short_name,
                   .as_of = as_of};
  const std::vector<ReferenceProduct> none;
  const detail::ProductKeys keys(options.price.reference != nullptr ? options.price.reference->products : none);
  const std::vector<TradeRow> rows = detail::trade_rows(dossier, as_of, keys, made.findings);
  std::vector<Date> days;
  for (const TradeRow& row : rows)
    if (!row.is_return) days.push_back(row.day);
  made.rhythm = trade_rhythm(days, as_of, options.rhythm);
  made.baskets = basket_habits(rows, keys, options);
  made.channel = UseReader(rows, &Transaction::channel).habit(as_of, options);
  made.place = UseReader(rows, &Transaction::place).habit(as_of, options);
  made.prices = price_habits(dossier, as_of, options.price);
  return made;
}

}  // namespace guanxi::portfolio
