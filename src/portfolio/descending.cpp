#include "descending.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace guanxi::portfolio {

namespace {

struct Placed {
  std::uint64_t key;
  std::uint32_t place;
};

// Stable, by 11 bits at a time; digits that all keys share cost nothing.
void sort_by_key(std::vector<Placed>& items) {
  constexpr unsigned bits = 11;
  constexpr std::size_t values = std::size_t{1} << bits;
  std::uint64_t differing = 0;
  for (const Placed& item : items) differing |= item.key ^ items.front().key;
  std::vector<Placed> other(items.size());
  for (unsigned shift = 0; shift < 64; shift += bits) {
    if ((differing >> shift & (values - 1)) == 0) continue;
    std::array<std::size_t, values + 1> begin{};
    for (const Placed& item : items) ++begin[(item.key >> shift & (values - 1)) + 1];
    for (std::size_t i = 1; i <= values; ++i) begin[i] += begin[i - 1];
    for (const Placed& item : items) other[begin[item.key >> shift & (values - 1)]++] = item;
    items.swap(other);
  }
}

std::vector<std::uint32_t> places_by(std::span<const std::int64_t> values, std::vector<std::uint32_t> start, std::uint64_t flip) {
  if (start.empty()) {
    start.resize(values.size());
    std::iota(start.begin(), start.end(), 0U);
  }
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  std::vector<Placed> items(start.size());
  for (std::size_t i = 0; i < start.size(); ++i) items[i] = {(static_cast<std::uint64_t>(values[start[i]]) ^ sign) ^ flip, start[i]};
  if (!items.empty()) sort_by_key(items);
  std::transform(items.begin(), items.end(), start.begin(), [](const Placed& item) { return item.place; });
  return start;
}

}  // namespace

std::vector<std::uint32_t> ascending_places(std::span<const std::int64_t> values, std::vector<std::uint32_t> start) {
  return places_by(values, std::move(start), 0);
}

std::vector<std::uint32_t> descending_places(std::span<const std::int64_t> values, std::vector<std::uint32_t> start) {
  return places_by(values, std::move(start), ~std::uint64_t{0});
}

}  // namespace guanxi::portfolio
