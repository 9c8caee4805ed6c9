#pragma once
/// @file
/// Whether a customer's credit limit should be raised, kept, lowered or stopped, and why.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/ratio.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/receivable.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// What to do about a credit limit, from the mildest.
enum class CreditAction { raise, keep, lower, stop };

/// By what a credit limit is judged.
enum class CreditRule {
  overdue,     ///< what is overdue now
  over_limit,  ///< exposure beyond the limit
  days_late,   ///< how late invoices were settled
  late_share,  ///< how much was settled late
  trend,       ///< how that has changed
  grade,       ///< the credit grade
  history,     ///< how many invoices were settled
  limit,       ///< whether there is a limit
  use,         ///< how much of the limit is used
  step         ///< what rounding leaves of a raise
};

/// How a customer's days late have moved.
enum class PaymentTrend { better, steady, worse, unknown };

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::CreditAction> {
  using enum portfolio::CreditAction;
  static constexpr EnumWord table[] = {
      word(raise, "raise", {"调高", "Raise"}, "enlarge|扩大", {"调高信用额度", "Raise the credit limit"}),
      word(keep, "keep", {"维持", "Keep"}, "", {"维持信用额度", "Keep the credit limit"}),
      word(lower, "lower", {"调低", "Lower"}, "shrink|收缩", {"调低信用额度", "Lower the credit limit"}),
      word(stop, "stop", {"停止赊销", "Stop"}, "", {"收款前停止赊销", "No sales on credit before it has paid"}),
  };
};

template <>
struct Words<portfolio::CreditRule> {
  using enum portfolio::CreditRule;
  static constexpr EnumWord table[] = {
      word(overdue, "overdue", {"逾期应收", "Overdue"}),
      word(over_limit, "over_limit", {"超出额度", "Over the limit"}),
      word(days_late, "days_late", {"迟付天数", "Days late"}),
      word(late_share, "late_share", {"迟付比例", "Share paid late"}),
      word(trend, "trend", {"付款趋势", "Trend of payment"}),
      word(grade, "grade", {"信用等级", "Credit grade"}),
      word(history, "history", {"付款记录", "Payment history"}),
      word(limit, "limit", {"信用额度", "Credit limit"}),
      word(use, "use", {"额度使用", "Use of the limit"}),
      word(step, "step", {"取整", "Rounding"}),
  };
};

