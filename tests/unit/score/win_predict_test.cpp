#include <gtest/gtest.h>
#include <guanxi/score/win_model.hpp>

#include <cmath>
#include <limits>
#include <random>

#include "win_cases.hpp"

namespace guanxi::score {
namespace {

constexpr double unknown_number = std::numeric_limits<double>::quiet_NaN();

TEST(WinPredict, reasons_add_up_to_what_predict_says) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const DrawnDeals deals = mixed_deals(seed);
    WinOptions options{.groups = {"team"}};
    const CalibrationRule rules[] = {CalibrationRule::automatic, CalibrationRule::none, CalibrationRule::platt,
                                     CalibrationRule::isotonic};
    options.calibration = rules[seed % 4];
    options.when_no_lift = NoLiftRule::keep;
    const auto view = deals.table.view();
    const WinModel model = fit_win_model(view, deals.outcome, options);
    const std::vector<double> p = predict(model, view);
    const WinIntervals told = predict_intervals(model, view);
    for (std::size_t row = 0; row < 60; ++row) {
      const Prediction one = explain(model, view, row);
      std::int64_t sum = one.score.baseline;
      bool calibrated = false;
      for (const Contribution& reason : one.score.contributions) {
        sum += reason.thousandths;
        calibrated = calibrated || reason.part == "calibration";
      }
      ASSERT_EQ(sum, one.score.thousandths);
      ASSERT_NEAR(one.score.value(), std::log(one.probability / (1 - one.probability)), .002);
      ASSERT_NEAR(one.probability, p[row], 1e-12);
      ASSERT_NEAR(one.low, told.low[row], 1e-12);
      ASSERT_NEAR(one.high, told.high[row], 1e-12);
      ASSERT_LE(one.low, one.probability);
      ASSERT_LE(one.probability, one.high);
      ASSERT_EQ(calibrated, model.calibration.method != CalibrationMethod::none);
    }
  }
}

TEST(WinPredict, unknown_has_a_coefficient_where_it_is_frequent_and_widens_where_it_is_not) {
  FeatureTable table;
  std::vector<double> often, seldom, outcome;
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  for (int i = 0; i < 600; ++i) {
    const bool won = i % 2 == 0;
    often.push_back(i % 6 == 0 || i % 30 == 1 ? unknown_number : normal(random));  // unknown goes with winning
    seldom.push_back(i == 7 ? unknown_number : normal(random) + (won ? .8 : 0));
    outcome.push_back(won ? 1 : 0);
  }
  table.add_numbers("often", often).add_numbers("seldom", seldom);
  const WinModel model = fit_win_model(table.view(), outcome, {.folds = 0});
  ASSERT_EQ(model.coefficients.size(), 3U);
  EXPECT_EQ(model.coefficients[1].term, WinTerm::missing);
  EXPECT_GT(model.coefficients[1].coefficient, 1);
  FeatureTable rows;
  rows.add_numbers("often", {0, unknown_number, 0}).add_numbers("seldom", {.4, .4, unknown_number});
  const auto view = rows.view();
  EXPECT_EQ(explain(model, view, 1).score.state, ScoreState::enough);
  const Prediction known = explain(model, view, 0), unknown = explain(model, view, 2);
  EXPECT_EQ(unknown.score.state, ScoreState::partial);
  ASSERT_EQ(unknown.score.missing.size(), 1U);
  EXPECT_EQ(unknown.score.missing[0].part, "seldom");
  EXPECT_GT(unknown.high - unknown.low, 1.5 * (known.high - known.low));
  const WinIntervals told = predict_intervals(model, view);
  EXPECT_NEAR(told.low[2], unknown.low, 1e-12);
  EXPECT_NEAR(told.high[2], unknown.high, 1e-12);
}

