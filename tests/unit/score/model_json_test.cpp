#include <guanxi/score/model_json.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "support/code_thrown.hpp"
#include "win_cases.hpp"

namespace guanxi::score {
namespace {

template <class Model>
std::string json_problem(const std::string& text) {
  try {
    (void)model_from_json<Model>(text);
  } catch (const ParseError& error) {
    return error.code() + ": " + error.what();
  }
  return "none";
}

std::string with(std::string text, const std::string& old, const std::string& now) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old << " is not in " << text;
  return text.replace(at, old.size(), now);
}

// A table with numbers, words that need escapes, teams, unknown values, and at times columns that tell nothing.
DrawnDeals drawn_for(unsigned seed) {
  std::mt19937_64 random(seed);
  const DrawnModel drawn{.effects = {.8, -.4},
                         .base = seed % 3 == 0 ? -2.0 : 0.0,
                         .teams = static_cast<int>(seed % 4),
                         .team_deviation = .5,
                         .unknown = seed % 2 == 0 ? .2 : 0,
                         .words = seed % 5 != 0};
  DrawnDeals deals = draw_deals(drawn, seed % 7 == 0 ? 6 : 60, random);
  std::vector<std::optional<std::string>> words;
  constexpr const char* odd[] = {"甲 \"一\"", "b\\n\n", "", "😀\x01"};
  for (std::size_t row = 0; row < deals.outcome.size(); ++row)
    words.push_back(random() % 9 == 0 ? std::nullopt : std::optional<std::string>(odd[random() % 4]));
  deals.table.add_words("来源", words);
  if (seed % 6 == 0) deals.table.add_numbers("same", std::vector<double>(deals.outcome.size(), 3));
  if (seed % 11 == 0) deals.outcome.assign(deals.outcome.size(), 1);  // one outcome only
  return deals;
}

// The model comes back equal, gives the same answers, and is written as the same text.
template <class Model>
void expect_kept(const Model& model, Columns columns) {
  for (const int indent : {0, 2}) {
    const std::string text = to_json(model, indent);
    const Model again = model_from_json<Model>(text);
    EXPECT_EQ(again, model) << text;
    EXPECT_EQ(to_json(again, indent), text);
    EXPECT_EQ(predict(again, columns), predict(model, columns));
  }
}

TEST(ModelJson, models_of_winning_come_back_bit_by_bit) {
  std::set<WinState> states;
  for (unsigned seed = 0; seed < 200; ++seed) {
    const DrawnDeals deals = drawn_for(seed);
    const auto columns = deals.table.view();
    WinOptions options{.minimum = 20, .folds = seed % 2 == 0 ? 3 : 0};
    std::vector<double> time;
    for (std::size_t row = 0; row < deals.outcome.size(); ++row) time.push_back(static_cast<double>(row));
    if (seed % 3 == 1) options.time = time;
    if (seed % 4 > 0) options.groups = {"team"};
    if (seed % 2 == 1) options.prior = {.base_rate = .3, .weight = 20, .coefficients = {{"x1", .5}}};
    options.calibration = static_cast<CalibrationRule>(seed % 4);
    const WinModel model = fit_win_model(columns, deals.outcome, options);
    states.insert(model.state);
    expect_kept(model, columns);
    const WinModel again = model_from_json<WinModel>(to_json(model));
    EXPECT_EQ(predict_intervals(again, columns), predict_intervals(model, columns));
    EXPECT_EQ(explain(again, columns, 0), explain(model, columns, 0));
  }
  EXPECT_GE(states.size(), 4U);
}

TEST(ModelJson, the_other_models_come_back_bit_by_bit) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const DrawnDeals deals = drawn_for(seed);
    const auto columns = deals.table.view();
    expect_kept(fit_logistic(columns, deals.outcome, {.penalty = seed % 2 == 0 ? Penalty::ridge : Penalty::none}),
                columns);
    NaiveBayesOptions bayes;
    if (seed % 4 > 0) bayes.team_column = "team";
    expect_kept(fit_naive_bayes(columns, deals.outcome, bayes), columns);
    const Scorecard card = fit_scorecard(columns, deals.outcome);
    expect_kept(card, columns);
    EXPECT_EQ(points(model_from_json<Scorecard>(to_json(card)), columns), points(card, columns));
  }
}

