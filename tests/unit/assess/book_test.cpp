#include "support/assess_example.hpp"

#include <guanxi/assess/book.hpp>
#include <guanxi/model/interaction.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi::assess {
namespace {

using test::dossier_example;
using test::example_day;
using test::id_of;
using test::opportunity_of;

Dossier customer(int number, std::optional<double> likelihood, std::optional<bool> high_value = {}) {
  Dossier dossier;
  dossier.customer().id = id_of<Customer>(number);
  if (!likelihood) return dossier;
  dossier.of<Opportunity>().push_back({});
  opportunity_of(dossier).cooperation_score.set = likelihood;
  opportunity_of(dossier).high_value.set = high_value;
  return dossier;
}

std::vector<int> order_of(const BookAssessment& assessment) {
  std::vector<int> order;
  for (const AccountAssessment& account : assessment.accounts)
    order.push_back(256 * account.customer.uuid.bytes[14] + account.customer.uuid.bytes[15]);
  return order;
}

TEST(Book, order_of_accounts) {
  Book all;
  all.dossiers = {customer(1, {}), customer(2, 3.5), customer(3, 4, false), customer(4, 4, true),
                  customer(5, 4),  customer(6, 3.5), customer(7, {})};
  all.dossiers[5].customer().legal_name = "乙";  // more complete than 2
  EXPECT_EQ(order_of(book(all, {.as_of = example_day})), (std::vector<int>{4, 5, 3, 6, 2, 1, 7}));
}

TEST(Book, set_wins_over_computed) {
  Book all;
  all.dossiers = {dossier_example(), customer(2, 4.4)};  // the first computes 4.325
  EXPECT_EQ(order_of(book(all, {.as_of = example_day})), (std::vector<int>{2, 500}));
  opportunity_of(all.dossiers[0]).cooperation_score.set = 4.5;
  EXPECT_EQ(order_of(book(all, {.as_of = example_day})), (std::vector<int>{500, 2}));
}

TEST(Book, order_of_dossiers_changes_nothing) {
  std::mt19937 random(31);
  Book all;
  for (int number = 1; number <= 20; ++number)
    all.dossiers.push_back(customer(number, static_cast<double>(random() % 5)));
  const BookAssessment before = book(all, {.as_of = example_day});
  std::shuffle(all.dossiers.begin(), all.dossiers.end(), random);
  EXPECT_EQ(book(all, {.as_of = example_day}), before);
}

TEST(Book, counts) {
  Book all;
  all.dossiers = {dossier_example(), dossier_example(), customer(3, 4)};
  all.dossiers[1].customer().id = id_of<Customer>(2);
  opportunity_of(all.dossiers[1]).stage = Stage::won;
  all.dossiers[1].of<DecisionChain>()[0].stakeholders[0].support = 1;
  all.dossiers[1].of<Need>()[0].importance.reset();
  Interaction interaction;
  interaction.occurred_at = Calendar{}.start_of(example_day - 9);
  interaction.next_step = "寄样品";
  interaction.next_due = example_day - 1;
  all.dossiers[0].of<Interaction>().push_back(interaction);
  const BookAssessment assessment = book(all, {.as_of = example_day});
  EXPECT_EQ(assessment.counts.accounts, 3U);
  EXPECT_EQ(assessment.counts.open_opportunities, 2U);
  EXPECT_EQ(assessment.counts.high_value, 1U);
  EXPECT_EQ(assessment.counts.chains, (std::array<std::size_t, 3>{1, 0, 1}));
  EXPECT_EQ(assessment.counts.open_needs, 2U);
  EXPECT_EQ(assessment.counts.urgent_important, 1U);
  EXPECT_EQ(assessment.counts.overdue_steps, 1U);
  std::size_t findings = 0;
  for (const AccountAssessment& account : assessment.accounts) findings += account.findings.size();
  EXPECT_EQ(assessment.counts.findings[0] + assessment.counts.findings[1] + assessment.counts.findings[2], findings);
}

TEST(Book, shared_users_name_our_people) {
  Book all;
  all.dossiers = {dossier_example()};
  all.dossiers[0].customer().owner_id = {id_of<User>(5), {}};
  User user;
  user.id = id_of<User>(5);
  user.name = "周敏";
  all.shared.of<User>().push_back(user);
  EXPECT_EQ(book(all, {.as_of = example_day}).accounts[0].next_steps[0].who, "周敏");
}

TEST(Book, empty) {
  const BookAssessment assessment = book({}, {.as_of = example_day});
  EXPECT_TRUE(assessment.accounts.empty());
  EXPECT_EQ(assessment.counts, BookCounts{});
}

}  // namespace
}  // namespace guanxi::assess
