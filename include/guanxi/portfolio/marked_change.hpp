#pragma once
/// @file
/// A marked change of a customer's trade, for which a reason must be on record.

#include <guanxi/core/label.hpp>
#include <guanxi/core/parallel.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/portfolio/period_series.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// What the latest periods are against those before them.
enum class ChangeKind {
  none,      ///< as expected
  drop,      ///< markedly less
  rise,      ///< markedly more
  stopped,   ///< nothing, where something was expected
  started,   ///< something after a long pause, or for the first time
  too_short  ///< too few periods before them to tell
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::ChangeKind> {
  static constexpr EnumWord table[] = {
      word(portfolio::ChangeKind::none, "none", {"无明显变化", "As expected"}),
      word(portfolio::ChangeKind::drop, "drop", {"明显下降", "Marked drop"}, "",
           {"查明并记录原因", "Find out why and record it"}),
      word(portfolio::ChangeKind::rise, "rise", {"明显上升", "Marked rise"}, "",
           {"查明并记录原因", "Find out why and record it"}),
      word(portfolio::ChangeKind::stopped, "stopped", {"停止交易", "Stopped"}, "",
           {"尽快联系客户并记录原因", "Call soon, and record why"}),
      word(portfolio::ChangeKind::started, "started", {"开始交易", "Started"}, "",
           {"记录交易由何而来", "Record what it came from"}),
      word(portfolio::ChangeKind::too_short, "too_short", {"期数不足", "Too few periods"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// A reason on record.
struct ChangeReason {
  Date day{};          ///< when it happened
  std::string text{};  ///< blank says nothing
  auto operator<=>(const ChangeReason&) const = default;
};

/// What counts as marked.
struct ChangeOptions {
  Period period = Period::month;                    ///< of the values. Default month.
  RunningPeriod running = RunningPeriod::left_out;  ///< whether the last value is of it. Default left out.
  int latest = 1;                   ///< periods that are looked at, the last ones. Default 1. Requires >= 1.
  int season = 0;                   ///< periods of a season; 0: none. Default 0. Requires 0 or 2–366.
  int min_history = 6;              ///< fewer periods before them tell nothing. Default 6. Requires >= 3.
  int quiet = 6;                    ///< periods without trade before a start. Default 6. Requires >= 1.
  double threshold = 3;             ///< a marked change is more robust deviations than this. Default 3. Requires > 0.
  double least_share = .2;          ///< of what was expected, for a marked change. Default .2. Requires >= 0.
  std::int64_t least_amount = 0;    ///< minor units of a marked change. Default 0. Requires >= 0.
  double floor_share = .05;         ///< least deviation as a share of the median. Default .05. Requires >= 0.
  std::int64_t floor_amount = 1;    ///< least deviation in minor units. Default 1. Requires >= 1.
  double trend_significance = .05;  ///< largest p of a trend carried on; 0: none. Default .05. Requires 0 <= p < 1.
  int reason_days = 90;  ///< days before the latest periods from which a reason counts. Default 90. Requires 0–3650.
  int decimals = 2;      ///< of amounts, for texts. Default 2. Requires 0–9.
};

/// Where a series changed most between one level and another.
struct ChangePoint {
  std::optional<std::int64_t> last_before{};  ///< place of the last value before the change, from 0
  std::int64_t statistic{};                   ///< Pettitt's K
  double p = 1;                               ///< approximate chance of so large a K without a change
  double before{};                            ///< median up to there
  double after{};                             ///< median from there on
  bool operator==(const ChangePoint&) const = default;
};

/// The latest periods against those before them.
struct MarkedChange {
  ChangeKind kind = ChangeKind::too_short;  ///< what they are
  std::int64_t history{};                   ///< periods before the latest
  double actual{};                          ///< sum of the latest, in minor units
  std::optional<double> expected{};         ///< for all of the latest; unset if too short
  std::optional<double> low{};              ///< expected less `threshold` deviations; not below 0 where nothing was
  std::optional<double> high{};             ///< expected and `threshold` deviations
  double deviation{};                       ///< robust deviation of the latest altogether
  double size{};                            ///< actual less expected in deviations
  std::optional<double> share{};            ///< actual less expected by expected; unset if nothing was expected
  double slope{};                           ///< trend that was carried on, minor units a period; 0: none
  bool season_used{};                       ///< seasons were taken off
  bool floor_used{};                        ///< the deviation was raised to its floor
  Date first_day{};                         ///< of the latest periods
  Date last_day{};                          ///< of the latest periods
  std::vector<std::int32_t> latest{};       ///< places of the latest values, from 0
  std::vector<std::int32_t> compared{};     ///< places of those of the same season, else of all before them
  ChangePoint point{};                      ///< of the whole series
  bool needs_reason{};                      ///< marked, and no reason is on record
  std::vector<ChangeReason> known{};        ///< reasons on record that count, by day
  std::vector<Message> reasons{};           ///< why it is marked; empty if it is not
  bool operator==(const MarkedChange&) const = default;
};

/// Whether the latest periods are markedly other than those before them let expect.
/// @param totals   one a period, oldest first, in minor units; the last is of the last period that counts on `as_of`
/// @param as_of    day of the answer; reasons after it are not known
/// @param known    reasons on record, in any order
/// @param options  thresholds
/// @return  too_short for fewer than `min_history` values before the latest, also for none; all equal: none
/// @throws  ArgumentError  `argument.range` for an option, `argument.length` for more than 2000 values
/// @cost    quadratic in the values; no shared state, any thread may call it
/// @source  Sen (1968), Iglewicz and Hoaglin (1993), Pettitt (1979); docs/methods/trends.md
/// @limits  with few former periods that vary much, one unchanged series in ten is marked: see the page
[[nodiscard]] MarkedChange marked_change(std::span<const std::int64_t> totals, Date as_of,
                                         std::span<const ChangeReason> known = {}, const ChangeOptions& options = {});

/// Marked changes of all customers.
/// @param series   their period, day and running period stand in for those of the options
/// @param known    reasons on record, one list a customer; empty: none is known
/// @param options  as for `marked_change`
/// @param work     threads and progress; results do not depend on it
/// @return  one a customer, in their order
/// @throws  ArgumentError  as `marked_change`; `argument.length` for another number of lists than of customers
/// @cost    that of each series
[[nodiscard]] std::vector<MarkedChange> marked_changes(const PeriodSeries& series,
                                                       std::span<const std::vector<ChangeReason>> known = {},
                                                       const ChangeOptions& options = {}, const Work& work = {});

/// Reasons as the events of a dossier state them.
/// @return  statements with a day, by day; events without either are left out
[[nodiscard]] std::vector<ChangeReason> change_reasons(const Dossier& dossier);

/// Where a series changed most, by ranks.
/// @param totals  one a period, oldest first
/// @return  no place for fewer than two values or if all are equal; of equals the first
/// @throws  ArgumentError  `argument.length` for more than 2000 values
/// @cost    n log n
/// @source  Pettitt (1979), Appl. Statist. 28:126
[[nodiscard]] ChangePoint change_point(std::span<const std::int64_t> totals);

}  // namespace guanxi::portfolio