TEST(ModelJson, calibrations_come_back_bit_by_bit) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> scores, outcome;
    for (std::size_t i = random() % 40; i > 0; --i) {
      scores.push_back(static_cast<double>(random() % 17) / 7);
      outcome.push_back(static_cast<double>(random() % 2));
    }
    const Platt curve = platt(scores, outcome);
    EXPECT_EQ(model_from_json<Platt>(to_json(curve)), curve);
    const Isotonic steps = isotonic(scores, outcome, {.between = round % 2 == 0 ? Between::linear : Between::step});
    EXPECT_EQ(model_from_json<Isotonic>(to_json(steps)), steps);
    const Calibration both = calibrate(scores, outcome, 20);
    const Calibration again = model_from_json<Calibration>(to_json(both));
    EXPECT_EQ(again, both);
    EXPECT_EQ(again.apply(.3), both.apply(.3));
  }
}

TEST(ModelJson, a_model_as_text) {
  EXPECT_EQ(to_json(Platt{.status = MetricStatus::ok, .a = -1.5, .b = .1}),
            R"({"model":"score.platt/1","status":"ok","a":-1.5,"b":0.1})");
  EXPECT_EQ(to_json(Isotonic{.scores = {1, 2}, .probabilities = {0, 1}, .between = Between::step}, 2),
            "{\n  \"model\": \"score.isotonic/1\",\n  \"status\": \"ok\",\n  \"scores\": [1, 2],\n  \"probabilities\": "
            "[0, 1],\n"
            "  \"between\": \"step\"\n}\n");
}

TEST(ModelJson, every_double_comes_back_with_its_bits) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::mt19937_64 random(5);
  std::vector<double> numbers = {
      0., -0., 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, infinity, -infinity, .1, 1e22, 1e23};
  while (numbers.size() < 2000)
    if (const double number = std::bit_cast<double>(random()); !std::isnan(number)) numbers.push_back(number);
  for (const double number : numbers) {
    const Platt again = model_from_json<Platt>(to_json(Platt{.a = number}));
    EXPECT_EQ(std::bit_cast<std::uint64_t>(again.a), std::bit_cast<std::uint64_t>(number)) << number;
  }
}

TEST(ModelJson, what_cannot_be_kept_is_named) {
  WinModel model;
  model.validation.calibration.bins.resize(2);
  model.validation.calibration.bins[1].predicted = std::nan("");
  try {
    (void)to_json(model);
    ADD_FAILURE();
  } catch (const ArgumentError& error) {
    EXPECT_EQ(error.code(), "score.model_value");
    EXPECT_STREQ(error.what(), "NaN cannot be kept: validation.calibration.bins[1].predicted");
  }
  Logistic words{.column = "\xFF"};
  EXPECT_EQ(test::code_thrown([&] { (void)to_json(words); }), "score.model_value");
}

TEST(ModelJson, another_version_is_refused) {
  const std::string text = to_json(Platt{});
  EXPECT_EQ(json_problem<Platt>(with(text, "score.platt/1", "score.platt/2")),
            "score.model_version: line 1, column 10: expected “model”: “score.platt/1”, found “score.platt/2”; another "
            "version "
            "cannot be read: fit the model again, or read it with the version that wrote it");
  EXPECT_TRUE(json_problem<Logistic>(text).starts_with(
      "score.model_version: line 1, column 10: expected “model”: “score.logistic/1”, found “score.platt/1”"));
  EXPECT_TRUE(json_problem<WinModel>("{}").starts_with(
      "score.model_version: line 1, column 1: expected “model”: “score.win/1”, found none"));
  EXPECT_TRUE(
      json_problem<WinModel>("{\"model\": 1}")
          .starts_with("score.model_version: line 1, column 11: expected “model”: “score.win/1”, found a number"));
}

