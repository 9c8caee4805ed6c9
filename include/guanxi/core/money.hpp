#pragma once
/// @file
/// Amounts of money, exact to the minor unit.

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace guanxi {

/// An ISO 4217 code; the default is CNY.
class Currency {
 public:
  /// CNY.
  constexpr Currency() = default;
  /// Three capital letters; anything else keeps CNY, so ask `is_code` first.
  constexpr explicit Currency(std::string_view code) noexcept {
    if (is_code(code)) letters_ = {code[0], code[1], code[2]};
  }

  /// True for three capital letters.
  [[nodiscard]] static constexpr bool is_code(std::string_view code) noexcept {
    if (code.size() != 3) return false;
    for (const char c : code)
      if (c < 'A' || c > 'Z') return false;
    return true;
  }

  /// The three letters.
  [[nodiscard]] constexpr std::string_view code() const noexcept { return {letters_.data(), letters_.size()}; }

  /// Digits after the decimal point in this currency (ISO 4217): 0 for the yen, 3 for the dinar, mostly 2.
  [[nodiscard]] constexpr int minor_digits() const noexcept {
    for (const std::string_view none : {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"})
      if (code() == none) return 0;
    for (const std::string_view three : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
      if (code() == three) return 3;
    return 2;
  }

  /// Minor units in one unit: 1, 100 or 1000.
  [[nodiscard]] constexpr std::int64_t minor_units() const noexcept {
    const int digits = minor_digits();
    return digits == 0 ? 1 : digits == 3 ? 1000 : 100;
  }

  auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> letters_{'C', 'N', 'Y'};
};

/// An amount in minor units (fen, cents) of one currency.
struct Money {
  std::int64_t minor{};  ///< amount in minor units
  Currency currency{};   ///< ISO 4217
  bool operator==(const Money&) const = default;
};

}  // namespace guanxi
