#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/core/error.hpp>

#include "need_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanxi::assess {

namespace {

PredictedNeed shown_need(NeedCandidate& candidate, double odds, const NeedSourceWeights& weights, int rank) {
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
          .evidence = std::move(candidate.evidence)};
}

Message note_of(const PredictedNeeds& found) {
  Message note;
  if (found.missing > 0) {
    const std::string count = std::to_string(found.missing);
    note = {"可推荐的产品不足，少 " + count + " 项", "too few candidates: " + count + " fewer than asked for"};
  }
  if (!found.calibrated) {
    note.zh += std::string(note.zh.empty() ? "" : "；") + "概率未经历史校准";
    note.en += std::string(note.en.empty() ? "" : "; ") + "probabilities are not calibrated on the past";
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
  NeedCandidates candidates = candidates_of(state, dossier, options);
  std::vector<std::pair<double, NeedCandidate*>> order;
  for (NeedCandidate& one : candidates.list) order.emplace_back(log_odds_of(state.weights, one.values), &one);
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
    found.needs.push_back(shown_need(*candidate, odds, state.weights, static_cast<int>(found.needs.size() + 1)));
  }
  found.missing = static_cast<std::int64_t>(options.n - found.needs.size());
  found.note = note_of(found);
  return found;
}

need::RuleBook learn(need::RuleBook book, const PredictedNeed& need, need::Outcome outcome) {
  for (const NeedEvidence& one : need.evidence)
    if (!one.rule.empty()) book = need::learn(std::move(book), one.rule, outcome);
  return book;
}

}  // namespace guanxi::assess