TEST(ModelJson, what_is_wrong_is_told_with_its_place) {
  const std::string text = to_json(Isotonic{.scores = {1, 2}, .probabilities = {0, 1}}, 2);
  const std::string head = "score.model_json: the model cannot be read: ";
  EXPECT_EQ(json_problem<Isotonic>("[]"), head + "line 1, column 1: expected an object, found a list");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "[1, 2]", "[1, null]")),
            head + "line 4, column 17, scores[1]: expected a number, found null");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "\"linear\"", "\"spline\"")),
            head + "line 6, column 14, between: expected one of linear, step, found “spline”");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "\"between\"", "\"betwixt\"")),
            head + "line 6, column 14: “betwixt” has no meaning here");
  EXPECT_EQ(json_problem<Isotonic>(with(text, ",\n  \"between\": \"linear\"", "")),
            head + "line 1, column 1: “between” is missing");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "[1, 2]", "[1, 2, 3]")),
            head + "line 1, column 1, probabilities: there must be 3 of them, found 2");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "[1, 2]", "[2, 2]")),
            head + "line 1, column 1, scores: the numbers must rise");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "[0, 1]", "[0, 1.5]")),
            head + "line 1, column 1, probabilities: they must lie from 0 to 1, found 1.500000");
  EXPECT_EQ(json_problem<Isotonic>(with(text, "[0, 1]", "[1, 0]")),
            head + "line 1, column 1, probabilities: they must not fall");
  EXPECT_EQ(json_problem<Isotonic>("{"), "json.syntax: line 1, column 2: a name in quotes is missing here");
  const Logistic fitted = [] {
    const DrawnDeals deals = mixed_deals(1);
    return fit_logistic(deals.table.view(), deals.outcome);
  }();
  EXPECT_EQ(json_problem<Logistic>(
                with(to_json(fitted), "\"iterations\":" + std::to_string(fitted.iterations), "\"iterations\":1.5"))
                .substr(0, head.size()),
            head);
}

// Parts that do not fit each other, and the member that is named.
template <class Model>
struct Misfitting {
  const char* member;
  std::function<void(Model&)> change;
};

template <class Model>
void expect_misfits(const Model& whole, const std::vector<Misfitting<Model>>& cases) {
  ASSERT_EQ(json_problem<Model>(to_json(whole)), "none");
  for (const Misfitting<Model>& one : cases) {
    Model changed = whole;
    one.change(changed);
    const std::string told = json_problem<Model>(to_json(changed));
    EXPECT_NE(told.find(std::string(", ") + one.member + ": "), std::string::npos) << one.member << ": " << told;
  }
}

