#include "query_cursor.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/store/query_text.hpp>

#include <bit>
#include <charconv>
#include <optional>

namespace guanxi::store::detail {

namespace {

/// FNV-1a: tells queries apart, protects nothing.
std::uint64_t checksum(std::string_view text) {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (const char byte : text) sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  return sum;
}

std::uint64_t checksum(const Query& query, std::string_view kind) { return checksum(std::string(kind) + "\n" + to_string(Query{.where = query.where, .order = query.order, .limit = 0})); }

std::string hex_text(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) (text += digits[static_cast<unsigned char>(byte) >> 4U]) += digits[static_cast<unsigned char>(byte) & 15U];
  return text;
}

std::optional<std::string> bytes_of_hex(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
    if (error != std::errc() || end != text.data() + i + 2) return std::nullopt;
    bytes += static_cast<char>(value);
  }
  return bytes;
}

template <class T>
std::optional<T> parsed_number(std::string_view text, int base = 10) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// A letter for the type, then the value.
struct ValueText {
  std::string operator()(std::monostate) const { return "n"; }
  std::string operator()(std::int64_t value) const { return "i" + std::to_string(value); }
  std::string operator()(double value) const { return "r" + std::to_string(std::bit_cast<std::uint64_t>(value)); }
  std::string operator()(const std::string& value) const { return "t" + hex_text(value); }
  std::string operator()(const Uuid& value) const { return "u" + to_string(value); }
};

std::optional<Parameter> parsed_value(std::string_view text) {
  const std::string_view rest = text.substr(1);
  switch (text.front()) {
    case 'n': return rest.empty() ? std::optional(Parameter()) : std::nullopt;
    case 'i':
      if (const auto whole = parsed_number<std::int64_t>(rest)) return *whole;
      break;
    case 'r':
      if (const auto bits = parsed_number<std::uint64_t>(rest)) return std::bit_cast<double>(*bits);
      break;
    case 't':
      if (auto bytes = bytes_of_hex(rest)) return std::move(*bytes);
      break;
    case 'u':
      if (const auto id = parse_uuid(rest)) return *id;
      break;
    default: break;
  }
  return std::nullopt;
}

[[noreturn]] void refuse_cursor(const std::string& reason) { throw ArgumentError("query.cursor", "the start of the page " + reason + "; use what the page before gave, or leave it empty for the first"); }

/// Days from the text, within the years 1–9999.
std::optional<Date> day_from(std::string_view text) {
  const auto days = parsed_number<std::int32_t>(text);
  if (!days || *days < -719'162 || *days > 2'932'896) return std::nullopt;
  return Date::from_days(*days);
}

}  // namespace

std::string encode_page_end(const Query& query, std::string_view kind, const PageEnd& end) {
  std::string text = std::to_string(checksum(query, kind)) + ";" + std::to_string(end.as_of.days()) + ";" + to_string(end.last);
  for (const Parameter& value : end.values) text += ";" + std::visit(ValueText(), value);
  return text;
}

PageEnd decode_page_end(const Query& query, std::string_view kind) {
  const std::vector<std::string_view> parts = text::split(query.after, {";"});
  const auto sum = parts.size() < 3 ? std::nullopt : parsed_number<std::uint64_t>(parts[0]);
  const auto day = sum ? day_from(parts[1]) : std::nullopt;
  const auto last = day ? parse_uuid(parts[2]) : std::nullopt;
  if (!last) refuse_cursor("cannot be read");
  if (*sum != checksum(query, kind)) refuse_cursor("belongs to another query");
  if (query.as_of && *query.as_of != *day) refuse_cursor("belongs to a query as of another day");
  PageEnd end{.as_of = *day, .values = {}, .last = *last};
  for (std::size_t i = 3; i < parts.size(); ++i) {
    auto value = parsed_value(parts[i]);
    if (!value) refuse_cursor("cannot be read");
    end.values.push_back(std::move(*value));
  }
  return end;
}

}  // namespace guanxi::store::detail
