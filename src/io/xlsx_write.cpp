#include <guanxi/io/xlsx.hpp>

#include <guanxi/core/error.hpp>
#include <guanxi/io/file.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <system_error>

#include <unistd.h>
#include <xlsxwriter.h>

#include "number_format.hpp"
#include "unicode.hpp"
#include "xlsx_limits.hpp"
#include "xlsx_text.hpp"

namespace guanxi::io {

namespace {

using detail::xlsx_columns;
using detail::xlsx_rows;
using detail::xlsx_text;

[[noreturn]] void fail_to_write(const std::string& reason) {
  throw FileError("io.write", "the workbook cannot be put together in a temporary file: " + reason);
}

/// A file of our own that is gone in the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    const char* folder = std::getenv("TMPDIR");
    path_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/guanxi-XXXXXX";
    const int number = ::mkstemp(path_.data());
    if (number < 0) fail_to_write(std::generic_category().message(errno));
    ::close(number);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// A workbook of libxlsxwriter.
class Book {
 public:
  explicit Book(const std::string& path) : book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) fail_to_write("out of memory");
  }
  ~Book() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  [[nodiscard]] lxw_workbook* get() const { return book_; }

  /// Writes the file; libxlsxwriter frees the workbook in any case.
  void close() {
    const lxw_error error = workbook_close(book_);
    book_ = nullptr;
    check(error);
  }

  static void check(lxw_error error) {
    if (error != LXW_NO_ERROR) fail_to_write(lxw_strerror(error));
  }

 private:
  lxw_workbook* book_;
};

/// The looks of cells.
struct Formats {
  lxw_format* text{};
  lxw_format* header{};
  lxw_format* number{};
};

lxw_format* wrapped_format(const Book& book) {
  lxw_format* format = workbook_add_format(book.get());
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

Formats make_formats(const Book& book) {
  constexpr lxw_color_t header_fill = 0xDCE6F1;
  constexpr std::uint8_t text_format = 49;  // `@`, ECMA-376 part 1, 18.8.30
  Formats formats{wrapped_format(book), wrapped_format(book), wrapped_format(book)};
  format_set_num_format_index(formats.text, text_format);
  format_set_num_format_index(formats.header, text_format);
  format_set_bold(formats.header);
  format_set_bg_color(formats.header, header_fill);
  format_set_bottom(formats.header, LXW_BORDER_THIN);
  return formats;
}

/// How each reference to a list on the sheet of choices begins.
std::string reference_start() { return "=" + std::string(choices_sheet) + "!"; }

/// Drop-down lists that stand on a sheet of their own, each once.
class ChoiceLists {
 public:
  /// Formula for the cells of a list.
  std::string reference(const std::vector<std::string>& values) {
    const auto column = columns_.emplace(values, static_cast<int>(columns_.size())).first->second;
    char name[LXW_MAX_COL_NAME_LENGTH] = {};
    lxw_col_to_name(name, static_cast<lxw_col_t>(column), LXW_TRUE);
    return reference_start() + name + "$1:" + name + "$" + std::to_string(values.size());
  }

  void write(const Book& book) const {
    if (columns_.empty()) return;
    lxw_worksheet* sheet = workbook_add_worksheet(book.get(), std::string(choices_sheet).c_str());
    for (const auto& [values, column] : columns_)
      for (std::size_t row = 0; row < values.size(); ++row)
        Book::check(worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                           detail::escape(values[row]).c_str(), nullptr));
    worksheet_hide(sheet);
  }

 private:
  std::map<std::vector<std::string>, int> columns_{};
};

/// A list may stand in the cell itself if Excel takes it there: 255 signs, no commas or quotes inside the values.
/// The limit here is in bytes, since libxlsxwriter before 1.1.6 writes longer lists past the end of its buffer.
bool fits_in_cell(const std::vector<std::string>& values) {
  constexpr std::size_t longest = 255;
  std::size_t size = values.size() - 1;
  for (const std::string& value : values) {
    size += value.size();
    if (value.empty() || value.find_first_of(",\"\n") != std::string::npos || value != detail::escape(value))
      return false;
  }
  return size <= longest;
}

