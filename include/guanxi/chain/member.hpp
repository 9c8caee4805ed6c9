#pragma once
/// @file
/// One person on a decision chain, put together from all entries that name them.

#include <guanxi/chain/analysis.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

namespace guanxi::chain {

/// Coverage in thirds: none and unknown 0, brief 1, multiple 2, in depth 3.
[[nodiscard]] constexpr int thirds(Coverage coverage) noexcept {
  return coverage == Coverage::in_depth ? 3 : coverage == Coverage::multiple ? 2 : coverage == Coverage::brief ? 1 : 0;
}

/// Somebody on the chain, put together from all entries that name them.
struct Member {
  Person person{};                          ///< who
  std::vector<BuyingRole> roles{};          ///< all that are stated, in the order of the enumeration
  std::optional<int> influence{};           ///< the highest stated, drawn into 0–10
  std::optional<int> support{};             ///< the lowest stated, drawn into -2 – +2
  Coverage coverage = Coverage::unknown;    ///< the best stated
  std::vector<Id<Interaction>> evidence{};  ///< of all entries, sorted

  /// True if one of the roles is stated.
  [[nodiscard]] bool has(std::initializer_list<BuyingRole> wanted) const noexcept {
    return std::find_first_of(roles.begin(), roles.end(), wanted.begin(), wanted.end()) != roles.end();
  }
  /// True for decider, approver and economic buyer.
  [[nodiscard]] bool decides() const noexcept {
    return has({BuyingRole::decider, BuyingRole::approver, BuyingRole::economic_buyer});
  }
  /// Influence, 0 if it is not stated.
  [[nodiscard]] int weight() const noexcept { return influence.value_or(0); }
};

/// Adds an entry to the person it names: the order in which entries are added changes nothing.
inline void merge(Member& member, const Stakeholder& entry) {
  member.roles.insert(member.roles.end(), entry.roles.begin(), entry.roles.end());
  std::sort(member.roles.begin(), member.roles.end());
  member.roles.erase(std::unique(member.roles.begin(), member.roles.end()), member.roles.end());
  if (entry.influence) member.influence = (std::max)(member.weight(), std::clamp(*entry.influence, 0, 10));
  if (entry.support) member.support = (std::min)(member.support.value_or(2), std::clamp(*entry.support, -2, 2));
  const Coverage coverage = entry.coverage.value_or(Coverage::unknown);
  if (member.coverage == Coverage::unknown || thirds(coverage) > thirds(member.coverage)) member.coverage = coverage;
  member.evidence.insert(member.evidence.end(), entry.evidence.begin(), entry.evidence.end());
  std::sort(member.evidence.begin(), member.evidence.end());
}

}  // namespace guanxi::chain
