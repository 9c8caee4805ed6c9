#pragma once
/// @file
/// Whether groups of customers stay equally long.

#include <guanxi/core/error.hpp>
#include <guanxi/core/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::lifetime {

/// Whether groups could be compared. The first that applies is told.
enum class LogRankStatus {
  ok,         ///< they could
  empty,      ///< there are no rows, or all weights are 0
  one_group,  ///< fewer than two groups have rows
  no_events,  ///< nothing has ended yet
  singular    ///< a group was gone before the first event, or all rows at risk then ended at once
};

}  // namespace guanxi::lifetime
namespace guanxi {

template <>
struct Words<lifetime::LogRankStatus> {
  static constexpr EnumWord table[] = {
      word(lifetime::LogRankStatus::ok, "ok", {"已得出", "Answered"}),
      word(lifetime::LogRankStatus::empty, "empty", {"没有数据", "No rows"}, "", {"提供数据行", "Give rows"}),
      word(lifetime::LogRankStatus::one_group, "one_group", {"只有一组", "One group only"}, "",
           {"提供两组或更多", "Give two or more groups"}),
      word(lifetime::LogRankStatus::no_events, "no_events", {"尚无流失", "Nothing has ended"}, "",
           {"等待出现流失后再比较", "Wait until some have ended"}),
      word(lifetime::LogRankStatus::singular, "singular", {"各组无法相比", "Groups that cannot be compared"}, "",
           {"去掉或合并在首次流失前已全部离开观察的组", "Leave out or merge groups gone before the first event"}),
  };
};

}  // namespace guanxi
namespace guanxi::lifetime {

/// How rows are counted.
struct LogRankOptions {
  std::span<const double> weights{};  ///< how many rows each row stands for, whole, from 0; none: each counts once
};

/// What one group has lost, and what it would have lost if all groups lasted alike.
struct LogRankGroup {
  std::int32_t group{};  ///< its code
  double rows{};         ///< sum of its weights
  double observed{};     ///< of them ended
  double expected{};     ///< Σ over times of events of all · its rows at risk / rows at risk of all
  bool operator==(const LogRankGroup&) const = default;
};

/// A comparison of the survival of groups.
struct LogRank {
  std::string model = "lifetime.log_rank/1";  ///< name and version of the method
  LogRankStatus status{};                     ///< without ok there is neither a statistic nor a p-value
  std::optional<double> chi_squared{};        ///< how far observed lies from expected, >= 0
  int degrees_of_freedom{};                   ///< groups − 1; 0 without ok
  std::optional<double> p_value{};            ///< of at least that distance if all groups last alike
  std::vector<LogRankGroup> groups{};         ///< those with rows, by code
  bool operator==(const LogRank&) const = default;
};

/// The log-rank test: do two or more groups last equally long?
/// @param duration  how long each row was seen, finite, >= 0, in any unit
/// @param event     1 if it ended then, 0 if it was still there (censored)
/// @param group     code of each row's group, from 0; at most 1000 different ones
/// @param options   weights
/// @return  with hypergeometric variance at tied times, events before censorings; a weight of k equals k equal rows and
/// the order of rows changes nothing, both bit for bit
/// @throws  ArgumentError  as `kaplan_meier`; `argument.length` for groups of another length, `argument.range` for a
/// code below 0 or more than 1000 groups with rows
/// @cost    n log n + (times with events) · groups² + groups³; no shared state
/// @source  Mantel (1966), Cancer Chemother. Rep. 50:163; Peto, Peto (1972), J. R. Stat. Soc. A 135:185
/// @limits  the p-value is that of a chi-squared distribution, too small or too large with few events expected in a
/// group
[[nodiscard]] LogRank log_rank(std::span<const double> duration, std::span<const double> event,
                               std::span<const std::int32_t> group, const LogRankOptions& options = {});

}  // namespace guanxi::lifetime
