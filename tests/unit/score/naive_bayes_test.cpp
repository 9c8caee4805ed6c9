#include <guanxi/score/naive_bayes.hpp>

#include <guanxi/score/feature_table.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "unknown.hpp"

#include "support/code_thrown.hpp"
#include "support/csv_columns.hpp"
#include "support/score_measures.hpp"

namespace guanxi::score {
namespace {

using MaybeWord = std::optional<std::string>;
constexpr MaybeWord unset_word = std::nullopt;

// METHODS 5: rows whose counts are those of the lead scoring table; two won, three lost.
FeatureTable lead_rows() {
  FeatureTable table;
  table.add_words("stage", {{"won"}, {"won"}, {"offer"}, {"new"}, {"new"}});
  table.add_words("country", {{"BE"}, {"FR"}, {"FR"}, unset_word, unset_word});
  table.add_words("state", {{"S"}, {"S"}, {"T"}, unset_word, unset_word});
  table.add_words("email", {{"good"}, {"good"}, {"good"}, {"good"}, {"good"}});
  table.add_words("phone", {{"good"}, {"good"}, {"good"}, unset_word, unset_word});
  table.add_words("source", {{"fair"}, unset_word, {"web"}, {"web"}, unset_word});
  return table;
}

NaiveBayesOptions lead_options() {
  NaiveBayesOptions options = lead_scoring_options({"stage", {"new", "offer", "won"}});
  options.unset_as_value = {"email", "phone"};
  return options;
}

FeatureTable one_lead() {
  FeatureTable row;
  row.add_words("stage", {{"offer"}}).add_words("country", {{"FR"}}).add_words("state", {{"S"}});
  row.add_words("email", {{"good"}}).add_words("phone", {{"good"}}).add_words("source", {{"web"}});
  return row;
}

TEST(NaiveBayes, lead_scoring_oracle) {
  const FeatureTable table = lead_rows(), row = one_lead();
  const NaiveBayes model = fit_naive_bayes(table.view(), std::vector<double>{1, 1, 0, 0, 0}, lead_options());
  ASSERT_EQ(model.status, NaiveBayesStatus::ok);
  const double p = predict(model, row.view())[0];
  EXPECT_NEAR(100 * p, 74.30366639, 5e-9);
  const Prediction prediction = explain(model, row.view(), 0);
  EXPECT_NEAR(100 * prediction.probability, 74.30366639, 5e-9);
  // Share pW / (pW + pL) of each reason.
  const std::map<std::string, double> expected = {{"state", .919708},   {"phone", .735230},  {"stage", .645161},
                                                  {"country", .352941}, {"source", .080292}, {"email", .5}};
  std::map<std::string, double> found;
  std::vector<std::string> order;
  for (const Contribution& reason : prediction.score.contributions) {
    found[reason.part] = 1 / (1 + std::exp(-static_cast<double>(reason.thousandths) / 1000));
    order.push_back(reason.part);
  }
  ASSERT_EQ(found.size(), expected.size());
  // pW / (pW + pL) of the stage is not printed in METHODS: there it is 1 − P(stage | lost).
  for (const auto& [part, share] : expected)
    if (part != "stage") {
      EXPECT_NEAR(found.at(part), share, .0004) << part;
    }
  EXPECT_NEAR(found.at("stage"), 1 / (1 + 1.1 / 3.1), .0004);
  EXPECT_EQ(order.back(), "email") << "says nothing";
  EXPECT_EQ(model.factors[0].values[1].others, 1);
  EXPECT_NEAR(1 - (model.factors[0].values[1].others + .1) / (model.others + .1), .645161, 5e-7);
}

TEST(NaiveBayes, values_never_seen_are_skipped_and_said) {
  const FeatureTable table = lead_rows();
  const NaiveBayes model = fit_naive_bayes(table.view(), std::vector<double>{1, 1, 0, 0, 0}, lead_options());
  FeatureTable row = one_lead(), without = one_lead();
  row.columns[2] = FeatureTable{}.add_words("state", {{"Z"}}).columns[0];
  without.columns[2] = FeatureTable{}.add_words("state", {unset_word}).columns[0];
  EXPECT_EQ(predict(model, row.view()), predict(model, without.view()));
  const Prediction prediction = explain(model, row.view(), 0);
  EXPECT_EQ(prediction.probability, predict(model, row.view())[0]);
  ASSERT_EQ(prediction.score.missing.size(), 1U);
  EXPECT_EQ(prediction.score.missing[0].label.en, "state ('Z' was never seen)");
  EXPECT_EQ(prediction.score.missing[0].label.zh, "state（从未见过“Z”）");
  EXPECT_EQ(prediction.score.state, ScoreState::partial);
  EXPECT_EQ(explain(model, without.view(), 0).score.missing[0].label.en, "state");
  FeatureTable no_phone = one_lead();
  no_phone.columns[4] = FeatureTable{}.add_words("phone", {unset_word}).columns[0];
  const Prediction value = explain(model, no_phone.view(), 0);
  EXPECT_TRUE(value.score.missing.empty()) << "an unset phone is a value of its own";
  EXPECT_LT(value.probability, explain(model, one_lead().view(), 0).probability);
}

// METHODS 5: Bernoulli form with add-one.
TEST(NaiveBayes, telco_flags) {
  GUANXI_NEED_SHARED("telco_churn/telco_customer_churn.csv");
  const test::CsvColumns csv(test::shared_data() / "telco_churn/telco_customer_churn.csv");
  const char* names[] = {"Partner", "Dependents", "PaperlessBilling", "OnlineSecurity", "TechSupport"};
  FeatureTable table, rows;
  for (const char* name : names) {
    table.add_numbers(name, csv.flags(name, "Yes"));
    rows.add_numbers(name, {0, name == names[2] ? 1.0 : 0.0});
  }
  const std::vector<double> churned = csv.flags("Churn", "Yes");
  const NaiveBayes model =
      fit_naive_bayes(table.view(), churned, {.smoothing = Smoothing::per_value, .damping = Damping::none});
  const std::vector<double> p = predict(model, rows.view());
  EXPECT_NEAR(p[0], .3464913, 5e-8);
  EXPECT_NEAR(p[1], .5781725, 5e-8);
  EXPECT_NEAR(test::auc_of(predict(model, table.view()), churned), .7113268, 5e-8);
  const NaiveBayes damped = fit_naive_bayes(table.view(), churned);
  EXPECT_EQ(damped.damping, Damping::fitted);
  EXPECT_LT(test::brier_of(predict(damped, table.view()), churned),
            test::brier_of(predict(model, table.view()), churned));
}

// METHODS 5 (a): prior .30 and one fact with ratio 2, copied.
TEST(NaiveBayes, copies_of_a_fact_count_once_when_damped) {
  const double naive[] = {.4615, .6316, .7742, .8727, .9320};
  for (std::size_t copies = 1; copies <= 5; ++copies) {
    FeatureTable table, row;
    std::vector<double> outcome, fact;
    for (int i = 0; i < 10000; ++i) {  // 30 % events; the fact holds for 60 % of events and 30 % of others
      outcome.push_back(i < 3000 ? 1 : 0);
      fact.push_back(i < 1800 || (i >= 3000 && i < 5100) ? 1 : 0);
    }
    for (std::size_t k = 0; k < copies; ++k) {
      table.add_numbers("fact" + std::to_string(k), fact);
      row.add_numbers("fact" + std::to_string(k), {1});
    }
    const NaiveBayes raw = fit_naive_bayes(table.view(), outcome, {.strength = 1e-6, .damping = Damping::none});
    EXPECT_NEAR(predict(raw, row.view())[0], naive[copies - 1], 5e-5);
    const NaiveBayes damped = fit_naive_bayes(table.view(), outcome);
    EXPECT_NEAR(predict(damped, row.view())[0], naive[0], .001) << copies;
    for (const Factor& factor : damped.factors) EXPECT_NEAR(factor.exponent, 1.0 / static_cast<double>(copies), .01);
  }
}

TEST(NaiveBayes, exponents_are_never_below_nought) {
  FeatureTable table;
  std::vector<double> outcome, good, echo;
  for (int i = 0; i < 1000; ++i) {  // echo is a noisy copy whose own evidence would be turned around
    outcome.push_back(i % 10 < 5 ? 1 : 0);
    good.push_back(i % 10 < 4 || i % 10 == 9 ? 1 : 0);
    echo.push_back(i % 10 == 4 ? 0 : i % 10 == 8 ? 1 : i % 20 == 3 ? 0 : good.back());
  }
  table.add_numbers("good", good).add_numbers("echo", echo);
  const NaiveBayes model = fit_naive_bayes(table.view(), outcome, {.damping_c = 1e6});
  EXPECT_EQ(model.damping, Damping::fitted);
  EXPECT_EQ(model.factors[1].exponent, 0);
  EXPECT_GT(model.factors[0].exponent, .5);
}

TEST(NaiveBayes, smoothing_weighs_columns_of_many_values_alike) {
  FeatureTable table;
  std::vector<MaybeWord> few, many;
  std::vector<double> outcome;
  for (int i = 0; i < 40; ++i) {
    few.push_back(i % 2 == 0 ? "a" : "b");
    many.push_back("v" + std::to_string(i % 20));
    outcome.push_back(i % 4 < 2 ? 1 : 0);
  }
  table.add_words("few", few).add_words("many", many);
  const NaiveBayes model = fit_naive_bayes(table.view(), outcome, {.strength = 2, .damping = Damping::none});
  // v0 was seen in rows 0 (event) and 20 (event) of 20 events and 20 others; 2 / 20 is added to each value
  EXPECT_NEAR(model.factors[1].values[0].evidence, std::log((2.1 / 22) / (.1 / 22)), 1e-12);
  EXPECT_NEAR(model.factors[0].values[0].evidence, std::log((11.0 / 22) / (11.0 / 22)), 1e-12);
}

TEST(NaiveBayes, small_teams_lean_on_all) {
  FeatureTable table;
  std::vector<MaybeWord> team, source;
  std::vector<double> outcome;
  const auto add = [&](int count, const char* who, const char* from, double won) {
    for (int i = 0; i < count; ++i) {
      team.push_back(who);
      source.push_back(from);
      outcome.push_back(won);
    }
  };
  add(400, "big", "web", 0), add(100, "big", "web", 1), add(100, "big", "fair", 0), add(400, "big", "fair", 1);
  add(1, "small", "web", 1), add(1, "small", "fair", 0);
  table.add_words("team", team).add_words("source", source);
  const NaiveBayesOptions options{.damping = Damping::none, .team_column = "team", .team_strength = 10};
  const NaiveBayes model = fit_naive_bayes(table.view(), outcome, options);
  FeatureTable rows;
  rows.add_words("team", {{"big"}, {"small"}, {"other"}, unset_word})
      .add_words("source", {{"fair"}, {"fair"}, {"fair"}, {"fair"}});
  const std::vector<double> p = predict(model, rows.view());
  // By hand for the small team: shares of fair among events and others, over all and then in the team; a = .5.
  const double won = (400.5 / 502), lost = (101.5 / 502);
  const double team_won = (0 + 10 * won) / 11, team_lost = (1 + 10 * lost) / 11;
  const double odds = (1 + 10 * .5) / (1 + 10 * .5) * team_won / team_lost;
  EXPECT_NEAR(p[1], odds / (1 + odds), 1e-12);
  EXPECT_NEAR(p[2], won / (won + lost), 1e-12) << "a team never seen is all";
  EXPECT_EQ(p[2], p[3]);
  EXPECT_NEAR(p[0], .8, .005);
  EXPECT_LT(p[1], p[0]);
  const Prediction prediction = explain(model, rows.view(), 2);
  EXPECT_EQ(prediction.score.missing.at(0).label.en, "team ('other' was never seen)");
  const NaiveBayes damped = fit_naive_bayes(table.view(), outcome, {.team_column = "team"});
  EXPECT_EQ(explain(damped, rows.view(), 1).probability, predict(damped, rows.view())[1]);
}

TEST(NaiveBayes, one_class_is_a_status) {
  FeatureTable table;
  table.add_words("a", {{"x"}, {"y"}});
  for (const std::vector<double>& outcome : {std::vector<double>{1, 1}, std::vector<double>{0, 0}}) {
    const NaiveBayes model = fit_naive_bayes(table.view(), outcome);
    EXPECT_EQ(model.status, NaiveBayesStatus::one_class);
    EXPECT_TRUE(predict(model, table.view()).empty());
    const Prediction prediction = explain(model, table.view(), 0);
    EXPECT_EQ(prediction.score.state, ScoreState::unavailable);
    EXPECT_EQ(prediction.high, 1);
  }
  FeatureTable empty;
  empty.add_words("a", {});
  EXPECT_EQ(fit_naive_bayes(empty.view(), {}).status, NaiveBayesStatus::one_class);
  const double weights[] = {1, 0};
  EXPECT_EQ(fit_naive_bayes(table.view(), std::vector<double>{1, 0}, {.weights = weights}).status,
            NaiveBayesStatus::one_class);
}

TEST(NaiveBayes, a_column_without_any_value_says_nothing) {
  FeatureTable table;
  table.add_words("a", {{"x"}, {"y"}, {"x"}, {"x"}})
      .add_numbers("b", {unknown, unknown, unknown, unknown})
      .add_words("c", {unset_word, unset_word, unset_word, unset_word});
  const NaiveBayes model = fit_naive_bayes(table.view(), std::vector<double>{1, 0, 1, 0});
  ASSERT_EQ(model.status, NaiveBayesStatus::ok);
  const Prediction prediction = explain(model, table.view(), 0);
  EXPECT_EQ(prediction.score.missing.size(), 2U);
  EXPECT_TRUE(std::isfinite(prediction.probability));
  FeatureTable row;
  row.add_numbers("b", {3});
  EXPECT_EQ(explain(model, row.view(), 0).score.state, ScoreState::prior_only);
}

TEST(NaiveBayes, values_seen_too_seldom_are_left_out) {
  FeatureTable table;
  table.add_words("a", {{"x"}, {"y"}, {"x"}, {"x"}, {"y"}, {"z"}});
  const NaiveBayes model = fit_naive_bayes(table.view(), std::vector<double>{1, 0, 1, 0, 1, 1},
                                           {.damping = Damping::none, .minimum_seen = 2});
  ASSERT_EQ(model.factors[0].values.size(), 2U);
  EXPECT_NEAR(model.factors[0].values[0].evidence, std::log((2.5 / 4) / (1.5 / 3)), 1e-12);
  EXPECT_EQ(explain(model, table.view(), 5).score.missing[0].label.en, "a ('z' was never or too seldom seen)");
}

TEST(NaiveBayes, bad_arguments_are_named) {
  FeatureTable table;
  table.add_words("a", {{"x"}, {"y"}}).add_numbers("n", {1, 2});
  const std::vector<double> outcome = {0, 1};
  const auto fit = [&](const NaiveBayesOptions& options) {
    return test::code_thrown([&] { (void)fit_naive_bayes(table.view(), outcome, options); });
  };
  EXPECT_EQ(fit({.strength = 0}), "argument.range");
  EXPECT_EQ(fit({.class_strength = -1}), "argument.range");
  EXPECT_EQ(fit({.damping_c = unknown}), "argument.range");
  EXPECT_EQ(fit({.minimum_seen = -1}), "argument.range");
  EXPECT_EQ(fit({.bins = 0}), "argument.range");
  EXPECT_EQ(fit({.team_strength = 0}), "argument.range");
  EXPECT_EQ(fit({.unset_as_value = {"z"}}), "argument.columns");
  EXPECT_EQ(fit({.team_column = "n"}), "argument.columns");
  EXPECT_EQ(fit({.team_column = "z"}), "argument.columns");
  EXPECT_EQ(fit({.ladder = {"n", {"1"}}}), "argument.columns");
  EXPECT_EQ(fit({.ladder = {"a", {}}}), "argument.ladder");
  EXPECT_EQ(fit({.ladder = {"a", {"x", "x", "y"}}}), "argument.ladder");
  EXPECT_EQ(fit({.ladder = {"a", {"x"}}}), "argument.ladder");
  EXPECT_EQ(test::code_thrown([&] {
              (void)fit_naive_bayes(table.view(), std::vector<double>{0, .5});
            }),
            "argument.outcome");
  const NaiveBayes model = fit_naive_bayes(table.view(), outcome);
  EXPECT_EQ(test::code_thrown([&] { (void)predict(model, FeatureTable{}.add_words("a", {{"x"}}).view()); }),
            "argument.columns");
  EXPECT_EQ(test::code_thrown([&] { (void)explain(model, table.view(), 2); }), "argument.range");
}

// The definition for words, weights and two ways of smoothing, written out with maps.
double slow_log_odds(const FeatureTable& table, const std::vector<double>& outcome, const std::vector<double>& weights,
                     const NaiveBayesOptions& options, std::size_t row) {
  const auto word = [&table](std::size_t c, std::size_t i) -> std::string {
    const std::int32_t code = table.columns[c].codes[i];
    return code < 0 ? "" : table.columns[c].levels[static_cast<std::size_t>(code)];
  };
  double classes[2] = {options.class_strength, options.class_strength};
  for (std::size_t i = 0; i < outcome.size(); ++i) classes[static_cast<int>(outcome[i])] += weights[i];
  double sum = std::log(classes[1] / classes[0]);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::map<std::string, std::array<double, 2>> counts;
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      if (weights[i] == 0 || (word(c, i).empty() && options.unset == UnsetRule::skipped)) continue;
      counts[word(c, i)][static_cast<std::size_t>(outcome[i])] += weights[i];
    }
    std::erase_if(counts, [&](const auto& entry) { return entry.second[0] + entry.second[1] < options.minimum_seen; });
    if (!counts.contains(word(c, row))) continue;
    const double added = options.smoothing == Smoothing::scaled ? options.strength / static_cast<double>(counts.size())
                                                                : options.strength;
    double all[2] = {0, 0};
    for (const auto& [value, count] : counts)
      for (std::size_t k = 0; k < 2; ++k) all[k] += count[k] + added;
    sum += std::log((counts[word(c, row)][1] + added) / all[1]) - std::log((counts[word(c, row)][0] + added) / all[0]);
  }
  return sum;
}

