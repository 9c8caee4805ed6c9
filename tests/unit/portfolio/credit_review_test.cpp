#include <guanxi/portfolio/collection.hpp>
#include <guanxi/portfolio/credit_review.hpp>
#include <guanxi/portfolio/receivables.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "receivables_book.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::portfolio::receivables_test {
namespace {

using test::code_thrown;
using enum CreditAction;

// An invoice of so many yuan that fell due so many days before the day and was settled some days late.
Receivable settled(int id, std::int64_t units, int due_before, int late) {
  const Date due = due_day - due_before;
  return invoice(id, yuan(units), due - 30, due, {{yuan(units), due + late}});
}

// K of docs/methods/receivables.md.
Dossier good_payer() {
  Dossier dossier = debtor(1, "K",
                           {invoice(11, yuan(75'000), due_day - 10, due_day + 20), settled(12, 40'000, 100, 0),
                            settled(13, 40'000, 200, -5), settled(14, 20'000, 300, 3), settled(15, 50'000, 400, 8)});
  dossier.customer().credit_limit = yuan(100'000);
  dossier.customer().credit_grade = "A";
  return dossier;
}

CustomerCredit review_of(const Dossier& dossier, const CreditOptions& options = {}) {
  return credit_review({.dossiers = {dossier}}, due_day, options).customers.at(0);
}

// Rule and action of each reason.
std::vector<std::pair<CreditRule, CreditAction>> rules_of(const CustomerCredit& credit) {
  std::vector<std::pair<CreditRule, CreditAction>> rules;
  for (const CreditReason& one : credit.reasons) rules.emplace_back(one.rule, one.action);
  return rules;
}
using RuleList = std::vector<std::pair<CreditRule, CreditAction>>;

TEST(CreditReview, worked_example) {
  const CustomerCredit credit = review_of(good_payer());
  EXPECT_EQ(credit.exposure, std::vector{yuan(75'000)});
  EXPECT_EQ(credit.utilisation, .75);
  ASSERT_EQ(credit.behaviour.size(), 1U);
  const PaymentBehaviour& behaviour = credit.behaviour[0];
  EXPECT_EQ(behaviour.settled, yuan(100'000));
  EXPECT_EQ(behaviour.invoices, 3);
  EXPECT_DOUBLE_EQ(behaviour.days_late.value(), .6);
  EXPECT_DOUBLE_EQ(behaviour.late_share.value().value(), .2);
  EXPECT_DOUBLE_EQ(behaviour.days_late_before.value(), 8);
  EXPECT_DOUBLE_EQ(behaviour.change.value(), -7.4);
  EXPECT_EQ(behaviour.trend, PaymentTrend::better);
  EXPECT_EQ(behaviour.overdue, yuan(0));
  EXPECT_EQ(behaviour.longest_overdue, 0);
  EXPECT_EQ(credit.action, raise);
  EXPECT_EQ(credit.suggested, yuan(120'000)) << "125,000 rounded down to 10,000";
  EXPECT_EQ(rules_of(credit),
            (RuleList{{CreditRule::days_late, raise}, {CreditRule::grade, raise}, {CreditRule::use, raise}}));
  EXPECT_EQ(credit.reasons[0].reason.en, "100000.00 CNY settled, 0.6 days late on average by amount");
  EXPECT_EQ(credit.reasons[0].evidence, (std::vector{number(12), number(13), number(14)}));
  EXPECT_EQ(credit.reasons[2].reason.zh, "已用 75000.00 CNY，额度 100000.00 CNY（75.0%）");
  EXPECT_EQ(credit.reasons[2].evidence, std::vector{number(1)});
}

TEST(CreditReview, worked_example_with_a_weak_grade_and_with_an_old_debt) {
  Dossier dossier = good_payer();
  dossier.customer().credit_grade = "c";
  const CustomerCredit weak = review_of(dossier);
  EXPECT_EQ(weak.action, lower);
  EXPECT_EQ(weak.suggested, yuan(70'000)) << "75,000 rounded down";
  EXPECT_EQ(rules_of(weak), (RuleList{{CreditRule::grade, lower}}));
  dossier.of<Receivable>().push_back(invoice(16, yuan(1), due_day - 100, due_day - 91));
  dossier.of<Receivable>().push_back(invoice(17, yuan(1), due_day - 300, due_day - 200));
  dossier.of<Receivable>().back().disputed = true;
  const CustomerCredit old = review_of(dossier);
  EXPECT_EQ(old.action, stop);
  EXPECT_EQ(old.suggested, yuan(0));
  EXPECT_EQ(rules_of(old), (RuleList{{CreditRule::overdue, stop}, {CreditRule::grade, lower}}));
  EXPECT_EQ(old.reasons[0].evidence, std::vector{number(16)});
  EXPECT_EQ(old.reasons[0].reason.zh, "逾期最长 91 天，超过 90 天");
}

TEST(CreditReview, longest_overdue_lowers_then_stops) {
  const auto action = [](int days, bool disputed) {
    Dossier dossier = good_payer();
    dossier.of<Receivable>().push_back(invoice(16, yuan(1), due_day - 200, due_day - days));
    dossier.of<Receivable>().back().disputed = disputed;
    return review_of(dossier).action;
  };
  EXPECT_EQ(action(0, false), raise) << "due today";
  EXPECT_EQ(action(1, false), keep);
  EXPECT_EQ(action(60, false), keep);
  EXPECT_EQ(action(61, false), lower);
  EXPECT_EQ(action(90, false), lower);
  EXPECT_EQ(action(91, false), stop);
  EXPECT_EQ(action(91, true), raise) << "what is disputed is no bad behaviour";
}

TEST(CreditReview, far_over_the_limit_with_something_overdue_stops) {
  const auto credit = [](std::int64_t limit, int days_overdue) {
    Dossier dossier = good_payer();
    dossier.customer().credit_limit = yuan(limit);
    dossier.of<Receivable>().push_back(invoice(16, yuan(1), due_day - 50, due_day - days_overdue));
    return review_of(dossier);
  };
  EXPECT_EQ(rules_of(credit(50'000, 1)), (RuleList{{CreditRule::over_limit, stop}})) << "75,001 is 150 % or more";
  EXPECT_EQ(credit(50'001, 1).action, keep) << "75,001 is less than 75,001.50";
  EXPECT_EQ(credit(50'000, 0).action, raise) << "nothing is overdue";
  const CustomerCredit none = credit(0, 1);
  EXPECT_EQ(none.action, stop) << "over a limit of 0";
  EXPECT_EQ(none.utilisation, std::nullopt);
  EXPECT_EQ(none.reasons[0].reason.en, "75001.00 CNY used of a limit of 0.00 CNY");
}

TEST(CreditReview, late_payment_lowers) {
  Dossier dossier = good_payer();
  auto& records = dossier.of<Receivable>();
  const auto put = [&](std::vector<Receivable> more) {
    records = good_payer().of<Receivable>();
    records.insert(records.end(), more.begin(), more.end());
    return review_of(dossier);
  };
  // 60,000 / 100,000 days so far; days late over 30 need more than 30 · (100,000 + x) in all
  const CustomerCredit late = put({settled(20, 100'000, 150, 60)});
  EXPECT_DOUBLE_EQ(late.behaviour[0].days_late.value(), 30.3);
  EXPECT_EQ(rules_of(late),
            (RuleList{{CreditRule::days_late, lower}, {CreditRule::late_share, lower}, {CreditRule::trend, lower}}));
  EXPECT_EQ(late.reasons[0].evidence, (std::vector{number(14), number(20)}));
  EXPECT_EQ(late.reasons[1].reason.en, "60.0% of 200000.00 CNY was settled late");
  EXPECT_EQ(late.reasons[2].reason.zh, "平均迟付由 8.0 天变为 30.3 天");
  const CustomerCredit half = put({settled(20, 60'000, 150, 1)});
  EXPECT_DOUBLE_EQ(half.behaviour[0].late_share.value().value(), .5);
  EXPECT_EQ(rules_of(half), (RuleList{{CreditRule::late_share, keep}})) << "half is not more than half";
  const CustomerCredit more = put({settled(20, 60'001, 150, 1)});
  EXPECT_EQ(rules_of(more), (RuleList{{CreditRule::late_share, lower}}));
}

TEST(CreditReview, few_invoices_say_nothing_of_the_share_paid_late) {
  Dossier dossier = debtor(1, "M", {settled(12, 100, 100, 2), settled(13, 100, 90, 2)});
  dossier.customer().credit_limit = yuan(60'000);
  dossier.customer().credit_grade = "B";
  const CustomerCredit two = review_of(dossier);
  EXPECT_EQ(two.behaviour[0].late_share, Ratio::clamped(1));
  EXPECT_EQ(two.action, keep);
  EXPECT_EQ(rules_of(two), (RuleList{{CreditRule::late_share, keep},
                                     {CreditRule::grade, keep},
                                     {CreditRule::history, keep},
                                     {CreditRule::use, keep}}));
  EXPECT_EQ(two.reasons[2].evidence, (std::vector{number(12), number(13)}));
  EXPECT_EQ(two.suggested, yuan(60'000)) << "as it is";
  dossier.of<Receivable>().push_back(settled(14, 100, 80, 2));
  EXPECT_EQ(review_of(dossier).action, lower);
  EXPECT_EQ(review_of(dossier).suggested, yuan(40'000)) << "45,000 rounded down";
}

TEST(CreditReview, a_worse_trend_lowers_only_those_who_are_late) {
  const auto credit = [](int before, int now, double allowed = 5) {
    Dossier dossier = debtor(1, "T", {});
    for (const int i : {0, 1, 2}) {
      dossier.of<Receivable>().push_back(settled(10 + i, 100, 200 + i, now));
      dossier.of<Receivable>().push_back(settled(20 + i, 100, 600 + i, before));
    }
    dossier.customer().credit_limit = yuan(100'000);
    dossier.customer().credit_grade = "A";
    return review_of(dossier, {.raise_rules = {.use_percent = 0, .days_late = allowed, .late_share = 1},
                               .lower_rules = {.late_share = 1},
                               .unbilled = {}});
  };
  EXPECT_EQ(rules_of(credit(0, 11)), (RuleList{{CreditRule::trend, lower}}));
  EXPECT_EQ(rules_of(credit(0, 10)), (RuleList{{CreditRule::days_late, keep}, {CreditRule::trend, keep}}));
  EXPECT_EQ(rules_of(credit(0, 11, 11)), (RuleList{{CreditRule::trend, keep}})) << "late, but within what is allowed";
  EXPECT_EQ(credit(0, 6).behaviour[0].trend, PaymentTrend::worse);
  EXPECT_EQ(credit(0, 5).behaviour[0].trend, PaymentTrend::steady);
  EXPECT_EQ(credit(5, 0).behaviour[0].trend, PaymentTrend::steady);
  EXPECT_EQ(credit(6, 0).behaviour[0].trend, PaymentTrend::better);
  EXPECT_EQ(rules_of(credit(6, 0)), (RuleList{
                                        {CreditRule::days_late, raise},
                                        {CreditRule::grade, raise},
                                        {CreditRule::use, raise},
                                    }));
}

TEST(CreditReview, periods_meet_without_gap) {
  const auto where = [](int days_before) {
    const Date day = due_day - days_before;
    const PaymentBehaviour behaviour =
        review_of(debtor(1, "P", {invoice(5, yuan(1), day, day, {{yuan(1), day}})}), {.period_days = 10})
            .behaviour.at(0);
    return std::pair(behaviour.days_late.has_value(), behaviour.days_late_before.has_value());
  };
  EXPECT_EQ(where(0), std::pair(true, false));
  EXPECT_EQ(where(9), std::pair(true, false));
  EXPECT_EQ(where(10), std::pair(false, true));
  EXPECT_EQ(where(19), std::pair(false, true));
  EXPECT_EQ(where(20), std::pair(false, false));
}

TEST(CreditReview, a_raise_takes_a_strong_grade_and_use) {
  const auto rules = [](const char* grade, std::int64_t limit) {
    Dossier dossier = good_payer();
    dossier.customer().credit_grade = grade;
    dossier.customer().credit_limit = yuan(limit);
    return rules_of(review_of(dossier));
  };
  EXPECT_EQ(rules(" ａａ ", 100'000).at(0).second, raise) << "width, case and blanks do not matter";
  EXPECT_EQ(rules("B", 100'000), (RuleList{{CreditRule::grade, keep}}));
  EXPECT_EQ(rules("A-", 100'000), (RuleList{{CreditRule::grade, keep}})) << "signs matter";
  EXPECT_EQ(rules("A", 107'142).at(0).second, raise) << "70 % of it is 74,999.40";
  EXPECT_EQ(rules("A", 107'143), (RuleList{{CreditRule::use, keep}})) << "70 % of it is 75,000.10";
}

TEST(CreditReview, missing_limit_and_grade_are_named_and_answered) {
  Dossier dossier = good_payer();
  dossier.customer().credit_limit.reset();
  dossier.customer().credit_grade = " ";
  const CreditReview review = credit_review({.dossiers = {dossier}}, due_day);
  EXPECT_EQ(found_at(review.findings), (std::vector<FoundAt>{{"portfolio.no_limit", number(1), "credit_limit"},
                                                             {"portfolio.no_grade", number(1), "credit_grade"}}));
  EXPECT_EQ(review.findings[0].message.en, "customer K has no credit limit");
  const CustomerCredit& credit = review.customers.at(0);
  EXPECT_EQ(credit.action, keep);
  EXPECT_EQ(credit.suggested, std::nullopt);
  EXPECT_EQ(credit.utilisation, std::nullopt);
  EXPECT_EQ(rules_of(credit), (RuleList{{CreditRule::grade, keep}, {CreditRule::limit, keep}}));
  dossier.of<Receivable>().push_back(invoice(16, yuan(1), due_day - 100, due_day - 91));
  EXPECT_EQ(review_of(dossier).action, stop) << "behaviour alone is enough to stop";
}

TEST(CreditReview, limits_that_cannot_be_used_are_named) {
  Dossier dossier = good_payer();
  const auto codes = [&](Money limit) {
    dossier.customer().credit_limit = limit;
    const CreditReview review = credit_review({.dossiers = {dossier}}, due_day);
    EXPECT_EQ(review.customers.at(0).limit.has_value(), limit.currency == Currency("USD"));
    return found_at(review.findings);
  };
  EXPECT_EQ(codes(yuan(-1)), (std::vector<FoundAt>{{"portfolio.limit_negative", number(1), "credit_limit"}}));
  EXPECT_EQ(codes({1'000'000'000'000'001, {}}),
            (std::vector<FoundAt>{{"portfolio.amount_too_big", number(1), "credit_limit"}}));
  EXPECT_EQ(codes(dollars(1000)), (std::vector<FoundAt>{{"portfolio.limit_currency", number(1), "credit_limit"}}));
  const CustomerCredit credit = review_of(dossier);
  EXPECT_EQ(credit.utilisation, 0) << "nothing is open in dollars";
  EXPECT_EQ(credit.exposure, std::vector{yuan(75'000)});
}

TEST(CreditReview, each_currency_must_be_paid_well) {
  Dossier dossier = good_payer();
  const Date due = due_day - 50;
  dossier.of<Receivable>().push_back(invoice(30, dollars(1), due - 30, due, {{dollars(1), due + 9}}));
  const CustomerCredit credit = review_of(dossier);
  ASSERT_EQ(credit.behaviour.size(), 2U);
  EXPECT_EQ(credit.behaviour[0].settled, yuan(100'000));
  EXPECT_EQ(credit.behaviour[1].settled, dollars(1));
  EXPECT_EQ(credit.exposure, (std::vector{yuan(75'000), dollars(0)}));
  EXPECT_EQ(rules_of(credit), (RuleList{{CreditRule::days_late, keep}, {CreditRule::late_share, keep}}));
  EXPECT_EQ(credit.reasons[0].evidence, std::vector{number(30)});
  EXPECT_TRUE(credit_review({.dossiers = {dossier}}, due_day).findings.empty()) << "nothing is open in dollars";
}

TEST(CreditReview, unbilled_amounts_add_to_the_exposure) {
  const UnbilledAmount given[] = {{{number(1)}, yuan(20'000)},
                                  {{number(1)}, yuan(5'000)},
                                  {{number(1)}, dollars(7)},
                                  {{number(77)}, yuan(3)},
                                  {{}, yuan(4)}};
  Book book{.dossiers = {good_payer(), debtor(2, "Nobody", {}), Dossier(Customer{.legal_name = "Without id"})}};
  const CreditReview review = credit_review(book, due_day, {.unbilled = given});
  ASSERT_EQ(review.customers.size(), 1U) << "nothing is known of the others";
  EXPECT_EQ(review.customers[0].exposure, (std::vector{yuan(100'000), dollars(7)}));
  EXPECT_EQ(review.customers[0].utilisation, 1);
  EXPECT_EQ(found_at(review.findings), (std::vector<FoundAt>{{"portfolio.limit_currency", number(1), "credit_limit"},
                                                             {"portfolio.unbilled_unknown", Uuid{}, ""},
                                                             {"portfolio.unbilled_unknown", number(77), ""}}));
  EXPECT_EQ(review.findings[2].value, "3.00 CNY");
  const UnbilledAmount alone[] = {{{number(2)}, yuan(1)}};
  EXPECT_EQ(credit_review(book, due_day, {.unbilled = alone}).customers.size(), 2U);
}

TEST(CreditReview, suggested_limits_are_rounded_down_to_the_step) {
  const auto suggested = [](Money limit, std::int64_t step, const char* grade) {
    Dossier dossier = good_payer();
    dossier.customer().credit_limit = limit;
    dossier.customer().credit_grade = grade;
    return review_of(dossier, {.step = step, .raise_rules = {.use_percent = 0}});
  };
  EXPECT_EQ(suggested(yuan(100'003), 1, "A").suggested, yuan(125'003)) << "125,003.75";
  EXPECT_EQ(suggested({10'001, Currency("JPY")}, 100, "A").suggested, (Money{12'500, Currency("JPY")})) << "no sen";
  EXPECT_EQ(suggested(yuan(100'000), 1'000'000, "C").suggested, yuan(0));
  const CustomerCredit coarse = suggested(yuan(100'000), 100'000, "A");
  EXPECT_EQ(coarse.action, keep) << "125,000 would go down to 100,000";
  EXPECT_EQ(coarse.suggested, yuan(100'000));
  EXPECT_EQ(rules_of(coarse).front(), std::pair(CreditRule::step, keep));
  EXPECT_EQ(suggested(yuan(0), 1, "A").action, keep) << "a quarter more of nothing";
}

TEST(CreditReview, options_out_of_range_are_refused) {
  const auto code = [](const CreditOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)credit_review({}, due_day, options); });
  };
  const UnbilledAmount big[] = {{{number(1)}, {1'000'000'000'000'001, {}}}};
  const CreditOptions bad[] = {{.default_terms = -1},
                               {.period_days = 0},
                               {.steady_days = -1},
                               {.step = 0},
                               {.step = 1'000'000'001},
                               {.raise_rules = {.use_percent = -1}},
                               {.raise_rules = {.days_late = std::nan("")}},
                               {.raise_rules = {.late_share = 1.1}},
                               {.raise_rules = {.enough_paid = -1}},
                               {.raise_rules = {.percent = 1001}},
                               {.lower_rules = {.overdue_days = -1}},
                               {.lower_rules = {.days_late = -1}},
                               {.lower_rules = {.late_share = -.1}},
                               {.lower_rules = {.worse_days = -1}},
                               {.lower_rules = {.percent = 101}},
                               {.stop_rules = {.overdue_days = -1}},
                               {.stop_rules = {.over_percent = 99}},
                               {.unbilled = big}};
  for (const CreditOptions& options : bad) EXPECT_EQ(code(options), "argument.range") << &options - bad;
  EXPECT_EQ(code({}), "nothing thrown");
}

// -- the rules once more, from the figures that are shown --

bool is_strong(const CustomerCredit& credit) { return credit.grade == "A"; }

CreditAction plain_action(const CustomerCredit& credit) {
  std::int64_t longest = 0, used = 0, paid = 0;
  bool is_bad = credit.grade == "C", is_good = true;
  for (const PaymentBehaviour& one : credit.behaviour) {
    longest = std::max(longest, one.longest_overdue);
    paid += one.invoices;
    const double days = one.days_late.value_or(0), share = one.late_share.value_or(Ratio()).value();
    is_bad |= days > 30 || (share > .5 && one.invoices >= 3) || (days > 5 && one.change.value_or(0) > 10);
    is_good &= days <= 5 && share <= .25 && one.trend != PaymentTrend::worse;
  }
  for (const Money& one : credit.exposure)
    if (credit.limit && one.currency == credit.limit->currency) used = one.minor;
  const std::int64_t limit = credit.limit ? credit.limit->minor : 0;
  if (longest > 90 || (credit.limit && used > 0 && longest > 0 && used * 2 >= limit * 3)) return stop;
  if (is_bad || longest > 60) return lower;
  const bool is_used = credit.limit && used * 10 >= limit * 7;
  const bool is_more = limit * 5 / 4 / 100 > limit / 100;  // a step of one unit
  return is_good && is_used && is_more && is_strong(credit) && paid >= 3 && longest == 0 ? raise : keep;
}

// Customers who have paid in time and owe only what is not due, or nobody would be raised.
void let_pay(Book& book, BookDraws& draws) {
  for (Dossier& dossier : book.dossiers) {
    auto& records = dossier.of<Receivable>();
    for (Receivable& one : records) one.due_on = due_day + draws.below(9), one.payments.clear();
    for (int id = 1; id <= 3; ++id) records.push_back(settled(1000 * id + draws.below(900), 500, 40 * id, 0));
  }
}

TEST(CreditReview, random_books_follow_the_rules_in_any_order) {
  BookDraws draws(45);
  std::map<CreditAction, int> actions;
  for (int round = 0; round < 400; ++round) {
    Book book = draws.book();
    if (round % 2 == 0) let_pay(book, draws);
    const CreditReview review = credit_review(book, due_day, {.step = 1});
    const Ageing ages = ageing(book, due_day);
    const Collection figures = collection(book, due_day);
    for (const CustomerCredit& credit : review.customers) {
      ASSERT_EQ(credit.action, plain_action(credit)) << "round " << round;
      ASSERT_FALSE(credit.reasons.empty());
      ASSERT_EQ(credit.reasons.front().action, credit.action);
      ASSERT_EQ(credit.suggested.has_value(), credit.limit.has_value());
      ++actions[credit.action];
      for (const Money& exposure : credit.exposure) {
        std::int64_t open = 0;
        for (const AgeingRow& row : ages.customers)
          if (row.customer == credit.customer && row.open.currency == exposure.currency) open = row.open.minor;
        ASSERT_EQ(exposure.minor, open);
      }
      for (const PaymentBehaviour& one : credit.behaviour)
        for (const CollectionRow& row : figures.customers)
          if (row.customer == credit.customer && row.sales.currency == one.settled.currency) {
            ASSERT_EQ(one.days_late, row.days_late);
            ASSERT_EQ(one.settled, row.settled);
          }
    }
    ASSERT_EQ(credit_review(draws.shuffled(book), due_day, {.step = 1}), review);
    ASSERT_EQ(credit_review(without_later(book, due_day), due_day, {.step = 1}).customers, review.customers);
  }
  for (const CreditAction action : {raise, keep, lower, stop})
    EXPECT_GT(actions[action], 20) << static_cast<int>(action);
}

}  // namespace
}  // namespace guanxi::portfolio::receivables_test
