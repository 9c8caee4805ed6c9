#pragma once
/// @file
/// Administrative divisions of China, as identifiers carry them.

#include <guanxi/core/label.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace guanxi::quality {

/// Name of the province-level division in the first two digits of a division code.
/// @param code  at least two digits
/// @return  empty labels if no province has these digits
/// @source  GB/T 2260: 34 divisions
[[nodiscard]] Label province_name(std::string_view code) noexcept;

/// Which division codes exist: filled by the caller from a table of the year that matters, as codes come and go.
class RegionTable {
 public:
  /// Knows no code.
  RegionTable() = default;

  /// @param codes  six-digit codes (110105) in any order; codes of counties are enough
  explicit RegionTable(std::vector<std::uint32_t> codes);

  /// True if the table has this code, or for a code that ends in 00, anything below it.
  /// @param code  six digits; anything else is not contained
  /// @cost  logarithmic in the size of the table
  [[nodiscard]] bool contains(std::string_view code) const noexcept;

 private:
  std::vector<std::uint32_t> codes_;
};

}  // namespace guanxi::quality
