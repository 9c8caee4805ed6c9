#pragma once
/// @file
/// Value added tax numbers of the European Union.

#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// Settings of `check_vat`.
struct VatOptions {
  std::string country{};            ///< Country of numbers written without one. Default none: the text must name it.
  std::size_t max_suggestions = 5;  ///< Most suggestions to make. Default 5; 0 skips the search, for speed.
};

/// A value added tax number and its parts.
struct VatCheck : IdentifierCheck {
  std::string country{};  ///< two letters as the tax offices write them: `EL` for Greece, `XI` for Northern Ireland
  Label country_name{};   ///< empty if no rule is known
  std::string number{};   ///< what follows the country
  bool format_ok{};       ///< length and signs are those of the country
  bool check_ok{};        ///< the country's check rule holds
  bool in_union{};        ///< numbers of this country belong to the Union's system; false for `GB`
  bool operator==(const VatCheck&) const = default;
};

/// Checks a value added tax number by the rule of its country: the 27 members, Northern Ireland, and for telling them
/// apart Great Britain.
/// @return  valid or invalid; a number of Great Britain is invalid here whatever its digits, the flags tell the rest
/// @source  structure and check rules as the tax offices publish them, one rule per country in src
[[nodiscard]] VatCheck check_vat(std::string_view text, const VatOptions& options = {});

}  // namespace guanxi::quality
