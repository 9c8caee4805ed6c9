#include <guanxi/portfolio/credit_review.hpp>

#include <guanxi/core/apportion.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "ledger.hpp"

namespace guanxi::portfolio {

namespace {

using detail::add_exact;
using detail::LedgerAccount;
using detail::LedgerInvoice;
using detail::WideSum;

using AmountByCurrency = std::map<Currency, std::int64_t>;
using UnbilledBook = std::map<Id<Customer>, AmountByCurrency>;

void check_rules(const CreditOptions& options) {
  const RaiseRules& raise = options.raise_rules;
  const LowerRules& lower = options.lower_rules;
  const StopRules& stop = options.stop_rules;
  detail::check_range(raise.use_percent, 0, 1000, "raise_rules.use_percent");
  detail::check_range(raise.days_late, 0, 3650, "raise_rules.days_late");
  detail::check_range(raise.late_share, 0, 1, "raise_rules.late_share");
  detail::check_range(raise.enough_paid, 0, 1e6, "raise_rules.enough_paid");
  detail::check_range(raise.percent, 0, 1000, "raise_rules.percent");
  detail::check_range(lower.overdue_days, 0, 36500, "lower_rules.overdue_days");
  detail::check_range(lower.days_late, 0, 3650, "lower_rules.days_late");
  detail::check_range(lower.late_share, 0, 1, "lower_rules.late_share");
  detail::check_range(lower.worse_days, 0, 3650, "lower_rules.worse_days");
  detail::check_range(lower.percent, 0, 100, "lower_rules.percent");
  detail::check_range(stop.overdue_days, 0, 36500, "stop_rules.overdue_days");
  detail::check_range(stop.over_percent, 100, 10000, "stop_rules.over_percent");
}

void check_credit(const CreditOptions& options) {
  check_rules(options);
  detail::check_range(options.period_days, 1, 36500, "period_days");
  detail::check_range(options.steady_days, 0, 3650, "steady_days");
  detail::check_range(static_cast<double>(options.step), 1, 1e9, "step");
  constexpr auto largest = static_cast<double>(detail::largest_amount);
  for (const UnbilledAmount& one : options.unbilled)
    detail::check_range(static_cast<double>(one.amount.minor), -largest, largest, "unbilled");
}

UnbilledBook unbilled_book(const CreditOptions& options) {
  UnbilledBook book;
  for (const UnbilledAmount& one : options.unbilled)
    add_exact(book[one.customer][one.amount.currency], one.amount.minor);
  return book;
}

// Grades are compared without width and case; signs stay, for A- is not A.
std::string grade_key(std::string_view grade) {
  std::string key = text::normalize(grade);
  for (char& c : key)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return key;
}

std::set<std::string> grade_keys(const std::vector<std::string>& grades) {
  std::set<std::string> keys;
  for (const std::string& grade : grades) keys.insert(grade_key(grade));
  return keys;
}

std::string credit_days(double days) { return thousandths_text(to_thousandths(days), 1); }
std::string credit_share(double share) { return thousandths_text(to_thousandths(100 * share), 1) + "%"; }

// -- behaviour --

// What the rules look at beside the shown figures.
struct BehaviourDraft {
  PaymentBehaviour shown{};
  std::vector<Uuid> settled{}, late{};
};

void compare_behaviour(PaymentBehaviour& shown, double steady_days) {
  if (!shown.days_late || !shown.days_late_before) return;
  shown.change = *shown.days_late - *shown.days_late_before;
  shown.trend = *shown.change > steady_days    ? PaymentTrend::worse
                : *shown.change < -steady_days ? PaymentTrend::better
                                               : PaymentTrend::steady;
}

BehaviourDraft behaviour_of(Currency currency, const std::vector<const LedgerInvoice*>& invoices, Date as_of,
                            const CreditOptions& options) {
  const Date since = as_of - (options.period_days - 1);
  const detail::Settled now = detail::settled_between(invoices, since, as_of);
  BehaviourDraft draft{.settled = now.all, .late = now.late};
  PaymentBehaviour& shown = draft.shown;
  shown.settled = {now.amount, currency};
  shown.invoices = now.invoices;
  shown.days_late = now.days_late();
  if (now.amount > 0)
    shown.late_share = Ratio::clamped(static_cast<double>(now.late_amount) / static_cast<double>(now.amount));
  shown.days_late_before = detail::settled_between(invoices, since - options.period_days, since - 1).days_late();
  shown.overdue.currency = currency;
  for (const LedgerInvoice* invoice : invoices) {
    if (invoice->disputed || !invoice->is_overdue(as_of)) continue;
    add_exact(shown.overdue.minor, invoice->open());
    shown.longest_overdue = (std::max)(shown.longest_overdue, *invoice->days_overdue(as_of));
  }
  compare_behaviour(shown, options.steady_days);
  return draft;
}

// -- the review of one customer --

class CreditCase {
 public:
  CreditCase(const LedgerAccount& account, const AmountByCurrency& unbilled, Date as_of, const CreditOptions& options)
      : account_(account), as_of_(as_of), options_(options) {
    credit_.customer = account.customer->id;
    credit_.name = account.name;
    credit_.grade = text::trim(account.customer->credit_grade);
    credit_.limit = detail::usable_limit(*account.customer);
    AmountByCurrency exposure = unbilled;
    for (const auto& [currency, invoices] : detail::by_currency(account)) {
      add_exact(exposure[currency], detail::open_amount(invoices));
      drafts_.push_back(behaviour_of(currency, invoices, as_of, options));
      longest_ = (std::max)(longest_, drafts_.back().shown.longest_overdue);
    }
    for (const auto& [currency, minor] : exposure) credit_.exposure.push_back({minor, currency});
    if (!credit_.limit) return;
    if (const auto found = exposure.find(credit_.limit->currency); found != exposure.end()) used_ = found->second;
    if (credit_.limit->minor > 0)
      credit_.utilisation = static_cast<double>(used_) / static_cast<double>(credit_.limit->minor);
  }

