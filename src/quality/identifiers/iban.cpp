#include <guanxi/quality/identifiers/iban.hpp>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "iban_formats.hpp"
#include "pattern.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

using detail::say;

constexpr Label name{"国际银行账号（IBAN）", "international bank account number (IBAN)"};
constexpr detail::Form form{name, 0, detail::digits_and_letters, {"数字和大写字母", "digits and letters"}};
constexpr std::size_t shortest = 5;
constexpr std::size_t longest = 34;

bool begins_well(std::string_view iban) noexcept {
  return detail::has_shape(iban.substr(0, 4), "2a2n") && iban.size() >= shortest && iban.size() <= longest;
}

/// 00, 01 and 99 may leave the right remainder too, but the rule never makes them.
std::string check_digits(std::string_view iban) {
  return detail::check_digits_97(std::string(iban.substr(4)) + std::string(iban.substr(0, 2)));
}

bool fits_country(std::string_view iban) noexcept {
  return detail::has_shape(iban.substr(4), detail::iban_shape(iban.substr(0, 2)));
}

bool passes(std::string_view iban) {
  return iban.find_first_not_of(detail::digits_and_letters) == std::string_view::npos && begins_well(iban) &&
         fits_country(iban) && check_digits(iban) == iban.substr(2, 2);
}

void fill_parts(IbanCheck& check) {
  const std::string& iban = check.normalized;
  check.country = iban.substr(0, 2);
  check.country_known = !detail::iban_shape(check.country).empty();
  check.account = iban.substr(4);
  check.check = iban.substr(2, 2);
  check.expected_check = check_digits(iban);
  for (std::size_t at = 0; at < iban.size(); at += 4) check.display += (at == 0 ? "" : " ") + iban.substr(at, 4);
}

Message form_error(std::string_view iban) {
  Message error = detail::form_error(form, iban);
  if (!error.zh.empty() || begins_well(iban)) return error;
  return say({"国际银行账号（IBAN）应以两位国家代码和两位校验数字开头，共5–34位",
              "an international bank account number (IBAN) begins with two letters and two digits and has 5–34 signs"},
             {});
}

Message country_error(const IbanCheck& check) {
  if (!check.country_known || fits_country(check.normalized)) return {};
  const std::size_t size = detail::shape_size(detail::iban_shape(check.country)) + 4;
  if (check.normalized.size() != size)
    return say({"{0}的国际银行账号（IBAN）应为{1}位，现为{2}位", "an IBAN of {0} has {1} signs, found {2}"},
               {check.country, std::to_string(size), std::to_string(check.normalized.size())});
  return say({"国际银行账号（IBAN）中有{0}不用的数字或字母排列",
              "the digits and letters of the IBAN are not placed as in {0}"},
             {check.country});
}

void judge(IbanCheck& check) {
  check.reason = country_error(check);
  if (!check.reason.zh.empty()) return;
  if (check.check != check.expected_check) {
    check.reason = detail::check_error(name, check.expected_check, check.check);
  } else if (check.country_known) {
    check.verdict = Verdict::valid;
  } else {
    check.verdict = Verdict::suspect;
    check.reason = say({"国家代码{0}没有登记国际银行账号（IBAN）", "country {0} is not in the registry of IBANs"},
                       {check.country});
  }
}

}  // namespace

IbanCheck check_iban(std::string_view text, const SuggestionOptions& options) {
  auto check = detail::begin_check<IbanCheck>(text);
  const std::string& iban = check.normalized;
  check.reason = form_error(iban);
  if (check.reason.zh.empty()) {
    fill_parts(check);
    judge(check);
  }
  if (check.verdict == Verdict::valid) return check;
  const std::string_view shape = detail::iban_shape(std::string_view(iban).substr(0, 2));
  const std::size_t size = shape.empty() ? 0 : detail::shape_size(shape) + 4;
  check.suggestions = detail::single_edits(iban, {detail::digits_and_letters, size, options.max_suggestions}, passes);
  return check;
}

}  // namespace guanxi::quality
