#pragma once
/// @file
/// How far we have got with an account and how a deal stands, by the people on whom it hangs.

#include <guanxi/chain/coverage.hpp>

#include <span>
#include <string>
#include <vector>

namespace guanxi::chain {

/// The key players of a network.
/// @return  by influence, largest first, then by id
[[nodiscard]] inline std::vector<KeyPlayer> key_players_of(std::span<const Member> members,
                                                           const AnalyzeOptions& options) {
  std::vector<KeyPlayer> players;
  for (const Member& member : members) {
    if (!is_key_player(member, options)) continue;
    players.push_back({.person = member.person,
                       .roles = member.roles,
                       .influence = member.influence,
                       .support = member.support,
                       .coverage = member.coverage,
                       .decides = member.decides(),
                       .supportive = member.support && *member.support >= options.supportive_from,
                       .covered = thirds(member.coverage) >= thirds(options.covered_from)});
  }
  std::stable_sort(players.begin(), players.end(), [](const KeyPlayer& a, const KeyPlayer& b) {
    return a.influence.value_or(0) > b.influence.value_or(0);
  });
  return players;
}

/// 0 nobody known, 1 people known, 2 a key player known, 3 a supportive key player.
[[nodiscard]] inline AccountLevel level_of(std::size_t people, std::span<const KeyPlayer> players) noexcept {
  if (people == 0) return AccountLevel::nobody_known;
  if (players.empty()) return AccountLevel::people_known;
  const bool supported =
      std::any_of(players.begin(), players.end(), [](const KeyPlayer& player) { return player.supportive; });
  return supported ? AccountLevel::key_player_supports : AccountLevel::key_player_known;
}

/// Red: no supportive key player; amber: at least one; green: one of them decides (decider, approver, economic buyer).
[[nodiscard]] inline DealStatus status_of(std::span<const KeyPlayer> players) noexcept {
  DealStatus status = DealStatus::red;
  for (const KeyPlayer& player : players) {
    if (player.supportive && player.decides) return DealStatus::green;
    if (player.supportive) status = DealStatus::amber;
  }
  return status;
}

namespace detail {

inline std::string signed_number(int number) {
  return number > 0 ? "+" + std::to_string(number) : std::to_string(number);
}

inline Message why_key(const KeyPlayer& player) {
  for (const BuyingRole role : player.roles)
    if (role == BuyingRole::decider || role == BuyingRole::approver || role == BuyingRole::economic_buyer)
      return to_message(label_of(role));
  const std::string influence = std::to_string(player.influence.value_or(0));
  return {"影响力 " + influence, "influence " + influence};
}

inline Message player_reason(const KeyPlayer& player) {
  const Message why = why_key(player);
  const Message who{player.person.name + "（" + why.zh + "）", player.person.name + " (" + why.en + ")"};
  if (player.supportive) {
    const std::string support = signed_number(*player.support);
    return {who.zh + "支持我方（" + support + "）", who.en + " supports us (" + support + ")"};
  }
  const std::string support = player.support ? signed_number(*player.support) : "";
  const Message attitude = player.support
                               ? Message{"尚不支持我方（" + support + "）", " does not support us (" + support + ")"}
                               : Message{"态度不明", "'s attitude is unknown"};
  return {who.zh + attitude.zh + (player.covered ? "，已有接触" : "，尚无接触"),
          who.en + attitude.en + (player.covered ? ", with cover" : ", without cover")};
}

}  // namespace detail

/// Why a deal stands as it does: the rule that decided, then the key players one by one, supportive ones first.
[[nodiscard]] inline std::vector<Message> status_reasons(DealStatus status, std::size_t people,
                                                         std::span<const KeyPlayer> players) {
  std::vector<Message> reasons;
  if (people == 0) {
    reasons.push_back({"决策链上还没有人", "nobody is known on the decision chain"});
  } else if (players.empty()) {
    reasons.push_back({"还没有找到关键人", "no key player has been found"});
  } else {
    reasons.push_back(to_message(label_of(status)));
  }
  for (const bool supportive : {true, false})
    for (const KeyPlayer& player : players)
      if (player.supportive == supportive) reasons.push_back(detail::player_reason(player));
  return reasons;
}

}  // namespace guanxi::chain
