#pragma once
/// @file
/// What customers owe on a day, and for how long.

#include <guanxi/core/finding.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/receivable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// How receivables are aged.
struct AgeingOptions {
  int default_terms = 30;              ///< days from the invoice to its due date where none is stated, 0–3650
  std::vector<int> edges{30, 60, 90};  ///< last day overdue of each bucket but the last, rising, above 0
};

/// An invoice that is not settled.
struct OpenInvoice {
  Id<Customer> customer{};                     ///< who owes
  std::string name{};                          ///< short name, else legal name
  Id<Receivable> invoice{};                    ///< which
  std::string number{};                        ///< as on the invoice
  Money amount{};                              ///< of the invoice, negative for a credit note
  Money paid{};                                ///< up to the day
  Money open{};                                ///< amount less paid
  std::optional<Date> invoiced_on{};           ///< day of the invoice
  std::optional<Date> due_on{};                ///< as stated, else by the default terms
  bool due_assumed{};                          ///< due by the default terms
  std::optional<std::int64_t> days_overdue{};  ///< up to 0 is not due; unset without any date
  bool disputed{};                             ///< the customer contests it
  bool overpaid{};                             ///< paid beyond the amount: a credit balance, in no bucket
  bool operator==(const OpenInvoice&) const = default;
};

/// Open amounts of one stretch of days overdue.
struct AgeingBucket {
  std::optional<int> first_day{};  ///< days overdue, inclusive; unset for what is not due
  std::optional<int> last_day{};   ///< days overdue, inclusive; unset for the last bucket
  Money amount{};                  ///< open, credit notes taken off
  Money disputed{};                ///< of it disputed
  std::int64_t invoices{};         ///< how many
  bool operator==(const AgeingBucket&) const = default;
};

/// What is open in one currency, of one customer or of all.
struct AgeingRow {
  Id<Customer> customer{};              ///< who owes; unset for all
  std::string name{};                   ///< short name, else legal name; empty for all
  Money open{};                         ///< all buckets and `undated`
  Money overdue{};                      ///< all buckets but the first
  Money disputed{};                     ///< open and disputed, dated or not
  Money undated{};                      ///< open, with no date to age by
  Money credit_balance{};               ///< paid beyond the amounts; in no other sum
  std::int64_t invoices{};              ///< open ones, without those overpaid
  std::vector<AgeingBucket> buckets{};  ///< not due, then as the edges say
  bool operator==(const AgeingRow&) const = default;
};

/// What customers owe on a day, by how long they owe it.
struct Ageing {
  Date as_of{};                         ///< event time of the answer
  std::vector<AgeingRow> customers{};   ///< by name, identifier and currency
  std::vector<AgeingRow> totals{};      ///< one for each currency, by its code
  std::vector<OpenInvoice> invoices{};  ///< open and overpaid ones, customer by customer, by identifier
  Findings findings{};                  ///< of imperfect records, customer by customer
  bool operator==(const Ageing&) const = default;
};

/// Ages the open amounts of all invoices that were known on a day.
///
/// Money of different currencies is never added. What is missing or does not fit is a finding.
/// @param book     any number of customers; the order of the records changes nothing
/// @param as_of    the day; later invoices and payments are not known
/// @param options  terms and edges
/// @return  a row for each customer and currency with an open or overpaid invoice, and one for each currency
/// @throws  ArgumentError  `argument.range` for an option outside its range, or a sum that 64 bits do not hold
/// @cost    n log n in the invoices; no shared state, any thread may call it
/// @source  docs/methods/receivables.md
[[nodiscard]] Ageing ageing(const Book& book, Date as_of, const AgeingOptions& options = {});

}  // namespace guanxi::portfolio
