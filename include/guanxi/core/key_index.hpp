#pragma once
/// @file
/// Small numbers for keys of any sort, given in the order in which keys are first seen.

#include <guanxi/core/purchase_columns.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

/// What a set of keys holds.
enum class KeySort {
  none,     ///< nothing yet
  numbers,  ///< whole numbers
  texts     ///< texts
};

/// Keys with their numbers 0, 1, 2 … Whole numbers that lie close together are found by their place in a list, others
/// and texts by hashing.
class KeyIndex {
 public:
  /// The number of a key that is null.
  static constexpr std::uint32_t nobody = 0xFFFFFFFFU;

  /// Numbers the keys of rows; new ones are added.
  /// @param keys   all of the sort that the index holds
  /// @param first  first row
  /// @param codes  one for each row from there; `nobody` where the key is null
  /// @throws  ArgumentError  `keys.sort` for texts among numbers or the other way round, `keys.many` beyond 2^32 − 2
  /// keys
  /// @cost    linear in the rows
  void add(const KeyColumn& keys, std::size_t first, std::span<std::uint32_t> codes);
  /// Numbers one key.
  std::uint32_t add(std::int64_t key);
  /// Numbers one key.
  std::uint32_t add(std::string_view key);
  /// Prepares for keys between two numbers, of which so many rows will come.
  void expect(std::int64_t low, std::int64_t high, std::size_t rows);
  /// Prepares for all keys of a column of whole numbers.
  void expect(const KeyColumn& keys) { expect_range(keys, 0, keys.size()); }

  /// How many keys can come before the index needs more memory than now.
  [[nodiscard]] std::size_t room() const noexcept {
    return sort_ == KeySort::numbers && is_direct_ ? direct_.size() : size();
  }

  /// What the keys are.
  [[nodiscard]] KeySort sort() const noexcept { return sort_; }
  /// How many there are.
  [[nodiscard]] std::size_t size() const noexcept { return sort_ == KeySort::texts ? ends_.size() : numbers_.size(); }
  /// A whole number.
  [[nodiscard]] std::int64_t number(std::uint32_t code) const noexcept { return numbers_[code]; }
  /// A text.
  [[nodiscard]] std::string_view text(std::uint32_t code) const noexcept {
    const std::size_t begin = code == 0 ? 0 : ends_[code - 1];
    return {bytes_.data() + begin, ends_[code] - begin};
  }
  /// The keys' numbers in ascending order of the keys: by value, or by bytes.
  [[nodiscard]] std::vector<std::uint32_t> ascending() const;

 private:
  void require(KeySort sort);
  void add_numbers(std::span<const std::int64_t> keys, std::span<std::uint32_t> codes);
  void make_room(std::int64_t key);
  void expect_range(const KeyColumn& keys, std::size_t first, std::size_t rows);
  [[nodiscard]] std::uint32_t new_code() const;
  void grow_numbers();
  void grow_texts();
  [[nodiscard]] std::size_t place_of(std::int64_t key) const noexcept {
    return static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(low_);
  }
  [[nodiscard]] std::size_t slot_of(std::int64_t key) const noexcept;

  KeySort sort_ = KeySort::none;
  std::vector<std::int64_t> numbers_{};
  std::string bytes_{};
  std::vector<std::size_t> ends_{};
  bool is_direct_ = true;  // numbers: found by place, from `low_`
  std::int64_t low_ = 0;
  std::vector<std::uint32_t> direct_{};  // code, or nobody
  std::vector<std::uint32_t> slots_{};   // hash table: code + 1, or 0
  std::vector<std::uint32_t> hashes_{};  // of texts by code, so that growing reads no text
};

}  // namespace guanxi
