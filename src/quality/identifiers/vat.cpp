#include <guanxi/quality/identifiers/vat.hpp>

#include "edits.hpp"
#include "folding.hpp"
#include "pattern.hpp"
#include "vat_rules.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

using detail::say;
using detail::VatRule;

constexpr Label name{"欧盟增值税号", "VAT number"};
constexpr detail::Form form{name, 0, detail::digits_and_letters, {"数字和大写字母", "digits and letters"}};

const VatRule* find_rule(std::string_view country) noexcept {
  if (country == "GB") return &detail::vat_rule_of_britain();
  for (const auto rules : {detail::vat_rules_at_to_fr(), detail::vat_rules_hr_to_xi()})
    for (const VatRule& rule : rules)
      if (rule.country == country) return &rule;
  return nullptr;
}

/// Two letters that name the country, or else the one that the caller knows. Tax offices write EL for Greece.
void split_country(VatCheck& check, const VatOptions& options) {
  const std::string& text = check.normalized;
  const bool named = detail::has_shape(text.substr(0, 2), "2a") &&
                     (options.country.empty() || text.starts_with("GR") || find_rule(text.substr(0, 2)) != nullptr);
  check.country = named ? text.substr(0, 2) : detail::fold_identifier(options.country);
  check.number = named ? text.substr(2) : text;
  if (check.country == "GR") check.country = "EL";
}

/// Belgium and the Netherlands once wrote numbers without their leading zeros.
void restore_zeros(VatCheck& check) {
  std::string& number = check.number;
  if (check.country == "BE" && number.size() == 9) number.insert(0, 1, '0');
  if (check.country == "NL" && number.size() > 3 && number.size() < 12) number.insert(0, 12 - number.size(), '0');
}

bool follows(const VatRule& rule, std::string_view number) noexcept {
  return detail::has_shape(number, rule.shape) && rule.check(number);
}

Message find_error(const VatCheck& check, const VatRule* rule) {
  Message error = detail::form_error(form, check.normalized);
  if (!error.zh.empty()) return error;
  if (check.country.empty())
    return say({"欧盟增值税号应以两位国家代码开头", "a VAT number begins with two letters for the country"}, {});
  if (rule == nullptr)
    return say({"“{0}”不是欧盟增值税号的国家代码", "“{0}” is no country of the Union's VAT system"}, {check.country});
  if (!check.format_ok)
    return say({"{0}的增值税号应为{1}，现为“{2}”", "a VAT number of {0} has {1}, found “{2}”"},
               {rule->name, rule->form, check.number});
  if (!check.check_ok)
    return say({"{0}的增值税号校验不符：“{1}”", "“{1}” fails the check rule of {0}"}, {rule->name, check.number});
  if (!check.in_union)
    return say({"这是英国增值税号，不再属于欧盟体系", "this is a number of Great Britain, no longer one of the Union"},
               {});
  return {};
}

std::vector<std::string> suggest(const VatCheck& check, const VatRule& rule, std::size_t limit) {
  const detail::EditSpace space{detail::digits_and_letters, 0, limit};
  auto numbers =
      detail::single_edits(check.number, space, [&](std::string_view number) { return follows(rule, number); });
  for (std::string& number : numbers) number.insert(0, check.country);
  return numbers;
}

}  // namespace

VatCheck check_vat(std::string_view text, const VatOptions& options) {
  auto check = detail::begin_check<VatCheck>(text);
  split_country(check, options);
  restore_zeros(check);
  const VatRule* rule = find_rule(check.country);
  if (rule != nullptr) {
    check.normalized = check.country + check.number;
    check.country_name = rule->name;
    check.in_union = rule->country != "GB";
    check.format_ok = detail::has_shape(check.number, rule->shape);
    check.check_ok = check.format_ok && rule->check(check.number);
  }
  check.reason = find_error(check, rule);
  if (check.reason.zh.empty()) check.verdict = Verdict::valid;
  if (rule != nullptr && check.in_union && !check.check_ok)
    check.suggestions = suggest(check, *rule, options.max_suggestions);
  return check;
}

}  // namespace guanxi::quality
