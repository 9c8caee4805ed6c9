#pragma once
/// @file
/// Trees as arrays: items by the parent that each names.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace guanxi::access::detail {

/// Position of a person, team or other item in its list.
using Index = std::uint32_t;

/// Stands for no position.
inline constexpr Index nobody = 0xffffffffU;

/// The items under each parent, side by side.
class Children {
 public:
  Children() = default;
  /// @param parents    number of parents
  /// @param parent_of  parent of each item, or nobody
  Children(std::size_t parents, std::span<const Index> parent_of);

  /// The items under a parent, in their order.
  [[nodiscard]] std::span<const Index> of(Index parent) const noexcept {
    return std::span(items_).subspan(starts_[parent], starts_[parent + 1] - starts_[parent]);
  }

 private:
  std::vector<Index> starts_;
  std::vector<Index> items_;
};

/// Marks the roots and everything below them.
[[nodiscard]] std::vector<bool> with_all_below(const Children& children, std::size_t size,
                                               std::span<const Index> roots);

/// A node, its parent and so on, each once.
[[nodiscard]] std::vector<Index> upwards(std::span<const Index> parent_of, Index node);

}  // namespace guanxi::access::detail
