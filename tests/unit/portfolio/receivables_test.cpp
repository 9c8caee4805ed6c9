#include <guanxi/portfolio/receivables.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "receivables_book.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::portfolio::receivables_test {
namespace {

using test::code_thrown;

std::vector<std::int64_t> bucket_units(const AgeingRow& row) {
  std::vector<std::int64_t> units;
  for (const AgeingBucket& bucket : row.buckets) units.push_back(bucket.amount.minor / 100);
  return units;
}

TEST(Ageing, worked_example) {
  const Ageing result = ageing(worked_book(), due_day);
  ASSERT_EQ(result.totals.size(), 2U);
  const AgeingRow& total = result.totals[0];
  EXPECT_EQ(bucket_units(total), (std::vector<std::int64_t>{500, -100, 600, 0, 2000}));
  EXPECT_EQ(total.open, yuan(3000));
  EXPECT_EQ(total.overdue, yuan(2500));
  EXPECT_EQ(total.disputed, yuan(2000));
  EXPECT_EQ(total.buckets[4].disputed, yuan(2000));
  EXPECT_EQ(total.credit_balance, yuan(20));
  EXPECT_EQ(total.undated, yuan(0));
  EXPECT_EQ(total.invoices, 4);
  EXPECT_EQ(total.buckets[4].invoices, 1);
  EXPECT_FALSE(total.customer);
  EXPECT_EQ(bucket_units(result.totals[1]), (std::vector<std::int64_t>{0, 50, 0, 0, 0}));
  EXPECT_EQ(result.totals[1].open, dollars(50));
  ASSERT_EQ(result.customers.size(), 3U) << "Harbor CNY, Lin CNY, Lin USD";
  EXPECT_EQ(result.customers[0].name, "Harbor");
  EXPECT_EQ(result.customers[0].open, yuan(1000));
  EXPECT_EQ(result.customers[1].open, yuan(2000));
  EXPECT_EQ(result.customers[2].open, dollars(50));
  EXPECT_EQ(found_at(result.findings), (std::vector<FoundAt>{{"portfolio.due_assumed", number(12), "due_on"},
                                                             {"portfolio.overpaid", number(14), "payments"}}));
  EXPECT_EQ(result.findings[0].remedy.en, "state the due date; until then it is taken as due on 2024-07-10");
  EXPECT_EQ(result.findings[1].value, "20.00 CNY");
  EXPECT_EQ(result.findings[1].message.zh, "应收“F14”多收了 20.00 CNY，单列为贷方余额");
}

TEST(Ageing, each_open_invoice_is_listed) {
  const Ageing result = ageing(worked_book(), due_day);
  std::map<Uuid, OpenInvoice> listed;
  for (const OpenInvoice& one : result.invoices) EXPECT_TRUE(listed.emplace(one.invoice.uuid, one).second);
  ASSERT_EQ(listed.size(), 6U) << "all but L2, which is settled, and L4, which is later";
  EXPECT_EQ(listed.at(number(11)), (OpenInvoice{.customer = {number(1)},
                                                .name = "Harbor",
                                                .invoice = {number(11)},
                                                .number = "F11",
                                                .amount = yuan(1000),
                                                .paid = yuan(400),
                                                .open = yuan(600),
                                                .invoiced_on = day_of_2024(4, 1),
                                                .due_on = day_of_2024(5, 1),
                                                .days_overdue = 60}));
  EXPECT_TRUE(listed.at(number(12)).due_assumed);
  EXPECT_EQ(listed.at(number(12)).days_overdue, -10);
  EXPECT_TRUE(listed.at(number(14)).overpaid);
  EXPECT_EQ(listed.at(number(14)).open, yuan(-20));
  EXPECT_TRUE(listed.at(number(21)).disputed);
}

TEST(Ageing, edges_are_the_last_days_of_their_buckets) {
  const auto filled = [](int days_overdue, const AgeingOptions& options) {
    const Ageing result =
        ageing(book_of({invoice(5, yuan(1), day_of_2024(1, 1), due_day - days_overdue)}), due_day, options);
    const std::vector<std::int64_t> units = bucket_units(result.totals.at(0));
    return std::find(units.begin(), units.end(), 1) - units.begin();
  };
  for (const auto& [days, bucket] :
       {std::pair(-5, 0), {0, 0}, {1, 1}, {30, 1}, {31, 2}, {60, 2}, {61, 3}, {90, 3}, {91, 4}})
    EXPECT_EQ(filled(days, {}), bucket) << days;
  for (const auto& [days, bucket] : {std::pair(0, 0), {7, 1}, {8, 2}, {400, 2}})
    EXPECT_EQ(filled(days, {.edges = {7}}), bucket) << days;
  EXPECT_EQ(filled(1, {.edges = {}}), 1) << "due and not due";
  const AgeingRow row = ageing(book_of({invoice(5, yuan(1), due_day, due_day)}), due_day, {.edges = {7}}).totals.at(0);
  EXPECT_EQ(row.buckets[0].first_day, std::nullopt);
  EXPECT_EQ(row.buckets[0].last_day, 0);
  EXPECT_EQ(row.buckets[1].first_day, 1);
  EXPECT_EQ(row.buckets[1].last_day, 7);
  EXPECT_EQ(row.buckets[2].first_day, 8);
  EXPECT_EQ(row.buckets[2].last_day, std::nullopt);
}

TEST(Ageing, terms_stand_in_for_a_missing_due_date) {
  const Book book = book_of({invoice(5, yuan(1), due_day - 40, {})});
  EXPECT_EQ(ageing(book, due_day).invoices.at(0).days_overdue, 10);
  EXPECT_EQ(ageing(book, due_day, {.default_terms = 60}).invoices.at(0).days_overdue, -20);
  EXPECT_EQ(ageing(book, due_day, {.default_terms = 0}).invoices.at(0).days_overdue, 40);
}

TEST(Ageing, payments_and_invoices_are_known_from_their_day_on) {
  const Book book = book_of({invoice(5, yuan(10), due_day, due_day + 30, {{yuan(4), due_day + 1}})});
  EXPECT_TRUE(ageing(book, due_day - 1).totals.empty());
  EXPECT_EQ(ageing(book, due_day).totals.at(0).open, yuan(10));
  EXPECT_EQ(ageing(book, due_day + 1).totals.at(0).open, yuan(6)) << "part of it is paid";
}

TEST(Ageing, credit_notes_and_refunds) {
  const Date day = day_of_2024(5, 1);
  const Ageing note = ageing(book_of({invoice(5, yuan(-100), day, day, {{yuan(-30), day}})}), due_day);
  EXPECT_EQ(note.totals.at(0).open, yuan(-70)) << "part of the credit was paid out";
  EXPECT_EQ(note.totals.at(0).credit_balance, yuan(0));
  EXPECT_TRUE(note.findings.empty());
  const Ageing over = ageing(book_of({invoice(5, yuan(-100), day, day, {{yuan(-120), day}})}), due_day);
  EXPECT_EQ(over.totals.at(0).open, yuan(0));
  EXPECT_EQ(over.totals.at(0).credit_balance, yuan(-20)) << "the customer was given too much";
  EXPECT_EQ(found_at(over.findings), (std::vector<FoundAt>{{"portfolio.overpaid", number(5), "payments"}}));
  const Ageing bounced =
      ageing(book_of({invoice(5, yuan(100), day, day, {{yuan(100), day}, {yuan(-100), day + 9}})}), due_day);
  EXPECT_EQ(bounced.totals.at(0).open, yuan(100)) << "a payment that went back";
}

TEST(Ageing, what_is_missing_is_named) {
  const Date day = day_of_2024(5, 1);
  struct Case {
    Receivable record;
    std::vector<FoundAt> found;
    std::int64_t open, undated;
  };
  const std::string at = "payments[0].";
  const Money big{1'000'000'000'000'001, {}};
  const Receivable no_amount{.id = {number(5)}, .invoiced_on = day, .due_on = day};
  const Case cases[] = {
      {no_amount, {{"portfolio.no_amount", number(5), "amount"}}, 0, 0},
      {invoice(5, big, day, day), {{"portfolio.amount_too_big", number(5), "amount"}}, 0, 0},
      {invoice(5, yuan(9), {}, day), {{"portfolio.no_invoice_date", number(5), "invoiced_on"}}, 9, 0},
      {invoice(5, yuan(9), day, {}), {{"portfolio.due_assumed", number(5), "due_on"}}, 9, 0},
      {invoice(5, yuan(9), {}, {}),
       {{"portfolio.no_age", number(5), "due_on"}, {"portfolio.no_invoice_date", number(5), "invoiced_on"}},
       9,
       9},
      {invoice(5, yuan(9), day, day, {{yuan(10), day}}), {{"portfolio.overpaid", number(5), "payments"}}, 0, 0},
      {invoice(5, yuan(9), day, day, {{{}, day}}), {{"portfolio.payment_no_amount", number(5), at + "amount"}}, 9, 0},
      {invoice(5, yuan(9), day, day, {{big, day}}), {{"portfolio.amount_too_big", number(5), at + "amount"}}, 9, 0},
      {invoice(5, yuan(9), day, day, {{yuan(4), {}}}),
       {{"portfolio.payment_no_date", number(5), at + "paid_on"}},
       5,
       0},
      {invoice(5, yuan(9), day, day, {{dollars(4), day}}),
       {{"portfolio.payment_currency", number(5), at + "amount"}},
       9,
       0}};
  for (const Case& one : cases) {
    const Ageing result = ageing(book_of({one.record}), due_day);
    EXPECT_EQ(found_at(result.findings), one.found) << std::get<0>(one.found.at(0));
    std::int64_t open = 0, undated = 0;
    for (const AgeingRow& row : result.totals) open += row.open.minor, undated += row.undated.minor;
    EXPECT_EQ(open, one.open * 100) << std::get<0>(one.found.at(0));
    EXPECT_EQ(undated, one.undated * 100);
    for (const Finding& finding : result.findings) EXPECT_EQ(finding.kind, "receivable");
    EXPECT_TRUE(ageing(book_of({one.record}), day - 1).findings.empty() || !one.record.invoiced_on)
        << "nothing is told of what is not known yet";
  }
}

TEST(Ageing, amounts_are_exact_and_never_wrap) {
  const Date day = day_of_2024(5, 1);
  const Money odd{999'999'999'999'999, {}};
  const Ageing result = ageing(book_of({invoice(5, odd, day, day), invoice(6, {1, {}}, day, day)}), due_day);
  EXPECT_EQ(result.totals.at(0).open.minor, 1'000'000'000'000'000);
  const Book huge = book_of(std::vector(9300, invoice(5, {1'000'000'000'000'000, {}}, day, day)));
  EXPECT_EQ(code_thrown<ArgumentError>([&] { (void)ageing(huge, due_day); }), "argument.range");
}

TEST(Ageing, options_out_of_range_are_refused) {
  const auto code = [](const AgeingOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)ageing({}, due_day, options); });
  };
  EXPECT_EQ(code({.default_terms = -1}), "argument.range");
  EXPECT_EQ(code({.default_terms = 3651}), "argument.range");
  EXPECT_EQ(code({.edges = {0, 30}}), "argument.range");
  EXPECT_EQ(code({.edges = {30, 30}}), "argument.range");
  EXPECT_EQ(code({.edges = {36501}}), "argument.range");
  EXPECT_EQ(code({.default_terms = 3650, .edges = {1, 36500}}), "nothing thrown");
}

TEST(Ageing, no_records_give_nothing) {
  EXPECT_EQ(ageing({}, due_day), Ageing{.as_of = due_day});
  EXPECT_EQ(ageing(book_of({}), due_day), Ageing{.as_of = due_day});
}

// -- a slow reference: each figure in a pass of its own --

struct PlainOpen {
  std::int64_t open = 0;
  bool is_counted = false, is_overpaid = false;
  std::optional<Date> due{};
};

PlainOpen plain_open(const Receivable& one, Date day, int terms) {
  PlainOpen result;
  if (!one.amount || (one.invoiced_on && *one.invoiced_on > day)) return result;
  result.is_counted = true;
  result.open = one.amount->minor;
  for (const Payment& payment : one.payments)
    if (payment.amount && payment.amount->currency == one.amount->currency && payment.paid_on.value_or(day) <= day)
      result.open -= payment.amount->minor;
  if (one.amount->minor > 0) result.is_overpaid = result.open < 0;
  if (one.amount->minor < 0) result.is_overpaid = result.open > 0;
  if (one.amount->minor == 0) result.is_overpaid = result.open != 0;
  result.due = one.due_on;
  if (!result.due && one.invoiced_on) result.due = *one.invoiced_on + terms;
  return result;
}

// Σ open of the invoices of one currency for which `holds` is true.
template <class Holds>
std::int64_t plain_sum(const std::vector<const Dossier*>& dossiers, Currency currency, const Holds& holds) {
  std::int64_t sum = 0;
  for (const Dossier* dossier : dossiers)
    for (const Receivable& one : dossier->of<Receivable>()) {
      const PlainOpen plain = plain_open(one, due_day, 30);
      if (plain.is_counted && one.amount->currency == currency && holds(one, plain)) sum += plain.open;
    }
  return sum;
}

void expect_plain(const AgeingRow& row, const std::vector<const Dossier*>& dossiers) {
  const auto sum = [&](const auto& holds) { return plain_sum(dossiers, row.open.currency, holds); };
  EXPECT_EQ(row.open.minor, sum([](const Receivable&, const PlainOpen& plain) { return !plain.is_overpaid; }));
  EXPECT_EQ(row.credit_balance.minor,
            -sum([](const Receivable&, const PlainOpen& plain) { return plain.is_overpaid; }));
  EXPECT_EQ(row.undated.minor,
            sum([](const Receivable&, const PlainOpen& plain) { return !plain.is_overpaid && !plain.due; }));
  EXPECT_EQ(row.disputed.minor, sum([](const Receivable& one, const PlainOpen& plain) {
              return !plain.is_overpaid && one.disputed == true;
            }));
  std::int64_t overdue = 0;
  constexpr std::pair<int, int> stretches[] = {{-100000, 0}, {1, 30}, {31, 60}, {61, 90}, {91, 100000}};
  ASSERT_EQ(row.buckets.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const auto in_stretch = [&, i](const Receivable&, const PlainOpen& plain) {
      return !plain.is_overpaid && plain.due && due_day - *plain.due >= stretches[i].first &&
             due_day - *plain.due <= stretches[i].second;
    };
    EXPECT_EQ(row.buckets[i].amount.minor, sum(in_stretch)) << i;
    EXPECT_EQ(row.buckets[i].disputed.minor, sum([&](const Receivable& one, const PlainOpen& plain) {
                return in_stretch(one, plain) && one.disputed == true;
              }));
    if (i > 0) overdue += row.buckets[i].amount.minor;
  }
  EXPECT_EQ(row.overdue.minor, overdue);
}

std::size_t plain_rows(const std::vector<const Dossier*>& dossiers) {
  std::set<Currency> currencies;
  for (const Dossier* dossier : dossiers)
    for (const Receivable& one : dossier->of<Receivable>())
      if (const PlainOpen plain = plain_open(one, due_day, 30); plain.is_counted && plain.open != 0)
        currencies.insert(one.amount->currency);
  return currencies.size();
}

TEST(Ageing, random_books_equal_the_slow_reference_in_any_order) {
  BookDraws draws(41);
  int rows = 0, credit_balances = 0, undated = 0;
  for (int round = 0; round < 250; ++round) {
    const Book book = draws.book();
    const Ageing result = ageing(book, due_day);
    std::vector<const Dossier*> all;
    std::size_t expected_rows = 0;
    for (const Dossier& dossier : book.dossiers) {
      all.push_back(&dossier);
      expected_rows += plain_rows({&dossier});
    }
    ASSERT_EQ(result.customers.size(), expected_rows);
    ASSERT_EQ(result.totals.size(), plain_rows(all));
    for (const AgeingRow& row : result.customers) {
      expect_plain(row, {find_dossier(book, row.customer)});
      ++rows;
      credit_balances += row.credit_balance.minor != 0;
      undated += row.undated.minor != 0;
    }
    for (const AgeingRow& row : result.totals) expect_plain(row, all);
    ASSERT_EQ(ageing(draws.shuffled(book), due_day), result);
    Book past = without_later(book, due_day);
    Ageing known = ageing(past, due_day);
    ASSERT_EQ(known.totals, result.totals) << "what came later is not known";
    ASSERT_EQ(known.findings.size(), result.findings.size());
    if (HasFailure()) FAIL() << "round " << round;
  }
  EXPECT_GT(rows, 500);
  EXPECT_GT(credit_balances, 100);
  EXPECT_GT(undated, 15);
}

TEST(Ageing, records_without_identifiers_have_an_order_too) {
  BookDraws draws(42);
  Book book = draws.book();
  for (Dossier& dossier : book.dossiers) {
    dossier.customer().id = {};
    dossier.customer().legal_name = "same";
    for (Receivable& one : dossier.of<Receivable>()) one.id = {};
  }
  const Ageing result = ageing(book, due_day);
  ASSERT_GT(result.invoices.size(), 5U);
  for (int round = 0; round < 20; ++round) ASSERT_EQ(ageing(draws.shuffled(book), due_day), result);
}

}  // namespace
}  // namespace guanxi::portfolio::receivables_test
