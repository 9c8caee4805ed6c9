#pragma once
/// @file
/// What a decision-chain analysis may be told.

#include <guanxi/core/value.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/decision_chain.hpp>

#include <span>

namespace guanxi::chain {

/// Who counts as a key player. Deciding roles are decider, approver and economic buyer.
enum class KeyPlayerRule {
  role_or_influence,  ///< a deciding role, or influence from the threshold
  role,               ///< a deciding role
  influence,          ///< influence from the threshold
  role_and_influence  ///< both
};

}  // namespace guanxi::chain
namespace guanxi {

template <>
struct Words<chain::KeyPlayerRule> {
  static constexpr EnumWord table[] = {
      word(chain::KeyPlayerRule::role_or_influence, "role_or_influence", {"角色或影响力", "Role or influence"}),
      word(chain::KeyPlayerRule::role, "role", {"角色", "Role"}),
      word(chain::KeyPlayerRule::influence, "influence", {"影响力", "Influence"}),
      word(chain::KeyPlayerRule::role_and_influence, "role_and_influence", {"角色与影响力", "Role and influence"}),
  };
};

}  // namespace guanxi
namespace guanxi::chain {

/// How much each part counts in clarity; each finite and >= 0, one of them above 0, scaled to sum 1.
struct ClarityWeights {
  double decider = .30;    ///< the decider is named
  double sides = .20;      ///< somebody is known on each of three sides: using, technical, purchasing
  double coverage = .25;   ///< how well we know people, by influence
  double attitudes = .15;  ///< for what share of influence the attitude is known
  double linked = .10;     ///< what share of the others has a path to a decider
};

/// What a meeting is expected to bring.
struct MeetingOptions {
  double clarity = .5;      ///< points of gain for a point of clarity, finite and >= 0
  double support = .5;      ///< points of gain for a point of expected support, finite and >= 0
  double persuasion = .25;  ///< probability that a meeting raises support by one, in [0, 1]
  double cold_access = .1;  ///< probability of a meeting to which nobody introduces us, in [0, 1]
};

/// How a decision chain is read.
struct AnalyzeOptions {
  Date as_of{};                                                 ///< only people and ties valid on this day count
  KeyPlayerRule key_player = KeyPlayerRule::role_or_influence;  ///< who counts as a key player
  int key_influence = 7;                                        ///< threshold of that rule, 0–10
  int supportive_from = 1;                                      ///< support from which somebody is for us, -2 – +2
  Coverage covered_from = Coverage::brief;                      ///< coverage from which a key player is covered
  ClarityWeights weights{};                                     ///< of the parts of clarity
  double susceptibility = .5;    ///< how far people follow those who act on them, in [0, 1)
  double unknown_strength = .5;  ///< of a tie that states none, in [0, 1]
  bool conflicts_repel = false;  ///< true: people at odds drive each other's attitudes apart
  MeetingOptions meeting{};      ///< what a meeting is expected to bring
  std::span<const Contact>
      contacts{};  ///< names for messages, and reporting lines where the chain states none; may be empty
};

}  // namespace guanxi::chain
