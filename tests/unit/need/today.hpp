#pragma once

#include <guanxi/core/date.hpp>

namespace guanxi::need {

/// The day of all tests of needs.
inline constexpr Date today = *Date::from_ymd(2023, 10, 15);

}  // namespace guanxi::need
