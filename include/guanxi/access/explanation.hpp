#pragma once
/// @file
/// Why an action is allowed or not.

#include <guanxi/access/action.hpp>
#include <guanxi/core/label.hpp>

#include <string>
#include <vector>

namespace guanxi::access {

/// What connects a reader to a customer, so that an action is allowed.
enum class Tie { nothing, program, everything, own, absence, reports, team_member, team_customer, share };

/// A decision with its reasons.
struct Explanation {
  bool allowed{};      ///< as decided
  Tie tie{};           ///< what granted it, the first in the order of Tie; `nothing` if it is not allowed
  Reach reach{};       ///< how far the reader's roles extend the action
  std::string role{};  ///< the role that extends it so far, the first if there are several; empty without one
  std::vector<Message> sentences{};  ///< for the reader, see `Policy::explain`
  bool operator==(const Explanation&) const = default;
};

}  // namespace guanxi::access

namespace guanxi {

template <>
struct Words<access::Tie> {
  using Tie = access::Tie;
  static constexpr EnumWord table[] = {
      word(Tie::nothing, "nothing", {"没有关系", "No tie"}),
      word(Tie::program, "program", {"系统程序", "A program"}),
      word(Tie::everything, "everything", {"可及全部客户", "Reaches all customers"}),
      word(Tie::own, "own", {"本人负责", "Own customer"}),
      word(Tie::absence, "absence", {"代理缺勤同事", "Stands in for the owner"}),
      word(Tie::reports, "reports", {"下属负责", "The owner reports to the reader"}),
      word(Tie::team_member, "team_member", {"所带团队的成员负责", "The owner belongs to a team of the reader"}),
      word(Tie::team_customer, "team_customer", {"所带团队的客户", "Kept by a team of the reader"}),
      word(Tie::share, "share", {"已共享", "Shared with the reader"}),
  };
};

}  // namespace guanxi
