#include <guanxi/score/average_effect.hpp>

#include <guanxi/core/error.hpp>

#include <cmath>
#include <string>

#include "experiment.hpp"
#include "statistics.hpp"

namespace guanxi::score {

namespace experiment {

Arms count_arms(std::span<const double> outcome, std::span<const double> treated) {
  if (treated.size() != outcome.size())
    throw ArgumentError("argument.treated", "treated must have " + std::to_string(outcome.size()) +
                                                " rows as outcome has, found " + std::to_string(treated.size()));
  Arms arms;
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    if (treated[row] != 0 && treated[row] != 1)
      throw ArgumentError("argument.treated", "treated must be 0 or 1, found " + std::to_string(treated[row]) +
                                                  " in row " + std::to_string(row));
    if (std::fabs(outcome[row]) > 1e100)
      throw ArgumentError("argument.outcome",
                          "outcome must be at most 1e100 in size, or NaN where it is unknown, found " +
                              std::to_string(outcome[row]) + " in row " + std::to_string(row));
    const std::int64_t known = std::isnan(outcome[row]) ? 0 : 1;
    ++(treated[row] == 1 ? arms.treated : arms.control);
    (treated[row] == 1 ? arms.known_treated : arms.known_control) += known;
  }
  return arms;
}

ArmOutcomes ArmSum::outcomes() const noexcept {
  const double deviation = rows_ > 1 ? std::sqrt(squares_ / static_cast<double>(rows_ - 1)) : 0;
  return {rows_, mean(), deviation};
}

AverageEffect effect_between(const ArmOutcomes& treated, const ArmOutcomes& control, double z) noexcept {
  AverageEffect answer{.status = UpliftStatus::ok, .treated = treated, .control = control};
  if (treated.rows == 0 || control.rows == 0) {
    answer.status = treated.rows + control.rows == 0 ? UpliftStatus::empty : UpliftStatus::one_arm;
    return answer;
  }
  answer.effect = treated.mean - control.mean;
  if (treated.rows == 1 || control.rows == 1) {
    answer.status = UpliftStatus::one_row;
    return answer;
  }
  const auto variance = [](const ArmOutcomes& arm) {
    return arm.deviation * arm.deviation / static_cast<double>(arm.rows);
  };
  answer.standard_error = std::sqrt(variance(treated) + variance(control));
  answer.low = answer.effect - z * *answer.standard_error;
  answer.high = answer.effect + z * *answer.standard_error;
  return answer;
}

}  // namespace experiment

AverageEffect average_effect(std::span<const double> outcome, std::span<const double> treated,
                             const EffectOptions& options) {
  const double z = statistics::two_sided_z(options.level);
  const experiment::Arms arms = experiment::count_arms(outcome, treated);
  experiment::ArmSum sums[2];
  for (std::size_t row = 0; row < outcome.size(); ++row)
    if (!std::isnan(outcome[row])) sums[treated[row] == 1].count(outcome[row]);
  for (std::size_t row = 0; row < outcome.size(); ++row)
    if (!std::isnan(outcome[row])) sums[treated[row] == 1].spread(outcome[row]);
  AverageEffect answer = experiment::effect_between(sums[1].outcomes(), sums[0].outcomes(), z);
  if (arms.status() != UpliftStatus::ok) answer.status = arms.status();
  answer.unknown = arms.unknown();
  return answer;
}

}  // namespace guanxi::score
