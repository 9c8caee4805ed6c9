#include <guanxi/quality/identifiers/luhn.hpp>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

constexpr Label name{"号码", "number"};
constexpr detail::Form form{name, 0, detail::digit_signs, {"数字", "digits"}};

bool passes(std::string_view number) noexcept {
  return number.size() > 1 && detail::all_digits(number) &&
         detail::check_digit_luhn(number.substr(0, number.size() - 1)) == number.back();
}

Message find_error(std::string_view number) {
  Message error = detail::form_error(form, number);
  if (!error.zh.empty() || number.size() > 1) return error;
  return detail::say({"号码至少应有2位数字", "the number needs two digits at least"}, {});
}

}  // namespace

LuhnCheck check_luhn(std::string_view text, const SuggestionOptions& options) {
  auto check = detail::begin_check<LuhnCheck>(text);
  const std::string& number = check.normalized;
  check.reason = find_error(number);
  if (check.reason.zh.empty()) {
    check.body = number.substr(0, number.size() - 1);
    check.check = number.back();
    check.expected_check = detail::check_digit_luhn(check.body);
    if (check.check == check.expected_check) {
      check.verdict = Verdict::valid;
      return check;
    }
    check.reason = detail::check_error(name, std::string(1, check.expected_check), std::string(1, check.check));
  }
  check.suggestions = detail::single_edits(number, {detail::digit_signs, 0, options.max_suggestions}, passes);
  return check;
}

}  // namespace guanxi::quality