TEST(ModelJson, parts_that_do_not_fit_are_named) {
  const DrawnDeals deals = mixed_deals(1);
  const auto columns = deals.table.view();
  expect_misfits<Logistic>(
      fit_logistic(columns, deals.outcome),
      {{"covariance", [](auto& m) { m.covariance.pop_back(); }},
       {"columns[1]", [](auto& m) { m.columns[1].name = m.columns[0].name; }},
       {"columns[0]", [](auto& m) { m.coefficients.erase(m.coefficients.begin()); }},
       {"columns[0]", [](auto& m) { m.coefficients.insert(m.coefficients.begin(), m.coefficients[0]); }},
       {"coefficients[2]", [](auto& m) { m.coefficients[2].column = "x1"; }}});
  NaiveBayesOptions bayes;
  bayes.team_column = "team";
  expect_misfits<NaiveBayes>(
      fit_naive_bayes(columns, deals.outcome, bayes),
      {{"events", [](auto& m) { m.events = 0; }},
       {"events", [](auto& m) { m.others = -1; }},
       {"strength", [](auto& m) { m.strength = 0; }},
       {"team_strength", [](auto& m) { m.team_strength = -1; }},
       {"class_strength", [](auto& m) { m.class_strength = -1; }},
       {"teams", [](auto& m) { std::swap(m.teams[0], m.teams[1]); }},
       {"teams", [](auto& m) { m.teams[1].events = -1; }},
       {"factors[0].cuts", [](auto& m) { std::swap(m.factors[0].cuts[0], m.factors[0].cuts[1]); }},
       {"factors[0].values[1]", [](auto& m) { m.factors[0].values[1].team_events.pop_back(); }},
       {"factors[0].values[1]", [](auto& m) { m.factors[0].values[1].team_others[0] = -1; }},
       {"factors[0].values[0]", [](auto& m) { m.factors[0].values[0].unset = true; }}});
  expect_misfits<Scorecard>(
      fit_scorecard(columns, deals.outcome),
      {{"characteristics[0].bins", [](auto& m) { m.characteristics[0].bins.erase(m.characteristics[0].bins.begin()); }},
       {"characteristics[0].cuts", [](auto& m) { m.characteristics[0].cuts[1] = m.characteristics[0].cuts[0]; }},
       {"characteristics[2].bins",
        [](auto& m) { std::swap(m.characteristics[2].bins[0], m.characteristics[2].bins[1]); }}});
  WinOptions options{.calibration = CalibrationRule::isotonic};
  options.groups = {"team"};
  const WinModel won = fit_win_model(columns, deals.outcome, options);
  ASSERT_EQ(won.calibration.method, CalibrationMethod::isotonic);
  expect_misfits<WinModel>(
      won, {{"level", [](auto& m) { m.level = 1; }},
            {"covariance", [](auto& m) { m.covariance.push_back(0); }},
            {"columns[0].pooled",
             [](auto& m) {
               m.columns[0].pooled = {"b", "a"};
             }},
            {"coefficients[0].low", [](auto& m) { m.coefficients[0].low = m.coefficients[0].high + 1; }},
            {"coefficients[0].deviation", [](auto& m) { m.coefficients[0].deviation = 0; }},
            {"groups[0].offsets", [](auto& m) { std::swap(m.groups[0].offsets[0], m.groups[0].offsets[1]); }},
            {"calibration.log_odds", [](auto& m) { m.calibration.log_odds.clear(); }},
            {"calibration.log_odds", [](auto& m) { m.calibration.log_odds[1] = m.calibration.log_odds[0]; }},
            {"calibration.probabilities", [](auto& m) { m.calibration.probabilities.pop_back(); }},
            {"calibration.slope", [](auto& m) { m.calibration = {.method = CalibrationMethod::platt, .slope = 0}; }},
            {"shares[0].edges", [](auto& m) { m.shares[0].edges[1] = m.shares[0].edges[0]; }},
            {"shares[0].shares", [](auto& m) { m.shares[0].shares.pop_back(); }},
            {"shares[0]", [](auto& m) { m.shares[0].words = {"a"}; }},
            {"shares[2].words", [](auto& m) { std::swap(m.shares[2].words[0], m.shares[2].words[1]); }},
            {"predicted.shares", [](auto& m) { m.predicted.shares.pop_back(); }},
            {"base_rate", [](auto& m) { m.base_rate = 1; }},
            {"won", [](auto& m) { m.lost = 0; }}});
}

// Texts cut anywhere are refused; texts with a changed byte are refused, or give a model that answers.
template <class Model>
void expect_hardened(const Model& model, Columns columns) {
  const std::string text = to_json(model);
  for (std::size_t size = 0; size < text.size(); size += 1 + size / 200)
    EXPECT_NE(json_problem<Model>(text.substr(0, size)), "none") << size;
  std::mt19937 random(11);
  int read = 0;
  for (int round = 0; round < 600; ++round) {
    std::string changed = text;
    changed[random() % changed.size()] = static_cast<char>(round % 2 == 0 ? '0' + random() % 10 : random() % 256);
    try {
      const Model found = model_from_json<Model>(changed);
      ++read;
      EXPECT_EQ(predict(found, columns).size(), predict(model, columns).size());
      (void)explain(found, columns, 0);
    } catch (const ParseError&) {
    } catch (const ArgumentError& error) {  // a name of a column has changed
      EXPECT_EQ(error.code(), "argument.columns") << error.what();
    }
  }
  EXPECT_GT(read, 50);
}

TEST(ModelJson, damaged_texts_never_crash) {
  const DrawnDeals deals = mixed_deals(2, 120);
  const auto columns = deals.table.view();
  WinOptions options{.folds = 2};
  options.groups = {"team"};
  expect_hardened(fit_win_model(columns, deals.outcome, options), columns);
  expect_hardened(fit_logistic(columns, deals.outcome), columns);
  expect_hardened(fit_naive_bayes(columns, deals.outcome), columns);
  expect_hardened(fit_scorecard(columns, deals.outcome), columns);
}

}  // namespace
}  // namespace guanxi::score
