#include "rule_json.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <charconv>

namespace guanxi::need::detail {

namespace {

class RuleJsonParser {
 public:
  explicit RuleJsonParser(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  RuleJson document() {
    if (!text::is_utf8(text_)) fail("it is not UTF-8");
    RuleJson whole = value(0);
    blanks();
    if (at_ < text_.size()) fail("something follows after its end");
    return whole;
  }

 private:
  [[noreturn]] void fail(std::string_view reason) const {
    const std::string_view before = text_.substr(0, at_);
    const auto lines = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::size_t column = text::to_code_points(before.substr(start)).size() + 1;
    throw ArgumentError("need.rule_json", "the rule book is no JSON: line " + std::to_string(lines) + ", column " +
                                              std::to_string(column) + ": " + std::string(reason));
  }

  void blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool take(char sign) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }

  RuleJson value(int depth) {
    constexpr int deepest = 64;
    if (depth > deepest) fail("brackets and braces lie more than 64 deep");
    blanks();
    if (at_ >= text_.size()) fail("it ends too early: a value is missing");
    switch (text_[at_]) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return {RuleJson::Kind::text, string(), {}, {}};
      default:
        return word();
    }
  }

  RuleJson object(int depth) {
    RuleJson made{RuleJson::Kind::object, {}, {}, {}};
    ++at_;
    if (take('}')) return made;
    do {
      blanks();
      if (at_ >= text_.size() || text_[at_] != '"') fail("a name in quotes is missing here");
      std::string name = string();
      if (made.find(name) != nullptr) fail("the name “" + name + "” is given twice");
      if (!take(':')) fail("a colon is missing here");
      made.names.push_back(std::move(name));
      made.items.push_back(value(depth + 1));
    } while (take(','));
    if (!take('}')) fail("a comma or } is missing here");
    return made;
  }

  RuleJson array(int depth) {
    RuleJson made{RuleJson::Kind::array, {}, {}, {}};
    ++at_;
    if (take(']')) return made;
    do made.items.push_back(value(depth + 1));
    while (take(','));
    if (!take(']')) fail("a comma or ] is missing here");
    return made;
  }

  RuleJson word() {
    const std::size_t end = std::min(text_.find_first_of(",]}: \t\r\n\"", at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    if (found == "null") return at_ = end, RuleJson{};
    RuleJson made{RuleJson::Kind::boolean, std::string(found), {}, {}};
    if (found != "true" && found != "false") {
      made.kind = RuleJson::Kind::number;
      double number = 0;
      const auto [stop, error] = std::from_chars(found.data(), found.data() + found.size(), number);
      const bool begins = !found.empty() && (found[0] == '-' || (found[0] >= '0' && found[0] <= '9'));
      if (!begins || error != std::errc() || stop != found.data() + found.size()) fail("a value is expected here");
    }
    at_ = end;
    return made;
  }

  char32_t hex() {
    unsigned point = 0;
    const std::string_view digits = text_.substr(at_, 4);
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
    if (digits.size() != 4 || error != std::errc() || stop != digits.data() + 4) fail("a \\u escape names no sign");
    at_ += 4;
    return static_cast<char32_t>(point);
  }

  void escape(std::string& out) {
    constexpr std::string_view named = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    const char sign = at_ < text_.size() ? text_[at_++] : '\0';
    if (const std::size_t found = named.find(sign); found != std::string_view::npos) {
      out += meant[found];
      return;
    }
    if (sign != 'u') fail("a \\ escapes no sign");
    char32_t point = hex();
    constexpr char32_t high = 0xD800, low = 0xDC00, end = 0xE000;
    if (point >= high && point < low && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      const char32_t second = hex();
      if (second < low || second >= end) fail("a \\u escape names no sign");
      point = 0x10000 + ((point - high) << 10U) + (second - low);
    } else if (point >= high && point < end) {
      fail("a \\u escape names no sign");
    }
    out += text::to_utf8(std::u32string_view(&point, 1));
  }

  std::string string() {
    std::string out;
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) fail("a line end or control sign stands inside quotes");
      if (text_[at_] != '\\') {
        out += text_[at_++];
      } else {
        ++at_;
        escape(out);
      }
    }
    if (at_ >= text_.size()) fail("it ends too early: a quote is still open");
    ++at_;
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

RuleJson parse_rule_json(std::string_view utf8) { return RuleJsonParser(utf8).document(); }

}  // namespace guanxi::need::detail
