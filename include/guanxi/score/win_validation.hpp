#pragma once
/// @file
/// How good a model of winning is on rows that it has not seen, and whether that is better than the base rate.

#include <guanxi/core/label.hpp>
#include <guanxi/score/accuracy.hpp>
#include <guanxi/score/columns.hpp>
#include <guanxi/score/discrimination.hpp>
#include <guanxi/score/win_options.hpp>

#include <optional>
#include <span>
#include <vector>

namespace guanxi::score {

/// How rows were kept aside.
enum class WinScheme {
  none,    ///< they were not: too few, or not asked for
  k_fold,  ///< each row is told by a model of the other folds
  rolling  ///< each block is told by a model of all rows before it
};

/// Whether a model tells more than the base rate.
enum class LiftVerdict {
  undecided,  ///< too little data to say
  no_lift,    ///< no lift over the base rate was found
  lift        ///< AUC above ½ and Brier score below that of the base rate, both beyond their intervals
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::WinScheme> {
  static constexpr EnumWord table[] = {
      word(score::WinScheme::none, "none", {"未检验", "Not checked"}),
      word(score::WinScheme::k_fold, "k_fold", {"分折检验", "Folds"}),
      word(score::WinScheme::rolling, "rolling", {"按时间滚动检验", "Rolling in time"}),
  };
};

template <>
struct Words<score::LiftVerdict> {
  static constexpr EnumWord table[] = {
      word(score::LiftVerdict::undecided, "undecided", {"数据太少，无法判断", "Too little data to say"}),
      word(score::LiftVerdict::no_lift, "no_lift", {"未发现优于基准率", "No lift found"}),
      word(score::LiftVerdict::lift, "lift", {"优于基准率", "Lift found"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// Rows that were told by a model of others.
struct WinBlock {
  double rows{};                       ///< told
  double won{};                        ///< of them
  double lost{};                       ///< of them
  double trained{};                    ///< rows of the model that told them
  double base_rate{};                  ///< share won among those, (won + ½) / (rows + 1)
  std::optional<double> first_time{};  ///< earliest time told; unset without times
  std::optional<double> last_time{};   ///< latest time told
  std::optional<double> auc{};         ///< unset for one outcome only
  double brier{};                      ///< of the model
  double base_brier{};                 ///< of the base rate
  bool operator==(const WinBlock&) const = default;
};

/// A model of winning on rows that it has not seen, all blocks together; each row counts once, whatever its weight.
struct WinValidation {
  WinScheme scheme = WinScheme::none;            ///< how rows were kept aside
  LiftVerdict verdict = LiftVerdict::undecided;  ///< whether the model tells more than the base rate
  Message message{};                             ///< the verdict with its figures
  double rows{};                                 ///< told
  double won{};                                  ///< of them
  double lost{};                                 ///< of them
  Auc auc{};                                     ///< with its 95 % interval
  std::optional<double> brier{};                 ///< mean (p − y)²; unset without rows
  std::optional<double> base_brier{};            ///< of the base rate known when each row was told
  std::optional<double> gain{};                  ///< base_brier − brier; above 0 the model is better
  std::optional<double> gain_low{};              ///< lower end of its 95 % interval, from paired differences
  std::optional<double> gain_high{};             ///< upper end
  std::optional<double> log_loss{};              ///< of the model
  std::optional<double> base_log_loss{};         ///< of the base rate
  CalibrationError calibration{};                ///< ten bins of equal count
  Lift lift_tenth{};                             ///< among the tenth of rows told highest
  Lift lift_fifth{};                             ///< among the fifth
  std::vector<WinBlock> blocks{};                ///< in the order of time, or of folds
  bool operator==(const WinValidation&) const = default;
};

/// Checks how good a model of winning would be on rows that it has not seen.
///
/// With times, the last half of the rows is cut into blocks, each told by a model of the rows before it; rows of equal
/// time stay together. Without, each row is told by a model of the other folds; folds are drawn from what rows hold, so
/// that their order changes nothing. A calibration is part of what is checked: it is fitted on other rows than those
/// told.
/// @param columns  one or more
/// @param outcome  1 won, 0 lost, for each row
/// @param options  as for the fit; `folds` or `blocks` and `time` say how rows are kept aside
/// @return  scheme none and verdict undecided if there are not two folds, or no blocks, with both outcomes
/// @throws  ArgumentError  as `fit_win_model`
/// @cost    that of the fit
/// @source  docs/methods/win_model.md
[[nodiscard]] WinValidation validate_win_model(Columns columns, std::span<const double> outcome,
                                               const WinOptions& options = {});

}  // namespace guanxi::score
