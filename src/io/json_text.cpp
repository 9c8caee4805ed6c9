#include "json_text.hpp"

#include <utility>

#include "unicode.hpp"

namespace guanxi::io::detail {

void JsonText::name(std::string_view name) {
  separate();
  quote(name);
  out_ += indent_ == 0 ? ":" : ": ";
  named_ = true;
}

void JsonText::text(std::string_view utf8) {
  separate();
  quote(utf8);
}

void JsonText::raw(std::string_view json) {
  separate();
  out_ += json;
}

void JsonText::open(char bracket, bool in_one_line) {
  separate();
  out_ += bracket;
  levels_.push_back({in_one_line || (!levels_.empty() && levels_.back().in_one_line)});
}

void JsonText::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.in_one_line) line();
  out_ += bracket;
}

std::string JsonText::take() {
  if (indent_ != 0) out_ += '\n';
  return std::exchange(out_, {});
}

void JsonText::separate() {
  if (std::exchange(named_, false) || levels_.empty()) return;
  Level& level = levels_.back();
  if (!std::exchange(level.empty, false)) out_ += level.in_one_line && indent_ != 0 ? ", " : ",";
  if (!level.in_one_line) line();
}

void JsonText::line() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(levels_.size() * static_cast<std::size_t>(indent_), ' ');
}

void JsonText::quote(std::string_view utf8) {
  constexpr std::string_view digits = "0123456789abcdef", short_signs = "\"\\\b\f\n\r\t", short_names = "\"\\bfnrt";
  out_ += '"';
  for (std::size_t at = 0; at < utf8.size();) {
    const Sign sign = sign_at(utf8, at);
    const std::size_t known = sign.code < 0x80 ? short_signs.find(static_cast<char>(sign.code)) : std::string_view::npos;
    if (known != std::string_view::npos) (out_ += '\\') += short_names[known];
    else if (sign.code < 0x20 || sign.code == 0x7F) ((out_ += "\\u00") += digits[sign.code >> 4]) += digits[sign.code & 15];
    else append_utf8(out_, sign.code);
    at += sign.size;
  }
  out_ += '"';
}

void print(const JsonNode& node, JsonText& text) {
  using Kind = JsonNode::Kind;
  if (node.kind == Kind::text) return text.text(node.text);
  if (node.kind == Kind::null) return text.raw("null");
  if (node.is_scalar()) return text.raw(node.text);
  const bool object = node.kind == Kind::object;
  text.open(object ? '{' : '[');
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (object) text.name(node.names[i]);
    print(node.items[i], text);
  }
  text.close(object ? '}' : ']');
}

}  // namespace guanxi::io::detail
