#pragma once
/// @file
/// Places of values in order, without comparing them one by one.

#include <cstdint>
#include <span>
#include <vector>

namespace guanxi::portfolio {

/// Places by value ascending; equal values stay in the order given.
/// @param values  any
/// @param start   an order to begin with; empty: 0, 1, 2 …
[[nodiscard]] std::vector<std::uint32_t> ascending_places(std::span<const std::int64_t> values, std::vector<std::uint32_t> start = {});

/// Places by value descending; equal values stay in the order given.
[[nodiscard]] std::vector<std::uint32_t> descending_places(std::span<const std::int64_t> values, std::vector<std::uint32_t> start = {});

}  // namespace guanxi::portfolio
