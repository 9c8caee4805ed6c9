#pragma once
/// @file
/// The arithmetic of check signs. Callers make sure of the alphabet.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace guanxi::quality::detail {

/// 0–9 as they are, A = 10 … Z = 35; nothing else may be asked.
[[nodiscard]] constexpr int sign_value(char c) noexcept { return c <= '9' ? c - '0' : c - 'A' + 10; }

/// The digit of a number 0–9.
[[nodiscard]] constexpr char digit_of(int number) noexcept { return static_cast<char>('0' + number); }

/// Σ value × weight over the first `weights.size()` signs.
template <std::size_t N>
[[nodiscard]] constexpr int weighted_sum(std::string_view signs, const std::array<int, N>& weights) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += sign_value(signs[i]) * weights[i];
  return sum;
}

/// The whole text, letters written as 10…35, modulo 97 (ISO 7064 mod 97-10).
[[nodiscard]] int mod_97(std::string_view signs) noexcept;

/// The two digits that make `signs` with them at the end leave 1 modulo 97.
[[nodiscard]] std::string check_digits_97(std::string_view signs);

/// Check digit of ISO 7064 mod 11,10.
[[nodiscard]] char check_digit_11_10(std::string_view digits) noexcept;

/// Luhn check digit.
[[nodiscard]] char check_digit_luhn(std::string_view digits) noexcept;

/// Check sign of an organization code of eight signs (GB 11714-1997).
[[nodiscard]] char organization_check_sign(std::string_view body) noexcept;

}  // namespace guanxi::quality::detail
