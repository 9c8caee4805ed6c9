#include <gtest/gtest.h>
#include <guanxi/score/win_model.hpp>

#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>

#include "win_cases.hpp"

namespace guanxi::score {
namespace {

// What is drawn anew in each run of a simulation; docs/methods/win_model.md lists the same truths.
struct CoverageTruth {
  const char* name;
  std::vector<double> effects;
  double scatter;         // of effects around these
  double base_deviation;  // of the base log-odds around 0
  int teams;
  double team_deviation;
  WinPrior prior;
  double least, most;  // allowed coverage of intervals of 90 %
};

WinPrior prior_of_effects(double base_rate, double weight, const std::vector<double>& effects) {
  WinPrior prior{.base_rate = base_rate, .weight = weight};
  for (std::size_t j = 0; j < effects.size(); ++j)
    prior.coefficients.push_back({"x" + std::to_string(j + 1), effects[j]});
  return prior;
}

// Share of intervals that hold the true probability of new deals, learnt from 10 won and 10 lost.
double coverage_of(const CoverageTruth& truth, int runs) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  double held = 0, all = 0;
  for (int run = 0; run < runs; ++run) {
    DrawnModel model{.teams = truth.teams, .team_deviation = truth.team_deviation};
    DrawnDeals deals;
    std::vector<double> offsets;
    do {  // truths that give 10 won and 10 lost
      model.effects = truth.effects;
      for (double& effect : model.effects) effect += truth.scatter * normal(random);
      model.base = truth.base_deviation * normal(random);
      offsets = draw_teams(model, random);
      deals = draw_deals(model, 20, random, offsets);
    } while (std::accumulate(deals.outcome.begin(), deals.outcome.end(), 0.0) != 10);
    WinOptions options{.prior = truth.prior, .folds = 0};
    if (truth.teams > 0) options.groups = {"team"};
    const WinModel fitted = fit_win_model(deals.table.view(), deals.outcome, options);
    const DrawnDeals fresh = draw_deals(model, 20, random, offsets);
    const WinIntervals told = predict_intervals(fitted, fresh.table.view());
    for (std::size_t i = 0; i < 20; ++i)
      held += told.low[i] <= fresh.truth[i] && fresh.truth[i] <= told.high[i] ? 1 : 0;
    all += 20;
  }
  return held / all;
}

class WinCoverage : public testing::TestWithParam<CoverageTruth> {};

TEST_P(WinCoverage, ten_won_and_ten_lost) {
  const double coverage = coverage_of(GetParam(), 500);
  RecordProperty("coverage", std::to_string(coverage));
  std::printf("coverage %s %.3f\n", GetParam().name, coverage);
  EXPECT_GE(coverage, GetParam().least);
  EXPECT_LE(coverage, GetParam().most);
}

// Nothing to learn, and a prior that is exactly right, are covered more often than asked: shrinkage then costs nothing.
const CoverageTruth coverage_truths[] = {
    {"effects_of_half", {0, 0, 0}, .5, 1.2, 0, 0, {}, .86, .94},
    {"effects_of_one", {0, 0, 0}, 1, 1.2, 0, 0, {}, .86, .94},
    {"effects_fixed", {.6, -.6, 0}, 0, 1.2, 0, 0, {}, .86, .94},
    {"effects_strong", {1.5, -1, .5}, 0, 1.2, 0, 0, {}, .86, .94},
    {"prior_right", {.6, -.6, .3}, .5, .447, 0, 0, prior_of_effects(.5, 20, {.6, -.6, .3}), .86, .94},
    {"prior_wrong_signs", {.6, -.6, .3}, 0, .447, 0, 0, prior_of_effects(.5, 20, {-.6, .6, -.3}), .86, .94},
    {"prior_wrong_base", {.6, -.6, .3}, 0, .447, 0, 0, prior_of_effects(.3, 10, {}), .86, .94},
    {"teams", {.5, 0}, 0, 1.2, 4, .7, {}, .86, .95},
    {"teams_strong", {}, 0, 1.2, 4, 1.2, {}, .86, .94},
    {"nothing_to_learn", {0, 0, 0}, 0, 1.2, 0, 0, {}, .86, .99},
    {"teams_alike", {.5, 0}, 0, 1.2, 4, 0, {}, .86, .99},
    {"prior_exact", {.6, -.6, .3}, 0, .447, 0, 0, prior_of_effects(.5, 20, {.6, -.6, .3}), .86, .99},
};

INSTANTIATE_TEST_SUITE_P(score, WinCoverage, testing::ValuesIn(coverage_truths),
                         [](const auto& about) { return about.param.name; });

TEST(WinIntervals, hold_at_every_level_with_much_data) {
  std::mt19937_64 random(12);
  double held[3] = {}, all = 0;
  const double levels[3] = {.5, .8, .95};
  for (int run = 0; run < 60; ++run) {
    const DrawnModel model{.effects = {.8, -.4, 0}, .base = -1};
    const DrawnDeals deals = draw_deals(model, 500, random), fresh = draw_deals(model, 100, random);
    const WinModel fitted = fit_win_model(deals.table.view(), deals.outcome, {.folds = 0});
    for (std::size_t l = 0; l < 3; ++l) {
      const WinIntervals told = predict_intervals(fitted, fresh.table.view(), {.level = levels[l]});
      for (std::size_t i = 0; i < 100; ++i)
        held[l] += told.low[i] <= fresh.truth[i] && fresh.truth[i] <= told.high[i] ? 1 : 0;
    }
    all += 100;
  }
  for (std::size_t l = 0; l < 3; ++l) EXPECT_NEAR(held[l] / all, levels[l], .06);
}

}  // namespace
}  // namespace guanxi::score
