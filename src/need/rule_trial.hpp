#pragma once
/// @file
/// Whether a condition holds, and on what that rests.

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "rule_facts.hpp"

namespace guanxi::need::detail {

/// What a condition that holds rests on; sets, so that the order of records changes nothing.
struct RuleTrace {
  /// Place among the words of the rule, then the text in both languages.
  using Shown = std::tuple<std::size_t, std::string, std::string>;

  std::map<std::string, std::set<Shown>, std::less<>> captures{};  ///< what fills the placeholders
  std::set<Uuid> evidence{};                                       ///< records
  std::set<std::string> fields{};                                  ///< fields

  /// Adds another one.
  void merge(const RuleTrace& other);
};

/// Tries a condition.
/// @param trace  is added to where it holds
[[nodiscard]] bool holds(const PlannedTest& test, RuleFacts& facts, RuleTrace& trace);

}  // namespace guanxi::need::detail
