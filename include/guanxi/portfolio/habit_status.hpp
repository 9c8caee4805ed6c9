#pragma once
/// @file
/// Whether there is enough behind a figure of trade habits.

#include <guanxi/core/value.hpp>

namespace guanxi::portfolio {

/// Whether there is enough to speak of a habit.
enum class HabitStatus {
  enough,   ///< there is
  too_few,  ///< less than the options ask
  none      ///< there is nothing
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::HabitStatus> {
  static constexpr EnumWord table[] = {
      word(portfolio::HabitStatus::enough, "enough", {"数据足够", "Enough"}),
      word(portfolio::HabitStatus::too_few, "too_few", {"次数不足", "Too few"}),
      word(portfolio::HabitStatus::none, "none", {"没有数据", "None"}),
  };
};

}  // namespace guanxi
