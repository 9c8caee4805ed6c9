#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/core/error.hpp>

#include "need_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanxi::assess {

namespace {

// No past tells of what we do not supply: it is weighed as before any replay.
const NeedSourceWeights& weights_for(const NeedSources::State& state, const NeedCandidate& candidate) {
  return candidate.item ? state.weights : state.options.weights;
}

PredictedNeed shown_need(const NeedSources::State& state, NeedCandidate& candidate, double odds, int rank) {
  const NeedSourceWeights& weights = weights_for(state, candidate);
  const bool is_measured = state.replay.state == NeedReplayState::measured;
  const SourceValues each = weights_of(weights);
  for (NeedEvidence& one : candidate.evidence) {
    const auto at = static_cast<std::size_t>(one.source);
    one.value = each[at] * candidate.values[at];
  }
  std::stable_sort(candidate.evidence.begin(), candidate.evidence.end(),
                   [](const NeedEvidence& a, const NeedEvidence& b) { return a.source < b.source; });
  return {.rank = rank,
          .name = std::move(candidate.name),
          .offering = candidate.offering,
          .category = std::move(candidate.category),
          .probability = 1 / (1 + std::exp(-odds)),
          .log_odds = odds,
          .baseline = weights.intercept,
          .by_popularity = !candidate.has_source,
          .calibrated = is_measured && candidate.item,
          .note = candidate.item ? Message{}
                                 : Message{"没有产品可满足，历史无从检验，概率只按规则的置信度与预设权重估计",
                                           "no offering serves it, so that no past could be looked at: its probability "
                                           "rests on the rule's confidence and the weights given beforehand"},
          .evidence = std::move(candidate.evidence)};
}

Message note_of(const PredictedNeeds& found, bool is_measured) {
  Message note;
  if (found.missing > 0) {
    const std::string count = std::to_string(found.missing);
    note = {"可推荐的产品不足，少 " + count + " 项", "too few candidates: " + count + " fewer than asked for"};
  }
  if (!found.calibrated) {
    note.zh += note.zh.empty() ? "" : "；";
    note.en += note.en.empty() ? "" : "; ";
    note.zh += is_measured ? "没有产品可满足的需求，概率未经历史校准" : "概率未经历史校准";
    note.en += is_measured ? "probabilities of needs that no offering serves are not calibrated on the past"
                           : "probabilities are not calibrated on the past";
  }
  return note;
}

}  // namespace

PredictedNeeds predict_needs(const Dossier& dossier, const NeedSources& sources, const PredictNeedsOptions& options) {
  if (options.n == 0) throw ArgumentError("argument.n", "n must be at least 1, found 0");
  if (options.bought_within_days < 0)
    throw ArgumentError("argument.bought_within_days",
                        "bought_within_days must be at least 0, found " + std::to_string(options.bought_within_days));
  const NeedSources::State& state = sources.state();
  NeedCandidates candidates =
      candidates_of(state, known_by(dossier, sources.as_of(), seen_from(state.options)), options);
  std::vector<std::pair<double, NeedCandidate*>> order;
  for (NeedCandidate& one : candidates.list) order.emplace_back(log_odds_of(weights_for(state, one), one.values), &one);
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return stands_before(*a.second, a.first, *b.second, b.first); });
  PredictedNeeds found{.customer = dossier.customer().id,
                       .as_of = sources.as_of(),
                       .horizon_days = sources.horizon_days(),
                       .calibrated = state.replay.state == NeedReplayState::measured,
                       .offerings = static_cast<std::int64_t>(state.items.size()),
                       .left_out = candidates.left_out};
  for (const auto& [odds, candidate] : order) {
    if (found.needs.size() == options.n) break;
    found.needs.push_back(shown_need(state, *candidate, odds, static_cast<int>(found.needs.size() + 1)));
  }
  for (const PredictedNeed& one : found.needs) found.calibrated = found.calibrated && one.calibrated;
  found.missing = static_cast<std::int64_t>(options.n - found.needs.size());
  found.note = note_of(found, state.replay.state == NeedReplayState::measured);
  return found;
}

need::RuleBook learn(need::RuleBook book, const PredictedNeed& need, need::Outcome outcome) {
  for (const NeedEvidence& one : need.evidence)
    if (!one.rule.empty()) book = need::learn(std::move(book), one.rule, outcome);
  return book;
}

}  // namespace guanxi::assess
