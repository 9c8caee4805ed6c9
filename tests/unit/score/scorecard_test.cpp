#include <guanxi/score/scorecard.hpp>

#include <guanxi/score/bins.hpp>
#include <guanxi/score/feature_table.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "unknown.hpp"

#include "support/code_thrown.hpp"
#include "support/csv_columns.hpp"

namespace guanxi::score {
namespace {

using CardWord = std::optional<std::string>;

struct ExpectedIv {
  const char* column;
  double iv;
};

// METHODS 5, event = bad.
constexpr ExpectedIv german_ivs[] = {{"status_of_existing_checking_account", .666012},
                                     {"credit_history", .293234},
                                     {"savings_account_and_bonds", .196010},
                                     {"purpose", .169195},
                                     {"property", .112638},
                                     {"present_employment_since", .086434},
                                     {"housing", .083293}};

FeatureTable german_words(const test::CsvColumns& csv) {
  FeatureTable table;
  for (const ExpectedIv& one : german_ivs) table.add_words(one.column, csv.words(one.column));
  return table;
}

TEST(Scorecard, german_credit_information_values) {
  GUANXI_NEED_SHARED("scorecard/germancredit.csv");
  const test::CsvColumns csv(test::shared_data() / "scorecard/germancredit.csv");
  const FeatureTable table = german_words(csv);
  const std::vector<double> bad = csv.flags("creditability", "bad");
  const Scorecard card = fit_scorecard(table.view(), bad);
  ASSERT_EQ(card.status, LogisticStatus::ok);
  for (std::size_t c = 0; c < card.characteristics.size(); ++c)
    EXPECT_NEAR(card.characteristics[c].iv, german_ivs[c].iv, 5.1e-7) << german_ivs[c].column;
  struct Bin {
    const char* label;
    double good, bad, woe;
  };
  const Bin bins[] = {{"... < 0 DM", 139, 135, .8180987057},
                      {"0 <= ... < 200 DM", 164, 105, .4013917827},
                      {"... >= 200 DM / salary assignments for at least 1 year", 49, 14, -.4054651081},
                      {"no checking account", 348, 46, -1.1762632229}};
  int found = 0;
  for (const Bin& expected : bins)
    for (const ScorecardBin& bin : card.characteristics[0].bins) {
      if (bin.label != expected.label) continue;
      ++found;
      EXPECT_EQ(bin.others, expected.good);
      EXPECT_EQ(bin.events, expected.bad);
      EXPECT_NEAR(bin.woe, expected.woe, 5e-11);
    }
  EXPECT_EQ(found, 4);
  EXPECT_EQ(card.characteristics[0].strength, IvStrength::suspicious);
  EXPECT_EQ(card.characteristics[1].strength, IvStrength::medium);
  EXPECT_EQ(card.characteristics[6].strength, IvStrength::weak);
  // 600 at odds 1/19, 50 to double them.
  EXPECT_NEAR(card.factor, 72.13475204, 5e-9);
  EXPECT_NEAR(card.offset, 387.60362433, 5e-9);
}

TEST(Scorecard, leads_with_an_empty_cell) {
  GUANXI_NEED_SHARED("leads/leads_four_fifths.csv");
  const test::CsvColumns csv(test::shared_data() / "leads/leads_four_fifths.csv");
  const FeatureTable table = FeatureTable{}.add_words("origin", csv.words("Lead Origin"));
  const std::vector<double> converted = csv.numbers("Converted");
  const auto woe = [](const Scorecard& card) {
    std::map<std::string, double> found;
    for (const ScorecardBin& bin : card.characteristics[0].bins) found[bin.label] = bin.woe;
    return found;
  };
  const Scorecard dropped = fit_scorecard(table.view(), converted);
  EXPECT_NEAR(dropped.characteristics[0].iv, .5859955122, 5e-11);
  EXPECT_NEAR(woe(dropped)["API"], -.3124687, 5e-8);
  EXPECT_NEAR(woe(dropped)["Landing Page Submission"], -.1142896, 5e-8);
  EXPECT_NEAR(woe(dropped)["Lead Add Form"], 3.0197330, 5e-8);
  EXPECT_NEAR(woe(dropped)["Lead Import"], -.6159717, 5e-8);
  EXPECT_EQ(woe(dropped)["Quick Add Form"], 0);
  EXPECT_TRUE(dropped.characteristics[0].bins.back().empty);
  const Scorecard halves = fit_scorecard(table.view(), converted, {.empty_cell = EmptyCell::add_half});
  EXPECT_NEAR(halves.characteristics[0].iv, .5842469542, 5e-11);
  EXPECT_NEAR(woe(halves)["Quick Add Form"], 1.5809138, 5e-8);
}

TEST(Scorecard, points_say_the_odds) {
  GUANXI_NEED_SHARED("scorecard/germancredit.csv");
  const test::CsvColumns csv(test::shared_data() / "scorecard/germancredit.csv");
  const FeatureTable table = german_words(csv);
  const std::vector<double> bad = csv.flags("creditability", "bad");
  for (const int decimals : {0, 2, 3}) {
    const Scorecard card = fit_scorecard(table.view(), bad, {.decimals = decimals});
    const std::vector<double> score = points(card, table.view()), p = predict(card, table.view());
    const double rounding = 8 * .5 / std::pow(10, decimals) + 1e-9;  // base and seven bins
    for (std::size_t row = 0; row < score.size(); ++row)
      ASSERT_NEAR(score[row], card.offset - card.factor * std::log(p[row] / (1 - p[row])), rounding);
  }
}

TEST(Scorecard, example_of_the_page) {
  FeatureTable table;  // 10 rows of a word: 2 of 6 events with web, 3 of 4 with fair
  std::vector<CardWord> words;
  std::vector<double> outcome;
  for (int i = 0; i < 10; ++i) {
    words.push_back(i < 6 ? "web" : "fair");
    outcome.push_back(i < 2 || (i >= 6 && i < 9) ? 1 : 0);
  }
  table.add_words("source", words);
  const Scorecard card = fit_scorecard(table.view(), outcome, {.coefficients = CardCoefficients::one});
  ASSERT_EQ(card.characteristics[0].bins.size(), 2U);
  EXPECT_NEAR(card.characteristics[0].bins[0].woe, std::log(.6 / .2), 1e-12);
  EXPECT_NEAR(card.characteristics[0].bins[1].woe, std::log(.4 / .8), 1e-12);
  EXPECT_NEAR(card.characteristics[0].iv, .4 * std::log(3) - .4 * std::log(.5), 1e-12);
  EXPECT_EQ(card.base, 388000);
  EXPECT_EQ(card.characteristics[0].bins[0].points, -79000) << "−72.135 ln 3";
  EXPECT_EQ(card.characteristics[0].bins[1].points, 50000);
  const Score score = explain(card, table.view(), 0, {.as_of = Date::from_days(1)});
  EXPECT_EQ(score.thousandths, 438000);
  EXPECT_EQ(score.baseline, 388000);
  EXPECT_EQ(score.contributions[0].reason.en, "'web'");
  EXPECT_EQ(score.model, "score.scorecard/1");
  EXPECT_EQ(score.as_of, Date::from_days(1));
  EXPECT_EQ(score.state, ScoreState::enough);
}

Scorecard random_card(std::mt19937_64& random, FeatureTable& table, std::vector<double>& outcome,
                      ScorecardOptions options) {
  const std::size_t rows = 60 + random() % 200;
  outcome.clear();
  table = {};
  for (std::size_t i = 0; i < rows; ++i) outcome.push_back(static_cast<double>(random() % 2));
  for (std::size_t c = 0; c < 1 + random() % 3; ++c) {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < rows; ++i)
      numbers.push_back(random() % 9 == 0 ? unknown : static_cast<double>(random() % 40) + 5 * outcome[i]);
    table.add_numbers("n" + std::to_string(c), numbers);
  }
  std::vector<CardWord> words;
  for (std::size_t i = 0; i < rows; ++i)
    words.push_back(random() % 9 == 0 ? std::nullopt : CardWord(std::string(1, static_cast<char>('a' + random() % 5))));
  table.add_words("w", words);
  options.penalty = Penalty::ridge;
  return fit_scorecard(table.view(), outcome, options);
}

TEST(Scorecard, random_cards_add_up_and_count_every_row) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 300; ++round) {
    FeatureTable table;
    std::vector<double> outcome;
    const Scorecard card = random_card(random, table, outcome,
                                       {.binning = static_cast<ScoreBinning>(round % 3),
                                        .bins = 1 + round % 6,
                                        .empty_cell = static_cast<EmptyCell>(round % 2),
                                        .coefficients = static_cast<CardCoefficients>(round / 2 % 2),
                                        .pdo = round % 5 == 0 ? -20.0 : 50.0,
                                        .decimals = round % 4,
                                        .base = static_cast<BasePoints>(round / 4 % 2)});
    ASSERT_EQ(card.status, LogisticStatus::ok);
    const std::int64_t unit = round % 4 == 0 ? 1000 : round % 4 == 1 ? 100 : round % 4 == 2 ? 10 : 1;
    std::int64_t neutral = card.base;
    for (const Characteristic& one : card.characteristics) {
      double events = 0, others = 0, iv = 0, total_events = 0, total_others = 0;
      for (const ScorecardBin& bin : one.bins) total_events += bin.events, total_others += bin.others;
      const double half = round % 2 == 0 ? 0 : .5, count = static_cast<double>(one.bins.size());
      for (const ScorecardBin& bin : one.bins) {
        events += bin.events;
        others += bin.others;
        ASSERT_EQ(bin.points % unit, 0);
        if (half == 0 && (bin.events == 0 || bin.others == 0)) continue;
        const double a = (bin.events + half) / (total_events + half * count),
                     b = (bin.others + half) / (total_others + half * count);
        ASSERT_NEAR(bin.woe, std::log(a / b), 1e-12);
        ASSERT_NEAR(static_cast<double>(bin.points - one.neutral), -1000 * card.factor * one.coefficient * bin.woe,
                    static_cast<double>(unit) / 2 + 1e-6);
        iv += (a - b) * std::log(a / b);
      }
      ASSERT_EQ(events, card.events);
      ASSERT_EQ(others, card.others);
      ASSERT_NEAR(one.iv, iv, 1e-12);
      ASSERT_TRUE(one.words || one.cuts.size() < static_cast<std::size_t>(1 + round % 6));
      neutral += one.neutral;
    }
    ASSERT_NEAR(static_cast<double>(neutral), 1000 * (card.offset - card.factor * card.intercept),
                static_cast<double>(unit) / 2 + 1e-6)
        << "also where the base is spread";
    const std::vector<double> score = points(card, table.view());
    for (std::size_t row = 0; row < outcome.size(); ++row) {
      const Score explained = explain(card, table.view(), row);
      std::int64_t sum = explained.baseline;
      for (const Contribution& reason : explained.contributions) sum += reason.thousandths;
      ASSERT_EQ(sum, explained.thousandths);
      ASSERT_EQ(explained.value(), score[row]);
    }
  }
}

