#include <guanxi/portfolio/collection.hpp>

#include <algorithm>
#include <map>

#include "ledger.hpp"

namespace guanxi::portfolio {

namespace {

using detail::add_exact;
using detail::LedgerAccount;
using detail::LedgerInvoice;

struct CollectionPeriod {
  Date since{}, until{};
  [[nodiscard]] bool holds(const std::optional<Date>& day) const noexcept {
    return day && *day >= since && *day <= until;
  }
};

Date month_start(Date day) noexcept { return day - (day.day() - 1); }

// Sales of the calendar months of a period, by their first day.
using MonthlySales = std::map<Date, std::int64_t>;

MonthlySales monthly_sales(const std::vector<const LedgerInvoice*>& invoices, const CollectionPeriod& period) {
  MonthlySales months;
  for (const LedgerInvoice* invoice : invoices)
    if (period.holds(invoice->invoiced_on)) add_exact(months[month_start(*invoice->invoiced_on)], invoice->amount);
  return months;
}

// Days back over which the sales make up what is open; nothing if those of the period do not.
std::optional<double> days_counted_back(std::int64_t receivables, const MonthlySales& months,
                                        const CollectionPeriod& period) {
  std::int64_t left = receivables;
  if (left == 0) return 0;
  Date last = period.until;
  while (last >= period.since) {
    const Date first = (std::max)(month_start(last), period.since);
    const auto found = months.find(month_start(last));
    const std::int64_t sales = found == months.end() ? 0 : found->second;
    if (sales >= left)
      return period.until - last +
             static_cast<double>(last - first + 1) * static_cast<double>(left) / static_cast<double>(sales);
    add_exact(left, -sales);
    last = first - 1;
  }
  return std::nullopt;
}

void reckon_dso(CollectionRow& row, const MonthlySales& months, const CollectionPeriod& period, DsoMethod method) {
  if (row.sales.minor <= 0) {
    row.dso_status = DsoStatus::no_sales;
  } else if (row.receivables.minor < 0) {
    row.dso_status = DsoStatus::in_credit;
  } else if (const double days = period.until - period.since + 1; method == DsoMethod::simple) {
    row.dso = static_cast<double>(row.receivables.minor) / static_cast<double>(row.sales.minor) * days;
  } else {
    row.dso = days_counted_back(row.receivables.minor, months, period);
    if (!row.dso) row.dso_status = DsoStatus::at_least, row.dso = days;
  }
}

void reckon_rate(CollectionRow& row, const std::vector<const LedgerInvoice*>& invoices,
                 const CollectionPeriod& period) {
  for (const LedgerInvoice* invoice : invoices) {
    if (invoice->amount <= 0 || !period.holds(invoice->due_on)) continue;
    add_exact(row.fell_due.minor, invoice->amount);
    add_exact(row.collected.minor, std::clamp(invoice->paid, std::int64_t{0}, invoice->amount));
  }
  if (row.fell_due.minor > 0)
    row.collection_rate =
        Ratio::clamped(static_cast<double>(row.collected.minor) / static_cast<double>(row.fell_due.minor));
}

CollectionRow collection_row(const std::vector<const LedgerInvoice*>& invoices, Currency currency,
                             const CollectionPeriod& period, DsoMethod method) {
  const Money none{0, currency};
  const MonthlySales months = monthly_sales(invoices, period);
  const detail::Settled settled = detail::settled_between(invoices, period.since, period.until);
  CollectionRow row{.receivables = {detail::open_amount(invoices), currency},
                    .sales = none,
                    .settled = {settled.amount, currency},
                    .settled_invoices = settled.invoices,
                    .days_late = settled.days_late(),
                    .fell_due = none,
                    .collected = none};
  for (const auto& [month, sales] : months) add_exact(row.sales.minor, sales);
  reckon_dso(row, months, period, method);
  reckon_rate(row, invoices, period);
  return row;
}

}  // namespace

Collection collection(const Book& book, Date as_of, const CollectionOptions& options) {
  detail::check_range(options.period_days, 1, 36500, "period_days");
  std::vector<LedgerAccount> accounts = detail::read_ledger(book, as_of, options.default_terms);
  const CollectionPeriod period{as_of - (options.period_days - 1), as_of};
  Collection result{.as_of = as_of, .since = period.since, .method = options.method};
  for (const LedgerAccount& account : accounts)
    for (const auto& [currency, invoices] : detail::by_currency(account)) {
      result.customers.push_back(collection_row(invoices, currency, period, options.method));
      result.customers.back().customer = account.customer->id;
      result.customers.back().name = account.name;
    }
  for (const auto& [currency, invoices] : detail::by_currency(accounts))
    result.totals.push_back(collection_row(invoices, currency, period, options.method));
  result.findings = detail::findings_of(accounts);
  return result;
}

}  // namespace guanxi::portfolio
