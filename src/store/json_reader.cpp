#include "json_reader.hpp"

#include <guanxi/core/custom.hpp>
#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>

#include <charconv>

namespace guanxi::store::detail {

void JsonReader::fail() const {
  throw FileError("store.corrupt", "a value in the file is damaged (byte " + std::to_string(at_) + " of “" + std::string(text_.substr(0, 80)) + "”); restore the latest backup");
}

void JsonReader::skip_blanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
}

bool JsonReader::is_next(char sign) {
  skip_blanks();
  return at_ < text_.size() && text_[at_] == sign;
}

bool JsonReader::take_if(char sign) {
  if (!is_next(sign)) return false;
  ++at_;
  return true;
}

void JsonReader::take(char sign) {
  if (!take_if(sign)) fail();
}

char32_t JsonReader::four_digits() {
  unsigned value = 0;
  const char* const start = text_.data() + at_;
  if (text_.size() - at_ < 4 || std::from_chars(start, start + 4, value, 16).ptr != start + 4) fail();
  at_ += 4;
  return static_cast<char32_t>(value);
}

void JsonReader::escape(std::string& out) {
  if (at_ >= text_.size()) fail();
  const char sign = text_[at_++];
  constexpr std::string_view named = "\"\\/bfnrt";
  constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
  if (const std::size_t found = named.find(sign); found != std::string_view::npos) {
    out += meant[found];
    return;
  }
  if (sign != 'u') fail();
  char32_t point = four_digits();
  constexpr char32_t high = 0xD800, low = 0xDC00, end = 0xE000;
  if (point >= high && point < low) {
    if (text_.substr(at_, 2) != "\\u") fail();
    at_ += 2;
    point = 0x10000 + ((point - high) << 10U) + (four_digits() - low);
  } else if (point >= low && point < end) {
    fail();
  }
  out += text::to_utf8(std::u32string_view(&point, 1));
}

std::string JsonReader::text() {
  take('"');
  std::string out;
  while (at_ < text_.size() && text_[at_] != '"') {
    const std::size_t stop = text_.find_first_of("\"\\", at_);
    if (stop == std::string_view::npos) fail();
    out += text_.substr(at_, stop - at_);
    at_ = stop;
    if (text_[at_] != '\\') break;
    ++at_;
    escape(out);
  }
  take('"');
  return out;
}

std::string_view JsonReader::word() {
  skip_blanks();
  const std::size_t end = text_.find_first_of(",]} \n\r\t", at_);
  const std::string_view found = text_.substr(at_, end == std::string_view::npos ? end : end - at_);
  if (found.empty()) fail();
  at_ += found.size();
  return found;
}

void JsonReader::skip_text() {
  take('"');
  while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2U : 1U;
  take('"');
}

std::string_view JsonReader::raw() {
  skip_blanks();
  const std::size_t start = at_;
  if (is_next('"')) skip_text();
  else if (is_next('{')) object([this](const std::string&) { (void)raw(); });
  else if (is_next('[')) array([this] { (void)raw(); });
  else (void)word();
  return text_.substr(start, at_ - start);
}

namespace {

void read_leaf(JsonReader& json, const Type& type, void* member) {
  const std::string text = json.is_next('"') ? json.text() : std::string(json.word());
  const Reading reading = read_exact(type, text);
  if (reading.ok()) return type.set(type, member, reading.value);
  if (type.kind != TypeKind::enumeration)
    throw FileError("store.corrupt", "a value in the file is damaged: “" + text + "”, " + reading.problem.en + "; restore the latest backup");
}

void read_reference(JsonReader& json, const Type& type, void* member) {
  RefValue value;
  std::string name;
  if (json.is_next('"')) {
    name = json.text();
  } else {
    json.object([&](const std::string& part) {
      if (part == "id") value.id = parse_uuid(json.text()).value_or(Uuid{});
      else name = json.text();
    });
  }
  value.text = name;
  type.set(type, member, value);
}

/// Plain text, truth values and numbers tell their type; anything else says it: `{"money": "1.00 CNY"}`.
void read_custom_value(JsonReader& json, CustomValue& held) {
  const auto read_as = [&](std::string_view word) {
    const Type* type = custom_type_named(word);
    if (type == nullptr) throw FileError("store.corrupt", "a custom field in the file has the unknown type " + std::string(word) + "; use a newer guanxi");
    read_leaf(json, *type, &held);
    if (held.index() == 0 && word == "text") held = std::string();
  };
  if (json.is_next('{')) json.object(read_as);
  else if (json.is_next('"')) read_as("text");
  else if (json.is_next('t') || json.is_next('f')) read_as("boolean");
  else {
    JsonReader ahead = json;
    read_as(ahead.word().find_first_of(".eE") == std::string_view::npos ? "integer" : "real");
  }
}

void read_custom(JsonReader& json, Custom& custom) {
  json.object([&](const std::string& name) { read_custom_value(json, custom.values[name]); });
}

}  // namespace

void read_json(JsonReader& json, const Type& type, void* member) {
  if (json.is_next('n')) {
    (void)json.word();
    return;
  }
  switch (type.kind) {
    case TypeKind::list: return json.array([&] { read_json(json, *type.element, type.list->append(member)); });
    case TypeKind::record:
      return json.object([&](const std::string& name) {
        if (const Field* field = find_field(type.record->fields, name)) read_json(json, *field->type, field->in(member));
        else (void)json.raw();
      });
    case TypeKind::custom: return read_custom(json, *static_cast<Custom*>(member));
    case TypeKind::ref: return read_reference(json, type, member);
    default: return read_leaf(json, type, member);
  }
}

}  // namespace guanxi::store::detail
