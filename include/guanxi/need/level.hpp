#pragma once
/// @file
/// How urgent and how important a need is, as numbers.

#include <guanxi/core/label.hpp>
#include <guanxi/model/need.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace guanxi::need {

/// From how many days before the due date a need is urgent.
struct DueDays {
  int high = 30;    ///< due within so many days, or overdue: high
  int medium = 90;  ///< due within so many days: medium; later: low
};

/// The urgency of a need on a day.
struct Urgency {
  std::optional<double> value{};   ///< 1 high, .5 medium, 0 low; unset if neither stated nor due
  std::optional<int> days_left{};  ///< to the due date, negative when overdue; unset without one
  Message reason{};                ///< stated, due in so many days, or overdue; empty if unset
  bool operator==(const Urgency&) const = default;
};

/// High 1, medium .5, low 0.
[[nodiscard]] constexpr double level_of(Grade grade) noexcept {
  return grade == Grade::high ? 1 : grade == Grade::medium ? .5 : 0;
}

/// The grade of a level: from .75 high, from .25 medium, else low.
[[nodiscard]] constexpr Grade grade_of(double level) noexcept {
  return level >= .75 ? Grade::high : level >= .25 ? Grade::medium : Grade::low;
}

/// True unless the need is met or dropped.
[[nodiscard]] inline bool is_open(const Need& need) noexcept {
  return need.state != NeedState::met && need.state != NeedState::dropped;
}

/// True unless the need was raised after a day.
[[nodiscard]] inline bool known_on(const Need& need, Date day) noexcept {
  return !need.raised_on || *need.raised_on <= day;
}

namespace detail {

inline double level_of_days(int days, const DueDays& limits) noexcept {
  return days <= limits.high ? 1 : days <= limits.medium ? .5 : 0;
}

inline Message due_reason(int days) {
  const std::string count = std::to_string(days < 0 ? -days : days);
  if (days < 0) return {"已逾期 " + count + " 天", "overdue by " + count + (days == -1 ? " day" : " days")};
  if (days == 0) return {"今天到期", "due today"};
  return {count + " 天后到期", "due in " + count + (days == 1 ? " day" : " days")};
}

inline Message stated_reason(Grade grade) {
  const Label label = label_of(grade);
  constexpr Label words[] = {{"高", "high"}, {"中", "medium"}, {"低", "low"}};
  return {"自述紧急性：" + std::string(label.zh), "stated as " + std::string(words[static_cast<int>(grade)].en)};
}

}  // namespace detail

/// The greater of what was stated and what the due date says.
/// @param need    its stated urgency and due date
/// @param as_of   the day
/// @param limits  days that separate the levels
/// @return  value and reason of the greater; both reasons if they agree; unset if neither is known
/// @source  docs/methods/need.md, after the Eisenhower grid
[[nodiscard]] inline Urgency urgency_of(const Need& need, Date as_of, const DueDays& limits = {}) {
  Urgency urgency;
  if (need.urgency) {
    urgency.value = level_of(*need.urgency);
    urgency.reason = detail::stated_reason(*need.urgency);
  }
  if (!need.due_on) return urgency;
  urgency.days_left = *need.due_on - as_of;
  const double due = detail::level_of_days(*urgency.days_left, limits);
  const Message reason = detail::due_reason(*urgency.days_left);
  if (!urgency.value || due > *urgency.value) {
    urgency.value = due;
    urgency.reason = reason;
  } else if (due == *urgency.value) {
    urgency.reason = {urgency.reason.zh + "，" + reason.zh, urgency.reason.en + ", " + reason.en};
  }
  return urgency;
}

}  // namespace guanxi::need
