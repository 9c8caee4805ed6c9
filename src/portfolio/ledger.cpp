#include "ledger.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

namespace guanxi::portfolio::detail {

namespace {

Message plain(const std::string& text) { return {text, text}; }

bool is_too_big(std::int64_t minor) noexcept { return minor > largest_amount || minor < -largest_amount; }

// Reads one invoice and says what is wrong with it.
class InvoiceReader {
 public:
  InvoiceReader(const Receivable& record, Date as_of, int default_terms, Findings& findings)
      : record_(record), as_of_(as_of), default_terms_(default_terms), findings_(findings) {}

  std::optional<LedgerInvoice> read() {
    if (record_.invoiced_on && *record_.invoiced_on > as_of_) return std::nullopt;
    if (!has_amount()) return std::nullopt;
    invoice_ = {.id = record_.id,
                .number = record_.invoice_number,
                .currency = record_.amount->currency,
                .amount = record_.amount->minor,
                .invoiced_on = record_.invoiced_on,
                .disputed = record_.disputed.value_or(false)};
    read_due();
    read_payments();
    if (invoice_.is_overpaid())
      tell(finding_code("portfolio.overpaid"), "payments",
           to_string(Money{invoice_.paid - invoice_.amount, invoice_.currency}));
    return invoice_;
  }

 private:
  void tell(const FindingCode& code, std::string_view field, const std::string& value = {}, Message fix = {}) {
    const std::string title = record_.invoice_number.empty() ? to_string(record_.id) : record_.invoice_number;
    findings_.push_back(make_finding(code, {.kind = Schema<Receivable>::name,
                                            .record = record_.id.uuid,
                                            .field = field,
                                            .value = value,
                                            .detail = plain(title),
                                            .fix = std::move(fix)}));
  }

  bool has_amount() {
    if (!record_.amount)
      tell(finding_code("portfolio.no_amount"), "amount");
    else if (is_too_big(record_.amount->minor))
      tell(finding_code("portfolio.amount_too_big"), "amount", to_string(*record_.amount));
    else
      return true;
    return false;
  }

  void read_due() {
    invoice_.due_on = record_.due_on;
    if (!record_.invoiced_on) tell(finding_code("portfolio.no_invoice_date"), "invoiced_on");
    if (record_.due_on) return;
    if (!record_.invoiced_on) return tell(finding_code("portfolio.no_age"), "due_on");
    invoice_.due_on = *record_.invoiced_on + default_terms_;
    invoice_.due_assumed = true;
    tell(finding_code("portfolio.due_assumed"), "due_on", {}, plain(to_string(*invoice_.due_on)));
  }

  void read_payments() {
    std::map<Date, std::int64_t> days;
    bool is_dated = true;
    for (std::size_t i = 0; i < record_.payments.size(); ++i) {
      const Payment& payment = record_.payments[i];
      const std::string path = "payments[" + std::to_string(i) + "].";
      if ((payment.paid_on && *payment.paid_on > as_of_) || !is_usable(payment, path)) continue;
      add_exact(invoice_.paid, payment.amount->minor);
      if (payment.paid_on)
        add_exact(days[*payment.paid_on], payment.amount->minor);
      else
        is_dated = false, tell(finding_code("portfolio.payment_no_date"), path + "paid_on", to_string(*payment.amount));
    }
    std::int64_t surplus = invoice_.paid;
    add_exact(surplus, -invoice_.amount);  // what is open fits 64 bits, too
    if (is_dated && invoice_.amount > 0) invoice_.settled_on = last_covered(days);
  }

  bool is_usable(const Payment& payment, const std::string& path) {
    if (!payment.amount)
      tell(finding_code("portfolio.payment_no_amount"), path + "amount");
    else if (is_too_big(payment.amount->minor))
      tell(finding_code("portfolio.amount_too_big"), path + "amount", to_string(*payment.amount));
    else if (payment.amount->currency != invoice_.currency)
      tell(finding_code("portfolio.payment_currency"), path + "amount", to_string(*payment.amount),
           plain(std::string(invoice_.currency.code())));
    else
      return true;
    return false;
  }

  // The day from which the payments have covered the amount; money that went back may have uncovered it before.
  [[nodiscard]] std::optional<Date> last_covered(const std::map<Date, std::int64_t>& days) const {
    std::optional<Date> since;
    std::int64_t sum = 0;
    for (const auto& [day, paid] : days) {
      add_exact(sum, paid);
      if (sum < invoice_.amount)
        since.reset();
      else if (!since)
        since = day;
    }
    return since;
  }

