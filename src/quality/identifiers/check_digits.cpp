#include "check_digits.hpp"

namespace guanxi::quality::detail {

int mod_97(std::string_view signs) noexcept {
  int rest = 0;
  for (const char c : signs) {
    const int value = sign_value(c);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest;
}

std::string check_digits_97(std::string_view signs) {
  const int check = 98 - mod_97(signs) * 100 % 97;
  return {digit_of(check / 10), digit_of(check % 10)};
}

char check_digit_11_10(std::string_view digits) noexcept {
  int product = 10;
  for (const char c : digits) {
    const int sum = (product + sign_value(c)) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return digit_of((11 - product) % 10);
}

char check_digit_luhn(std::string_view digits) noexcept {
  int sum = 0;
  bool doubled = true;
  for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
    const int value = sign_value(digits[i]) * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digit_of((10 - sum % 10) % 10);
}

char organization_check_sign(std::string_view body) noexcept {
  constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
  const int check = 11 - weighted_sum(body, weights) % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : digit_of(check);
}

}  // namespace guanxi::quality::detail
