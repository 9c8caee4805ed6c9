#pragma once
/// @file
/// The international bank account number.

#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// An international bank account number and its parts. Parts are filled if the text begins as one.
struct IbanCheck : IdentifierCheck {
  std::string country{};         ///< two letters
  bool country_known{};          ///< the country is in the registry, and length and signs were compared with it
  std::string account{};         ///< the number inside the country
  std::string check{};           ///< the two check digits found
  std::string expected_check{};  ///< the two check digits that the rest asks for
  std::string display{};         ///< in groups of four
  bool operator==(const IbanCheck&) const = default;
};

/// Checks an international bank account number.
/// @return  valid; invalid if length, signs or check digits are wrong; suspect if the check digits are right but the
///          country is not in the registry
/// @source  ISO 13616, formats of the IBAN registry; ISO 7064 mod 97-10
[[nodiscard]] IbanCheck check_iban(std::string_view text, const SuggestionOptions& options = {});

}  // namespace guanxi::quality
