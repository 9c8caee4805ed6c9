#pragma once
/// @file
/// A judgement with two truths side by side: what a person set and what a rule computed.

#include <guanxi/core/field.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// A classification or estimate: what was set wins in display, neither overwrites the other.
template <class T>
struct Judged {
  std::optional<T> set{};            ///< by a person
  std::string set_reason{};          ///< why
  std::optional<Date> set_on{};      ///< when
  std::optional<T> computed{};       ///< by a rule
  std::string computed_reason{};     ///< why
  std::optional<Date> computed_on{}; ///< as of when

  /// What is shown: the set value, else the computed one.
  [[nodiscard]] std::optional<T> shown() const { return set ? set : computed; }
  bool operator==(const Judged&) const = default;
};

template <class T>
struct Schema<Judged<T>> {
  static constexpr Field fields[] = {
      field<&Judged<T>::set>("set", {"人工判定", "Set"}, {.hint = {"由人判定的值", "Value set by a person"}, .part = Part::title}),
      field<&Judged<T>::set_reason>("set_reason", {"判定理由", "Reason"}, {.hint = {"为什么这样判定", "Why it was set so"}}),
      field<&Judged<T>::set_on>("set_on", {"判定日期", "Set on"}, {.hint = {"何时判定", "Day on which it was set"}}),
      field<&Judged<T>::computed>("computed", {"系统判定", "Computed"}, {.hint = {"按规则算出的值", "Value computed by a rule"}, .part = Part::upkeep | Part::stand_in}),
      field<&Judged<T>::computed_reason>("computed_reason", {"计算依据", "Computed because"}, {.hint = {"规则给出的理由", "Reason given by the rule"}, .part = Part::upkeep}),
      field<&Judged<T>::computed_on>("computed_on", {"计算日期", "Computed on"}, {.hint = {"计算所依据的日期", "Day as of which it was computed"}, .part = Part::upkeep}),
  };
};

}  // namespace guanxi