  CustomerCredit judge(const std::set<std::string>& strong, const std::set<std::string>& weak) {
    const std::string grade = grade_key(credit_.grade);
    judge_overdue();
    judge_over_limit();
    for (const BehaviourDraft& draft : drafts_) judge_behaviour(draft);
    if (!grade.empty() && weak.contains(grade))
      tell(CreditRule::grade, CreditAction::lower,
           {"信用等级偏低：" + credit_.grade, "weak credit grade: " + credit_.grade}, {credit_.customer.uuid});
    if (credit_.reasons.empty()) judge_raise(!grade.empty() && strong.contains(grade));
    for (const CreditReason& reason : credit_.reasons) credit_.action = (std::max)(credit_.action, reason.action);
    finish();
    return std::move(credit_);
  }

 private:
  void tell(CreditRule rule, CreditAction action, Message reason, std::vector<Uuid> evidence) {
    credit_.reasons.push_back({rule, action, std::move(reason), std::move(evidence)});
  }

  [[nodiscard]] std::vector<Uuid> overdue_beyond(std::int64_t days) const {
    std::vector<Uuid> found;
    for (const LedgerInvoice& invoice : account_.invoices)
      if (!invoice.disputed && invoice.is_overdue(as_of_) && *invoice.days_overdue(as_of_) > days)
        found.push_back(invoice.id.uuid);
    return found;
  }

  // True if what is used reaches a percentage of the limit.
  [[nodiscard]] bool uses(int percent) const { return WideSum{used_} * 100 >= WideSum{credit_.limit->minor} * percent; }

  void judge_overdue() {
    const bool is_stop = longest_ > options_.stop_rules.overdue_days;
    if (!is_stop && longest_ <= options_.lower_rules.overdue_days) return;
    const int limit = is_stop ? options_.stop_rules.overdue_days : options_.lower_rules.overdue_days;
    tell_overdue(is_stop ? CreditAction::stop : CreditAction::lower, limit);
  }

  void tell_overdue(CreditAction action, int beyond) {
    const std::string days = std::to_string(longest_), limit = std::to_string(beyond);
    tell(CreditRule::overdue, action,
         {"逾期最长 " + days + " 天，超过 " + limit + " 天", "overdue for up to " + days + " days, more than " + limit},
         overdue_beyond(beyond));
  }

  void judge_over_limit() {
    if (!credit_.limit || used_ <= credit_.limit->minor || longest_ == 0) return;
    if (uses(options_.stop_rules.over_percent)) tell_use(CreditRule::over_limit, CreditAction::stop);
  }

  void tell_use(CreditRule rule, CreditAction action) {
    const std::string used = to_string(Money{used_, credit_.limit->currency}), limit = to_string(*credit_.limit);
    const std::string share = credit_.utilisation ? credit_share(*credit_.utilisation) : "";
    tell(rule, action,
         {"已用 " + used + "，额度 " + limit + (share.empty() ? "" : "（" + share + "）"),
          used + " used of a limit of " + limit + (share.empty() ? "" : " (" + share + ")")},
         {credit_.customer.uuid});
  }

