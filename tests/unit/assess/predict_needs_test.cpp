#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/known_by.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/transaction.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "../../../src/assess/need_weights.hpp"
#include "support/code_thrown.hpp"
#include "support/later_facts.hpp"

namespace guanxi::assess::predicted_tests {
namespace {

const Date today = *Date::from_ymd(2025, 6, 30);
const need::RuleBook no_rules{};

template <class T>
Id<T> numbered(int number) {
  Id<T> id;
  id.uuid.bytes[14] = static_cast<std::uint8_t>(number / 256);
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number % 256);
  return id;
}

void sell(Dossier& dossier, const std::string& product, Date when) {
  Transaction sale;
  sale.id = numbered<Transaction>(static_cast<int>(dossier.of<Transaction>().size()) + 1);
  sale.product.text = product;
  sale.traded_on = when;
  sale.amount = Money{100'00, Currency("CNY")};
  dossier.of<Transaction>().push_back(sale);
}

void supply(Book& book, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    Offering one{.name = name};
    one.id = numbered<Offering>(static_cast<int>(book.shared.of<Offering>().size()) + 1);
    book.shared.of<Offering>().push_back(one);
  }
}

Dossier customer(int number, const std::string& industry) {
  Dossier dossier;
  dossier.customer().id = numbered<Customer>(number);
  dossier.customer().legal_name = "Customer " + std::to_string(number);
  dossier.customer().industry_label = industry;
  return dossier;
}

// Who buys a lathe buys oil some 100 days later; mills buy gauges, farms pumps; filters come every 60 days.
Book planted(int customers, unsigned seed) {
  std::mt19937_64 random(seed);
  Book book;
  supply(book, {"lathe", "oil", "gauge", "pump", "filter", "paper"});
  for (int number = 1; number <= customers; ++number) {
    const bool mill = number % 2 == 0;
    Dossier one = customer(number, mill ? "mill" : "farm");
    const Date lathe = today - 1100 + static_cast<std::int32_t>(random() % 1000);
    if (random() % 2 == 0) {
      sell(one, "lathe", lathe);
      if (random() % 10 != 0) sell(one, "oil", lathe + 60 + static_cast<std::int32_t>(random() % 80));
    }
    if (random() % 10 < 9) sell(one, mill ? "gauge" : "pump", today - static_cast<std::int32_t>(random() % 1100));
    if (random() % 6 == 0) sell(one, "paper", today - static_cast<std::int32_t>(random() % 1100));
    if (number % 5 == 0)
      for (Date at = today - 1000 + static_cast<std::int32_t>(random() % 60); at <= today;)
        sell(one, "filter", at), at = at + 55 + static_cast<std::int32_t>(random() % 10);
    book.dossiers.push_back(std::move(one));
  }
  return book;
}

const NeedSources& planted_sources() {
  static const NeedSources sources =
      learn_need_sources(planted(160, 1), {.as_of = today, .at_n = 1, .similar = {.nearest = 40}, .rules = &no_rules});
  return sources;
}

const NeedEvidence* evidence_of(const PredictedNeed& need, NeedSource source) {
  const auto found = std::find_if(need.evidence.begin(), need.evidence.end(),
                                  [source](const NeedEvidence& one) { return one.source == source; });
  return found == need.evidence.end() ? nullptr : &*found;
}

TEST(PredictNeeds, what_goes_together_stands_first) {
  Dossier dossier = customer(900, "");
  sell(dossier, "lathe", today - 30);
  const PredictedNeeds found = predict_needs(dossier, planted_sources(), {.n = 3});
  ASSERT_EQ(found.needs.size(), 3U);
  EXPECT_TRUE(found.calibrated);
  EXPECT_EQ(found.left_out, 1);
  EXPECT_EQ(found.offerings, 6);
  EXPECT_EQ(found.needs[0].name, "oil");
  EXPECT_EQ(found.needs[0].rank, 1);
  EXPECT_GT(found.needs[0].probability, .35);
  ASSERT_NE(evidence_of(found.needs[0], NeedSource::association), nullptr);
  EXPECT_EQ(evidence_of(found.needs[0], NeedSource::association)->items, std::vector<std::string>{"lathe"});
  for (const PredictedNeed& one : found.needs) {
    double sum = one.baseline;
    for (const NeedEvidence& evidence : one.evidence) {
      sum += evidence.value;
      EXPECT_FALSE(evidence.reason.zh.empty() || evidence.reason.en.empty());
    }
    EXPECT_NEAR(sum, one.log_odds, 1e-12);
    EXPECT_NEAR(one.probability, 1 / (1 + std::exp(-one.log_odds)), 1e-12);
  }
}

TEST(PredictNeeds, similar_customers_speak_for_what_they_have) {
  const PredictedNeeds mill = predict_needs(customer(901, "mill"), planted_sources());
  const PredictedNeeds farm = predict_needs(customer(902, "farm"), planted_sources());
  EXPECT_EQ(mill.needs[0].name, "gauge");
  EXPECT_EQ(farm.needs[0].name, "pump");
  const NeedEvidence* similar = evidence_of(mill.needs[0], NeedSource::similar);
  ASSERT_NE(similar, nullptr);
  EXPECT_GE(similar->customers.size(), 3U);
  EXPECT_GT(similar->share, .5);
}

TEST(PredictNeeds, what_is_bought_periodically_stands_first_when_due) {
  Dossier dossier = customer(903, "");
  for (int i = 0; i < 6; ++i) sell(dossier, "filter", today - 60 * (6 - i));
  const PredictedNeeds found = predict_needs(dossier, planted_sources());
  EXPECT_EQ(found.needs[0].name, "filter");
  EXPECT_GT(found.needs[0].probability, .7) << "every 60 days, and 180 days ahead";
  ASSERT_NE(evidence_of(found.needs[0], NeedSource::timing), nullptr);
  EXPECT_GT(evidence_of(found.needs[0], NeedSource::timing)->share, .9);
}

TEST(PredictNeeds, replay_beats_popularity_where_there_is_structure) {
  const NeedReplay& replay = planted_sources().replay();
  EXPECT_EQ(replay.state, NeedReplayState::measured);
  EXPECT_EQ(replay.cuts.size(), 4U);
  EXPECT_EQ(replay.cuts.back(), today - 180);
  EXPECT_TRUE(replay.better) << replay.verdict.en;
  EXPECT_LT(*replay.combined.log_loss, *replay.popularity.log_loss);
  EXPECT_LT(*replay.combined.brier, *replay.popularity.brier);
  EXPECT_GT(*replay.combined.hit_rate, *replay.popularity.hit_rate);
  EXPECT_LT(*replay.combined.calibration_error, .08);
  EXPECT_NE(replay.verdict.en.find("better than popularity"), std::string::npos);
  EXPECT_NEAR(replay.gain, *replay.popularity.log_loss - *replay.combined.log_loss, 1e-12);
  EXPECT_GT(replay.gain, 1.645 * replay.gain_error);
  EXPECT_GT(replay.gain_error, 0);
  EXPECT_GT(replay.events, 50);
  RecordProperty("verdict", replay.verdict.en);
}

TEST(PredictNeeds, replay_says_that_chance_is_no_better) {
  std::mt19937_64 random(4);
  Book book;
  supply(book, {"a", "b", "c", "d", "e", "f", "g", "h"});
  for (int number = 1; number <= 120; ++number) {
    Dossier one = customer(number, random() % 2 == 0 ? "mill" : "farm");
    for (const Offering& offering : book.shared.of<Offering>())
      if (random() % 2 == 0) sell(one, offering.name, today - static_cast<std::int32_t>(random() % 1200));
    book.dossiers.push_back(std::move(one));
  }
  const NeedReplay replay = learn_need_sources(book, {.as_of = today, .at_n = 2, .rules = &no_rules}).replay();
  EXPECT_EQ(replay.state, NeedReplayState::measured);
  EXPECT_NEAR(*replay.combined.log_loss, *replay.popularity.log_loss, .03) << "nothing is to be learnt";
  EXPECT_NEAR(*replay.combined.hit_rate, *replay.popularity.hit_rate, .15);
  EXPECT_EQ(replay.verdict.en.starts_with("better"), replay.better);
}

TEST(PredictNeeds, known_needs_are_left_out_unless_asked_for) {
  Dossier dossier = customer(904, "mill");
  sell(dossier, "lathe", today - 500);
  InstalledProduct gauge{.product = "gauge"};
  dossier.of<InstalledProduct>().push_back(gauge);
  Opportunity pump;
  pump.product.text = "pump";
  pump.opened_on = today - 10;
  dossier.of<Opportunity>().push_back(pump);
  Need paper{.statement = "paper is short", .category = "paper"};
  paper.state = NeedState::met;
  dossier.of<Need>().push_back(paper);
  const auto names = [&](const PredictNeedsOptions& options) {
    std::vector<std::string> all;
    for (const PredictedNeed& one : predict_needs(dossier, planted_sources(), options).needs) all.push_back(one.name);
    std::sort(all.begin(), all.end());
    return all;
  };
  EXPECT_EQ(names({}), (std::vector<std::string>{"filter", "oil"}));
  EXPECT_EQ(names({.bought_within_days = 400}), (std::vector<std::string>{"filter", "lathe", "oil"}));
  EXPECT_EQ(names({.n = 10, .known = KnownNeeds::list}).size(), 6U);
  const PredictedNeeds found = predict_needs(dossier, planted_sources());
  EXPECT_EQ(found.missing, 3);
  EXPECT_EQ(found.left_out, 4);
  EXPECT_NE(found.note.en.find("3 fewer"), std::string::npos);
}

TEST(PredictNeeds, lists_are_filled_by_popularity_and_say_so) {
  Book book;
  supply(book, {"a", "b", "c"});
  for (int number = 1; number <= 4; ++number) {
    book.dossiers.push_back(customer(number, ""));
    sell(book.dossiers.back(), number == 1 ? "a" : "b", today - 5);
  }
  const NeedSources sources = learn_need_sources(book, {.as_of = today, .rules = &no_rules});
  EXPECT_EQ(sources.replay().state, NeedReplayState::too_thin);
  const PredictedNeeds found = predict_needs(customer(9, ""), sources, {.n = 5});
  ASSERT_EQ(found.needs.size(), 3U);
  EXPECT_EQ(found.needs[0].name, "b");
  EXPECT_EQ(found.needs[1].name, "a");
  EXPECT_EQ(found.needs[2].name, "c");
  for (const PredictedNeed& one : found.needs) EXPECT_TRUE(one.by_popularity);
  EXPECT_FALSE(found.calibrated);
  EXPECT_EQ(found.missing, 2);
  EXPECT_NE(found.note.en.find("not calibrated"), std::string::npos);
  // intercept −1, share of b (3 + .5) / (4 + 1): log-odds −1 + ln(.7 / .3)
  EXPECT_NEAR(found.needs[0].log_odds, -1 + std::log(.7 / .3), 1e-12);
}

TEST(PredictNeeds, rules_speak_and_learn) {
  Book book;
  supply(book, {"paper"});
  Offering mes{.name = "MES 制造执行系统", .category = "MES"};
  mes.id = numbered<Offering>(50);
  book.shared.of<Offering>().push_back(mes);
  book.dossiers.push_back(customer(1, ""));
  Dossier mill = customer(2, "");
  mill.customer().industry_code = "C3311";
  mill.customer().pain_points = "生产效率低，交期常拖";
  const NeedSources sources = learn_need_sources(book, {.as_of = today});
  const PredictedNeeds found = predict_needs(mill, sources);
  ASSERT_FALSE(found.needs.empty());
  EXPECT_EQ(found.needs[0].name, "MES 制造执行系统");
  const NeedEvidence* rule = evidence_of(found.needs[0], NeedSource::rule);
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->rule, "mes_for_low_productivity");
  const need::RuleBook& before = need::standard_rule_book();
  const need::RuleBook after = learn(before, found.needs[0], need::Outcome::confirmed);
  const auto confirmed = [](const need::RuleBook& rules) {
    std::int64_t sum = 0;
    for (const need::Rule& one : rules.rules) sum += one.confirmed;
    return sum;
  };
  EXPECT_EQ(confirmed(after), confirmed(before) + 1);
  const NeedSources wiser = learn_need_sources(book, {.as_of = today, .rules = &after});
  EXPECT_GT(predict_needs(mill, wiser).needs[0].log_odds, found.needs[0].log_odds);
}

