#pragma once
/// @file
/// Values of which only the bounds are known, as forms state them: “500-1000人”, “2000万以上”, “约300人”.

#include <guanxi/core/money.hpp>

#include <cstdint>
#include <optional>

namespace guanxi {

/// Everything between two bounds, both included; a missing bound is open.
template <class T>
struct Range {
  std::optional<T> low{};   ///< lower bound
  std::optional<T> high{};  ///< upper bound, not below `low`
  bool approximate{};       ///< stated as “about”
  bool operator==(const Range&) const = default;
};

/// A range of whole numbers.
using NumberRange = Range<std::int64_t>;
/// A range of amounts; both bounds in one currency.
using MoneyRange = Range<Money>;

}  // namespace guanxi
