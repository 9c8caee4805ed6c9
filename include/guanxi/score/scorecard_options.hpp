#pragma once
/// @file
/// How a scorecard is binned, weighed and scaled into points.

#include <guanxi/score/logistic.hpp>

#include <span>
#include <string>
#include <vector>

namespace guanxi::score {

/// How numbers are put into bins; words are bins as they are.
enum class ScoreBinning {
  quantile,     ///< of about equal weight
  equal_width,  ///< of equal width
  monotone      ///< twenty quantiles, merged until the share of events only rises or only falls
};

/// What becomes of a bin in which all rows, or none, are events.
enum class EmptyCell {
  drop,     ///< it says nothing: weight of evidence 0, left out of the information value
  add_half  ///< ½ is added to both counts of every bin of every column
};

/// How much each column counts in the points.
enum class CardCoefficients {
  fitted,  ///< as much as a logistic regression on the weights of evidence says
  one      ///< in full, as if it knew nothing of the others
};

/// Where the points stand with which every row starts.
enum class BasePoints {
  apart,  ///< by themselves
  spread  ///< over the columns, so that the points of bins alone add up to the score
};

/// How much a column tells of the outcome, by its information value.
enum class IvStrength {
  none,       ///< below .02
  weak,       ///< .02 to .1
  medium,     ///< .1 to .3
  strong,     ///< .3 to .5
  suspicious  ///< .5 and above: perhaps filled in afterwards
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::ScoreBinning> {
  static constexpr EnumWord table[] = {
      word(score::ScoreBinning::quantile, "quantile", {"等频", "Quantiles"}),
      word(score::ScoreBinning::equal_width, "equal_width", {"等宽", "Equal width"}),
      word(score::ScoreBinning::monotone, "monotone", {"单调合并", "Merged until monotone"}),
  };
};

template <>
struct Words<score::EmptyCell> {
  static constexpr EnumWord table[] = {
      word(score::EmptyCell::drop, "drop", {"略去", "Dropped"}),
      word(score::EmptyCell::add_half, "add_half", {"各加二分之一", "½ added to each cell"}),
  };
};

template <>
struct Words<score::CardCoefficients> {
  static constexpr EnumWord table[] = {
      word(score::CardCoefficients::fitted, "fitted", {"回归系数", "Fitted"}),
      word(score::CardCoefficients::one, "one", {"均为一", "All one"}),
  };
};

template <>
struct Words<score::BasePoints> {
  static constexpr EnumWord table[] = {
      word(score::BasePoints::apart, "apart", {"单列", "Apart"}),
      word(score::BasePoints::spread, "spread", {"分摊到各列", "Spread over the columns"}),
  };
};

template <>
struct Words<score::IvStrength> {
  static constexpr EnumWord table[] = {
      word(score::IvStrength::none, "none", {"无区分力", "Tells nothing"}),
      word(score::IvStrength::weak, "weak", {"弱", "Weak"}),
      word(score::IvStrength::medium, "medium", {"中等", "Medium"}),
      word(score::IvStrength::strong, "strong", {"强", "Strong"}),
      word(score::IvStrength::suspicious, "suspicious", {"强得可疑", "Suspiciously strong"}, "",
           {"检查该列是否事后填写", "See whether the column was filled in afterwards"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// Where one column of numbers is cut, whatever the binning of the others.
struct GivenCuts {
  std::string column{};        ///< name of the column
  std::vector<double> cuts{};  ///< rising, finite; bin k holds cuts[k − 1] < number <= cuts[k]
};

/// How a scorecard is made.
struct ScorecardOptions {
  ScoreBinning binning = ScoreBinning::quantile;  ///< of columns of numbers. Default quantile.
  int bins = 5;                                   ///< most bins of a column of numbers. Default 5. Requires >= 1.
  std::span<const GivenCuts> cuts{};              ///< columns with cuts of their own
  EmptyCell empty_cell = EmptyCell::drop;         ///< bins of one outcome only. Default drop.
  CardCoefficients coefficients = CardCoefficients::fitted;  ///< how much each column counts. Default fitted.
  Penalty penalty = Penalty::none;                           ///< of fitted coefficients. Default none.
  double c = 1;                                              ///< as in LogisticOptions
  double points0 = 600;                                      ///< points at odds0. Default 600. Requires finite.
  double odds0 = 1.0 / 19;  ///< events to others at points0. Default 1/19. Requires finite, > 0.
  double pdo = 50;   ///< points to double the odds. Default 50. Requires finite, not 0; below 0 events get more points.
  int decimals = 0;  ///< of points. Default 0. Requires 0–3.
  BasePoints base = BasePoints::apart;  ///< where the starting points stand. Default apart.
  std::span<const double> weights{};    ///< of rows; empty: each counts 1
};

}  // namespace guanxi::score
