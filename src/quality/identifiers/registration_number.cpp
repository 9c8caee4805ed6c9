#include <guanxi/quality/identifiers/registration_number.hpp>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "regions.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

constexpr Label name{"工商注册号", "business registration number"};
constexpr detail::Form form{name, 15, detail::digit_signs, {"数字", "digits"}};
/// The registrar of the state itself.
constexpr std::string_view state_registrar = "100000";

char check_digit(std::string_view number) noexcept { return detail::check_digit_11_10(number.substr(0, 14)); }

std::optional<bool> region_known(std::string_view region, const RegionTable* regions) noexcept {
  if (region == state_registrar) return true;
  return detail::region_known(region, regions);
}

bool passes(std::string_view number, const RegionTable* regions) noexcept {
  return number.size() == 15 && detail::all_digits(number) && check_digit(number) == number[14] &&
         region_known(number.substr(0, 6), regions).value_or(true);
}

}  // namespace

RegistrationNumberCheck check_registration_number(std::string_view text, const RegistrationNumberOptions& options) {
  auto check = detail::begin_check<RegistrationNumberCheck>(text);
  const std::string& number = check.normalized;
  check.reason = detail::form_error(form, number);
  if (check.reason.zh.empty()) {
    check.region = number.substr(0, 6);
    check.province = province_name(check.region);
    check.region_known = region_known(check.region, options.regions);
    check.sequence = number.substr(6, 8);
    check.check = number[14];
    check.expected_check = check_digit(number);
    if (check.region_known == false) check.notes.push_back(detail::unknown_region(check.region));
    if (check.check == check.expected_check) {
      check.verdict = Verdict::valid;
      return check;
    }
    check.reason = detail::check_error(name, std::string(1, check.expected_check), number.substr(14));
  }
  check.suggestions = detail::single_edits(number, {detail::digit_signs, 15, options.max_suggestions},
                                           [&](std::string_view other) { return passes(other, options.regions); });
  return check;
}

}  // namespace guanxi::quality
