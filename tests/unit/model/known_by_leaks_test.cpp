#include <guanxi/core/timestamp.hpp>
#include <guanxi/model/field_set.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/model/known_by.hpp>

#include <gtest/gtest.h>

namespace guanxi {
namespace {

constexpr Date cut = *Date::from_ymd(2024, 6, 30);

Timestamp noon(Date date) { return Timestamp{Calendar{}.start_of(date).microseconds + 43'200'000'000}; }

template <class T>
T then_of(const T& record) {
  Dossier dossier;
  dossier.of<T>().push_back(record);
  const std::vector<T> known = known_by(dossier, cut).template of<T>();
  return known.empty() ? T{} : known.front();
}

Opportunity open_deal() {
  Opportunity deal;
  deal.name = "a";
  deal.opened_on = cut - 100;
  return deal;
}

// Somebody writes down on the last day that counts that the deal will close, or a date of upkeep is wrong.
TEST(KnownByLeak, written_record_closed_later_hides_its_stage) {
  Opportunity deal = open_deal();
  deal.meta.updated_at = noon(cut - 5);
  deal.stage = Stage::won;
  deal.closed_on = cut + 40;
  EXPECT_NE(then_of(deal).stage, Stage::won);
}

TEST(KnownByLeak, written_record_closed_later_hides_its_outcome) {
  Opportunity deal = open_deal();
  deal.meta.updated_at = noon(cut - 5);
  deal.stage = Stage::lost;
  deal.closed_on = cut + 40;
  deal.closing_reason = "price";
  deal.lost_to = "rival";
  EXPECT_EQ(then_of(deal).closing_reason, "");
  EXPECT_EQ(then_of(deal).lost_to, "");
}

// The fact is of the value before; closing a deal does not renew it.
TEST(KnownByLeak, old_fact_of_the_stage_does_not_prove_won) {
  Opportunity deal = open_deal();
  deal.meta.field_facts = {{.path = "stage", .observed_on = cut - 20}};
  deal.stage = Stage::won;
  deal.closed_on = cut + 40;
  deal.stage_history = {{Stage::needs_explored, Stage::negotiation, noon(cut - 20)},
                        {Stage::negotiation, Stage::won, noon(cut + 40)}};
  EXPECT_EQ(then_of(deal).stage, Stage::negotiation);
}

TEST(KnownByLeak, old_fact_of_the_reason_does_not_prove_it) {
  Opportunity deal = open_deal();
  deal.meta.field_facts = {{.path = "closing_reason", .observed_on = cut - 20}};
  deal.closing_reason = "price";
  deal.closed_on = cut + 40;
  EXPECT_EQ(then_of(deal).closing_reason, "");
}

TEST(KnownByLeak, a_fact_of_one_entry_does_not_prove_the_others) {
  DecisionChain chain;
  chain.stakeholders = {{.influence = 1, .support = 1}, {.influence = 2, .support = -2}};
  chain.meta.field_facts = {{.path = "stakeholders[0].support", .observed_on = cut - 20}};
  const std::vector<Stakeholder> known = then_of(chain).stakeholders;
  for (std::size_t i = 1; i < known.size(); ++i) EXPECT_FALSE(known[i].support) << i;
}

TEST(KnownByLeak, a_claim_decided_before_and_paid_later_was_not_paid) {
  Claim claim;
  claim.description = "a";
  claim.claimed_at = noon(cut - 50);
  claim.decided_on = cut - 10;
  claim.state = ClaimState::paid;
  claim.paid_on = cut + 10;
  EXPECT_NE(then_of(claim).state, ClaimState::paid);
}

TEST(KnownByLeak, an_undated_stage_change_of_a_deal_closed_later) {
  Opportunity deal = open_deal();
  deal.closed_on = cut + 40;
  deal.stage_history = {{Stage::negotiation, Stage::won, std::nullopt}};
  EXPECT_TRUE(then_of(deal).stage_history.empty());
}

TEST(KnownByLeak, a_deal_opened_again_later_was_over) {
  Opportunity deal = open_deal();
  deal.closed_on = cut - 10;
  deal.stage = Stage::negotiation;
  deal.stage_history = {{Stage::negotiation, Stage::lost, noon(cut - 10)},
                        {Stage::lost, Stage::negotiation, noon(cut + 5)}};
  EXPECT_EQ(then_of(deal).stage, Stage::lost);
}

// Controls: these must stay known.
TEST(KnownByLeak, control_open_stage_that_is_proven_outlives_a_later_closing) {
  Opportunity deal = open_deal();
  deal.meta.field_facts = {{.path = "stage", .observed_on = cut - 20}};
  deal.stage = Stage::negotiation;
  deal.closed_on = cut + 40;
  EXPECT_EQ(then_of(deal).stage, Stage::negotiation);
}

TEST(KnownByLeak, control_a_claim_paid_before_was_paid) {
  Claim claim;
  claim.description = "a";
  claim.claimed_at = noon(cut - 50);
  claim.decided_on = cut - 10;
  claim.state = ClaimState::paid;
  claim.paid_on = cut;
  EXPECT_EQ(then_of(claim), claim);
}

TEST(KnownByLeak, control_written_and_open_keeps_its_stage) {
  Opportunity deal = open_deal();
  deal.meta.updated_at = noon(cut - 5);
  deal.stage = Stage::negotiation;
  EXPECT_EQ(then_of(deal).stage, Stage::negotiation);
}

TEST(KnownByLeak, control_closed_before_keeps_its_outcome) {
  Opportunity deal = open_deal();
  deal.stage = Stage::lost;
  deal.closed_on = cut;
  deal.closing_reason = "price";
  EXPECT_EQ(then_of(deal), deal);
}

TEST(KnownByUpkeep, writes_after_the_day_leave_no_trace) {
  Opportunity deal = open_deal();
  deal.meta.created_at = noon(cut - 5);
  deal.meta.updated_at = noon(cut + 5);
  deal.meta.updated_by = Id<User>{Uuid{{1, 2}}};
  deal.meta.version = 1;
  const Meta known = then_of(deal).meta;
  EXPECT_EQ(known.created_at, deal.meta.created_at);
  EXPECT_FALSE(known.updated_at);
  EXPECT_EQ(known.updated_by, Id<User>{});
  EXPECT_FALSE(known.version);  // else a second look would take it for never written over
}

TEST(KnownByUpkeep, the_calendar_tells_the_day) {
  Dossier dossier;
  dossier.of<Interaction>().resize(1);
  dossier.of<Interaction>()[0].occurred_at = Calendar{}.start_of(cut + 1);  // 16:00 of the day in Greenwich
  EXPECT_TRUE(known_by(dossier, cut).of<Interaction>().empty());
  EXPECT_EQ(known_by(dossier, cut, {.calendar = {.offset_minutes = 0}}).of<Interaction>().size(), 1U);
}

TEST(KnownByUpkeep, shared_records_are_looked_at) {
  Book book;
  book.shared.of<Promotion>().resize(2);
  book.shared.of<Promotion>()[0].starts_on = cut + 1;
  book.shared.of<Promotion>()[1].starts_on = cut;
  const Book known = known_by(book, cut);
  ASSERT_EQ(known.shared.of<Promotion>().size(), 1U);
  EXPECT_EQ(known.shared.of<Promotion>()[0].starts_on, cut);
}

TEST(KnownByUpkeep, a_december_is_over_with_the_year) {
  for (const bool over : {false, true}) {
    Dossier dossier;
    dossier.of<InstalledProduct>().resize(1);
    dossier.of<InstalledProduct>()[0].in_use_since = PartialDate{2023, 12, 0, false};
    const Date last = *Date::from_ymd(2023, 12, 31);
    EXPECT_EQ(known_by(dossier, over ? last : last - 1).of<InstalledProduct>().size(), over ? 1U : 0U);
  }
}

TEST(KnownByUpkeep, a_lunar_date_dates_nothing) {
  Dossier dossier;
  dossier.of<InstalledProduct>().resize(1);
  dossier.of<InstalledProduct>()[0].in_use_since = PartialDate{2030, 1, 1, true};
  EXPECT_EQ(known_by(dossier, cut).of<InstalledProduct>().size(), 1U);
}

TEST(KnownByUpkeep, of_two_changes_at_one_time_the_last_counts) {
  Opportunity deal = open_deal();
  deal.stage_history = {{{}, Stage::needs_explored, noon(cut - 9)}, {{}, Stage::negotiation, noon(cut - 9)}};
  EXPECT_EQ(then_of(deal).stage, Stage::negotiation);
}

TEST(KnownByUpkeep, fields_of_ones_own_move_too) {
  Catalogue catalogue = standard_catalogue();
  const FieldSet set{.kind = "customer", .fields = {{.name = "mood", .type = FieldType::text, .decline = .9}}};
  set.add_to(catalogue);
  Dossier dossier;
  dossier.customer().custom.values["mood"] = std::string("good");
  EXPECT_EQ(known_by(dossier, cut).customer().custom.values.count("mood"), 1U);
  EXPECT_EQ(known_by(dossier, cut, {.catalogue = &catalogue}).customer().custom, Custom{});
}

}  // namespace
}  // namespace guanxi
