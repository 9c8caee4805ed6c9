#pragma once
/// @file
/// The legal entity identifier.

#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// A legal entity identifier and its parts. Parts are filled if the text has the form of one.
struct LeiCheck : IdentifierCheck {
  std::string issuer{};          ///< signs 1–4: the issuing unit
  std::string entity{};          ///< signs 5–18
  std::string check{};           ///< the two check digits found
  std::string expected_check{};  ///< the two check digits that the rest asks for
  bool operator==(const LeiCheck&) const = default;
};

/// Checks a legal entity identifier of 20 signs.
/// @return  valid or invalid
/// @source  ISO 17442, ISO 7064 mod 97-10
[[nodiscard]] LeiCheck check_lei(std::string_view text, const SuggestionOptions& options = {});

}  // namespace guanxi::quality
