#pragma once
/// @file
/// The parts of a workbook beside its sheets: which sheets there are, shared strings, number formats.

#include <guanxi/io/xlsx.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "number_format.hpp"
#include "zip_archive.hpp"

namespace guanxi::io::detail {

/// A parsed part and the bytes that its nodes point into.
struct XmlPart {
  std::string bytes{};
  pugi::xml_document document{};
};

/// An open workbook package.
class Package {
 public:
  Package(std::string_view bytes, const XlsxOptions& options);

  /// Unpacks and parses a part.
  /// @return  false if the workbook has no such part
  /// @throws  FileError  `io.xlsx_damaged`, `io.too_big`
  [[nodiscard]] bool load(std::string_view path, XmlPart& part);

  /// Says that the workbook is damaged.
  [[noreturn]] void fail(const std::string& reason) const;

 private:
  std::string file_;
  std::size_t max_elements_;
  ZipArchive archive_;
};

/// Where a relationship of a part leads.
struct Relationship {
  std::string type{};    ///< last word of the type, such as `worksheet`
  std::string target{};  ///< path inside the archive
};

/// Relationships of a part by their ids; none if the part has no such file.
[[nodiscard]] std::map<std::string, Relationship> read_relationships(Package& package, const std::string& part);

/// Path of the part that holds the workbook.
[[nodiscard]] std::string workbook_path(Package& package);

/// Strings that cells refer to by their index.
[[nodiscard]] std::vector<std::string> read_shared_strings(Package& package, const std::string& path);

/// Number formats by the index that cells call their style.
[[nodiscard]] std::vector<NumberFormat> read_formats(Package& package, const std::string& path);

/// True if the name of a node is this, whatever its namespace prefix.
[[nodiscard]] bool is_named(const pugi::xml_node& node, std::string_view name) noexcept;

/// The first child of this name, whatever its namespace prefix.
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name) noexcept;

/// All text directly inside a node, as it stands in the file.
[[nodiscard]] std::string raw_text(const pugi::xml_node& node);

/// Well-formed UTF-8 of text in the file, `_x000D_` standing for the sign with that number.
/// @source  ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
[[nodiscard]] std::string unescape(std::string_view text);

/// Text of a string item: plain or in runs, without the readings of its characters.
[[nodiscard]] std::string rich_text(const pugi::xml_node& item);

}  // namespace guanxi::io::detail
