#pragma once
/// @file
/// Numbers as people write them, read exactly.

#include <guanxi/core/money.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace guanxi::detail {

/// digits × 10^exponent.
struct Decimal {
  std::int64_t digits{};
  int exponent{};
  int multiplier{};  ///< the part of the exponent that was written as a word: 4 for 万, 3 for k
};

/// Walks over normalized text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  void skip_blanks();
  /// Takes a word if it is next (ASCII letters in any case).
  bool take(std::string_view word);
  /// Takes the first of the words that is next.
  template <class List>
  bool take_any(const List& words) {
    for (const std::string_view word : words)
      if (take(word)) return true;
    return false;
  }
  /// Takes an unsigned run of digits of at most a length.
  std::optional<int> take_digits(std::size_t at_least, std::size_t at_most);
  /// Takes digits, separators, decimals and multipliers.
  std::optional<Decimal> take_decimal();
  /// Takes a currency sign, code or name.
  std::optional<Currency> take_currency();

 private:
  bool take_grouped_digits(Decimal& number);
  bool take_decimals(Decimal& number);
  void take_multipliers(Decimal& number);

  std::string_view rest_;
};

/// digits × 10^(exponent + shift) as a whole number; nothing if it is not whole or too large.
std::optional<std::int64_t> whole(Decimal number, int shift = 0);

}  // namespace guanxi::detail
