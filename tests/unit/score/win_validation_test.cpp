#include <gtest/gtest.h>
#include <guanxi/core/date.hpp>
#include <guanxi/score/win_validation.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <random>

#include "../../../src/score/win_check.hpp"
#include "support/csv_columns.hpp"
#include "win_cases.hpp"

namespace guanxi::score {
namespace {

std::vector<double> days_of(std::size_t rows, int same = 1) {
  std::vector<double> days;
  for (std::size_t i = 0; i < rows; ++i) days.push_back(static_cast<double>(i / static_cast<std::size_t>(same)));
  return days;
}

TEST(WinValidation, folds_tell_each_row_once) {
  std::mt19937_64 random(1);
  const DrawnDeals deals = draw_deals({.effects = {1, -1}}, 501, random);
  const WinValidation check = validate_win_model(deals.table.view(), deals.outcome, {.folds = 4});
  EXPECT_EQ(check.scheme, WinScheme::k_fold);
  EXPECT_EQ(check.verdict, LiftVerdict::lift);
  EXPECT_EQ(check.rows, 501);
  ASSERT_EQ(check.blocks.size(), 4U);
  double rows = 0, brier = 0, base = 0;
  for (const WinBlock& block : check.blocks) {
    EXPECT_EQ(block.trained, 501 - block.rows);
    EXPECT_FALSE(block.first_time);
    rows += block.rows;
    brier += block.rows * block.brier;
    base += block.rows * block.base_brier;
  }
  EXPECT_EQ(rows, 501);
  EXPECT_NEAR(*check.brier, brier / rows, 1e-12);
  EXPECT_NEAR(*check.base_brier, base / rows, 1e-12);
  EXPECT_NEAR(*check.gain, *check.base_brier - *check.brier, 1e-12);
  EXPECT_EQ(check.calibration.bins.size(), 10U);
  EXPECT_GT(*check.lift_tenth.value, 1.3);
}

// Each block told by a fit of the rows before it, made here by the public functions alone.
TEST(WinValidation, rolling_blocks_are_told_by_the_past_alone) {
  std::mt19937_64 random(2);
  const DrawnDeals deals = draw_deals({.effects = {1, -1}}, 400, random);
  const std::vector<double> days = days_of(400);
  const WinOptions options{.time = days, .spread = .5, .blocks = 4, .calibration = CalibrationRule::none};
  const WinValidation check = validate_win_model(deals.table.view(), deals.outcome, options);
  ASSERT_EQ(check.scheme, WinScheme::rolling);
  ASSERT_EQ(check.blocks.size(), 4U);
  for (std::size_t block = 0; block < 4; ++block) {
    const WinBlock& about = check.blocks[block];
    EXPECT_EQ(about.first_time, 200 + 50 * static_cast<double>(block));
    EXPECT_EQ(about.last_time, 249 + 50 * static_cast<double>(block));
    EXPECT_EQ(about.trained, *about.first_time);
    FeatureTable past, next;
    std::vector<double> known;
    const auto cut = static_cast<std::ptrdiff_t>(*about.first_time);
    for (const FeatureColumn& column : deals.table.columns) {
      past.add_numbers(column.name, {column.numbers.begin(), column.numbers.begin() + cut});
      next.add_numbers(column.name, {column.numbers.begin() + cut, column.numbers.begin() + cut + 50});
    }
    known.assign(deals.outcome.begin(), deals.outcome.begin() + cut);
    const WinModel model = fit_win_model(past.view(), known, {.spread = .5, .minimum = 1, .folds = 0});
    const std::vector<double> told = predict(model, next.view());
    double brier = 0;
    for (std::size_t i = 0; i < 50; ++i) {
      const double y = deals.outcome[static_cast<std::size_t>(cut) + i];
      brier += (y - told[i]) * (y - told[i]) / 50;
    }
    EXPECT_NEAR(about.brier, brier, 2e-3) << block;  // columns are standardised by all rows there, by the past here
  }
  // What comes later cannot change an earlier block.
  std::vector<double> changed = deals.outcome;
  for (std::size_t i = 350; i < 400; ++i) changed[i] = 1 - changed[i];
  const WinValidation other = validate_win_model(deals.table.view(), changed, options);
  for (std::size_t block = 0; block < 3; ++block)
    EXPECT_NEAR(check.blocks[block].brier, other.blocks[block].brier, 1e-9);
  EXPECT_GT(std::fabs(check.blocks[3].brier - other.blocks[3].brier), .05);
}

// Row 40 is told by a model of rows 0-39, whose numbers run from -2 to 2: 4 is half the width further.
TEST(WinValidation, rows_told_out_of_sample_are_held_near_the_range_of_their_training_rows) {
  const auto told_at = [](double far) {
    win::Sample sample{.size = 2};
    sample.table = {.width = 2, .groups = 0, .numbers = {1}};
    for (int i = 0; i < 41; ++i) {
      const double x = i == 40 ? far : i % 2 == 0 ? -2 + i % 4 / 2.0 : 2 - i % 4 / 4.0;
      sample.table.cells.insert(sample.table.cells.end(), {1, i == 1 ? 2 : x});
      sample.outcome.push_back(i % 2 == 1 && i % 5 > 0 ? 1 : 0);
      sample.weights.push_back(1);
    }
    const win::Order order{.scheme = WinScheme::k_fold, .blocks = {0, 40, 41}};
    const win::Belief belief{.centre = {0}};
    win::Posterior posterior{.scales = {.spread = 1}};
    posterior.at = {0, 0};
    return win::tell_blocks(sample, order, belief, posterior).log_odds.back();
  };
  EXPECT_LT(told_at(2), told_at(4));
  EXPECT_EQ(told_at(4), told_at(50));
  EXPECT_EQ(told_at(-4), told_at(-50));
}

TEST(WinValidation, equal_times_stay_together) {
  std::mt19937_64 random(3);
  const DrawnDeals deals = draw_deals({.effects = {1}}, 300, random);
  const std::vector<double> days = days_of(300, 70), one_day(300, 1);
  const WinValidation check = validate_win_model(deals.table.view(), deals.outcome, {.time = days});
  for (const WinBlock& block : check.blocks) EXPECT_EQ(block.trained, 70 * *block.first_time);
  const WinValidation none = validate_win_model(deals.table.view(), deals.outcome, {.time = one_day});
  EXPECT_EQ(none.scheme, WinScheme::none);
  EXPECT_EQ(none.verdict, LiftVerdict::undecided);
  EXPECT_FALSE(none.message.zh.empty());
}

TEST(WinValidation, little_data_say_nothing) {
  std::mt19937_64 random(4);
  const DrawnDeals deals = draw_deals({.effects = {3}}, 70, random);
  const WinValidation check = validate_win_model(deals.table.view(), deals.outcome);
  EXPECT_EQ(check.verdict, LiftVerdict::undecided);
  EXPECT_NE(check.message.en.find("too little data"), std::string::npos);
  EXPECT_NE(check.message.zh.find("数据太少"), std::string::npos);
}

TEST(WinValidation, finds_lift_only_where_it_is) {
  int found = 0, there = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    const DrawnDeals nothing = draw_deals({.effects = {0, 0, 0}, .base = -.5, .words = true}, 200, random);
    found += validate_win_model(nothing.table.view(), nothing.outcome).verdict == LiftVerdict::lift ? 1 : 0;
    if (seed >= 20) continue;
    const DrawnDeals signal = draw_deals({.effects = {1, 0, 0}, .base = -.5, .words = true}, 600, random);
    const std::vector<double> days = days_of(600);
    there +=
        validate_win_model(signal.table.view(), signal.outcome, {.time = days}).verdict == LiftVerdict::lift ? 1 : 0;
  }
  RecordProperty("found", found);
  RecordProperty("there", there);
  EXPECT_LE(found, 10);
  EXPECT_GE(there, 19);
}

TEST(WinValidation, calibration_is_adopted_where_it_helps) {
  // Log-odds that bend: a straight line is wrong at both ends, steps are right.
  std::mt19937_64 random(6);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  FeatureTable table;
  std::vector<double> x, outcome, straight;
  for (int i = 0; i < 6000; ++i) {
    x.push_back(normal(random));
    outcome.push_back(uniform(random) < (x.back() < 0 ? .1 : x.back() < 1 ? .15 : .8) ? 1 : 0);
    straight.push_back(uniform(random) < 1 / (1 + std::exp(-x.back())) ? 1 : 0);
  }
  table.add_numbers("x", x);
  const WinModel bent = fit_win_model(table.view(), outcome), line = fit_win_model(table.view(), straight),
                 raw = fit_win_model(table.view(), outcome, {.calibration = CalibrationRule::none});
  EXPECT_EQ(bent.calibration.method, CalibrationMethod::isotonic);
  EXPECT_EQ(line.calibration.method, CalibrationMethod::none);
  EXPECT_LT(*bent.validation.log_loss, *raw.validation.log_loss - .02);
  EXPECT_LT(*bent.validation.calibration.value, .02);
  EXPECT_GT(*raw.validation.calibration.value, .04);
}

// Salespeople, products and accounts of a synthetic pipeline in which nothing tells won from lost deals.
TEST(WinValidation, sales_pipeline_has_no_lift) {
  GUANXI_NEED_SHARED("crm_sales_opportunities/sales_pipeline_full.csv");
  const test::CsvColumns deals(test::shared_data() / "crm_sales_opportunities/sales_pipeline_full.csv");
  const test::CsvColumns teams(test::shared_data() / "crm_sales_opportunities/sales_teams.csv");
  std::map<std::string, std::string> manager_of, region_of;
  for (std::size_t i = 0; i < teams.text("sales_agent").size(); ++i) {
    manager_of[teams.text("sales_agent")[i]] = teams.text("manager")[i];
    region_of[teams.text("sales_agent")[i]] = teams.text("regional_office")[i];
  }
  std::vector<std::optional<std::string>> agent, manager, product, account;
  std::vector<double> outcome, days;
  for (std::size_t i = 0; i < deals.text("deal_stage").size(); ++i) {
    const std::string& stage = deals.text("deal_stage")[i];
    if (stage != "Won" && stage != "Lost") continue;
    outcome.push_back(stage == "Won" ? 1 : 0);
    agent.emplace_back(deals.text("sales_agent")[i]);
    manager.emplace_back(manager_of.at(*agent.back()));
    product.emplace_back(deals.text("product")[i]);
    account.emplace_back(deals.text("account")[i]);
    int year = 0, month = 0, day = 0;
    ASSERT_EQ(std::sscanf(deals.text("close_date")[i].c_str(), "%d-%d-%d", &year, &month, &day), 3);
    days.push_back(Date::from_ymd(year, month, day)->days());
  }
  ASSERT_EQ(outcome.size(), 6711U);
  FeatureTable table;
  table.add_words("product", product)
      .add_words("agent", agent)
      .add_words("manager", manager)
      .add_words("account", account);
  const WinModel model =
      fit_win_model(table.view(), outcome, {.time = days, .groups = {"agent", "manager", "account"}});
  EXPECT_EQ(model.validation.scheme, WinScheme::rolling);
  EXPECT_EQ(model.validation.verdict, LiftVerdict::no_lift);
  EXPECT_EQ(model.state, WinState::no_lift);
  EXPECT_NE(model.message.en.find("No lift over the base rate was found"), std::string::npos) << model.message.en;
  EXPECT_NE(model.message.zh.find("未发现优于基准率的提升"), std::string::npos) << model.message.zh;
  RecordProperty("message", model.message.en);
  for (const WinGroup& group : model.groups) EXPECT_LT(group.deviation, .2) << group.column;
}

}  // namespace
}  // namespace guanxi::score
