#include <guanxi/portfolio/collection.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "receivables_book.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::portfolio::receivables_test {
namespace {

using test::code_thrown;

CollectionRow total_of(const Book& book, const CollectionOptions& options = {}) {
  return collection(book, due_day, options).totals.at(0);
}

TEST(Collection, worked_example) {
  const Collection result = collection(worked_book(), due_day);
  EXPECT_EQ(result.since, *Date::from_ymd(2023, 7, 2)) << "365 days, the day among them";
  ASSERT_EQ(result.totals.size(), 2U);
  const CollectionRow& total = result.totals[0];
  EXPECT_EQ(total.receivables, yuan(3000));
  EXPECT_EQ(total.sales, yuan(4500));
  EXPECT_EQ(total.dso_status, DsoStatus::given);
  EXPECT_DOUBLE_EQ(total.dso.value(), 3000.0 / 4500 * 365);
  EXPECT_EQ(total.settled, yuan(1100));
  EXPECT_EQ(total.settled_invoices, 2);
  EXPECT_DOUBLE_EQ(total.days_late.value(), 9000.0 / 1100);
  EXPECT_EQ(total.fell_due, yuan(4100));
  EXPECT_EQ(total.collected, yuan(1500));
  EXPECT_DOUBLE_EQ(total.collection_rate.value().value(), 1500.0 / 4100);
  EXPECT_EQ(result.totals[1].sales, dollars(50));
  EXPECT_EQ(result.totals[1].days_late, std::nullopt);
  ASSERT_EQ(result.customers.size(), 3U);
  EXPECT_EQ(result.customers[1].name, "Lin");
  EXPECT_EQ(result.customers[1].sales, yuan(2800));
  EXPECT_EQ(result.findings.size(), 2U);
}

TEST(Collection, worked_example_counted_back) {
  const CollectionRow total = total_of(worked_book(), {.method = DsoMethod::count_back});
  EXPECT_EQ(total.dso_status, DsoStatus::given);
  EXPECT_DOUBLE_EQ(total.dso.value(), 91 + 31 * 800.0 / 2000);
}

TEST(Collection, count_back_says_what_it_cannot_tell) {
  const CollectionOptions options{.period_days = 60, .method = DsoMethod::count_back};
  // half of the receivables was sold before the period, which begins on 2024-05-02
  const Book old =
      book_of({invoice(5, yuan(100), day_of_2024(2, 1), due_day), invoice(6, yuan(100), due_day, due_day)});
  const CollectionRow beyond = total_of(old, options);
  EXPECT_EQ(beyond.dso_status, DsoStatus::at_least);
  EXPECT_EQ(beyond.dso, 60);
  EXPECT_EQ(total_of(old, {.method = DsoMethod::count_back}).dso, 30 + 31 + 30 + 31 + 29) << "all of February";
  const Book paid = book_of({invoice(5, yuan(100), due_day - 3, due_day, {{yuan(100), due_day}})});
  EXPECT_EQ(total_of(paid, options).dso, 0) << "nothing is open";
}

TEST(Collection, count_back_begins_with_the_first_day_of_the_period) {
  // of May only the days from the 2nd on count: 30 days of June, then 30 of May
  const Book book = book_of({invoice(5, yuan(100), day_of_2024(5, 2), due_day)});
  EXPECT_EQ(total_of(book, {.period_days = 60, .method = DsoMethod::count_back}).dso, 60);
  EXPECT_EQ(total_of(book, {.period_days = 61, .method = DsoMethod::count_back}).dso, 61);
  EXPECT_EQ(total_of(book, {.period_days = 59, .method = DsoMethod::count_back}).dso_status, DsoStatus::no_sales);
}

TEST(Collection, a_month_of_credit_notes_lies_against_older_sales) {
  // R = 300 − 100 = 200; June −100 leaves 300, which is all of May
  const Book book = book_of(
      {invoice(5, yuan(300), day_of_2024(5, 10), due_day), invoice(6, yuan(-100), day_of_2024(6, 10), due_day)});
  EXPECT_EQ(total_of(book, {.method = DsoMethod::count_back}).dso, 61);
  EXPECT_DOUBLE_EQ(total_of(book).dso.value(), 365) << "all of the sales is open";
}

TEST(Collection, without_sales_or_in_credit_there_is_no_number) {
  const Date old = *Date::from_ymd(2022, 1, 1);
  const Book no_sales = book_of({invoice(5, yuan(100), old, old)});
  const Book returned = book_of({invoice(5, yuan(100), due_day, due_day), invoice(6, yuan(-100), due_day, due_day)});
  const Book in_credit = book_of({invoice(5, yuan(-100), old, old), invoice(6, yuan(50), due_day, due_day)});
  for (const DsoMethod method : {DsoMethod::simple, DsoMethod::count_back}) {
    EXPECT_EQ(total_of(no_sales, {.method = method}).dso_status, DsoStatus::no_sales);
    EXPECT_EQ(total_of(no_sales, {.method = method}).dso, std::nullopt);
    EXPECT_EQ(total_of(returned, {.method = method}).dso_status, DsoStatus::no_sales);
    EXPECT_EQ(total_of(in_credit, {.method = method}).dso_status, DsoStatus::in_credit);
    EXPECT_EQ(total_of(in_credit, {.method = method}).dso, std::nullopt);
  }
  EXPECT_EQ(total_of(no_sales).collection_rate, std::nullopt) << "nothing fell due in the period";
}

TEST(Collection, an_invoice_is_late_until_it_is_covered) {
  const auto days_late = [](std::vector<Payment> payments) {
    const Date due = due_day - 100;
    return total_of(book_of({invoice(5, yuan(100), due - 30, due, std::move(payments))})).days_late;
  };
  const Date due = due_day - 100;
  EXPECT_EQ(days_late({{yuan(100), due - 7}}), 0) << "early counts nothing";
  EXPECT_EQ(days_late({{yuan(60), due}, {yuan(40), due + 12}}), 12) << "the last part";
  EXPECT_EQ(days_late({{yuan(40), due + 12}, {yuan(60), due}}), 12) << "in any order";
  EXPECT_EQ(days_late({{yuan(60), due}}), std::nullopt) << "not settled";
  EXPECT_EQ(days_late({{yuan(100), due}, {yuan(-100), due + 5}, {yuan(100), due + 20}}), 20) << "one went back";
  EXPECT_EQ(days_late({{yuan(100), due}, {yuan(-100), due + 5}}), std::nullopt);
  EXPECT_EQ(days_late({{yuan(100), due + 3}, {yuan(50), due + 3}, {yuan(-50), due + 3}}), 3) << "one day is one sum";
  EXPECT_EQ(days_late({{yuan(60), due + 3}, {yuan(40), {}}}), std::nullopt) << "on an unknown day";
  EXPECT_EQ(days_late({{yuan(150), due + 3}}), 3) << "overpaid";
  EXPECT_EQ(days_late({{yuan(100), due_day + 1}}), std::nullopt) << "not known yet";
}

TEST(Collection, the_period_holds_its_first_and_last_day) {
  const auto settled_before = [](int days) {
    const Date day = due_day - days;
    return total_of(book_of({invoice(5, yuan(100), day, day, {{yuan(100), day}})}), {.period_days = 10});
  };
  for (const auto& [days, is_in] : {std::pair(0, true), {9, true}, {10, false}}) {
    const CollectionRow row = settled_before(days);
    EXPECT_EQ(row.settled, yuan(is_in ? 100 : 0)) << days;
    EXPECT_EQ(row.sales, yuan(is_in ? 100 : 0)) << days;
    EXPECT_EQ(row.fell_due, yuan(is_in ? 100 : 0)) << days;
  }
}

TEST(Collection, no_more_is_collected_than_fell_due) {
  const Date day = due_day - 10;
  EXPECT_EQ(total_of(book_of({invoice(5, yuan(100), day, day, {{yuan(130), day}})})).collected, yuan(100));
  EXPECT_EQ(total_of(book_of({invoice(5, yuan(100), day, day, {{yuan(-30), day}})})).collected, yuan(0));
  EXPECT_EQ(total_of(book_of({invoice(5, yuan(-100), day, day)})).fell_due, yuan(0)) << "a credit note is no debt";
}

TEST(Collection, options_out_of_range_are_refused) {
  const auto code = [](const CollectionOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)collection({}, due_day, options); });
  };
  EXPECT_EQ(code({.period_days = 0}), "argument.range");
  EXPECT_EQ(code({.period_days = 36501}), "argument.range");
  EXPECT_EQ(code({.default_terms = -1}), "argument.range");
  EXPECT_EQ(code({.period_days = 36500, .default_terms = 0}), "nothing thrown");
}

