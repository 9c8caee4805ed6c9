#pragma once
/// @file
/// Tables of deals drawn from a known model, for the tests of models of winning.

#include <guanxi/score/feature_table.hpp>
#include <guanxi/score/win_model.hpp>

#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace guanxi::score {

/// Deals with what happened and how likely that was.
struct DrawnDeals {
  FeatureTable table{};
  std::vector<double> outcome{};
  std::vector<double> truth{};
};

/// How deals are drawn.
struct DrawnModel {
  std::vector<double> effects{};  ///< log-odds for one deviation of each number
  double base = 0;                ///< log-odds
  int teams = 0;                  ///< 0: no column of teams
  double team_deviation = 0;
  double unknown = 0;  ///< share of numbers that are unknown; the truth knows them
  bool words = false;  ///< a column of words of no effect
};

/// Effects of teams.
inline std::vector<double> draw_teams(const DrawnModel& model, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::vector<double> offsets(static_cast<std::size_t>(model.teams));
  for (double& offset : offsets) offset = model.team_deviation * normal(random);
  return offsets;
}

inline DrawnDeals draw_deals(const DrawnModel& model, int rows, std::mt19937_64& random,
                             const std::vector<double>& offsets = {}) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  DrawnDeals deals;
  std::vector<std::vector<double>> numbers(model.effects.size());
  std::vector<std::optional<std::string>> teams, words;
  for (int row = 0; row < rows; ++row) {
    double log_odds = model.base;
    for (std::size_t j = 0; j < numbers.size(); ++j) {
      const double x = normal(random);
      log_odds += model.effects[j] * x;
      numbers[j].push_back(uniform(random) < model.unknown ? std::nan("") : x);
    }
    if (model.teams > 0) {
      const auto team = static_cast<std::size_t>(uniform(random) * model.teams);
      if (!offsets.empty()) log_odds += offsets[team];
      teams.push_back("t" + std::to_string(team));
    }
    if (model.words) words.push_back(uniform(random) < .6 ? "web" : uniform(random) < .9 ? "fair" : "call");
    deals.truth.push_back(1 / (1 + std::exp(-log_odds)));
    deals.outcome.push_back(uniform(random) < deals.truth.back() ? 1 : 0);
  }
  for (std::size_t j = 0; j < numbers.size(); ++j)
    deals.table.add_numbers("x" + std::to_string(j + 1), std::move(numbers[j]));
  if (model.teams > 0) deals.table.add_words("team", teams);
  if (model.words) deals.table.add_words("source", words);
  return deals;
}

/// Deals with unknown numbers, words and teams.
inline DrawnDeals mixed_deals(unsigned seed, int rows = 400) {
  std::mt19937_64 random(seed);
  const DrawnModel drawn{.effects = {1, -.5}, .teams = 3, .team_deviation = .5, .unknown = .1, .words = true};
  return draw_deals(drawn, rows, random, draw_teams(drawn, random));
}

}  // namespace guanxi::score
