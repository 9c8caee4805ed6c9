#include <guanxi/core/error.hpp>
#include <guanxi/core/json_value.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <numeric>

namespace guanxi {

namespace {

// Passes over digits.
std::size_t after_digits(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

// A number as RFC 8259 writes it: no sign but minus, no zero before other digits, digits on both sides of a point.
bool is_number(std::string_view text) noexcept {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = after_digits(text, at);
  if (whole == at || (text[at] == '0' && whole > at + 1)) return false;
  at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = after_digits(text, at + 1);
    if (fraction == at + 1) return false;
    at = fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = after_digits(text, at);
    if (exponent == at) return false;
    at = exponent;
  }
  return at == text.size();
}

class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  JsonValue document() {
    if (!text::is_utf8(text_)) fail("it is not UTF-8");
    JsonValue whole = value(0);
    blanks();
    if (at_ < text_.size()) fail("something follows after its end");
    return whole;
  }

 private:
  [[noreturn]] void fail(std::string_view reason) const {
    throw ParseError("json.syntax", place_in(text_, at_) + ": " + std::string(reason), at_);
  }

  void blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool take(char sign) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }

  JsonValue value(int depth) {
    constexpr int deepest = 64;
    if (depth > deepest) fail("brackets and braces lie more than 64 deep");
    blanks();
    if (at_ >= text_.size()) fail("it ends too early: a value is missing");
    const std::size_t start = at_;
    JsonValue made = value_here(depth);
    made.position = start;
    return made;
  }

  JsonValue value_here(int depth) {
    switch (text_[at_]) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return {JsonValue::Kind::text, string(), {}, {}};
      default:
        return word();
    }
  }

  JsonValue object(int depth) {
    JsonValue made{JsonValue::Kind::object, {}, {}, {}};
    ++at_;
    if (take('}')) return made;
    std::vector<std::size_t> places;
    do {
      blanks();
      if (at_ >= text_.size() || text_[at_] != '"') fail("a name in quotes is missing here");
      places.push_back(at_);
      made.names.push_back(string());
      if (!take(':')) fail("a colon is missing here");
      made.items.push_back(value(depth + 1));
    } while (take(','));
    if (!take('}')) fail("a comma or } is missing here");
    check_names(made.names, places);
    return made;
  }

  void check_names(const std::vector<std::string>& names, const std::vector<std::size_t>& places) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    const auto twice = std::adjacent_find(order.begin(), order.end(),
                                          [&](std::size_t a, std::size_t b) { return names[a] == names[b]; });
    if (twice == order.end()) return;
    at_ = places[*std::next(twice)];
    fail("the name “" + names[*twice] + "” is given twice");
  }

  JsonValue array(int depth) {
    JsonValue made{JsonValue::Kind::array, {}, {}, {}};
    ++at_;
    if (take(']')) return made;
    do made.items.push_back(value(depth + 1));
    while (take(','));
    if (!take(']')) fail("a comma or ] is missing here");
    return made;
  }

  JsonValue word() {
    const std::size_t end = std::min(text_.find_first_of(",]}: \t\r\n\"", at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    if (found == "null") return at_ = end, JsonValue{};
    JsonValue made{JsonValue::Kind::boolean, std::string(found), {}, {}};
    if (found != "true" && found != "false") {
      made.kind = JsonValue::Kind::number;
      double number = 0;
      if (!is_number(found)) fail("a value is expected here");
      if (std::from_chars(found.data(), found.data() + found.size(), number).ec != std::errc())
        fail("the number is beyond what a double can hold");
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

std::string place_in(std::string_view utf8, std::size_t position) {
  const std::string_view before = utf8.substr(0, position);
  const auto lines = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::size_t column = text::to_code_points(before.substr(start)).size() + 1;
  return "line " + std::to_string(lines) + ", column " + std::to_string(column);
}

JsonValue parse_json(std::string_view utf8) { return JsonParser(utf8).document(); }

std::string_view to_text(JsonValue::Kind kind) noexcept {
  constexpr std::string_view words[] = {"null", "true or false", "a number", "a text", "a list", "an object"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace guanxi
