#include "support/code_thrown.hpp"
#include "support/random_record.hpp"

#include "support/assess_example.hpp"

#include <guanxi/assess/win_features.hpp>
#include <guanxi/model/complaint.hpp>
#include <guanxi/model/known_by.hpp>
#include <guanxi/score/win_model.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <set>

namespace guanxi::assess {
namespace {

using test::id_of;
using test::yuan;

constexpr Date first_day = *Date::from_ymd(2023, 1, 1);

Timestamp morning(Date day) { return Calendar{}.start_of(day); }

const score::FeatureColumn* column_of(const WinFeatures& taken, std::string_view name) {
  for (const score::FeatureColumn& column : taken.features.columns)
    if (column.name == name) return &column;
  return nullptr;
}

double number_of_row(const WinFeatures& taken, std::string_view name, std::size_t row = 0) {
  const score::FeatureColumn* column = column_of(taken, name);
  return column == nullptr ? std::nan("") : column->numbers[row];
}

std::string word_of_row(const WinFeatures& taken, std::string_view name, std::size_t row = 0) {
  const score::FeatureColumn* column = column_of(taken, name);
  return column == nullptr || column->codes[row] < 0 ? ""
                                                     : column->levels[static_cast<std::size_t>(column->codes[row])];
}

Opportunity deal_on(int number, Date opened) {
  Opportunity deal;
  deal.id = id_of<Opportunity>(number);
  deal.name = "deal " + std::to_string(number);
  deal.opened_on = opened;
  return deal;
}

Interaction contact_on(int number, Date day, std::optional<Direction> direction = {}) {
  Interaction met{.id = id_of<Interaction>(number), .occurred_at = morning(day), .channel = Channel::meeting};
  met.direction = direction;
  return met;
}

// A customer with one deal that is won on day 200 and whose history is dated throughout.
Book one_deal() {
  Book book;
  Dossier& dossier = book.dossiers.emplace_back();
  dossier.customer().id = id_of<Customer>(1);
  dossier.customer().industry_label = "制造业-电子元器件";
  dossier.customer().region_code = "320500";
  Opportunity deal = deal_on(1, first_day);
  deal.owner_id.text = "刘洋";
  deal.stage = Stage::won;
  deal.closed_on = first_day + 200;
  deal.stage_history = {{{}, Stage::first_contact, morning(first_day)},
                        {{}, Stage::negotiation, morning(first_day + 40)},
                        {{}, Stage::won, morning(first_day + 200)}};
  deal.amount = yuan(1000);
  deal.intent = Intent::committed;
  deal.meta.field_facts = {{.path = "amount", .observed_on = first_day + 5}};
  dossier.of<Opportunity>().push_back(deal);
  dossier.of<Interaction>() = {contact_on(1, first_day + 10, Direction::inbound),
                               contact_on(2, first_day + 45, Direction::outbound), contact_on(3, first_day + 90)};
  dossier.of<Interaction>()[0].contacts = {{.text = "李"}};
  dossier.of<Interaction>()[1].contacts = {{.text = "李"}, {.text = "王"}};
  dossier.of<Interaction>()[0].next_due = first_day + 20;
  return book;
}

// docs/methods/win_features.md, “Worked example”: what was known on day 50.
TEST(WinFeaturesOfADeal, worked_example) {
  const WinCut cut{id_of<Opportunity>(1), first_day + 50};
  const WinFeatures taken = win_features(one_deal(), std::span(&cut, 1));
  EXPECT_EQ(word_of_row(taken, "stage"), "negotiation");
  EXPECT_EQ(number_of_row(taken, "stage_step"), 5);
  EXPECT_EQ(number_of_row(taken, "age_days"), 50);
  EXPECT_EQ(number_of_row(taken, "days_in_stage"), 10);
  EXPECT_NEAR(number_of_row(taken, "amount_size"), 3, 1e-12);
  EXPECT_EQ(column_of(taken, "intent"), nullptr);  // nothing tells how old it is
  EXPECT_EQ(number_of_row(taken, "contacts_30"), 1);
  EXPECT_EQ(number_of_row(taken, "contacts_90"), 2);
  EXPECT_EQ(number_of_row(taken, "days_since_contact"), 5);
  EXPECT_EQ(number_of_row(taken, "people_met"), 2);
  EXPECT_EQ(number_of_row(taken, "overdue_steps"), 0);  // the contact of day 45 came after what was due on day 20
  // 4 · 2^(−40/30) inbound against 4 · 2^(−5/30) outbound
  EXPECT_NEAR(number_of_row(taken, "inbound_share"),
              std::exp2(-40 / 30.) / (std::exp2(-40 / 30.) + std::exp2(-5 / 30.)), 1e-12);
  EXPECT_EQ(word_of_row(taken, "industry"), "制造业");
  EXPECT_EQ(word_of_row(taken, "region"), "32");
  EXPECT_EQ(word_of_row(taken, "owner"), "刘洋");
  EXPECT_EQ(taken.outcome, std::vector<double>{1});
  EXPECT_EQ(taken.weights, std::vector<double>{1});
  EXPECT_EQ(taken.time, std::vector<double>{static_cast<double>((first_day + 200).days())});
  EXPECT_EQ(taken.closed_on, std::vector<std::optional<Date>>{first_day + 200});
  const auto intent = std::find_if(taken.left_out.begin(), taken.left_out.end(),
                                   [](const MissingFeature& one) { return one.name == "intent"; });
  ASSERT_NE(intent, taken.left_out.end());
  EXPECT_EQ(intent->field, "opportunity.intent");
  EXPECT_EQ(taken.features.columns.size() + taken.left_out.size(), win_feature_list().size());
}

TEST(WinFeaturesOfADeal, a_region_told_by_name_stays_whole) {
  Book book = one_deal();
  book.dossiers[0].customer().region_code = "江苏";
  const WinCut cut{id_of<Opportunity>(1), first_day + 50};
  EXPECT_EQ(word_of_row(win_features(book, std::span(&cut, 1)), "region"), "江苏");
}

TEST(WinFeaturesOfADeal, a_promise_that_nobody_kept_is_overdue) {
  Book book = one_deal();
  book.dossiers[0].of<Interaction>()[1].occurred_at = morning(first_day + 15);
  const WinCut cut{id_of<Opportunity>(1), first_day + 50};
  EXPECT_EQ(number_of_row(win_features(book, std::span(&cut, 1)), "overdue_steps"), 1);
}

// Three won deals stood 9, 19 and 29 days in negotiation; ours has stood 10: (10 + 1) / (19 + 1). A later one does not
// count.
TEST(WinFeaturesOfADeal, pace_is_against_deals_won_by_then) {
  Book book = one_deal();
  for (int i = 0; i < 4; ++i) {
    Opportunity deal = deal_on(10 + i, first_day - 100);
    deal.owner_id.text = "刘洋";
    deal.stage = i == 1 ? Stage::lost : Stage::won;
    deal.closed_on = first_day + (i == 3 ? 51 : i);
    deal.stage_history = {{{}, Stage::negotiation, morning(*deal.closed_on - 9 - 10 * i)},
                          {{}, *deal.stage, morning(*deal.closed_on)}};
    book.dossiers[0].of<Opportunity>().push_back(deal);
  }
  const WinCut cut{id_of<Opportunity>(1), first_day + 50};
  EXPECT_EQ(column_of(win_features(book, std::span(&cut, 1)), "stage_pace"), nullptr);  // two won deals are too few
  for (const int extra : {20, 21}) {
    Opportunity deal = book.dossiers[0].of<Opportunity>()[1];
    deal.id = id_of<Opportunity>(extra);
    deal.stage_history[0].at = morning(*deal.closed_on - 19);
    book.dossiers[0].of<Opportunity>().push_back(deal);
  }
  const WinFeatures taken = win_features(book, std::span(&cut, 1));
  EXPECT_NEAR(number_of_row(taken, "stage_pace"), 11. / 20, 1e-12);  // 9, 19, 19, 29
  EXPECT_EQ(number_of_row(taken, "won_before"), 4);
  EXPECT_EQ(number_of_row(taken, "lost_before"), 1);
  EXPECT_EQ(number_of_row(taken, "owner_won"), 4);
  EXPECT_EQ(number_of_row(taken, "owner_lost"), 1);
}

TEST(WinFeaturesOfADeal, cuts_that_tell_nothing_are_findings) {
  const WinCut cuts[] = {{id_of<Opportunity>(1), first_day - 1},
                         {id_of<Opportunity>(1), first_day + 200},
                         {id_of<Opportunity>(1), first_day + 199}};
  const WinFeatures taken = win_features(one_deal(), cuts);
  ASSERT_EQ(taken.findings.size(), 2U);
  EXPECT_EQ(taken.findings[0].code, "assess.cut_before_opening");
  EXPECT_EQ(taken.findings[1].code, "assess.cut_after_closing");
  EXPECT_TRUE(std::isnan(taken.outcome[0]) && std::isnan(taken.outcome[1]));
  EXPECT_EQ(taken.outcome[2], 1);
  EXPECT_EQ(taken.weights, (std::vector<double>{0, 0, 1}));
  for (const score::FeatureColumn& column : taken.features.columns)
    for (std::size_t row = 0; row < 2; ++row)
      EXPECT_TRUE(column.words ? column.codes[row] < 0 : std::isnan(column.numbers[row])) << column.name;
}

TEST(WinFeaturesOfADeal, bad_input_is_named) {
  const WinCut cut{id_of<Opportunity>(99), first_day};
  EXPECT_EQ(test::code_thrown([&] { (void)win_features(one_deal(), std::span(&cut, 1)); }), "argument.cuts");
  EXPECT_EQ(test::code_thrown([&] { (void)win_cuts(one_deal(), {.ages = {-1}}); }), "argument.ages");
  const WinFeatures nothing = win_features(Book{}, {});
  EXPECT_TRUE(nothing.features.columns.empty() && nothing.cuts.empty() && nothing.left_out.empty());
  Book dollars = one_deal();
  dollars.dossiers[0].of<Opportunity>()[0].amount->currency = Currency("USD");
  const WinCut good{id_of<Opportunity>(1), first_day + 50};
  const WinFeatures taken = win_features(dollars, std::span(&good, 1));
  EXPECT_EQ(taken.findings.at(0).code, "assess.amount_currency");
  EXPECT_EQ(column_of(taken, "amount_size"), nullptr);
  EXPECT_NEAR(number_of_row(win_features(dollars, std::span(&good, 1), {.currency = Currency("USD")}), "amount_size"),
              3, 1e-12);
}

TEST(WinCuts, are_taken_while_a_deal_is_open) {
  Book book = one_deal();
  book.dossiers[0].of<Opportunity>().push_back(deal_on(2, first_day + 3));
  EXPECT_EQ(win_cuts(book, {.ages = {0, 30, 199, 200}}),
            (std::vector<WinCut>{{id_of<Opportunity>(1), first_day},
                                 {id_of<Opportunity>(1), first_day + 30},
                                 {id_of<Opportunity>(1), first_day + 199}}));
  EXPECT_TRUE(win_cuts(book, {.as_of = first_day + 199}).empty());
  EXPECT_EQ(open_deals(book, first_day + 199).size(), 2U);
  EXPECT_EQ(open_deals(book, first_day + 200), (std::vector<WinCut>{{id_of<Opportunity>(2), first_day + 200}}));
  EXPECT_EQ(open_deals(book, first_day + 2).size(), 1U);
}

TEST(WinFeatureList, names_labels_and_priors_are_whole) {
  std::set<std::string_view> names;
  for (const WinFeature& feature : win_feature_list()) {
    EXPECT_TRUE(names.insert(feature.name).second) << feature.name;
    EXPECT_FALSE(feature.label.zh.empty() || feature.label.en.empty() || feature.field.empty()) << feature.name;
    EXPECT_TRUE(std::isfinite(feature.prior) && (!feature.words || feature.prior == 0)) << feature.name;
  }
  const WinCut cut{id_of<Opportunity>(1), first_day + 50};
  const score::FeatureTable table = win_features(one_deal(), std::span(&cut, 1)).features;
  const score::WinPrior prior = standard_win_prior(table);
  EXPECT_GT(prior.coefficients.size(), 8U);
  EXPECT_EQ(prior.base_rate, .25);
  for (const score::WinEffect& effect : prior.coefficients)
    EXPECT_TRUE(std::any_of(table.columns.begin(), table.columns.end(),
                            [&](const auto& one) { return one.name == effect.column; }));
}

// -- nothing later counts --

// Some customers with deals, contacts, chains, needs, complaints, receivables on random days.
Book random_deals(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto day = [&] { return first_day + static_cast<int>(random() % 400); };
  Book book;
  int number = 0;
  for (int c = 0; c < 3; ++c) {
    Dossier& dossier = book.dossiers.emplace_back();
    dossier.customer().id = id_of<Customer>(c + 1);
    for (int i = 0; i < 2; ++i) {
      Opportunity deal = deal_on(++number, day());
      deal.owner_id.text = random() % 2 == 0 ? "刘洋" : "王芳";
      deal.stage = Stage::trust_built;
      if (random() % 2 == 0) {
        deal.closed_on = *deal.opened_on + static_cast<int>(random() % 200);
        deal.stage = random() % 2 == 0 ? Stage::won : Stage::lost;
        deal.stage_history = {{{}, Stage::needs_explored, morning(*deal.opened_on)},
                              {{}, *deal.stage, morning(*deal.closed_on)}};
      }
      deal.amount = yuan(static_cast<std::int64_t>(1 + random() % 1000));
      deal.meta.field_facts = {{.path = "amount", .observed_on = day()}};
      dossier.of<Opportunity>().push_back(deal);
    }
    for (std::size_t i = random() % 8; i > 0; --i)
      dossier.of<Interaction>().push_back(contact_on(++number, day(), static_cast<Direction>(random() % 2)));
    for (std::size_t i = random() % 4; i > 0; --i) {
      Need need{.id = id_of<Need>(++number),
                .statement = "n",
                .urgency = Grade::high,
                .importance = Grade::medium,
                .raised_on = day()};
      dossier.of<Need>().push_back(need);
    }
    if (random() % 2 == 0)
      dossier.of<Complaint>().push_back({.id = id_of<Complaint>(++number), .received_at = morning(day())});
    DecisionChain chain = test::chain_example();
    chain.meta.updated_at = morning(first_day);
    for (Stakeholder& person : chain.stakeholders) person.valid_from = day();
    dossier.of<DecisionChain>().push_back(chain);
  }
  return book;
}

// What may be written down after a day: records, closings, changes of stage, new people.
void write_later(Book& book, Date day, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto later = [&] { return day + 1 + static_cast<int>(random() % 100); };
  int number = 1000;
  for (Dossier& dossier : book.dossiers) {
    for (Opportunity& deal : dossier.of<Opportunity>())
      if (!deal.closed_on) {
        deal.closed_on = later();
        deal.stage = random() % 2 == 0 ? Stage::won : Stage::lost;
        deal.stage_history.push_back({{}, *deal.stage, morning(*deal.closed_on)});
        deal.closing_reason = "later";
        deal.intent = Intent::committed;
      }
    Opportunity deal = deal_on(++number, later());
    deal.stage = Stage::won;
    deal.closed_on = later() + 100;
    dossier.of<Opportunity>().push_back(deal);
    dossier.of<Interaction>().push_back(contact_on(++number, later(), Direction::inbound));
    dossier.of<Need>().push_back({.id = id_of<Need>(++number),
                                  .statement = "later",
                                  .urgency = Grade::high,
                                  .importance = Grade::high,
                                  .raised_on = later()});
    dossier.of<Complaint>().push_back({.id = id_of<Complaint>(++number), .received_at = morning(later())});
    for (Complaint& complaint : dossier.of<Complaint>())
      if (!complaint.closed_at) complaint.closed_at = morning(later());
    for (DecisionChain& chain : dossier.of<DecisionChain>())
      chain.stakeholders.push_back({.contact = id_of<Contact>(++number),
                                    .roles = {BuyingRole::decider},
                                    .influence = 10,
                                    .support = 2,
                                    .valid_from = later()});
    dossier.customer().account_class = {.set = AccountClass::key, .set_on = later()};
  }
}

bool same_bits(const score::FeatureTable& one, const score::FeatureTable& other) {
  if (one.columns.size() != other.columns.size()) return false;
  for (std::size_t i = 0; i < one.columns.size(); ++i) {
    const score::FeatureColumn &a = one.columns[i], &b = other.columns[i];
    if (a.name != b.name || a.codes != b.codes || a.levels != b.levels || a.numbers.size() != b.numbers.size())
      return false;
    if (!a.numbers.empty() && std::memcmp(a.numbers.data(), b.numbers.data(), a.numbers.size() * sizeof(double)) != 0)
      return false;
  }
  return true;
}

TEST(WinFeaturesReplay, nothing_written_later_changes_a_bit) {
  std::size_t rows = 0, changed = 0;
  for (std::uint64_t seed = 1; seed <= 250; ++seed) {
    const Book book = random_deals(seed);
    const Date day = first_day + 100 + static_cast<int>(seed % 200);
    Book after = book;
    write_later(after, day, seed);
    const std::vector<WinCut> cuts = open_deals(book, day);
    ASSERT_EQ(open_deals(after, day), cuts);
    const WinFeatures one = win_features(book, cuts), other = win_features(after, cuts);
    ASSERT_TRUE(same_bits(one.features, other.features)) << seed;
    rows += cuts.size();
    changed += one.closed_on != other.closed_on;
  }
  EXPECT_GT(rows, 400U);
  EXPECT_GT(changed, 150U);
}

// Simple features from the whole book by plain loops.
TEST(WinFeaturesReference, random_books) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 300; seed < 500; ++seed) {
    const Book book = random_deals(seed);
    const std::vector<WinCut> cuts = win_cuts(book);
    const WinFeatures taken = win_features(book, cuts);
    for (std::size_t row = 0; row < cuts.size(); ++row) {
      double contacts = 0, won = 0, owner_lost = 0, complaints = 0, since = std::nan("");
      const Dossier* ours = nullptr;
      const Opportunity* ours_deal = nullptr;
      for (const Dossier& dossier : book.dossiers)
        for (const Opportunity& deal : dossier.of<Opportunity>())
          if (deal.id == cuts[row].opportunity) ours = &dossier, ours_deal = &deal;
      for (const Dossier& dossier : book.dossiers)
        for (const Opportunity& deal : dossier.of<Opportunity>()) {
          if (!deal.closed_on || *deal.closed_on > cuts[row].on) continue;
          won += &dossier == ours && deal.stage == Stage::won;
          owner_lost += deal.stage == Stage::lost && deal.owner_id == ours_deal->owner_id;
        }
      for (const Interaction& one : ours->of<Interaction>()) {
        const int ago = cuts[row].on - Calendar{}.date_of(*one.occurred_at);
        if (ago < 0) continue;
        contacts += ago < 90;
        since = std::isnan(since) ? ago : std::min<double>(since, ago);
      }
      for (const Complaint& one : ours->of<Complaint>())
        complaints += Calendar{}.date_of(*one.received_at) <= cuts[row].on;
      const auto same = [&](const char* name, double expected) {
        const double found = number_of_row(taken, name, row);
        return std::isnan(expected) ? std::isnan(found) : found == expected;
      };
      ASSERT_TRUE(same("contacts_90", std::isnan(since) ? since : contacts)) << seed;
      ASSERT_TRUE(same("days_since_contact", since)) << seed;
      ASSERT_TRUE(same("won_before", won)) << seed;
      ASSERT_TRUE(same("owner_lost", owner_lost)) << seed;
      ASSERT_TRUE(complaints == 0 || same("open_complaints", complaints)) << seed;
      ASSERT_TRUE(same("age_days", cuts[row].on - *ours_deal->opened_on)) << seed;
      ASSERT_EQ(taken.outcome[row], ours_deal->stage == Stage::won ? 1 : 0);
      ++compared;
    }
  }
  EXPECT_GT(compared, 500U);
}

// The table goes into a model as it is.
TEST(WinFeaturesReplay, teach_a_model) {
  Book book;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    for (Dossier& dossier : random_deals(seed).dossiers) {
      for (Opportunity& deal : dossier.of<Opportunity>()) deal.id.uuid.bytes[3] = static_cast<std::uint8_t>(seed);
      dossier.customer().id.uuid.bytes[3] = static_cast<std::uint8_t>(seed);
      book.dossiers.push_back(dossier);
    }
  const WinFeatures taken = win_features(book, win_cuts(book));
  const score::WinModel model = score::fit_win_model(
      taken.features.view(), taken.outcome, {.weights = taken.weights, .prior = standard_win_prior(taken.features)});
  EXPECT_TRUE(model.state == score::WinState::enough || model.state == score::WinState::no_lift ||
              model.state == score::WinState::little);
  const WinFeatures open = win_features(book, open_deals(book, first_day + 300));
  for (const double p : score::predict(model, open.features.view())) EXPECT_TRUE(p > 0 && p < 1);
}

}  // namespace
}  // namespace guanxi::assess
