#pragma once

#include <guanxi/model/dossier.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/model/transaction.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::portfolio::trade_records {

inline constexpr Date answer_day = *Date::from_ymd(2024, 6, 30);

inline Date on(int year, int month, int day) { return *Date::from_ymd(year, month, day); }
inline Money yuan(std::int64_t units) { return {units * 100, Currency()}; }
inline Money dollars(std::int64_t units) { return {units * 100, Currency("USD")}; }

inline Uuid number(int n) {
  Uuid uuid;
  uuid.bytes[14] = static_cast<std::uint8_t>(n / 256);
  uuid.bytes[15] = static_cast<std::uint8_t>(n % 256);
  return uuid;
}

inline Dossier buyer(std::vector<Transaction> records) {
  Dossier dossier(Customer{.id = {number(1)}, .legal_name = "Harbor"});
  dossier.of<Transaction>() = std::move(records);
  return dossier;
}

/// A sale of a product that is only named.
inline Transaction sale(Date day, std::string product, std::optional<Money> amount, std::string order = {}) {
  return {.order_number = std::move(order), .traded_on = day, .product = {{}, std::move(product)}, .amount = amount};
}

/// Draws of sales with gaps, some after the day.
class TradeDraws {
 public:
  explicit TradeDraws(std::uint64_t seed) : random_(seed) {}

  int below(int count) { return static_cast<int>(random_() % static_cast<std::uint64_t>(count)); }
  bool one_in(int count) { return below(count) == 0; }

  Transaction record(int id) {
    Transaction drawn{.id = {number(id)}};
    if (!one_in(3)) drawn.order_number = "N" + std::to_string(below(12));
    if (!one_in(15)) drawn.traded_on = answer_day + 20 - below(900);
    if (!one_in(10)) drawn.product.text = std::string(1, "ABCab"[below(5)]);
    if (!one_in(4)) drawn.channel = std::string(1, "xyzX"[below(4)]);
    if (!one_in(4)) drawn.place = std::string(1, "pq"[below(2)]);
    if (!one_in(10)) drawn.amount = Money{(below(12) - 1) * 1000, Currency(one_in(4) ? "USD" : "CNY")};
    if (!one_in(4)) drawn.quantity = below(6) - 1;
    if (one_in(3)) drawn.quantity_unit = "t";
    if (one_in(3)) drawn.promotion_id.text = "spring";
    return drawn;
  }
  Dossier dossier(int count) {
    std::vector<Transaction> records;
    for (int i = 0; i < count; ++i) records.push_back(record(i + 1));
    return buyer(std::move(records));
  }
  Dossier shuffled(Dossier dossier) {
    std::vector<Transaction>& records = dossier.of<Transaction>();
    std::shuffle(records.begin(), records.end(), random_);
    return dossier;
  }
  double gamma(double shape) { return std::gamma_distribution<double>(shape, 1000 / shape)(random_); }

 private:
  std::mt19937_64 random_;
};

/// A purchase as the page says what counts.
inline bool is_purchase(const Transaction& one) {
  const bool is_return = (one.amount && one.amount->minor < 0) || (one.quantity && *one.quantity < 0);
  return one.traded_on && *one.traded_on <= answer_day && !is_return;
}

inline double plain_median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

}  // namespace guanxi::portfolio::trade_records
