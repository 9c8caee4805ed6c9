#include <guanxi/score/next_best_action.hpp>

#include <map>
#include <set>

#include "ranked_actions.hpp"

namespace guanxi::score {

namespace {

void check_tallies(std::span<const ActionTally> tallies) {
  std::set<std::string_view> names;
  for (const ActionTally& one : tallies) {
    actions::check_name(one.action);
    actions::check_reward(one.reward);
    if (!names.insert(one.action).second)
      throw ArgumentError("argument.action", "every action must be there once, found " + one.action + " twice");
    if (one.tries < 0)
      throw ArgumentError("argument.tries",
                          "tries of " + one.action + " must be 0 or more, found " + std::to_string(one.tries));
    if (one.tries == 0 && one.reward != 0)
      throw ArgumentError("argument.rewards", "an action never tried must have reward 0, found " +
                                                  std::to_string(one.reward) + " of " + one.action);
  }
}

}  // namespace

std::vector<ActionTally> tally_actions(std::span<const std::string> decisions, std::span<const double> rewards,
                                       std::span<const std::string> actions) {
  actions::check_decisions(decisions, rewards, actions);
  std::map<std::string, ActionTally> tallies;
  for (const std::string& action : actions) tallies[action].action = action;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    ActionTally& tally = tallies[decisions[i]];
    tally.action = decisions[i];
    ++tally.tries;
    tally.reward += rewards[i];
  }
  std::vector<ActionTally> sorted;
  for (auto& [name, tally] : tallies) sorted.push_back(std::move(tally));
  return sorted;
}

std::vector<RankedAction> ucb1(std::span<const ActionTally> tallies, const UcbOptions& options) {
  actions::check_alpha(options.alpha);
  check_tallies(tallies);
  double all = 0;
  for (const ActionTally& one : tallies) all += static_cast<double>(one.tries);
  std::vector<RankedAction> ranked;
  for (const ActionTally& one : tallies) {
    RankedAction action{.action = one.action, .tries = one.tries};
    if (one.tries > 0) {
      const auto tries = static_cast<double>(one.tries);
      action.mean = one.reward / tries;
      action.bonus = options.alpha * std::sqrt(2 * std::log(all) / tries);
      action.score = action.mean + action.bonus;
    }
    ranked.push_back(std::move(action));
  }
  actions::number_actions(ranked, true);
  return ranked;
}

}  // namespace guanxi::score