TEST(NaiveBayes, random_tables_equal_the_definition) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 400; ++round) {
    const std::size_t rows = 10 + random() % 40;
    FeatureTable table;
    std::vector<double> outcome, weights;
    for (std::size_t i = 0; i < rows; ++i) {
      outcome.push_back(i < 2 ? static_cast<double>(i) : static_cast<double>(random() % 2));
      weights.push_back(i < 2 ? 1 : static_cast<double>(random() % 4) / 2);
    }
    for (std::size_t c = 0; c < 1 + random() % 4; ++c) {
      std::vector<MaybeWord> words;
      for (std::size_t i = 0; i < rows; ++i)
        words.push_back(random() % 5 == 0 ? unset_word
                                          : MaybeWord(std::string(1, static_cast<char>('a' + random() % 4))));
      table.add_words("c" + std::to_string(c), words);
    }
    const NaiveBayesOptions options{.smoothing = round % 2 == 0 ? Smoothing::scaled : Smoothing::per_value,
                                    .strength = .1 + static_cast<double>(random() % 20) / 10,
                                    .class_strength = round % 3 == 0 ? .1 : 0,
                                    .damping = Damping::none,
                                    .unset = round % 5 < 2 ? UnsetRule::value : UnsetRule::skipped,
                                    .minimum_seen = round % 7 == 0 ? 2.0 : 0.0,
                                    .weights = weights};
    const NaiveBayes model = fit_naive_bayes(table.view(), outcome, options);
    const std::vector<double> p = predict(model, table.view());
    for (std::size_t row = 0; row < rows; ++row) {
      const double expected = slow_log_odds(table, outcome, weights, options, row);
      ASSERT_NEAR(std::log(p[row] / (1 - p[row])), expected, 1e-9);
      const Prediction prediction = explain(model, table.view(), row);
      ASSERT_NEAR(prediction.probability, p[row], 1e-12);
      ASSERT_NEAR(prediction.score.value(), expected, .00051);
      std::int64_t sum = prediction.score.baseline;
      for (const Contribution& reason : prediction.score.contributions) sum += reason.thousandths;
      ASSERT_EQ(sum, prediction.score.thousandths);
      ASSERT_TRUE(prediction.low <= p[row] && p[row] <= prediction.high);
      ASSERT_EQ(prediction.score.contributions.size() + prediction.score.missing.size(), table.columns.size());
    }
  }
}

