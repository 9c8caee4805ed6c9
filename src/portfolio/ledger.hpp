#pragma once
/// @file
/// What a book says of invoices and payments as known on a day: checked, in one order, ready to be added up.

#include <guanxi/core/finding.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/receivable.hpp>

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::portfolio::detail {

__extension__ typedef __int128 WideSum;  // NOLINT(modernize-use-using): __extension__ keeps -Wpedantic silent

/// Amounts beyond this many minor units are taken for errors of typing.
inline constexpr std::int64_t largest_amount = 1'000'000'000'000'000;

/// An invoice with a usable amount.
struct LedgerInvoice {
  Id<Receivable> id{};
  std::string number{};
  Currency currency{};
  std::int64_t amount{};
  std::int64_t paid{};  ///< known payments of its currency
  std::optional<Date> invoiced_on{};
  std::optional<Date> due_on{};  ///< as stated, else by the default terms
  bool due_assumed{};
  bool disputed{};
  std::optional<Date> settled_on{};  ///< from when it has been paid in full; only for amounts above 0

  [[nodiscard]] std::int64_t open() const noexcept { return amount - paid; }
  /// Paid beyond its amount, on either side of 0.
  [[nodiscard]] bool is_overpaid() const noexcept {
    return amount > 0 ? open() < 0 : amount < 0 ? open() > 0 : open() != 0;
  }
  /// Not settled and no credit balance.
  [[nodiscard]] bool is_open() const noexcept { return open() != 0 && !is_overpaid(); }
  [[nodiscard]] std::optional<std::int64_t> days_overdue(Date as_of) const noexcept {
    return due_on ? std::optional<std::int64_t>(as_of - *due_on) : std::nullopt;
  }
  /// A debt that is late.
  [[nodiscard]] bool is_overdue(Date as_of) const noexcept {
    return open() > 0 && !is_overpaid() && due_on && *due_on < as_of;
  }
  auto operator<=>(const LedgerInvoice&) const = default;
};

/// The invoices of one customer.
struct LedgerAccount {
  const Customer* customer{};
  std::string name{};                     ///< short name, else legal name
  std::vector<LedgerInvoice> invoices{};  ///< by identifier
  Findings findings{};                    ///< by record, code and field
};

/// Adds an amount.
/// @throws ArgumentError  `argument.range` if 64 bits do not hold the sum
void add_exact(std::int64_t& sum, std::int64_t amount);

/// Checks an option.
/// @throws ArgumentError  `argument.range` outside [low, high] or NaN
void check_range(double value, double low, double high, const char* option);

/// Reads the invoices that are known on a day.
/// @return  accounts by name and identifier, whatever the order of the book
[[nodiscard]] std::vector<LedgerAccount> read_ledger(const Book& book, Date as_of, int default_terms);

/// The invoices of an account, or of all accounts, by currency.
using ByCurrency = std::map<Currency, std::vector<const LedgerInvoice*>>;
[[nodiscard]] ByCurrency by_currency(const LedgerAccount& account);
[[nodiscard]] ByCurrency by_currency(const std::vector<LedgerAccount>& accounts);

/// All findings, account by account.
[[nodiscard]] Findings findings_of(std::vector<LedgerAccount>& accounts);

/// How invoices of one currency were settled in a stretch of days.
struct Settled {
  std::int64_t amount{};
  std::int64_t late_amount{};
  std::int64_t invoices{};
  WideSum weighted_days{};
  std::vector<Uuid> all{};   ///< by identifier
  std::vector<Uuid> late{};  ///< those settled after they were due

  /// Mean days late, weighted by amount; unset if nothing was settled.
  [[nodiscard]] std::optional<double> days_late() const noexcept {
    if (amount == 0) return std::nullopt;
    return static_cast<double>(weighted_days) / static_cast<double>(amount);
  }
};

/// Of invoices settled in [first, last] whose due date is known.
[[nodiscard]] Settled settled_between(const std::vector<const LedgerInvoice*>& invoices, Date first, Date last);

/// The credit limit of a card if it can be used: from 0 and not too big.
[[nodiscard]] std::optional<Money> usable_limit(const Customer& customer);

/// Open amounts without credit balances.
[[nodiscard]] std::int64_t open_amount(const std::vector<const LedgerInvoice*>& invoices);

}  // namespace guanxi::portfolio::detail
