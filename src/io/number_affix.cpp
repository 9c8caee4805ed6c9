#include "number_affix.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace guanxi::io::detail {

namespace {

bool is_upper(char sign) { return sign >= 'A' && sign <= 'Z'; }
bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

/// A currency or a multiplier, and no digits or rates that would make another number of it.
bool matters(std::string_view words) {
  if (words.find('/') != std::string_view::npos || std::any_of(words.begin(), words.end(), is_digit)) return false;
  if (words.size() == 3 && std::all_of(words.begin(), words.end(), is_upper)) return true;
  constexpr std::string_view marks[] = {"万", "亿", "元", "币", "镑", "¥", "￥", "$", "€", "£"};
  return std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return words.find(mark) != std::string_view::npos; });
}

/// Reads the first section of a format code: words, digits, words.
class AffixParser {
 public:
  explicit AffixParser(std::string_view code) : code_(code) {}

  NumberAffix parse() {
    while (plain_ && at_ < code_.size() && code_[at_] != ';') take();
    const bool scaled = last_ == ',';
    if (!plain_ || scaled || !digits_) return {};
    return {matters(before_) ? before_ : "", matters(behind_) ? behind_ : ""};
  }

 private:
  void take() {
    constexpr std::string_view placeholders = "0#?.,";
    constexpr std::string_view silent = " -+()";
    const char sign = code_[at_];
    if (sign == '"') return add(until('"'));
    if (sign == '[') return take_bracket(until(']'));
    if (sign == '_' || sign == '*') return skip(2);
    if (code_.substr(at_).starts_with("General")) return take_digits(7);
    if (placeholders.find(sign) != std::string_view::npos) return take_digits(1);
    if (silent.find(sign) != std::string_view::npos) return skip(1);
    const bool literal = sign == '$' || static_cast<unsigned char>(sign) >= 0x80;
    plain_ = plain_ && literal;
    add(code_.substr(at_, 1));
    skip(1);
  }

  void skip(std::size_t count) { at_ = std::min(at_ + count, code_.size()); }

  /// The text up to an end sign; reading goes on behind it.
  std::string_view until(char end) {
    const std::size_t start = at_ + 1;
    const std::size_t found = code_.find(end, start);
    at_ = found == std::string_view::npos ? code_.size() : found + 1;
    return code_.substr(start, found == std::string_view::npos ? found : found - start);
  }

  /// `[$¥-804]` names a currency; conditions such as `[>9999]` go with scaling; colours say nothing.
  void take_bracket(std::string_view inside) {
    if (inside.starts_with('$')) add(inside.substr(1, inside.find('-') - 1));
    if (inside.find_first_of("<>=") != std::string_view::npos) plain_ = false;
  }

  void take_digits(std::size_t count) {
    last_ = code_[at_];
    plain_ = plain_ && behind_.empty();
    digits_ = true;
    skip(count);
  }

  void add(std::string_view words) { (digits_ ? behind_ : before_) += words; }

  std::string_view code_;
  std::size_t at_ = 0;
  std::string before_{};
  std::string behind_{};
  char last_ = '\0';
  bool digits_ = false;
  bool plain_ = true;
};

}  // namespace

NumberAffix read_affix(std::string_view code) { return AffixParser(code).parse(); }

}  // namespace guanxi::io::detail
