#pragma once
/// @file
/// How satisfied somebody is.

#include <guanxi/core/value.hpp>

namespace guanxi {

/// Satisfaction on five steps, the best first.
enum class Satisfaction { very_satisfied, satisfied, neutral, dissatisfied, very_dissatisfied };

template <>
struct Words<Satisfaction> {
  static constexpr EnumWord table[] = {
      word(Satisfaction::very_satisfied, "very_satisfied", {"非常满意", "Very satisfied"}, "很满意|十分满意|5|5分"),
      word(Satisfaction::satisfied, "satisfied", {"满意", "Satisfied"}, "比较满意|基本满意|4|4分|好"),
      word(Satisfaction::neutral, "neutral", {"一般", "Neutral"}, "尚可|还行|中等|3|3分"),
      word(Satisfaction::dissatisfied, "dissatisfied", {"不满意", "Dissatisfied"}, "不太满意|较差|2|2分|差|Unsatisfied"),
      word(Satisfaction::very_dissatisfied, "very_dissatisfied", {"非常不满意", "Very dissatisfied"}, "很不满意|极差|1|1分"),
  };
};

}  // namespace guanxi