// What was known of a customer on a day, and what is learnt of it later.
void plant_before(Book& book, Date day) {
  int number = 0;
  for (Dossier& one : book.dossiers) {
    one.customer().industry_label = "";
    Opportunity deal;
    deal.product.text = "pump";
    deal.opened_on = day - 40;
    deal.stage = Stage::negotiation;
    deal.stage_history = {{Stage::first_contact, Stage::negotiation, Calendar{}.start_of(day - 30)}};
    if (++number % 2 == 0) one.of<Opportunity>().push_back(deal);
  }
}

void plant_later(Book& book, Date day, std::mt19937_64& random) {
  for (Dossier& one : book.dossiers) {
    test::LaterFacts(random(), day).add_to(one);
    for (const char* product : {"oil", "gauge", "pump"})
      if (random() % 2 == 0) sell(one, product, day + 1 + static_cast<std::int32_t>(random() % 50));
    Need raised{.statement = "filter", .category = "filter"};
    raised.raised_on = day + 1;
    one.of<Need>().push_back(raised);
    InstalledProduct used{.product = "lathe"};
    used.in_use_since = PartialDate{static_cast<std::int16_t>(day.year()), 0, 0};  // not over yet
    if (day.month() < 12) one.of<InstalledProduct>().push_back(used);
    for (Opportunity& deal : one.of<Opportunity>()) {
      if (deal.stage_history.empty() || deal.opened_on != day - 40) continue;
      deal.stage = Stage::won;
      deal.stage_history.push_back({Stage::negotiation, Stage::won, Calendar{}.start_of(day + 1)});
      deal.closed_on = day + 1;
    }
    Customer& card = one.customer();
    card.industry_label = random() % 2 == 0 ? "mill" : "farm";
    card.industry_code = "C3311";
    card.pain_points = "生产效率低，交期常拖";
    card.employees = Range<std::int64_t>{400, 400};
    for (const char* field : {"industry_label", "industry_code", "pain_points", "employees"})
      card.meta.field_facts.push_back({.path = field, .observed_on = day + 1});
  }
  Offering mes{.name = "MES 制造执行系统", .category = "MES"};
  mes.id = numbered<Offering>(50);
  mes.available_from = PartialDate{static_cast<std::int16_t>(day.year() + 1), 1, 0};
  book.shared.of<Offering>().push_back(mes);
}

