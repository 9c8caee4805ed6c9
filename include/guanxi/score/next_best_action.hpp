#pragma once
/// @file
/// What to try next: upper confidence bounds of actions, without features (UCB1).

#include <guanxi/core/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// What has come of an action so far.
struct ActionTally {
  std::string action{};  ///< its name, none twice
  std::int64_t tries{};  ///< how often it was done, >= 0
  double reward{};       ///< sum of what it brought, finite
  bool operator==(const ActionTally&) const = default;
};

/// How sure the bounds are.
struct UcbOptions {
  double alpha =
      1;  ///< weight of what is unsure against the mean. Default 1. Requires finite, >= 0; 0 takes the best mean.
};

/// An action with its place.
struct RankedAction {
  int rank{};                     ///< from 1, none twice
  std::string action{};           ///< its name
  std::int64_t tries{};           ///< how often it was done
  double mean{};                  ///< expected reward; 0 for an action never tried
  double bonus{};                 ///< what is added because it is unsure; 0 if there is no score
  std::optional<double> score{};  ///< mean + bonus; unset for an action never tried where that has no bound
  bool operator==(const RankedAction&) const = default;
};

/// Counts decisions and what they brought.
/// @param decisions  name of the action taken, one for each decision
/// @param rewards    what each brought, finite
/// @param actions    further actions that can be taken, tried or not; may be empty
/// @return  every action once, by the bytes of its name
/// @throws  ArgumentError  `argument.rewards` for another length or a number that is not finite, `argument.action` for
/// an empty name
/// @cost    n log n; no shared state, any thread may call it
[[nodiscard]] std::vector<ActionTally> tally_actions(std::span<const std::string> decisions,
                                                     std::span<const double> rewards,
                                                     std::span<const std::string> actions = {});

/// Ranks actions by mean + α √(2 ln N / n), N being all tries and n those of the action (UCB1).
/// @param tallies  of the actions, in any order
/// @param options  α
/// @return  actions never tried first, then the highest score; ties by the bytes of the name; empty for no actions
/// @throws  ArgumentError  `argument.action` for an empty name or one used twice, `argument.tries` for a negative
/// count, `argument.rewards` for a sum that is not finite or one without tries, `argument.range` for a bad α
/// @cost    n log n; no shared state, any thread may call it
/// @source  Auer, Cesa-Bianchi, Fischer (2002), Machine Learning 47:235, doi 10.1023/A:1013689704352;
/// docs/methods/uplift.md
/// @limits  the promise of the source holds for rewards in [0, 1] and α = 1; scale other rewards
[[nodiscard]] std::vector<RankedAction> ucb1(std::span<const ActionTally> tallies, const UcbOptions& options = {});

}  // namespace guanxi::score
