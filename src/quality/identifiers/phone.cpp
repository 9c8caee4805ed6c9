#include <guanxi/quality/identifiers/phone.hpp>

#include <guanxi/core/text.hpp>

#include <algorithm>
#include <utility>

#include "folding.hpp"
#include "phone_plan.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

using detail::Dialed;
using detail::DialedFrom;
using detail::say;

/// Words before an extension, longest first where one begins another.
constexpr std::string_view extension_words[] = {"分机号", "分机", "内线", "转接", "转", "extension", "ext", "x", "#"};
constexpr std::size_t longest_extension = 8;

/// The number as typed, and what stands behind a word for extensions.
struct Written {
  std::string number{};
  std::string extension{};
  bool has_extension{};
};

/// Signs that people put between digits.
bool is_filler(char c) noexcept { return std::string_view(" .:-()[]").find(c) != std::string_view::npos; }

std::string without_signs(std::string_view text) {
  std::string kept(text);
  std::erase_if(kept, is_filler);
  return kept;
}

/// Simplified, half width, lower case, every dash a hyphen.
std::string fold_phone(std::string_view text) {
  std::u32string signs = text::to_code_points(text::to_simplified(text::normalize(text)));
  for (char32_t& c : signs) {
    if (detail::is_hyphen(c)) c = U'-';
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  }
  return text::to_utf8(signs);
}

/// The first place of a word for extensions, and its size; npos if there is none.
std::pair<std::size_t, std::size_t> find_extension_word(std::string_view text) noexcept {
  std::pair<std::size_t, std::size_t> first{std::string_view::npos, 0};
  for (const std::string_view word : extension_words)
    if (const std::size_t at = text.find(word); at < first.first) first = {at, word.size()};
  return first;
}

Written split_extension(const std::string& folded) {
  std::string_view rest = folded;
  const std::size_t end = find_extension_word(rest).first;
  if (end == 0 || end == std::string_view::npos) return {folded, {}, false};
  for (auto word = find_extension_word(rest); word.first != std::string_view::npos; word = find_extension_word(rest))
    rest.remove_prefix(word.first + word.second);
  return {folded.substr(0, end), without_signs(rest), true};
}

/// Digits, and whether they begin with a country code.
struct Digits {
  std::string digits{};
  bool international{};
  bool has_foreign{};  ///< a sign that does not belong stands among them
};

Digits read_digits(std::string number) {
  Digits read;
  if (const std::size_t at = number.find("(0)"); at != std::string::npos && number.starts_with('+'))
    number.erase(at, 3);
  for (const char c : number) {
    const bool plus = c == '+' && read.digits.empty() && !read.international;
    if (plus)
      read.international = true;
    else if (detail::is_digit(c))
      read.digits += c;
    else if (!is_filler(c))
      read.has_foreign = true;
  }
  if (!read.international && read.digits.starts_with("00")) {
    read.international = true;
    read.digits.erase(0, 2);
  }
  return read;
}

Dialed dial(const Digits& read, const PhoneOptions& options) {
  const std::string_view digits = read.digits;
  const bool china = digits.starts_with("86");
  if (read.international) return china ? dial_china(digits.substr(2), DialedFrom::abroad) : detail::dial_world(digits);
  if (options.region != "CN") {
    Dialed dialed;
    dialed.reason = say({"缺国家代码，应以+或00开头", "the country code is missing: begin with + or 00"}, {});
    return dialed;
  }
  // 86 without a plus: no number at home has 12 digits that begin so.
  if (china && digits.size() >= 12) {
    Dialed dialed = dial_china(digits.substr(2), DialedFrom::abroad);
    if (dialed.verdict == Verdict::valid) return dialed;
  }
  return dial_china(digits, DialedFrom::home);
}

/// 010-12345678-801: the last group is an extension if the rest is a number and the whole is none.
bool take_last_group(Written& written, const PhoneOptions& options) {
  const std::size_t at = written.number.rfind('-');
  if (written.has_extension || at == std::string::npos) return false;
  const std::string tail = without_signs(std::string_view(written.number).substr(at));
  const Digits front = read_digits(written.number.substr(0, at));
  if (!detail::all_digits(tail) || tail.size() > 6 || front.has_foreign) return false;
  if (dial(front, options).verdict != Verdict::valid) return false;
  written = {written.number.substr(0, at), tail, true};
  return true;
}

Message reading_error(const Digits& read, const Written& written) {
  if (read.has_foreign)
    return say({"电话号码中有数字、空格、连字符、括号以外的字符",
                "the telephone number holds signs other than digits, blanks, hyphens and brackets"},
               {});
  if (read.digits.empty()) return say({"电话号码为空", "the telephone number is empty"}, {});
  const bool bad_extension =
      written.has_extension && (!detail::all_digits(written.extension) || written.extension.size() > longest_extension);
  if (bad_extension)
    return say({"分机号“{0}”应为1–8位数字", "the extension “{0}” should be 1–8 digits"}, {written.extension});
  return {};
}

void fill(PhoneCheck& check, Dialed dialed) {
  check.verdict = dialed.verdict;
  check.kind = dialed.kind;
  check.e164 = std::move(dialed.e164);
  check.country_code = std::move(dialed.country_code);
  check.area = std::move(dialed.area);
  check.national = std::move(dialed.national);
  check.reason = std::move(dialed.reason);
  if (!dialed.suggestion.empty()) check.suggestions.push_back(std::move(dialed.suggestion));
  if (!check.e164.empty()) check.normalized = check.e164;
}

/// Hides all but the first and the last few signs, at least one.
std::string hide_middle(std::string_view number, std::size_t first, std::size_t last) {
  if (number.size() <= first + last) return std::string(number.size(), '*');
  return std::string(number.substr(0, first)) + std::string(number.size() - first - last, '*') +
         std::string(number.substr(number.size() - last));
}

}  // namespace

PhoneCheck check_phone(std::string_view text, const PhoneOptions& options) {
  PhoneCheck check;
  check.original = text;
  Written written = split_extension(fold_phone(text));
  Digits read = read_digits(written.number);
  Dialed dialed = dial(read, options);
  if (dialed.verdict == Verdict::invalid && take_last_group(written, options)) {
    read = read_digits(written.number);
    dialed = dial(read, options);
  }
  check.normalized = read.international ? "+" + read.digits : read.digits;
  check.reason = reading_error(read, written);
  if (!check.reason.zh.empty()) {
    if (read.has_foreign && dialed.verdict == Verdict::valid) check.suggestions.push_back(dialed.national);
    return check;
  }
  check.extension = written.extension;
  fill(check, std::move(dialed));
  return check;
}

std::string mask_phone(std::string_view text, const PhoneOptions& options) {
  const PhoneCheck check = check_phone(text, options);
  switch (check.kind) {
    case PhoneKind::mobile:
      return hide_middle(check.national, 3, 4);
    case PhoneKind::fixed: {
      const std::size_t number = check.area.size() + 2;
      return check.national.substr(0, number) + hide_middle(check.national.substr(number), 0, 4);
    }
    case PhoneKind::international:
      return "+" + check.country_code +
             hide_middle(check.national, 0, std::min<std::size_t>(4, check.national.size() / 2));
    case PhoneKind::shared_cost:
    case PhoneKind::short_code:
      return check.national;
    default:
      return hide_middle(check.normalized, 0, 2);
  }
}

}  // namespace guanxi::quality
