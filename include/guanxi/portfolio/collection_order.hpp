#pragma once
/// @file
/// From whom to collect first.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/score.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/receivable.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// What the parts of the order weigh: any sum, not all 0.
struct CollectionWeights {
  double amount = .5;      ///< the amount overdue, against the largest of a customer in its currency; 0–10^9
  double days = .3;        ///< how long it is overdue; 0–10^9
  double over_limit = .2;  ///< how far the customer is over its credit limit; 0–10^9
};

/// How the order of collection is made.
struct CollectionOrderOptions {
  CollectionWeights weights{};  ///< of the parts
  int full_days = 90;           ///< days overdue that count in full, 1–36500
  double dispute = .5;          ///< share of the score that a dispute over the whole amount takes off, 0–1
  int default_terms = 30;       ///< days from the invoice to its due date where none is stated, 0–3650
};

/// What a customer is late with in one currency.
struct CollectionItem {
  Id<Customer> customer{};      ///< who owes
  std::string name{};           ///< short name, else legal name
  Money overdue{};              ///< open and overdue, without credit notes
  Money disputed{};             ///< of it disputed
  Money credit{};               ///< open credit notes and credit balances of this currency, not taken off
  std::int64_t invoices{};      ///< overdue ones
  std::int64_t longest_days{};  ///< days overdue of the oldest
  double mean_days{};           ///< days overdue, weighted by amount
  Score score{};                ///< the parts with their reasons and invoices
  bool operator==(const CollectionItem&) const = default;
};

/// From whom to collect first.
struct CollectionOrder {
  Date as_of{};                         ///< event time of the answer
  std::vector<CollectionItem> items{};  ///< highest score first, then by identifier and currency
  Findings findings{};                  ///< of imperfect records, customer by customer
  bool operator==(const CollectionOrder&) const = default;
};

/// Orders customers with overdue invoices by how much, how long and how far over the limit.
///
/// A customer without a limit in the currency lacks that part: the score says so and how far it could move.
/// @param book     any number of customers; the order of the records changes nothing
/// @param as_of    the day; later invoices and payments are not known
/// @param options  weights and what counts in full
/// @return  an item for each customer and currency with an overdue invoice above 0
/// @throws  ArgumentError  `argument.range` for an option outside its range, or a sum that 64 bits do not hold
/// @cost    n log n in the invoices; no shared state, any thread may call it
/// @source  docs/methods/receivables.md
/// @limits  an amount is compared within its currency only; across currencies the order is a convention
[[nodiscard]] CollectionOrder collection_order(const Book& book, Date as_of,
                                               const CollectionOrderOptions& options = {});

}  // namespace guanxi::portfolio
