#include "card.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/quality/currency.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace guanxi::quality {
namespace {

using test::Card;
using test::day;

constexpr double default_decline = .254892;

TEST(Currency, worked_example) {  // METHODS 1
  EXPECT_DOUBLE_EQ(currency(0, default_decline), 1);
  EXPECT_NEAR(currency(365, default_decline), .775, 5e-7);
  EXPECT_NEAR(currency(730, default_decline), .600625, 5e-7);
  EXPECT_NEAR(half_life(default_decline), 2.7194, 5e-5);
  EXPECT_NEAR(currency(365 * half_life(.4), .4), .5, 1e-12);
}

TEST(Currency, the_dictionary_has_that_default) {
  EXPECT_NEAR(Notes{}.decline, -std::log(1 - .225), 5e-7);
}

TEST(Currency, never_stale_without_decline) {
  EXPECT_EQ(currency(0, 0), 1);
  EXPECT_EQ(currency(1e9, 0), 1);
}

std::string refused(double (*call)()) {
  try {
    (void)call();
  } catch (const ArgumentError& error) {
    return error.code();
  }
  return "accepted";
}

TEST(Currency, refuses_bad_arguments) {
  EXPECT_EQ(refused([] { return currency(-1, .2); }), "quality.age");
  EXPECT_EQ(refused([] { return currency(std::nan(""), .2); }), "quality.age");
  EXPECT_EQ(refused([] { return currency(1, -.2); }), "quality.decline");
  EXPECT_EQ(refused([] { return half_life(0); }), "quality.decline");
  EXPECT_EQ(refused([] { return half_life(std::nan("")); }), "quality.decline");
}

Timeliness measure(const Card& card, Date as_of) { return timeliness(test::card_catalogue(), kind_info<Card>(), &card, as_of); }

const FieldCurrency* entry(const Timeliness& result, std::string_view name) {
  const auto found = std::ranges::find(result.fields, name, &FieldCurrency::field);
  return found == result.fields.end() ? nullptr : &*found;
}

/// name (weight 5, never stale), staff (2, a year old), turnover (2, fresh)
Card dated_card() {
  Card card{.id = test::numbered<Card>(1), .name = "江南", .staff = 30, .turnover = MoneyRange{Money{100, {}}, {}}};
  card.meta.field_facts = {{.path = "staff", .observed_on = day(2022, 10, 15)}, {.path = "turnover", .observed_on = day(2020, 1, 1), .confirmed_on = day(2023, 10, 15)}};
  return card;
}

TEST(Timeliness, worked_by_hand) {  // (5·1 + 2·.775 + 2·1) / 9 = 8.55 / 9
  const Timeliness result = measure(dated_card(), day(2023, 10, 15));
  EXPECT_NEAR(*result.value, 8.55 / 9, 1e-6);
  EXPECT_DOUBLE_EQ(result.weight, 9);
  EXPECT_TRUE(result.findings.empty());
  ASSERT_EQ(result.fields.size(), 3U);
  EXPECT_EQ(entry(result, "staff")->age, 365);
  EXPECT_EQ(entry(result, "turnover")->age, 0) << "the later of observed and confirmed";
  EXPECT_FALSE(entry(result, "name")->age);
  EXPECT_EQ(entry(result, "name")->currency, 1);
}

TEST(Timeliness, unknown_age_is_no_freshness) {
  Card card = dated_card();
  card.meta.field_facts.clear();
  const Timeliness result = measure(card, day(2023, 10, 15));
  EXPECT_DOUBLE_EQ(*result.value, 1) << "of the name, which never goes stale";
  EXPECT_DOUBLE_EQ(result.weight, 5);
  EXPECT_FALSE(entry(result, "staff")->currency);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "quality.age_unknown");
  EXPECT_EQ(result.findings[0].record, card.id.uuid);
  EXPECT_NE(result.findings[0].message.en.find("Staff, Turnover"), std::string::npos) << result.findings[0].message.en;
  card.name.clear();
  EXPECT_FALSE(measure(card, day(2023, 10, 15)).value);
}

