#pragma once
/// @file
/// Numbering plans: what a string of digits dials.

#include <guanxi/quality/identifiers/phone.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality::detail {

/// Where digits were dialed from.
enum class DialedFrom { home, abroad };

/// What digits dial; `national` and `area` as in PhoneCheck.
struct Dialed {
  Verdict verdict = Verdict::invalid;
  PhoneKind kind = PhoneKind::unknown;
  std::string e164{};
  std::string country_code{};
  std::string area{};
  std::string national{};
  std::string suggestion{};
  Message reason{};
};

/// Digits inside China: after the country code, or as dialed at home.
[[nodiscard]] Dialed dial_china(std::string_view digits, DialedFrom from);

/// Digits that begin with a country code other than 86.
[[nodiscard]] Dialed dial_world(std::string_view number);

}  // namespace guanxi::quality::detail
