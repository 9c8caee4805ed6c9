#pragma once
/// @file
/// What UCB1 and LinUCB share.

#include <guanxi/core/error.hpp>
#include <guanxi/score/next_best_action.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace guanxi::score::actions {

inline void check_alpha(double alpha) {
  if (!(std::isfinite(alpha) && alpha >= 0))
    throw ArgumentError("argument.range", "alpha must be a finite number from 0, found " + std::to_string(alpha));
}

inline void check_name(const std::string& action) {
  if (action.empty()) throw ArgumentError("argument.action", "every action must have a name, found one without");
}

inline void check_reward(double reward) {
  if (!std::isfinite(reward))
    throw ArgumentError("argument.rewards", "rewards must be finite, found " + std::to_string(reward));
}

/// Checks that there are as many rewards as decisions, and names.
inline void check_decisions(std::span<const std::string> decisions, std::span<const double> rewards,
                            std::span<const std::string> further) {
  if (rewards.size() != decisions.size())
    throw ArgumentError("argument.rewards", "rewards must be " + std::to_string(decisions.size()) +
                                                ", one for each decision, found " + std::to_string(rewards.size()));
  for (const double reward : rewards) check_reward(reward);
  for (const std::string& action : decisions) check_name(action);
  for (const std::string& action : further) check_name(action);
}

/// Sorts and numbers: untried ones first if asked for, then the highest score, then by name.
inline void number_actions(std::vector<RankedAction>& ranked, bool untried_first) {
  std::sort(ranked.begin(), ranked.end(), [untried_first](const RankedAction& a, const RankedAction& b) {
    if (untried_first && (a.tries == 0) != (b.tries == 0)) return a.tries == 0;
    if (a.score != b.score) return a.score > b.score;
    return a.action < b.action;
  });
  for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i].rank = static_cast<int>(i + 1);
}

}  // namespace guanxi::score::actions
