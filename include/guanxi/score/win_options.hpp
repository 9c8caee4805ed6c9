#pragma once
/// @file
/// How a model of winning is fitted, checked and calibrated.

#include <guanxi/core/date.hpp>
#include <guanxi/core/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// What a model answers in which no lift over the base rate was found.
enum class NoLiftRule {
  base_rate,  ///< the base rate, without reasons
  keep        ///< what it has fitted, all the same
};

/// How probabilities are calibrated.
enum class CalibrationRule {
  automatic,  ///< by what improves the log loss out of sample beyond noise, else not at all
  none,       ///< not at all
  platt,      ///< by Platt's curve, whatever it brings
  isotonic    ///< by isotonic steps, whatever they bring
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::NoLiftRule> {
  static constexpr EnumWord table[] = {
      word(score::NoLiftRule::base_rate, "base_rate", {"只给基准率", "Base rate"}),
      word(score::NoLiftRule::keep, "keep", {"仍用模型", "Keep the model"}),
  };
};

template <>
struct Words<score::CalibrationRule> {
  static constexpr EnumWord table[] = {
      word(score::CalibrationRule::automatic, "automatic", {"有改善才校准", "If it helps"}),
      word(score::CalibrationRule::none, "none", {"不校准", "None"}),
      word(score::CalibrationRule::platt, "platt", {"Platt 曲线", "Platt"}),
      word(score::CalibrationRule::isotonic, "isotonic", {"保序回归", "Isotonic"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// What is believed of one coefficient before the data.
struct WinEffect {
  std::string column{};  ///< name of the column; of words `column=word`
  double coefficient{};  ///< log-odds for one unit of the column, or for the word instead of the others; finite
  bool operator==(const WinEffect&) const = default;
};

/// What is believed before the data: a scorecard of experience.
struct WinPrior {
  double base_rate = .5;  ///< share won. Default .5. Requires > 0, < 1.
  double weight = 0;  ///< so many closed deals the base rate is worth; 0: nothing is believed. Requires finite, >= 0.
  std::vector<WinEffect> coefficients{};  ///< of columns and words; those not named are 0
  bool operator==(const WinPrior&) const = default;
};

/// How a model of winning is fitted.
struct WinOptions {
  std::span<const double> weights{};  ///< of rows, such as `half_life_weights`; empty: each counts 1
  std::span<const double> time{};     ///< day of each row, any origin; given, the past is tested on what came later
  std::vector<std::string>
      groups{};       ///< columns of words whose words lean on all: team, salesperson; nested or crossed
  WinPrior prior{};   ///< what is believed before the data
  double spread = 0;  ///< deviation of coefficients of standardised columns around the prior; 0: learnt. Finite, >= 0.
  double level = .9;  ///< coverage of intervals of probabilities. Default .9. Requires > 0, < 1.
  double minimum = 40;    ///< rows won, and rows lost, below which data are little. Default 40. Requires finite, >= 1.
  double seldom = 5;      ///< weight below which a word, or being unknown, has no coefficient. Requires finite, > 0.
  int folds = 5;          ///< of the check without `time`; 0: no check and no calibration. Requires 0 or >= 2.
  int blocks = 5;         ///< of the check with `time`, over the last half of the rows. Requires >= 1.
  std::int64_t seed = 1;  ///< of the folds
  CalibrationRule calibration = CalibrationRule::automatic;  ///< how probabilities are calibrated. Default automatic.
  NoLiftRule when_no_lift = NoLiftRule::base_rate;           ///< what is answered if no lift was found
};

/// How a model of winning answers.
struct WinAnswerOptions {
  double level = 0;             ///< coverage of the interval; 0: that of the model. Requires 0, or > 0 and < 1.
  std::optional<Date> as_of{};  ///< event time of the answer, written into the score; unset leaves its default
};

}  // namespace guanxi::score