TEST(Scorecard, merged_bins_are_monotone) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 300; ++round) {
    FeatureTable table;
    std::vector<double> outcome;
    const Scorecard card = random_card(random, table, outcome, {.binning = ScoreBinning::monotone, .bins = 6});
    for (const Characteristic& one : card.characteristics) {
      if (one.words) continue;
      int up = 0, down = 0;
      for (std::size_t bin = 1; bin <= one.cuts.size(); ++bin) {
        const ScorecardBin &a = one.bins[bin - 1], &b = one.bins[bin];
        (b.events * a.others > a.events * b.others ? up : down) += 1;
      }
      ASSERT_TRUE(up == 0 || down == 0);
      ASSERT_LE(one.cuts.size(), 5U);
    }
  }
}

TEST(Scorecard, order_of_rows_changes_nothing) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 100; ++round) {
    FeatureTable table;
    std::vector<double> outcome;
    const Scorecard card = random_card(random, table, outcome, {.binning = static_cast<ScoreBinning>(round % 3)});
    FeatureTable turned;
    for (const FeatureColumn& column : table.columns) {
      FeatureColumn back = column;
      std::reverse(back.numbers.begin(), back.numbers.end());
      std::reverse(back.codes.begin(), back.codes.end());
      turned.columns.push_back(back);
    }
    std::reverse(outcome.begin(), outcome.end());
    const Scorecard same = fit_scorecard(turned.view(), outcome,
                                         {.binning = static_cast<ScoreBinning>(round % 3), .penalty = Penalty::ridge});
    for (std::size_t c = 0; c < card.characteristics.size(); ++c) {
      ASSERT_EQ(card.characteristics[c].cuts, same.characteristics[c].cuts);
      ASSERT_NEAR(card.characteristics[c].coefficient, same.characteristics[c].coefficient, 1e-9);
      for (std::size_t bin = 0; bin < card.characteristics[c].bins.size(); ++bin)
        ASSERT_EQ(card.characteristics[c].bins[bin].woe, same.characteristics[c].bins[bin].woe);
    }
  }
}

