#include <guanxi/io/xlsx.hpp>

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "naming.hpp"
#include "xlsx_limits.hpp"
#include "xlsx_parts.hpp"

namespace guanxi::io {

namespace {

using detail::child;
using detail::is_named;
using detail::Package;
using detail::raw_text;
using detail::XmlPart;
using detail::xlsx_columns;
using detail::xlsx_rows;

/// What the cells of all sheets share.
struct Shared {
  std::vector<std::string> strings{};
  std::vector<detail::NumberFormat> formats{};
  detail::DateSystem dates{};
};

/// What may still be read, over all sheets.
struct Budget {
  std::size_t cells{};
  std::size_t text{};
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  const std::string_view digits = trimmed(text);
  Number number{};
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (result.ec != std::errc() || result.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// The column of a reference such as `AB12`, from 1; 0 if there is none.
int column_of(std::string_view reference) {
  int column = 0;
  for (const char sign : reference) {
    const char letter = sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
    if (letter < 'A' || letter > 'Z' || column > xlsx_columns) break;
    column = column * 26 + (letter - 'A' + 1);
  }
  return column;
}

/// ISO text without a time of day that is midnight.
std::string without_midnight(std::string text) {
  const std::size_t time = text.find('T');
  if (time != std::string::npos && text.find_first_not_of("0:.Z", time + 1) == std::string::npos) text.erase(time);
  return text;
}

/// Reads the cells of one sheet.
class SheetReader {
 public:
  SheetReader(const Package& package, const Shared& shared, const XlsxOptions& options, Tables& tables, Budget& left)
      : package_(package), shared_(shared), options_(options), tables_(tables), left_(left) {}

  void read(const pugi::xml_node& data, Sheet& sheet) {
    sheet_ = &sheet;
    int number = 0;
    for (const pugi::xml_node& row : data.children()) {
      if (!is_named(row, "row")) continue;
      number = position(number_of<int>(row.attribute("r").value()).value_or(number + 1), xlsx_rows, "row");
      read_row(row, number);
    }
    sort_rows();
  }

 private:
  int position(int value, int limit, const std::string& what) const {
    if (value < 1 || value > limit) package_.fail("sheet " + sheet_->name + " names a " + what + " that cannot be");
    return value;
  }

  void read_row(const pugi::xml_node& node, int number) {
    Row row;
    row_ = number;
    column_ = 0;
    for (const pugi::xml_node& cell : node.children()) {
      if (!is_named(cell, "c")) continue;
      const int named = column_of(cell.attribute("r").value());
      column_ = position(named > 0 ? named : column_ + 1, xlsx_columns, "column");
      Cell read = read_cell(cell);
      if (!read.text.empty() || read.hint != CellHint::text) put(row, std::move(read));
    }
    if (row.empty()) return;
    sheet_->rows.push_back(std::move(row));
    sheet_->row_numbers.push_back(number);
  }

  void put(Row& row, Cell cell) {
    const auto size = static_cast<std::size_t>(column_);
    spend(left_.text, cell.text.size(), options_.max_unpacked, "bytes of text");
    if (size > row.size()) {
      spend(left_.cells, size - row.size(), options_.max_cells, "cells");
      row.resize(size);
    }
    row[size - 1] = std::move(cell);
  }

  void spend(std::size_t& left, std::size_t amount, std::size_t limit, const std::string& what) const {
    if (amount > left)
      throw FileError("io.too_big", detail::called("workbook", options_.file) + " has more than " +
                                        std::to_string(limit) + ' ' + what + ", the limit set for reading");
    left -= amount;
  }

  Cell read_cell(const pugi::xml_node& node) {
    const std::string_view type = node.attribute("t").value();
    if (type == "inlineStr") return {detail::rich_text(child(node, "is")), CellHint::text};
    const pugi::xml_node value = child(node, "v");
    const pugi::xml_node formula = child(node, "f");
    if (!value) return formula ? unsaved(formula) : Cell{};
    const std::string text = raw_text(value);
    if (type == "s") return {shared_string(text), CellHint::text};
    if (type == "str") return {detail::unescape(text), CellHint::text};
    if (type == "b") return {trimmed(text) == "0" || trimmed(text) == "false" ? "FALSE" : "TRUE", CellHint::boolean};
    if (type == "e") return failed(text);
    if (type == "d") return {without_midnight(detail::unescape(trimmed(text))), CellHint::date};
    return number(node, formula, text);
  }

  Cell number(const pugi::xml_node& node, const pugi::xml_node& formula, const std::string& text) {
    if (trimmed(text).empty()) return formula ? unsaved(formula) : Cell{};
    const auto value = number_of<double>(text);
    if (!value || !std::isfinite(*value)) return {detail::unescape(text), CellHint::text};
    const std::size_t style = number_of<std::size_t>(node.attribute("s").value()).value_or(0);
    const detail::NumberFormat plain;
    return detail::number_cell(*value, style < shared_.formats.size() ? shared_.formats[style] : plain, shared_.dates);
  }

  const std::string& shared_string(const std::string& text) const {
    const auto index = number_of<std::size_t>(text);
    if (!index || *index >= shared_.strings.size())
      package_.fail("sheet " + sheet_->name + " refers to a text that the file does not hold");
    return shared_.strings[*index];
  }

  Cell unsaved(const pugi::xml_node& formula) {
    report(finding_code("io.formula_unsaved"), detail::unescape(raw_text(formula)));
    return {{}, CellHint::formula_unsaved};
  }

  Cell failed(const std::string& text) {
    report(finding_code("io.formula_error"), detail::unescape(trimmed(text)));
    return {{}, CellHint::formula_error};
  }

  void report(const FindingCode& code, const std::string& value) {
    tables_.findings.push_back(make_finding(
        code,
        {.value = value, .place = {.file = options_.file, .sheet = sheet_->name, .row = row_, .column = column_}}));
  }

  /// Files that do not list their rows in order are rare, but allowed by some writers.
  void sort_rows() const {
    std::vector<int>& numbers = sheet_->row_numbers;
    if (std::is_sorted(numbers.begin(), numbers.end())) return;
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
    std::vector<Row> rows;
    rows.reserve(order.size());
    for (const std::size_t i : order) rows.push_back(std::move(sheet_->rows[i]));
    sheet_->rows = std::move(rows);
    std::sort(numbers.begin(), numbers.end());
  }

  const Package& package_;
  const Shared& shared_;
  const XlsxOptions& options_;
  Tables& tables_;
  Budget& left_;
  Sheet* sheet_ = nullptr;
  int row_ = 0;
  int column_ = 0;
};

/// Reads the sheets that a workbook lists.
class WorkbookReader {
 public:
  WorkbookReader(std::string_view bytes, const XlsxOptions& options)
      : package_(bytes, options), options_(options), left_{options.max_cells, options.max_unpacked} {}

  Tables read() {
    const std::string path = detail::workbook_path(package_);
    XmlPart workbook;
    if (!package_.load(path, workbook)) package_.fail("it holds no workbook in the .xlsx format; save it as .xlsx");
    const pugi::xml_node root = workbook.document.document_element();
    if (!is_named(root, "workbook")) package_.fail("it holds no workbook in the .xlsx format; save it as .xlsx");
    relationships_ = detail::read_relationships(package_, path);
    read_shared(root);
    for (const pugi::xml_node& node : child(root, "sheets").children())
      if (is_named(node, "sheet")) read_sheet(node);
    return std::move(tables_);
  }

 private:
  void read_shared(const pugi::xml_node& root) {
    const pugi::xml_attribute system = child(root, "workbookPr").attribute("date1904");
    shared_.dates = system.as_bool() ? detail::DateSystem::from_1904 : detail::DateSystem::from_1900;
    shared_.strings = detail::read_shared_strings(package_, target_of_type("sharedStrings"));
    shared_.formats = detail::read_formats(package_, target_of_type("styles"));
  }

  [[nodiscard]] std::string target_of_type(std::string_view type) const {
    for (const auto& [id, relationship] : relationships_)
      if (relationship.type == type) return relationship.target;
    return {};
  }

  void read_sheet(const pugi::xml_node& node) {
    const auto relationship = relationships_.find(relationship_id(node));
    const std::string name = detail::unescape(node.attribute("name").value());
    if (relationship == relationships_.end()) package_.fail("sheet " + name + " is missing");
    if (relationship->second.type != "worksheet") return;  // charts and macros hold no cells
    Sheet sheet;
    sheet.name = name;
    const std::string_view state = node.attribute("state").value();
    sheet.hidden = state == "hidden" || state == "veryHidden";
    if (sheet.hidden && options_.hidden == HiddenSheets::skip) return skip(sheet);
    XmlPart part;
    if (!package_.load(relationship->second.target, part)) package_.fail("sheet " + name + " is missing");
    SheetReader(package_, shared_, options_, tables_, left_)
        .read(child(part.document.document_element(), "sheetData"), sheet);
    tables_.sheets.push_back(std::move(sheet));
  }

  static std::string relationship_id(const pugi::xml_node& node) {
    for (const pugi::xml_attribute& attribute : node.attributes())
      if (std::string_view(attribute.name()).ends_with(":id")) return attribute.value();
    return {};
  }

  void skip(const Sheet& sheet) {
    if (sheet.name == choices_sheet) return;
    tables_.findings.push_back(make_finding(
        finding_code("io.hidden_sheet"), {.value = sheet.name, .place = {.file = options_.file, .sheet = sheet.name}}));
  }

  Package package_;
  const XlsxOptions& options_;
  std::map<std::string, detail::Relationship> relationships_{};
  Shared shared_{};
  Tables tables_{};
  Budget left_;
};

}  // namespace

Tables read_xlsx(std::string_view bytes, const XlsxOptions& options) { return WorkbookReader(bytes, options).read(); }

}  // namespace guanxi::io
