#pragma once
/// @file
/// The best way to somebody through people whom we know.

#include <guanxi/chain/coverage.hpp>
#include <guanxi/chain/outlook.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace guanxi::chain {

namespace detail {

struct Way {
  double strength = 0;
  std::size_t steps = 0;
  std::vector<std::size_t> path{};
};

// Stronger, then fewer steps, then smaller ids; strengths that differ by rounding are equal.
inline bool better(const Way& one, const Way& other) {
  if (one.strength > other.strength * (1 + 1e-12)) return true;
  if (other.strength > one.strength * (1 + 1e-12)) return false;
  return std::tie(one.steps, one.path) < std::tie(other.steps, other.path);
}

struct Step {
  std::size_t to;
  double strength;
};

// Ties in both directions but conflicts; of several between two people the strongest.
inline std::vector<std::vector<Step>> steps_of(const Network& network, double unknown_strength) {
  std::vector<std::vector<Step>> steps(network.members.size());
  const auto add = [&steps](std::size_t from, std::size_t to, double strength) {
    for (Step& step : steps[from])
      if (step.to == to) {
        step.strength = (std::max)(step.strength, strength);
        return;
      }
    steps[from].push_back({to, strength});
  };
  for (const Link& link : network.links) {
    const double strength = link.strength ? link.strength->value() : unknown_strength;
    if (link.kind == TieKind::conflicts_with || link.edge.from == link.edge.to || strength == 0) continue;
    add(link.edge.from, link.edge.to, strength);
    add(link.edge.to, link.edge.from, strength);
  }
  return steps;
}

inline std::vector<Way> best_ways(const std::vector<std::vector<Step>>& steps,
                                  const std::vector<std::size_t>& sources) {
  std::vector<Way> ways(steps.size());
  std::vector<bool> done(steps.size());
  for (const std::size_t source : sources) ways[source] = {1, 0, {source}};
  for (std::size_t round = 0; round < steps.size(); ++round) {
    std::size_t next = steps.size();
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (!done[i] && ways[i].strength > 0 && (next == steps.size() || better(ways[i], ways[next]))) next = i;
    if (next == steps.size()) break;
    done[next] = true;
    for (const Step& step : steps[next]) {
      if (done[step.to]) continue;
      Way way{ways[next].strength * step.strength, ways[next].steps + 1, ways[next].path};
      way.path.push_back(step.to);
      if (ways[step.to].strength == 0 || better(way, ways[step.to])) ways[step.to] = std::move(way);
    }
  }
  return ways;
}

inline bool must_not_be_contacted(Id<Contact> person, std::span<const Contact> contacts) noexcept {
  for (const Contact& contact : contacts)
    if (contact.id == person) return contact.do_not_contact.value_or(false);
  return false;
}

}  // namespace detail

/// The best way to everybody from those whom we know well (coverage from multiple, contact not refused).
///
/// Best is the largest product of the strengths of the ties, which hold in both directions; conflicts are no way. Equal
/// strengths: fewer steps, then smaller ids. Whom we know well is reached at strength 1 by a path of one.
/// @return  by contact id, one for each person; path empty and strength 0 where there is no way
/// @cost    people² + ties; no recursion
/// @source  Dijkstra (1959) on −ln of the strengths
[[nodiscard]] inline std::vector<Introduction> introductions_to_all(const Network& network,
                                                                    const AnalyzeOptions& options) {
  std::vector<std::size_t> sources;
  for (std::size_t i = 0; i < network.members.size(); ++i)
    if (thirds(network.members[i].coverage) >= 2 &&
        !detail::must_not_be_contacted(network.members[i].person.contact, options.contacts))
      sources.push_back(i);
  const std::vector<detail::Way> ways = detail::best_ways(detail::steps_of(network, options.unknown_strength), sources);
  std::vector<Introduction> found;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    Introduction introduction{.person = network.members[i].person, .strength = ways[i].strength};
    for (const std::size_t member : ways[i].path) introduction.path.push_back(network.members[member].person);
    found.push_back(std::move(introduction));
  }
  return found;
}

/// The best ways to the key players whom we do not know well yet.
/// @return  by influence, largest first, then by id, as `key_players`
[[nodiscard]] inline std::vector<Introduction> introductions(std::span<const Introduction> to_all,
                                                             std::span<const KeyPlayer> players) {
  std::vector<Introduction> found;
  for (const KeyPlayer& player : players)
    if (thirds(player.coverage) < 2)
      for (const Introduction& introduction : to_all)
        if (introduction.person == player.person) found.push_back(introduction);
  return found;
}

}  // namespace guanxi::chain
