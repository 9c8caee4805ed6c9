#include <guanxi/score/promethee.hpp>

#include <algorithm>
#include <cmath>

#include "choice.hpp"
#include "exact_sum.hpp"

namespace guanxi::score {

namespace {

[[noreturn]] void throw_threshold(std::size_t index, const char* allowed, double found) {
  throw ArgumentError("score.preference", "preferences[" + std::to_string(index) + "] needs " + allowed + ", found " +
                                              std::to_string(found));
}

void check_preference(const Preference& preference, std::size_t index) {
  using enum PreferenceFunction;
  const auto is_usable = [](double value) { return value >= 0 && value <= 1e290; };
  if (!is_usable(preference.q)) throw_threshold(index, "a finite q from 0 on", preference.q);
  if (!is_usable(preference.p)) throw_threshold(index, "a finite p from 0 on", preference.p);
  if (!is_usable(preference.sigma)) throw_threshold(index, "a finite sigma from 0 on", preference.sigma);
  if (preference.function == v_shape && preference.p < 1e-290)
    throw_threshold(index, "p above 0 for v_shape", preference.p);
  if (preference.function == level && preference.p < preference.q)
    throw_threshold(index, "p of q or more for level", preference.p);
  if (preference.function == linear && !(preference.p - preference.q >= 1e-290))
    throw_threshold(index, "p above q for linear", preference.p);
  if (preference.function == gaussian && preference.sigma < 1e-290)
    throw_threshold(index, "sigma above 0 for gaussian", preference.sigma);
}

Preference preference_at(std::span<const Preference> preferences, std::size_t column) {
  if (preferences.empty()) return {};
  return preferences[preferences.size() == 1 ? 0 : column];
}

double preference_of(double lead, const Preference& with) noexcept {
  if (!(lead > 0)) return 0;
  switch (with.function) {
    case PreferenceFunction::v_shape:
      return lead >= with.p ? 1 : lead / with.p;
    case PreferenceFunction::linear:
      return lead <= with.q ? 0 : lead >= with.p ? 1 : (lead - with.q) / (with.p - with.q);
    case PreferenceFunction::gaussian: {
      const double share = lead / with.sigma;
      return -std::expm1(-share * share / 2);
    }
    default:
      return 1;
  }
}

// Mean preference over the others and theirs over oneself, for each alternative.
struct Flows {
  std::vector<double> positive, negative;
};

// How many of the ascending numbers lie below `value` by more than `by`, and how many above it.
struct Counts {
  double below, above;
};
Counts counts_beyond(const std::vector<double>& sorted, double value, double by) {
  const auto below =
      std::partition_point(sorted.begin(), sorted.end(), [&](double other) { return value - other > by; });
  const auto above =
      std::partition_point(sorted.begin(), sorted.end(), [&](double other) { return !(other - value > by); });
  return {static_cast<double>(below - sorted.begin()), static_cast<double>(sorted.end() - above)};
}

// Preferences that come in steps are counted.
Flows stepped_flows(const std::vector<double>& values, const Preference& with) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const bool two_steps = with.function == PreferenceFunction::level;
  const double first = with.function == PreferenceFunction::usual ? 0 : with.q;
  Flows flows;
  for (const double value : values) {
    Counts counts = counts_beyond(sorted, value, first);
    if (two_steps) {
      const Counts far = counts_beyond(sorted, value, with.p);
      counts = {(counts.below + far.below) / 2, (counts.above + far.above) / 2};
    }
    flows.positive.push_back(counts.below);
    flows.negative.push_back(counts.above);
  }
  return flows;
}

Flows paired_flows(const std::vector<double>& values, const Preference& with) {
  Flows flows;
  for (const double value : values) {
    ExactSum ahead(values.size()), behind(values.size());
    for (const double other : values) {
      ahead.add(preference_of(value - other, with));
      behind.add(preference_of(other - value, with));
    }
    flows.positive.push_back(ahead.value());
    flows.negative.push_back(behind.value());
  }
  return flows;
}

Flows flows_of(MatrixView matrix, const Criterion& criterion, const Preference& with) {
  using enum PreferenceFunction;
  std::vector<double> values;
  const double sign = criterion.direction == Direction::max ? 1 : -1;
  for (std::size_t i = 0; i < matrix.rows(); ++i) values.push_back(sign * matrix(i, criterion.column));
  const bool stepped = with.function == usual || with.function == quasi || with.function == level;
  return stepped ? stepped_flows(values, with) : paired_flows(values, with);
}

}  // namespace

PrometheeResult promethee_ii(MatrixView matrix, const PrometheeOptions& options) {
  Choice choice = prepare({matrix, options.weights, options.directions, options.weight_scale});
  const std::size_t given = options.preferences.size(), rows = matrix.rows();
  if (given > 1 && given != matrix.columns)
    throw ArgumentError("score.preference", "preferences needs one a criterion, " + std::to_string(matrix.columns) +
                                                ", or one for all, found " + std::to_string(given));
  for (std::size_t j = 0; j < given; ++j) check_preference(options.preferences[j], j);
  PrometheeResult result{.state = choice.state};
  result.scores.resize(rows);
  result.positive.resize(rows);
  result.negative.resize(rows);
  for (const Criterion& criterion : choice.criteria) {
    const Flows flows = flows_of(matrix, criterion, preference_at(options.preferences, criterion.column));
    for (std::size_t i = 0; i < rows; ++i) {
      result.positive[i] += criterion.weight * flows.positive[i];
      result.negative[i] += criterion.weight * flows.negative[i];
    }
  }
  for (std::size_t i = 0; i < rows && rows > 1; ++i) {
    result.positive[i] /= static_cast<double>(rows - 1);
    result.negative[i] /= static_cast<double>(rows - 1);
    result.scores[i] = result.positive[i] - result.negative[i];
  }
  result.ranks = ranks_of(result.scores, Better::larger);
  result.weights = std::move(choice.weights);
  result.findings = std::move(choice.findings);
  return result;
}

}  // namespace guanxi::score
