#include "card.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/quality/completeness.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace guanxi::quality {
namespace {

using test::Card;

Card filled_card() {  // name 5, staff 2, grade 3: 10 of 20
  Card card;
  card.name = "江南设备";
  card.staff = 30;
  card.grade.set = Grade::high;
  return card;
}

std::vector<std::string> names(const std::vector<MissingField>& missing) {
  std::vector<std::string> all;
  for (const MissingField& field : missing) all.emplace_back(field.field);
  return all;
}

TEST(Completeness, worked_by_hand) {
  const Completeness result = completeness(filled_card());
  EXPECT_EQ(result.share, (Share{10, 20}));
  EXPECT_DOUBLE_EQ(*result.share.value(), .5);
  ASSERT_EQ(result.categories.size(), 2U);
  EXPECT_EQ(result.categories[0].category->name, "basics");
  EXPECT_EQ(result.categories[0].share, (Share{5, 13}));
  EXPECT_EQ(result.categories[1].category->name, "size");
  EXPECT_EQ(result.categories[1].share, (Share{5, 7}));
}

TEST(Completeness, missing_fields_come_by_gain_then_dictionary) {
  const Completeness result = completeness(filled_card());
  EXPECT_EQ(names(result.missing), (std::vector<std::string>{"phones", "turnover", "slots", "started", "ended", "parent"}));
  EXPECT_DOUBLE_EQ(result.missing[0].gain, 3.0 / 20);
  EXPECT_DOUBLE_EQ(result.missing[1].gain, 2.0 / 20);
  EXPECT_DOUBLE_EQ(result.missing[5].gain, 1.0 / 20);
  EXPECT_EQ(result.missing[0].label, (Label{"电话", "Phones"}));
  EXPECT_EQ(result.missing[1].category->name, "size");
  const Completeness empty = completeness(Card{});
  EXPECT_EQ(empty.missing.front().field, "name");
  EXPECT_EQ(empty.missing.front().hint.en, "In full");
  EXPECT_EQ(empty.missing.front().level, Level::required);
  EXPECT_EQ(empty.share, (Share{0, 20})) << "remark has weight 0, upkeep is left out";
}

TEST(Completeness, gain_is_what_filling_adds) {
  Card card = filled_card();
  const Completeness before = completeness(card);
  card.phones = {"13800138000"};
  EXPECT_NEAR(*completeness(card).share.value() - *before.share.value(), before.missing[0].gain, 1e-15);
}

TEST(Completeness, placeholder_counts_as_missing) {
  Card card = filled_card();
  card.name = "测试";
  EXPECT_EQ(completeness(card).share, (Share{5, 20}));
  EXPECT_EQ(completeness(card, {.presence = {.genuine = {"测试"}}}).share, (Share{10, 20}));
}

TEST(Completeness, hidden_field_leaves_the_sum) {
  Card card = filled_card();
  card.id = test::numbered<Card>(7);
  EXPECT_EQ(completeness(card, {.presence = {.hidden = {{card.id.uuid, "phones[0]"}}}}).share, (Share{10, 17}));
  EXPECT_EQ(completeness(card, {.presence = {.hidden = {{test::numbered<Card>(8).uuid, "phones"}}}}).share, (Share{10, 20}));
}

TEST(Completeness, run_time_field_counts_like_any_other) {
  Catalogue catalogue = test::card_catalogue();
  static constexpr Type text = guanxi::detail::custom_type(TypeKind::text);
  Field field;
  field.name = "节能等级";
  field.label = {"节能等级", "Energy class"};
  field.notes.weight = 5;
  field.type = &text;
  catalogue.add_field(kind_info<Card>(), field);
  Card card = filled_card();
  EXPECT_EQ(completeness(catalogue, kind_info<Card>(), &card).share, (Share{10, 25}));
  EXPECT_EQ(completeness(catalogue, kind_info<Card>(), &card).missing.front().field, "节能等级");
  card.custom.values["节能等级"] = std::string("一级");
  EXPECT_EQ(completeness(catalogue, kind_info<Card>(), &card).share, (Share{15, 25}));
}

TEST(Completeness, excluded_field_leaves_the_sum_unless_filled) {
  static constexpr auto small = [](const Card& card) { return card.staff && *card.staff < 10; };
  static constexpr Exclusion rules[] = {excluded_when<&Card::turnover, small>({"太小", "too small"})};
  const CompletenessOptions options{.rules = {.exclusions = rules}};
  Card card = filled_card();
  EXPECT_EQ(completeness(card, options).share, (Share{10, 20}));
  card.staff = 3;
  EXPECT_EQ(completeness(card, options).share, (Share{10, 18}));
  card.turnover = MoneyRange{Money{100, {}}, {}};
  EXPECT_EQ(completeness(card, options).share, (Share{12, 20}));
  card = filled_card();
  card.staff.reset();
  EXPECT_EQ(completeness(card, options).share, (Share{8, 20})) << "unknown: the field may apply";
}

TEST(Completeness, firm_fields_do_not_apply_to_a_person) {
  Customer customer;
  const double asked = completeness(customer).share.asked;
  customer.nature = CustomerNature::individual;
  const Completeness person = completeness(customer);
  EXPECT_LT(person.share.asked, asked);
  for (const MissingField& field : person.missing) EXPECT_NE(field.field, "registration_id");
  customer.nature = CustomerNature::company;
  EXPECT_EQ(completeness(customer).share.asked, asked) << "the identity number has weight 0";
}

// -- dossiers --

TEST(DossierCompleteness, kinds_count_with_the_mean_of_their_records) {
  Records records;
  records.of<Card>() = {filled_card(), Card{}};
  records.of<Card>()[0].phones = {"13800138000"};  // 13 of 20 and 0 of 20
  const DossierCompleteness result = completeness(test::card_catalogue(), records);
  ASSERT_EQ(result.kinds.size(), 1U);
  EXPECT_EQ(result.kinds[0].records, 2U);
  EXPECT_EQ(result.kinds[0].mean, (Share{6.5, 20}));
  EXPECT_EQ(result.share, (Share{6.5, 20}));
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_EQ(result.records[0].result.share, (Share{13, 20}));
  EXPECT_DOUBLE_EQ(result.records[1].result.missing.front().gain, .25) << "for the record itself";
  EXPECT_EQ(result.missing.front().field, "name");
  EXPECT_EQ(result.missing.front().position, 1U);
  EXPECT_DOUBLE_EQ(result.missing.front().gain, 2.5 / 20) << "for the dossier";
}

TEST(DossierCompleteness, expected_kind_without_a_record_is_missing_in_full) {
  const Catalogue catalogue = test::card_catalogue();
  const DossierCompleteness result = completeness(catalogue, Records());
  EXPECT_EQ(result.share, (Share{0, 20}));
  EXPECT_EQ(result.missing.size(), 9U);
  EXPECT_FALSE(result.missing.front().position);
  EXPECT_TRUE(result.records.empty());
  ASSERT_EQ(result.kinds.size(), 1U);
  EXPECT_EQ(result.kinds[0].records, 0U);
  const DossierCompleteness other = completeness(catalogue, Records(), {.expected = Purpose::complaint});
  EXPECT_FALSE(other.share.value()) << "nothing asked, nothing answered";
  EXPECT_TRUE(other.missing.empty());
}

TEST(DossierCompleteness, new_customer_expects_the_kinds_of_its_form) {
  const Catalogue& catalogue = standard_catalogue();
  const DossierCompleteness result = completeness(catalogue, Dossier());
  std::vector<std::string> expected;
  for (const KindInfo* kind : catalogue.kinds())
    if (overlaps(kind->forms, Purpose::new_customer) && kind->scope != Scope::shared) expected.emplace_back(kind->name);
  std::vector<std::string> found;
  for (const KindCompleteness& kind : result.kinds) found.emplace_back(kind.kind->name);
  EXPECT_EQ(found, expected);
  for (const char* name : {"customer", "contact", "decision_chain", "need", "interaction", "opportunity"})
    EXPECT_NE(std::ranges::find(found, name), found.end()) << name;
  EXPECT_DOUBLE_EQ(*result.share.value(), 0);
}

TEST(DossierCompleteness, kinds_of_no_customer_do_not_count) {
  Dossier dossier;
  const Share before = completeness(standard_catalogue(), dossier).share;
  dossier.of<User>() = {User{.name = "王"}};
  EXPECT_EQ(completeness(standard_catalogue(), dossier).share, before);
  dossier.of<Document>() = {Document{.name = "合同"}};
  EXPECT_GT(completeness(standard_catalogue(), dossier).share.asked, before.asked);
}

TEST(DossierCompleteness, groups_and_gains_add_up) {
  Dossier dossier(Customer{.legal_name = "江南专用设备制造有限公司", .industry_label = "制造业"});
  dossier.of<Contact>() = {Contact{.display_name = "张"}, Contact{.display_name = "李", .title = "总经理"}, Contact{}};
  const DossierCompleteness result = completeness(standard_catalogue(), dossier);
  Share sum;
  for (const CategoryShare& category : result.categories) {
    sum.present += category.share.present;
    sum.asked += category.share.asked;
  }
  EXPECT_NEAR(sum.present, result.share.present, 1e-12);
  EXPECT_NEAR(sum.asked, result.share.asked, 1e-12);
  double gains = 0;
  for (const MissingField& field : result.missing) gains += field.gain;
  EXPECT_NEAR(*result.share.value() + gains, 1, 1e-12) << "filling everything makes it complete";
  EXPECT_TRUE(std::ranges::is_sorted(result.missing, std::ranges::greater{}, &MissingField::gain));
}

// -- properties --

/// Sets a leaf to some valid value.
void set_valid(const Type& type, void* member) {
  switch (type.kind) {
    case TypeKind::text: return type.set(type, member, std::string_view("某某内容"));
    case TypeKind::boolean: return type.set(type, member, true);
    case TypeKind::integer: return type.set(type, member, std::int64_t{3});
    case TypeKind::real: return type.set(type, member, 1.0);
    case TypeKind::date: return type.set(type, member, test::day(2023, 10, 15));
    case TypeKind::partial_date: return type.set(type, member, PartialDate{2015, 3});
    case TypeKind::timestamp: return type.set(type, member, test::at(2023, 10, 15));
    case TypeKind::money: return type.set(type, member, Money{500, {}});
    case TypeKind::number_range: return type.set(type, member, NumberRange{500, 1000});
    case TypeKind::money_range: return type.set(type, member, MoneyRange{Money{100, {}}, Money{200, {}}});
    case TypeKind::enumeration: return type.set(type, member, &type.words[type.words.size() / 2]);
    case TypeKind::id: return type.set(type, member, test::numbered<Card>(9).uuid);
    case TypeKind::ref: return type.set(type, member, RefValue{{}, "某某"});
    case TypeKind::list: return set_valid(*type.element, type.list->append(member));
    case TypeKind::record: return set_valid(*type.record->fields.front().type, type.record->fields.front().in(member));
    case TypeKind::custom: return;
  }
}

TEST(CompletenessProperty, a_valid_value_never_lowers_it) {
  std::mt19937 random(20231015);
  const Catalogue& catalogue = standard_catalogue();
  for (int round = 0; round < 20; ++round)
    for (const KindInfo* kind : catalogue.kinds()) {
      Records records;
      void* record = records.append(*kind);
      std::vector<const Field*> order;
      for (const Field& field : kind->record->fields) order.push_back(&field);
      std::ranges::shuffle(order, random);
      double last = *completeness(catalogue, *kind, record).share.value();
      EXPECT_EQ(last, 0) << kind->name;
      for (const Field* field : order) {
        if (has(field->notes.part, Part::upkeep)) continue;
        set_valid(*field->type, field->in(record));
        const double now = *completeness(catalogue, *kind, record).share.value();
        EXPECT_GE(now, last) << kind->name << " " << field->name;
        last = now;
      }
      EXPECT_EQ(last, 1) << kind->name << ": everything is filled";
    }
}

TEST(CompletenessProperty, order_of_records_changes_nothing) {
  std::mt19937 random(4);
  Dossier dossier(Customer{.legal_name = "江南"});
  for (std::uint8_t i = 1; i <= 7; ++i) {
    Contact contact{.id = test::numbered<Contact>(i), .display_name = "张" + std::to_string(i)};
    if (i % 2 == 0) contact.title = "经理";
    if (i % 3 == 0) contact.phones = {"13800138000"};
    dossier.of<Contact>().push_back(contact);
  }
  const auto measure = [&] {
    DossierCompleteness result = completeness(standard_catalogue(), dossier);
    for (MissingField& field : result.missing) field.position.reset();  // positions move with the records
    for (RecordCompleteness& record : result.records) {
      record.position = 0;
      for (MissingField& field : record.result.missing) field.position.reset();
    }
    return result;
  };
  const DossierCompleteness first = measure();
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(dossier.of<Contact>(), random);
    EXPECT_EQ(measure(), first);
  }
}

}  // namespace
}  // namespace guanxi::quality