// -- a slow reference: day by day --

// What was paid up to a day, on known days.
std::int64_t plain_paid_by(const Receivable& one, Date day) {
  std::int64_t paid = 0;
  for (const Payment& payment : one.payments)
    if (payment.amount && payment.amount->currency == one.amount->currency && payment.paid_on &&
        *payment.paid_on <= day)
      paid += payment.amount->minor;
  return paid;
}

std::int64_t plain_paid(const Receivable& one) {
  std::int64_t paid = plain_paid_by(one, due_day);
  for (const Payment& payment : one.payments)
    if (payment.amount && payment.amount->currency == one.amount->currency && !payment.paid_on)
      paid += payment.amount->minor;
  return paid;
}

bool is_undated(const Receivable& one) {
  return std::any_of(one.payments.begin(), one.payments.end(), [&](const Payment& payment) {
    return payment.amount && payment.amount->currency == one.amount->currency && !payment.paid_on;
  });
}

// The records of one currency that are known on the day.
std::vector<const Receivable*> plain_known(const std::vector<const Dossier*>& dossiers, Currency currency) {
  std::vector<const Receivable*> known;
  for (const Dossier* dossier : dossiers)
    for (const Receivable& one : dossier->of<Receivable>())
      if (one.amount && one.amount->currency == currency && !(one.invoiced_on && *one.invoiced_on > due_day))
        known.push_back(&one);
  return known;
}

