#pragma once
/// @file
/// Words that a number format puts around a number and that change what the number means.

#include <string>
#include <string_view>

namespace guanxi::io::detail {

/// Text before and behind a number.
struct NumberAffix {
  std::string prefix{};  ///< such as `$`
  std::string suffix{};  ///< such as `万元`
};

/// Currencies and multipliers of a format code such as `0.0"万元"` or `[$USD] #,##0`: without them 300万元 would be
/// read as 300. Units such as 人 are left out, and so is everything where the format also scales the number.
[[nodiscard]] NumberAffix read_affix(std::string_view code);

}  // namespace guanxi::io::detail