TEST(Scorecard, unknown_values_have_a_bin_or_count_neutral) {
  FeatureTable open, closed;
  std::vector<double> numbers, full, outcome;
  for (int i = 0; i < 40; ++i) {
    numbers.push_back(i % 4 == 0 ? unknown : i);
    full.push_back(i);
    outcome.push_back(i % 3 == 0 || i > 30 ? 1 : 0);
  }
  open.add_numbers("x", numbers);
  closed.add_numbers("x", full);
  const Scorecard with = fit_scorecard(open.view(), outcome, {.bins = 3}),
                  without = fit_scorecard(closed.view(), outcome, {.bins = 3});
  ASSERT_TRUE(with.characteristics[0].bins.back().missing);
  EXPECT_EQ(with.characteristics[0].bins.back().events + with.characteristics[0].bins.back().others, 10);
  EXPECT_FALSE(without.characteristics[0].bins.back().missing);
  const Score known = explain(with, open.view(), 0);
  EXPECT_EQ(known.state, ScoreState::enough);
  EXPECT_EQ(known.contributions[0].reason.en, "unknown");
  const Score neutral = explain(without, open.view(), 0);
  EXPECT_EQ(neutral.state, ScoreState::prior_only);
  EXPECT_EQ(neutral.thousandths, neutral.baseline);
  EXPECT_LT(neutral.low, neutral.thousandths);
  EXPECT_GT(neutral.high, neutral.thousandths);
  EXPECT_EQ(neutral.missing[0].thousandths, neutral.high - neutral.low);
  EXPECT_EQ(explain(without, {}, 0), neutral) << "absent is unknown";
  EXPECT_EQ(points(without, open.view())[0], neutral.value());
  const Scorecard spread = fit_scorecard(closed.view(), outcome, {.bins = 3, .base = BasePoints::spread});
  EXPECT_EQ(spread.base, 0);
  const Score same = explain(spread, open.view(), 0);
  EXPECT_EQ(same.thousandths, neutral.thousandths);
  EXPECT_EQ(same.contributions.size(), 1U);
  EXPECT_EQ(same.state, ScoreState::prior_only);
}

