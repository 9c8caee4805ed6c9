#include "domain.hpp"

#include <guanxi/core/text.hpp>

#include <idn2.h>

#include <algorithm>

#include "folding.hpp"

namespace guanxi::quality::detail {

namespace {

constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_domain = 253;

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void lower_ascii(std::string& text) noexcept {
  for (char& c : text)
    if (is_letter(c)) c = static_cast<char>(c - 'A' + 'a');
}

bool is_label_sign(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; }

/// Letters, digits and inner hyphens (RFC 1123).
bool is_label(std::string_view label) noexcept {
  return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, is_label_sign);
}

/// At least two labels; the last one is no number, so that addresses of machines do not pass.
bool is_domain(std::string_view ascii) noexcept {
  if (ascii.size() > longest_domain || ascii.find('.') == std::string_view::npos) return false;
  if (all_digits(ascii.substr(ascii.rfind('.') + 1))) return false;
  while (!ascii.empty()) {
    const std::size_t dot = ascii.find('.');
    if (!is_label(ascii.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    ascii.remove_prefix(dot + 1);
  }
  return false;
}

/// Takes what libidn2 allocated.
std::string take(char* text) {
  std::string copy(text);
  idn2_free(text);
  return copy;
}

std::optional<std::string> to_ascii(const std::string& domain) {
  char* ascii = nullptr;
  if (idn2_to_ascii_8z(domain.c_str(), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) return std::nullopt;
  return take(ascii);
}

std::optional<std::string> to_unicode(const std::string& ascii) {
  char* unicode = nullptr;
  if (idn2_to_unicode_8z8z(ascii.c_str(), &unicode, 0) != IDN2_OK) return std::nullopt;
  return take(unicode);
}

/// Every full stop that IDNA takes for a dot, lower case.
std::string fold_domain(std::string_view text) {
  std::u32string signs = text::to_code_points(text);
  std::ranges::replace(signs, U'\u3002', U'.');
  std::string folded = text::to_utf8(signs);
  lower_ascii(folded);
  return folded;
}

// Mailboxes of RFC 2142 and what companies use besides.
constexpr std::string_view role_mailboxes[] = {"abuse",        "account",
                                               "accounting",   "accounts",
                                               "admin",        "administrator",
                                               "billing",      "business",
                                               "caigou",       "caiwu",
                                               "career",       "careers",
                                               "contact",      "cs",
                                               "customercare", "customerservice",
                                               "enquiries",    "enquiry",
                                               "export",       "feedback",
                                               "finance",      "gm",
                                               "hello",        "help",
                                               "helpdesk",     "hostmaster",
                                               "hr",           "info",
                                               "information",  "inquiry",
                                               "invoice",      "it",
                                               "jobs",         "kefu",
                                               "legal",        "mail",
                                               "market",       "marketing",
                                               "media",        "news",
                                               "newsletter",   "no-reply",
                                               "noreply",      "office",
                                               "order",        "orders",
                                               "postmaster",   "press",
                                               "privacy",      "procurement",
                                               "purchase",     "purchasing",
                                               "quality",      "reception",
                                               "recruit",      "root",
                                               "sale",         "sales",
                                               "security",     "service",
                                               "services",     "shouhou",
                                               "spam",         "staff",
                                               "support",      "team",
                                               "tech",         "technical",
                                               "webmaster",    "xiaoshou",
                                               "zhaopin"};

constexpr std::string_view free_mail_domains[] = {
    "126.com",      "139.com",      "163.com",    "163.net",        "188.com",        "189.cn",       "21cn.com",
    "263.net",      "aliyun.com",   "aol.com",    "chinaren.com",   "eyou.com",       "fastmail.com", "foxmail.com",
    "gmail.com",    "gmx.com",      "gmx.de",     "gmx.net",        "googlemail.com", "hotmail.com",  "icloud.com",
    "live.cn",      "live.com",     "mail.com",   "mail.ru",        "me.com",         "msn.com",      "naver.com",
    "netease.com",  "outlook.com",  "proton.me",  "protonmail.com", "qq.com",         "sina.cn",      "sina.com",
    "sina.com.cn",  "sogou.com",    "sohu.com",   "tom.com",        "vip.126.com",    "vip.163.com",  "vip.qq.com",
    "vip.sina.com", "web.de",       "wo.cn",      "yahoo.cn",       "yahoo.co.jp",    "yahoo.com",    "yahoo.com.cn",
    "yahoo.com.hk", "yahoo.com.tw", "yandex.com", "yandex.ru",      "yeah.net",       "zoho.com"};

}  // namespace

std::optional<Domain> read_domain(std::string_view text) {
  Domain domain;
  domain.unicode = fold_domain(text);
  const bool encoded = !is_ascii(domain.unicode) || domain.unicode.find("xn--") != std::string::npos;
  if (!encoded) {
    domain.ascii = domain.unicode;
  } else {
    const std::optional<std::string> ascii = to_ascii(domain.unicode);
    const std::optional<std::string> unicode = ascii ? to_unicode(*ascii) : std::nullopt;
    if (!unicode) return std::nullopt;
    domain = {*unicode, *ascii};
    lower_ascii(domain.ascii);
  }
  if (!is_domain(domain.ascii)) return std::nullopt;
  return domain;
}

bool is_free_mail(std::string_view ascii_domain) noexcept {
  return std::ranges::find(free_mail_domains, ascii_domain) != std::end(free_mail_domains);
}

bool is_role_mailbox(std::string_view local) {
  std::string name(local.substr(0, local.find('+')));
  lower_ascii(name);
  return std::ranges::find(role_mailboxes, name) != std::end(role_mailboxes);
}

}  // namespace guanxi::quality::detail
