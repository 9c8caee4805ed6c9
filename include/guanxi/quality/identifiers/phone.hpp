#pragma once
/// @file
/// Telephone numbers, with China at the core.

#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// What a telephone number is.
enum class PhoneKind {
  unknown,       ///< could not be read
  mobile,        ///< mobile in China
  fixed,         ///< fixed line in China, with its area
  shared_cost,   ///< 400 or 800 in China
  local,         ///< fixed line in China without its area
  short_code,    ///< service number of three to six digits, only inside China
  international  ///< outside mainland China
};

/// Settings of `check_phone`.
struct PhoneOptions {
  std::string region =
      "CN";  ///< Where numbers without `+` or `00` belong. Default CN; anything else: they are invalid.
};

/// A telephone number and its parts.
struct PhoneCheck : IdentifierCheck {
  PhoneKind kind = PhoneKind::unknown;  ///< what it is
  std::string e164{};                   ///< `+8613800138000`; empty if it cannot be dialed from abroad
  std::string extension{};              ///< digits after 转, 分机, ext, x, # or a last hyphen
  std::string country_code{};           ///< `86`; empty if unknown
  std::string area{};                   ///< area code of a Chinese fixed line without its 0
  std::string national{};               ///< as written inside the country: `13800138000`, `021-68888888`
  bool operator==(const PhoneCheck&) const = default;
};

/// Checks a telephone number.
/// @return  valid if it can be dialed from abroad as E.164; suspect for local numbers, short codes and fixed lines
///          whose leading 0 is missing; invalid otherwise. `normalized` is the E.164 form if there is one, else the
///          digits.
/// @source  E.164; numbering plan of the Chinese telecommunications network
/// @limits  Chinese area codes are checked by length only; abroad the national plan is checked for +1, +852, +853 and
///          +886 only, elsewhere country code and length
[[nodiscard]] PhoneCheck check_phone(std::string_view text, const PhoneOptions& options = {});

/// The number for display, with its middle hidden: `138****8000`, `021-****8888`.
/// @return  what cannot be read: every sign but the last two hidden
[[nodiscard]] std::string mask_phone(std::string_view text, const PhoneOptions& options = {});

}  // namespace guanxi::quality

namespace guanxi {

template <>
struct Words<quality::PhoneKind> {
  static constexpr EnumWord table[] = {
      word(quality::PhoneKind::unknown, "unknown", {"未知", "Unknown"}),
      word(quality::PhoneKind::mobile, "mobile", {"手机", "Mobile"}),
      word(quality::PhoneKind::fixed, "fixed", {"固定电话", "Fixed line"}),
      word(quality::PhoneKind::shared_cost, "shared_cost", {"400/800电话", "Shared cost"}),
      word(quality::PhoneKind::local, "local", {"缺区号的固定电话", "Local number"}),
      word(quality::PhoneKind::short_code, "short_code", {"短号码", "Short code"}),
      word(quality::PhoneKind::international, "international", {"境外号码", "International"}),
  };
};

}  // namespace guanxi