// Nothing that is learnt after the day changes a bit.
TEST(PredictNeeds, later_facts_change_nothing) {
  int predicted = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    Book book = planted(2 + static_cast<int>(random() % 2), seed);
    const Date day = today - static_cast<std::int32_t>(random() % 700);
    plant_before(book, day);
    Book later = book;
    plant_later(later, day, random);
    const NeedSourcesOptions options{
        .as_of = day, .cuts = seed % 16 == 0 ? 2 : 0, .min_events = 1, .rules = seed % 25 == 0 ? nullptr : &no_rules};
    const NeedSources first = learn_need_sources(book, options), second = learn_need_sources(later, options);
    ASSERT_EQ(first.replay(), second.replay());
    ASSERT_EQ(first.weights(), second.weights());
    ASSERT_EQ(first.offerings(), second.offerings());
    for (std::size_t i = 0; i < book.dossiers.size(); ++i) {
      const PredictedNeeds one = predict_needs(book.dossiers[i], first, {.n = 50});
      ASSERT_EQ(one, predict_needs(later.dossiers[i], first, {.n = 50}));
      ASSERT_EQ(one, predict_needs(later.dossiers[i], second, {.n = 50}));
      predicted += static_cast<int>(one.needs.size());
    }
  }
  EXPECT_GT(predicted, 600);
}

