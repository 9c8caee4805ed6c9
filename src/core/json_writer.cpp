#include <guanxi/core/json_writer.hpp>

#include <array>
#include <cassert>
#include <utility>

#include "utf8.hpp"

namespace guanxi {

namespace {

/// The bytes that stand in a quoted text as they are, each for itself.
constexpr std::array<bool, 256> verbatim_bytes = [] {
  std::array<bool, 256> verbatim{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) verbatim[byte] = byte != '"' && byte != '\\';
  return verbatim;
}();

/// Where the signs end that stand in a quoted text as they are.
std::size_t verbatim_end(std::string_view utf8, std::size_t at) noexcept {
  while (at < utf8.size()) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
      if (!verbatim_bytes[byte]) break;
      ++at;
    } else {
      const detail::Utf8Sign sign = detail::utf8_sign_at(utf8, at);
      if (!sign.valid) break;
      at += sign.size;
    }
  }
  return at;
}

}  // namespace

JsonWriter::JsonWriter(int indent) : indent_(static_cast<std::size_t>(indent)) { assert(indent >= 0 && "JSON moves in, not out"); }

void JsonWriter::name(std::string_view utf8) {
  separate();
  quote(utf8);
  out_ += indent_ == 0 ? ":" : ": ";
  named_ = true;
}

void JsonWriter::text(std::string_view utf8) {
  separate();
  quote(utf8);
}

void JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
}

void JsonWriter::open(char bracket, bool in_one_line) {
  separate();
  out_ += bracket;
  levels_.push_back({in_one_line || (!levels_.empty() && levels_.back().in_one_line)});
}

void JsonWriter::close(char bracket) {
  assert(!levels_.empty() && "only what was opened can be closed");
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.in_one_line) line();
  out_ += bracket;
}

std::string JsonWriter::take() {
  if (indent_ != 0) out_ += '\n';
  std::string text = std::move(out_);
  clear();
  return text;
}

void JsonWriter::clear() noexcept {
  out_.clear();
  levels_.clear();
  named_ = false;
}

void JsonWriter::separate() {
  if (std::exchange(named_, false) || levels_.empty()) return;
  Level& level = levels_.back();
  if (!std::exchange(level.empty, false)) out_ += level.in_one_line && indent_ != 0 ? ", " : ",";
  if (!level.in_one_line) line();
}

void JsonWriter::line() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(levels_.size() * indent_, ' ');
}

void JsonWriter::quote(std::string_view utf8) {
  out_ += '"';
  for (std::size_t at = 0;; ++at) {
    const std::size_t end = verbatim_end(utf8, at);
    out_ += utf8.substr(at, end - at);
    if (end == utf8.size()) break;
    escape(utf8[end]);
    at = end;
  }
  out_ += '"';
}

void JsonWriter::escape(char byte) {
  constexpr std::string_view digits = "0123456789abcdef", short_signs = "\"\\\b\f\n\r\t", short_names = "\"\\bfnrt";
  const auto code = static_cast<unsigned char>(byte);
  const std::size_t known = short_signs.find(byte);
  if (known != std::string_view::npos) (out_ += '\\') += short_names[known];
  else if (code < 0x80) ((out_ += "\\u00") += digits[code >> 4]) += digits[code & 15];
  else out_ += "\uFFFD";
}

}  // namespace guanxi