/// A number that reads back as the same text.
bool is_number(const Cell& cell, double& value) {
  if (cell.hint != CellHint::number) return false;
  const char* end = cell.text.data() + cell.text.size();
  const auto result = std::from_chars(cell.text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end || !std::isfinite(value)) return false;
  return detail::number_cell(value, {}, detail::DateSystem::from_1900) == cell;
}

/// Writes one sheet.
class SheetWriter {
 public:
  SheetWriter(const Book& book, const Formats& formats, const Sheet& sheet, const SheetStyle& style, std::string name)
      : formats_(formats), sheet_(sheet), style_(style), name_(std::move(name)) {
    out_ = workbook_add_worksheet(book.get(), name_.c_str());
    if (out_ == nullptr) fail_to_write("a sheet cannot be added");
  }

  void write(ChoiceLists& lists) {
    set_columns();
    for (std::size_t i = 0; i < sheet_.rows.size(); ++i) write_row(sheet_.rows[i], next_row(i));
    if (style_.header_rows > 0 || style_.frozen_columns > 0)
      worksheet_freeze_panes(out_, row_at(style_.header_rows), column_at(style_.frozen_columns));
    for (const CellNote& note : style_.notes) write_note(note);
    for (const CellChoices& choices : style_.choices) write_choices(choices, lists);
    unquote_references();
    worksheet_ignore_errors(out_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  }

  void hide() { worksheet_hide(out_); }

  /// Makes this the sheet that shows when the file opens.
  void show_first() {
    worksheet_activate(out_);
    worksheet_set_first_sheet(out_);
  }

 private:
  [[noreturn]] void beyond(const std::string& what) const {
    throw ArgumentError("io.xlsx_limit", "sheet " + name_ + ": " + what);
  }

  lxw_row_t row_at(int row) const {
    if (row < 0 || row >= xlsx_rows) beyond("row " + std::to_string(row) + " lies outside the 1,048,576 rows of Excel");
    return static_cast<lxw_row_t>(row);
  }

  lxw_col_t column_at(int column) const {
    if (column < 0 || column >= xlsx_columns)
      beyond("column " + std::to_string(column) + " lies outside the 16,384 columns of Excel");
    return static_cast<lxw_col_t>(column);
  }

  std::string checked_text(const std::string& text, int row, int column) const {
    if (detail::utf16_size(text) > xlsx_text)
      beyond("the text in row " + std::to_string(row + 1) + ", column " + std::to_string(column + 1) +
             " is longer than the 32,767 signs that a cell of Excel holds");
    return detail::escape(text);
  }

  lxw_row_t next_row(std::size_t index) {
    const int row = sheet_.row_number(index) - 1;
    if (row < first_free_row_)
      beyond("row numbers must rise, but " + std::to_string(row + 1) + " follows " + std::to_string(first_free_row_));
    first_free_row_ = row + 1;
    return row_at(row);
  }

  void set_columns() {
    std::vector<double> widths = style_.widths;
    for (const Row& row : sheet_.rows) widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const lxw_col_t column = column_at(static_cast<int>(std::min<std::size_t>(i, xlsx_columns)));
      const double width = widths[i] > 0 ? widths[i] : natural_width(i);
      Book::check(worksheet_set_column(out_, column, column, width, formats_.text));
    }
  }

  [[nodiscard]] double natural_width(std::size_t column) const {
    constexpr double narrowest = 8;
    constexpr double widest = 60;
    double width = 0;
    for (const Row& row : sheet_.rows)
      if (column < row.size()) width = std::max(width, detail::line_width(row[column].text) + 2);
    return std::clamp(width, narrowest, widest);
  }

  void write_row(const Row& row, lxw_row_t at) {
    const int number = static_cast<int>(at);
    const auto& headings = style_.heading_rows;
    const bool heading =
        number < style_.header_rows || std::find(headings.begin(), headings.end(), number) != headings.end();
    for (std::size_t i = 0; i < row.size(); ++i) write_cell(row[i], at, column_at(static_cast<int>(i)), heading);
  }

