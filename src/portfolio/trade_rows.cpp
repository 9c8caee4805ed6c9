#include "trade_rows.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <tuple>

#include "ledger.hpp"

namespace guanxi::portfolio::detail {

namespace {

void tell_of_trade(const Transaction& record, const FindingCode& code, std::string_view field, Findings& findings) {
  const std::string title = record.order_number.empty() ? to_string(record.id) : record.order_number;
  const std::string value = record.amount ? to_string(*record.amount) : "";
  findings.push_back(make_finding(code, {.kind = Schema<Transaction>::name,
                                         .record = record.id.uuid,
                                         .field = field,
                                         .value = value,
                                         .detail = {title, title}}));
}

std::optional<Money> usable_amount(const Transaction& record, Findings& findings) {
  if (!record.amount) {
    tell_of_trade(record, finding_code("portfolio.trade_no_amount"), "amount", findings);
    return std::nullopt;
  }
  if (record.amount->minor > largest_amount || record.amount->minor < -largest_amount) {
    tell_of_trade(record, finding_code("portfolio.amount_too_big"), "amount", findings);
    return std::nullopt;
  }
  return record.amount;
}

std::string order_key(const Transaction& record) {
  const std::string number = text::fold(record.order_number);
  return number.empty() ? "day " + to_string(*record.traded_on) : "number " + number;
}

// What is no number stands first.
double comparable(std::optional<double> quantity) {
  const double number = quantity.value_or(0);
  return std::isnan(number) ? -std::numeric_limits<double>::infinity() : number;
}

// Everything that a figure may look at.
auto place_of(const TradeRow& row) {
  const Transaction& record = *row.record;
  const Money amount = row.amount.value_or(Money{});
  return std::tuple(
      row.day, std::string_view(row.order), std::string_view(row.product), std::string_view(record.product.text),
      row.amount.has_value(), amount.currency, amount.minor, comparable(record.quantity),
      std::string_view(record.quantity_unit), std::string_view(record.channel), std::string_view(record.place),
      static_cast<bool>(record.promotion_id.id), std::string_view(record.promotion_id.text), record.id.uuid);
}

}  // namespace

ProductKeys::ProductKeys(const std::vector<ReferenceProduct>& products) {
  for (const ReferenceProduct& one : products) {
    const std::string key = to_string(one.offering), name = text::fold(one.name);
    products_.emplace(key, &one);
    if (!name.empty()) names_.emplace(name, key);
  }
}

std::string ProductKeys::key_of(const Ref<Offering>& product) const {
  if (product.id) return to_string(product.id);
  std::string name = text::fold(product.text);
  const auto known = names_.find(name);
  return known == names_.end() ? name : known->second;
}

const ReferenceProduct* ProductKeys::product_of(const std::string& key) const {
  const auto known = products_.find(key);
  return known == products_.end() ? nullptr : known->second;
}

std::vector<TradeRow> trade_rows(const Dossier& dossier, Date as_of, const ProductKeys& keys, Findings& findings) {
  std::vector<TradeRow> rows;
  for (const Transaction& one : dossier.of<Transaction>()) {
    if (!one.traded_on) {
      tell_of_trade(one, finding_code("portfolio.trade_no_date"), "traded_on", findings);
      continue;
    }
    if (*one.traded_on > as_of) continue;
    TradeRow row{.day = *one.traded_on, .order = order_key(one), .product = keys.key_of(one.product), .record = &one};
    row.amount = usable_amount(one, findings);
    row.is_return = (one.amount && one.amount->minor < 0) || (one.quantity && *one.quantity < 0);
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const TradeRow& a, const TradeRow& b) { return place_of(a) < place_of(b); });
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.record, a.code, a.message.en) < std::tie(b.record, b.code, b.message.en);
  });
  return rows;
}

std::vector<ReferenceProduct> reference_products(const Book& book) {
  std::vector<ReferenceProduct> products;
  for (const Offering& one : book.shared.of<Offering>())
    if (one.id) products.push_back({one.id, one.name, one.price_range});
  std::stable_sort(products.begin(), products.end(),
                   [](const ReferenceProduct& a, const ReferenceProduct& b) { return a.offering < b.offering; });
  return products;
}

std::string product_name(const ProductKeys& keys, const std::string& key, const std::string& written) {
  const ReferenceProduct* const known = keys.product_of(key);
  if (known != nullptr && !known->name.empty()) return known->name;
  return written.empty() ? key : written;
}

void take_smaller_text(std::string& kept, std::string_view other) {
  other = text::trim(other);
  if (!other.empty() && (kept.empty() || other < kept)) kept = other;
}

}  // namespace guanxi::portfolio::detail
