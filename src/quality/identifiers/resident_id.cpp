#include <guanxi/quality/identifiers/resident_id.hpp>

#include <guanxi/core/text.hpp>

#include "check_digits.hpp"
#include "edits.hpp"
#include "folding.hpp"
#include "regions.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

using detail::say;

constexpr Label name{"身份证号码", "resident id"};
constexpr std::string_view alphabet = "0123456789X";
constexpr detail::Form form{name, 18, alphabet, {"数字，末位可为X", "digits, and X at the end"}};

/// GB 11643-1999, ISO 7064 mod 11-2.
char check_sign(std::string_view id) noexcept {
  constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  return std::string_view("10X98765432")[static_cast<std::size_t>(detail::weighted_sum(id, weights) % 11)];
}

bool is_form18(std::string_view id) noexcept {
  return id.size() == 18 && detail::all_digits(id.substr(0, 17)) && alphabet.find(id[17]) != std::string_view::npos;
}

bool is_form15(std::string_view id) noexcept { return id.size() == 15 && detail::all_digits(id); }

/// 15 digits had no century and no check sign.
std::string upgrade(const std::string& id) {
  std::string upgraded = id.substr(0, 6) + "19" + id.substr(6);
  upgraded += check_sign(upgraded);
  return upgraded;
}

std::optional<Date> birth_date(std::string_view id) noexcept {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : id.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  return Date::from_ymd(number(6, 4), number(10, 2), number(12, 2));
}

Label province_of(std::string_view id) noexcept {
  return id.starts_with("83") ? province_name("71") : province_name(id);
}

bool birth_possible(const std::optional<Date>& birth, const ResidentIdOptions& options) noexcept {
  return birth && (!options.as_of || *birth <= *options.as_of);
}

std::optional<bool> region_known(std::string_view id, const RegionTable* regions) noexcept {
  // Residence permits of people from Hong Kong, Macau and Taiwan have these three regions and no others.
  for (const std::string_view permit : {"810000", "820000", "830000"})
    if (id.starts_with(permit)) return true;
  return detail::region_known(id.substr(0, 6), regions);
}

bool passes(std::string_view id, const ResidentIdOptions& options) noexcept {
  return is_form18(id) && check_sign(id) == id[17] && !province_of(id).zh.empty() &&
         region_known(id, options.regions).value_or(true) && birth_possible(birth_date(id), options);
}

void fill_parts(ResidentIdCheck& check, const ResidentIdOptions& options) {
  const std::string& id = check.current_form;
  check.region = id.substr(0, 6);
  check.province = province_of(id);
  check.region_known = region_known(id, options.regions);
  check.birth = birth_date(id);
  check.sex = (id[16] - '0') % 2 == 1 ? RegisteredSex::male : RegisteredSex::female;
  check.expected_check = check_sign(id);
}

Message find_error(const ResidentIdCheck& check, const ResidentIdOptions& options) {
  const std::string& id = check.current_form;
  if (check.province.zh.empty())
    return say({"身份证号码前两位“{0}”不是省级区划", "the resident id begins with “{0}”, which belongs to no province"},
               {id.substr(0, 2)});
  if (!birth_possible(check.birth, options))
    return say({"身份证号码中的出生日期“{0}”不可能，应为已经过去的年月日",
                "the birth date “{0}” in the resident id is impossible, a past day (yyyymmdd) is expected"},
               {id.substr(6, 8)});
  if (check.expected_check != id[17])
    return detail::check_error(name, std::string(1, check.expected_check), id.substr(17));
  return {};
}

void judge(ResidentIdCheck& check, const ResidentIdOptions& options) {
  check.reason = find_error(check, options);
  if (!check.reason.zh.empty()) return;
  check.verdict = check.legacy15 ? Verdict::suspect : Verdict::valid;
  if (check.region_known == false) check.notes.push_back(detail::unknown_region(check.region));
  if (!check.legacy15) return;
  check.reason =
      say({"15位身份证号码已停用且没有校验位，18位号码应为{0}",
           "resident ids of 15 digits are no longer in use and have no check sign, the one of 18 signs is {0}"},
          {check.current_form});
  check.suggestions.push_back(check.current_form);
}

Message misplaced_letter() {
  return say({"身份证号码前17位应为数字，X只能在末位",
              "the first 17 signs of a resident id are digits, X stands at the end only"},
             {});
}

std::string hide(std::string_view id, std::size_t first, std::size_t last) {
  return std::string(id.substr(0, first)) + std::string(id.size() - first - last, '*') +
         std::string(id.substr(id.size() - last));
}

}  // namespace

ResidentIdCheck check_resident_id(std::string_view text, const ResidentIdOptions& options) {
  auto check = detail::begin_check<ResidentIdCheck>(text);
  const std::string& id = check.normalized;
  check.masked = mask_resident_id(id);
  check.legacy15 = is_form15(id);
  if (check.legacy15 || is_form18(id)) {
    check.current_form = check.legacy15 ? upgrade(id) : id;
    fill_parts(check, options);
    judge(check, options);
  } else {
    check.reason = detail::form_error(form, id);
    if (check.reason.zh.empty()) check.reason = misplaced_letter();
  }
  if (check.verdict == Verdict::invalid)
    check.suggestions = detail::single_edits(id, {alphabet, 18, options.max_suggestions},
                                             [&](std::string_view other) { return passes(other, options); });
  return check;
}

std::string mask_resident_id(std::string_view text) {
  const std::string id = detail::fold_identifier(text);
  if (is_form18(id)) return hide(id, 6, 4);
  if (is_form15(id)) return hide(id, 6, 3);
  const std::u32string signs = text::to_code_points(id);
  if (signs.size() < 3) return std::string(signs.size(), '*');
  return text::to_utf8(signs.substr(0, 1)) + std::string(signs.size() - 2, '*') +
         text::to_utf8(signs.substr(signs.size() - 1));
}

}  // namespace guanxi::quality
