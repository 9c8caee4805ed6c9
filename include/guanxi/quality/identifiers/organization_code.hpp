#pragma once
/// @file
/// The organization code of China, since 2015 part of the unified social credit code.

#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// An organization code and its parts.
struct OrganizationCodeCheck : IdentifierCheck {
  std::string body{};     ///< the eight signs before the check sign
  char check{};           ///< the check sign found
  char expected_check{};  ///< the check sign that the body asks for
  bool operator==(const OrganizationCodeCheck&) const = default;
};

/// Checks an organization code of nine signs, such as `D2143569-X`.
/// @return  valid or invalid; parts are filled if the text has nine digits and letters
/// @source  GB 11714-1997
[[nodiscard]] OrganizationCodeCheck check_organization_code(std::string_view text,
                                                            const SuggestionOptions& options = {});

}  // namespace guanxi::quality