  void judge_behaviour(const BehaviourDraft& draft) {
    const PaymentBehaviour& shown = draft.shown;
    const LowerRules& rules = options_.lower_rules;
    if (!shown.days_late) return;
    if (*shown.days_late > rules.days_late) tell_days_late(draft, CreditAction::lower);
    if (shown.late_share->value() > rules.late_share && shown.invoices >= options_.raise_rules.enough_paid)
      tell_late_share(draft, CreditAction::lower);
    if (shown.change && *shown.change > rules.worse_days && *shown.days_late > options_.raise_rules.days_late)
      tell_trend(draft, CreditAction::lower);
  }

  void tell_days_late(const BehaviourDraft& draft, CreditAction action) {
    const std::string days = credit_days(*draft.shown.days_late), settled = to_string(draft.shown.settled);
    tell(CreditRule::days_late, action,
         {"已付清 " + settled + "，按金额平均迟付 " + days + " 天",
          settled + " settled, " + days + " days late on average by amount"},
         action == CreditAction::raise ? draft.settled : draft.late);
  }

  void tell_late_share(const BehaviourDraft& draft, CreditAction action) {
    const std::string share = credit_share(draft.shown.late_share->value()), settled = to_string(draft.shown.settled);
    tell(CreditRule::late_share, action,
         {"已付清 " + settled + "，其中 " + share + " 迟付", share + " of " + settled + " was settled late"},
         draft.late);
  }

  void tell_trend(const BehaviourDraft& draft, CreditAction action) {
    const std::string now = credit_days(*draft.shown.days_late), before = credit_days(*draft.shown.days_late_before);
    tell(CreditRule::trend, action,
         {"平均迟付由 " + before + " 天变为 " + now + " 天", "from " + before + " to " + now + " days late on average"},
         draft.late);
  }

  void judge_raise(bool has_strong_grade) {
    if (longest_ > 0) tell_overdue(CreditAction::keep, 0);
    for (const BehaviourDraft& draft : drafts_) doubt_behaviour(draft);
    doubt_card(has_strong_grade);
    doubt_history();
    if (credit_.reasons.empty()) tell_raise();
  }

  // What speaks against a raise in how the customer pays.
  void doubt_behaviour(const BehaviourDraft& draft) {
    const PaymentBehaviour& shown = draft.shown;
    const RaiseRules& rules = options_.raise_rules;
    if (!shown.days_late) return;
    if (*shown.days_late > rules.days_late) tell_days_late(draft, CreditAction::keep);
    if (shown.late_share->value() > rules.late_share) tell_late_share(draft, CreditAction::keep);
    if (shown.trend == PaymentTrend::worse) tell_trend(draft, CreditAction::keep);
  }

  // What speaks against it on the card.
  void doubt_card(bool has_strong_grade) {
    if (credit_.grade.empty())
      tell(CreditRule::grade, CreditAction::keep, {"没有信用等级", "no credit grade"}, {credit_.customer.uuid});
    else if (!has_strong_grade)
      tell(CreditRule::grade, CreditAction::keep,
           {"信用等级不足以调高：" + credit_.grade, "a credit grade that allows no raise: " + credit_.grade},
           {credit_.customer.uuid});
    if (!credit_.limit)
      tell(CreditRule::limit, CreditAction::keep, {"没有信用额度", "no credit limit"}, {credit_.customer.uuid});
    else if (!uses(options_.raise_rules.use_percent))
      tell_use(CreditRule::use, CreditAction::keep);
  }

  void doubt_history() {
    std::int64_t settled = 0;
    for (const BehaviourDraft& draft : drafts_) settled += draft.shown.invoices;
    if (settled >= options_.raise_rules.enough_paid) return;
    const std::string count = std::to_string(settled), enough = std::to_string(options_.raise_rules.enough_paid);
    std::vector<Uuid> evidence;
    for (const BehaviourDraft& draft : drafts_)
      evidence.insert(evidence.end(), draft.settled.begin(), draft.settled.end());
    tell(CreditRule::history, CreditAction::keep,
         {"期内付清的发票 " + count + " 张，少于 " + enough + " 张",
          count + " of the " + enough + " settled invoices that a raise takes"},
         std::move(evidence));
  }

  void tell_raise() {
    for (const BehaviourDraft& draft : drafts_)
      if (draft.shown.days_late) tell_days_late(draft, CreditAction::raise);
    tell(CreditRule::grade, CreditAction::raise,
         {"信用等级高：" + credit_.grade, "strong credit grade: " + credit_.grade}, {credit_.customer.uuid});
    tell_use(CreditRule::use, CreditAction::raise);
    if (changed_limit(options_.raise_rules.percent) > credit_.limit->minor) return;
    const std::string step = std::to_string(options_.step);
    tell(CreditRule::step, CreditAction::keep,
         {"按 " + step + " 取整后没有增加", "rounded down to a multiple of " + step + ", nothing is added"},
         {credit_.customer.uuid});
  }

