#include "folding.hpp"
#include "phone_plan.hpp"
#include "wording.hpp"

namespace guanxi::quality::detail {

namespace {

// ITU-T E.164, list of assigned country codes: of one and two digits, and the third digits assigned after two others.
constexpr std::string_view short_codes[] = {"1",  "7",  "20", "27", "30", "31", "32", "33", "34", "36", "39", "40",
                                            "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
                                            "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
                                            "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};

struct Family {
  std::string_view first, thirds;
};
constexpr Family families[] = {{"21", "12368"},      {"22", "0123456789"}, {"23", "0123456789"}, {"24", "0123456789"},
                               {"25", "012345678"},  {"26", "0123456789"}, {"29", "01789"},      {"35", "0123456789"},
                               {"37", "0123456789"}, {"38", "01235679"},   {"42", "013"},        {"50", "0123456789"},
                               {"59", "0123456789"}, {"67", "02345679"},   {"68", "0123567"},    {"69", "012"},
                               {"80", "08"},         {"85", "02356"},      {"87", "08"},         {"88", "012368"},
                               {"96", "012345678"},  {"97", "012345679"},  {"99", "234568"}};

/// The country code at the start of the digits; empty if none is assigned. No code begins another.
std::string_view country_code(std::string_view digits) noexcept {
  for (const std::string_view code : short_codes)
    if (digits.starts_with(code)) return code;
  for (const Family& family : families)
    if (digits.size() > 2 && digits.starts_with(family.first) &&
        family.thirds.find(digits[2]) != std::string_view::npos)
      return digits.substr(0, 3);
  return {};
}

/// What is known of a national plan.
struct Plan {
  std::string_view code;
  std::size_t shortest, longest;  ///< digits after the country code
  std::string_view firsts;        ///< first digits that occur
};
constexpr Plan plans[] = {
    {"1", 10, 10, "23456789"}, {"852", 8, 8, "2345679"}, {"853", 8, 8, "268"}, {"886", 8, 9, "23456789"}};
/// E.164: 15 digits at most; no country has subscribers with fewer than seven in all.
constexpr std::size_t shortest_number = 7;
constexpr std::size_t longest_number = 15;

Plan plan_of(std::string_view code) noexcept {
  for (const Plan& plan : plans)
    if (plan.code == code) return plan;
  return {code, shortest_number - code.size(), longest_number - code.size(), digit_signs};
}

bool fits(const Plan& plan, std::string_view number) noexcept {
  if (number.size() < plan.shortest || number.size() > plan.longest) return false;
  // North America: area and exchange both begin with 2–9.
  if (plan.code == "1" && plan.firsts.find(number[3]) == std::string_view::npos) return false;
  return plan.firsts.find(number[0]) != std::string_view::npos;
}

Message plan_error(const Plan& plan, std::string_view number) {
  return say({"国家代码+{0}后的号码“{3}”不符，应为{1}–{2}位",
              "“{3}” after country code +{0} does not fit, {1}–{2} digits are expected"},
             {plan.code, std::to_string(plan.shortest), std::to_string(plan.longest), number});
}

}  // namespace

Dialed dial_world(std::string_view number) {
  Dialed dialed;
  const std::string_view code = country_code(number);
  if (code.empty()) {
    dialed.reason = say({"国家代码未分配：+{0}", "no such country code: +{0}"}, {number.substr(0, 3)});
    return dialed;
  }
  const Plan plan = plan_of(code);
  const std::string_view rest = number.substr(code.size());
  dialed.country_code = code;
  dialed.national = rest;
  dialed.kind = PhoneKind::international;
  if (fits(plan, rest)) {
    dialed.verdict = Verdict::valid;
    dialed.e164 = "+" + std::string(number);
  } else {
    dialed.reason = plan_error(plan, rest);
  }
  return dialed;
}

}  // namespace guanxi::quality::detail