TEST(NaiveBayes, order_of_rows_changes_nothing) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::size_t> order(80);
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    FeatureTable tables[2];
    std::vector<double> numbers, outcome;
    std::vector<MaybeWord> words, teams;
    for (std::size_t i = 0; i < order.size(); ++i) {
      numbers.push_back(random() % 6 == 0 ? unknown : static_cast<double>(random() % 50));
      words.push_back(random() % 6 == 0 ? unset_word
                                        : MaybeWord(std::string(1, static_cast<char>('a' + random() % 5))));
      teams.push_back(std::string(1, static_cast<char>('p' + random() % 3)));
      outcome.push_back(static_cast<double>(random() % 2));
    }
    std::vector<double> outcomes[2], predictions[2];
    for (int k = 0; k < 2; ++k) {
      std::vector<double> n;
      std::vector<MaybeWord> w, t;
      for (const std::size_t i : order)
        n.push_back(numbers[i]), w.push_back(words[i]), t.push_back(teams[i]), outcomes[k].push_back(outcome[i]);
      tables[k].add_numbers("n", n).add_words("w", w).add_words("t", t);
      predictions[k] = predict(
          fit_naive_bayes(tables[k].view(), outcomes[k], {.team_column = round % 2 == 0 ? "t" : ""}), tables[0].view());
      std::shuffle(order.begin(), order.end(), random);
    }
    for (std::size_t i = 0; i < order.size(); ++i) ASSERT_NEAR(predictions[0][i], predictions[1][i], 1e-9);
  }
}

