#include "support/assess_example.hpp"
#include "support/code_thrown.hpp"

#include <guanxi/assess/account.hpp>
#include <guanxi/assess/health.hpp>
#include <guanxi/assess/options.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace guanxi::assess {
namespace {

using test::contact_before;
using test::dossier_example;
using test::example_day;
using test::id_of;
using test::yuan;

Dossier bare() {
  Dossier dossier;
  dossier.customer().id = id_of<Customer>(500);
  return dossier;
}

Dossier with_contacts(std::vector<Interaction> contacts) {
  Dossier dossier = bare();
  dossier.of<Interaction>() = std::move(contacts);
  return dossier;
}

Health health_of_day(const Dossier& dossier, HealthOptions options = {}) {
  return health(dossier, {.as_of = example_day, .health = options});
}

// One part alone, 0–1.
double part(const Dossier& dossier, HealthWeights only, HealthOptions options = {}) {
  options.weights = only;
  return health_of_day(dossier, options).relationship.value() / 100;
}

constexpr HealthWeights recency_only{1, 0, 0, 0, 0}, frequency_only{0, 1, 0, 0, 0}, both_ways_only{0, 0, 1, 0, 0},
    depth_only{0, 0, 0, 1, 0}, seniority_only{0, 0, 0, 0, 1};

// METHODS 5: gap ≤ expected → 1, gap = 2 × expected → 1/e. No class is stated: 60 days.
TEST(Health, recency) {
  for (const auto& [days, expected] : {std::pair(0, 1.0), {60, 1.0}, {120, std::exp(-1.0)}, {150, std::exp(-1.5)}})
    EXPECT_NEAR(part(with_contacts({contact_before(1, days, Channel::phone)}), recency_only), expected, 6e-6) << days;
}

TEST(Health, cadence_follows_the_class) {
  const auto expected = [](auto set) {
    Dossier dossier = with_contacts({contact_before(1, 1, Channel::phone)});
    set(dossier.customer());
    const Health found = health_of_day(dossier);
    EXPECT_FALSE(found.own_rhythm);
    return found.expected_gap;
  };
  EXPECT_EQ(expected([](Customer&) {}), 60);
  EXPECT_EQ(expected([](Customer& c) { c.customer_type.set = CustomerType::potential; }), 60);
  EXPECT_EQ(expected([](Customer& c) { c.customer_type.set = CustomerType::existing; }), 30);
  EXPECT_EQ(expected([](Customer& c) { c.customer_type.set = CustomerType::new_customer; }), 30);
  EXPECT_EQ(expected([](Customer& c) { c.customer_type.set = CustomerType::strategic; }), 14);
  EXPECT_EQ(expected([](Customer& c) { c.account_class.set = AccountClass::at_risk; }), 14);
  EXPECT_EQ(expected([](Customer& c) { c.account_class.computed = AccountClass::key; }), 14);
  EXPECT_EQ(expected([](Customer& c) { c.is_key_account.set = true; }), 14);
}

TEST(Health, own_rhythm_is_the_median_gap_between_days) {
  // days 50, 40, 40, 20, 10: gaps 10, 20, 10 between distinct days, median 10
  const Dossier dossier = with_contacts({contact_before(1, 40, Channel::phone), contact_before(2, 50, Channel::phone),
                                         contact_before(3, 40, Channel::email), contact_before(4, 10, Channel::phone),
                                         contact_before(5, 20, Channel::phone)});
  EXPECT_TRUE(health_of_day(dossier).own_rhythm);
  EXPECT_EQ(health_of_day(dossier).expected_gap, 10);
  EXPECT_EQ(health_of_day(dossier).last_contact, example_day - 10);
  EXPECT_FALSE(health_of_day(dossier, {.rhythm_gaps = 4}).own_rhythm);
  EXPECT_EQ(health_of_day(with_contacts({contact_before(1, 30, Channel::phone), contact_before(2, 10, Channel::phone),
                                         contact_before(3, 0, Channel::phone)}),
                          {.rhythm_gaps = 2})
                .expected_gap,
            15);
}

// METHODS 5: one meeting today, E 4 → .6321206
TEST(Health, frequency) {
  EXPECT_NEAR(part(with_contacts({contact_before(1, 0, Channel::meeting)}), frequency_only), .6321206, 5e-6);
  // a visit 30 days ago counts 5/2, a call today 2, a message 60 days ago 1/4: 1 − exp(−4.75/4)
  EXPECT_NEAR(part(with_contacts({contact_before(1, 30, Channel::visit), contact_before(2, 0, Channel::phone),
                                  contact_before(3, 60, Channel::message)}),
                   frequency_only),
              1 - std::exp(-4.75 / 4), 6e-6);
}

TEST(Health, both_ways_is_the_smaller_side_over_the_larger) {
  using enum Direction;
  // in: a call today 2; out: a meeting 30 days ago 2 and a mail today 1
  EXPECT_NEAR(part(with_contacts({contact_before(1, 0, Channel::phone, inbound),
                                  contact_before(2, 30, Channel::meeting, outbound),
                                  contact_before(3, 0, Channel::email, outbound)}),
                   both_ways_only),
              2.0 / 3, 6e-6);
  EXPECT_EQ(part(with_contacts({contact_before(1, 0, Channel::phone, outbound)}), both_ways_only), 0);
  const Health unstated =
      health_of_day(with_contacts({contact_before(1, 0, Channel::phone)}), {.weights = both_ways_only});
  EXPECT_EQ(unstated.band, HealthBand::unknown) << "0/0 leaves the sum";
}

TEST(Health, depth_and_seniority_come_from_the_decision_chain) {
  Dossier dossier = dossier_example();
  dossier.of<Interaction>().push_back(contact_before(1, 0, Channel::phone));
  EXPECT_NEAR(part(dossier, depth_only), .4242424, 6e-6);  // METHODS 3, worked example
  EXPECT_NEAR(part(dossier, seniority_only), .6, 1e-9);    // L (10) has not been met, W (6) has
  dossier.of<Interaction>()[0].contacts = {{.id = id_of<Contact>(test::L)}};
  EXPECT_NEAR(part(dossier, seniority_only), 1, 1e-9);
}

// Recency 1 (.30), frequency .6321206 (.25), depth .4242424 (.15), seniority .6 (.15); both ways unknown:
// (.30 + .1580301 + .0636364 + .09) / .85 = .7196077
TEST(Health, worked_example) {
  Dossier dossier = dossier_example();
  dossier.of<Interaction>().push_back(contact_before(1, 0, Channel::meeting));
  const Health found = health_of_day(dossier);
  EXPECT_EQ(found.relationship.thousandths, 71961);
  EXPECT_EQ(found.relationship.low, 61167);   // × .85
  EXPECT_EQ(found.relationship.high, 76167);  // + .15
  EXPECT_EQ(found.account.thousandths, 71961);
  EXPECT_EQ(found.band, HealthBand::good);
  ASSERT_EQ(found.relationship.missing.size(), 1U);
  EXPECT_EQ(found.relationship.missing[0].field, "interaction.direction");
  EXPECT_EQ(found.trend, HealthTrend::unknown) << "nothing is known of 90 days ago";
}

Complaint complaint(int number, std::optional<Grade> severity) {
  Complaint one;
  one.id = id_of<Complaint>(number);
  one.severity = severity;
  one.received_at = Calendar{}.start_of(example_day - 20);
  return one;
}

double taken_off(const Dossier& dossier) {
  const Health found = health_of_day(dossier);
  return found.relationship.value() - found.account.value();
}

TEST(Health, open_complaints_take_off) {
  Dossier dossier = with_contacts({contact_before(1, 0, Channel::visit)});
  auto& complaints = dossier.of<Complaint>();
  EXPECT_EQ(taken_off(dossier), 0);
  complaints = {complaint(1, Grade::low)};
  EXPECT_NEAR(taken_off(dossier), 3, 1e-9);
  complaints = {complaint(1, std::nullopt)};
  EXPECT_NEAR(taken_off(dossier), 6, 1e-9);
  complaints[0].due_at = Calendar{}.start_of(example_day);
  EXPECT_NEAR(taken_off(dossier), 6, 1e-9) << "due today is not late";
  complaints[0].due_at = Calendar{}.start_of(example_day - 1);
  EXPECT_NEAR(taken_off(dossier), 9, 1e-9);
  complaints[0].repeat_of_id = id_of<Complaint>(9);
  EXPECT_NEAR(taken_off(dossier), 13.5, 1e-9);
  complaints.push_back(complaint(2, Grade::high));
  EXPECT_NEAR(taken_off(dossier), 20, 1e-9) << "at most";
  complaints[1].closed_at = Calendar{}.start_of(example_day);
  EXPECT_NEAR(taken_off(dossier), 13.5, 1e-9);
  complaints[0].received_at = Calendar{}.start_of(example_day + 1);
  EXPECT_EQ(taken_off(dossier), 0) << "not yet received";
  complaints[1].closed_at = Calendar{}.start_of(example_day + 1);
  EXPECT_NEAR(taken_off(dossier), 10, 1e-9) << "closed only later";
}

Receivable receivable(int number, std::int64_t amount, int days_late) {
  Receivable one;
  one.id = id_of<Receivable>(number);
  one.amount = yuan(amount);
  one.invoiced_on = example_day - 200;
  one.due_on = example_day - days_late;
  return one;
}

TEST(Health, late_payments_take_off_by_share_and_age) {
  Dossier dossier = with_contacts({contact_before(1, 0, Channel::visit)});
  auto& receivables = dossier.of<Receivable>();
  receivables = {receivable(1, 1000, 90)};
  EXPECT_NEAR(taken_off(dossier), 20, 1e-9);
  receivables.push_back(receivable(2, 3000, -10));
  EXPECT_NEAR(taken_off(dossier), 5, 1e-9) << "a quarter of all is late";
  receivables[0].due_on = example_day - 45;
  EXPECT_NEAR(taken_off(dossier), 2.5, 1e-9);
  receivables[0].payments = {{.amount = yuan(500), .paid_on = example_day - 1},
                             {.amount = yuan(400), .paid_on = example_day + 1}};
  EXPECT_NEAR(taken_off(dossier), 20 * .5 * 500 / 3500, 6e-4);
  const Health found = health_of_day(dossier);
  const Contribution& reason = found.account.contributions.back();
  EXPECT_EQ(reason.part, "payments");
  EXPECT_EQ(reason.reason.en, "overdue payments of 500 CNY");
  EXPECT_EQ(reason.evidence, std::vector{id_of<Receivable>(1).uuid});
  receivables[0].disputed = true;
  EXPECT_EQ(taken_off(dossier), 0);
  receivables = {receivable(3, 10, 90)};
  receivables[0].amount->currency = Currency("USD");
  receivables.push_back(receivable(4, 1000, -1));
  EXPECT_NEAR(taken_off(dossier), 20, 1e-9) << "currencies are not added; the worst counts";
}

TEST(Health, never_falls_below_zero_and_adds_up) {
  std::mt19937 random(31);
  for (int round = 0; round < 500; ++round) {
    Dossier dossier = dossier_example();
    for (int i = static_cast<int>(random() % 6); i > 0; --i)
      dossier.of<Interaction>().push_back(
          contact_before(i, static_cast<int>(random() % 400), static_cast<Channel>(random() % 6),
                         random() % 2 == 0 ? std::optional(static_cast<Direction>(random() % 2)) : std::nullopt));
    for (int i = static_cast<int>(random() % 4); i > 0; --i)
      dossier.of<Complaint>().push_back(complaint(i, static_cast<Grade>(random() % 3)));
    for (int i = static_cast<int>(random() % 4); i > 0; --i)
      dossier.of<Receivable>().push_back(
          receivable(i, 1 + static_cast<int>(random() % 1000), static_cast<int>(random() % 200) - 50));
    const Health found = health_of_day(dossier);
    for (const Score* score : {&found.relationship, &found.account}) {
      std::int64_t sum = score->baseline;
      for (const Contribution& one : score->contributions) sum += one.thousandths;
      ASSERT_EQ(sum, score->thousandths);
      ASSERT_LE(0, score->low);
      ASSERT_LE(score->low, score->thousandths);
      ASSERT_LE(score->thousandths, score->high);
      ASSERT_LE(score->high, 100'000);
    }
    // what happens later is not known yet
    Dossier later = dossier;
    later.of<Interaction>().push_back(contact_before(90, -1, Channel::visit));
    Complaint complaint_later = complaint(91, Grade::high);
    complaint_later.received_at = Calendar{}.start_of(example_day + 3);
    later.of<Complaint>().push_back(complaint_later);
    Receivable invoice = receivable(92, 5, -30);
    invoice.invoiced_on = example_day + 1;
    later.of<Receivable>().push_back(invoice);
    ASSERT_EQ(health_of_day(later), found);
  }
}

TEST(Health, trend_is_against_ninety_days_earlier) {
  const auto trend = [](std::vector<Interaction> contacts) {
    return health_of_day(with_contacts(std::move(contacts))).trend;
  };
  EXPECT_EQ(trend({contact_before(1, 95, Channel::phone), contact_before(2, 1, Channel::visit)}), HealthTrend::rising);
  EXPECT_EQ(trend({contact_before(1, 90, Channel::visit)}), HealthTrend::falling);
  EXPECT_EQ(trend({contact_before(1, 90, Channel::visit), contact_before(2, 0, Channel::visit)}), HealthTrend::steady);
  EXPECT_EQ(trend({contact_before(1, 89, Channel::visit)}), HealthTrend::unknown);
  const Health found = health_of_day(with_contacts({contact_before(1, 90, Channel::visit)}));
  const Health before = health(with_contacts({contact_before(1, 90, Channel::visit)}), {.as_of = example_day - 90});
  EXPECT_NEAR(*found.change, found.account.value() - before.account.value(), 1e-9);
}

TEST(Health, of_a_customer_without_contacts_is_unknown) {
  for (const Dossier& dossier : {bare(), dossier_example()}) {
    const Health found = health_of_day(dossier);
    EXPECT_EQ(found.band, HealthBand::unknown);
    EXPECT_EQ(found.account.state, ScoreState::prior_only);
    EXPECT_EQ(found.account.high, 100'000);
    EXPECT_FALSE(found.last_contact);
  }
}

TEST(Health, options_out_of_range_are_named) {
  const auto message = [](auto change) {
    HealthOptions options;
    change(options);
    try {
      (void)health_of_day(bare(), options);
    } catch (const ArgumentError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(message([](HealthOptions& o) { o.half_life = 0; }).find("health.half_life must be a finite number above 0"),
            std::string::npos);
  EXPECT_NE(message([](HealthOptions& o) { o.contacts.visit = -1; }).find("health.contacts.visit"), std::string::npos);
  EXPECT_NE(message([](HealthOptions& o) { o.burden.worse = std::nan(""); }).find("health.burden.worse"),
            std::string::npos);
  EXPECT_NE(message([](HealthOptions& o) { o.weights.depth = -1; }), "");
  EXPECT_NE(message([](HealthOptions& o) { o.weights = {0, 0, 0, 0, 0}; }), "");
}

TEST(Health, is_part_of_the_assessment) {
  Dossier dossier = dossier_example();
  test::meet_today(dossier);
  EXPECT_EQ(account(dossier, {.as_of = example_day}).health, health_of_day(dossier));
}

}  // namespace
}  // namespace guanxi::assess
