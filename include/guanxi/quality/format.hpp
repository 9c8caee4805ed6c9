#pragma once
/// @file
/// Whether a text has the shape that its field asks for.

#include <guanxi/core/date.hpp>
#include <guanxi/core/field.hpp>
#include <guanxi/quality/identifiers/check.hpp>
#include <guanxi/quality/identifiers/region.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace guanxi::quality {

/// Settings of `check_format`.
struct FormatOptions {
  const RegionTable* regions = nullptr;  ///< Known divisions, not owned. Default none: only provinces are looked up.
  std::string phone_region = "CN";       ///< Where telephone numbers without a country code belong. Default CN.
  std::optional<Date> as_of{};           ///< Births after this day are refused. Default none: no such test.
  std::size_t max_suggestions = 3;       ///< Most suggestions to make. Default 3; 0 skips the search, for speed.
};

/// Checks a text by the format of its field.
/// @param format   see `Notes::format`; `Format::any` accepts everything
/// @param text     as written, UTF-8
/// @param options  divisions, telephone region, day, number of suggestions
/// @return  the verdict with reason and suggestions; blank text is invalid for every format but `any`
[[nodiscard]] IdentifierCheck check_format(Format format, std::string_view text, const FormatOptions& options = {});

/// Checks the address of a web page: a host name of two or more labels, with or without `http(s)://`, port and path.
/// @return  valid or invalid, with the likely meaning of full-width or Chinese full stops and commas as suggestion
/// @source  RFC 3986, 1123; labels may hold letters of any script (IDNA 2008)
[[nodiscard]] IdentifierCheck check_website(std::string_view text);

/// Checks a postal code of China.
/// @return  valid for six digits; suspect for five digits (a spreadsheet drops a leading 0) and for codes of other
///          countries; invalid otherwise
/// @source  GB/T 2260 provinces do not match postal zones, so that only the shape is checked
[[nodiscard]] IdentifierCheck check_postal_code(std::string_view text);

/// Checks a region: a division code, or the name of a place.
/// @return  valid for a name, and for a code of 2, 4, 6, 9 or 12 digits in a known province; a code that the table does
///          not have is a note; invalid for other digits
/// @source  GB/T 2260
[[nodiscard]] IdentifierCheck check_region_code(std::string_view text, const RegionTable* regions = nullptr);

/// Checks an account of a messaging service: `微信:zhang_w`, `QQ 12345678`, or an account alone.
/// @return  valid, or suspect: services change their rules
/// @limits  QQ has 5–11 digits; WeChat has 6–20 letters, digits, - and _, or a mobile number, or a QQ number; accounts
///          of other services are 2–64 signs without blanks
[[nodiscard]] IdentifierCheck check_messaging(std::string_view text);

/// Checks a SHA-256 sum in hexadecimal.
/// @return  valid for 64 hexadecimal digits, invalid otherwise
[[nodiscard]] IdentifierCheck check_sha256(std::string_view text);

}  // namespace guanxi::quality
