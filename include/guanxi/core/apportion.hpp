#pragma once
/// @file
/// Rounding that still adds up: real-valued parts in whole thousandths whose sum is the rounded total.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace guanxi {

namespace detail {

// Billionths of a point: below them lies only the noise of floating point.
inline std::int64_t billionths(double points) noexcept { return std::llround(points * 1e9); }

constexpr std::int64_t floor_million(std::int64_t number) noexcept {
  return number / 1'000'000 - (number % 1'000'000 < 0 ? 1 : 0);
}

constexpr std::int64_t round_million(std::int64_t number) noexcept {
  return (number + (number < 0 ? -500'000 : 500'000)) / 1'000'000;
}

}  // namespace detail

/// Points in whole thousandths, halves away from nought; noise below a billionth does not tip a half.
/// @param points  finite, at most 9e9 in size
[[nodiscard]] inline std::int64_t to_thousandths(double points) noexcept {
  return detail::round_million(detail::billionths(points));
}

/// A rounded total and the rounded parts that add up to it.
struct Apportioned {
  std::int64_t total{};               ///< the sum of the parts as given, in thousandths
  std::vector<std::int64_t> parts{};  ///< each part in thousandths, less than one away from its true value
  bool operator==(const Apportioned&) const = default;
};

/// Rounds parts to thousandths so that they add up to the rounded total, by the method of the largest remainder.
/// @param points  the parts in points, finite; their sizes together at most 9e9
/// @return  total 0 and no parts for no parts; of equal remainders the earlier part is rounded up first
/// @cost    n log n; no shared state, any thread may call it
/// @source  Hamilton's method, see Balinski and Young (1982), Fair Representation
[[nodiscard]] inline Apportioned apportion(std::span<const double> points) {
  struct Share {
    std::size_t index;
    std::int64_t remainder;
  };
  Apportioned result;
  std::vector<Share> shares;
  std::int64_t over = 0;  // what rounding down lost
  for (const double part : points) {
    const std::int64_t exact = detail::billionths(part);
    const std::int64_t whole = detail::floor_million(exact);
    shares.push_back({shares.size(), exact - whole * 1'000'000});
    result.parts.push_back(whole);
    result.total += exact;
    over += shares.back().remainder;
  }
  const std::int64_t floors = (result.total - over) / 1'000'000;
  result.total = detail::round_million(result.total);
  std::stable_sort(shares.begin(), shares.end(),
                   [](const Share& a, const Share& b) { return a.remainder > b.remainder; });
  for (std::int64_t left = result.total - floors, i = 0; i < left; ++i)
    ++result.parts[shares[static_cast<std::size_t>(i)].index];
  return result;
}

/// Thousandths as text for people: 4325 with one decimal is “4.3”; halves away from nought.
/// @param thousandths  any number
/// @param decimals     digits after the point, 0–3
[[nodiscard]] inline std::string thousandths_text(std::int64_t thousandths, int decimals) {
  std::int64_t step = 1;
  for (int i = decimals; i < 3; ++i) step *= 10;
  const std::int64_t size = ((thousandths < 0 ? -thousandths : thousandths) + step / 2) / step;
  std::string text = std::to_string(size);
  if (decimals > 0) {
    const auto digits = static_cast<std::size_t>(decimals);
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    text.insert(text.size() - digits, 1, '.');
  }
  return thousandths < 0 && size != 0 ? "-" + text : text;
}

}  // namespace guanxi
