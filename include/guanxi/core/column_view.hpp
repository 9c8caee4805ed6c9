#pragma once
/// @file
/// Numbers of an Arrow column where they lie.

#include <guanxi/core/arrow.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace guanxi::arrow {

/// True if the bit of a position is set, the lowest of a byte first.
[[nodiscard]] inline bool bit_at(const void* bits, std::int64_t position) noexcept {
  return (static_cast<const std::uint8_t*>(bits)[position / 8] >> (position % 8) & 1) != 0;
}

/// The numbers of a column without a copy, and which of them are null. Valid while the array is.
/// @tparam T  double, float, std::int64_t or std::int32_t
template <class T>
class ColumnView {
 public:
  /// The format of such columns.
  static constexpr std::string_view format = std::is_same_v<T, double> ? "g" : std::is_same_v<T, float> ? "f" : std::is_same_v<T, std::int64_t> ? "l" : "i";
  static_assert(std::is_same_v<T, double> || std::is_same_v<T, float> || std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::int32_t>);

  /// Views nothing.
  constexpr ColumnView() = default;

  /// Views a column.
  /// @param schema  type of the column
  /// @param array   its values; outlives the view
  /// @throws ArgumentError  `arrow.type` for a column of other values, or one that lacks its buffers
  /// @cost   constant
  ColumnView(const ArrowSchema& schema, const ArrowArray& array) {
    const std::string_view found = schema.format != nullptr ? schema.format : "";
    if (found != format || schema.dictionary != nullptr)
      throw ArgumentError("arrow.type", "the column " + std::string(schema.name != nullptr ? schema.name : "") + " has the Arrow format " + std::string(found) + ", wanted " + std::string(format));
    if (array.n_buffers != 2 || array.length < 0 || array.offset < 0 || (array.length > 0 && array.buffers[1] == nullptr))
      throw ArgumentError("arrow.type", "the column " + std::string(schema.name != nullptr ? schema.name : "") + " has no values");
    if (array.length > 0) values_ = {static_cast<const T*>(array.buffers[1]) + array.offset, static_cast<std::size_t>(array.length)};
    if (array.null_count != 0) validity_ = array.buffers[0];
    offset_ = array.offset;
  }

  /// Number of values.
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  /// True if a value is null.
  [[nodiscard]] bool is_null(std::size_t index) const noexcept {
    return validity_ != nullptr && !bit_at(validity_, offset_ + static_cast<std::int64_t>(index));
  }
  /// A value; anything where it is null.
  [[nodiscard]] T operator[](std::size_t index) const noexcept { return values_[index]; }
  /// All values, in the producer's own memory; anything where they are null.
  [[nodiscard]] std::span<const T> values() const noexcept { return values_; }
  /// True if no value can be null: the producer gave no validity bits, or says that none is.
  [[nodiscard]] bool all_valid() const noexcept { return validity_ == nullptr; }

 private:
  std::span<const T> values_{};
  const void* validity_ = nullptr;
  std::int64_t offset_ = 0;
};

}  // namespace guanxi::arrow
