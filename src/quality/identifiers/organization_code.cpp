#include <guanxi/quality/identifiers/organization_code.hpp>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

constexpr Label name{"组织机构代码", "organization code"};
constexpr detail::Form form{name, 9, detail::digits_and_letters, {"数字和大写字母", "digits and letters"}};

bool passes(std::string_view code) noexcept {
  return code.size() == 9 && code.find_first_not_of(detail::digits_and_letters) == std::string_view::npos &&
         detail::organization_check_sign(code) == code[8];
}

}  // namespace

OrganizationCodeCheck check_organization_code(std::string_view text, const SuggestionOptions& options) {
  auto check = detail::begin_check<OrganizationCodeCheck>(text);
  const std::string& code = check.normalized;
  check.reason = detail::form_error(form, code);
  if (check.reason.zh.empty()) {
    check.body = code.substr(0, 8);
    check.check = code[8];
    check.expected_check = detail::organization_check_sign(code);
    if (check.check == check.expected_check) {
      check.verdict = Verdict::valid;
      return check;
    }
    check.reason = detail::check_error(name, std::string(1, check.expected_check), code.substr(8));
  }
  check.suggestions = detail::single_edits(code, {detail::digits_and_letters, 9, options.max_suggestions}, passes);
  return check;
}

}  // namespace guanxi::quality
