#pragma once
/// @file
/// Frequent itemsets as numbers, for what is made of them.

#include <guanxi/need/itemsets.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need {

/// The frequent itemsets of one size.
struct MinedLevel {
  std::vector<std::uint32_t> items{};   ///< numbers of items, ascending within a set, set after set
  std::vector<std::uint32_t> counts{};  ///< baskets that hold each set
};

/// All frequent itemsets, level by level.
struct Mined {
  std::vector<MinedLevel> levels{};  ///< of one item, two items …
  std::size_t complete_up_to = 0;    ///< largest size of which none is missing
  bool is_cut = false;               ///< larger ones did not fit in

  /// The items of a set.
  [[nodiscard]] std::span<const std::uint32_t> set_of(std::size_t size, std::size_t index) const noexcept {
    return std::span(levels[size - 1].items).subspan(index * size, size);
  }
};

/// The baskets that are small enough, and what is said of the others.
struct UsedBaskets {
  std::vector<std::size_t> baskets{};  ///< their places
  std::size_t min_count = 1;           ///< baskets that an itemset needs
  Findings findings{};                 ///< one for each basket left out
};

/// Checks options and chooses baskets.
[[nodiscard]] UsedBaskets used_baskets(const Baskets& baskets, const ItemsetOptions& options);

/// Finds the frequent itemsets of the chosen baskets, each level sorted by count, then items.
[[nodiscard]] Mined mine(const Baskets& baskets, const UsedBaskets& used, const ItemsetOptions& options);

/// Throws `code` unless a share lies in [low, 1], or above low if `open`.
void demand_share(double share, std::string_view code, const std::string& name, bool is_open);

}  // namespace guanxi::need