TEST(WinPredict, seldom_words_are_pooled) {
  FeatureTable table;
  std::vector<std::optional<std::string>> words;
  std::vector<double> outcome;
  for (int i = 0; i < 200; ++i) {
    words.emplace_back(i % 20 == 0 ? "rare " + std::to_string(i) : i % 3 == 0 ? "fair" : "web");
    outcome.push_back(i % 20 == 0 || i % 2 == 0 ? 1 : 0);
  }
  table.add_words("source", words);
  const WinModel model = fit_win_model(table.view(), outcome, {.folds = 0});
  ASSERT_EQ(model.columns.size(), 1U);
  EXPECT_EQ(model.columns[0].reference, "web");
  EXPECT_EQ(model.columns[0].pooled.size(), 10U);
  ASSERT_EQ(model.coefficients.size(), 2U);
  EXPECT_EQ(model.coefficients[1].term, WinTerm::others);
  EXPECT_GT(model.coefficients[1].coefficient, .5);
  FeatureTable rows;
  rows.add_words("source", {"rare 20", "never", "web"});
  EXPECT_EQ(explain(model, rows.view(), 0).score.state, ScoreState::enough);
  EXPECT_EQ(explain(model, rows.view(), 1).score.missing.size(), 1U);
  EXPECT_NEAR(predict_intervals(model, rows.view()).high[1], explain(model, rows.view(), 1).high, 1e-12);
  FeatureTable blank;
  blank.add_words("source", {std::nullopt});
  EXPECT_NEAR(predict_intervals(model, blank.view()).low[0], explain(model, blank.view(), 0).low, 1e-12);
}

TEST(WinPredict, names_what_it_leaves_out) {
  std::mt19937_64 random(1);
  DrawnDeals deals = draw_deals({.effects = {1}, .words = true}, 200, random);
  std::vector<double> twice = deals.table.columns[0].numbers;
  for (double& x : twice) x = 3 - 2 * x;
  deals.table.add_numbers("twice", twice)
      .add_numbers("same", std::vector<double>(200, 4))
      .add_numbers("blank", std::vector<double>(200, unknown_number));
  const WinModel model = fit_win_model(deals.table.view(), deals.outcome);
  ASSERT_EQ(model.left_out.size(), 3U);
  EXPECT_EQ(model.left_out[0], (WinLeftOut{"same", LeftOut::constant, ""}));
  EXPECT_EQ(model.left_out[1], (WinLeftOut{"blank", LeftOut::all_unknown, ""}));
  EXPECT_EQ(model.left_out[2], (WinLeftOut{"twice", LeftOut::duplicate, "x1"}));
  EXPECT_EQ(predict(model, deals.table.view()).size(), 200U);
}

// The range is read off the model; half its width more is still a straight line.
TEST(WinPredict, a_number_far_beyond_the_range_seen_is_held_near_it) {
  std::mt19937_64 random(9);
  const DrawnDeals deals = draw_deals({.effects = {1, -1}}, 300, random);
  const WinModel model = fit_win_model(deals.table.view(), deals.outcome, {.calibration = CalibrationRule::none});
  const WinCoefficient& about = model.coefficients[0];
  const double more = (about.high - about.low) / 2, top = about.high + more, bottom = about.low - more;
  FeatureTable far, end;
  far.add_numbers("x1", {top + 50, bottom - 50, about.high}).add_numbers("x2", {0, 0, 0});
  end.add_numbers("x1", {top, bottom, about.high}).add_numbers("x2", {0, 0, 0});
  EXPECT_GT(predict(model, end.view())[0], predict(model, end.view())[2]);
  EXPECT_EQ(predict(model, far.view()), predict(model, end.view()));
  EXPECT_EQ(predict_intervals(model, far.view()), predict_intervals(model, end.view()));
  const Prediction told = explain(model, far.view(), 0), inside = explain(model, end.view(), 0);
  EXPECT_EQ(told.probability, inside.probability);
  const auto reason_of = [](const Prediction& prediction) {
    for (const Contribution& part : prediction.score.contributions)
      if (part.part == "x1") return part.reason.en;
    return std::string();
  };
  EXPECT_NE(reason_of(told).find("far beyond what was seen, counted as"), std::string::npos) << reason_of(told);
  EXPECT_EQ(reason_of(inside).find("beyond"), std::string::npos);
}

}  // namespace
}  // namespace guanxi::score
