#pragma once
/// @file
/// The whole analysis of a decision chain.

#include <guanxi/chain/articulation.hpp>
#include <guanxi/chain/clarity.hpp>
#include <guanxi/chain/cycles.hpp>
#include <guanxi/chain/status.hpp>

namespace guanxi::chain {

namespace detail {

inline void add_people(ChainAnalysis& analysis, std::span<const Member> members) {
  for (const Member& member : members) {
    analysis.people.push_back(member.person);
    if (member.coverage == Coverage::unknown) analysis.coverage_unknown.push_back(member.person);
    if (!member.support) analysis.support_unknown.push_back(member.person);
    if (!member.influence) analysis.influence_unknown.push_back(member.person);
  }
}

inline void add_conflicts(ChainAnalysis& analysis, const Network& network) {
  auto pairs = network.edges([](const Link& link) { return link.kind == TieKind::conflicts_with; });
  for (Edge& pair : pairs)
    if (pair.to < pair.from) std::swap(pair.from, pair.to);
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (const Edge& pair : pairs)
    analysis.conflicts.push_back({network.members[pair.from].person, network.members[pair.to].person});
}

inline void add_single_points(ChainAnalysis& analysis, const Network& network) {
  const auto ways = network.edges([](const Link& link) { return link.kind != TieKind::conflicts_with; });
  for (const std::size_t point : articulation_points(network.members.size(), ways))
    analysis.single_points.push_back(network.members[point].person);
}

inline void add_reporting_cycles(ChainAnalysis& analysis, const Network& network) {
  const auto lines = network.edges([](const Link& link) { return link.kind == TieKind::reports_to; });
  for (const std::vector<std::size_t>& cycle : cycles(network.members.size(), lines)) {
    std::vector<Person> people;
    std::string names;
    for (const std::size_t member : cycle) {
      people.push_back(network.members[member].person);
      names += people.back().name + " → ";
    }
    names += people.front().name;
    analysis.reporting_cycles.push_back(std::move(people));
    analysis.findings.push_back(make_finding(
        finding_code("chain.reporting_cycle"),
        {.kind = "decision_chain", .record = analysis.chain.uuid, .field = "ties", .detail = {names, names}}));
  }
}

inline ChainState state_of(const Network& network, const InfluenceSums& sums) noexcept {
  return network.members.empty() ? ChainState::empty
         : sums.influence == 0   ? ChainState::no_influence
                                 : ChainState::enough;
}

}  // namespace detail

/// Who decides, whom we know, who is for us, and what is at risk, as of one day.
/// @param chain    people and ties; their order changes nothing
/// @param options  day, rules, weights, and contacts for names; influence outside 0–10 and support outside ±2 count as
/// the nearer end
/// @return  an answer for any chain; `state` says if it is empty or nobody has influence; no number is made up then
/// @throws  ArgumentError  `argument.weight` for a weight that is negative or no number, or if none is above 0
/// @cost    n log n in people and ties, times the contacts for names; no shared state, any thread may call it
/// @source  docs/methods/chain.md
[[nodiscard]] inline ChainAnalysis analyze(const DecisionChain& chain, const AnalyzeOptions& options) {
  Network network = network_of(chain, options);
  const InfluenceSums sums = sum_influence(network.members);
  ChainAnalysis analysis{.chain = chain.id, .opportunity = chain.opportunity_id, .as_of = options.as_of};
  analysis.state = detail::state_of(network, sums);
  detail::add_people(analysis, network.members);
  analysis.key_players = key_players_of(network.members, options);
  analysis.level = level_of(network.members.size(), analysis.key_players);
  analysis.status = status_of(analysis.key_players);
  analysis.status_reasons = status_reasons(analysis.status, network.members.size(), analysis.key_players);
  analysis.coverage = coverage_of(sums);
  analysis.gaps = coverage_gaps(network.members, options);
  analysis.net_support = net_support_of(sums);
  analysis.clarity_parts = clarity_parts_of(network);
  analysis.clarity = clarity_of(network, options);
  analysis.single_thread = is_single_thread(network.members);
  analysis.findings = std::move(network.findings);
  detail::add_single_points(analysis, network);
  detail::add_reporting_cycles(analysis, network);
  detail::add_conflicts(analysis, network);
  return analysis;
}

}  // namespace guanxi::chain
