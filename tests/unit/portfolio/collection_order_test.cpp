#include <guanxi/portfolio/collection_order.hpp>

#include <gtest/gtest.h>

#include <cmath>

#include "receivables_book.hpp"
#include "support/code_thrown.hpp"

namespace guanxi::portfolio::receivables_test {
namespace {

using test::code_thrown;

std::vector<std::pair<std::string, std::int64_t>> parts_of(const Score& score) {
  std::vector<std::pair<std::string, std::int64_t>> parts;
  for (const Contribution& one : score.contributions) parts.emplace_back(one.part, one.thousandths);
  return parts;
}

using Parts = std::vector<std::pair<std::string, std::int64_t>>;

TEST(CollectionOrder, worked_example) {
  const CollectionOrder order = collection_order(worked_book(), due_day);
  ASSERT_EQ(order.items.size(), 3U);
  const CollectionItem &dollar = order.items[0], &lin = order.items[1], &harbor = order.items[2];
  EXPECT_EQ(dollar.overdue, dollars(50));
  EXPECT_EQ(dollar.score.thousandths, 64'583);
  EXPECT_EQ(parts_of(dollar.score), (Parts{{"amount", 62'500}, {"days", 2'083}}));
  EXPECT_EQ(dollar.score.state, ScoreState::partial);
  ASSERT_EQ(dollar.score.missing.size(), 1U);
  EXPECT_EQ(dollar.score.missing[0].field, "credit_limit");
  EXPECT_EQ(dollar.score.low, 51'667);
  EXPECT_EQ(dollar.score.high, 71'667);
  EXPECT_EQ(lin.name, "Lin");
  EXPECT_EQ(lin.score.thousandths, 43'333);
  EXPECT_EQ(parts_of(lin.score),
            (Parts{{"amount", 50'000}, {"days", 30'000}, {"over_limit", 6'667}, {"dispute", -43'334}}));
  EXPECT_EQ(lin.disputed, yuan(2000));
  EXPECT_EQ(lin.longest_days, 91);
  EXPECT_EQ(harbor.score.thousandths, 35'000);
  EXPECT_EQ(parts_of(harbor.score), (Parts{{"days", 20'000}, {"amount", 15'000}, {"over_limit", 0}}));
  EXPECT_EQ(harbor.overdue, yuan(600));
  EXPECT_EQ(harbor.credit, yuan(120)) << "the credit note and what was overpaid";
  EXPECT_EQ(harbor.invoices, 1);
  EXPECT_EQ(order.findings.size(), 2U);
}

TEST(CollectionOrder, reasons_name_amounts_and_invoices) {
  const CollectionOrder order = collection_order(worked_book(), due_day);
  const std::vector<Contribution>& lin = order.items[1].score.contributions;
  EXPECT_EQ(lin[0].reason.en, "2000.00 CNY overdue on 1 invoice");
  EXPECT_EQ(lin[1].reason.zh, "按金额平均逾期 91.0 天，最长 91 天");
  EXPECT_EQ(lin[2].reason.en, "2000.00 CNY open against a limit of 1500.00 CNY");
  EXPECT_EQ(lin[2].evidence, std::vector{number(2)});
  EXPECT_EQ(lin[3].reason.zh, "其中有争议 2000.00 CNY（100%）");
  EXPECT_EQ(lin[3].evidence, std::vector{number(21)});
  EXPECT_EQ(order.items[2].score.contributions[1].reason.zh, "逾期 600.00 CNY，1 张发票；可抵扣 120.00 CNY");
  EXPECT_EQ(order.items[2].score.contributions[1].evidence, std::vector{number(11)});
}

// One customer whose only invoice is overdue by some days.
CollectionItem one_item(Receivable record, std::optional<Money> limit, const CollectionOrderOptions& options = {}) {
  Book book = book_of({std::move(record)});
  book.dossiers[0].customer().credit_limit = limit;
  return collection_order(book, due_day, options).items.at(0);
}

TEST(CollectionOrder, the_limit_counts_from_itself_to_twice_itself) {
  const auto points = [](std::optional<Money> limit) -> std::int64_t {
    const Score score = one_item(invoice(5, yuan(100), due_day - 40, due_day - 9), limit).score;
    for (const Contribution& one : score.contributions)
      if (one.part == "over_limit") return one.thousandths;
    return -1;
  };
  EXPECT_EQ(points(yuan(200)), 0);
  EXPECT_EQ(points(yuan(100)), 0);
  EXPECT_EQ(points(yuan(80)), 5'000) << "a quarter over: 20 · .25";
  EXPECT_EQ(points(yuan(50)), 20'000);
  EXPECT_EQ(points(yuan(10)), 20'000) << "no more than that";
  EXPECT_EQ(points(yuan(0)), 20'000);
  EXPECT_EQ(points({}), -1);
  EXPECT_EQ(points(dollars(10)), -1) << "another currency says nothing";
  EXPECT_EQ(points(yuan(-10)), -1) << "no limit";
}

TEST(CollectionOrder, days_are_weighted_by_amount) {
  const Book book =
      book_of({invoice(5, yuan(300), due_day - 60, due_day - 10), invoice(6, yuan(100), due_day - 90, due_day - 50),
               invoice(7, yuan(70), due_day, due_day), invoice(8, yuan(-70), due_day - 300, due_day - 300)});
  const CollectionItem item = collection_order(book, due_day).items.at(0);
  EXPECT_EQ(item.mean_days, 20) << "(300 · 10 + 100 · 50) / 400; what is due today is not overdue";
  EXPECT_EQ(item.longest_days, 50) << "a credit note is no debt";
  EXPECT_EQ(item.overdue, yuan(400));
  EXPECT_EQ(item.credit, yuan(70));
}

TEST(CollectionOrder, a_dispute_lowers_by_its_share) {
  Book book =
      book_of({invoice(5, yuan(300), due_day - 60, due_day - 45), invoice(6, yuan(100), due_day - 60, due_day - 45)});
  book.dossiers[0].of<Receivable>()[1].disputed = true;
  const auto score = [&](double dispute) {
    return collection_order(book, due_day, {.dispute = dispute}).items.at(0).score;
  };
  EXPECT_EQ(score(0).thousandths, 81'250) << "(50 + 15) / .8";
  EXPECT_EQ(score(0).contributions.size(), 2U);
  EXPECT_EQ(score(1).thousandths, 60'937) << "a quarter of it, 20.3125, rounded to 20.313";
  EXPECT_EQ(score(.4).thousandths, 73'125);
  EXPECT_EQ(score(1).contributions.back().part, "dispute");
  EXPECT_EQ(score(1).low, 48'750) << "65 less a quarter of 65";
  EXPECT_EQ(score(1).high, 63'750) << "85 less a quarter of 85";
}

TEST(CollectionOrder, ties_go_by_identifier) {
  Book book;
  for (const int id : {7, 3, 9, 5})
    book.dossiers.push_back(
        debtor(id, "Firm " + std::to_string(20 - id), {invoice(100 + id, yuan(10), due_day - 40, due_day - 9)}));
  std::vector<Uuid> ids;
  for (const CollectionItem& item : collection_order(book, due_day).items) ids.push_back(item.customer.uuid);
  EXPECT_EQ(ids, (std::vector{number(3), number(5), number(7), number(9)}));
}

TEST(CollectionOrder, only_overdue_debts_are_listed) {
  const Book book = book_of({invoice(5, yuan(10), due_day, due_day), invoice(6, yuan(10), {}, {}),
                             invoice(7, yuan(-10), due_day - 9, due_day - 9),
                             invoice(8, yuan(10), due_day - 9, due_day - 9, {{yuan(11), due_day}}),
                             invoice(9, yuan(-10), due_day - 9, due_day - 9, {{yuan(-11), due_day}})});
  EXPECT_TRUE(collection_order(book, due_day).items.empty());
  EXPECT_EQ(collection_order(book, due_day + 1).items.at(0).overdue, yuan(10)) << "a day later the first one is";
}

TEST(CollectionOrder, options_out_of_range_are_refused) {
  const auto code = [](const CollectionOrderOptions& options) {
    return code_thrown<ArgumentError>([&] { (void)collection_order({}, due_day, options); });
  };
  EXPECT_EQ(code({.weights = {.amount = -1}}), "argument.range");
  EXPECT_EQ(code({.weights = {.days = 1e300}}), "argument.range");
  EXPECT_EQ(code({.weights = {.over_limit = std::nan("")}}), "argument.range");
  EXPECT_EQ(code({.weights = {0, 0, 0}}), "argument.range");
  EXPECT_EQ(code({.full_days = 0}), "argument.range");
  EXPECT_EQ(code({.dispute = 1.1}), "argument.range");
  EXPECT_EQ(code({.dispute = -.1}), "argument.range");
  EXPECT_EQ(code({.default_terms = -1}), "argument.range");
  EXPECT_EQ(code({.weights = {0, 1, 0}, .dispute = 1}), "nothing thrown");
}

TEST(CollectionOrder, random_books_add_up_exactly_in_any_order) {
  BookDraws draws(44);
  int items = 0, disputes = 0, over = 0;
  for (int round = 0; round < 250; ++round) {
    const Book book = draws.book();
    const CollectionOrder order = collection_order(book, due_day);
    for (std::size_t i = 0; i < order.items.size(); ++i) {
      const CollectionItem& item = order.items[i];
      std::int64_t sum = item.score.baseline;
      for (const Contribution& one : item.score.contributions) {
        sum += one.thousandths;
        disputes += one.part == "dispute";
        over += one.part == "over_limit" && one.thousandths > 0;
        ASSERT_FALSE(one.reason.zh.empty() || one.reason.en.empty() || one.evidence.empty());
      }
      ASSERT_EQ(sum, item.score.thousandths);
      ASSERT_LE(0, item.score.low);
      ASSERT_LE(item.score.low, item.score.thousandths);
      ASSERT_LE(item.score.thousandths, item.score.high);
      ASSERT_LE(item.score.high, 100'000);
      ASSERT_GE(order.items[i > 0 ? i - 1 : 0].score.thousandths, item.score.thousandths);
      ++items;
    }
    ASSERT_EQ(collection_order(draws.shuffled(book), due_day), order);
    ASSERT_EQ(collection_order(without_later(book, due_day), due_day).items, order.items);
  }
  EXPECT_GT(items, 400);
  EXPECT_GT(disputes, 40);
  EXPECT_GT(over, 40);
}

}  // namespace
}  // namespace guanxi::portfolio::receivables_test
