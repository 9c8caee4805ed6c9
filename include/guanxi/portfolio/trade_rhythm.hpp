#pragma once
/// @file
/// When a customer buys: gaps, regularity, weekday and part of the month.

#include <guanxi/core/date.hpp>
#include <guanxi/portfolio/habit_status.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace guanxi::portfolio {

/// A day of the week.
enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A third of a month.
enum class MonthPart {
  early,   ///< days 1–10
  middle,  ///< days 11–20
  late     ///< from day 21 on
};

/// How regular purchases are.
enum class Regularity {
  unknown,  ///< too few gaps to tell
  clumped,  ///< several close together, then long pauses
  random,   ///< any day is as good as another
  regular   ///< gaps are much alike
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::Weekday> {
  static constexpr EnumWord table[] = {
      word(portfolio::Weekday::monday, "monday", {"星期一", "Monday"}, "周一"),
      word(portfolio::Weekday::tuesday, "tuesday", {"星期二", "Tuesday"}, "周二"),
      word(portfolio::Weekday::wednesday, "wednesday", {"星期三", "Wednesday"}, "周三"),
      word(portfolio::Weekday::thursday, "thursday", {"星期四", "Thursday"}, "周四"),
      word(portfolio::Weekday::friday, "friday", {"星期五", "Friday"}, "周五"),
      word(portfolio::Weekday::saturday, "saturday", {"星期六", "Saturday"}, "周六"),
      word(portfolio::Weekday::sunday, "sunday", {"星期日", "Sunday"}, "周日|星期天"),
  };
};

template <>
struct Words<portfolio::MonthPart> {
  static constexpr EnumWord table[] = {
      word(portfolio::MonthPart::early, "early", {"上旬", "Days 1–10"}),
      word(portfolio::MonthPart::middle, "middle", {"中旬", "Days 11–20"}),
      word(portfolio::MonthPart::late, "late", {"下旬", "From day 21 on"}),
  };
};

template <>
struct Words<portfolio::Regularity> {
  static constexpr EnumWord table[] = {
      word(portfolio::Regularity::unknown, "unknown", {"无法判断", "Unknown"}),
      word(portfolio::Regularity::clumped, "clumped", {"集中采购", "Clumped"}),
      word(portfolio::Regularity::random, "random", {"不定期", "Random"}),
      word(portfolio::Regularity::regular, "regular", {"定期", "Regular"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// What is asked of days before they make a habit.
struct RhythmOptions {
  int min_gaps = 3;            ///< for median and quartiles. Default 3. Requires >= 1.
  int min_pairs = 4;           ///< pairs of neighbouring gaps for the regularity. Default 4. Requires >= 1.
  int min_pattern_days = 14;   ///< days for weekday and part of the month. Default 14. Requires >= 7.
  double significance = .01;   ///< largest p of a usual weekday or part. Default .01. Requires 0 < p < 1.
  double clumped_below = .75;  ///< shape below which purchases are clumped. Default .75. Requires > 0.
  double regular_from = 1.5;   ///< shape from which they are regular. Default 1.5. Requires >= clumped_below.
};

/// When a customer buys.
struct TradeRhythm {
  HabitStatus status = HabitStatus::none;       ///< of the gaps
  std::int64_t days{};                          ///< different days of purchase
  std::optional<Date> first_on{};               ///< the first of them
  std::optional<Date> last_on{};                ///< the last of them
  std::optional<std::int64_t> elapsed{};        ///< days from the last one to the day of the answer
  std::optional<double> median_gap{};           ///< days; unset for too few gaps
  std::optional<double> low_gap{};              ///< first quartile
  std::optional<double> high_gap{};             ///< third quartile
  Regularity regularity = Regularity::unknown;  ///< by the shape
  std::int64_t pairs{};                         ///< of neighbouring gaps
  std::optional<double> shape{};                ///< of a gamma law of gaps, 0–100; unset for too few pairs
  std::array<std::int64_t, 7> weekdays{};       ///< days by weekday, from Monday
  std::optional<double> weekday_p{};    ///< chance of such shares if all weekdays were alike; unset for too few days
  std::optional<Weekday> weekday{};     ///< the usual one; unset if none is
  std::array<std::int64_t, 3> parts{};  ///< days by part of the month
  std::optional<double> part_p{};       ///< as for weekdays
  std::optional<MonthPart> part{};      ///< the usual one; unset if none is
  bool operator==(const TradeRhythm&) const = default;
};

/// The weekday of a day.
[[nodiscard]] Weekday weekday_of(Date day) noexcept;

/// The third of its month in which a day lies.
[[nodiscard]] MonthPart month_part_of(Date day) noexcept;

/// When a customer buys.
/// @param days     of purchases, in any order; equal ones count once, later ones than `as_of` not at all
/// @param as_of    day of the answer
/// @param options  what is asked of days
/// @return  status none without days; all gaps equal: shape 100
/// @throws  ArgumentError  `argument.range` for an option
/// @cost    n log n; no shared state, any thread may call it
/// @source  Wheat and Morrison (1990), Platzer and Reutterer (2016); docs/methods/trade_habits.md
[[nodiscard]] TradeRhythm trade_rhythm(std::span<const Date> days, Date as_of, const RhythmOptions& options = {});

}  // namespace guanxi::portfolio
