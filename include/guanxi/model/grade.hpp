#pragma once
/// @file
/// The three-step scale of forms.

#include <guanxi/core/value.hpp>

namespace guanxi {

/// High, medium or low, as forms grade urgency, importance and the like.
enum class Grade { high, medium, low };

template <>
struct Words<Grade> {
  static constexpr EnumWord table[] = {
      word(Grade::high, "high", {"高", "High"}, "紧急|重要|H|很高|非常高"),
      word(Grade::medium, "medium", {"中", "Medium"}, "一般|中等|M|普通|适中"),
      word(Grade::low, "low", {"低", "Low"}, "不紧急|不重要|L|较低"),
  };
};

}  // namespace guanxi
