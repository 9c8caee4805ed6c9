#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/io/json.hpp>

#include <charconv>

#include "json_format.hpp"
#include "json_record.hpp"
#include "naming.hpp"

namespace guanxi::io {

namespace {

using detail::JsonNode;
using detail::JsonRecordReader;
using Kind = JsonNode::Kind;

/// Reads what a text says of its own layout.
/// @return  the format word
std::string check_head(const JsonNode& root, const std::string& file) {
  const std::string what = detail::called("JSON", file);
  const JsonNode* format = root.find(detail::format_name);
  if (root.kind != Kind::object || format == nullptr || (format->text != detail::dossier_format && format->text != detail::book_format))
    throw ParseError("io.json_format", what + " is no export of guanxi: it is an object whose \"format\" is \"guanxi.dossier\" or \"guanxi.book\"" +
                                           (format != nullptr ? ", found \"" + format->text + "\"" : "") +
                                           "; write it with to_json, or add that line to an object of the same layout");
  const JsonNode* version = root.find(detail::version_name);
  int number = 0;
  const bool counted = version != nullptr && version->kind == Kind::number &&
                       std::from_chars(version->text.data(), version->text.data() + version->text.size(), number).ec == std::errc() && number > 0;
  if (!counted) throw ParseError("io.json_format", what + " does not say its \"version\", a whole number from 1");
  if (number > detail::json_version)
    throw ParseError("io.json_version", what + " is of version " + std::to_string(number) + ", this guanxi reads up to version " +
                                            std::to_string(detail::json_version) + "; install a later guanxi, or export it with this one");
  return format->text;
}

std::string_view nearest_kind(const Catalogue& catalogue, std::string_view name) {
  std::vector<std::string_view> names;
  for (const KindInfo* kind : catalogue.kinds()) names.push_back(kind->scope == Scope::own ? kind->name : kind->plural);
  return nearest_word(name, names);
}

/// Reads the lists of a dossier, or of the shared records.
class RecordsReader {
 public:
  RecordsReader(const Catalogue& catalogue, Records& records, JsonRecordReader& reader, detail::OwnRecord own)
      : catalogue_(&catalogue), records_(&records), reader_(&reader), own_(own) {}

  void read(const JsonNode& object, const std::string& pointer, bool has_head) {
    if (object.kind != Kind::object) return wrong("", object, pointer, {"应为对象 {…}", "expected an object {…}"});
    const std::vector<bool> repeated = detail::repeated_names(object);
    for (std::size_t i = 0; i < object.items.size(); ++i) {
      const std::string& name = object.names[i];
      const std::string here = pointer + detail::pointer_part(name);
      const KindInfo* kind = catalogue_->kind(name);
      if (has_head && (name == detail::format_name || name == detail::version_name)) continue;
      if (repeated[i]) reader_->report(finding_code("io.duplicate_key"), name, object.items[i], here);
      else if (kind == nullptr) unknown(name, object.items[i], here);
      else records(*kind, object.items[i], here);
    }
  }

 private:
  void records(const KindInfo& kind, const JsonNode& node, const std::string& pointer) {
    const bool alone = own_ == detail::OwnRecord::alone && kind.scope == Scope::own;
    if (alone && node.kind == Kind::object) {
      if (records_->size(kind) == 0) records_->append(kind);
      return reader_->read(kind, records_->at(kind, 0), node, pointer);
    }
    if (alone) return wrong(kind.name, node, pointer, {"应为对象 {…}", "expected an object {…}"});
    if (node.kind != Kind::array) return wrong(kind.plural, node, pointer, {"应为列表 […]", "expected a list […]"});
    for (std::size_t i = 0; i < node.items.size(); ++i)
      reader_->read(kind, records_->append(kind), node.items[i], pointer + "/" + std::to_string(i));
  }

  void wrong(std::string_view name, const JsonNode& node, const std::string& pointer, Message expected) {
    reader_->report(finding_code("io.rejected"), name, node, pointer, std::move(expected));
  }

  /// A list of no known kind stays with the record that the dossier is about.
  void unknown(const std::string& name, const JsonNode& node, const std::string& pointer) {
    const KindInfo* about = nullptr;
    for (const KindInfo* kind : catalogue_->kinds())
      if (own_ == detail::OwnRecord::alone && kind->scope == Scope::own && records_->size(*kind) != 0) about = kind;
    reader_->keep_unknown(about, about != nullptr ? records_->at(*about, 0) : nullptr, name, nearest_kind(*catalogue_, name), node, pointer);
  }

  const Catalogue* catalogue_;
  Records* records_;
  JsonRecordReader* reader_;
  detail::OwnRecord own_;
};

void read_dossier(const Catalogue& catalogue, const JsonNode& object, const std::string& pointer, bool has_head, JsonRecordReader& reader, Book& book) {
  Dossier& dossier = book.dossiers.emplace_back();
  RecordsReader(catalogue, dossier.records(), reader, detail::OwnRecord::alone).read(object, pointer, has_head);
}

void read_book(const Catalogue& catalogue, const JsonNode& root, JsonRecordReader& reader, Book& book) {
  const std::vector<bool> repeated = detail::repeated_names(root);
  for (std::size_t i = 0; i < root.items.size(); ++i) {
    const std::string& name = root.names[i];
    const JsonNode& node = root.items[i];
    const std::string pointer = detail::pointer_part(name);
    if (name == detail::format_name || name == detail::version_name) continue;
    if (repeated[i]) reader.report(finding_code("io.duplicate_key"), name, node, pointer);
    else if (name == detail::shared_name) RecordsReader(catalogue, book.shared, reader, detail::OwnRecord::listed).read(node, pointer, false);
    else if (name != detail::dossiers_name) reader.keep_unknown(nullptr, nullptr, name, "", node, pointer);
    else if (node.kind != Kind::array) reader.report(finding_code("io.rejected"), name, node, pointer, {"应为列表 […]", "expected a list […]"});
    else
      for (std::size_t k = 0; k < node.items.size(); ++k) read_dossier(catalogue, node.items[k], pointer + "/" + std::to_string(k), false, reader, book);
  }
}

}  // namespace

ExactBook book_from_json(const Catalogue& catalogue, std::string_view utf8, const JsonReadOptions& options) {
  const JsonNode root = detail::parse_json(utf8, options.file, options.max_depth);
  const std::string format = check_head(root, options.file);
  ExactBook read;
  JsonRecordReader reader(catalogue, options.file, read.findings);
  if (format == detail::book_format) read_book(catalogue, root, reader, read.book);
  else read_dossier(catalogue, root, "", true, reader, read.book);
  return read;
}

ExactDossier dossier_from_json(const Catalogue& catalogue, std::string_view utf8, const JsonReadOptions& options) {
  ExactBook read = book_from_json(catalogue, utf8, options);
  if (read.book.dossiers.size() != 1 || !read.book.shared.empty())
    throw ParseError("io.json_format", detail::called("JSON", options.file) + " is a book of " + std::to_string(read.book.dossiers.size()) +
                                           " dossiers and shared records; read it as a book");
  return {std::move(read.book.dossiers.front()), std::move(read.findings)};
}

Findings record_from_json(const Catalogue& catalogue, const KindInfo& kind, void* record, std::string_view utf8, const JsonReadOptions& options) {
  Findings findings;
  const JsonNode root = detail::parse_json(utf8, options.file, options.max_depth);
  JsonRecordReader(catalogue, options.file, findings).read(kind, record, root, "");
  return findings;
}

}  // namespace guanxi::io
