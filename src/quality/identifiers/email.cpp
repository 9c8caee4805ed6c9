#include <guanxi/quality/identifiers/email.hpp>

#include <guanxi/core/text.hpp>

#include <algorithm>

#include "domain.hpp"
#include "wording.hpp"

namespace guanxi::quality {

namespace {

using detail::say;

constexpr std::size_t longest_local = 64;
constexpr std::size_t longest_address = 254;

bool is_control(char32_t c) noexcept { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

bool has_control(std::string_view text) { return std::ranges::any_of(text::to_code_points(text), is_control); }

/// RFC 5322 atext, and with RFC 6531 everything beyond ASCII.
bool is_atom_sign(char c) noexcept {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
  const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return letter_or_digit || static_cast<unsigned char>(c) >= 0x80 || others.find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view local) noexcept {
  return !local.starts_with('.') && !local.ends_with('.') && local.find("..") == std::string_view::npos &&
         std::ranges::all_of(local, [](char c) { return c == '.' || is_atom_sign(c); });
}

/// RFC 5321 Quoted-string: a quotation mark or backslash inside stands behind a backslash.
bool is_quoted(std::string_view local) noexcept {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return false;
  local = local.substr(1, local.size() - 2);
  for (std::size_t i = 0; i < local.size(); ++i) {
    if (local[i] == '"') return false;
    if (local[i] == '\\' && ++i == local.size()) return false;
  }
  return true;
}

/// Where the local part ends: the only @, or with a quoted local part the last one; npos if there is none or several.
std::size_t find_at(std::string_view address, const EmailOptions& options) noexcept {
  const std::size_t last = address.rfind('@');
  const bool quoted = options.quoted_local == QuotedLocal::accept && address.starts_with('"');
  return quoted || address.find('@') == last ? last : std::string_view::npos;
}

Message local_error(std::string_view local, const EmailOptions& options) {
  if (local.empty()) return say({"邮箱地址@前为空", "there is nothing before the @ of the e-mail address"}, {});
  if (local.size() > longest_local)
    return say({"邮箱地址@前最多64字节，现为{0}", "at most 64 bytes stand before the @, found {0}"},
               {std::to_string(local.size())});
  if (options.quoted_local == QuotedLocal::accept && is_quoted(local)) return {};
  if (is_dot_atom(local)) return {};
  return say(
      {"邮箱地址@前的“{0}”有误：可用字母、数字和!#$%&'*+-/=?^_`{|}~，点不能在首尾或连续",
       "“{0}” before the @ is wrong: letters, digits and !#$%&'*+-/=?^_`{|}~ may stand there, and single dots inside"},
      {local});
}

Message domain_error(std::string_view domain) {
  return say({"邮箱域名“{0}”有误：至少两段，每段1–63个字母、数字或中间的连字符",
              "the domain “{0}” is wrong: two or more labels of 1–63 letters, digits or inner hyphens are expected"},
             {domain});
}

/// Fills in the parts; returns what is wrong.
Message read_address(EmailCheck& check, const EmailOptions& options) {
  const std::string address = check.normalized;
  if (has_control(check.original))
    return say({"邮箱地址中有换行、制表等控制字符", "the e-mail address holds control signs such as a line break"}, {});
  if (address.empty()) return say({"邮箱地址为空", "the e-mail address is empty"}, {});
  const std::size_t at = find_at(address, options);
  if (at == std::string::npos) return say({"邮箱地址应有且只有一个@", "an e-mail address has exactly one @"}, {});
  check.local = address.substr(0, at);
  Message error = local_error(check.local, options);
  if (!error.zh.empty()) return error;
  const std::optional<detail::Domain> domain = detail::read_domain(std::string_view(address).substr(at + 1));
  if (!domain) return domain_error(std::string_view(address).substr(at + 1));
  check.domain = domain->unicode;
  check.domain_ascii = domain->ascii;
  check.normalized = check.local + "@" + check.domain;
  check.key = check.local + "@" + check.domain_ascii;
  if (check.key.size() > longest_address)
    return say({"邮箱地址最多254字节，现为{0}", "an e-mail address has at most 254 bytes, found {0}"},
               {std::to_string(check.key.size())});
  return {};
}

/// An address that only blanks or control signs spoiled.
void suggest(EmailCheck& check, const EmailOptions& options) {
  std::u32string signs = text::to_code_points(check.original);
  const auto spoils = [](char32_t c) { return is_control(c) || c == U' ' || c == 0x3000; };
  if (std::erase_if(signs, spoils) == 0) return;
  EmailCheck other;
  other.original = text::to_utf8(signs);
  other.normalized = text::normalize(other.original);
  if (read_address(other, options).zh.empty()) check.suggestions.push_back(other.normalized);
}

}  // namespace

EmailCheck check_email(std::string_view text, const EmailOptions& options) {
  EmailCheck check;
  check.original = text;
  check.normalized = text::normalize(text);
  check.reason = read_address(check, options);
  if (!check.reason.zh.empty()) {
    suggest(check, options);
    return check;
  }
  check.verdict = Verdict::valid;
  check.needs_smtputf8 = std::ranges::any_of(check.local, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  check.role_mailbox = detail::is_role_mailbox(check.local);
  check.free_mail = detail::is_free_mail(check.domain_ascii);
  return check;
}

std::string mask_email(std::string_view text) {
  const EmailCheck check = check_email(text);
  const std::u32string signs = text::to_code_points(check.verdict == Verdict::valid ? check.local : check.normalized);
  if (signs.empty()) return {};
  const std::string first = text::to_utf8(signs.substr(0, 1));
  return check.verdict == Verdict::valid ? first + "***@" + check.domain : first + std::string(signs.size() - 1, '*');
}

}  // namespace guanxi::quality
