#pragma once
/// @file
/// Numbers closed by a Luhn check digit, such as those of payment cards.

#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// A number with a Luhn check digit. Parts are filled if the text has at least two digits and nothing else.
struct LuhnCheck : IdentifierCheck {
  std::string body{};     ///< all digits but the last
  char check{};           ///< the check digit found
  char expected_check{};  ///< the check digit that the body asks for
  bool operator==(const LuhnCheck&) const = default;
};

/// Checks a number of two or more digits by its last one.
/// @return  valid or invalid
/// @source  ISO/IEC 7812-1, annex B
[[nodiscard]] LuhnCheck check_luhn(std::string_view text, const SuggestionOptions& options = {});

}  // namespace guanxi::quality
