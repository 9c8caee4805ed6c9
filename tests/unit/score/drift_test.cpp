#include <gtest/gtest.h>
#include <guanxi/score/drift.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "win_cases.hpp"

namespace guanxi::score {
namespace {

bool has_finding(const Drift& drift, std::string_view code) {
  return std::any_of(drift.findings.begin(), drift.findings.end(),
                     [code](const Finding& finding) { return finding.code == code && !finding.remedy.en.empty(); });
}

struct DriftCase {
  DrawnDeals deals;
  WinModel model;
};

DriftCase drift_case() {
  std::mt19937_64 random(1);
  const DrawnModel drawn{.effects = {1, .5}, .base = -1, .teams = 3, .team_deviation = .5, .words = true};
  DriftCase made{draw_deals(drawn, 2000, random, {-.3, 0, .4}), {}};
  made.model = fit_win_model(made.deals.table.view(), made.deals.outcome, {.groups = {"team"}});
  return made;
}

TEST(Drift, the_table_of_the_fit_has_not_moved) {
  const DriftCase made = drift_case();
  const Drift drift = check_drift(made.model, made.deals.table.view(), made.deals.outcome);
  EXPECT_EQ(drift.band, DriftBand::stable);
  EXPECT_TRUE(drift.findings.empty());
  ASSERT_EQ(drift.columns.size(), 4U);
  for (const ColumnDrift& column : drift.columns) EXPECT_NEAR(*column.value, 0, 1e-12);
  EXPECT_NEAR(*drift.predicted.value, 0, 1e-12);
  EXPECT_NEAR(*drift.outcome.ratio, 1, .05);
  EXPECT_LT(*drift.outcome.low, 1);
  EXPECT_GT(*drift.outcome.high, 1);
}

TEST(Drift, index_is_that_of_psi) {
  const DriftCase made = drift_case();
  std::mt19937_64 random(2);
  for (int run = 0; run < 200; ++run) {
    DrawnDeals later = draw_deals({.effects = {1, .5}, .teams = 3, .words = true}, 30 + run, random, {0, 0, 0});
    for (double& x : later.table.columns[0].numbers) x = x * (1 + run / 100.0) + run / 200.0;
    const Drift drift = check_drift(made.model, later.table.view());
    const Stability slow =
        psi(made.deals.table.columns[0].numbers, later.table.columns[0].numbers, {.edges = made.model.shares[0].edges});
    ASSERT_NEAR(*drift.columns[0].value, *slow.value, 1e-9) << run;
    ASSERT_EQ(drift.columns[0].band, *slow.value < .1    ? DriftBand::stable
                                     : *slow.value < .25 ? DriftBand::moved
                                                         : DriftBand::shifted);
  }
}

TEST(Drift, tells_what_moved) {
  const DriftCase made = drift_case();
  FeatureTable table = made.deals.table;
  for (double& x : table.columns[0].numbers) x += 2;
  for (std::size_t i = 0; i < 2000; i += 2) table.columns[1].numbers[i] = std::numeric_limits<double>::quiet_NaN();
  table.columns[3].levels[0] = "brand new";
  const Drift drift = check_drift(made.model, table.view(), made.deals.outcome);
  EXPECT_EQ(drift.band, DriftBand::shifted);
  EXPECT_TRUE(has_finding(drift, "score.drift_column"));
  EXPECT_TRUE(has_finding(drift, "score.drift_unseen"));
  EXPECT_TRUE(has_finding(drift, "score.drift_predicted"));
  EXPECT_TRUE(has_finding(drift, "score.drift_outcome"));
  EXPECT_EQ(drift.columns[1].unknown_now, .5);
  EXPECT_EQ(drift.columns[1].band, DriftBand::shifted);
  const auto source = std::find_if(drift.columns.begin(), drift.columns.end(),
                                   [](const ColumnDrift& column) { return column.column == "source"; });
  ASSERT_NE(source, drift.columns.end());
  EXPECT_EQ(source->unseen, std::vector<std::string>{"brand new"});
  EXPECT_GT(source->unseen_share, .2);
}

TEST(Drift, outcomes_by_hand) {
  // A model that answers .2 for all: 10 rows of which 4 are won and 2 open. Expected 1.6, ratio 2.5,
  // half-width 1.96 √(8 · .16) / 1.6 = 1.3859.
  FeatureTable table;
  table.add_numbers("x1", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  WinModel model{.state = WinState::prior_only, .baseline = std::log(.25), .baseline_error = 1, .rows = 10};
  model.shares = {{.column = "x1", .edges = {5}, .shares = {.5, .5}}};
  model.predicted = {.shares = {1}};
  const double open = std::numeric_limits<double>::quiet_NaN();
  const Drift drift = check_drift(model, table.view(), std::vector<double>{1, 1, 1, 1, 0, 0, 0, 0, open, open});
  EXPECT_EQ(drift.outcome.rows, 8);
  EXPECT_NEAR(*drift.outcome.ratio, 2.5, 1e-9);
  EXPECT_NEAR(*drift.outcome.low, 2.5 - 1.3859, 1e-4);
  EXPECT_NEAR(*drift.outcome.high, 2.5 + 1.3859, 1e-4);
  EXPECT_NEAR(*drift.outcome.brier, .34, 1e-12);  // (4 · .64 + 4 · .04) / 8
  EXPECT_TRUE(has_finding(drift, "score.drift_outcome"));
}

TEST(Drift, without_anything_to_compare_it_says_so) {
  const DriftCase made = drift_case();
  FeatureTable empty;
  empty.add_numbers("x1", {}).add_numbers("x2", {}).add_words("team", {}).add_words("source", {});
  EXPECT_TRUE(has_finding(check_drift(made.model, empty.view()), "score.drift_unknown"));
  EXPECT_TRUE(has_finding(check_drift(WinModel(), made.deals.table.view()), "score.drift_unknown"));
  EXPECT_THROW((void)check_drift(made.model, made.deals.table.view(), std::vector<double>{1}), ArgumentError);
  EXPECT_THROW((void)check_drift(made.model, made.deals.table.view(), std::vector<double>(2000, .5)), ArgumentError);
}

}  // namespace
}  // namespace guanxi::score