std::int64_t plain_receivables(const std::vector<const Receivable*>& known) {
  std::int64_t sum = 0;
  for (const Receivable* one : known) {
    const std::int64_t amount = one->amount->minor, open = amount - plain_paid(*one);
    if ((amount > 0 && open > 0) || (amount < 0 && open < 0)) sum += open;
  }
  return sum;
}

std::int64_t plain_sales_on(const std::vector<const Receivable*>& known, Date day) {
  std::int64_t sum = 0;
  for (const Receivable* one : known)
    if (one->invoiced_on == day) sum += one->amount->minor;
  return sum;
}

// Walks back one day at a time and looks up at the first of each month.
std::pair<DsoStatus, double> plain_count_back(const std::vector<const Receivable*>& known, int period) {
  double left = static_cast<double>(plain_receivables(known)), month = 0;
  int days = 0, days_of_month = 0;
  if (left == 0) return {DsoStatus::given, 0};
  for (Date day = due_day; day > due_day - period; day = day - 1) {
    month += static_cast<double>(plain_sales_on(known, day));
    ++days_of_month;
    if (day.day() != 1 && day != due_day - period + 1) continue;
    if (month >= left) return {DsoStatus::given, days + days_of_month * left / month};
    left -= month;
    days += days_of_month;
    month = days_of_month = 0;
  }
  return {DsoStatus::at_least, period};
}

void expect_plain_dso(const CollectionRow& row, const std::vector<const Receivable*>& known, DsoMethod method,
                      int period) {
  std::int64_t sales = 0;
  for (Date day = due_day; day > due_day - period; day = day - 1) sales += plain_sales_on(known, day);
  const std::int64_t open = plain_receivables(known);
  ASSERT_EQ(row.sales.minor, sales);
  ASSERT_EQ(row.receivables.minor, open);
  const DsoStatus none = sales <= 0 ? DsoStatus::no_sales : DsoStatus::in_credit;
  if (sales <= 0 || open < 0) {
    ASSERT_EQ(row.dso_status, none);
    ASSERT_EQ(row.dso, std::nullopt);
    return;
  }
  const double simple = static_cast<double>(open) * period / static_cast<double>(sales);
  const auto [status, days] =
      method == DsoMethod::simple ? std::pair(DsoStatus::given, simple) : plain_count_back(known, period);
  ASSERT_EQ(row.dso_status, status);
  ASSERT_NEAR(row.dso.value(), days, 1e-9 * (1 + days));
}

