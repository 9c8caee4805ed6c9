#pragma once
/// @file
/// How clearly we see who decides: 0–100 with its parts.

#include <guanxi/chain/coverage.hpp>
#include <guanxi/chain/reach.hpp>
#include <guanxi/core/weighted_score.hpp>

#include <span>
#include <string>
#include <vector>

namespace guanxi::chain {

namespace detail {

inline bool anybody(std::span<const Member> members, std::initializer_list<BuyingRole> roles) noexcept {
  return std::any_of(members.begin(), members.end(), [roles](const Member& member) { return member.has(roles); });
}

inline std::vector<std::size_t> deciders(std::span<const Member> members) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].has({BuyingRole::decider})) found.push_back(i);
  return found;
}

inline double decider_part(std::span<const Member> members) noexcept {
  return anybody(members, {BuyingRole::decider})                                ? 1
         : anybody(members, {BuyingRole::approver, BuyingRole::economic_buyer}) ? .5
                                                                                : 0;
}

inline int sides_known(std::span<const Member> members) noexcept {
  return anybody(members, {BuyingRole::user, BuyingRole::initiator}) +
         anybody(members, {BuyingRole::evaluator, BuyingRole::technical_buyer}) +
         anybody(members, {BuyingRole::buyer, BuyingRole::economic_buyer});
}

// Share of those who are not deciders with a way to one; conflicts are no way.
inline std::optional<double> linked_part(const Network& network) {
  const std::vector<std::size_t> targets = deciders(network.members);
  const std::size_t others = network.members.size() - targets.size();
  if (others == 0) return std::nullopt;
  const auto ways = network.edges([](const Link& link) { return link.kind != TieKind::conflicts_with; });
  const std::vector<bool> linked = reaching(network.members.size(), ways, targets);
  const auto count = static_cast<std::size_t>(std::count(linked.begin(), linked.end(), true)) - targets.size();
  return static_cast<double>(count) / static_cast<double>(others);
}

inline std::string percent(double share) { return thousandths_text(to_thousandths(100 * share), 0) + "%"; }

inline WeightedPart decider_contribution(const ClarityParts& parts, std::span<const Member> members, double weight) {
  WeightedPart part{.part = "decider",
                    .label = {"决策人", "Decider"},
                    .weight = weight,
                    .value = parts.decider,
                    .field = "stakeholders[].roles"};
  if (parts.decider == 1) {
    part.reason = {"已知最终决策人：", "the decider is known: "};
    for (const std::size_t i : deciders(members)) {
      const bool first = part.evidence.empty();
      part.reason.zh += (first ? "" : "、") + members[i].person.name;
      part.reason.en += (first ? "" : ", ") + members[i].person.name;
      part.evidence.push_back(members[i].person.contact.uuid);
    }
  } else if (parts.decider > 0) {
    part.reason = {"只知道审批人或经济决策人", "only an approver or economic buyer is known"};
  } else {
    part.reason = {"还不知道谁拍板", "who decides is not known"};
  }
  return part;
}

inline WeightedPart share_contribution(std::string name, Message label, double weight, std::optional<double> value,
                                       const Message& reason, std::string field) {
  WeightedPart part{
      .part = std::move(name), .label = std::move(label), .weight = weight, .value = value, .field = std::move(field)};
  if (value) part.reason = {reason.zh + percent(*value), reason.en + percent(*value)};
  return part;
}

// The interactions in which the people were met or spoken of.
inline std::vector<Uuid> evidence_of(std::span<const Member> members) {
  std::vector<Uuid> evidence;
  for (const Member& member : members)
    for (const Id<Interaction> interaction : member.evidence) evidence.push_back(interaction.uuid);
  std::sort(evidence.begin(), evidence.end());
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
  return evidence;
}

inline WeightedPart sides_contribution(std::span<const Member> members, double weight) {
  const int known = sides_known(members);
  const std::string count = std::to_string(known);
  return {.part = "sides",
          .label = {"三方人员", "Three sides"},
          .reason = {"使用、技术、采购三方中已知 " + count + " 方",
                     count + " of the three sides are known: using, technical, purchasing"},
          .weight = weight,
          .value = known / 3.0,
          .field = "stakeholders[].roles"};
}

inline std::optional<double> share(int part, int whole) {
  return whole == 0 ? std::nullopt : std::optional(static_cast<double>(part) / whole);
}

}  // namespace detail

/// The parts of clarity.
[[nodiscard]] inline ClarityParts clarity_parts_of(const Network& network) {
  const InfluenceSums sums = sum_influence(network.members);
  return {.decider = detail::decider_part(network.members),
          .sides = detail::sides_known(network.members) / 3.0,
          .coverage = detail::share(sums.covered_thirds, 3 * sums.influence),
          .attitudes = detail::share(sums.attitude, sums.influence),
          .linked = detail::linked_part(network)};
}

/// Clarity = 100 Σ w p / Σ w; a part with nothing to measure leaves both sums.
/// @param network  people and ties of one day
/// @param options  weights and day
/// @return  0–100; its interval reaches to what it were if unknown coverage and support turned out best;
///          state unavailable for a network without people
/// @throws  ArgumentError  `argument.weight` for a weight that is negative or no number, or if none is above 0
/// @source  docs/methods/chain.md
[[nodiscard]] inline Score clarity_of(const Network& network, const AnalyzeOptions& options) {
  constexpr std::string_view model = "chain.clarity/1";
  const ClarityParts parts = clarity_parts_of(network);
  const ClarityWeights& weights = options.weights;
  const InfluenceSums sums = sum_influence(network.members);
  const bool weighed = sums.influence > 0;
  WeightedPart all[] = {
      detail::decider_contribution(parts, network.members, weights.decider),
      detail::sides_contribution(network.members, weights.sides),
      detail::share_contribution("coverage", {"接触程度", "Coverage"}, weights.coverage, parts.coverage,
                                 {"按影响力加权的接触程度 ", "coverage weighted by influence "},
                                 weighed ? "stakeholders[].coverage" : "stakeholders[].influence"),
      detail::share_contribution("attitudes", {"态度", "Attitudes"}, weights.attitudes, parts.attitudes,
                                 {"态度已知的影响力占 ", "share of influence with a known attitude "},
                                 weighed ? "stakeholders[].support" : "stakeholders[].influence"),
      detail::share_contribution("linked", {"通向决策人的路径", "Ways to the decider"}, weights.linked, parts.linked,
                                 {"有路径通向决策人的人占 ", "share of people with a way to a decider "}, "ties")};
  if (weighed) {
    all[2].evidence = all[3].evidence = detail::evidence_of(network.members);
    all[2].best = detail::share(sums.covered_thirds + 3 * sums.unknown, 3 * sums.influence);
    all[3].best = detail::share(sums.attitude_at_best, sums.influence);
  }
  Score score = weighted_score(all, {.model = model, .as_of = options.as_of});
  if (network.members.empty()) score = {.model = std::string(model), .high = 100'000, .as_of = options.as_of};
  return score;
}

}  // namespace guanxi::chain
