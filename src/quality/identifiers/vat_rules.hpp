#pragma once
/// @file
/// The rule of each country for value added tax numbers.

#include <guanxi/core/label.hpp>

#include <span>
#include <string_view>

namespace guanxi::quality::detail {

/// How a country writes and closes its numbers.
struct VatRule {
  std::string_view country;                         ///< prefix
  Label name;                                       ///< the country
  std::string_view shape;                           ///< shapes in the notation of `has_shape`
  Label form;                                       ///< the shapes in words
  bool (*check)(std::string_view number) noexcept;  ///< the check rule, for numbers of a right shape
};

/// Members of the Union from AT to FR.
[[nodiscard]] std::span<const VatRule> vat_rules_at_to_fr() noexcept;
/// Members of the Union from HR to SK, and Northern Ireland.
[[nodiscard]] std::span<const VatRule> vat_rules_hr_to_xi() noexcept;
/// Great Britain, which left the Union's system.
[[nodiscard]] const VatRule& vat_rule_of_britain() noexcept;

/// The number of at most nine digits.
[[nodiscard]] constexpr int number_of(std::string_view digits) noexcept {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

}  // namespace guanxi::quality::detail