// The replay once more, from predictions asked for one by one in the past.
struct PlainRows {
  std::array<std::vector<double>, need_source_count> values{};
  std::vector<double> outcome{};
  std::vector<int> customers{};
  void append(const PlainRows& more) {
    for (std::size_t i = 0; i < need_source_count; ++i)
      values[i].insert(values[i].end(), more.values[i].begin(), more.values[i].end());
    outcome.insert(outcome.end(), more.outcome.begin(), more.outcome.end());
  }
  [[nodiscard]] double events() const { return std::accumulate(outcome.begin(), outcome.end(), 0.0); }
};

bool is_taken_up(const Dossier& dossier, const std::string& name, Date after, Date until) {
  const auto within = [&](const std::optional<Date>& day) { return day && *day > after && *day <= until; };
  for (const Transaction& one : dossier.of<Transaction>())
    if (one.product.text == name && within(one.traded_on)) return true;
  for (const Need& one : dossier.of<Need>())
    if (one.category == name && within(one.raised_on)) return true;
  for (const Opportunity& one : dossier.of<Opportunity>())
    if (one.product.text == name && within(one.opened_on)) return true;
  for (const InstalledProduct& one : dossier.of<InstalledProduct>())
    if (one.product == name && within(Date::from_ymd(one.in_use_since->year, 12, 31))) return true;
  return false;
}

