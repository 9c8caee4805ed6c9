#include <guanxi/score/transformed_outcome.hpp>

#include <guanxi/core/error.hpp>

#include <cmath>
#include <string>

#include "experiment.hpp"

namespace guanxi::score {

namespace {

void check_propensity(std::span<const double> propensity, std::size_t rows) {
  if (propensity.size() > 1 && propensity.size() != rows)
    throw ArgumentError("argument.propensity", "propensity must be none, one number, or one for each of " +
                                                   std::to_string(rows) + " rows, found " +
                                                   std::to_string(propensity.size()));
  for (const double one : propensity)
    if (!(one > 0 && one < 1))
      throw ArgumentError("argument.propensity",
                          "propensity must lie above 0 and below 1, found " + std::to_string(one));
}

}  // namespace

TransformedOutcome transformed_outcome(std::span<const double> outcome, std::span<const double> treated,
                                       const TransformOptions& options) {
  check_propensity(options.propensity, outcome.size());
  const experiment::Arms arms = experiment::count_arms(outcome, treated);
  TransformedOutcome answer{.status = arms.status(), .unknown = arms.unknown()};
  if (answer.status != UpliftStatus::ok) return answer;
  const auto known = static_cast<double>(arms.known_treated + arms.known_control);
  const double share = static_cast<double>(arms.known_treated) / known;
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    const std::span<const double> given = options.propensity;
    const double e = given.empty() ? share : given.size() == 1 ? given[0] : given[row];
    const double value = treated[row] == 1 ? outcome[row] / e : -outcome[row] / (1 - e);  // y (t − e) / (e (1 − e))
    answer.values.push_back(value);
    if (std::isnan(value)) continue;
    answer.mean += value;
    answer.propensity += e;
  }
  answer.mean /= known;
  answer.propensity /= known;
  return answer;
}

}  // namespace guanxi::score
