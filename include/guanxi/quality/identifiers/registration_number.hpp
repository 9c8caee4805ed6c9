#pragma once
/// @file
/// The business registration number of China in use before the unified social credit code.

#include <guanxi/quality/identifiers/check.hpp>
#include <guanxi/quality/identifiers/region.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace guanxi::quality {

/// Settings of `check_registration_number`.
struct RegistrationNumberOptions {
  const RegionTable* regions = nullptr;  ///< Known divisions, not owned. Default none: only provinces are looked up.
  std::size_t max_suggestions = 5;       ///< Most suggestions to make. Default 5; 0 skips the search, for speed.
};

/// A registration number and its parts. Parts are filled if the text has 15 digits.
struct RegistrationNumberCheck : IdentifierCheck {
  std::string region{};  ///< digits 1–6: division code of the registrar
  Label province{};      ///< name of the province; empty if there is none (100000 is the state's own registrar)
  std::optional<bool>
      region_known{};      ///< false: no such division; nothing: the province exists, the rest was not looked up
  std::string sequence{};  ///< digits 7–14
  char check{};            ///< the check digit found
  char expected_check{};   ///< the check digit that the rest asks for
  bool operator==(const RegistrationNumberCheck&) const = default;
};

/// Checks a business registration number of 15 digits.
/// @return  valid or invalid; an unknown region is a note
/// @source  GS 15-2006, check digit of ISO 7064 mod 11,10
[[nodiscard]] RegistrationNumberCheck check_registration_number(std::string_view text,
                                                                const RegistrationNumberOptions& options = {});

}  // namespace guanxi::quality
