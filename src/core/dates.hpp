#pragma once
/// @file
/// Dates as people write them.

#include <guanxi/core/partial_date.hpp>

#include "numbers.hpp"

#include <optional>

namespace guanxi::detail {

/// Takes as many parts of a date as are written; lunar dates are marked.
std::optional<PartialDate> take_date(Cursor& at);

/// The first day on or after a reference that has this month and day.
std::optional<Date> complete(PartialDate date, std::optional<Date> reference);

}  // namespace guanxi::detail
