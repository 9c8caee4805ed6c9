#pragma once
/// @file
/// Who is at odds with whom, and whether that blocks the decision.

#include <guanxi/chain/network.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace guanxi::chain {

namespace detail {

inline Message why_it_blocks(const Member& one, const Member& other, int supportive_from) {
  if (one.decides() && other.decides())
    return {"两位决策者意见对立，决定会拖延", "two who decide are at odds, so a decision will be late"};
  const auto supports = [supportive_from](const Member& member) {
    return member.support && *member.support >= supportive_from;
  };
  for (const auto& [who, supporter] : {std::pair(&one, &other), std::pair(&other, &one)})
    if (who->decides() && supports(*supporter))
      return {"支持我方的" + supporter->person.name + "与决策者" + who->person.name + "对立，其推荐会适得其反",
              supporter->person.name + ", who supports us, is at odds with " + who->person.name +
                  ", who decides: praise from there works against us"};
  return {};
}

}  // namespace detail

/// Pairs at odds, and which of them block: two who decide, or one who decides and one who supports us.
/// @return  each pair once, the smaller id first, by id; a conflict of somebody with himself is left out
[[nodiscard]] inline std::vector<Conflict> conflicts_of(const Network& network, const AnalyzeOptions& options) {
  std::vector<Edge> pairs = network.edges([](const Link& link) { return link.kind == TieKind::conflicts_with; });
  for (Edge& pair : pairs)
    if (pair.to < pair.from) std::swap(pair.from, pair.to);
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<Conflict> found;
  for (const Edge& pair : pairs) {
    if (pair.from == pair.to) continue;
    const Member &one = network.members[pair.from], &other = network.members[pair.to];
    Message reason = detail::why_it_blocks(one, other, options.supportive_from);
    const bool blocks = !reason.en.empty();
    found.push_back({one.person, other.person, blocks, std::move(reason)});
  }
  return found;
}

}  // namespace guanxi::chain
