#pragma once
/// @file
/// How naive Bayes counts, smooths and damps evidence.

#include <guanxi/core/value.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// What is added to the count of each value, in each outcome.
enum class Smoothing {
  scaled,    ///< strength / number of values: the same weight for columns of few and of many values
  per_value  ///< strength, whatever the number of values
};

/// What becomes of evidence that says the same thing twice.
enum class Damping {
  fitted,  ///< one exponent for each column, from a regression of the outcome on the log-ratios
  none     ///< each column counts in full, as if it knew nothing of the others
};

/// What an unknown value says.
enum class UnsetRule {
  skipped,  ///< nothing
  value     ///< that it is unknown, a value of its own
};

/// Whether a naive Bayes model could be fitted.
enum class NaiveBayesStatus {
  ok,        ///< it could
  one_class  ///< no rows, or all of one outcome
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::Smoothing> {
  static constexpr EnumWord table[] = {
      word(score::Smoothing::scaled, "scaled", {"按取值数分摊", "Scaled by the number of values"}),
      word(score::Smoothing::per_value, "per_value", {"每个取值相同", "The same for each value"}),
  };
};

template <>
struct Words<score::Damping> {
  static constexpr EnumWord table[] = {
      word(score::Damping::fitted, "fitted", {"拟合的指数", "Fitted exponents"}),
      word(score::Damping::none, "none", {"不减弱", "None"}),
  };
};

template <>
struct Words<score::UnsetRule> {
  static constexpr EnumWord table[] = {
      word(score::UnsetRule::skipped, "skipped", {"跳过", "Skipped"}),
      word(score::UnsetRule::value, "value", {"作为一个取值", "A value of its own"}),
  };
};

template <>
struct Words<score::NaiveBayesStatus> {
  static constexpr EnumWord table[] = {
      word(score::NaiveBayesStatus::ok, "ok", {"已拟合", "Fitted"}),
      word(score::NaiveBayesStatus::one_class, "one_class", {"结果只有一类", "One outcome only"}, "",
           {"需要两类结果的历史记录", "Give rows of both outcomes"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// A column of stages passed one after the other: whoever won passed all of them, whoever lost passed those up to where
/// it was lost.
struct StageLadder {
  std::string column{};               ///< name of a column of words; empty: there is no ladder
  std::vector<std::string> stages{};  ///< from first to last, none twice
};

/// How naive Bayes counts.
struct NaiveBayesOptions {
  Smoothing smoothing = Smoothing::scaled;  ///< what is added to counts of values. Default scaled.
  double strength = 1;                      ///< how much of it. Default 1. Requires finite, > 0.
  double class_strength = 0;                ///< added to the count of each outcome. Default 0. Requires finite, >= 0.
  Damping damping = Damping::fitted;        ///< of evidence that repeats itself. Default fitted.
  double damping_c = 1;  ///< weight of the data against exponents of 1. Default 1. Requires finite, > 0.
  UnsetRule unset = UnsetRule::skipped;       ///< what unknown values say. Default skipped.
  std::vector<std::string> unset_as_value{};  ///< columns in which unknown is a value of its own, whatever `unset` says
  double minimum_seen = 0;    ///< values of less summed weight are left out. Default 0. Requires finite, >= 0.
  int bins = 5;               ///< of columns of numbers, see `quantile_cuts`. Default 5. Requires >= 1.
  StageLadder ladder{};       ///< the column of stages, if there is one
  std::string team_column{};  ///< column of words: each team's shares lean on those of all; empty: none
  double team_strength = 20;  ///< rows of all that a team's own are mixed with. Default 20. Requires finite, > 0.
  std::span<const double> weights{};  ///< of rows, such as `half_life_weights`; empty: each counts 1
};

/// Options that count as open-source lead scoring does: .1 on every count, no damping, unknown values skipped.
/// @param ladder  the column of stages
/// @source  docs/methods/score_models.md
[[nodiscard]] inline NaiveBayesOptions lead_scoring_options(const StageLadder& ladder = {}) {
  NaiveBayesOptions options;
  options.smoothing = Smoothing::per_value;
  options.strength = options.class_strength = .1;
  options.damping = Damping::none;
  options.ladder.column = ladder.column;
  options.ladder.stages = ladder.stages;
  return options;
}

}  // namespace guanxi::score