TEST(NaiveBayes, intervals_narrow_with_more_data) {
  double before = 1;
  for (const int copies : {1, 10, 100}) {
    std::vector<MaybeWord> words;
    std::vector<double> outcome;
    for (int i = 0; i < 10 * copies; ++i) {
      words.push_back(i % 3 == 0 ? "a" : "b");
      outcome.push_back(i % 10 < 4 ? 1 : 0);
    }
    const FeatureTable table = FeatureTable{}.add_words("w", words);
    const Prediction prediction = explain(fit_naive_bayes(table.view(), outcome), table.view(), 0);
    EXPECT_LT(prediction.high - prediction.low, before);
    before = prediction.high - prediction.low;
    EXPECT_GT(explain(fit_naive_bayes(table.view(), outcome), table.view(), 0, {.level = .99}).high, prediction.high);
  }
  EXPECT_LT(before, .2);
}

// ψ₁ of a whole number: π²/6 − Σ 1/k² below it.
double whole_trigamma(int n) {
  double sum = 1.6449340668482264;
  for (int k = 1; k < n; ++k) sum -= 1.0 / (k * k);
  return sum;
}

TEST(NaiveBayes, the_interval_is_that_of_dirichlet_shares) {
  FeatureTable table;
  table.add_words("w", {{"a"}, {"a"}, {"b"}, {"a"}, {"b"}, {"b"}, {"b"}});
  const NaiveBayes model = fit_naive_bayes(table.view(), std::vector<double>{1, 1, 1, 0, 0, 0, 0},
                                           {.smoothing = Smoothing::per_value, .damping = Damping::none});
  // a: 2 + 1 of 3 + 2 among events, 1 + 1 of 4 + 2 among others; 3 events, 4 others
  const double outcomes = whole_trigamma(3) + whole_trigamma(4);
  const double shares = whole_trigamma(3) - whole_trigamma(5) + whole_trigamma(2) - whole_trigamma(6);
  const double log_odds = std::log(3.0 / 4 * (3.0 / 5) / (2.0 / 6));
  const Prediction known = explain(model, table.view(), 0, {.level = .9});
  const double z = 1.6448536269514722;
  EXPECT_NEAR(known.high, 1 / (1 + std::exp(-(log_odds + z * std::sqrt(outcomes + shares)))), 1e-10);
  EXPECT_NEAR(known.low, 1 / (1 + std::exp(-(log_odds - z * std::sqrt(outcomes + shares)))), 1e-10);
  // unknown: the variance of the evidence, ln 9/5 in 3 rows and ln 3/5 in 4, comes in its place
  const double distance = std::log(3.0);
  const Prediction open = explain(model, {}, 0, {.level = .9});
  const double half = z * std::sqrt(outcomes + distance * distance * 12 / 49);
  EXPECT_NEAR(open.high, 1 / (1 + std::exp(-(std::log(3.0 / 4) + half))), 1e-10);
}

