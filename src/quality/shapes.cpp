#include <guanxi/core/text.hpp>
#include <guanxi/quality/format.hpp>

#include <algorithm>
#include <array>

namespace guanxi::quality {

namespace {

constexpr std::string_view digit_signs = "0123456789";

bool is_digits(std::string_view text) { return !text.empty() && text.find_first_not_of(digit_signs) == std::string_view::npos; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_hex(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f'); }

bool is_word_sign(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_'; }

IdentifierCheck begin(std::string_view text) {
  IdentifierCheck check;
  check.original = text;
  check.normalized = text::normalize(text);
  return check;
}

IdentifierCheck& judge(IdentifierCheck& check, Verdict verdict, Label reason = {}) {
  check.verdict = verdict;
  check.reason = {std::string(reason.zh), std::string(reason.en)};
  return check;
}

void replace(std::string& text, std::string_view mark, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size()) text.replace(at, mark.size(), by);
}

void drop_blanks(std::string& text) { std::erase(text, ' '); }

// -- web pages --

/// A label of a host name: letters of any script, digits, inner hyphens.
bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::ranges::all_of(label, [](char c) { return (is_word_sign(c) && c != '_') || static_cast<unsigned char>(c) >= 0x80; });
}

bool is_address_number(std::string_view label) { return is_digits(label) && label.size() <= 3 && std::stoi(std::string(label)) <= 255; }

bool is_host(std::string_view host) {
  std::size_t labels = 0;
  std::size_t numbers = 0;
  std::string_view last;
  for (std::size_t at = 0; at <= host.size();) {
    const std::size_t dot = std::min(host.find('.', at), host.size());
    last = host.substr(at, dot - at);
    if (!is_host_label(last)) return false;
    numbers += is_address_number(last) ? 1U : 0U;
    ++labels;
    at = dot + 1;
  }
  return is_digits(last) ? labels == 4 && numbers == 4 : labels >= 2;
}

std::string_view without_scheme(std::string_view page) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (page.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), page.begin(), [](char a, char b) { return a == lower(b); }))
      return page.substr(scheme.size());
  return page;
}

bool is_page(std::string_view page) {
  if (page.find(' ') != std::string_view::npos) return false;
  page = without_scheme(page);
  const std::string_view place = page.substr(0, page.find_first_of("/?#"));
  const std::size_t colon = place.find(':');
  if (colon != std::string_view::npos && (!is_digits(place.substr(colon + 1)) || place.size() - colon > 6)) return false;
  return place.size() <= 253 && is_host(place.substr(0, colon));
}

/// What a page with slips of the keyboard means, if that is a page.
std::string repaired_page(std::string page) {
  for (const std::string_view stop : {"。", "，", ",", "、"}) replace(page, stop, ".");
  replace(page, "\\", "/");
  replace(page, ":///", "://");
  if (page.find("//") == std::string::npos) replace(page, ":/", "://");
  drop_blanks(page);
  return is_page(page) ? page : std::string();
}

// -- messaging --

constexpr std::array<std::string_view, 3> wechat_names{"微信", "wechat", "weixin"};

/// The service and the account of “QQ:12345”, “微信 zhang_w”.
std::pair<std::string, std::string_view> split_account(std::string_view text) {
  const std::size_t colon = text.find_first_of(": ");
  if (colon != std::string_view::npos) return {text::fold(text.substr(0, colon)), text::trim(text.substr(colon + 1))};
  for (const std::string_view name : {"微信", "QQ", "qq"})
    if (text.size() > name.size() && text.starts_with(name)) return {text::fold(name), text.substr(name.size())};
  return {std::string(), text};
}

bool is_qq(std::string_view account) { return is_digits(account) && account.size() >= 5 && account.size() <= 11 && account.front() != '0'; }

bool is_wechat(std::string_view account) {
  return account.size() >= 6 && account.size() <= 20 && lower(account.front()) >= 'a' && lower(account.front()) <= 'z' &&
         std::ranges::all_of(account, is_word_sign);
}

bool is_mobile(std::string_view account) { return is_digits(account) && account.size() == 11 && account.front() == '1'; }

}  // namespace

