#include "json_tree.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/json_writer.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <set>

#include "naming.hpp"

namespace guanxi::io::detail {

namespace {

/// Builds the tree from what the parser reports; the names are those that Boost.JSON asks for.
class TreeHandler {
 public:
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = max_array_size;
  static constexpr std::size_t max_string_size = max_array_size;
  static constexpr std::size_t max_key_size = max_array_size;
  using Code = boost::json::error_code;
  using Text = boost::json::string_view;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return open(JsonNode::Kind::array); }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_object_begin(Code&) { return open(JsonNode::Kind::object); }
  bool on_object_end(std::size_t, Code&) { return close(); }
  bool on_string_part(Text text, std::size_t, Code&) { return part(text); }
  bool on_string(Text text, std::size_t, Code&) { return scalar(JsonNode::Kind::text, text); }
  bool on_key_part(Text text, std::size_t, Code&) { return part(text); }
  bool on_key(Text text, std::size_t, Code&) {
    part(text);
    open_.back()->names.push_back(std::exchange(pending_, {}));
    return true;
  }
  bool on_number_part(Text text, Code&) { return part(text); }
  bool on_int64(std::int64_t, Text text, Code&) { return scalar(JsonNode::Kind::number, text); }
  bool on_uint64(std::uint64_t, Text text, Code&) { return scalar(JsonNode::Kind::number, text); }
  bool on_double(double, Text text, Code&) { return scalar(JsonNode::Kind::number, text); }
  bool on_bool(bool value, Code&) { return scalar(JsonNode::Kind::boolean, value ? "true" : "false"); }
  bool on_null(Code&) { return scalar(JsonNode::Kind::null, ""); }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }

  [[nodiscard]] JsonNode take() { return std::move(root_); }

 private:
  JsonNode& add(JsonNode::Kind kind) {
    JsonNode& node = open_.empty() ? root_ : open_.back()->items.emplace_back();
    node.kind = kind;
    return node;
  }
  bool open(JsonNode::Kind kind) {
    open_.push_back(&add(kind));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool part(Text text) {
    pending_.append(text.data(), text.size());
    return true;
  }
  bool scalar(JsonNode::Kind kind, Text text) {
    part(text);
    add(kind).text = std::exchange(pending_, {});
    return true;
  }

  JsonNode root_;
  std::vector<JsonNode*> open_;  // an element is only added to the innermost one, so the outer ones stay in place
  std::string pending_;
};

/// “line 3, column 14”, both from 1, columns in signs.
std::string place_of(std::string_view utf8, std::size_t at) {
  std::size_t line = 1, column = 1;
  for (const char byte : utf8.substr(0, at)) {
    const bool tail = (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
    column += tail ? 0 : 1;
    if (byte != '\n') continue;
    ++line;
    column = 1;
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string reason_of(const boost::json::error_code& code) {
  using boost::json::error;
  if (code == error::incomplete) return "it ends too early: a quote, bracket or brace is still open";
  if (code == error::extra_data) return "something follows after its end";
  if (code == error::illegal_leading_surrogate || code == error::illegal_trailing_surrogate || code == error::expected_hex_digit ||
      code == error::expected_utf16_escape)
    return "a \\u escape names no sign";
  if (code == error::exponent_overflow) return "the exponent of a number is too large";
  return "a comma, colon, quote, bracket or value is missing or wrong here";
}

void print(const JsonNode& node, JsonWriter& json) {
  using Kind = JsonNode::Kind;
  if (node.kind == Kind::text) return json.text(node.text);
  if (node.kind == Kind::null) return json.raw("null");
  if (node.is_scalar()) return json.raw(node.text);
  const bool object = node.kind == Kind::object;
  json.open(object ? '{' : '[');
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (object) json.name(node.names[i]);
    print(node.items[i], json);
  }
  json.close(object ? '}' : ']');
}

}  // namespace

std::vector<bool> repeated_names(const JsonNode& object) {
  std::set<std::string_view> known;
  std::vector<bool> repeated;
  repeated.reserve(object.names.size());
  for (const std::string& name : object.names) repeated.push_back(!known.insert(name).second);
  return repeated;
}

JsonNode parse_json(std::string_view utf8, const std::string& file, std::size_t max_depth) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (utf8.starts_with(mark)) utf8.remove_prefix(mark.size());
  boost::json::parse_options options;
  options.max_depth = max_depth;
  boost::json::basic_parser<TreeHandler> parser(options);
  boost::json::error_code error;
  const std::size_t read = parser.write_some(false, utf8.data(), utf8.size(), error);
  if (!error && read < utf8.size()) error = boost::json::error::extra_data;
  if (!error) return parser.handler().take();
  const std::string where = called("JSON", file) + " cannot be read at " + place_of(utf8, read) + ": ";
  if (error == boost::json::error::too_deep)
    throw ParseError("io.json_depth", where + "brackets are nested deeper than " + std::to_string(max_depth) + " levels", read);
  throw ParseError("io.json_syntax", where + reason_of(error), read);
}

std::string print_json(const JsonNode& node) {
  JsonWriter json;
  print(node, json);
  return json.take();
}

}  // namespace guanxi::io::detail