  const Receivable& record_;
  Date as_of_;
  int default_terms_;
  Findings& findings_;
  LedgerInvoice invoice_{};
};

bool finding_before(const Finding& a, const Finding& b) {
  return std::tie(a.record, a.code, a.field, a.value, a.message.zh, a.remedy.zh) <
         std::tie(b.record, b.code, b.field, b.value, b.message.zh, b.remedy.zh);
}

bool account_before(const LedgerAccount& a, const LedgerAccount& b) {
  const auto key = [](const LedgerAccount& account) {
    const std::optional<Money>& limit = account.customer->credit_limit;
    return std::make_tuple(std::cref(account.name), account.customer->id, std::cref(account.customer->credit_grade),
                           limit.has_value(), limit ? limit->minor : 0, limit ? limit->currency : Currency());
  };
  if (const auto one = key(a), other = key(b); one != other) return one < other;
  if (a.invoices != b.invoices) return a.invoices < b.invoices;
  return std::lexicographical_compare(a.findings.begin(), a.findings.end(), b.findings.begin(), b.findings.end(),
                                      finding_before);
}

LedgerAccount read_account(const Dossier& dossier, Date as_of, int default_terms) {
  const Customer& customer = dossier.customer();
  LedgerAccount account{.customer = &customer,
                        .name = customer.short_name.empty() ? customer.legal_name : customer.short_name};
  for (const Receivable& record : dossier.of<Receivable>())
    if (std::optional<LedgerInvoice> invoice = InvoiceReader(record, as_of, default_terms, account.findings).read())
      account.invoices.push_back(std::move(*invoice));
  std::sort(account.invoices.begin(), account.invoices.end());
  std::sort(account.findings.begin(), account.findings.end(), finding_before);
  return account;
}

}  // namespace

void add_exact(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum))
    throw ArgumentError("argument.range", "amounts add up to more than 64 bits of minor units hold");
}

void check_range(double value, double low, double high, const char* option) {
  if (!(value >= low && value <= high))
    throw ArgumentError("argument.range", std::string(option) + " must lie between " + std::to_string(low) + " and " +
                                              std::to_string(high) + ", found " + std::to_string(value));
}

std::vector<LedgerAccount> read_ledger(const Book& book, Date as_of, int default_terms) {
  check_range(default_terms, 0, 3650, "default_terms");
  std::vector<LedgerAccount> accounts;
  for (const Dossier& dossier : book.dossiers) accounts.push_back(read_account(dossier, as_of, default_terms));
  std::sort(accounts.begin(), accounts.end(), account_before);
  return accounts;
}

ByCurrency by_currency(const LedgerAccount& account) {
  ByCurrency found;
  for (const LedgerInvoice& invoice : account.invoices) found[invoice.currency].push_back(&invoice);
  return found;
}

ByCurrency by_currency(const std::vector<LedgerAccount>& accounts) {
  ByCurrency found;
  for (const LedgerAccount& account : accounts)
    for (const LedgerInvoice& invoice : account.invoices) found[invoice.currency].push_back(&invoice);
  return found;
}

Findings findings_of(std::vector<LedgerAccount>& accounts) {
  Findings all;
  for (LedgerAccount& account : accounts)
    all.insert(all.end(), std::make_move_iterator(account.findings.begin()),
               std::make_move_iterator(account.findings.end()));
  return all;
}

Settled settled_between(const std::vector<const LedgerInvoice*>& invoices, Date first, Date last) {
  Settled settled;
  for (const LedgerInvoice* invoice : invoices) {
    if (!invoice->settled_on || !invoice->due_on || *invoice->settled_on < first || *invoice->settled_on > last)
      continue;
    add_exact(settled.amount, invoice->amount);
    ++settled.invoices;
    settled.all.push_back(invoice->id.uuid);
    if (*invoice->settled_on <= *invoice->due_on) continue;
    settled.weighted_days += WideSum{invoice->amount} * (*invoice->settled_on - *invoice->due_on);
    add_exact(settled.late_amount, invoice->amount);
    settled.late.push_back(invoice->id.uuid);
  }
  return settled;
}

std::optional<Money> usable_limit(const Customer& customer) {
  const std::optional<Money>& limit = customer.credit_limit;
  return limit && limit->minor >= 0 && !is_too_big(limit->minor) ? limit : std::nullopt;
}

std::int64_t open_amount(const std::vector<const LedgerInvoice*>& invoices) {
  std::int64_t sum = 0;
  for (const LedgerInvoice* invoice : invoices)
    if (invoice->is_open()) add_exact(sum, invoice->open());
  return sum;
}

}  // namespace guanxi::portfolio::detail
