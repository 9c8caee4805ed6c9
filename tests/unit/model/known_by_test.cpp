#include "support/later_facts.hpp"
#include "support/random_record.hpp"

#include <guanxi/core/json_writer.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/model/known_by.hpp>

#include <gtest/gtest.h>

namespace guanxi {
namespace {

constexpr Date day = *Date::from_ymd(2024, 6, 30);

Timestamp at(Date date) { return Calendar{}.start_of(date); }

Opportunity known_deal(const Opportunity& deal, KnownByOptions options = {}) {
  Dossier dossier;
  dossier.of<Opportunity>().push_back(deal);
  const std::vector<Opportunity> known = known_by(dossier, day, options).of<Opportunity>();
  return known.empty() ? Opportunity{} : known.front();
}

Opportunity deal_of(std::string name) {
  Opportunity deal;
  deal.name = std::move(name);
  deal.opened_on = day - 100;
  return deal;
}

// docs/methods/replay.md, “Worked example”
TEST(KnownBy, worked_example) {
  Opportunity deal = deal_of("生产线升级");
  deal.stage = Stage::won;
  deal.stage_history = {{Stage::first_contact, Stage::needs_explored, at(day - 50)},
                        {Stage::needs_explored, Stage::negotiation, at(day + 10)},
                        {Stage::negotiation, Stage::won, at(day + 40)}};
  deal.intent = Intent::committed;
  deal.amount = Money{100, Currency("CNY")};
  deal.meta.field_facts = {{.path = "amount", .observed_on = day - 20, .confirmed_on = day + 5}};
  deal.closed_on = day + 40;
  deal.closing_reason = "价格";
  const Opportunity known = known_deal(deal);
  EXPECT_EQ(known.name, "生产线升级");
  EXPECT_EQ(known.stage, Stage::needs_explored);
  EXPECT_EQ(known.stage_history.size(), 1U);
  EXPECT_FALSE(known.intent);  // it moves, and nothing tells its age
  EXPECT_EQ(known.amount, deal.amount);
  ASSERT_EQ(known.meta.field_facts.size(), 1U);
  EXPECT_FALSE(known.meta.field_facts[0].confirmed_on);
  EXPECT_FALSE(known.closed_on);
  EXPECT_EQ(known.closing_reason, "");
}

TEST(KnownBy, what_had_closed_is_known_whole) {
  Opportunity deal = deal_of("a");
  deal.stage = Stage::lost;
  deal.intent = Intent::weak;
  deal.closed_on = day;
  deal.closing_reason = "b";
  EXPECT_EQ(known_deal(deal), deal);
  deal.closed_on = day + 1;
  const Opportunity known = known_deal(deal);
  EXPECT_EQ(known, deal_of("a"));
}

TEST(KnownBy, a_moving_value_needs_a_proof_of_its_age) {
  Opportunity deal = deal_of("a");
  deal.intent = Intent::strong;
  deal.problem = "b";  // hardly moves
  EXPECT_FALSE(known_deal(deal).intent);
  EXPECT_EQ(known_deal(deal).problem, "b");
  EXPECT_EQ(known_deal(deal, {.moving = .9}).intent, Intent::strong);
  EXPECT_EQ(known_deal(deal, {.moving = 0}).problem, "");
  Opportunity written = deal;
  written.meta.updated_at = at(day);
  EXPECT_EQ(known_deal(written), written);
  written.meta.updated_at = at(day + 1);
  EXPECT_FALSE(known_deal(written).intent);
  EXPECT_FALSE(known_deal(written).meta.updated_at);
  Opportunity made = deal;
  made.meta.created_at = at(day - 1);
  EXPECT_FALSE(known_deal(made).intent);  // it may have been written since
  made.meta.version = 1;
  EXPECT_EQ(known_deal(made).intent, Intent::strong);
  Opportunity seen = deal;
  seen.meta.field_facts = {{.path = "problem", .observed_on = day + 1}, {.path = "intent", .confirmed_on = day}};
  EXPECT_EQ(known_deal(seen).problem, "");
  EXPECT_EQ(known_deal(seen).intent, Intent::strong);
  EXPECT_EQ(known_deal(seen).meta.field_facts.size(), 1U);
}

TEST(KnownBy, what_began_before_may_have_been_written_over_since) {
  const auto known_need = [](const Need& need) {
    Dossier dossier;
    dossier.of<Need>().push_back(need);
    return known_by(dossier, day).of<Need>().at(0);
  };
  Need need{.statement = "换型", .urgency = Grade::high};
  need.raised_on = day - 100;
  EXPECT_EQ(known_need(need).urgency, Grade::high);  // nothing tells when it was written
  need.meta.updated_at = at(day);
  EXPECT_EQ(known_need(need).urgency, Grade::high);
  need.meta.updated_at = at(day + 1);
  EXPECT_FALSE(known_need(need).urgency);
  EXPECT_EQ(known_need(need).statement, "换型");  // hardly moves
  need.meta.field_facts = {{.path = "urgency", .observed_on = day - 3}};
  EXPECT_EQ(known_need(need).urgency, Grade::high);

  Dossier dossier;
  InstalledProduct press{.product = "冲床"};
  press.in_use_since = PartialDate{2015, 3, 1};
  press.satisfaction = Satisfaction::dissatisfied;
  press.meta.updated_at = at(day + 1);
  dossier.of<InstalledProduct>().push_back(press);
  Interaction visit{.summary = "来访"};
  visit.occurred_at = at(day - 5);
  visit.next_step = "报价";
  visit.meta.updated_at = at(day + 1);
  dossier.of<Interaction>().push_back(visit);
  const Dossier known = known_by(dossier, day);
  EXPECT_FALSE(known.of<InstalledProduct>().at(0).satisfaction);
  EXPECT_EQ(known.of<Interaction>().at(0).next_step, "报价");  // a report: said there and then
}

TEST(KnownBy, records_and_entries_that_come_later_are_gone) {
  Dossier dossier;
  dossier.of<Interaction>().resize(3);
  dossier.of<Interaction>()[0].occurred_at = at(day + 1);
  dossier.of<Interaction>()[1].occurred_at = Timestamp{at(day + 1).microseconds - 1};
  dossier.of<Interaction>()[1].next_step = "c";  // said there and then, though it moves
  dossier.of<Interaction>()[2].meta.created_at = at(day + 1);
  dossier.of<InstalledProduct>().resize(2);
  dossier.of<InstalledProduct>()[0].in_use_since = PartialDate{2024, 6, 0, false};
  dossier.of<InstalledProduct>()[1].in_use_since = PartialDate{2024, 0, 0, false};  // not over yet
  dossier.of<Receivable>().resize(1);
  dossier.of<Receivable>()[0].payments = {{.paid_on = day + 1, .method = "x"}, {.paid_on = day, .method = "y"}};
  dossier.of<Receivable>()[0].meta.field_facts = {{.path = "payments[0].method", .observed_on = day},
                                                  {.path = "payments[1].method", .observed_on = day}};
  dossier.of<DecisionChain>().resize(1);
  dossier.of<DecisionChain>()[0].meta.updated_at = at(day);
  dossier.of<DecisionChain>()[0].stakeholders = {{.influence = 1, .valid_from = day + 1},
                                                 {.influence = 2, .valid_until = day + 1},
                                                 {.influence = 3, .valid_until = day}};
  const Dossier known = known_by(dossier, day);
  ASSERT_EQ(known.of<Interaction>().size(), 1U);
  EXPECT_EQ(known.of<Interaction>()[0].next_step, "c");
  ASSERT_EQ(known.of<InstalledProduct>().size(), 1U);
  EXPECT_EQ(known.of<InstalledProduct>()[0].in_use_since->month, 6);
  ASSERT_EQ(known.of<Receivable>()[0].payments.size(), 1U);
  EXPECT_EQ(known.of<Receivable>()[0].payments[0].method, "y");
  ASSERT_EQ(known.of<Receivable>()[0].meta.field_facts.size(), 1U);
  EXPECT_EQ(known.of<Receivable>()[0].meta.field_facts[0].path, "payments[0].method");
  const std::vector<Stakeholder>& people = known.of<DecisionChain>()[0].stakeholders;
  ASSERT_EQ(people.size(), 2U);
  EXPECT_FALSE(people[0].valid_until);
  EXPECT_EQ(people[1].valid_until, day);
}

TEST(KnownBy, judgements_have_their_days) {
  Dossier dossier;
  dossier.customer().account_class = {.set = AccountClass::key, .set_reason = "x", .set_on = day + 1};
  dossier.customer().customer_type = {.set = CustomerType::existing, .computed = CustomerType::potential};
  dossier.customer().loyalty.computed_on = day;
  dossier.customer().loyalty.computed_reason = "y";
  const Customer known = known_by(dossier, day).customer();
  EXPECT_EQ(known.account_class, decltype(known.account_class){});
  EXPECT_EQ(known.customer_type.set, CustomerType::existing);
  EXPECT_FALSE(known.customer_type.computed);
  EXPECT_EQ(known.loyalty.computed_reason, "y");
}

TEST(KnownBy, an_objection_is_settled_on_its_day) {
  Dossier dossier;
  Interaction met;
  met.occurred_at = at(day);
  met.objections = {{.text = "a", .resolution = "b", .resolved_on = day},
                    {.text = "c", .resolution = "d", .resolved_on = day + 1},
                    {.text = "e", .resolution = "f"}};
  dossier.of<Interaction>().push_back(met);
  const std::vector<Objection> known = known_by(dossier, day).of<Interaction>()[0].objections;
  EXPECT_EQ(known, (std::vector<Objection>{met.objections[0], {.text = "c"}, {.text = "e"}}));
}

constexpr Date middle = *Date::from_ymd(5000, 6, 15);

TEST(KnownBy, nothing_later_changes_it) {
  std::size_t added = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Dossier before = test::RandomRecords(standard_catalogue(), seed).dossier();
    Dossier after = before;
    test::LaterFacts(seed, middle).add_to(after);
    const Dossier one = known_by(before, middle), other = known_by(after, middle);
    added += !(before == after);
    for (const KindInfo* kind : standard_catalogue().kinds()) {
      ASSERT_EQ(one.records().size(*kind), other.records().size(*kind)) << seed << ' ' << kind->name;
      for (std::size_t i = 0; i < one.records().size(*kind); ++i)
        ASSERT_TRUE(kind->record->lifetime->equal(one.records().at(*kind, i), other.records().at(*kind, i)))
            << seed << ' ' << kind->name << ' ' << i;
    }
  }
  EXPECT_EQ(added, 300U);
}

std::string json_of(const KindInfo& kind, const void* record) {
  JsonWriter json;
  write_record_json(json, standard_catalogue().fields(kind), record);
  return json.take();
}

// The first record that two books hold differently, as JSON.
std::string differing(const Book& one, const Book& other) {
  for (std::size_t d = 0; d < one.dossiers.size(); ++d)
    for (const KindInfo* kind : standard_catalogue().kinds()) {
      const Records &a = one.dossiers[d].records(), &b = other.dossiers[d].records();
      if (a.size(*kind) != b.size(*kind)) return " " + std::string(kind->name);
      for (std::size_t i = 0; i < a.size(*kind); ++i)
        if (!kind->record->lifetime->equal(a.at(*kind, i), b.at(*kind, i)))
          return "\n" + json_of(*kind, a.at(*kind, i)) + "\n" + json_of(*kind, b.at(*kind, i));
    }
  return {};
}

TEST(KnownBy, twice_is_once_and_earlier_is_earlier) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Book book = test::RandomRecords(standard_catalogue(), 1000 + seed).book(2);
    const Book known = known_by(book, middle);
    ASSERT_EQ(known_by(known, middle), known) << seed << differing(known_by(known, middle), known);
    const Date earlier = middle - 400'000;
    ASSERT_EQ(known_by(known, earlier), known_by(book, earlier))
        << seed << differing(known_by(known, earlier), known_by(book, earlier));
  }
}

}  // namespace
}  // namespace guanxi
