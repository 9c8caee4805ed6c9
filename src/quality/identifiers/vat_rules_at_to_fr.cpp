#include <guanxi/core/date.hpp>

#include "check_digits.hpp"
#include "folding.hpp"
#include "vat_rules.hpp"

namespace guanxi::quality::detail {

namespace {

bool luhn(std::string_view number) noexcept {
  return check_digit_luhn(number.substr(0, number.size() - 1)) == number.back();
}

bool austria(std::string_view number) noexcept {
  // As Luhn, but every second digit from the left is doubled, and 4 is added to the sum.
  int sum = 4;
  for (std::size_t i = 1; i < 8; ++i) {
    const int value = sign_value(number[i]) * (i % 2 == 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return number[8] == digit_of((10 - sum % 10) % 10);
}

bool belgium(std::string_view number) noexcept {
  return number[0] <= '1' && 97 - number_of(number.substr(0, 8)) % 97 == number_of(number.substr(8));
}

bool bulgaria_company(std::string_view number) noexcept {
  constexpr std::array first{1, 2, 3, 4, 5, 6, 7, 8};
  constexpr std::array second{3, 4, 5, 6, 7, 8, 9, 10};
  int check = weighted_sum(number, first) % 11;
  if (check == 10) check = weighted_sum(number, second) % 11 % 10;
  return number[8] == digit_of(check);
}

/// Citizens: birth date with 20 added to the month before 1900 and 40 after 1999, then the check digit.
bool bulgaria_citizen(std::string_view number) noexcept {
  constexpr std::array weights{2, 4, 8, 5, 10, 9, 7, 3, 6};
  const int month = number_of(number.substr(2, 2));
  const int added = month > 40 ? 40 : month > 20 ? 20 : 0;
  const int century = added == 40 ? 2000 : added == 20 ? 1800 : 1900;
  return Date::from_ymd(century + number_of(number.substr(0, 2)), month - added, number_of(number.substr(4, 2))) &&
         number[9] == digit_of(weighted_sum(number, weights) % 11 % 10);
}

/// Ten digits belong to a citizen, a foreigner or another body; each has weights of its own.
bool bulgaria_person(std::string_view number) noexcept {
  constexpr std::array foreigner{21, 19, 17, 13, 11, 9, 7, 3, 1};
  constexpr std::array other{4, 3, 2, 7, 6, 5, 4, 3, 2};
  const int rest = 11 - weighted_sum(number, other) % 11;
  return bulgaria_citizen(number) || number[9] == digit_of(weighted_sum(number, foreigner) % 10) ||
         (rest != 10 && number[9] == digit_of(rest % 11));
}

bool bulgaria(std::string_view number) noexcept {
  return number.size() == 9 ? bulgaria_company(number) : bulgaria_person(number);
}

bool cyprus(std::string_view number) noexcept {
  constexpr std::array odd_places{1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
  if (number.starts_with("12")) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const int digit = sign_value(number[i]);
    sum += i % 2 == 0 ? odd_places[static_cast<std::size_t>(digit)] : digit;
  }
  return number[8] == 'A' + sum % 26;
}

bool czech_company(std::string_view number) noexcept {
  constexpr std::array weights{8, 7, 6, 5, 4, 3, 2};
  const int check = (11 - weighted_sum(number, weights) % 11) % 11;
  return number[0] != '9' && number[7] == digit_of((check == 0 ? 1 : check) % 10);
}

/// Nine digits that begin with 6 belong to certain individuals.
bool czech_special(std::string_view number) noexcept {
  constexpr std::array weights{8, 7, 6, 5, 4, 3, 2};
  const int check = weighted_sum(number.substr(1), weights) % 11;
  return number[8] == digit_of((8 - (10 - check + 11) % 11 + 10) % 10);
}

/// Birth numbers: 50 added to the month of women, 20 more on days that ran out of numbers. Nine digits were given until
/// 1953; with ten the last one is the rest of the others modulo 11, a rest of 10 being written 0.
bool czech_person(std::string_view number) noexcept {
  const int years = number_of(number.substr(0, 2));
  const bool old = number.size() == 9;
  if (old && years > 53 && years < 80) return false;
  const int year = old ? (years < 80 ? 1900 : 1800) + years : (years < 54 ? 2000 : 1900) + years;
  const int month = number_of(number.substr(2, 2)) % 50;
  if (!Date::from_ymd(year, month > 20 ? month - 20 : month, number_of(number.substr(4, 2)))) return false;
  return old || number[9] == digit_of(number_of(number.substr(0, 9)) % 11 % 10);
}

bool czechia(std::string_view number) noexcept {
  if (number.size() == 8) return czech_company(number);
  return number.size() == 9 && number[0] == '6' ? czech_special(number) : czech_person(number);
}

bool mod_11_10(std::string_view number) noexcept {
  return number[0] != '0' && check_digit_11_10(number.substr(0, number.size() - 1)) == number.back();
}

bool denmark(std::string_view number) noexcept {
  constexpr std::array weights{2, 7, 6, 5, 4, 3, 2, 1};
  return number[0] != '0' && weighted_sum(number, weights) % 11 == 0;
}

bool estonia(std::string_view number) noexcept {
  constexpr std::array weights{3, 7, 1, 3, 7, 1, 3, 7, 1};
  return weighted_sum(number, weights) % 10 == 0;
}

bool greece(std::string_view number) noexcept {
  constexpr std::array weights{256, 128, 64, 32, 16, 8, 4, 2};
  return number[8] == digit_of(weighted_sum(number, weights) % 11 % 10);
}

char spanish_letter(int number) noexcept {
  return std::string_view("TRWAGMYFPDXBNJZSQVHLCKE")[static_cast<std::size_t>(number % 23)];
}

/// Companies close with a digit or with the letter that stands for it: which one depends on the kind of company and on
/// whether it resides in Spain, and published rules disagree, so both pass.
bool spain_company(std::string_view number) noexcept {
  const std::string_view body = number.substr(1, 7);
  if (!all_digits(body) || std::string_view("ABCDEFGHJNPQRSUVW").find(number[0]) == std::string_view::npos)
    return false;
  const char digit = check_digit_luhn(body);
  return number[8] == digit || number[8] == std::string_view("JABCDEFGHI")[static_cast<std::size_t>(digit - '0')];
}

bool spain(std::string_view number) noexcept {
  const char first = number[0];
  const std::string_view body = number.substr(1, 7);
  if (is_digit(first)) return number[8] == spanish_letter(number_of(number.substr(0, 8)));
  if (!all_digits(body)) return false;
  if (first >= 'X') return number[8] == spanish_letter(number_of(body) + (first - 'X') * 10000000);
  if (first >= 'K' && first <= 'M') return number[8] == spanish_letter(number_of(body));
  return spain_company(number);
}

bool finland(std::string_view number) noexcept {
  constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1};
  return weighted_sum(number, weights) % 11 == 0;
}

/// Keys with a letter count in an alphabet of 34 without I and O.
bool french_letter_key(std::string_view number) noexcept {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const std::size_t first = alphabet.find(number[0]);
  const std::size_t second = alphabet.find(number[1]);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const auto key = static_cast<int>(is_digit(number[0]) ? first * 24 + second - 10 : first * 34 + second - 100);
  return (number_of(number.substr(2)) + 1 + key / 11) % 11 == key % 11;
}

/// The nine digits close by Luhn, except in Monaco, whose numbers begin with 000.
bool france(std::string_view number) noexcept {
  const std::string_view company = number.substr(2);
  if (!company.starts_with("000") && !luhn(company)) return false;
  if (!all_digits(number)) return french_letter_key(number);
  return (number_of(company) % 97 * 100 + 12) % 97 == number_of(number.substr(0, 2));
}

constexpr Label eight_digits{"8位数字", "8 digits"};
constexpr Label nine_digits{"9位数字", "9 digits"};

constexpr VatRule rules[] = {
    {"AT", {"奥地利", "Austria"}, "U8n", {"U加8位数字", "U and 8 digits"}, austria},
    {"BE", {"比利时", "Belgium"}, "10n", {"10位数字", "10 digits"}, belgium},
    {"BG", {"保加利亚", "Bulgaria"}, "9n|10n", {"9或10位数字", "9 or 10 digits"}, bulgaria},
    {"CY", {"塞浦路斯", "Cyprus"}, "8n1a", {"8位数字加1个字母", "8 digits and a letter"}, cyprus},
    {"CZ", {"捷克", "Czechia"}, "8n|9n|10n", {"8至10位数字", "8 to 10 digits"}, czechia},
    {"DE", {"德国", "Germany"}, "9n", nine_digits, mod_11_10},
    {"DK", {"丹麦", "Denmark"}, "8n", eight_digits, denmark},
    {"EE", {"爱沙尼亚", "Estonia"}, "9n", nine_digits, estonia},
    {"EL", {"希腊", "Greece"}, "9n", nine_digits, greece},
    {"ES",
     {"西班牙", "Spain"},
     "8n1a|1a7n1c",
     {"9位数字和字母", "9 digits and letters, one letter first or last"},
     spain},
    {"FI", {"芬兰", "Finland"}, "8n", eight_digits, finland},
    {"FR", {"法国", "France"}, "2c9n", {"2位数字或字母加9位数字", "2 digits or letters and 9 digits"}, france},
};

}  // namespace

std::span<const VatRule> vat_rules_at_to_fr() noexcept { return rules; }

}  // namespace guanxi::quality::detail