TEST(Scorecard, words_never_seen_are_said) {
  FeatureTable table;
  table.add_words("w", {{"b"}, {"a"}, {"a"}, {"b"}, {"b"}, {"a"}});
  const Scorecard card = fit_scorecard(table.view(), std::vector<double>{0, 1, 1, 1, 0, 0});
  FeatureTable row;
  row.add_words("w", {{"c"}});
  EXPECT_EQ(explain(card, row.view(), 0).missing[0].label.en, "w ('c' was never seen)");
  EXPECT_NEAR(predict(card, row.view())[0], 1 / (1 + std::exp(-card.intercept)), 1e-15);
}

TEST(Scorecard, given_cuts_hold_for_their_column) {
  FeatureTable table;
  table.add_numbers("x", {1, 2, 3, 4, 5, 6}).add_numbers("y", {1, 2, 3, 4, 5, 6});
  const std::vector<double> outcome = {0, 1, 0, 1, 0, 1};
  const GivenCuts cuts[] = {{"x", {3, 100}}};
  const Scorecard card = fit_scorecard(table.view(), outcome, {.bins = 2, .cuts = cuts, .penalty = Penalty::ridge});
  EXPECT_EQ(card.characteristics[0].cuts, (std::vector<double>{3, 100}));
  EXPECT_EQ(card.characteristics[0].bins[0].events, 1);
  EXPECT_EQ(card.characteristics[0].bins[0].others, 2) << "3 lies in the lower bin";
  EXPECT_TRUE(card.characteristics[0].bins[2].empty);
  EXPECT_EQ(card.characteristics[1].cuts, (std::vector<double>{3}));
}

