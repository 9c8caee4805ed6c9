#pragma once
/// @file
/// How identifiers are folded before they are checked.

#include <string>
#include <string_view>

namespace guanxi::quality::detail {

/// Signs of the alphabets.
inline constexpr std::string_view digit_signs = "0123456789";
inline constexpr std::string_view digits_and_letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return c >= 'A' && c <= 'Z'; }

/// True for one or more digits and nothing else.
constexpr bool all_digits(std::string_view text) noexcept {
  return !text.empty() && text.find_first_not_of(digit_signs) == std::string_view::npos;
}

/// NFKC, blanks, hyphens, dots and zero-width signs dropped, capital letters.
[[nodiscard]] std::string fold_identifier(std::string_view text);

/// True for every sign that people write as a hyphen or dash.
[[nodiscard]] bool is_hyphen(char32_t c) noexcept;

/// The answer of a check, with text and folded text filled in.
template <class Check>
[[nodiscard]] Check begin_check(std::string_view text) {
  Check check;
  check.original = text;
  check.normalized = fold_identifier(text);
  return check;
}

}  // namespace guanxi::quality::detail
