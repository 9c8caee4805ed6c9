#pragma once
/// @file
/// Keys as the columns of results hold them.

#include <guanxi/core/key_index.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

/// Keys, one a row: whole numbers or texts.
struct KeyList {
  KeySort sort = KeySort::none;         ///< what the keys are
  std::vector<std::int64_t> numbers{};  ///< of whole numbers
  std::string bytes{};                  ///< of texts, one after another
  std::vector<std::int64_t> offsets{};  ///< where each text begins, and the end of the last; empty without texts
  bool operator==(const KeyList&) const = default;

  /// Number of keys.
  [[nodiscard]] std::size_t size() const noexcept {
    if (sort == KeySort::texts) return offsets.empty() ? 0 : offsets.size() - 1;
    return numbers.size();
  }
  /// A text.
  [[nodiscard]] std::string_view text(std::size_t row) const noexcept {
    const auto begin = static_cast<std::size_t>(offsets[row]);
    return {bytes.data() + begin, static_cast<std::size_t>(offsets[row + 1]) - begin};
  }
  /// Adds a text.
  void add(std::string_view key) {
    sort = KeySort::texts;
    if (offsets.empty()) offsets.push_back(0);
    bytes.append(key);
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
  }
  /// A key as people read it.
  [[nodiscard]] std::string shown(std::size_t row) const {
    return sort == KeySort::texts ? std::string(text(row)) : std::to_string(numbers[row]);
  }
  /// Adds one of an index's keys.
  void add(const KeyIndex& index, std::uint32_t code);
  /// The keys of an index in an order.
  [[nodiscard]] static KeyList of(const KeyIndex& index, std::span<const std::uint32_t> order);
  /// Some of the keys.
  /// @param rows  their places
  [[nodiscard]] KeyList pick(std::span<const std::uint32_t> rows) const;
};

}  // namespace guanxi