IdentifierCheck check_website(std::string_view text) {
  IdentifierCheck check = begin(text);
  if (is_page(check.normalized)) return judge(check, Verdict::valid);
  if (check.normalized.find('@') != std::string::npos)
    return judge(check, Verdict::invalid, {"这是电子邮箱，不是网址", "this is an e-mail address, not a web page"});
  judge(check, Verdict::invalid, {"应为网址，如 www.example.com", "expected a web page such as www.example.com"});
  if (std::string repaired = repaired_page(check.normalized); !repaired.empty()) check.suggestions.push_back(std::move(repaired));
  return check;
}

IdentifierCheck check_postal_code(std::string_view text) {
  IdentifierCheck check = begin(text);
  const bool digits_only = is_digits(check.normalized);
  drop_blanks(check.normalized);
  if (is_digits(check.normalized) && check.normalized.size() == 6) return judge(check, Verdict::valid);
  if (digits_only && check.normalized.size() == 5) {
    check.suggestions.push_back("0" + check.normalized);
    return judge(check, Verdict::suspect, {"只有五位，可能丢失了开头的 0", "five digits only: a leading 0 may have been lost"});
  }
  const bool foreign = check.normalized.size() >= 3 && check.normalized.size() <= 10 && std::ranges::all_of(check.normalized, is_word_sign) &&
                       !is_digits(check.normalized) && check.normalized.find_first_of(digit_signs) != std::string::npos;
  if (foreign) return judge(check, Verdict::suspect, {"不是中国邮政编码", "not a postal code of China"});
  return judge(check, Verdict::invalid, {"应为六位数字", "expected six digits"});
}

IdentifierCheck check_region_code(std::string_view text, const RegionTable* regions) {
  IdentifierCheck check = begin(text);
  if (check.normalized.empty()) return judge(check, Verdict::invalid, {"没有内容", "there is no text"});
  if (!is_digits(check.normalized)) return judge(check, Verdict::valid);
  constexpr std::array<std::size_t, 5> lengths{2, 4, 6, 9, 12};
  if (std::ranges::find(lengths, check.normalized.size()) == lengths.end())
    return judge(check, Verdict::invalid, {"行政区划代码应为 2、4、6、9 或 12 位数字", "a division code has 2, 4, 6, 9 or 12 digits"});
  if (province_name(check.normalized).zh.empty())
    return judge(check, Verdict::invalid, {"前两位不是任何省级代码", "the first two digits are no province"});
  std::string county = check.normalized.substr(0, 6);
  county.resize(6, '0');
  if (regions != nullptr && !regions->contains(county))
    check.notes.push_back({"区划代码 " + county + " 不在所用的代码表中", "division code " + county + " is not in the table in use"});
  return judge(check, Verdict::valid);
}

IdentifierCheck check_messaging(std::string_view text) {
  IdentifierCheck check = begin(text);
  const auto [service, account] = split_account(check.normalized);
  if (account.size() < 2 || account.size() > 64 || account.find(' ') != std::string_view::npos)
    return judge(check, Verdict::suspect, {"应为“微信:账号”之类", "expected something like WeChat:account"});
  if (service == "qq" && !is_qq(account))
    return judge(check, Verdict::suspect, {"QQ号应为 5 到 11 位数字", "a QQ number has 5 to 11 digits"});
  const bool wechat = std::ranges::find(wechat_names, service) != wechat_names.end();
  if (wechat && !is_wechat(account) && !is_mobile(account) && !is_qq(account))
    return judge(check, Verdict::suspect, {"微信号应为 6 到 20 位字母、数字、- 或 _，以字母开头", "a WeChat account has 6 to 20 letters, digits, - or _ and begins with a letter"});
  return judge(check, Verdict::valid);
}

IdentifierCheck check_sha256(std::string_view text) {
  IdentifierCheck check = begin(text);
  std::ranges::transform(check.normalized, check.normalized.begin(), lower);
  const bool sound = check.normalized.size() == 64 && std::ranges::all_of(check.normalized, is_hex);
  return sound ? judge(check, Verdict::valid) : judge(check, Verdict::invalid, {"应为 64 位十六进制数字", "expected 64 hexadecimal digits"});
}

}  // namespace guanxi::quality