TEST(Scorecard, statuses) {
  FeatureTable table;
  table.add_words("w", {{"a"}, {"a"}, {"b"}, {"b"}});
  table.add_words("same", {{"x"}, {"x"}, {"x"}, {"x"}});
  EXPECT_EQ(fit_scorecard(table.view(), std::vector<double>{1, 1, 1, 1}).status, LogisticStatus::one_class);
  const Scorecard constant = fit_scorecard(table.view(), std::vector<double>{1, 0, 1, 0});
  EXPECT_EQ(constant.status, LogisticStatus::constant_column);
  EXPECT_EQ(constant.column, "w") << "both words have the share of all: weights of evidence 0";
  EXPECT_TRUE(points(constant, table.view()).empty());
  EXPECT_TRUE(predict(constant, table.view()).empty());
  EXPECT_EQ(explain(constant, table.view(), 0).state, ScoreState::unavailable);
  FeatureTable twice;
  twice.add_words("w", {{"a"}, {"a"}, {"a"}, {"b"}, {"b"}, {"b"}})
      .add_words("v", {{"c"}, {"c"}, {"c"}, {"d"}, {"d"}, {"d"}});
  const Scorecard duplicate = fit_scorecard(twice.view(), std::vector<double>{1, 0, 1, 0, 1, 0});
  EXPECT_EQ(duplicate.status, LogisticStatus::duplicate);
  EXPECT_EQ(duplicate.column, "v");
  EXPECT_GT(duplicate.characteristics[0].iv, 0);
}

TEST(Scorecard, bad_arguments_are_named) {
  FeatureTable table;
  table.add_numbers("x", {1, 2, 3, 4}).add_words("w", {{"a"}, {"b"}, {"a"}, {"b"}});
  const std::vector<double> outcome = {0, 1, 1, 0};
  const auto fit = [&](const ScorecardOptions& options) {
    return test::code_thrown([&] { (void)fit_scorecard(table.view(), outcome, options); });
  };
  const GivenCuts words[] = {{"w", {1}}}, absent[] = {{"z", {1}}}, falling[] = {{"x", {2, 1}}},
                  infinite[] = {{"x", {std::numeric_limits<double>::infinity()}}};
  EXPECT_EQ(fit({.bins = 0}), "argument.range");
  EXPECT_EQ(fit({.c = 0}), "argument.range");
  EXPECT_EQ(fit({.points0 = unknown}), "argument.range");
  EXPECT_EQ(fit({.odds0 = 0}), "argument.range");
  EXPECT_EQ(fit({.pdo = 0}), "argument.range");
  EXPECT_EQ(fit({.decimals = 4}), "argument.range");
  for (const std::span<const GivenCuts> cuts :
       {std::span<const GivenCuts>(words), std::span<const GivenCuts>(absent), std::span<const GivenCuts>(falling),
        std::span<const GivenCuts>(infinite)})
    EXPECT_EQ(fit({.cuts = cuts}), "argument.cuts");
  EXPECT_EQ(test::code_thrown([&] {
              (void)fit_scorecard(table.view(), std::vector<double>{0, 1});
            }),
            "argument.outcome");
  const Scorecard card = fit_scorecard(table.view(), outcome, {.coefficients = CardCoefficients::one});
  EXPECT_EQ(test::code_thrown([&] { (void)points(card, FeatureTable{}.add_numbers("x", {1}).view()); }),
            "argument.columns");
  EXPECT_EQ(test::code_thrown([&] { (void)explain(card, table.view(), 9); }), "argument.range");
}

TEST(Scorecard, merging_keeps_the_direction_that_tells_more) {
  std::vector<double> x, rises, falls;
  for (int i = 0; i < 300; ++i) {
    x.push_back(i);
    rises.push_back((i * 131) % 300 < 30 + i * 4 / 5 ? 1 : 0);
    falls.push_back((i * 131) % 300 < 30 + i * 4 / 5 ? 0 : 1);
  }
  const FeatureTable table = FeatureTable{}.add_numbers("x", x);
  for (const std::vector<double>& outcome : {rises, falls}) {
    const Scorecard card = fit_scorecard(table.view(), outcome, {.binning = ScoreBinning::monotone, .bins = 4});
    ASSERT_EQ(card.characteristics[0].bins.size(), 4U);
    for (std::size_t bin = 1; bin < 4; ++bin) {
      const double step = card.characteristics[0].bins[bin].woe - card.characteristics[0].bins[bin - 1].woe;
      EXPECT_TRUE(outcome == rises ? step > 0 : step < 0);
    }
    EXPECT_GT(card.characteristics[0].iv, .5);
  }
}

}  // namespace
}  // namespace guanxi::score
