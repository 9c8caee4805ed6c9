#include <guanxi/quality/identifiers/uscc.hpp>

#include <algorithm>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "regions.hpp"
#include "uscc_tables.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

using detail::say;

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::string_view categories = "123459";
constexpr Label name{"统一社会信用代码", "unified social credit code"};
constexpr detail::Form form{
    name, 18, alphabet, {"数字和除I、O、S、V、Z以外的大写字母", "digits and letters other than I, O, S, V, Z"}};

/// GB 32100-2015: the weights are 3^(i-1) mod 31, the value of a sign is its place in the alphabet of 31.
char final_check_sign(std::string_view code) noexcept {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (std::size_t i = 0; i < 17; ++i, weight = weight * 3 % 31) sum += alphabet.find(code[i]) * weight;
  return alphabet[(31 - sum % 31) % 31];
}

bool has_alphabet(std::string_view code) noexcept {
  return code.size() == 18 && code.find_first_not_of(alphabet) == std::string_view::npos;
}

bool is_structured(std::string_view code) noexcept {
  return has_alphabet(code) && !detail::department_name(code[0]).zh.empty() &&
         categories.find(code[1]) != std::string_view::npos && detail::all_digits(code.substr(2, 6));
}

/// Both check signs right, and a region that exists as far as can be told.
bool passes(std::string_view code, const RegionTable* regions) noexcept {
  return is_structured(code) && final_check_sign(code) == code[17] &&
         detail::organization_check_sign(code.substr(8)) == code[16] &&
         detail::region_known(code.substr(2, 6), regions).value_or(true);
}

void fill_parts(UsccCheck& check, const RegionTable* regions) {
  const std::string& code = check.normalized;
  check.department = code[0];
  check.department_name = detail::department_name(code[0]);
  check.category = code[1];
  check.category_name = detail::category_name(code[0], code[1]);
  check.region = code.substr(2, 6);
  check.province = province_name(check.region);
  if (detail::all_digits(check.region)) check.region_known = detail::region_known(check.region, regions);
  check.organization_code = code.substr(8, 9);
  check.expected_org_check = detail::organization_check_sign(check.organization_code);
  check.expected_final_check = final_check_sign(code);
  check.structure_ok = is_structured(code);
  check.org_check_ok = check.expected_org_check == code[16];
  check.final_check_ok = check.expected_final_check == code[17];
}

bool is_lenient(const std::string& region, const UsccOptions& options) {
  return std::ranges::any_of(options.lenient_regions,
                             [&](const std::string& start) { return region.starts_with(start); });
}

Verdict grade(const UsccCheck& check, const UsccOptions& options) {
  if (!check.structure_ok) return Verdict::invalid;
  if (check.org_check_ok && check.final_check_ok) return Verdict::valid;
  if (check.final_check_ok) return Verdict::suspect;
  return check.org_check_ok && is_lenient(check.region, options) ? Verdict::suspect : Verdict::invalid;
}

Message structure_error(const UsccCheck& check) {
  if (check.department_name.zh.empty())
    return say({"统一社会信用代码第1位“{0}”不是登记管理部门，应为1–9、A、N或Y",
                "sign 1 of the unified social credit code is “{0}”, a registering department is 1–9, A, N or Y"},
               {std::string(1, check.department)});
  if (categories.find(check.category) == std::string_view::npos)
    return say({"统一社会信用代码第2位“{0}”不是机构类别，应为1、2、3、4、5或9",
                "sign 2 of the unified social credit code is “{0}”, a category is 1, 2, 3, 4, 5 or 9"},
               {std::string(1, check.category)});
  return say({"统一社会信用代码第3–8位“{0}”应为6位数字的行政区划码",
              "signs 3–8 of the unified social credit code are “{0}”, a division code has six digits"},
             {check.region});
}

Message org_check_error(const UsccCheck& check) {
  return detail::check_error({"组织机构代码（第9–17位）", "organization code in it (signs 9–17)"},
                             std::string(1, check.expected_org_check), check.organization_code.substr(8));
}

Message final_check_error(const UsccCheck& check) {
  return detail::check_error(name, std::string(1, check.expected_final_check), check.normalized.substr(17));
}

Message explain(const UsccCheck& check) {
  if (check.verdict == Verdict::valid) return {};
  if (!check.structure_ok) return structure_error(check);
  if (check.final_check_ok) return org_check_error(check);
  if (!check.org_check_ok) return say({"{0}；{1}", "{0}; {1}"}, {org_check_error(check), final_check_error(check)});
  if (check.verdict == Verdict::invalid) return final_check_error(check);
  return say(
      {"{0}；该地区早年发放过校验位错误的真实代码", "{0}; this region once issued real codes with a wrong check sign"},
      {final_check_error(check)});
}

void add_notes(UsccCheck& check) {
  if (!check.structure_ok) return;
  if (check.region_known == false) check.notes.push_back(detail::unknown_region(check.region));
  if (check.category_name.zh.empty())
    check.notes.push_back(say({"登记管理部门“{0}”没有机构类别{1}", "the department “{0}” has no category {1}"},
                              {check.department_name, std::string(1, check.category)}));
}

}  // namespace

UsccCheck check_uscc(std::string_view text, const UsccOptions& options) {
  auto check = detail::begin_check<UsccCheck>(text);
  check.reason = detail::form_error(form, check.normalized);
  if (check.reason.zh.empty()) {
    fill_parts(check, options.regions);
    check.verdict = grade(check, options);
    check.reason = explain(check);
    add_notes(check);
  }
  if (check.verdict != Verdict::valid)
    check.suggestions = detail::single_edits(check.normalized, {alphabet, 18, options.max_suggestions},
                                             [&](std::string_view code) { return passes(code, options.regions); });
  return check;
}

}  // namespace guanxi::quality
