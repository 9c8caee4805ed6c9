#include <guanxi/portfolio/receivables.hpp>

#include <guanxi/core/error.hpp>

#include <utility>

#include "ledger.hpp"

namespace guanxi::portfolio {

namespace {

using detail::add_exact;
using detail::LedgerAccount;
using detail::LedgerInvoice;

void check_ageing(const AgeingOptions& options) {
  int before = 0;
  for (const int edge : options.edges) {
    if (edge <= before || edge > 36500)
      throw ArgumentError("argument.range", "edges must rise from above 0 up to 36500, found " + std::to_string(edge) +
                                                " after " + std::to_string(before));
    before = edge;
  }
}

AgeingRow empty_ageing_row(Id<Customer> customer, const std::string& name, Currency currency,
                           const std::vector<int>& edges) {
  const Money none{0, currency};
  AgeingRow row{.customer = customer,
                .name = name,
                .open = none,
                .overdue = none,
                .disputed = none,
                .undated = none,
                .credit_balance = none};
  row.buckets.push_back({.last_day = 0, .amount = none, .disputed = none});
  for (const int edge : edges) {
    row.buckets.push_back(
        {.first_day = *row.buckets.back().last_day + 1, .last_day = edge, .amount = none, .disputed = none});
  }
  row.buckets.push_back({.first_day = *row.buckets.back().last_day + 1, .amount = none, .disputed = none});
  return row;
}

AgeingBucket& ageing_bucket_of(AgeingRow& row, std::int64_t days_overdue) {
  for (AgeingBucket& bucket : row.buckets)
    if (!bucket.last_day || days_overdue <= *bucket.last_day) return bucket;
  return row.buckets.back();
}

void add_to_ageing(AgeingRow& row, const LedgerInvoice& invoice, Date as_of) {
  const std::int64_t open = invoice.open();
  if (invoice.is_overpaid()) return add_exact(row.credit_balance.minor, -open);
  add_exact(row.open.minor, open);
  ++row.invoices;
  if (invoice.disputed) add_exact(row.disputed.minor, open);
  const std::optional<std::int64_t> days = invoice.days_overdue(as_of);
  if (!days) return add_exact(row.undated.minor, open);
  AgeingBucket& bucket = ageing_bucket_of(row, *days);
  add_exact(bucket.amount.minor, open);
  if (invoice.disputed) add_exact(bucket.disputed.minor, open);
  ++bucket.invoices;
  if (*days > 0) add_exact(row.overdue.minor, open);
}

OpenInvoice open_invoice(const LedgerAccount& account, const LedgerInvoice& invoice, Date as_of) {
  return {.customer = account.customer->id,
          .name = account.name,
          .invoice = invoice.id,
          .number = invoice.number,
          .amount = {invoice.amount, invoice.currency},
          .paid = {invoice.paid, invoice.currency},
          .open = {invoice.open(), invoice.currency},
          .invoiced_on = invoice.invoiced_on,
          .due_on = invoice.due_on,
          .due_assumed = invoice.due_assumed,
          .days_overdue = invoice.days_overdue(as_of),
          .disputed = invoice.disputed,
          .overpaid = invoice.is_overpaid()};
}

// The row of each currency in which something is open or overpaid.
void add_ageing_rows(std::vector<AgeingRow>& rows, const detail::ByCurrency& invoices, const AgeingRow& whose,
                     Date as_of, const std::vector<int>& edges) {
  for (const auto& [currency, list] : invoices) {
    AgeingRow row = empty_ageing_row(whose.customer, whose.name, currency, edges);
    bool is_settled = true;
    for (const LedgerInvoice* invoice : list) {
      if (invoice->open() == 0) continue;
      add_to_ageing(row, *invoice, as_of);
      is_settled = false;
    }
    if (!is_settled) rows.push_back(std::move(row));
  }
}

}  // namespace

Ageing ageing(const Book& book, Date as_of, const AgeingOptions& options) {
  check_ageing(options);
  std::vector<LedgerAccount> accounts = detail::read_ledger(book, as_of, options.default_terms);
  Ageing result{.as_of = as_of};
  for (const LedgerAccount& account : accounts) {
    const AgeingRow whose{.customer = account.customer->id, .name = account.name};
    add_ageing_rows(result.customers, detail::by_currency(account), whose, as_of, options.edges);
    for (const LedgerInvoice& invoice : account.invoices)
      if (invoice.open() != 0) result.invoices.push_back(open_invoice(account, invoice, as_of));
  }
  add_ageing_rows(result.totals, detail::by_currency(accounts), {}, as_of, options.edges);
  result.findings = detail::findings_of(accounts);
  return result;
}

}  // namespace guanxi::portfolio