template <>
struct Words<portfolio::PaymentTrend> {
  using enum portfolio::PaymentTrend;
  static constexpr EnumWord table[] = {
      word(better, "better", {"好转", "Better"}),
      word(steady, "steady", {"平稳", "Steady"}),
      word(worse, "worse", {"恶化", "Worse"}),
      word(unknown, "unknown", {"无法判断", "Unknown"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// What a customer has received and was not invoiced for.
struct UnbilledAmount {
  Id<Customer> customer{};  ///< who
  Money amount{};           ///< how much, at most 10^15 minor units in size; several of one customer add up
  bool operator==(const UnbilledAmount&) const = default;
};

/// When a limit is raised: all of these, a strong grade and nothing overdue.
struct RaiseRules {
  int use_percent = 70;     ///< share of the limit in use, or more; 0–1000
  double days_late = 5;     ///< mean days late, at most; 0–3650
  double late_share = .25;  ///< share paid late, at most; 0–1
  int enough_paid = 3;      ///< invoices settled in the period, or more; 0–10^6
  int percent = 25;         ///< by how much; 0–1000
};

/// When a limit is lowered: any of these, or a weak grade.
struct LowerRules {
  int overdue_days = 60;   ///< longest overdue, more than; 0–36500
  double days_late = 30;   ///< mean days late, more than; 0–3650
  double late_share = .5;  ///< share paid late, more than, of `raise_rules.enough_paid` invoices or more; 0–1
  double worse_days = 10;  ///< mean days late risen by more than, to more than a raise allows; 0–3650
  int percent = 25;        ///< by how much; 0–100
};

/// When nothing more is sold on credit: any of these.
struct StopRules {
  int overdue_days = 90;   ///< longest overdue, more than; 0–36500
  int over_percent = 150;  ///< exposure in percent of the limit, or more, with something overdue; 100–10000
};

/// How credit is reviewed.
struct CreditOptions {
  int default_terms = 30;      ///< days to pay where no due date is stated, 0–3650
  int period_days = 365;       ///< days of payment behaviour, and as many before; 1–36500
  double steady_days = 5;      ///< a change of days late up to this is none; 0–3650
  std::int64_t step = 10'000;  ///< limits are multiples of it, in units of the currency; 1–10^9
  std::vector<std::string> strong_grades{"AAA", "AA", "A"};  ///< grades that allow a raise, without case and width
  std::vector<std::string> weak_grades{"C", "D"};            ///< grades that ask for less, without case and width
  RaiseRules raise_rules{};                                  ///< when to raise
  LowerRules lower_rules{};                                  ///< when to lower
  StopRules stop_rules{};                                    ///< when to stop
  std::span<const UnbilledAmount> unbilled{};                ///< added to the exposure
};

/// How a customer pays in one currency.
struct PaymentBehaviour {
  Money settled{};                             ///< amounts of invoices settled in the period
  std::int64_t invoices{};                     ///< how many
  std::optional<double> days_late{};           ///< mean days they were late, weighted by amount; unset if none
  std::optional<Ratio> late_share{};           ///< share of the amounts settled after they were due; unset if none
  Money overdue{};                             ///< overdue now and undisputed, without credit notes
  std::int64_t longest_overdue{};              ///< days of the oldest of them; 0 if none
  std::optional<double> days_late_before{};    ///< days late in the period before; unset if none
  std::optional<double> change{};              ///< days late now less before
  PaymentTrend trend = PaymentTrend::unknown;  ///< the same as a word
  bool operator==(const PaymentBehaviour&) const = default;
};

/// A rule that held, or a condition of a raise that failed.
struct CreditReason {
  CreditRule rule{};             ///< which
  CreditAction action{};         ///< what it speaks for; `keep` for a raise that fails
  Message reason{};              ///< for people
  std::vector<Uuid> evidence{};  ///< the invoices that say so, by identifier; the customer for limit and grade
  bool operator==(const CreditReason&) const = default;
};

/// The review of one customer.
struct CustomerCredit {
  Id<Customer> customer{};                    ///< who
  std::string name{};                         ///< short name, else legal name
  std::string grade{};                        ///< credit grade as on the card, may be empty
  std::optional<Money> limit{};               ///< credit limit, unset if there is none that can be used
  std::vector<Money> exposure{};              ///< open and unbilled, one for each currency, by its code
  std::optional<double> utilisation{};        ///< exposure over limit in its currency; unset without a limit above 0
  std::vector<PaymentBehaviour> behaviour{};  ///< one for each currency with a known invoice, by its code
  CreditAction action = CreditAction::keep;   ///< the recommendation
  std::optional<Money> suggested{};           ///< the limit to set; unset without a limit
  std::vector<CreditReason> reasons{};        ///< strictest action first, then in the order of the rules
  bool operator==(const CustomerCredit&) const = default;
};

/// The credit review of a book.
struct CreditReview {
  Date as_of{};                             ///< event time of the answer
  std::vector<CustomerCredit> customers{};  ///< by name, then identifier
  Findings findings{};                      ///< of imperfect records, customer by customer, then of unbilled amounts
  bool operator==(const CreditReview&) const = default;
};

/// Reviews the credit of each customer: exposure, behaviour, recommendation and why.
/// @param book     any number of customers; the order of the records changes nothing
/// @param as_of    the day; later invoices and payments are not known
/// @param options  rules, thresholds and unbilled amounts
/// @return  customers with a limit, a grade, a known invoice or an unbilled amount
/// @throws  ArgumentError  `argument.range` for an option outside its range, or a sum that 64 bits do not hold
/// @cost    n log n in the invoices; no shared state, any thread may call it
/// @source  docs/methods/receivables.md
/// @limits  thresholds are conventions of this library, not estimates of default
[[nodiscard]] CreditReview credit_review(const Book& book, Date as_of, const CreditOptions& options = {});

}  // namespace guanxi::portfolio
