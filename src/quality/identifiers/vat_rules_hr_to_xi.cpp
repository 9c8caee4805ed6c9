#include <guanxi/core/date.hpp>

#include "check_digits.hpp"
#include "folding.hpp"
#include "vat_rules.hpp"

namespace guanxi::quality::detail {

namespace {

bool croatia(std::string_view number) noexcept { return check_digit_11_10(number.substr(0, 10)) == number[10]; }

bool hungary(std::string_view number) noexcept {
  constexpr std::array weights{9, 7, 3, 1, 9, 7, 3, 1};
  return weighted_sum(number, weights) % 10 == 0;
}

/// Check letter of seven digits and, in newer numbers, a letter behind the check letter.
char irish_letter(std::string_view digits, char behind) noexcept {
  constexpr std::array weights{8, 7, 6, 5, 4, 3, 2};
  const int extra = behind == 'W' ? 0 : behind - 'A' + 1;
  const int sum = weighted_sum(digits, weights) + 9 * extra;
  return std::string_view("WABCDEFGHIJKLMNOPQRSTUV")[static_cast<std::size_t>(sum % 23)];
}

bool ireland(std::string_view number) noexcept {
  if (number.back() > 'W') return false;
  if (all_digits(number.substr(0, 7))) return number[7] == irish_letter(number, number.size() == 9 ? number[8] : 'W');
  // Before 2013: digit, letter, five digits; the digit moves behind the others and a 0 stands in front.
  const std::array<char, 7> digits{'0', number[2], number[3], number[4], number[5], number[6], number[0]};
  return number.size() == 8 && number[7] == irish_letter({digits.data(), digits.size()}, 'W');
}

bool luhn(std::string_view number) noexcept {
  return check_digit_luhn(number.substr(0, number.size() - 1)) == number.back();
}

bool italy(std::string_view number) noexcept {
  const auto office = number_of(number.substr(7, 3));
  const bool office_exists =
      (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 || office == 999;
  return office_exists && number_of(number.substr(0, 7)) != 0 && luhn(number);
}

int lithuanian_sum(std::string_view body, std::size_t first) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) sum += sign_value(body[i]) * static_cast<int>(1 + (i + first) % 9);
  return sum % 11;
}

/// The last sign but one is always 1.
bool lithuania(std::string_view number) noexcept {
  const std::string_view body = number.substr(0, number.size() - 1);
  int check = lithuanian_sum(body, 0);
  if (check == 10) check = lithuanian_sum(body, 2) % 10;
  return body.back() == '1' && number.back() == digit_of(check);
}

bool luxembourg(std::string_view number) noexcept {
  return number_of(number.substr(0, 6)) % 89 == number_of(number.substr(6));
}

/// Day, month, year and a digit for the century.
bool latvian_date(std::string_view number) noexcept {
  const int century = 1800 + 100 * (number[6] - '0');
  return Date::from_ymd(century + number_of(number.substr(4, 2)), number_of(number.substr(2, 2)),
                        number_of(number.substr(0, 2)))
      .has_value();
}

/// First digits 4–9 are companies; others persons, whose newer numbers begin with 32 and hold no date.
bool latvia(std::string_view number) noexcept {
  if (number[0] > '3') {
    constexpr std::array weights{9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1};
    return weighted_sum(number, weights) % 11 == 3;
  }
  if (!number.starts_with("32") && !latvian_date(number)) return false;
  constexpr std::array weights{10, 5, 8, 4, 2, 1, 6, 3, 7, 9};
  return number[10] == digit_of((1 + weighted_sum(number, weights)) % 11 % 10);
}

bool malta(std::string_view number) noexcept {
  constexpr std::array weights{3, 4, 6, 7, 8, 9, 10, 1};
  return number[0] != '0' && weighted_sum(number, weights) % 37 == 0;
}

/// Either the nine digits close by the citizen rule, or the whole with its country by modulo 97.
bool netherlands(std::string_view number) noexcept {
  constexpr std::array weights{9, 8, 7, 6, 5, 4, 3, 2};
  if (number_of(number.substr(0, 9)) == 0 || number.ends_with("B00")) return false;
  if (weighted_sum(number, weights) % 11 == number[8] - '0') return true;
  constexpr int nl = 2321;
  int rest = nl;
  for (const char c : number) rest = (rest * (is_digit(c) ? 10 : 100) + sign_value(c)) % 97;
  return rest == 1;
}

bool poland(std::string_view number) noexcept {
  constexpr std::array weights{6, 5, 7, 2, 3, 4, 5, 6, 7};
  return weighted_sum(number, weights) % 11 == number[9] - '0';
}

bool portugal(std::string_view number) noexcept {
  constexpr std::array weights{9, 8, 7, 6, 5, 4, 3, 2};
  return number[0] != '0' && number[8] == digit_of((11 - weighted_sum(number, weights) % 11) % 11 % 10);
}

/// The first digit tells sex and century; 7–9 are foreigners, whose century it leaves open.
bool romanian_date(std::string_view number) noexcept {
  const char first = number[0];
  const int century = first == '3' || first == '4' ? 1800 : first == '5' || first == '6' ? 2000 : 1900;
  return Date::from_ymd(century + number_of(number.substr(1, 2)), number_of(number.substr(3, 2)),
                        number_of(number.substr(5, 2)))
      .has_value();
}

bool romania_person(std::string_view number) noexcept {
  constexpr std::array weights{2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
  const int check = weighted_sum(number, weights) % 11;
  return number[0] != '0' && romanian_date(number) && number[12] == digit_of(check == 10 ? 1 : check);
}

bool romania(std::string_view number) noexcept {
  if (number.size() == 13) return romania_person(number);
  constexpr std::array weights{7, 5, 3, 2, 1, 7, 5, 3, 2};
  int sum = 0;
  for (std::size_t i = 1; i < number.size(); ++i) sum += sign_value(number[number.size() - 1 - i]) * weights[9 - i];
  return number[0] != '0' && number.back() == digit_of(10 * sum % 11 % 10);
}

bool sweden(std::string_view number) noexcept { return !number.ends_with("00") && luhn(number.substr(0, 10)); }

bool slovenia(std::string_view number) noexcept {
  constexpr std::array weights{8, 7, 6, 5, 4, 3, 2};
  const int check = 11 - weighted_sum(number, weights) % 11;
  return number[0] != '0' && check != 11 && number[7] == digit_of(check % 10);
}

bool slovakia(std::string_view number) noexcept {
  return number[0] != '0' && std::string_view("234789").find(number[2]) != std::string_view::npos &&
         (number_of(number.substr(0, 9)) % 11 * 10 + (number[9] - '0')) % 11 == 0;
}

/// Government departments GD000–499, health authorities HA500–999; else nine digits, a branch may follow.
bool britain(std::string_view number) noexcept {
  if (number.starts_with("GD")) return number_of(number.substr(2)) < 500;
  if (number.starts_with("HA")) return number_of(number.substr(2)) >= 500;
  constexpr std::array weights{8, 7, 6, 5, 4, 3, 2, 10, 1};
  const int rest = weighted_sum(number, weights) % 97;
  return rest == 0 || (number_of(number.substr(0, 3)) >= 100 && (rest == 42 || rest == 55));
}

constexpr std::string_view british_shape = "9n|12n|GD3n|HA3n";
constexpr Label british_form{"9或12位数字，或GD、HA加3位数字", "9 or 12 digits, or GD or HA and 3 digits"};
constexpr Label eight_digits{"8位数字", "8 digits"};
constexpr Label nine_digits{"9位数字", "9 digits"};
constexpr Label ten_digits{"10位数字", "10 digits"};
constexpr Label eleven_digits{"11位数字", "11 digits"};

constexpr VatRule rules[] = {
    {"HR", {"克罗地亚", "Croatia"}, "11n", eleven_digits, croatia},
    {"HU", {"匈牙利", "Hungary"}, "8n", eight_digits, hungary},
    {"IE",
     {"爱尔兰", "Ireland"},
     "7n1a|7n2a|1n1a5n1a",
     {"7位数字加1或2个字母", "7 digits and 1 or 2 letters"},
     ireland},
    {"IT", {"意大利", "Italy"}, "11n", eleven_digits, italy},
    {"LT", {"立陶宛", "Lithuania"}, "9n|12n", {"9或12位数字", "9 or 12 digits"}, lithuania},
    {"LU", {"卢森堡", "Luxembourg"}, "8n", eight_digits, luxembourg},
    {"LV", {"拉脱维亚", "Latvia"}, "11n", eleven_digits, latvia},
    {"MT", {"马耳他", "Malta"}, "8n", eight_digits, malta},
    {"NL", {"荷兰", "Netherlands"}, "9nB2n", {"9位数字、B和2位数字", "9 digits, B and 2 digits"}, netherlands},
    {"PL", {"波兰", "Poland"}, "10n", ten_digits, poland},
    {"PT", {"葡萄牙", "Portugal"}, "9n", nine_digits, portugal},
    {"RO",
     {"罗马尼亚", "Romania"},
     "2n|3n|4n|5n|6n|7n|8n|9n|10n|13n",
     {"2–10或13位数字", "2 to 10 or 13 digits"},
     romania},
    {"SE", {"瑞典", "Sweden"}, "12n", {"12位数字", "12 digits"}, sweden},
    {"SI", {"斯洛文尼亚", "Slovenia"}, "8n", eight_digits, slovenia},
    {"SK", {"斯洛伐克", "Slovakia"}, "10n", ten_digits, slovakia},
    {"XI", {"北爱尔兰", "Northern Ireland"}, british_shape, british_form, britain},
};

constexpr VatRule british_rule{"GB", {"英国", "Great Britain"}, british_shape, british_form, britain};

}  // namespace

std::span<const VatRule> vat_rules_hr_to_xi() noexcept { return rules; }

const VatRule& vat_rule_of_britain() noexcept { return british_rule; }

}  // namespace guanxi::quality::detail
