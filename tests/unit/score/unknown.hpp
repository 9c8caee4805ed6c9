#pragma once
/// @file
/// What stands for an unknown number.

#include <limits>

namespace guanxi::score {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace guanxi::score