TEST(Timeliness, empty_record_has_none) {
  const Timeliness result = measure(Card{}, day(2023, 10, 15));
  EXPECT_FALSE(result.value);
  EXPECT_TRUE(result.fields.empty());
  EXPECT_TRUE(result.findings.empty());
}

TEST(Timeliness, a_list_is_as_old_as_its_oldest_value) {
  Card card{.phones = {"13800138000", "13900139000"}};
  card.meta.field_facts = {{.path = "phones", .observed_on = day(2021, 10, 15)}, {.path = "phones[0]", .observed_on = day(2023, 10, 14)}};
  EXPECT_EQ(entry(measure(card, day(2023, 10, 15)), "phones")->age, 730) << "the nearest enclosing fact speaks for phones[1]";
  card.meta.field_facts.erase(card.meta.field_facts.begin());
  EXPECT_FALSE(entry(measure(card, day(2023, 10, 15)), "phones")->currency) << "nothing is known of phones[1]";
}

TEST(Timeliness, facts_reach_into_nested_records) {
  Card card;
  card.slots = {{.label = "a"}, {.label = "b", .from = day(2020, 1, 1)}};
  card.grade.set = Grade::high;
  card.grade.computed = Grade::low;
  card.meta.field_facts = {{.path = "slots", .observed_on = day(2023, 10, 10)}, {.path = "slots[1].from", .observed_on = day(2023, 10, 5)}, {.path = "grade.set", .confirmed_on = day(2023, 10, 1)}};
  const Timeliness result = measure(card, day(2023, 10, 15));
  EXPECT_EQ(entry(result, "slots")->age, 10);
  EXPECT_EQ(entry(result, "grade")->age, 14) << "what a rule computed needs no fact";
}

TEST(Timeliness, run_time_field) {
  Catalogue catalogue = test::card_catalogue();
  static constexpr Type text = guanxi::detail::custom_type(TypeKind::text);
  Field field;
  field.name = "节能等级";
  field.label = {"节能等级", "Energy class"};
  field.type = &text;
  catalogue.add_field(kind_info<Card>(), field);
  Card card;
  card.custom.values["节能等级"] = std::string("一级");
  card.meta.field_facts = {{.path = "custom[节能等级]", .observed_on = day(2022, 10, 15)}};
  EXPECT_NEAR(*timeliness(catalogue, kind_info<Card>(), &card, day(2023, 10, 15)).value, .775, 1e-6);
}

TEST(Timeliness, observation_after_as_of_counts_as_new) {
  const Timeliness result = measure(dated_card(), day(2023, 10, 14));
  EXPECT_EQ(entry(result, "turnover")->age, 0);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "quality.observed_later");
  EXPECT_EQ(result.findings[0].field, "turnover");
  EXPECT_EQ(result.findings[0].value, "2023-10-15");
}

TEST(Timeliness, ageing_never_raises_it) {
  const Card card = dated_card();
  double last = 1;
  for (int days = 0; days < 4000; days += 37) {
    const double now = *measure(card, day(2019, 1, 1) + days).value;
    EXPECT_LE(now, last) << days;
    last = now;
  }
  EXPECT_LT(last, .9);
}

TEST(Timeliness, records_together_and_in_any_order) {
  Records records;
  Card other{.id = test::numbered<Card>(2), .staff = 4};
  other.meta.field_facts = {{.path = "staff", .observed_on = day(2021, 10, 15)}};
  records.of<Card>() = {dated_card(), other};
  const Timeliness result = timeliness(test::card_catalogue(), records, day(2023, 10, 15));
  EXPECT_NEAR(*result.value, (8.55 + 2 * .600625) / 11, 1e-6);
  std::ranges::reverse(records.of<Card>());
  EXPECT_EQ(timeliness(test::card_catalogue(), records, day(2023, 10, 15)), result);
}

}  // namespace
}  // namespace guanxi::quality
