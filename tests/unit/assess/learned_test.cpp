#include "support/assess_example.hpp"

#include <guanxi/assess/book.hpp>
#include <guanxi/assess/learned.hpp>
#include <guanxi/assess/write_back.hpp>
#include <guanxi/model/offering.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace guanxi::assess {
namespace {

using test::dossier_example;
using test::example_day;
using test::id_of;
using test::yuan;

// Deals of the past: those that were contacted often were won.
Book taught_book() {
  std::mt19937 random(5);
  Book book;
  for (const char* name : {"服务合同", "数控机床"}) book.shared.of<Offering>().push_back({.name = name});
  for (int c = 0; c < 160; ++c) {
    Dossier& dossier = book.dossiers.emplace_back();
    dossier.customer().id = id_of<Customer>(1000 + c);
    Opportunity deal;
    deal.id = id_of<Opportunity>(1000 + c);
    deal.name = "deal";
    deal.opened_on = example_day - 600 + 3 * c;
    deal.closed_on = *deal.opened_on + 60;
    const std::size_t contacts = random() % 9;
    for (std::size_t i = 0; i < contacts; ++i)
      dossier.of<Interaction>().push_back(
          {.id = id_of<Interaction>(c * 10 + static_cast<int>(i)),
           .occurred_at = Calendar{}.start_of(*deal.opened_on + static_cast<int>(i * 3)),
           .channel = Channel::phone});
    deal.stage = contacts + random() % 4 > 5 ? Stage::won : Stage::lost;
    dossier.of<Opportunity>().push_back(deal);
  }
  Dossier& open = book.dossiers.emplace_back();
  open.customer().id = id_of<Customer>(500);
  open.of<Interaction>() = {test::contact_before(1, 29, Channel::phone), test::contact_before(2, 20, Channel::phone),
                            test::contact_before(3, 11, Channel::phone), test::contact_before(4, 8, Channel::phone)};
  open.of<Opportunity>().push_back({.id = id_of<Opportunity>(1), .name = "deal", .opened_on = example_day - 30});
  open.of<Opportunity>()[0].probability.set = Ratio::checked(.9);
  return book;
}

Learned taught(const Book& book, Date day = example_day) {
  return learn_from(book, {.as_of = day, .cuts = {.ages = {30}}, .needs = {.cuts = 0}});
}

TEST(LearnedFromABook, odds_of_winning_stand_beside_what_was_set) {
  Book book = taught_book();
  const Learned learned = taught(book);
  EXPECT_EQ(learned.as_of(), example_day);
  EXPECT_EQ(learned.win().state, score::WinState::enough);
  const AssessOptions options{.as_of = example_day, .learned = &learned, .predict = {.n = 1}};
  const AccountAssessment open = account(book.dossiers.back(), options),
                          closed = account(book.dossiers.front(), options);
  ASSERT_TRUE(open.opportunities[0].win);
  const score::Prediction& win = *open.opportunities[0].win;
  EXPECT_EQ(win, win_prediction(book.dossiers.back(), id_of<Opportunity>(1), learned, example_day));
  EXPECT_LT(win.low, win.probability);
  EXPECT_LT(win.probability, win.high);
  std::int64_t sum = win.score.baseline;
  for (const Contribution& reason : win.score.contributions) sum += reason.thousandths;
  EXPECT_EQ(sum, win.score.thousandths);
  for (const Contribution& reason : win.score.contributions) EXPECT_NE(reason.label.zh, reason.part);
  EXPECT_EQ(open.opportunities[0].probability.shown(), Ratio::checked(.9));
  EXPECT_NEAR(open.opportunities[0].probability.computed->value(), win.probability, 1e-12);
  EXPECT_EQ(open.opportunities[0].probability.computed_on, example_day);
  EXPECT_FALSE(closed.opportunities[0].win);
  const double certain = book.dossiers.front().of<Opportunity>()[0].stage == Stage::won ? 1 : 0;
  EXPECT_EQ(closed.opportunities[0].probability.computed->value(), certain);
  ASSERT_TRUE(open.predicted);
  EXPECT_EQ(open.predicted->needs.size(), 1U);
  write_back(book.dossiers.back(), open);
  EXPECT_NEAR(book.dossiers.back().of<Opportunity>()[0].probability.computed->value(), win.probability, 1e-12);
}

TEST(LearnedFromABook, more_contacts_are_better_odds) {
  const Learned learned = taught(taught_book());
  Dossier quiet = dossier_example(), busy = dossier_example();
  for (Dossier* dossier : {&quiet, &busy}) dossier->of<Opportunity>()[0].opened_on = example_day - 30;
  quiet.of<Interaction>().push_back(test::contact_before(1, 29, Channel::phone));
  for (int i = 0; i < 8; ++i) busy.of<Interaction>().push_back(test::contact_before(i, 29 - 3 * i, Channel::phone));
  const auto odds = [&](const Dossier& dossier) {
    return win_prediction(dossier, id_of<Opportunity>(1), learned, example_day).probability;
  };
  EXPECT_GT(odds(busy), odds(quiet) + .2);
}

TEST(LearnedFromABook, a_book_tells_what_stands_behind_it) {
  const Book book = taught_book();
  const Learned learned = taught(book);
  const BookAssessment with = assess::book(book, {.as_of = example_day, .learned = &learned}),
                       without = assess::book(book, {.as_of = example_day});
  ASSERT_TRUE(with.win_card && with.need_replay);
  EXPECT_EQ(with.win_card->state, score::WinState::enough);
  EXPECT_EQ(*with.need_replay, learned.needs().replay());
  EXPECT_FALSE(without.win_card || without.need_replay || without.accounts[0].predicted);
  for (const AccountAssessment& one : without.accounts)
    for (const OpportunityAssessment& deal : one.opportunities) EXPECT_FALSE(deal.win);
}

TEST(LearnedFromABook, an_empty_book_leaves_it_to_experience) {
  const Learned learned = taught(Book{});
  EXPECT_EQ(learned.win().state, score::WinState::prior_only);
  Dossier dossier = dossier_example();
  const score::Prediction win = win_prediction(dossier, id_of<Opportunity>(1), learned, example_day);
  EXPECT_GT(win.probability, .05);
  EXPECT_LT(win.probability, .6);
  EXPECT_TRUE(win.score.contributions.empty());
}

// What is written down after the day changes no bit of what was learnt, nor of what is answered.
TEST(LearnedFromABook, nothing_later_is_seen) {
  const Book book = taught_book();
  const Date day = example_day - 200;
  Book later = book;
  for (Dossier& dossier : later.dossiers) {
    dossier.of<Interaction>().push_back({.id = id_of<Interaction>(9999), .occurred_at = Calendar{}.start_of(day + 1)});
    Opportunity deal;
    deal.id = id_of<Opportunity>(5000 + static_cast<int>(&dossier - later.dossiers.data()));
    deal.opened_on = day + 2;
    deal.closed_on = day + 3;
    deal.stage = Stage::won;
    dossier.of<Opportunity>().push_back(deal);
  }
  const Learned one = taught(book, day), other = taught(later, day);
  EXPECT_EQ(one.win(), other.win());
  EXPECT_GT(one.win().rows, 50);
  const Dossier &before = book.dossiers[125], &after = later.dossiers[125];
  ASSERT_EQ(open_deals({{before}, {}}, day).size(), 1U);
  EXPECT_EQ(win_prediction(before, before.of<Opportunity>()[0].id, one, day),
            win_prediction(after, before.of<Opportunity>()[0].id, other, day));
}

}  // namespace
}  // namespace guanxi::assess