void expect_plain_payment(const CollectionRow& row, const std::vector<const Receivable*>& known, int period) {
  double weight = 0, late = 0, due_sum = 0, paid_sum = 0;
  for (const Receivable* one : known) {
    const std::int64_t amount = one->amount->minor;
    if (amount <= 0 || (!one->due_on && !one->invoiced_on)) continue;
    const Date due = one->due_on ? *one->due_on : *one->invoiced_on + 30;
    if (due > due_day - period && due <= due_day) {
      due_sum += static_cast<double>(amount);
      paid_sum += static_cast<double>(std::max<std::int64_t>(0, std::min(amount, plain_paid(*one))));
    }
    if (is_undated(*one) || plain_paid_by(*one, due_day) < amount) continue;
    Date settled = due_day;  // as far back as it was covered without a break
    while (settled > due_day - 1000 && plain_paid_by(*one, settled - 1) >= amount) settled = settled - 1;
    if (settled <= due_day - period) continue;
    weight += static_cast<double>(amount);
    late += static_cast<double>(amount) * std::max(0, settled - due);
  }
  ASSERT_EQ(static_cast<double>(row.settled.minor), weight);
  ASSERT_EQ(row.days_late.has_value(), weight > 0);
  if (weight > 0) {
    ASSERT_NEAR(*row.days_late, late / weight, 1e-9 * (1 + late));
  }
  ASSERT_EQ(static_cast<double>(row.fell_due.minor), due_sum);
  ASSERT_EQ(static_cast<double>(row.collected.minor), paid_sum);
  ASSERT_EQ(row.collection_rate.has_value(), due_sum > 0);
  if (due_sum > 0) {
    ASSERT_NEAR(row.collection_rate->value(), paid_sum / due_sum, 1e-12);
  }
}

TEST(Collection, random_books_equal_the_slow_reference_in_any_order) {
  BookDraws draws(43);
  std::map<DsoStatus, int> statuses;
  int settled = 0;
  for (int round = 0; round < 220; ++round) {
    const Book book = draws.book();
    const int period = 30 + draws.below(400);
    const DsoMethod method = draws.one_in(3) ? DsoMethod::simple : DsoMethod::count_back;
    const CollectionOptions options{.period_days = period, .method = method};
    const Collection result = collection(book, due_day, options);
    std::vector<const Dossier*> all;
    for (const Dossier& dossier : book.dossiers) all.push_back(&dossier);
    const auto check = [&](const CollectionRow& row, const std::vector<const Dossier*>& dossiers) {
      const std::vector<const Receivable*> known = plain_known(dossiers, row.sales.currency);
      ASSERT_FALSE(known.empty());
      expect_plain_dso(row, known, method, period);
      expect_plain_payment(row, known, period);
      ++statuses[row.dso_status];
      settled += row.days_late.value_or(0) > 0;
    };
    for (const CollectionRow& row : result.customers) check(row, {find_dossier(book, row.customer)});
    for (const CollectionRow& row : result.totals) check(row, all);
    ASSERT_EQ(collection(draws.shuffled(book), due_day, options), result);
    Collection known = collection(without_later(book, due_day), due_day, options);
    ASSERT_EQ(known.customers, result.customers) << "what came later is not known";
    if (HasFailure()) FAIL() << "round " << round;
  }
  for (const DsoStatus status : {DsoStatus::given, DsoStatus::at_least, DsoStatus::in_credit, DsoStatus::no_sales})
    EXPECT_GT(statuses[status], 30);
  EXPECT_GT(settled, 100);
}

}  // namespace
}  // namespace guanxi::portfolio::receivables_test
