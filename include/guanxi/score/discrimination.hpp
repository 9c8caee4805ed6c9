#pragma once
/// @file
/// How well predictions tell events from others: AUC, Kolmogorov–Smirnov, lift.

#include <guanxi/score/metric.hpp>

#include <optional>
#include <span>
#include <vector>

namespace guanxi::score {

/// The area under the ROC curve.
struct Auc {
  MetricStatus status{};                   ///< without ok no number is set
  std::optional<double> value{};           ///< P(event above other) + ½ P(equal), in [0, 1]
  std::optional<double> standard_error{};  ///< by DeLong; unset with fewer than two events or two others
  std::optional<double> low{};             ///< value − z · standard error, not below 0
  std::optional<double> high{};            ///< value + z · standard error, not above 1
  bool operator==(const Auc&) const = default;
};

/// Options of intervals.
struct IntervalOptions {
  double level = .95;  ///< share of samples whose interval holds the truth, in (0, 1)
};

/// The area under the ROC curve with its interval.
/// @param predicted  any finite numbers, higher for more likely
/// @param outcome    0 or 1 for each row
/// @param options    level of the interval
/// @return  equal predictions count half; the order of rows changes nothing
/// @throws  ArgumentError  `argument.predicted` (not finite), `argument.outcome` (another length or number),
/// `argument.range` (level)
/// @cost    n log n
/// @source  DeLong, DeLong, Clarke-Pearson (1988), Biometrics 44:837; ranks as Sun, Xu (2014)
[[nodiscard]] Auc auc(std::span<const double> predicted, std::span<const double> outcome,
                      const IntervalOptions& options = {});

/// How two predictions of the same rows differ in AUC.
struct AucDifference {
  MetricStatus status{};               ///< without ok no number is set
  std::optional<double> difference{};  ///< first − second
  std::optional<double>
      standard_error{};             ///< by DeLong, of correlated areas; unset with fewer than two of either outcome
  std::optional<double> p_value{};  ///< two-sided, that the true difference is 0; 1 where predictions rank alike
  bool operator==(const AucDifference&) const = default;
};

/// Compares two predictions of the same rows by their AUC.
/// @throws  ArgumentError  as `auc`
/// @cost    n log n
/// @source  DeLong, DeLong, Clarke-Pearson (1988)
[[nodiscard]] AucDifference auc_difference(std::span<const double> first, std::span<const double> second,
                                           std::span<const double> outcome);

/// The largest distance between the distributions of events and others.
struct Ks {
  MetricStatus status{};          ///< without ok no number is set
  std::optional<double> value{};  ///< in [0, 1]
  std::optional<double>
      threshold{};  ///< the prediction from which on the distance is that large; the highest of equal ones
  bool operator==(const Ks&) const = default;
};

/// Kolmogorov–Smirnov: max over thresholds of |share of events from there on − share of others from there on|.
/// @throws  ArgumentError  as `auc`
/// @cost    n log n
[[nodiscard]] Ks ks(std::span<const double> predicted, std::span<const double> outcome);

/// Events among the rows predicted highest.
struct Lift {
  MetricStatus status{};          ///< one_class only if there is no event
  double share{};                 ///< of rows taken, as given
  double rows{};                  ///< share · all rows
  double events{};                ///< events among them; of equal predictions at the cut a proportional part
  std::optional<double> rate{};   ///< events / rows
  std::optional<double> value{};  ///< rate / rate of all rows
  std::optional<double> gain{};   ///< share of all events that is among them
  bool operator==(const Lift&) const = default;
};

/// Lift in the share of rows predicted highest.
/// @param predicted  any finite numbers
/// @param outcome    0 or 1 for each row
/// @param share      of rows, in (0, 1]
/// @throws  ArgumentError  as `auc`; `argument.range` for the share
/// @cost    n log n
[[nodiscard]] Lift lift(std::span<const double> predicted, std::span<const double> outcome, double share);

/// Lift in rising shares of the rows predicted highest.
struct LiftTable {
  MetricStatus status{};      ///< empty without rows, one_class if all rows or none are events
  double rows{};              ///< all rows
  double events{};            ///< all events
  std::vector<Lift> parts{};  ///< of the first 1/k, 2/k … of the rows
  bool operator==(const LiftTable&) const = default;
};

/// Lift in the first k of so many equal shares, k = 1 … parts.
/// @param predicted  any finite numbers
/// @param outcome    0 or 1 for each row
/// @param parts      number of shares, at least 1
/// @throws  ArgumentError  as `auc`; `argument.range` for the parts
/// @cost    n log n
[[nodiscard]] LiftTable lift_table(std::span<const double> predicted, std::span<const double> outcome, int parts = 10);

}  // namespace guanxi::score
