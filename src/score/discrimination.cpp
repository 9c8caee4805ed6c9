#include <guanxi/score/discrimination.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ordered.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace {

void check_predictions(std::span<const double> predicted, std::span<const double> outcome) {
  ordered::check_finite(predicted, "predicted");
  check_outcome(outcome, predicted.size());
}

double count_events(std::span<const double> outcome) { return std::accumulate(outcome.begin(), outcome.end(), 0.0); }

MetricStatus two_classes(std::span<const double> outcome) {
  const double events = count_events(outcome);
  if (outcome.empty()) return MetricStatus::empty;
  return events == 0 || events == static_cast<double>(outcome.size()) ? MetricStatus::one_class : MetricStatus::ok;
}

// Share of the other class below each row's prediction, equal ones counting half: the placements of DeLong.
struct Placements {
  std::vector<double> events, others;  ///< by row of that class, in the order of rows
  double auc = 0;
};

Placements placements_of(std::span<const double> predicted, std::span<const double> outcome) {
  const std::size_t n = predicted.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return predicted[a] < predicted[b]; });
  const double events = count_events(outcome), others = static_cast<double>(n) - events;
  std::vector<double> place(n);
  double events_below = 0, others_below = 0;
  for (std::size_t first = 0; first < n;) {
    std::size_t last = first;
    double tied_events = 0;
    while (last < n && predicted[order[last]] == predicted[order[first]]) tied_events += outcome[order[last++]];
    const double tied_others = static_cast<double>(last - first) - tied_events;
    for (; first < last; ++first)
      place[order[first]] = outcome[order[first]] == 1 ? (others_below + tied_others / 2) / others
                                                       : 1 - (events_below + tied_events / 2) / events;
    events_below += tied_events;
    others_below += tied_others;
  }
  Placements found;
  for (std::size_t row = 0; row < n; ++row) (outcome[row] == 1 ? found.events : found.others).push_back(place[row]);
  std::vector<double> sorted = found.events;  // summed in an order that rows do not change
  std::sort(sorted.begin(), sorted.end());
  found.auc = std::accumulate(sorted.begin(), sorted.end(), 0.0) / events;
  return found;
}

double sample_variance(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double n = static_cast<double>(values.size()), mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / (n - 1);
}

std::vector<double> differences(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> found(one.size());
  for (std::size_t i = 0; i < one.size(); ++i) found[i] = one[i] - other[i];
  return found;
}

std::optional<double> standard_error(const std::vector<double>& events, const std::vector<double>& others) {
  if (events.size() < 2 || others.size() < 2) return std::nullopt;
  return std::sqrt(sample_variance(events) / static_cast<double>(events.size()) +
                   sample_variance(others) / static_cast<double>(others.size()));
}

// Lift among the `wanted` rows of the groups predicted highest.
Lift lift_of(const std::vector<ordered::Group>& groups, double all_rows, double all_events, double share) {
  Lift lift{.share = share, .rows = share * all_rows};
  double open = lift.rows;
  for (auto group = groups.rbegin(); group != groups.rend() && open > 0; ++group) {
    const double taken = (std::min)(open, group->rows);
    lift.events += taken * group->events / group->rows;
    open -= taken;
  }
  if (all_rows == 0) {
    lift.status = MetricStatus::empty;
    return lift;
  }
  lift.rate = lift.events / lift.rows;
  if (all_events == 0) {
    lift.status = MetricStatus::one_class;
    return lift;
  }
  lift.value = *lift.rate / (all_events / all_rows);
  lift.gain = lift.events / all_events;
  return lift;
}

}  // namespace

Auc auc(std::span<const double> predicted, std::span<const double> outcome, const IntervalOptions& options) {
  check_predictions(predicted, outcome);
  const double z = statistics::two_sided_z(options.level);
  Auc answer{.status = two_classes(outcome)};
  if (answer.status != MetricStatus::ok) return answer;
  const Placements found = placements_of(predicted, outcome);
  answer.value = found.auc;
  answer.standard_error = standard_error(found.events, found.others);
  if (!answer.standard_error) return answer;
  answer.low = (std::max)(0.0, found.auc - z * *answer.standard_error);
  answer.high = (std::min)(1.0, found.auc + z * *answer.standard_error);
  return answer;
}

AucDifference auc_difference(std::span<const double> first, std::span<const double> second,
                             std::span<const double> outcome) {
  check_predictions(first, outcome);
  check_predictions(second, outcome);
  AucDifference answer{.status = two_classes(outcome)};
  if (answer.status != MetricStatus::ok) return answer;
  const Placements one = placements_of(first, outcome), other = placements_of(second, outcome);
  answer.difference = one.auc - other.auc;
  answer.standard_error = standard_error(differences(one.events, other.events), differences(one.others, other.others));
  if (!answer.standard_error) return answer;
  answer.p_value =
      *answer.difference == 0 ? 1.0 : std::erfc(std::abs(*answer.difference) / *answer.standard_error / std::sqrt(2.0));
  return answer;
}

Ks ks(std::span<const double> predicted, std::span<const double> outcome) {
  check_predictions(predicted, outcome);
  Ks answer{.status = two_classes(outcome)};
  if (answer.status != MetricStatus::ok) return answer;
  const double events = count_events(outcome), others = static_cast<double>(outcome.size()) - events;
  std::vector<ordered::Group> groups = ordered::groups_of(predicted, outcome);
  std::reverse(groups.begin(), groups.end());
  double events_seen = 0, others_seen = 0;
  for (const ordered::Group& group : groups) {
    events_seen += group.events;
    others_seen += group.rows - group.events;
    const double distance = std::abs(events_seen / events - others_seen / others);
    if (answer.value && distance <= *answer.value) continue;
    answer.value = distance;
    answer.threshold = group.predicted;
  }
  return answer;
}

Lift lift(std::span<const double> predicted, std::span<const double> outcome, double share) {
  check_predictions(predicted, outcome);
  if (!(share > 0 && share <= 1))
    throw ArgumentError("argument.range", "share must lie above 0 and up to 1, found " + std::to_string(share));
  return lift_of(ordered::groups_of(predicted, outcome), static_cast<double>(predicted.size()), count_events(outcome),
                 share);
}

LiftTable lift_table(std::span<const double> predicted, std::span<const double> outcome, int parts) {
  check_predictions(predicted, outcome);
  ordered::check_count(parts, "parts");
  const std::vector<ordered::Group> groups = ordered::groups_of(predicted, outcome);
  LiftTable table{
      .status = two_classes(outcome), .rows = static_cast<double>(predicted.size()), .events = count_events(outcome)};
  for (int part = 1; part <= parts; ++part)
    table.parts.push_back(lift_of(groups, table.rows, table.events, static_cast<double>(part) / parts));
  return table;
}

}  // namespace guanxi::score
