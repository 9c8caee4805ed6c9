#pragma once
/// @file
/// How long customers stay: survival curves from durations of which some have not ended yet.

#include <guanxi/core/error.hpp>
#include <guanxi/core/value.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::lifetime {

/// Whether a survival curve could be drawn. The first that applies is told.
enum class SurvivalStatus {
  ok,        ///< it could
  empty,     ///< there are no rows, or all weights are 0
  no_events  ///< nothing has ended yet: the curve stays at 1
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::SurvivalStatus> {
  static constexpr EnumWord table[] = {
      word(lifetime::SurvivalStatus::ok, "ok", {"已得出", "Answered"}),
      word(lifetime::SurvivalStatus::empty, "empty", {"没有数据", "No rows"}, "", {"提供数据行", "Give rows"}),
      word(lifetime::SurvivalStatus::no_events, "no_events", {"尚无流失", "Nothing has ended"}, "",
           {"等待出现流失后再看中位数", "Wait until some have ended for a median"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// How rows are counted and how wide intervals are.
struct SurvivalOptions {
  std::span<const double> weights{};  ///< how many rows each row stands for, whole, from 0; none: each counts once
  double level = .95;                 ///< share of samples whose interval holds the truth, in (0, 1)
};

/// What happened at one duration. Survival, its error and its interval hold from here up to the next step.
struct SurvivalStep {
  double time{};            ///< the duration
  double at_risk{};         ///< rows that lasted at least that long
  double events{};          ///< of them ended at that duration
  double censored{};        ///< of them still there when last seen at that duration
  double survival{};        ///< estimated share that lasts longer than this
  double standard_error{};  ///< of survival, by Greenwood; 0 before the first event and where survival is 0
  double low{};             ///< lower end of the log(−log) interval; survival itself where that is 0 or 1
  double high{};            ///< upper end of that interval
  bool operator==(const SurvivalStep&) const = default;
};

/// A survival curve: 1 from time 0, and a step at each duration.
struct SurvivalCurve {
  std::string model = "lifetime.kaplan_meier/1";  ///< name and version of the method
  SurvivalStatus status{};                        ///< without rows nothing but the level is set
  double level{};                                 ///< of the intervals, as given
  double rows{};                                  ///< sum of the weights
  double events{};                                ///< of them ended
  std::optional<double> median{};                 ///< `quantile` of ½
  std::optional<double> restricted_mean{};        ///< mean of min(duration, last time): the area below the curve
  std::optional<double> restricted_mean_error{};  ///< its standard error, 0 without events
  std::vector<SurvivalStep> steps{};              ///< one for each distinct duration, shortest first
  bool operator==(const SurvivalCurve&) const = default;
};

/// The survival curve of durations some of which were cut short by the end of observation.
/// @param duration  how long each row was seen, finite, >= 0, in any unit
/// @param event     1 if it ended then, 0 if it was still there (censored)
/// @param options   weights and level
/// @return  at equal durations events come before censorings, so that a row censored at t is at risk at t; rows of
/// weight 0 count nowhere; a weight of k equals k equal rows and the order of rows changes nothing, both bit for bit
/// @throws  ArgumentError  `argument.length` (event or weights of another length), `argument.duration`,
/// `argument.outcome` (an event not 0 or 1), `argument.weights` (not whole, below 0, or more than 2^53 together),
/// `argument.range` (level)
/// @cost    n log n; no shared state
/// @source  Kaplan, Meier (1958), J. Am. Stat. Assoc. 53:457; Greenwood (1926); interval: Kalbfleisch, Prentice (1980)
[[nodiscard]] SurvivalCurve kaplan_meier(std::span<const double> duration, std::span<const double> event,
                                         const SurvivalOptions& options = {});

/// The estimated share that lasts longer than a time.
/// @param curve  of `kaplan_meier`
/// @param time   any number but NaN
/// @return  at a step the value after it; 1 before the first; beyond the last time the last value, which says nothing
/// about what comes then; unset without steps
/// @throws  ArgumentError  `argument.range` for NaN
/// @cost    logarithm of the number of steps
[[nodiscard]] std::optional<double> survival_at(const SurvivalCurve& curve, double time);

/// The earliest time by which a share has ended.
/// @param curve  of `kaplan_meier`
/// @param q      that share, in (0, 1); ½ gives the median
/// @return  the first event at which survival is at most 1 − q (1e-12 is allowed for rounding), also where the curve
/// then runs level at 1 − q; unset while survival stays above
/// @throws  ArgumentError  `argument.range` for another q
/// @cost    number of steps
[[nodiscard]] std::optional<double> quantile(const SurvivalCurve& curve, double q);

}  // namespace guanxi::lifetime