PlainRows plain_rows(const Book& book, Date cut, int horizon) {
  const NeedSourceWeights ones{
      .popularity = 1, .rule = 1, .association = 1, .neighbours = 1, .similar = 1, .timing = 1};
  const Book past = known_by(book, cut);
  const NeedSources sources =
      learn_need_sources(past, {.as_of = cut, .horizon_days = horizon, .cuts = 0, .weights = ones});
  PlainRows rows;
  for (std::size_t at = 0; at < book.dossiers.size(); ++at)
    for (const PredictedNeed& one : predict_needs(past.dossiers[at], sources, {.n = 100}).needs) {
      if (!one.offering) continue;
      for (auto& column : rows.values) column.push_back(0);
      for (const NeedEvidence& part : one.evidence)
        rows.values[static_cast<std::size_t>(part.source)].back() = part.value;
      rows.outcome.push_back(is_taken_up(book.dossiers[at], one.name, cut, cut + horizon) ? 1 : 0);
      rows.customers.push_back(static_cast<int>(at));
    }
  return rows;
}

double plain_loss(const PlainRows& rows, const NeedSourceWeights& weights) {
  double sum = 0;
  for (std::size_t row = 0; row < rows.outcome.size(); ++row) {
    SourceValues values{};
    for (std::size_t i = 0; i < need_source_count; ++i) values[i] = rows.values[i][row];
    const double odds = log_odds_of(weights, values);
    sum += std::log1p(std::exp(rows.outcome[row] == 1 ? -odds : odds));
  }
  return sum / static_cast<double>(rows.outcome.size());
}

