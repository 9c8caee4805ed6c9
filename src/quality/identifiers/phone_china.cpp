#include <array>

#include "folding.hpp"
#include "phone_plan.hpp"
#include "wording.hpp"

namespace guanxi::quality::detail {

namespace {

/// Third digits that are assigned to telephones, by the second digit 3–9. Prefixes for things, such as 140 and 148, and
/// reserved ones are left out.
constexpr std::array<std::string_view, 10> mobile_thirds{"",          "",     "",         "0123456789", "579",
                                                         "012356789", "2567", "01235678", "0123456789", "012356789"};

bool begins_as_mobile(std::string_view digits) noexcept {
  return digits.size() > 1 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

bool is_assigned_mobile(std::string_view digits) noexcept {
  // Satellite telephones have a part of 174.
  if (digits.starts_with("1740")) return digits[4] <= '5';
  const auto second = static_cast<std::size_t>(digits[1] - '0');
  return mobile_thirds[second].find(digits[2]) != std::string_view::npos;
}

/// Area code and number of a fixed line, without the leading 0; both empty if it is none.
struct FixedLine {
  std::string_view area{}, number{};
};

FixedLine split_fixed(std::string_view digits) noexcept {
  if (digits.empty() || digits.size() < 9) return {};
  const bool two_digit_area = digits.starts_with("10") || digits[0] == '2';
  if (!two_digit_area && digits[0] < '3') return {};
  const FixedLine line{digits.substr(0, two_digit_area ? 2 : 3), digits.substr(two_digit_area ? 2 : 3)};
  const bool size_fits = line.number.size() == 8 || (line.number.size() == 7 && !two_digit_area);
  return size_fits && line.number[0] != '0' ? line : FixedLine{};
}

Dialed reachable(PhoneKind kind, std::string_view digits, std::string national) {
  Dialed dialed;
  dialed.verdict = Verdict::valid;
  dialed.kind = kind;
  dialed.country_code = "86";
  dialed.e164 = "+86" + std::string(digits);
  dialed.national = std::move(national);
  return dialed;
}

Dialed fixed(const FixedLine& line) {
  const std::string area(line.area);
  const std::string number(line.number);
  Dialed dialed = reachable(PhoneKind::fixed, area + number, "0" + area + "-" + number);
  dialed.area = area;
  return dialed;
}

Dialed refused(const Message& reason) {
  Dialed dialed;
  dialed.reason = reason;
  return dialed;
}

/// Reachable once somebody has confirmed what is missing.
Dialed doubted(Dialed dialed, const Message& reason) {
  dialed.verdict = Verdict::suspect;
  dialed.suggestion = dialed.national;
  dialed.reason = reason;
  return dialed;
}

Dialed inside_only(PhoneKind kind, std::string_view digits, const Message& reason) {
  Dialed dialed;
  dialed.verdict = Verdict::suspect;
  dialed.kind = kind;
  dialed.country_code = "86";
  dialed.national = std::string(digits);
  dialed.reason = reason;
  return dialed;
}

Dialed mobile(std::string_view digits) {
  if (is_assigned_mobile(digits)) return reachable(PhoneKind::mobile, digits, std::string(digits));
  return refused(say({"手机号段{0}未分配", "no mobile numbers begin with {0}"}, {digits.substr(0, 3)}));
}

/// Digits behind the leading 0 of long distance.
Dialed behind_zero(std::string_view digits) {
  if (const FixedLine line = split_fixed(digits); !line.area.empty()) return fixed(line);
  if (begins_as_mobile(digits) && digits.size() == 11 && is_assigned_mobile(digits))
    return doubted(mobile(digits), say({"手机号前不用加0", "a mobile number has no 0 in front"}, {}));
  return refused(
      say({"固定电话应为0＋区号（2–3位）＋号码（7–8位；区号10和2x为8位），现为{0}位",
           "a fixed line is 0, an area of 2–3 digits and 7–8 digits (8 after areas 10 and 2x), found {0} digits"},
          {std::to_string(digits.size() + 1)}));
}

Dialed without_zero(std::string_view digits, DialedFrom from) {
  const FixedLine line = split_fixed(digits);
  if (!line.area.empty() && from == DialedFrom::abroad) return fixed(line);
  if (begins_as_mobile(digits) && digits.size() > 6)
    return refused(say({"手机号应为11位，现为{0}位", "a mobile number has 11 digits, found {0}"},
                       {std::to_string(digits.size())}));
  if (!line.area.empty()) return doubted(fixed(line), say({"区号前缺0", "the 0 before the area code is missing"}, {}));
  const bool home = from == DialedFrom::home;
  if (home && (digits.size() == 7 || digits.size() == 8) && digits[0] >= '2')
    return inside_only(PhoneKind::local, digits,
                       say({"缺区号，应为0＋区号＋号码", "the area code is missing: 0, area, number"}, {}));
  if (home && digits.size() >= 3 && digits.size() <= 6 && (digits[0] == '1' || digits[0] == '9'))
    return inside_only(PhoneKind::short_code, digits,
                       say({"短号码只能在国内拨打", "a short code works inside China only"}, {}));
  return refused(say({"不是电话号码：手机号11位，固定电话为0＋区号＋号码，现为{0}位",
                      "no telephone number: a mobile has 11 digits, a fixed line is 0, area, number; found {0} digits"},
                     {std::to_string(digits.size())}));
}

}  // namespace

Dialed dial_china(std::string_view digits, DialedFrom from) {
  if (begins_as_mobile(digits) && digits.size() == 11) return mobile(digits);
  if ((digits.starts_with("400") || digits.starts_with("800")) && digits.size() == 10) {
    const std::string text(digits);
    return reachable(PhoneKind::shared_cost, digits,
                     text.substr(0, 3) + "-" + text.substr(3, 3) + "-" + text.substr(6));
  }
  if (digits.starts_with('0')) return behind_zero(digits.substr(1));
  return without_zero(digits, from);
}

}  // namespace guanxi::quality::detail
