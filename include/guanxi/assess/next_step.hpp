#pragma once
/// @file
/// What to do next at an account.

#include <guanxi/core/label.hpp>
#include <guanxi/core/value.hpp>

#include <optional>
#include <string>

namespace guanxi::assess {

/// Where a next step comes from.
enum class StepKind { agreed, visit, follow_up, meet, ask_budget, learn, fill_in };

}  // namespace guanxi::assess

namespace guanxi {

template <>
struct Words<assess::StepKind> {
  using enum assess::StepKind;
  static constexpr EnumWord table[] = {
      word(agreed, "agreed", {"约定事项", "Agreed step"}),
      word(visit, "visit", {"预定拜访", "Planned visit"}),
      word(follow_up, "follow_up", {"跟进计划", "Follow-up"}),
      word(meet, "meet", {"接触关键人", "Meet a key player"}),
      word(ask_budget, "ask_budget", {"了解预算", "Ask for the budget"}),
      word(learn, "learn", {"弄清情况", "Find out"}),
      word(fill_in, "fill_in", {"补充资料", "Fill in"}),
  };
};

}  // namespace guanxi

namespace guanxi::assess {

/// One thing to do.
struct NextStep {
  StepKind kind{};            ///< where it comes from
  Message label{};            ///< what to do
  Message reason{};           ///< why
  std::optional<Date> due{};  ///< by when, if agreed
  bool overdue{};             ///< due before the day of the assessment
  std::string who{};          ///< who of us, as far as known
  std::string record_kind{};  ///< kind of the record that it rests on, may be empty
  Uuid record{};              ///< that record
  std::string field{};        ///< path of the field that it would fill, may be empty
  bool operator==(const NextStep&) const = default;
};

}  // namespace guanxi::assess