  // The limit changed by a percentage and rounded down.
  [[nodiscard]] std::int64_t changed_limit(int percent) const {
    const std::int64_t step = options_.step * credit_.limit->currency.minor_units();
    return credit_.limit->minor * (100 + percent) / 100 / step * step;
  }

  void finish() {
    std::stable_sort(credit_.reasons.begin(), credit_.reasons.end(), [](const CreditReason& a, const CreditReason& b) {
      return std::tie(b.action, a.rule) < std::tie(a.action, b.rule);
    });
    for (BehaviourDraft& draft : drafts_) credit_.behaviour.push_back(draft.shown);
    if (!credit_.limit) return;
    credit_.suggested = credit_.limit;
    if (credit_.action == CreditAction::stop) credit_.suggested->minor = 0;
    if (credit_.action == CreditAction::lower) credit_.suggested->minor = changed_limit(-options_.lower_rules.percent);
    if (credit_.action == CreditAction::raise) credit_.suggested->minor = changed_limit(options_.raise_rules.percent);
  }

  const LedgerAccount& account_;
  Date as_of_;
  const CreditOptions& options_;
  CustomerCredit credit_{.action = CreditAction::raise};
  std::vector<BehaviourDraft> drafts_{};
  std::int64_t longest_ = 0;  // days of the oldest undisputed overdue invoice
  std::int64_t used_ = 0;     // exposure in the currency of the limit
};

// -- findings --

void tell_card(Findings& findings, const FindingCode& code, const CustomerCredit& credit, const char* field,
               const std::string& value = {}, const std::string& fix = {}) {
  findings.push_back(make_finding(code, {.kind = Schema<Customer>::name,
                                         .record = credit.customer.uuid,
                                         .field = field,
                                         .value = value,
                                         .detail = {credit.name, credit.name},
                                         .fix = {fix, fix}}));
}

void tell_limit(Findings& findings, const Customer& customer, const CustomerCredit& credit) {
  if (!customer.credit_limit) return tell_card(findings, finding_code("portfolio.no_limit"), credit, "credit_limit");
  const std::string stated = to_string(*customer.credit_limit);
  if (customer.credit_limit->minor < 0)
    return tell_card(findings, finding_code("portfolio.limit_negative"), credit, "credit_limit", stated);
  if (!credit.limit)
    return tell_card(findings, finding_code("portfolio.amount_too_big"), credit, "credit_limit", stated);
  for (const Money& exposure : credit.exposure)
    if (exposure.currency != credit.limit->currency && exposure.minor > 0)
      tell_card(findings, finding_code("portfolio.limit_currency"), credit, "credit_limit", to_string(exposure),
                stated);
}

void tell_unknown(Findings& findings, const UnbilledBook& unbilled) {
  for (const auto& [customer, amounts] : unbilled)
    for (const auto& [currency, minor] : amounts)
      findings.push_back(make_finding(
          finding_code("portfolio.unbilled_unknown"),
          {.kind = Schema<Customer>::name, .record = customer.uuid, .value = to_string(Money{minor, currency})}));
}

// What was given of a customer; what nobody takes is left.
AmountByCurrency taken_from(UnbilledBook& unbilled, Id<Customer> customer) {
  if (!customer) return {};
  const UnbilledBook::node_type given = unbilled.extract(customer);
  return given.empty() ? AmountByCurrency{} : given.mapped();
}

bool is_reviewed(const LedgerAccount& account, const AmountByCurrency& unbilled) {
  const Customer& customer = *account.customer;
  return customer.credit_limit || !customer.credit_grade.empty() || !account.invoices.empty() || !unbilled.empty();
}

}  // namespace

CreditReview credit_review(const Book& book, Date as_of, const CreditOptions& options) {
  check_credit(options);
  std::vector<LedgerAccount> accounts = detail::read_ledger(book, as_of, options.default_terms);
  const std::set<std::string> strong = grade_keys(options.strong_grades), weak = grade_keys(options.weak_grades);
  UnbilledBook unbilled = unbilled_book(options);
  CreditReview review{.as_of = as_of};
  for (LedgerAccount& account : accounts) {
    const AmountByCurrency own = taken_from(unbilled, account.customer->id);
    if (!is_reviewed(account, own)) continue;
    review.customers.push_back(CreditCase(account, own, as_of, options).judge(strong, weak));
    const CustomerCredit& credit = review.customers.back();
    tell_limit(account.findings, *account.customer, credit);
    if (credit.grade.empty()) tell_card(account.findings, finding_code("portfolio.no_grade"), credit, "credit_grade");
  }
  review.findings = detail::findings_of(accounts);
  tell_unknown(review.findings, unbilled);
  return review;
}

}  // namespace guanxi::portfolio
