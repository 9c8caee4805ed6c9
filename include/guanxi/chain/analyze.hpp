#pragma once
/// @file
/// The whole analysis of a decision chain.

#include <guanxi/chain/articulation.hpp>
#include <guanxi/chain/clarity.hpp>
#include <guanxi/chain/conflict.hpp>
#include <guanxi/chain/cycles.hpp>
#include <guanxi/chain/meeting.hpp>
#include <guanxi/chain/power.hpp>
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

inline void add_support(ChainAnalysis& analysis, const Network& network, const InfluenceSums& sums,
                        const AnalyzeOptions& options) {
  analysis.support.net = net_support_of(sums);
  analysis.support.outlooks = outlooks(network, options);
  if (sums.influence == 0) return;
  const double whole = 2.0 * sums.influence;
  analysis.support.in_favor = (sums.support + sums.against) / whole;
  analysis.support.against = sums.against / whole;
  double expected = 0;
  for (std::size_t i = 0; i < network.members.size(); ++i)
    expected += network.members[i].weight() * analysis.support.outlooks[i].expected;
  analysis.support.expected = expected / whole;
}

inline void add_ways(ChainAnalysis& analysis, const Network& network, const AnalyzeOptions& options) {
  const std::vector<Introduction> to_all = introductions_to_all(network, options);
  analysis.introductions = introductions(to_all, analysis.key_players);
  analysis.next_meetings = next_meetings(network, to_all, options);
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
/// @throws  ArgumentError  `argument.weight` for a weight that is negative or no number, or if none is above 0;
/// `argument.susceptibility`, `argument.unknown_strength`, `argument.meeting` for those outside their range
/// @cost    people · (people + ties), and the contacts for names; no shared state, any thread may call it
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
  detail::add_support(analysis, network, sums, options);
  analysis.clarity_parts = clarity_parts_of(network);
  analysis.clarity = clarity_of(network, options);
  analysis.single_thread = is_single_thread(network.members);
  analysis.findings = std::move(network.findings);
  detail::add_single_points(analysis, network);
  detail::add_reporting_cycles(analysis, network);
  analysis.conflicts = conflicts_of(network, options);
  analysis.power = power_structure(network);
  detail::add_ways(analysis, network, options);
  return analysis;
}

}  // namespace guanxi::chain
