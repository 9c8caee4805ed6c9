#include "card.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/quality/check.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>

namespace guanxi::quality {
namespace {

using test::at;
using test::Card;
using test::day;
using test::numbered;

const Date today = day(2023, 11, 1);

/// A customer about whom nothing can be said.
Dossier sound_dossier() {
  Customer customer{.id = numbered<Customer>(1), .legal_name = "江南专用设备制造有限公司", .registration_id = "911522010783762860"};
  customer.nature = CustomerNature::company;
  customer.industry_label = "制造业-专用设备生产";
  customer.employees = NumberRange{500, 1000};
  customer.founded_on = PartialDate{2015, 3};
  customer.main_business = "自动化装配设备";
  customer.pain_points = "生产成本高";
  customer.customer_type.set = CustomerType::potential;
  Dossier dossier(customer);
  const Id<Customer> owner = customer.id;
  dossier.of<Contact>() = {Contact{.id = numbered<Contact>(2), .customer_id = owner, .display_name = "张", .title = "生产总监", .phones = {"13800138000"}},
                           Contact{.id = numbered<Contact>(3), .customer_id = owner, .display_name = "李", .title = "总经理", .phones = {"13900139000"}}};
  DecisionChain chain{.id = numbered<DecisionChain>(4), .customer_id = owner};
  chain.stakeholders = {Stakeholder{.contact = numbered<Contact>(3), .roles = {BuyingRole::decider}, .influence = 9, .support = 1}};
  dossier.of<DecisionChain>() = {chain};
  Need need{.id = numbered<Need>(5), .customer_id = owner, .kind = NeedKind::explicit_need, .statement = "采购自动化生产线", .urgency = Grade::high, .importance = Grade::high};
  need.budget = MoneyRange{Money{200'000'000, {}}, Money{300'000'000, {}}};
  need.evidence = {numbered<Interaction>(6)};
  dossier.of<Need>() = {need};
  Interaction talk{.id = numbered<Interaction>(6), .customer_id = owner, .occurred_at = at(2023, 10, 15), .channel = Channel::meeting, .summary = "对A方案感兴趣"};
  talk.next_due = day(2023, 11, 5);
  dossier.of<Interaction>() = {talk};
  Opportunity deal{.id = numbered<Opportunity>(7), .customer_id = owner, .name = "自动化生产线", .stage = Stage::needs_explored};
  deal.opened_on = day(2023, 10, 15);
  deal.cooperation_score.set = 4;
  dossier.of<Opportunity>() = {deal};
  return dossier;
}

Findings check_today(const Dossier& dossier) { return check(standard_catalogue(), dossier, {.as_of = today}); }

std::string show(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.code + " " + finding.kind + "." + finding.field + ": " + finding.message.en + "\n";
  return text;
}

TEST(Check, sound_dossier_has_no_finding) { EXPECT_EQ(show(check_today(sound_dossier())), ""); }

struct Planted {
  const char* name;
  std::function<void(Dossier&)> plant;
  const char* code;
  const char* kind;
  const char* field;
  const char* text = "";    // part of message or remedy in English
  const char* value = "";   // the offending text
  std::uint8_t record = 0;  // last byte of the record's id; 0: the only record of its kind
};

void PrintTo(const Planted& planted, std::ostream* out) { *out << planted.name; }

const Planted planted[] = {
    // required
    {"no_name", [](Dossier& d) { d.customer().legal_name.clear(); }, "quality.required_missing", "customer", "legal_name", "Fill it in: As on the business licence"},
    {"name_placeholder", [](Dossier& d) { d.customer().legal_name = "测试"; }, "quality.required_missing", "customer", "legal_name", "Legal name", "测试"},
    {"type_not_judged", [](Dossier& d) { d.customer().customer_type = {}; }, "quality.required_missing", "customer", "customer_type"},
    {"need_without_urgency", [](Dossier& d) { d.of<Need>()[0].urgency.reset(); }, "quality.required_missing", "need", "urgency"},
    // placeholders
    {"placeholder", [](Dossier& d) { d.customer().goals = "暂无"; }, "quality.placeholder", "customer", "goals", "counts as not filled in", "暂无"},
    {"placeholder_phone", [](Dossier& d) { d.of<Contact>()[0].phones.push_back("123456"); }, "quality.placeholder", "contact", "phones[1]", "", "123456", 2},
    {"placeholder_nested", [](Dossier& d) { d.of<Interaction>()[0].objections = {{.text = "价格高", .kind = {}, .resolution = "无"}}; }, "quality.placeholder", "interaction", "objections[0].resolution", "Objections · Resolution", "无"},
    // formats
    {"uscc_wrong", [](Dossier& d) { d.customer().registration_id = "911522010783762861"; }, "quality.format_invalid", "customer", "registration_id", "911522010783762860", "911522010783762861"},
    {"uscc_suspect", [](Dossier& d) { d.customer().registration_id = "91350200M000100Y4Q"; }, "", "customer", "registration_id"},
    {"phone", [](Dossier& d) { d.of<Contact>()[0].phones = {"1380013800"}; }, "quality.format_invalid", "contact", "phones[0]", "", "1380013800", 2},
    {"phone_local", [](Dossier& d) { d.customer().phone = "68888888"; }, "quality.format_suspect", "customer", "phone"},
    {"email", [](Dossier& d) { d.of<Contact>()[0].emails = {"a@@b.com"}; }, "quality.format_invalid", "contact", "emails[0]", "", "a@@b.com", 2},
    {"website", [](Dossier& d) { d.customer().website = "www。example。com"; }, "quality.format_invalid", "customer", "website", "Did you mean www.example.com?"},
    {"postal_code", [](Dossier& d) { d.customer().postal_code = "10000"; }, "quality.format_suspect", "customer", "postal_code", "Did you mean 010000?"},
    {"region", [](Dossier& d) { d.customer().region_code = "990000"; }, "quality.format_invalid", "customer", "region_code"},
    {"resident_id", [](Dossier& d) {
       d.customer().nature.reset();
       d.customer().id_number = "36042619910102009X";
     }, "quality.format_invalid", "customer", "id_number", "360426199101020093"},
    {"messaging", [](Dossier& d) { d.of<Contact>()[1].messaging = {"QQ:abc"}; }, "quality.format_suspect", "contact", "messaging[0]", "", "QQ:abc", 3},
    {"sha256", [](Dossier& d) { d.of<Document>().push_back({.id = numbered<Document>(8), .kind = DocumentKind::contract, .name = "合同", .sha256 = "abc"}); }, "", "document", "sha256"},
    // bounds and ranges
    {"influence", [](Dossier& d) { d.of<DecisionChain>()[0].stakeholders[0].influence = 11; }, "quality.out_of_bounds", "decision_chain", "stakeholders[0].influence", "expected 0 to 10", "11"},
    {"score_in_a_judgement", [](Dossier& d) { d.of<Opportunity>()[0].cooperation_score.set = 6; }, "quality.out_of_bounds", "opportunity", "cooperation_score.set", "expected 1 to 5", "6"},
    {"negative_amount", [](Dossier& d) { d.of<Opportunity>()[0].amount = Money{-100, {}}; }, "quality.out_of_bounds", "opportunity", "amount", "at least 0"},
    {"range_reversed", [](Dossier& d) { d.customer().employees = NumberRange{1000, 500}; }, "quality.range_reversed", "customer", "employees", "Did you mean 500–1,000?"},
    {"money_reversed", [](Dossier& d) { d.of<Need>()[0].budget = MoneyRange{Money{300, {}}, Money{200, {}}}; }, "quality.range_reversed", "need", "budget"},
    {"two_currencies", [](Dossier& d) { d.of<Need>()[0].budget = MoneyRange{Money{300, {}}, Money{200, Currency("USD")}}; }, "quality.currencies_mixed", "need", "budget"},
    // order of dates
    {"due_before_meeting", [](Dossier& d) { d.of<Interaction>()[0].next_due = day(2023, 10, 14); }, "quality.dates_reversed", "interaction", "next_due", "before Occurred at (2023-10-15)", "2023-10-14"},
    {"closed_before_opened", [](Dossier& d) {
       d.of<Opportunity>()[0].stage = Stage::won;
       d.of<Opportunity>()[0].closed_on = day(2023, 10, 1);
     }, "quality.dates_reversed", "opportunity", "closed_on"},
    {"stakeholder_dates", [](Dossier& d) {
       d.of<DecisionChain>()[0].stakeholders[0].valid_from = day(2023, 1, 1);
       d.of<DecisionChain>()[0].stakeholders[0].valid_until = day(2022, 1, 1);
     }, "quality.dates_reversed", "decision_chain", "stakeholders[0].valid_until", "Decision chain · Valid until"},
    {"complaint_closed_early", [](Dossier& d) {
       Complaint complaint{.id = numbered<Complaint>(8), .received_at = Timestamp{at(2023, 10, 2)}};
       complaint.cause_area = CauseArea::service;
       complaint.description = "不守时";
       complaint.closed_at = Timestamp{at(2023, 10, 2).microseconds - 1};
       d.of<Complaint>() = {complaint};
     }, "quality.dates_reversed", "complaint", "closed_at"},
    {"warranty_before_use", [](Dossier& d) {
       InstalledProduct product{.id = numbered<InstalledProduct>(8), .product = "旧生产线"};
       product.in_use_since = PartialDate{2020};
       product.warranty_until = day(2019, 12, 31);
       d.of<InstalledProduct>() = {product};
     }, "quality.dates_reversed", "installed_product", "warranty_until"},
    {"met_before_founded", [](Dossier& d) { d.customer().founded_on = PartialDate{2023, 11}; }, "", "interaction", "occurred_at"},
    // future
    {"met_tomorrow", [](Dossier& d) {
       d.of<Interaction>()[0].occurred_at = at(2023, 11, 2);
     }, "quality.future_event", "interaction", "occurred_at", "after 2023-11-01", "2023-11-02"},
    // what does not apply
    {"firm_with_identity_number", [](Dossier& d) { d.customer().id_number = "11010519491231002X"; }, "quality.not_applicable", "customer", "id_number", "the customer is not an individual"},
    {"open_but_closed", [](Dossier& d) { d.of<Opportunity>()[0].closed_on = day(2023, 10, 20); }, "quality.not_applicable", "opportunity", "closed_on", "still open"},
    // links
    {"unknown_contact", [](Dossier& d) { d.of<DecisionChain>()[0].stakeholders[0].contact = numbered<Contact>(99); }, "quality.reference_missing", "decision_chain", "stakeholders[0].contact", "Contact 00000000"},
    {"unknown_evidence", [](Dossier& d) { d.of<Need>()[0].evidence.push_back(numbered<Interaction>(98)); }, "quality.reference_missing", "need", "evidence[1]"},
    {"other_customer", [](Dossier& d) { d.of<Need>()[0].customer_id = numbered<Customer>(77); }, "quality.other_customer", "need", "customer_id"},
    {"same_phone", [](Dossier& d) { d.of<Contact>()[1].phones = {"+86 138 0013 8000"}; }, "quality.shared_detail", "contact", "phones[0]", "the same as that of Contact 张", "+86 138 0013 8000", 3},
};

class PlantedTrouble : public testing::TestWithParam<Planted> {};

TEST_P(PlantedTrouble, is_found_and_nothing_else) {
  const Planted& trouble = GetParam();
  Dossier dossier = sound_dossier();
  trouble.plant(dossier);
  const Findings found = check_today(dossier);
  if (*trouble.code == '\0') {  // several findings: one of them is about this field
    EXPECT_TRUE(std::ranges::any_of(found, [&](const Finding& f) { return f.kind == trouble.kind && f.field == trouble.field; })) << show(found);
    return;
  }
  ASSERT_EQ(found.size(), 1U) << show(found);
  EXPECT_EQ(found[0].code, trouble.code);
  EXPECT_EQ(found[0].kind, trouble.kind);
  EXPECT_EQ(found[0].field, trouble.field);
  EXPECT_NE((found[0].message.en + " | " + found[0].remedy.en).find(trouble.text), std::string::npos) << found[0].message.en << " | " << found[0].remedy.en;
  if (*trouble.value != '\0') {
    EXPECT_EQ(found[0].value, trouble.value);
  }
  if (trouble.record != 0) {
    EXPECT_EQ(found[0].record.bytes.back(), trouble.record);
  }
  EXPECT_TRUE(found[0].record);
  for (const std::string& text : {found[0].message.zh, found[0].remedy.zh, found[0].message.en, found[0].remedy.en}) {
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(quality, PlantedTrouble, testing::ValuesIn(planted), [](const auto& tested) { return tested.param.name; });

TEST(Check, remark_of_a_format_is_an_info) {
  Dossier dossier = sound_dossier();
  dossier.customer().region_code = "320599";
  const RegionTable regions({522201, 320505});
  const Findings found = check(standard_catalogue(), dossier, {.formats = {.regions = &regions}});
  const auto note = std::ranges::find(found, "region_code", &Finding::field);
  ASSERT_NE(note, found.end()) << show(found);
  EXPECT_EQ(note->code, "quality.format_note");
  EXPECT_EQ(note->severity, Severity::info);
}

TEST(Check, every_code_is_provoked_by_a_test) {
  std::set<std::string_view> provoked{"quality.format_note", "quality.age_unknown", "quality.observed_later"};  // above, and in currency_test
  for (const Planted& trouble : planted) provoked.insert(trouble.code);
  for (const FindingCode& entry : finding_codes)
    EXPECT_TRUE(!entry.code.starts_with("quality.") || provoked.contains(entry.code)) << entry.code;
}

TEST(Check, as_of_is_needed_for_the_future_only) {
  Dossier dossier = sound_dossier();
  dossier.of<Interaction>()[0].occurred_at = at(2033, 1, 1);
  dossier.of<Interaction>()[0].next_due.reset();
  EXPECT_EQ(show(check(standard_catalogue(), dossier)), "");
}

TEST(Check, plans_may_lie_in_the_future) {
  Dossier dossier = sound_dossier();
  FollowUp plan{.id = numbered<FollowUp>(8), .due_on = day(2024, 1, 1)};
  plan.kind = FollowUpKind::periodic;
  plan.content = "回访";
  plan.assignee.text = "王";
  dossier.of<FollowUp>() = {plan};
  EXPECT_EQ(show(check_today(dossier)), "");
}

TEST(Check, local_calendar_decides_the_day) {
  Dossier dossier = sound_dossier();
  dossier.of<Interaction>()[0].occurred_at = Timestamp{at(2023, 11, 2).microseconds - 1};  // 2023-11-01 at +08:00
  EXPECT_EQ(show(check_today(dossier)), "");
  EXPECT_EQ(check(standard_catalogue(), dossier, {.as_of = today, .calendar = Calendar{540}}).size(), 1U) << "already the 2nd at +09:00";
}

TEST(Check, partial_dates_are_wrong_only_if_certainly_so) {
  Dossier dossier = sound_dossier();
  dossier.customer().founded_on = PartialDate{2023};  // the meeting in October may come after
  EXPECT_EQ(show(check_today(dossier)), "");
  dossier.customer().founded_on = PartialDate{2023, 10};
  EXPECT_EQ(show(check_today(dossier)), "");
  dossier.customer().founded_on = PartialDate{2023, 10, 16};
  const Findings found = check_today(dossier);
  ASSERT_EQ(found.size(), 2U) << show(found);  // meeting and opportunity on the 15th
  EXPECT_EQ(found[0].kind, "interaction");
  EXPECT_EQ(found[1].kind, "opportunity");
}

TEST(Check, same_day_is_in_order) {
  Dossier dossier = sound_dossier();
  dossier.of<Interaction>()[0].next_due = day(2023, 10, 15);
  dossier.of<Opportunity>()[0].expected_close = dossier.of<Opportunity>()[0].opened_on;
  EXPECT_EQ(show(check_today(dossier)), "");
}

TEST(Check, points_in_time_are_compared_within_the_day) {
  Dossier dossier = sound_dossier();
  ServiceRequest request{.id = numbered<ServiceRequest>(8), .received_at = Timestamp{at(2023, 10, 2).microseconds + 1}};
  request.description = "漏油";
  request.done_at = at(2023, 10, 2);
  dossier.of<ServiceRequest>() = {request};
  const Findings found = check_today(dossier);
  ASSERT_EQ(found.size(), 1U) << show(found);
  EXPECT_EQ(found[0].field, "done_at");
}

TEST(Check, second_date_may_be_partial) {
  struct Case {
    PartialDate from, until;
    std::size_t findings;
  };
  const Case cases[] = {{{2023, 5}, {2023}, 0},         {{2023, 5, 20}, {2023, 5}, 0}, {{2023, 5, 20}, {2023, 4}, 1}, {{2023, 12, 31}, {2023}, 0},
                        {{2024, 1, 1}, {2023}, 1},      {{2023, 5}, {0, 4, 1}, 0},     {{2023, 5, 2, true}, {2023, 5, 1}, 0}};
  for (const Case& c : cases) {
    Records shared;
    shared.of<Offering>() = {Offering{.id = numbered<Offering>(1), .name = "输送线", .available_from = c.from, .available_until = c.until}};
    EXPECT_EQ(check(standard_catalogue(), shared).size(), c.findings) << static_cast<int>(&c - cases);
  }
}

TEST(Check, births_after_as_of_are_refused) {
  Records records;
  records.of<Customer>() = {Customer{.id_number = "11010519491231002X"}};
  const auto bad = [&](Date as_of) {
    return std::ranges::count(check(standard_catalogue(), records, {.as_of = as_of}), "id_number", &Finding::field);
  };
  EXPECT_EQ(bad(today), 0);
  EXPECT_EQ(bad(day(1949, 12, 30)), 1);
}

TEST(Check, owner_of_a_new_customer_is_not_known_yet) {
  Dossier dossier = sound_dossier();
  dossier.customer().id = {};
  EXPECT_EQ(show(check_today(dossier)), "");
}

TEST(Check, hidden_fields_do_not_apply) {
  Dossier dossier = sound_dossier();
  dossier.of<Contact>()[0].phones.clear();
  dossier.customer().legal_name.clear();
  const CheckOptions options{.as_of = today, .presence = {.hidden = {{numbered<Contact>(2).uuid, "phones"}, {numbered<Customer>(1).uuid, "legal_name"}}}};
  EXPECT_EQ(show(check(standard_catalogue(), dossier, options)), "");
  dossier.of<Contact>()[0].meta.hidden = {"phones"};
  dossier.customer().meta.hidden = {"legal_name"};
  EXPECT_EQ(show(check_today(dossier)), "") << "the record itself may say what its reader does not see";
}

TEST(Check, registration_id_follows_its_scheme) {
  struct Case {
    std::optional<RegistrationScheme> scheme;
    const char* text;
    std::size_t findings;
  };
  const Case cases[] = {
      {RegistrationScheme::uscc, "911522010783762860", 0}, {RegistrationScheme::lei, "5493001KJTIIGC8Y1R12", 0}, {RegistrationScheme::lei, "5493001KJTIIGC8Y1R21", 1},
      {RegistrationScheme::registration_number, "110108000000016", 0}, {RegistrationScheme::registration_number, "110108000000017", 1},
      {RegistrationScheme::organization_code, "D2143569-X", 0}, {RegistrationScheme::vat, "DE136695976", 0}, {RegistrationScheme::vat, "DE136695977", 1},
      {RegistrationScheme::other, "anything", 0}, {RegistrationScheme::uscc, "110108000000016", 1},
      {{}, "110108000000016", 0}, {{}, "D2143569-X", 0}, {{}, "5493001KJTIIGC8Y1R12", 0}, {{}, "DE136695976", 1}};
  for (const Case& c : cases) {
    Dossier dossier = sound_dossier();
    dossier.customer().registration_scheme = c.scheme;
    dossier.customer().registration_id = c.text;
    EXPECT_EQ(check_today(dossier).size(), c.findings) << c.text;
  }
}

TEST(Check, references_to_what_is_kept_elsewhere_are_left_alone) {
  Dossier dossier = sound_dossier();
  dossier.customer().parent_id.id = numbered<Customer>(50);
  dossier.customer().owner_id.id = numbered<User>(51);
  dossier.of<Interaction>()[0].our_people = {{.id = numbered<User>(52)}};
  EXPECT_EQ(show(check_today(dossier)), "");
  Records shared;
  shared.of<User>() = {User{.id = numbered<User>(1), .name = "王"}, User{.id = numbered<User>(2), .name = "赵"}};
  shared.of<User>()[0].reports_to_id.id = numbered<User>(2);
  EXPECT_EQ(show(check(standard_catalogue(), shared)), "");
  shared.of<User>()[0].reports_to_id.id = numbered<User>(3);
  EXPECT_EQ(check(standard_catalogue(), shared).size(), 1U) << "a book that has users knows them all";
}

TEST(Check, most_severe_first_then_kind_record_and_field) {
  Dossier dossier = sound_dossier();
  dossier.of<Contact>()[1].phones = {"1"};                       // error, contact 3
  dossier.of<Contact>()[0].phones = {"2"};                       // error, contact 2
  dossier.of<Contact>()[0].title.clear();                        // warning
  dossier.customer().goals = "无";                               // info
  dossier.customer().postal_code = "10000";                      // warning
  dossier.of<Interaction>()[0].next_due = day(2023, 10, 1);      // error
  std::vector<std::string> order;
  for (const Finding& finding : check_today(dossier)) order.push_back(finding.kind + "." + finding.field + "/" + std::to_string(finding.record.bytes.back()));
  EXPECT_EQ(order, (std::vector<std::string>{"contact.phones[0]/2", "contact.phones[0]/3", "interaction.next_due/6", "customer.postal_code/1", "contact.title/2", "customer.goals/1"}));
}

TEST(Check, order_of_records_changes_nothing) {
  Dossier dossier = sound_dossier();
  for (std::uint8_t i = 10; i < 20; ++i) dossier.of<Contact>().push_back({.id = numbered<Contact>(i), .display_name = "无", .phones = {"13800138000", std::to_string(i)}});
  const Findings first = check_today(dossier);
  EXPECT_GT(first.size(), 20U);
  std::mt19937 random(5);
  for (int round = 0; round < 10; ++round) {
    std::ranges::shuffle(dossier.of<Contact>(), random);
    EXPECT_EQ(check_today(dossier), first);
  }
}

// -- rules of one's own, on a kind of one's own --

constexpr DateOrder card_orders[] = {in_order<&Card::started, &Card::ended>(), in_order<&test::Slot::from, &test::Slot::until>()};

Checked examine_cards(std::vector<Card> cards, const Catalogue& catalogue = test::card_catalogue()) {
  Records records;
  records.of<Card>() = std::move(cards);
  return examine(catalogue, records, {.as_of = today, .rules = {.date_orders = card_orders}});
}

TEST(Check, rules_of_a_vendor) {
  Card card{.name = "甲", .started = PartialDate{2023, 5}, .ended = at(2023, 4, 30)};
  card.slots = {{.label = "a", .from = day(2023, 1, 2), .until = day(2023, 1, 1)}, {}};
  const Checked result = examine_cards({card});
  ASSERT_EQ(result.findings.size(), 3U) << show(result.findings);
  EXPECT_EQ(result.findings[0].field, "ended");
  EXPECT_EQ(result.findings[1].field, "slots[0].until");
  EXPECT_EQ(result.findings[2].field, "slots[1].label");
  EXPECT_EQ(result.findings[2].code, "quality.required_missing");
  EXPECT_EQ(result.counts.rules, 2U);
  EXPECT_EQ(result.counts.broken, 2U);
}

TEST(Check, counts_by_hand) {  // answers: name, phones[0], phones[1], staff, started; phones[2] says nothing
  const Checked result = examine_cards({Card{.name = "甲", .phones = {"13800138000", "68888888", "-"}, .staff = 0, .started = PartialDate{2024}}});
  EXPECT_EQ(result.counts, (CheckCounts{.values = 5, .suspect = 2, .invalid = 1})) << show(result.findings);
}

TEST(Check, contradiction_counts_as_broken_rule) {
  static constexpr auto small = [](const Card& card) { return card.staff && *card.staff < 10; };
  static constexpr Exclusion exclusions[] = {excluded_when<&Card::turnover, small>({"太小", "too small"})};
  Records records;
  records.of<Card>() = {Card{.name = "甲", .staff = 3}, Card{.name = "乙", .staff = 3, .turnover = MoneyRange{Money{1, {}}, {}}}, Card{.name = "丙", .staff = 30}};
  const Checked result = examine(test::card_catalogue(), records, {.rules = {.exclusions = exclusions}});
  EXPECT_EQ(result.counts.rules, 2U);
  EXPECT_EQ(result.counts.broken, 1U);
}

TEST(Check, run_time_field_is_checked_too) {
  Catalogue catalogue = test::card_catalogue();
  static constexpr Type number = guanxi::detail::custom_type(TypeKind::real);
  Field field;
  field.name = "能耗";
  field.label = {"能耗", "Energy use"};
  field.notes.level = Level::required;
  field.notes.low = 0;
  field.type = &number;
  catalogue.add_field(kind_info<Card>(), field);
  Card card{.name = "甲"};
  card.custom.values["随手记"] = std::string("无");  // not in the catalogue: kept, not checked
  const Checked missing = examine_cards({card}, catalogue);
  ASSERT_EQ(missing.findings.size(), 1U) << show(missing.findings);
  EXPECT_EQ(missing.findings[0].field, "能耗");
  card.custom.values["能耗"] = -1.5;
  const Checked bad = examine_cards({card}, catalogue);
  ASSERT_EQ(bad.findings.size(), 1U) << show(bad.findings);
  EXPECT_EQ(bad.findings[0].code, "quality.out_of_bounds");
  EXPECT_EQ(bad.findings[0].field, "custom[能耗]");
  EXPECT_EQ(bad.counts.key_invalid, 1U) << "required fields are key fields";
}

TEST(Rules, member_is_found_in_the_dictionary) {
  constexpr MemberRef founded = member<&Customer::founded_on>();
  EXPECT_EQ(founded.field->name, "founded_on");
  EXPECT_EQ(founded.record, &record_info<Customer>());
  const auto fields = standard_catalogue().fields(kind_info<Customer>());
  EXPECT_EQ(std::ranges::count_if(fields, [&](const Field& field) { return founded.is(record_info<Customer>(), field); }), 1) << "also in a catalogue's copy";
  EXPECT_FALSE(founded.is(record_info<Contact>(), *founded.field));
}

TEST(Rules, every_standard_date_order_is_about_dates) {
  for (const DateOrder& rule : standard_rules().date_orders)
    for (const MemberRef& member : {rule.earlier, rule.later}) {
      const TypeKind kind = member.field->type->kind;
      EXPECT_TRUE(kind == TypeKind::date || kind == TypeKind::partial_date || kind == TypeKind::timestamp) << member.field->name;
    }
  for (const MemberRef& plan : standard_rules().plans) EXPECT_TRUE(has(plan.field->notes.part, Part::event)) << plan.field->name;
}

}  // namespace
}  // namespace guanxi::quality