// Everything that may be taken up, and cards whose undated values must not reach the past.
Book planted_with_all(int customers, unsigned seed) {
  Book book = planted(customers, seed);
  std::mt19937_64 random(seed);
  const auto some_day = [&random] { return today - static_cast<std::int32_t>(random() % 900); };
  for (Dossier& one : book.dossiers) {
    Need raised{.statement = "short of paper", .category = "paper"};
    raised.raised_on = some_day();
    if (random() % 4 == 0) raised.state = NeedState::met;
    if (random() % 3 == 0) one.of<Need>().push_back(raised);
    Opportunity deal;
    deal.product.text = "pump";
    deal.opened_on = some_day();
    if (random() % 3 == 0) one.of<Opportunity>().push_back(deal);
    InstalledProduct used{.product = "gauge"};
    used.in_use_since = PartialDate{static_cast<std::int16_t>(2023 + random() % 2), 0, 0};
    if (random() % 4 == 0) one.of<InstalledProduct>().push_back(used);
    one.customer().industry_code = "C3311";
    // seen a few days after one of the days of the replay
    const auto seen = today + 10 - 150 * static_cast<std::int32_t>(random() % 4);
    one.customer().meta.field_facts.push_back({.path = "industry_label", .observed_on = seen});
    if (random() % 2 == 0) one.customer().pain_points = "生产效率低，交期常拖";
  }
  Offering mes{.name = "MES 制造执行系统", .category = "MES"};
  mes.id = numbered<Offering>(50);
  book.shared.of<Offering>().push_back(mes);
  return book;
}

TEST(PredictNeeds, replay_equals_predictions_asked_for_in_the_past) {
  for (unsigned seed = 1; seed <= 2; ++seed) {
    const Book book = planted_with_all(12, seed);
    const NeedSourcesOptions options{
        .as_of = today - static_cast<std::int32_t>(seed), .horizon_days = 150, .cuts = 3, .min_events = 2};
    const NeedSources sources = learn_need_sources(book, options);
    const NeedReplay& replay = sources.replay();
    PlainRows earlier, last;
    for (int left = 3; left > 0; --left) {
      last = plain_rows(book, options.as_of - left * 150, 150);
      if (left > 1) earlier.append(last);
    }
    ASSERT_EQ(replay.state, NeedReplayState::measured);
    ASSERT_EQ(replay.rows, static_cast<std::int64_t>(earlier.outcome.size()));
    ASSERT_EQ(static_cast<double>(replay.events), earlier.events());
    ASSERT_EQ(replay.test_rows, static_cast<std::int64_t>(last.outcome.size()));
    ASSERT_EQ(static_cast<double>(replay.test_events), last.events());
    const NeedSourceWeights learnt =
        fit_weights(earlier.values, earlier.outcome, options.weights, need_source_count).value();
    ASSERT_NEAR(*replay.combined.log_loss, plain_loss(last, learnt), 1e-7);
    ASSERT_NEAR(*replay.popularity.log_loss,
                plain_loss(last, fit_weights(earlier.values, earlier.outcome, options.weights, 1).value()), 1e-7);
    earlier.append(last);
    const NeedSourceWeights all =
        fit_weights(earlier.values, earlier.outcome, options.weights, need_source_count).value();
    const SourceValues one = weights_of(sources.weights()), other = weights_of(all);
    for (std::size_t i = 0; i < need_source_count; ++i) ASSERT_NEAR(one[i], other[i], 1e-6) << i;
    ASSERT_GE(*std::min_element(one.begin(), one.end()), 0);
  }
}

