#pragma once
/// @file
/// The score that most methods share: a weighted mean of parts between nought and one, some of which may be unknown.

#include <guanxi/core/apportion.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/score.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

/// One part of a weighted score.
struct WeightedPart {
  std::string part{};             ///< stable word
  Message label{};                ///< the part for people
  Message reason{};               ///< what was found
  double weight{};                ///< finite, >= 0
  std::optional<double> value{};  ///< in [0, 1]; unset if nothing is known
  std::optional<double> best{};   ///< in [value, 1]: the value if what is unknown inside a known part turned out best
  std::string field{};            ///< path of the field that would tell more
  std::vector<Uuid> evidence{};   ///< records that it rests on
};

/// On which scale a weighted score is given.
struct WeightedScale {
  std::string_view model{};  ///< name and version of the method
  Date as_of{};              ///< event time of the answer
  double baseline = 0;       ///< the score if every part is 0, in points
  double width = 100;        ///< distance from there to the score if every part is 1, in points
};

namespace detail {

struct WeightSums {
  double all = 0, known = 0, value = 0, best = 0;
};

inline WeightSums sum_weights(std::span<const WeightedPart> parts) {
  WeightSums sums;
  for (const WeightedPart& part : parts) {
    if (!(part.weight >= 0 && part.weight <= 1e9))
      throw ArgumentError("argument.weight", "weight of " + part.part + " must be a finite number from 0, found " +
                                                 std::to_string(part.weight));
    sums.all += part.weight;
    if (part.value) sums.known += part.weight;
    sums.value += part.weight * part.value.value_or(0);
    sums.best += part.weight * part.best.value_or(part.value.value_or(1));
  }
  if (sums.all == 0) throw ArgumentError("argument.weight", "at least one weight must be above 0");
  return sums;
}

inline double unknown_width(const WeightedPart& part) noexcept {
  return part.best.value_or(part.value.value_or(1)) - part.value.value_or(0);
}

inline void add_contributions(Score& score, std::span<const WeightedPart> parts,
                              const std::vector<std::int64_t>& thousandths) {
  std::size_t next = 0;
  for (const WeightedPart& part : parts)
    if (part.value && part.weight > 0)
      score.contributions.push_back({part.part, part.label, part.reason, thousandths[next++], part.evidence});
  std::stable_sort(score.contributions.begin(), score.contributions.end(),
                   [](const Contribution& a, const Contribution& b) { return a.thousandths > b.thousandths; });
}

inline void add_missing(Score& score, std::span<const WeightedPart> parts, double points_per_weight) {
  for (const WeightedPart& part : parts)
    if (const double open = unknown_width(part) * part.weight; open > 0)
      score.missing.push_back({part.part, part.label, part.field, to_thousandths(points_per_weight * open)});
  std::stable_sort(score.missing.begin(), score.missing.end(),
                   [](const MissingPart& a, const MissingPart& b) { return a.thousandths > b.thousandths; });
}

}  // namespace detail

/// Baseline + width · Σ w p / Σ w over the known parts, in thousandths that add up exactly.
///
/// A part without value leaves both sums. The interval runs over the sums of all parts, from “everything unknown is 0”
/// to “everything unknown is 1” (or `best`); what is unknown is named in `missing`. Parts of weight 0 are left out.
/// @param parts  any number of parts, in the order in which ties are listed
/// @param scale  model, date and range of the score
/// @return  state enough, partial, or prior_only: no part known, the score being the baseline and the interval the
/// whole scale
/// @throws  ArgumentError  `argument.weight` for a negative, infinite or NaN weight, or if no weight is above 0
/// @cost    n log n; no shared state, any thread may call it
[[nodiscard]] inline Score weighted_score(std::span<const WeightedPart> parts, const WeightedScale& scale) {
  const detail::WeightSums sums = detail::sum_weights(parts);
  std::vector<double> points;
  for (const WeightedPart& part : parts)
    if (part.value && part.weight > 0) points.push_back(scale.width * part.weight * *part.value / sums.known);
  const Apportioned exact = apportion(points);

  Score score;
  score.model = scale.model;
  score.as_of = scale.as_of;
  score.baseline = to_thousandths(scale.baseline);
  score.thousandths = score.baseline + exact.total;
  detail::add_contributions(score, parts, exact.parts);
  detail::add_missing(score, parts, scale.width / sums.all);
  score.state = points.empty()          ? ScoreState::prior_only
                : score.missing.empty() ? ScoreState::enough
                                        : ScoreState::partial;
  score.low = score.high = score.thousandths;
  if (score.state != ScoreState::enough) {
    score.low = (std::min)(score.low, score.baseline + to_thousandths(scale.width * sums.value / sums.all));
    score.high = (std::max)(score.high, score.baseline + to_thousandths(scale.width * sums.best / sums.all));
  }
  return score;
}

}  // namespace guanxi
