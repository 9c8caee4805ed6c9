#pragma once

#include <guanxi/model/dossier.hpp>
#include <guanxi/model/receivable.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace guanxi::portfolio::receivables_test {

/// The day of the worked example.
inline constexpr Date due_day = *Date::from_ymd(2024, 6, 30);

inline Uuid number(int n) {
  Uuid uuid;
  uuid.bytes[14] = static_cast<std::uint8_t>(n / 256);
  uuid.bytes[15] = static_cast<std::uint8_t>(n % 256);
  return uuid;
}

inline Money yuan(std::int64_t units) { return {units * 100, Currency()}; }
inline Money dollars(std::int64_t units) { return {units * 100, Currency("USD")}; }
inline Date day_of_2024(int month, int day) { return *Date::from_ymd(2024, month, day); }

/// An invoice with a number that says its id.
inline Receivable invoice(int id, Money amount, std::optional<Date> invoiced_on, std::optional<Date> due_on,
                          std::vector<Payment> payments = {}) {
  return {.id = {number(id)},
          .invoice_number = "F" + std::to_string(id),
          .invoiced_on = invoiced_on,
          .due_on = due_on,
          .amount = amount,
          .payments = std::move(payments)};
}

inline Dossier debtor(int id, std::string name, std::vector<Receivable> invoices) {
  Dossier dossier(Customer{.id = {number(id)}, .legal_name = std::move(name)});
  dossier.of<Receivable>() = std::move(invoices);
  return dossier;
}

inline Book book_of(std::vector<Receivable> invoices) {
  Book book;
  book.dossiers.push_back(debtor(1, "Harbor", std::move(invoices)));
  return book;
}

/// docs/methods/receivables.md; H1 is record 11, L1 is record 21.
inline Book worked_book() {
  Book book = book_of(
      {invoice(11, yuan(1000), day_of_2024(4, 1), day_of_2024(5, 1),
               {{yuan(400), day_of_2024(5, 20)}, {yuan(600), day_of_2024(7, 2)}}),
       invoice(12, yuan(500), day_of_2024(6, 10), {}), invoice(13, yuan(-100), day_of_2024(6, 1), day_of_2024(6, 29)),
       invoice(14, yuan(300), day_of_2024(1, 10), day_of_2024(2, 9), {{yuan(320), day_of_2024(3, 10)}})});
  book.dossiers.push_back(
      debtor(2, "Lin",
             {invoice(21, yuan(2000), day_of_2024(3, 1), day_of_2024(3, 31)),
              invoice(22, yuan(800), day_of_2024(5, 15), day_of_2024(6, 14), {{yuan(800), day_of_2024(6, 14)}}),
              invoice(23, dollars(50), day_of_2024(6, 20), day_of_2024(6, 25)),
              invoice(24, yuan(900), day_of_2024(7, 1), day_of_2024(7, 31))}));
  book.dossiers[0].customer().credit_limit = yuan(1000);
  book.dossiers[1].customer().credit_limit = yuan(1500);
  book.dossiers[1].of<Receivable>()[0].disputed = true;
  return book;
}

/// Draws of whole numbers with gaps, years back and some after the day.
class BookDraws {
 public:
  explicit BookDraws(std::uint64_t seed) : random_(seed) {}

  int below(int count) { return static_cast<int>(random_() % static_cast<std::uint64_t>(count)); }
  bool one_in(int count) { return below(count) == 0; }
  Currency currency() { return Currency(one_in(4) ? "USD" : "CNY"); }
  std::optional<Date> day(int back, int missing) {
    const Date drawn = due_day + 20 - below(back);
    return one_in(missing) ? std::nullopt : std::optional(drawn);
  }

  Receivable record(int id) {
    Receivable drawn{.id = {number(id)}, .invoiced_on = day(500, 12), .due_on = day(450, 5)};
    const Currency currency = this->currency();
    if (!one_in(15)) drawn.amount = Money{(below(12) - 2) * 1000, currency};
    if (one_in(4)) drawn.disputed = one_in(2);
    for (int left = below(4); left > 0; --left) {
      drawn.payments.push_back({Money{(below(8) - 1) * 1000, one_in(12) ? this->currency() : currency}, day(400, 10)});
      if (one_in(15)) drawn.payments.back().amount.reset();
    }
    return drawn;
  }

  Book book() {
    Book drawn;
    int id = 100;
    for (int customer = 1; customer <= 4; ++customer) {
      std::vector<Receivable> records;
      for (int left = below(9); left > 0; --left) records.push_back(record(++id));
      drawn.dossiers.push_back(debtor(customer, std::string(1, "BACB"[customer - 1]), std::move(records)));
      Customer& card = drawn.dossiers.back().customer();
      if (!one_in(3)) card.credit_limit = Money{below(30) * 1000, currency()};
      if (!one_in(3)) card.credit_grade = one_in(2) ? "A" : "C";
    }
    return drawn;
  }

  Book shuffled(Book book) {
    std::shuffle(book.dossiers.begin(), book.dossiers.end(), random_);
    for (Dossier& dossier : book.dossiers) {
      auto& records = dossier.of<Receivable>();
      std::shuffle(records.begin(), records.end(), random_);
    }
    return book;
  }

 private:
  std::mt19937_64 random_;
};

/// The book without what came after the day.
inline Book without_later(Book book, Date day) {
  for (Dossier& dossier : book.dossiers) {
    std::erase_if(dossier.of<Receivable>(),
                  [day](const Receivable& one) { return one.invoiced_on && *one.invoiced_on > day; });
    for (Receivable& one : dossier.of<Receivable>())
      std::erase_if(one.payments, [day](const Payment& payment) { return payment.paid_on && *payment.paid_on > day; });
  }
  return book;
}

/// Code, record and field of each finding.
using FoundAt = std::tuple<std::string, Uuid, std::string>;
inline std::vector<FoundAt> found_at(const Findings& findings) {
  std::vector<FoundAt> found;
  for (const Finding& one : findings) found.emplace_back(one.code, one.record, one.field);
  return found;
}

}  // namespace guanxi::portfolio::receivables_test
