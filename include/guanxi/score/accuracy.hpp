#pragma once
/// @file
/// How far predicted probabilities are from outcomes: Brier score, log loss, calibration error.

#include <guanxi/score/metric.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::score {

/// The Brier score and what it is made of: value = reliability − resolution + uncertainty + within.
struct Brier {
  MetricStatus status{};          ///< empty, else ok
  std::optional<double> value{};  ///< mean (p − y)², in [0, 1]; smaller is better
  double reliability{};           ///< how far groups of predictions are from their rates; 0 is calibrated
  double resolution{};            ///< how far the rates of groups are from the base rate
  double uncertainty{};           ///< base rate · (1 − base rate): the score of the base rate alone
  double within{};                ///< what varies inside groups; 0 for groups of equal predictions
  bool operator==(const Brier&) const = default;
};

/// How predictions are put into groups.
struct GroupOptions {
  int bins = 0;  ///< 0: equal predictions make a group; else so many groups of equal count, equal predictions together
};

/// The Brier score with its parts.
/// @param predicted  probabilities in [0, 1]
/// @param outcome    0 or 1 for each row
/// @param options    groups of the parts; they do not change the value
/// @throws  ArgumentError  `argument.predicted` outside [0, 1], `argument.outcome`, `argument.range` (bins)
/// @cost    n log n; the order of rows changes nothing
/// @source  Brier (1950); Murphy (1973), J. Appl. Meteor. 12:595; Stephenson, Coelho, Jolliffe (2008)
[[nodiscard]] Brier brier(std::span<const double> predicted, std::span<const double> outcome,
                          const GroupOptions& options = {});

/// A mean loss.
struct Loss {
  MetricStatus status{};          ///< empty, else ok
  std::optional<double> value{};  ///< >= 0; smaller is better
  bool operator==(const Loss&) const = default;
};

/// Log loss: mean −ln of the probability given to what happened, clipped to [1e-15, 1 − 1e-15].
/// @throws  ArgumentError  `argument.predicted` outside [0, 1], `argument.outcome`
/// @cost    n log n; the order of rows changes nothing
[[nodiscard]] Loss log_loss(std::span<const double> predicted, std::span<const double> outcome);

/// How bins are cut.
enum class BinRule {
  equal_count,  ///< as many rows in each as equal predictions, which stay together, allow
  equal_width   ///< [0, 1] in equal parts; the upper end of each belongs to it
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::BinRule> {
  static constexpr EnumWord table[] = {
      word(score::BinRule::equal_count, "equal_count", {"等数", "Equal count"}),
      word(score::BinRule::equal_width, "equal_width", {"等宽", "Equal width"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// Predictions and outcomes of one bin.
struct CalibrationBin {
  std::int64_t rows{};  ///< above 0
  double low{};         ///< smallest prediction in it
  double high{};        ///< greatest prediction in it
  double predicted{};   ///< mean prediction
  double observed{};    ///< share of events
  bool operator==(const CalibrationBin&) const = default;
};

/// How far mean predictions are from shares of events.
struct CalibrationError {
  MetricStatus status{};               ///< empty, else ok
  std::optional<double> value{};       ///< Σ rows / n · |predicted − observed|, in [0, 1]
  std::optional<double> greatest{};    ///< the largest |predicted − observed| of a bin
  std::vector<CalibrationBin> bins{};  ///< by prediction; bins without rows are left out
  bool operator==(const CalibrationError&) const = default;
};

/// Options of the calibration error.
struct CalibrationErrorOptions {
  int bins = 10;                        ///< at least 1
  BinRule rule = BinRule::equal_count;  ///< how they are cut
};

/// The expected calibration error with its table.
/// @param predicted  probabilities in [0, 1]
/// @param outcome    0 or 1 for each row
/// @param options    number and rule of bins
/// @throws  ArgumentError  `argument.predicted`, `argument.outcome`, `argument.range` (bins)
/// @cost    n log n; the order of rows changes nothing
[[nodiscard]] CalibrationError calibration_error(std::span<const double> predicted, std::span<const double> outcome,
                                                 const CalibrationErrorOptions& options = {});

/// How far a sample has moved from the one that a model was fitted on.
struct Stability {
  MetricStatus status{};           ///< empty if either sample is
  std::optional<double> value{};   ///< Σ (a − e) ln(a / e); below .1 stable, from .25 shifted
  std::vector<double> edges{};     ///< upper ends of all bins but the last
  std::vector<double> expected{};  ///< share of the first sample in each bin
  std::vector<double> actual{};    ///< share of the second
  bool operator==(const Stability&) const = default;
};

/// Options of the stability index.
struct StabilityOptions {
  int bins = 10;  ///< at quantiles (type 7) of the expected sample; equal edges fall together; at least 1
  std::span<const double> edges{};  ///< given upper ends in ascending order instead; a value equal to one belongs below
};

/// Population stability index.
/// @param expected  finite numbers of the sample that a model was fitted on
/// @param actual    finite numbers of a later one
/// @param options   bins
/// @return  a bin without rows counts ½ row, the shares being of the rows as they are
/// @throws  ArgumentError  `argument.expected`, `argument.actual` (not finite), `argument.range` (bins, edges)
/// @cost    n log n
/// @source  Siddiqi (2006), Credit Risk Scorecards
[[nodiscard]] Stability psi(std::span<const double> expected, std::span<const double> actual,
                            const StabilityOptions& options = {});

}  // namespace guanxi::score
