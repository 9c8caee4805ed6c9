// Health recomputed from its definition in docs/methods/assess.md, one plain sum after another.
#include "support/assess_example.hpp"
#include "support/random_chain.hpp"

#include <guanxi/assess/account.hpp>
#include <guanxi/assess/health.hpp>
#include <guanxi/assess/options.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace guanxi::assess {
namespace {

using test::example_day;

struct PlainHealth {
  bool known = false;
  double relationship = 0, account = 0;
  double complaints = 0, payments = 0;
  double expected_gap = 0;
  bool own_rhythm = false;
};

bool day_between(Date day, std::optional<Date> from, std::optional<Date> until) {
  return (!from || *from <= day) && (!until || *until >= day);
}

int plain_thirds(std::optional<Coverage> coverage) {
  return coverage == Coverage::in_depth ? 3 : coverage == Coverage::multiple ? 2 : coverage == Coverage::brief ? 1 : 0;
}

double plain_complaints(const Dossier& dossier, Date day) {
  double points = 0;
  for (const Complaint& one : dossier.of<Complaint>()) {
    if (one.received_at && Calendar{}.date_of(*one.received_at) > day) continue;
    if (one.closed_at && Calendar{}.date_of(*one.closed_at) <= day) continue;
    double part = one.severity == Grade::high ? 10 : one.severity == Grade::low ? 3 : 6;
    if (one.due_at && Calendar{}.date_of(*one.due_at) < day) part *= 1.5;
    if (one.repeat_of_id) part *= 1.5;
    points += part;
  }
  return std::min(points, 20.0);
}

double plain_payments(const Dossier& dossier, Date day) {
  double worst = 0;
  for (const char* code : {"CNY", "USD"}) {
    double all = 0, late = 0;
    for (const Receivable& one : dossier.of<Receivable>()) {
      if (!one.amount || one.amount->currency != Currency(code) || one.disputed == true) continue;
      if (one.invoiced_on && *one.invoiced_on > day) continue;
      double open = static_cast<double>(one.amount->minor);
      for (const Payment& payment : one.payments)
        if (payment.amount && payment.amount->currency == Currency(code) &&
            (!payment.paid_on || *payment.paid_on <= day))
          open -= static_cast<double>(payment.amount->minor);
      if (open <= 0) continue;
      all += open;
      if (one.due_on && *one.due_on < day) late += open * std::min(1.0, (day - *one.due_on) / 90.0);
    }
    if (all > 0) worst = std::max(worst, late / all);
  }
  return 20 * worst;
}

// One chain, nobody named twice.
PlainHealth plain_health(const Dossier& dossier, Date day, double cadence) {
  PlainHealth health{.expected_gap = cadence};
  const double counts[] = {2, 1, 4, 5, 1, 1};
  const Channel channels[] = {Channel::phone, Channel::email,   Channel::meeting,
                              Channel::visit, Channel::message, Channel::other};
  std::set<int> gaps_of_days;  // days before the day
  double sum = 0, in = 0, out = 0;
  for (const Interaction& one : dossier.of<Interaction>()) {
    const int age = day - Calendar{}.date_of(*one.occurred_at);
    if (age < 0) continue;
    gaps_of_days.insert(age);
    double value = 1;
    for (std::size_t i = 0; i < 6; ++i)
      if (one.channel == channels[i]) value = counts[i];
    value *= std::pow(.5, age / 30.0);
    sum += value;
    if (one.direction == Direction::inbound) in += value;
    if (one.direction == Direction::outbound) out += value;
  }
  health.complaints = plain_complaints(dossier, day);
  health.payments = plain_payments(dossier, day);
  if (gaps_of_days.empty()) return health;
  health.known = true;
  std::vector<double> gaps;
  const std::vector<int> ages(gaps_of_days.begin(), gaps_of_days.end());
  for (std::size_t i = 1; i < ages.size(); ++i) gaps.push_back(ages[i] - ages[i - 1]);
  if (gaps.size() >= 3) {
    std::ranges::sort(gaps);
    health.expected_gap = (gaps[(gaps.size() - 1) / 2] + gaps[gaps.size() / 2]) / 2;
    health.own_rhythm = true;
  }
  double points =
      .30 * std::exp(-std::max(0.0, ages.front() / health.expected_gap - 1)) + .25 * (1 - std::exp(-sum / 4));
  double weight = .55;
  if (in > 0 || out > 0) points += .15 * std::min(in, out) / std::max(in, out), weight += .15;
  double influence = 0, covered = 0, highest = -1;
  for (const Stakeholder& person : dossier.of<DecisionChain>().front().stakeholders) {
    if (!day_between(day, person.valid_from, person.valid_until) || !person.influence) continue;
    influence += *person.influence;
    covered += *person.influence * plain_thirds(person.coverage) / 3.0;
    bool met = plain_thirds(person.coverage) > 0;
    for (const Interaction& one : dossier.of<Interaction>())
      for (const Ref<Contact>& with : one.contacts)
        if (with.id == person.contact && Calendar{}.date_of(*one.occurred_at) <= day) met = true;
    highest = std::max(highest, met ? static_cast<double>(*person.influence) : 0.0);
  }
  if (influence > 0) points += .15 * covered / influence, weight += .15;
  if (highest >= 0) points += .15 * highest / 10, weight += .15;
  health.relationship = 100 * points / weight;
  health.account = std::max(0.0, std::max(0.0, health.relationship - health.complaints) - health.payments);
  return health;
}

Dossier random_dossier(std::mt19937& random) {
  using test::contact_before;
  using test::id_of;
  Dossier dossier;
  dossier.customer().id = id_of<Customer>(500);
  dossier.of<DecisionChain>().push_back(test::without_repeats(test::random_chain(random)));
  const auto ago = [&](int span) {
    return Calendar{}.start_of(example_day - static_cast<int>(random() % static_cast<unsigned>(span)) + 5);
  };
  for (int i = static_cast<int>(random() % 8); i > 0; --i) {
    Interaction one =
        contact_before(i, static_cast<int>(random() % 250) - 5, static_cast<Channel>(random() % 6),
                       random() % 2 == 0 ? std::optional(static_cast<Direction>(random() % 2)) : std::nullopt);
    if (random() % 8 == 0) one.channel.reset();
    if (random() % 2 == 0) one.contacts = {{.id = id_of<Contact>(1 + static_cast<int>(random() % 8))}};
    dossier.of<Interaction>().push_back(one);
  }
  for (int i = static_cast<int>(random() % 4); i > 0; --i) {
    Complaint one;
    one.id = id_of<Complaint>(i);
    if (random() % 4 != 0) one.severity = static_cast<Grade>(random() % 3);
    if (random() % 4 != 0) one.received_at = ago(150);
    if (random() % 3 == 0) one.closed_at = ago(60);
    if (random() % 2 == 0) one.due_at = ago(20);
    if (random() % 3 == 0) one.repeat_of_id = id_of<Complaint>(9);
    dossier.of<Complaint>().push_back(one);
  }
  for (int i = static_cast<int>(random() % 4); i > 0; --i) {
    const auto money = [&](int most) {
      return Money{static_cast<std::int64_t>(random() % static_cast<unsigned>(most)),
                   Currency(random() % 3 == 0 ? "USD" : "CNY")};
    };
    Receivable one;
    one.id = id_of<Receivable>(i);
    if (random() % 8 != 0) one.amount = money(100'000);
    if (random() % 4 != 0) one.invoiced_on = example_day - static_cast<int>(random() % 300) + 10;
    if (random() % 8 != 0) one.due_on = example_day - static_cast<int>(random() % 200) + 50;
    if (random() % 8 == 0) one.disputed = random() % 2 == 0;
    for (int p = static_cast<int>(random() % 3); p > 0; --p) {
      Payment payment{.amount = money(60'000)};
      if (random() % 4 != 0) payment.paid_on = example_day - static_cast<int>(random() % 100) + 10;
      one.payments.push_back(payment);
    }
    dossier.of<Receivable>().push_back(one);
  }
  return dossier;
}

TEST(HealthReference, equals_its_definition_on_random_dossiers) {
  std::mt19937 random(51);
  std::map<HealthTrend, int> trends;
  std::map<HealthBand, int> bands;
  int burdened = 0;
  for (int round = 0; round < 600; ++round) {
    Dossier dossier = random_dossier(random);
    const bool existing = random() % 2 == 0;
    if (existing) dossier.customer().customer_type.set = CustomerType::existing;
    const double cadence = existing ? 30 : 60;
    const Health found = health(dossier, {.as_of = example_day});
    const PlainHealth now = plain_health(dossier, example_day, cadence),
                      before = plain_health(dossier, example_day - 90, cadence);
    ASSERT_EQ(found.band == HealthBand::unknown, !now.known) << round;
    ASSERT_NEAR(found.expected_gap, now.expected_gap, 1e-12) << round;
    ASSERT_EQ(found.own_rhythm, now.own_rhythm) << round;
    ++trends[found.trend];
    ++bands[found.band];
    if (!now.known) continue;
    ASSERT_NEAR(found.relationship.value(), now.relationship, 2e-3) << round;
    ASSERT_NEAR(found.account.value(), now.account, 4e-3) << round;
    burdened += now.account < now.relationship - 1;
    for (const auto& [low, high, band] : {std::tuple(-1.0, 39.99, HealthBand::poor),
                                          {40.01, 59.99, HealthBand::fair},
                                          {60.01, 101.0, HealthBand::good}})
      ASSERT_TRUE(now.account <= low || now.account >= high || found.band == band) << round;
    ASSERT_EQ(found.change.has_value(), before.known) << round;
    if (!before.known) continue;
    ASSERT_NEAR(*found.change, now.account - before.account, 8e-3) << round;
    const double change = now.account - before.account;
    for (const auto& [low, high, trend] : {std::tuple(-101.0, -5.01, HealthTrend::falling),
                                           {-4.99, 4.99, HealthTrend::steady},
                                           {5.01, 101.0, HealthTrend::rising}})
      ASSERT_TRUE(change <= low || change >= high || found.trend == trend) << round;
  }
  for (const auto& counts : {trends[HealthTrend::unknown], trends[HealthTrend::falling], trends[HealthTrend::steady],
                             trends[HealthTrend::rising], bands[HealthBand::poor], bands[HealthBand::fair],
                             bands[HealthBand::good], burdened})
    EXPECT_GT(counts, 15);
}

// At the edges of the bands: 60 and 40 belong to the better one.
TEST(HealthReference, bands_begin_at_forty_and_sixty) {
  Dossier dossier;
  dossier.customer().id = test::id_of<Customer>(500);
  dossier.of<Interaction>() = {test::contact_before(1, 0, Channel::visit)};
  HealthOptions options;
  options.weights = {1, 0, 0, 0, 0};  // 100 today
  options.burden.complaints = 100;
  Complaint complaint;
  complaint.id = test::id_of<Complaint>(1);
  complaint.severity = Grade::high;
  dossier.of<Complaint>() = {complaint};
  const auto band = [&](double off) {
    options.burden.high = off;
    return health(dossier, {.as_of = example_day, .health = options}).band;
  };
  EXPECT_EQ(band(40), HealthBand::good);
  EXPECT_EQ(band(40.001), HealthBand::fair);
  EXPECT_EQ(band(60), HealthBand::fair);
  EXPECT_EQ(band(60.001), HealthBand::poor);
  EXPECT_EQ(band(100), HealthBand::poor);
}

// Nothing but a visit today: recency 1, frequency 1 − e^(−5/4) are known with weight .55; the rest may be all or
// nothing.
TEST(HealthReference, burdens_lower_both_ends_of_the_interval) {
  Dossier dossier;
  dossier.customer().id = test::id_of<Customer>(500);
  dossier.of<Interaction>() = {test::contact_before(1, 0, Channel::visit)};
  const Score free = health(dossier, {.as_of = example_day}).account;
  EXPECT_LT(free.low, free.high);
  Complaint complaint;
  complaint.id = test::id_of<Complaint>(1);
  complaint.severity = Grade::high;
  dossier.of<Complaint>() = {complaint};
  const Score burdened = health(dossier, {.as_of = example_day}).account;
  EXPECT_EQ(free.thousandths - burdened.thousandths, 10'000);
  EXPECT_EQ(free.low - burdened.low, 10'000);
  EXPECT_EQ(free.high - burdened.high, 10'000);
}

TEST(HealthReference, influence_beyond_ten_counts_ten) {
  Dossier dossier = test::dossier_example();
  test::meet_today(dossier);
  HealthOptions options;
  options.weights = {0, 0, 0, 0, 1};
  Stakeholder& person = dossier.of<DecisionChain>().front().stakeholders.front();
  person.coverage = Coverage::brief;
  person.influence = 14;
  EXPECT_EQ(health(dossier, {.as_of = example_day, .health = options}).relationship.thousandths, 100'000);
}

TEST(HealthReference, of_chains_of_equal_size_the_first_counts) {
  Dossier dossier = test::dossier_example();
  test::meet_today(dossier);
  HealthOptions options;
  options.weights = {0, 0, 0, 1, 0};
  const auto depth = [&] {
    return health(dossier, {.as_of = example_day, .health = options}).relationship.thousandths;
  };
  const std::int64_t alone = depth();
  DecisionChain other = dossier.of<DecisionChain>().front();
  other.id = test::id_of<DecisionChain>(901);
  for (Stakeholder& person : other.stakeholders) person.coverage = Coverage::in_depth;
  dossier.of<DecisionChain>().push_back(other);
  EXPECT_EQ(depth(), alone);
  dossier.of<DecisionChain>().back().stakeholders.push_back({.contact = test::id_of<Contact>(9), .influence = 0});
  EXPECT_EQ(depth(), 100'000) << "the widest counts";
}

TEST(HealthReference, the_last_five_contacts_are_evidence) {
  Dossier dossier;
  dossier.customer().id = test::id_of<Customer>(500);
  for (int i = 1; i <= 7; ++i) dossier.of<Interaction>().push_back(test::contact_before(i, 10 * i, Channel::phone));
  const Score found = health(dossier, {.as_of = example_day}).relationship;
  const auto part = std::ranges::find(found.contributions, "recency", &Contribution::part);
  ASSERT_NE(part, found.contributions.end());
  std::vector<Uuid> expected;
  for (int i = 1; i <= 5; ++i) expected.push_back(test::id_of<Interaction>(i).uuid);
  EXPECT_EQ(part->evidence, expected);
}

}  // namespace
}  // namespace guanxi::assess
