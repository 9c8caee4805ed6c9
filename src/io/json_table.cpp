#include "json_table.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/io/encoding.hpp>

#include <boost/json.hpp>

#include <algorithm>

namespace guanxi::io::detail {

namespace {

namespace json = boost::json;

json::value parse(std::string_view utf8, const std::string& name) {
  boost::system::error_code error;
  json::value value = json::parse(json::string_view(utf8.data(), utf8.size()), error);
  if (error) throw ParseError("io.json_syntax", name + " is not well-formed JSON: " + error.message());
  return value;
}

/// A number, a truth value or a text as people would have typed it; a list as its parts.
std::string cell_text(const json::value& value) {
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  if (value.is_null()) return {};
  if (const auto* list = value.if_array()) {
    std::string joined;
    for (const json::value& part : *list) joined += (joined.empty() ? "" : "；") + cell_text(part);
    return joined;
  }
  return json::serialize(value);
}

Sheet table_of(const json::array& rows) {
  Sheet sheet;
  std::vector<std::string> headers;
  for (const json::value& row : rows)
    if (const auto* object = row.if_object())
      for (const auto& [key, value] : *object)
        if (std::ranges::find(headers, std::string_view(key.data(), key.size())) == headers.end()) headers.emplace_back(key.data(), key.size());
  sheet.rows.push_back(text_row(headers));
  for (const json::value& row : rows) {
    Row cells(headers.size());
    if (const auto* object = row.if_object())
      for (std::size_t i = 0; i < headers.size(); ++i)
        if (const json::value* value = object->if_contains(headers[i])) cells[i].text = cell_text(*value);
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

Sheet form_of(const json::object& form) {
  Sheet sheet;
  sheet.rows.push_back(text_row({"信息类别", "采集字段", "填写内容"}));
  const auto add = [&](std::string_view category, json::string_view key, const json::value& value) {
    sheet.rows.push_back(text_row({std::string(category), std::string(key), cell_text(value)}));
  };
  for (const auto& [key, value] : form) {
    if (const auto* group = value.if_object())
      for (const auto& [field, content] : *group) add(std::string_view(key.data(), key.size()), field, content);
    else add({}, key, value);
  }
  return sheet;
}

}  // namespace

bool is_json(std::string_view bytes) {
  const std::string text = decode(bytes.substr(0, std::min<std::size_t>(bytes.size(), 256) & ~std::size_t{1})).text;
  const std::string_view body = text::trim(text);
  return body.starts_with("{") || body.starts_with("[");
}

bool is_exact_document(std::string_view utf8) {
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(utf8.data(), utf8.size()), error);
  const json::object* object = error ? nullptr : value.if_object();
  return error || (object != nullptr && object->contains("format"));
}

Tables tables_from_json(std::string_view utf8, const std::string& name) {
  const json::value value = parse(utf8, name);
  if (const auto* rows = value.if_array()) return {{table_of(*rows)}, {}};
  if (const auto* form = value.if_object()) return {{form_of(*form)}, {}};
  throw ParseError("io.json_format", name + " holds neither a list of records nor a form");
}

}  // namespace guanxi::io::detail
