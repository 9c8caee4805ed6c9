#include "xlsx_parts.hpp"

#include <guanxi/core/error.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "naming.hpp"
#include "unicode.hpp"

namespace guanxi::io::detail {

namespace {

constexpr unsigned int parse_flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                     pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single |
                                     pugi::parse_embed_pcdata;

std::string_view local(std::string_view name) { return name.substr(name.rfind(':') + 1); }

/// Opening tags, which is what a parsed document costs memory for.
std::size_t count_elements(std::string_view bytes) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
    if (bytes[i] == '<' && bytes[i + 1] != '/') ++count;
  return count;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

/// The path that a target means, seen from a folder.
std::string resolve(const std::string& folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
  std::replace(path.begin(), path.end(), '\\', '/');
  constexpr std::string_view up = "/../";
  constexpr std::size_t longest = 1000;  // no archive holds such a path
  if (path.size() > longest) return path;
  for (std::size_t at = path.find(up); at != std::string::npos && at > 0; at = path.find(up)) {
    const std::size_t parent = path.rfind('/', at - 1);
    const std::size_t start = parent == std::string::npos ? 0 : parent + 1;
    path.erase(start, at + up.size() - start);
  }
  return path;
}

/// The sign that `_x000D_` stands for at a place.
std::optional<char32_t> escaped_sign(std::string_view text, std::size_t at) {
  constexpr std::size_t size = 7;
  if (text.size() - at < size || text[at + 1] != 'x' || text[at + size - 1] != '_') return std::nullopt;
  unsigned code = 0;
  const char* digits = text.data() + at + 2;
  const auto result = std::from_chars(digits, digits + 4, code, 16);
  if (result.ptr != digits + 4) return std::nullopt;
  return code;
}

bool is_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDFFF; }

}  // namespace

Package::Package(std::string_view bytes, const XlsxOptions& options)
    : file_(options.file),
      max_elements_(4 * options.max_cells + 1'000'000),
      archive_(bytes, options.file, {.bytes = options.max_unpacked, .entries = options.max_entries}) {}

void Package::fail(const std::string& reason) const {
  throw FileError("io.xlsx_damaged", called("workbook", file_) + " cannot be read: " + reason);
}

bool Package::load(std::string_view path, XmlPart& part) {
  std::optional<std::string> bytes = archive_.read(path);
  if (!bytes) return false;
  part.bytes = std::move(*bytes);
  if (count_elements(part.bytes) > max_elements_)
    throw FileError("io.too_big", called("workbook", file_) + " holds more cells than the limit set for reading");
  const pugi::xml_parse_result result =
      part.document.load_buffer_inplace(part.bytes.data(), part.bytes.size(), parse_flags);
  if (!result) fail(std::string(path) + ": " + result.description());
  return true;
}

bool is_named(const pugi::xml_node& node, std::string_view name) noexcept { return local(node.name()) == name; }

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) noexcept {
  for (const pugi::xml_node& candidate : node.children())
    if (is_named(candidate, name)) return candidate;
  return {};
}

std::string raw_text(const pugi::xml_node& node) {
  std::string text = node.value();
  for (const pugi::xml_node& piece : node.children())
    if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata) text += piece.value();
  return text;
}

std::string unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto code = text[at] == '_' ? escaped_sign(text, at) : std::nullopt;
    if (code && !is_surrogate(*code)) {
      append_utf8(out, *code);
      at += 7;
    } else {
      const Sign sign = sign_at(text, at);
      append_utf8(out, sign.code);
      at += sign.size;
    }
  }
  return out;
}

std::string rich_text(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& piece : item.children()) {
    if (is_named(piece, "t")) text += raw_text(piece);
    if (is_named(piece, "r")) text += raw_text(child(piece, "t"));
  }
  return unescape(text);
}

std::map<std::string, Relationship> read_relationships(Package& package, const std::string& part) {
  const std::string folder = folder_of(part);
  std::map<std::string, Relationship> relationships;
  XmlPart xml;
  if (!package.load(folder + "_rels/" + part.substr(folder.size()) + ".rels", xml)) return relationships;
  for (const pugi::xml_node& node : xml.document.document_element().children()) {
    const std::string_view type = node.attribute("Type").value();
    relationships[node.attribute("Id").value()] = {std::string(type.substr(type.rfind('/') + 1)),
                                                   resolve(folder, node.attribute("Target").value())};
  }
  return relationships;
}

std::string workbook_path(Package& package) {
  for (const auto& [id, relationship] : read_relationships(package, ""))
    if (relationship.type == "officeDocument") return relationship.target;
  return "xl/workbook.xml";
}

std::vector<std::string> read_shared_strings(Package& package, const std::string& path) {
  std::vector<std::string> strings;
  XmlPart xml;
  if (path.empty() || !package.load(path, xml)) return strings;
  for (const pugi::xml_node& item : xml.document.document_element().children())
    if (is_named(item, "si")) strings.push_back(rich_text(item));
  return strings;
}

std::vector<NumberFormat> read_formats(Package& package, const std::string& path) {
  std::vector<NumberFormat> formats;
  XmlPart xml;
  if (path.empty() || !package.load(path, xml)) return formats;
  const pugi::xml_node sheet = xml.document.document_element();
  std::map<int, NumberFormat> custom;
  for (const pugi::xml_node& node : child(sheet, "numFmts").children())
    custom[node.attribute("numFmtId").as_int()] = parse_number_format(node.attribute("formatCode").value());
  for (const pugi::xml_node& node : child(sheet, "cellXfs").children()) {
    const int id = node.attribute("numFmtId").as_int();
    const auto found = custom.find(id);
    formats.push_back(found != custom.end() ? found->second : built_in_format(id));
  }
  return formats;
}

}  // namespace guanxi::io::detail
