#pragma once
/// @file
/// Which need comes first, and why.

#include <guanxi/core/weighted_score.hpp>
#include <guanxi/need/opportunity.hpp>
#include <guanxi/need/ranking.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::need {

namespace detail {

inline Message percent_reason(Label what, double share) {
  const std::string percent = thousandths_text(to_thousandths(share * 100), 0) + "%";
  return {std::string(what.zh) + percent, std::string(what.en) + percent};
}

inline WeightedPart importance_part(const Need& need, double weight) {
  WeightedPart part{.part = "importance", .label = {"重要性", "Importance"}, .weight = weight, .field = "importance"};
  if (need.importance) {
    constexpr Label grades[] = {{"对客户业务很重要", "high for the customer's business"},
                                {"对客户业务较重要", "medium for the customer's business"},
                                {"对客户业务影响小", "low for the customer's business"}};
    part.value = level_of(*need.importance);
    part.reason = to_message(grades[static_cast<int>(*need.importance)]);
  }
  return part;
}

inline WeightedPart urgency_part(const Need& need, const RankOptions& options) {
  Urgency urgency = urgency_of(need, options.as_of, options.due_days);
  return {.part = "urgency",
          .label = {"紧急性", "Urgency"},
          .reason = std::move(urgency.reason),
          .weight = options.weights.urgency,
          .value = urgency.value,
          .field = "urgency"};
}

inline WeightedPart relevance_part(const Need& need, double weight) {
  WeightedPart part{.part = "relevance",
                    .label = {"与我方产品契合度", "Relevance to our offering"},
                    .weight = weight,
                    .field = "relevance"};
  if (need.relevance) {
    part.value = need.relevance->value();
    part.reason = percent_reason({"契合度 ", "fits our offering to "}, *part.value);
  }
  return part;
}

inline const OwnerInfluence* influence_of(Id<Contact> owner, std::span<const OwnerInfluence> influences) noexcept {
  if (!owner) return nullptr;
  for (const OwnerInfluence& known : influences)
    if (known.contact == owner) return &known;
  return nullptr;
}

inline WeightedPart power_part(const Need& need, const RankOptions& options) {
  WeightedPart part{.part = "power",
                    .label = {"需求人影响力", "Decision power"},
                    .weight = options.weights.power,
                    .field = "owner_contact_id"};
  const Id<Contact> owner = need.owner_contact_id.id;
  if (const OwnerInfluence* known = influence_of(owner, options.influences)) {
    const int influence = std::clamp(known->influence, 0, 10);
    const std::string text = std::to_string(influence);
    part.value = influence / 10.0;
    part.reason = {"需求人影响力 " + text + "/10", "who has the need has influence " + text + " of 10"};
    part.evidence.push_back(owner.uuid);
  } else if (owner) {
    part.field = "decision_chain.stakeholders[].influence";
  }
  return part;
}

/// The parts of a weighted ranking, in the order of `RankWeights`.
inline std::array<WeightedPart, 4> rank_parts(const Need& need, const RankOptions& options) {
  return {importance_part(need, options.weights.importance), urgency_part(need, options),
          relevance_part(need, options.weights.relevance), power_part(need, options)};
}

inline Score weighted_rank_score(const Need& need, const RankOptions& options) {
  return weighted_score(rank_parts(need, options), {.model = "need.rank/1", .as_of = options.as_of});
}

inline std::optional<double> satisfaction_of(Id<Need> need, std::span<const NeedSatisfaction> satisfactions) noexcept {
  for (const NeedSatisfaction& known : satisfactions)
    if (known.need == need) return known.satisfaction;
  return std::nullopt;
}

inline Score opportunity_score(const Need& need, const RankOptions& options) {
  Score score{.model = "need.opportunity/1", .state = ScoreState::prior_only, .high = 20'000, .as_of = options.as_of};
  const Message labels[] = {{"重要性", "Importance"}, {"未满足程度", "Left unsatisfied"}};
  if (!need.importance) {
    score.missing.push_back({"importance", labels[0], "importance", 20'000});
    return score;
  }
  const double importance = 10 * level_of(*need.importance);
  const std::optional<double> satisfaction = satisfaction_of(need.id, options.satisfactions);
  const double unmet = satisfaction ? opportunity(importance, *satisfaction) - importance : 0;
  score.thousandths = to_thousandths(importance + unmet);
  const std::int64_t first = to_thousandths(importance);
  score.contributions.push_back({"importance", labels[0], importance_part(need, 1).reason, first, {}});
  score.low = score.high = score.thousandths;
  if (satisfaction) {
    const std::string text = thousandths_text(to_thousandths(*satisfaction), 1);
    score.contributions.push_back({"unmet",
                                   labels[1],
                                   {"目前满意度 " + text + "/10", "satisfaction today " + text + " of 10"},
                                   score.thousandths - first,
                                   {}});
  } else if (first > 0) {
    score.high = 2 * first;
    score.missing.push_back({"unmet", labels[1], "satisfaction", first});
  }
  score.state = score.missing.empty() ? ScoreState::enough : ScoreState::partial;
  return score;
}

inline bool ranks_before(const RankedNeed& a, const RankedNeed& b) noexcept {
  if (a.score.thousandths != b.score.thousandths) return a.score.thousandths > b.score.thousandths;
  if (a.due_on != b.due_on) return a.due_on && b.due_on ? *a.due_on < *b.due_on : a.due_on.has_value();
  return a.need != b.need ? a.need < b.need : a.statement < b.statement;
}

}  // namespace detail

/// Ranks the open needs known on the day; met and dropped ones are out.
///
/// Weighted: 100 · Σ w p / Σ w over importance, urgency, relevance and the owner's influence / 10. A missing input
/// leaves the sum; the interval runs from “it is 0” to “it is 1”; the field that would tell is named. Opportunity: I +
/// max(I − S, 0) with importance high 10, medium 5, low 0; without a satisfaction the score is I and the interval
/// reaches 2 I.
/// @param needs    any number; their order changes nothing
/// @param options  day, method, weights, influence of owners; influence outside 0–10 counts as the nearer end
/// @return  highest score first; ties: earlier due date, one without comes last, then id; empty for no open needs
/// @throws  ArgumentError  `argument.weight` for a weight that is negative or no number, or if no weight is above 0;
///                         `need.opportunity` for a satisfaction outside 0–10
/// @cost    n log n + n · influences; no shared state, any thread may call it
/// @source  docs/methods/need.md; Ulwick (2005), What Customers Want
[[nodiscard]] inline std::vector<RankedNeed> rank(std::span<const Need> needs, const RankOptions& options) {
  std::vector<RankedNeed> ranked;
  for (const Need& need : needs) {
    if (!is_open(need) || !known_on(need, options.as_of)) continue;
    Score score = options.method == RankMethod::weighted ? detail::weighted_rank_score(need, options)
                                                         : detail::opportunity_score(need, options);
    ranked.push_back({0, need.id, need.statement, need.due_on, std::move(score)});
  }
  std::sort(ranked.begin(), ranked.end(), detail::ranks_before);
  for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i].rank = static_cast<int>(i + 1);
  return ranked;
}

}  // namespace guanxi::need