TEST(NaiveBayes, whoever_was_lost_without_a_stage_was_lost_in_the_first) {
  FeatureTable table;
  table.add_words("stage", {unset_word, {"first"}, {"second"}, unset_word, {"second"}});
  NaiveBayesOptions options = lead_scoring_options({"stage", {"first", "second"}});
  const NaiveBayes model = fit_naive_bayes(table.view(), std::vector<double>{1, 1, 0, 0, 0}, options);
  EXPECT_EQ(model.factors[0].values[0].events, 2);
  EXPECT_EQ(model.factors[0].values[1].events, 2) << "an event counts in every stage";
  EXPECT_EQ(model.factors[0].values[0].others, 3);
  EXPECT_EQ(model.factors[0].values[1].others, 2);
}

TEST(NaiveBayes, exponents_lean_on_one) {
  FeatureTable table;
  std::vector<double> outcome, fact;
  for (int i = 0; i < 200; ++i) {
    outcome.push_back(i % 2);
    fact.push_back(i % 5 == 0 ? 1 - i % 2 : i % 2);
  }
  table.add_numbers("a", fact).add_numbers("b", fact);
  const NaiveBayes loose = fit_naive_bayes(table.view(), outcome),
                   tight = fit_naive_bayes(table.view(), outcome, {.damping_c = 1e-9});
  EXPECT_NEAR(loose.factors[0].exponent, .5, .05);
  EXPECT_NEAR(tight.factors[0].exponent, 1, 1e-5);
  EXPECT_NEAR(tight.factors[1].exponent, 1, 1e-5);
}

TEST(NaiveBayes, a_team_counts_by_how_it_differs_from_all) {
  FeatureTable table;
  std::vector<MaybeWord> team, nothing;
  std::vector<double> outcome;
  for (int i = 0; i < 100; ++i) {  // 30 events of 100; 20 of 40 in the team
    team.push_back(i < 40 ? "ours" : "theirs");
    nothing.push_back("same");
    outcome.push_back(i < 20 || i >= 90 ? 1 : 0);
  }
  table.add_words("team", team).add_words("x", nothing);
  const NaiveBayes model =
      fit_naive_bayes(table.view(), outcome, {.damping = Damping::none, .team_column = "team", .team_strength = 10});
  EXPECT_NEAR(predict(model, table.view())[0], (20 + 10 * .3) / 50, 1e-12);
  EXPECT_NEAR(predict(model, table.view())[99], (10 + 10 * .3) / 70, 1e-12);
}

}  // namespace
}  // namespace guanxi::score
