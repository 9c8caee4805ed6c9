// Health against its definition written out, on random dossiers.
#include "support/random_chain.hpp"

#include "support/assess_example.hpp"

#include <guanxi/assess/health.hpp>
#include <guanxi/assess/options.hpp>
#include <guanxi/chain/analyze.hpp>
#include <guanxi/model/complaint.hpp>
#include <guanxi/model/receivable.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace guanxi::assess {
namespace {

using test::example_day;
using test::id_of;
using test::yuan;

template <class T>
std::optional<T> sometimes(std::mt19937& random, T value) {
  return random() % 4 == 0 ? std::nullopt : std::optional(value);
}

int in_days(std::mt19937& random, int from, int to) {
  return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
}

Timestamp morning_of(Date day) { return Calendar{}.start_of(day); }

void add_contacts(Dossier& dossier, std::mt19937& random) {
  for (std::size_t i = random() % 9; i > 0; --i) {
    Interaction one = test::contact_before(static_cast<int>(i), in_days(random, -20, 260), Channel::other);
    one.channel = sometimes(random, static_cast<Channel>(random() % 6));
    one.direction = sometimes(random, static_cast<Direction>(random() % 2));
    if (random() % 10 == 0) one.occurred_at.reset();
    if (random() % 3 == 0) one.contacts.push_back({.id = id_of<Contact>(1 + static_cast<int>(random() % 8))});
    dossier.of<Interaction>().push_back(one);
  }
}

void add_burdens(Dossier& dossier, std::mt19937& random) {
  for (std::size_t i = random() % 4; i > 0; --i) {
    Complaint one{.id = id_of<Complaint>(static_cast<int>(i))};
    one.received_at = sometimes(random, morning_of(example_day - in_days(random, -30, 200)));
    one.due_at = sometimes(random, morning_of(example_day - in_days(random, -3, 3)));
    if (random() % 3 == 0) one.closed_at = morning_of(example_day - in_days(random, -60, 100));
    one.severity = sometimes(random, static_cast<Grade>(random() % 3));
    if (random() % 3 == 0) one.repeat_of_id = id_of<Complaint>(77);
    dossier.of<Complaint>().push_back(one);
  }
  for (std::size_t i = random() % 5; i > 0; --i) {
    Receivable one{.id = id_of<Receivable>(static_cast<int>(i))};
    const Currency currency(random() % 4 == 0 ? "USD" : "CNY");
    one.amount = sometimes(random, Money{static_cast<std::int64_t>(100 * (1 + random() % 50)), currency});
    one.invoiced_on = sometimes(random, example_day - in_days(random, -10, 200));
    one.due_on = sometimes(random, example_day - in_days(random, -40, 160));
    one.disputed = sometimes(random, random() % 4 == 0);
    for (std::size_t paid = random() % 3; paid > 0; --paid)
      one.payments.push_back({.amount = sometimes(random, Money{static_cast<std::int64_t>(100 * (random() % 30)),
                                                                random() % 6 == 0 ? Currency("EUR") : currency}),
                              .paid_on = sometimes(random, example_day - in_days(random, -30, 150))});
    dossier.of<Receivable>().push_back(one);
  }
}

Dossier random_account(std::mt19937& random) {
  Dossier dossier;
  dossier.customer().id = id_of<Customer>(500);
  if (random() % 2 == 0) dossier.customer().account_class.set = static_cast<AccountClass>(random() % 5);
  if (random() % 2 == 0) dossier.customer().customer_type.set = static_cast<CustomerType>(random() % 4);
  if (random() % 4 == 0) dossier.customer().is_key_account.set = random() % 2 == 0;
  for (std::size_t i = random() % 3; i > 0; --i) dossier.of<DecisionChain>().push_back(test::random_chain(random));
  add_contacts(dossier, random);
  add_burdens(dossier, random);
  return dossier;
}

struct PlainHealth {
  bool known = false;
  double relationship = 0, account = 0, expected_gap = 0;
};

double plain_gap(const Dossier& dossier, const std::set<Date>& days) {
  if (days.size() >= 4) {
    std::vector<int> gaps;
    for (auto day = std::next(days.begin()); day != days.end(); ++day) gaps.push_back(*day - *std::prev(day));
    std::sort(gaps.begin(), gaps.end());
    return (gaps[(gaps.size() - 1) / 2] + gaps[gaps.size() / 2]) / 2.0;
  }
  const Customer& customer = dossier.customer();
  if (customer.is_key_account.set == true || customer.customer_type.set == CustomerType::strategic) return 14;
  if (customer.account_class.set == AccountClass::key || customer.account_class.set == AccountClass::at_risk) return 14;
  if (customer.customer_type.set == CustomerType::existing || customer.customer_type.set == CustomerType::new_customer)
    return 30;
  return 60;
}

double plain_complaints(const Dossier& dossier, Date day) {
  double points = 0;
  for (const Complaint& one : dossier.of<Complaint>()) {
    if (one.received_at && Calendar{}.date_of(*one.received_at) > day) continue;
    if (one.closed_at && Calendar{}.date_of(*one.closed_at) <= day) continue;
    const Grade severity = one.severity ? *one.severity : Grade::medium;
    double worth = severity == Grade::high ? 10 : severity == Grade::low ? 3 : 6;
    if (one.due_at && Calendar{}.date_of(*one.due_at) < day) worth *= 1.5;
    if (one.repeat_of_id) worth *= 1.5;
    points += worth;
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

PlainHealth plain_health(const Dossier& dossier, Date day) {
  std::set<Date> days;
  double sum = 0, in = 0, out = 0;
  std::set<Id<Contact>> met;
  for (const Interaction& one : dossier.of<Interaction>()) {
    if (!one.occurred_at || Calendar{}.date_of(*one.occurred_at) > day) continue;
    const Date on = Calendar{}.date_of(*one.occurred_at);
    days.insert(on);
    const double worths[] = {4, 2, 5, 1, 1, 1};  // meeting, phone, visit, email, message, other
    const double worth = (one.channel ? worths[static_cast<int>(*one.channel)] : 1) * std::pow(2, -(day - on) / 30.0);
    sum += worth;
    if (one.direction == Direction::inbound) in += worth;
    if (one.direction == Direction::outbound) out += worth;
    for (const Ref<Contact>& who : one.contacts) met.insert(who.id);
  }
  PlainHealth plain;
  plain.expected_gap = plain_gap(dossier, days);
  if (days.empty()) return plain;
  plain.known = true;
  double weights = .55, points = .30 * std::exp(-std::max(0.0, (day - *days.rbegin()) / plain.expected_gap - 1)) +
                                 .25 * (1 - std::exp(-sum / 4));
  if (in > 0 || out > 0) {
    weights += .15;
    points += .15 * std::min(in, out) / std::max(in, out);
  }
  std::optional<double> depth;
  std::size_t most = 0;
  std::optional<int> senior;
  for (const DecisionChain& chain : dossier.of<DecisionChain>()) {
    const chain::ChainAnalysis analysis = chain::analyze(chain, {.as_of = day});
    if (analysis.coverage && (!depth || analysis.people.size() > most)) {
      depth = analysis.coverage->value();
      most = analysis.people.size();
    }
    for (const Stakeholder& person : chain.stakeholders) {
      if (!person.influence || (person.valid_from && *person.valid_from > day) ||
          (person.valid_until && *person.valid_until < day))
        continue;
      const bool known = person.coverage == Coverage::brief || person.coverage == Coverage::multiple ||
                         person.coverage == Coverage::in_depth || met.contains(person.contact);
      senior = std::max(senior.value_or(0), known ? *person.influence : 0);
    }
  }
  if (depth) {
    weights += .15;
    points += .15 * *depth;
  }
  if (senior) {
    weights += .15;
    points += .15 * *senior / 10;
  }
  plain.relationship = 100 * points / weights;
  plain.account = std::max(0.0, plain.relationship - plain_complaints(dossier, day));
  plain.account = std::max(0.0, plain.account - plain_payments(dossier, day));
  return plain;
}

TEST(HealthReference, random_dossiers) {
  std::mt19937 random(31);
  int known = 0, burdened = 0, rhythms = 0, changed = 0;
  for (int round = 0; round < 500; ++round) {
    const Dossier dossier = random_account(random);
    const Health found = health(dossier, {.as_of = example_day});
    const PlainHealth plain = plain_health(dossier, example_day), before = plain_health(dossier, example_day - 90);
    ASSERT_EQ(found.band != HealthBand::unknown, plain.known) << round;
    ASSERT_NEAR(found.expected_gap, plain.expected_gap, 1e-12) << round;
    if (!plain.known) continue;
    ASSERT_NEAR(found.relationship.value(), plain.relationship, .0015) << round;
    ASSERT_NEAR(found.account.value(), plain.account, .003) << round;
    std::int64_t sum = found.account.baseline;
    for (const Contribution& reason : found.account.contributions) sum += reason.thousandths;
    ASSERT_EQ(sum, found.account.thousandths) << round;
    ASSERT_EQ(found.change.has_value(), before.known) << round;
    if (found.change) {
      ASSERT_NEAR(*found.change, plain.account - before.account, .006) << round;
    }
    ++known;
    burdened += plain.account < plain.relationship;
    rhythms += found.own_rhythm;
    changed += before.known;
  }
  EXPECT_GT(std::min({known, burdened, rhythms, changed}), 80);
}

}  // namespace
}  // namespace guanxi::assess
