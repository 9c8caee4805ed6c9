#pragma once
/// @file
/// How well we know the people who matter, and whether they are for us.

#include <guanxi/chain/network.hpp>

#include <optional>
#include <span>
#include <vector>

namespace guanxi::chain {

/// Sums over the members that the shares of influence are made of; whole numbers, so that no order changes them.
struct InfluenceSums {
  int influence{};         ///< Σ influence
  int covered_thirds{};    ///< Σ influence · coverage in thirds
  int unknown{};           ///< Σ influence of those whose coverage is unknown
  int support{};           ///< Σ influence · support
  int against{};           ///< the part of it that is below 0, as a positive number
  int attitude{};          ///< Σ influence of those with stated support and coverage from brief
  int attitude_at_best{};  ///< the same if everything unknown were stated and covered
};

/// Adds up a network.
[[nodiscard]] inline InfluenceSums sum_influence(std::span<const Member> members) noexcept {
  InfluenceSums sums;
  for (const Member& member : members) {
    const int weight = member.weight(), covered = thirds(member.coverage);
    const bool unknown = member.coverage == Coverage::unknown;
    sums.influence += weight;
    sums.covered_thirds += weight * covered;
    sums.unknown += unknown ? weight : 0;
    sums.support += weight * member.support.value_or(0);
    sums.against += weight * (std::max)(0, -member.support.value_or(0));
    sums.attitude += member.support && covered > 0 ? weight : 0;
    sums.attitude_at_best += unknown || covered > 0 ? weight : 0;
  }
  return sums;
}

/// Coverage = Σ influence · coverage / Σ influence.
/// @return  unset if all influence is 0
[[nodiscard]] inline std::optional<Ratio> coverage_of(const InfluenceSums& sums) noexcept {
  if (sums.influence == 0) return std::nullopt;
  return Ratio::clamped(static_cast<double>(sums.covered_thirds) / (3.0 * sums.influence));
}

/// Net support = Σ influence · support / (2 Σ influence), in [-1, 1]; support that is not stated counts as neutral.
/// @return  unset if all influence is 0
[[nodiscard]] inline std::optional<double> net_support_of(const InfluenceSums& sums) noexcept {
  if (sums.influence == 0) return std::nullopt;
  return static_cast<double>(sums.support) / (2.0 * sums.influence);
}

/// True if a rule counts somebody as a key player.
[[nodiscard]] inline bool is_key_player(const Member& member, const AnalyzeOptions& options) noexcept {
  const bool role = member.decides(), influence = member.influence && *member.influence >= options.key_influence;
  switch (options.key_player) {
    case KeyPlayerRule::role:
      return role;
    case KeyPlayerRule::influence:
      return influence;
    case KeyPlayerRule::role_and_influence:
      return role && influence;
    case KeyPlayerRule::role_or_influence:
      break;
  }
  return role || influence;
}

/// Whom we should know better.
/// @return  by influence · (1 − coverage), widest first, then by id; nobody with a gap of 0
[[nodiscard]] inline std::vector<CoverageGap> coverage_gaps(std::span<const Member> members,
                                                            const AnalyzeOptions& options) {
  std::vector<CoverageGap> gaps;
  for (const Member& member : members)
    if (const int open = member.weight() * (3 - thirds(member.coverage)); open > 0)
      gaps.push_back({member.person, member.weight(), member.coverage, open / 3.0, is_key_player(member, options)});
  std::stable_sort(gaps.begin(), gaps.end(), [](const CoverageGap& a, const CoverageGap& b) { return a.gap > b.gap; });
  return gaps;
}

/// True if at most one person is known better than briefly.
[[nodiscard]] inline bool is_single_thread(std::span<const Member> members) noexcept {
  return std::count_if(members.begin(), members.end(),
                       [](const Member& member) { return thirds(member.coverage) >= 2; }) <= 1;
}

}  // namespace guanxi::chain
