#pragma once
/// @file
/// How well scores order and match outcomes, written out plainly for tests.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace guanxi::test {

/// Share of pairs of an event and another in which the event has the higher score; ties count half.
inline double auc_of(const std::vector<double>& scores, const std::vector<double>& outcome) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  double below = 0, wins = 0, events = 0;
  for (std::size_t i = 0; i < order.size();) {
    double ones = 0, noughts = 0;
    for (const double tied = scores[order[i]]; i < order.size() && scores[order[i]] == tied; ++i)
      (outcome[order[i]] == 1 ? ones : noughts) += 1;
    wins += ones * (below + noughts / 2);
    below += noughts;
    events += ones;
  }
  return wins / (below * events);
}

/// Mean squared distance from the outcomes.
inline double brier_of(const std::vector<double>& scores, const std::vector<double>& outcome) {
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) sum += (scores[i] - outcome[i]) * (scores[i] - outcome[i]);
  return sum / static_cast<double>(scores.size());
}

}  // namespace guanxi::test
