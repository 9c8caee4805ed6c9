#pragma once
/// @file
/// The exact text of values, made in place.

#include <guanxi/core/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace guanxi::detail {

/// Room for the text of one value and what makes it: the longest, a range of amounts, has 53 bytes.
class LeafText {
 public:
  LeafText& add(std::string_view text) noexcept;
  /// @param width  least number of signs, filled up with zeros between sign and digits
  LeafText& add_number(std::int64_t number, int width = 0) noexcept;
  /// The shortest digits that give the number back.
  LeafText& add_real(double number) noexcept;
  /// An amount without its currency, all minor digits written.
  LeafText& add_amount(const Money& money) noexcept;
  /// Hours, minutes, seconds, and microseconds if there are any.
  LeafText& add_time(std::int64_t microseconds) noexcept;
  /// “2023-10-15”.
  LeafText& add_date(Date date) noexcept;

  /// What was added; valid while the room is.
  [[nodiscard]] std::string_view view() const noexcept { return {signs_.data(), size_}; }

 private:
  std::array<char, 64> signs_;
  std::size_t size_ = 0;
};

/// The exact text of a value, in the empty room given or where the value borrows it from.
/// @return  nothing for an unset value
[[nodiscard]] std::string_view exact_text(const Value& value, LeafText& room);

}  // namespace guanxi::detail