  void write_cell(const Cell& cell, lxw_row_t row, lxw_col_t column, bool heading) {
    double value = 0;
    if (!heading && is_number(cell, value))
      return Book::check(worksheet_write_number(out_, row, column, value, formats_.number));
    const std::string text = checked_text(cell.text, static_cast<int>(row), column);
    Book::check(worksheet_write_string(out_, row, column, text.c_str(), heading ? formats_.header : formats_.text));
  }

  void write_note(const CellNote& note) {
    constexpr double signs_in_line = 40;
    constexpr int line_height = 18;
    const std::string text = checked_text(note.text, note.row, note.column);
    if (text.empty()) return;
    lxw_comment_options options{};
    options.width = 300;
    options.height =
        static_cast<std::uint16_t>(std::clamp(detail::line_count(text, signs_in_line) + 1, 3, 30) * line_height);
    Book::check(worksheet_write_comment_opt(out_, row_at(note.row), column_at(note.column), text.c_str(), &options));
  }

  void write_choices(const CellChoices& choices, ChoiceLists& lists) {
    if (choices.values.empty()) return;
    if (choices.last_row < choices.first_row) beyond("the last row of a drop-down list lies before its first");
    std::vector<std::string> copies = choices.values;
    if (!fits_in_cell(copies)) copies = {lists.reference(choices.values)};
    std::vector<char*> values;
    values.reserve(copies.size() + 1);
    for (std::string& value : copies) values.push_back(value.data());
    values.push_back(nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = values.data();
    validation.show_error = choices.policy == ChoicePolicy::enforce ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF;
    const lxw_col_t column = column_at(choices.column);
    Book::check(worksheet_data_validation_range(out_, row_at(choices.first_row), column, row_at(choices.last_row),
                                                column, &validation));
  }

  /// Turns lists of one value that is a reference into references, by taking the quotes off. Asking libxlsxwriter for a
  /// reference would leak it before 1.1.6.
  void unquote_references() {
    lxw_data_val_obj* validation = nullptr;
    STAILQ_FOREACH(validation, out_->data_validations, list_pointers) {
      std::string formula = validation->value_formula;
      if (!formula.starts_with("\"" + reference_start())) continue;
      formula = formula.substr(2, formula.size() - 3);
      std::copy_n(formula.c_str(), formula.size() + 1, validation->value_formula);
    }
  }

  const Formats& formats_;
  const Sheet& sheet_;
  const SheetStyle& style_;
  std::string name_;
  lxw_worksheet* out_ = nullptr;
  int first_free_row_ = 0;
};

void set_properties(const Book& book, const XlsxWriteOptions& options) {
  std::string title = detail::escape(options.title);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = static_cast<time_t>(options.created);
  Book::check(workbook_set_properties(book.get(), &properties));
}

void write_sheets(const Workbook& sheets, const XlsxWriteOptions& options, Book& book) {
  const Formats formats = make_formats(book);
  const SheetStyle plain;
  std::set<std::string> names{std::string(choices_sheet)};
  ChoiceLists lists;
  const auto visible = std::find_if(sheets.begin(), sheets.end(), [](const Sheet& sheet) { return !sheet.hidden; });
  const auto shown = static_cast<std::size_t>(visible == sheets.end() ? 0 : visible - sheets.begin());
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const SheetStyle& style = i < options.styles.size() ? options.styles[i] : plain;
    SheetWriter writer(book, formats, sheets[i], style, detail::sheet_name(sheets[i].name, names));
    writer.write(lists);
    if (i == shown) writer.show_first();
    if (i != shown && sheets[i].hidden) writer.hide();
  }
  lists.write(book);
}

}  // namespace

std::string write_xlsx(const Workbook& sheets, const XlsxWriteOptions& options) {
  if (sheets.empty()) throw ArgumentError("io.no_sheets", "a workbook needs at least one sheet");
  const TemporaryFile file;
  Book book(file.path());
  set_properties(book, options);
  write_sheets(sheets, options, book);
  book.close();
  return read_file(file.path());
}

}  // namespace guanxi::io
