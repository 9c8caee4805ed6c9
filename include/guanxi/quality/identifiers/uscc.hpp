#pragma once
/// @file
/// The unified social credit code of organizations in China.

#include <guanxi/quality/identifiers/check.hpp>
#include <guanxi/quality/identifiers/region.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::quality {

/// Settings of `check_uscc`.
struct UsccOptions {
  const RegionTable* regions = nullptr;  ///< Known divisions, not owned. Default none: only provinces are looked up.
  /// Beginnings of region codes that make a wrong final sign suspect instead of invalid. Default 3502: Xiamen issued
  /// real codes with a wrong final sign before 2016.
  std::vector<std::string> lenient_regions{"3502"};
  std::size_t max_suggestions = 5;  ///< Most suggestions to make. Default 5; 0 skips the search, for speed.
};

/// A unified social credit code and its parts. Parts are filled if the text has 18 signs of the alphabet.
struct UsccCheck : IdentifierCheck {
  bool structure_ok{};      ///< length, alphabet, department, category and six region digits
  bool org_check_ok{};      ///< sign 17 closes the organization code
  bool final_check_ok{};    ///< sign 18 closes the whole
  char department{};        ///< sign 1: who registered it
  Label department_name{};  ///< what the department is
  char category{};          ///< sign 2: what kind of organization it is
  Label category_name{};    ///< what the category means in this department; empty if it is not listed there
  std::string region{};     ///< signs 3–8: division code of the registrar
  Label province{};         ///< name of the province; empty if there is none
  std::optional<bool>
      region_known{};  ///< false: no such division; nothing: the province exists, the rest was not looked up
  std::string organization_code{};  ///< signs 9–17
  char expected_org_check{};        ///< what sign 17 should be
  char expected_final_check{};      ///< what sign 18 should be
  bool operator==(const UsccCheck&) const = default;
};

/// Checks a unified social credit code.
/// @param text     as written: full width, blanks, hyphens and lower case are folded
/// @param options  region table, exceptions, suggestions
/// @return  verdict with flags and parts. Broken structure is invalid; both check signs right is valid; only the final
///          one wrong is invalid (suspect in `lenient_regions`); only the organization code's wrong is suspect; both
///          wrong is invalid. An unknown region or an unlisted category is a note.
/// @cost    a few microseconds; with suggestions for a wrong code up to some hundred
/// @source  GB 32100-2015
[[nodiscard]] UsccCheck check_uscc(std::string_view text, const UsccOptions& options = {});

}  // namespace guanxi::quality