TEST(PredictNeeds, what_no_offering_serves_is_never_calibrated) {
  Dossier mill = customer(905, "mill");
  mill.customer().industry_code = "C3311";
  mill.customer().pain_points = "生产效率低，交期常拖";
  Book book = planted(24, 2);
  const NeedSources sources = learn_need_sources(book, {.as_of = today, .cuts = 2, .min_events = 2});
  ASSERT_EQ(sources.replay().state, NeedReplayState::measured);
  ASSERT_NE(sources.weights(), NeedSourceWeights{});
  const PredictedNeeds found = predict_needs(mill, sources, {.n = 50});
  int unserved = 0;
  for (const PredictedNeed& one : found.needs) {
    EXPECT_EQ(one.calibrated, static_cast<bool>(one.offering)) << one.name;
    EXPECT_EQ(one.note.en.empty(), one.calibrated);
    EXPECT_EQ(one.note.zh.empty(), one.calibrated);
    if (one.offering) continue;
    ++unserved;
    const auto logit = [](double share) { return std::log(share / (1 - share)); };
    const double none = logit(std::max(.005, .5 / 25)), sure = logit(evidence_of(one, NeedSource::rule)->share);
    EXPECT_NEAR(one.log_odds, -1 + none + .4 * (sure - none), 1e-12) << "the weights given, not those learnt";
    EXPECT_EQ(one.baseline, -1);
  }
  EXPECT_GE(unserved, 1);
  EXPECT_FALSE(found.calibrated);
  EXPECT_NE(found.note.en.find("no offering serves"), std::string::npos);
  const PredictedNeeds served = predict_needs(customer(906, "mill"), sources, {.n = 2});
  EXPECT_TRUE(served.calibrated);
  EXPECT_TRUE(served.note.en.empty());
}

TEST(PredictNeeds, bad_arguments_and_empty_books) {
  const NeedSources empty = learn_need_sources({}, {.as_of = today, .rules = &no_rules});
  EXPECT_EQ(empty.replay().state, NeedReplayState::too_thin);
  EXPECT_TRUE(empty.offerings().empty());
  const PredictedNeeds none = predict_needs(customer(1, "mill"), empty);
  EXPECT_TRUE(none.needs.empty());
  EXPECT_EQ(none.missing, 5);
  const auto learning = [](const NeedSourcesOptions& options) {
    return test::code_thrown<ArgumentError>([&] { (void)learn_need_sources({}, options); });
  };
  EXPECT_EQ(learning({.horizon_days = 0}), "argument.horizon_days");
  EXPECT_EQ(learning({.cuts = -1}), "argument.cuts");
  EXPECT_EQ(learning({.at_n = 0}), "argument.at_n");
  EXPECT_EQ(learning({.min_events = 0}), "argument.min_events");
  EXPECT_EQ(learning({.min_support = 0}), "argument.support");
  EXPECT_EQ(learning({.similar = {.nearest = 0}}), "argument.nearest");
  EXPECT_EQ(learning({.weights = {.rule = std::nan("")}}), "argument.weight");
  const auto predicting = [&empty](const PredictNeedsOptions& options) {
    return test::code_thrown<ArgumentError>([&] { (void)predict_needs(Dossier(), empty, options); });
  };
  EXPECT_EQ(predicting({.n = 0}), "argument.n");
  EXPECT_EQ(predicting({.bought_within_days = -1}), "argument.bought_within_days");
}

TEST(PredictNeeds, products_of_the_records_stand_in_for_a_catalogue) {
  Book book;
  for (int number = 1; number <= 3; ++number) {
    book.dossiers.push_back(customer(number, ""));
    sell(book.dossiers.back(), "Lathe", today - 50);
    if (number < 3) sell(book.dossiers.back(), "oil", today - 40);
  }
  const NeedSources sources = learn_need_sources(book, {.as_of = today, .rules = &no_rules});
  EXPECT_EQ(sources.offerings().size(), 2U);
  const PredictedNeeds found = predict_needs(book.dossiers[2], sources, {.n = 1});
  ASSERT_EQ(found.needs.size(), 1U);
  EXPECT_EQ(found.needs[0].name, "oil");
  EXPECT_FALSE(found.needs[0].by_popularity);
}

}  // namespace
}  // namespace guanxi::assess::predicted_tests
