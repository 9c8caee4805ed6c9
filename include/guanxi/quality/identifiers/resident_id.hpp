#pragma once
/// @file
/// The number of a resident of China. Personal data: show the mask.

#include <guanxi/core/date.hpp>
#include <guanxi/quality/identifiers/check.hpp>
#include <guanxi/quality/identifiers/region.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace guanxi::quality {

/// The sex that the sequence number of a resident id tells.
enum class RegisteredSex { female, male };

/// Settings of `check_resident_id`.
struct ResidentIdOptions {
  const RegionTable* regions = nullptr;  ///< Known divisions, not owned. Default none: only provinces are looked up.
  std::optional<Date> as_of{};           ///< Births after this day are refused. Default none: no such test.
  std::size_t max_suggestions = 5;       ///< Most suggestions to make. Default 5; 0 skips the search, for speed.
};

/// A resident id and its parts. Parts are filled if the text has the form of one.
struct ResidentIdCheck : IdentifierCheck {
  bool legacy15{};                     ///< first generation: 15 digits, no century, no check sign
  std::string current_form{};          ///< 18 signs; for 15 digits the upgraded number
  std::string masked{};                ///< `110105********002X`
  std::string region{};                ///< signs 1–6: where the number was issued first
  Label province{};                    ///< name of the province; empty if there is none
  std::optional<bool> region_known{};  ///< false: no such county (it may have existed); nothing: not looked up
  std::optional<Date> birth{};         ///< nothing if the digits are no date
  std::optional<RegisteredSex> sex{};  ///< odd sequence numbers are male
  char expected_check{};               ///< what sign 18 should be
  bool operator==(const ResidentIdCheck&) const = default;
};

/// Checks a resident id of 18 signs, or of 15 digits.
/// @return  valid; invalid if form, province, date or check sign are wrong; suspect for a sound number of 15 digits,
///          which has no check sign and is no longer in use, with the upgraded number as suggestion. An unknown county
///          is a note.
/// @source  GB 11643-1999; pair 83 stands for Taiwan in residence permits
/// @limits  numbers of permanent residence cards of foreigners (first digit 9) count as an unknown province
[[nodiscard]] ResidentIdCheck check_resident_id(std::string_view text, const ResidentIdOptions& options = {});

/// The number with the birth date hidden: `110105********002X`.
/// @return  texts of any other length: every sign but the first and the last one hidden
[[nodiscard]] std::string mask_resident_id(std::string_view text);

}  // namespace guanxi::quality

namespace guanxi {

template <>
struct Words<quality::RegisteredSex> {
  static constexpr EnumWord table[] = {
      word(quality::RegisteredSex::female, "female", {"女", "Female"}),
      word(quality::RegisteredSex::male, "male", {"男", "Male"}),
  };
};

}  // namespace guanxi
