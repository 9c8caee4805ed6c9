#include <guanxi/quality/identifiers/lei.hpp>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

constexpr Label name{"法人机构识别编码（LEI）", "legal entity identifier (LEI)"};
constexpr detail::Form form{name, 20, detail::digits_and_letters, {"数字和大写字母", "digits and letters"}};

bool ends_in_digits(std::string_view lei) noexcept { return detail::all_digits(lei.substr(18)); }

/// 00, 01 and 99 may leave the right remainder too, but the rule never makes them.
std::string check_digits(std::string_view lei) { return detail::check_digits_97(lei.substr(0, 18)); }

bool passes(std::string_view lei) {
  return lei.size() == 20 && lei.find_first_not_of(detail::digits_and_letters) == std::string_view::npos &&
         check_digits(lei) == lei.substr(18);
}

Message find_error(const LeiCheck& check) {
  if (!ends_in_digits(check.normalized))
    return detail::say(
        {"法人机构识别编码（LEI）末两位应为数字“{0}”，现为“{1}”",
         "the last two signs of the legal entity identifier (LEI) should be the digits “{0}”, found “{1}”"},
        {check.expected_check, check.check});
  if (check.check != check.expected_check) return detail::check_error(name, check.expected_check, check.check);
  return {};
}

}  // namespace

LeiCheck check_lei(std::string_view text, const SuggestionOptions& options) {
  auto check = detail::begin_check<LeiCheck>(text);
  const std::string& lei = check.normalized;
  check.reason = detail::form_error(form, lei);
  if (check.reason.zh.empty()) {
    check.issuer = lei.substr(0, 4);
    check.entity = lei.substr(4, 14);
    check.check = lei.substr(18);
    check.expected_check = check_digits(lei);
    check.reason = find_error(check);
    if (check.reason.zh.empty()) check.verdict = Verdict::valid;
  }
  if (check.verdict != Verdict::valid)
    check.suggestions = detail::single_edits(lei, {detail::digits_and_letters, 20, options.max_suggestions}, passes);
  return check;
}

}  // namespace guanxi::quality
