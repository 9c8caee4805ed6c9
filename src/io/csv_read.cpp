#include <guanxi/io/csv.hpp>

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>

#include <map>

#include "naming.hpp"

namespace guanxi::io {

namespace {

constexpr std::string_view delimiters = ",\t;|";
constexpr std::size_t sampled_rows = 100;

/// One pass over CSV text, row by row.
class Reader {
 public:
  Reader(std::string_view text, char delimiter, const CsvOptions& options)
      : text_(text), delimiter_(delimiter), options_(options) {}

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] int line() const { return line_; }
  /// False behind a quote that is never closed.
  [[nodiscard]] bool quotes_count() const { return quotes_count_; }
  [[nodiscard]] Findings& findings() { return findings_; }

  /// The next row; a line without any sign gives no cells.
  Row next_row() {
    Row row;
    row_line_ = line_;
    const std::size_t start = at_;
    bool more = true;
    while (more) {
      Cell cell = next_cell(static_cast<int>(row.size()) + 1);
      more = at_ < text_.size() && text_[at_] == delimiter_;
      const bool blank_line = row.empty() && !more && at_ == start;
      if (!blank_line) row.push_back(std::move(cell));
      if (more) ++at_;
    }
    skip_line_end();
    count_cells(row.size());
    return row;
  }

 private:
  [[nodiscard]] bool ends_cell(std::size_t at) const {
    return at >= text_.size() || text_[at] == delimiter_ || text_[at] == '\n' || text_[at] == '\r';
  }

  Cell next_cell(int column) {
    const bool quoted = quotes_count_ && at_ < text_.size() && text_[at_] == '"';
    Cell cell;
    if (!quoted || !read_quoted(cell.text, column)) read_plain(cell.text, column);
    if (is_scientific(cell.text)) cell.hint = CellHint::digits_lost;
    return cell;
  }

  void read_plain(std::string& out, int column) {
    const std::size_t start = at_;
    while (!ends_cell(at_)) ++at_;
    out = text_.substr(start, at_ - start);
    if (quotes_count_ && out.find('"') != std::string::npos) report(finding_code("io.csv_stray_quote"), column, out);
  }

  /// Reads from the opening quote to behind the closing one.
  /// @return  false, back at the opening quote, if there is no closing one
  bool read_quoted(std::string& out, int column) {
    const std::size_t start = at_;
    bool stray = false;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      const char sign = text_[i];
      const bool doubled = sign == '"' && i + 1 < text_.size() && text_[i + 1] == '"';
      if (sign == '"' && !doubled) {
        const std::size_t behind = skip_blanks(i + 1);
        if (ends_cell(behind)) {
          count_lines(start, i);
          at_ = behind;
          if (stray) report(finding_code("io.csv_stray_quote"), column, out);
          return true;
        }
        stray = true;
      }
      out.push_back(sign);
      if (doubled) ++i;
    }
    give_up_on_quotes(column);
    out.clear();
    return false;
  }

  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
    while (at < text_.size() && text_[at] == ' ' && delimiter_ != ' ') ++at;
    return at;
  }

  /// Since no cell from here on can close its quotes, none is looked for again: this keeps reading linear.
  void give_up_on_quotes(int column) {
    report(finding_code("io.csv_open_quote"), column, {});
    quotes_count_ = false;
  }

  void count_lines(std::size_t start, std::size_t end) {
    for (std::size_t i = start; i < end; ++i)
      if (text_[i] == '\n' || (text_[i] == '\r' && (i + 1 >= end || text_[i + 1] != '\n'))) ++line_;
  }

  void skip_line_end() {
    if (at_end()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  void count_cells(std::size_t count) {
    cells_ += count;
    if (cells_ > options_.max_cells)
      throw FileError("io.too_big", detail::called("table", options_.file) + " has more than " +
                                        std::to_string(options_.max_cells) + " cells, the limit set for reading");
  }

  void report(const FindingCode& code, int column, std::string_view value) {
    findings_.push_back(make_finding(
        code, {.value = value, .place = {.file = options_.file, .sheet = {}, .row = row_line_, .column = column}}));
  }

  std::string_view text_;
  char delimiter_;
  const CsvOptions& options_;
  Findings findings_{};
  std::size_t at_ = 0;
  std::size_t cells_ = 0;
  int line_ = 1;
  int row_line_ = 1;
  bool quotes_count_ = true;
};

/// How regularly a delimiter splits rows: delimiters in the rows that have the most frequent number of cells.
struct Regularity {
  std::size_t clean{};  ///< in rows without a misplaced quote
  std::size_t all{};    ///< in all rows; decides only between equals

  [[nodiscard]] bool beats(const Regularity& other) const {
    return clean != other.clean ? clean > other.clean : all > other.all;
  }
};

/// Rows of one size.
struct RowCount {
  std::size_t clean{};
  std::size_t all{};
};

Regularity regularity(std::string_view text, char delimiter) {
  const CsvOptions unlimited{.delimiter = delimiter, .file = {}, .max_cells = text.size() + 1};
  Reader reader(text, delimiter, unlimited);
  std::map<std::size_t, RowCount> rows_of_size;
  for (std::size_t rows = 0; rows < sampled_rows && !reader.at_end();) {
    const std::size_t findings = reader.findings().size();
    const std::size_t size = reader.next_row().size();
    if (size == 0) continue;
    ++rows;
    ++rows_of_size[size].all;
    if (reader.findings().size() == findings && reader.quotes_count()) ++rows_of_size[size].clean;
  }
  Regularity best;
  std::size_t most = 0;
  for (const auto& [size, rows] : rows_of_size) {
    if (rows.all < most) continue;
    most = rows.all;
    best = {rows.clean * (size - 1), rows.all * (size - 1)};
  }
  return best;
}

/// The delimiter of a first line such as `sep=;`, and the length of that line without its end.
struct Declaration {
  char delimiter{};
  std::size_t size{};
};

Declaration declared_delimiter(std::string_view text) {
  constexpr std::string_view mark = "sep=";
  const bool declared =
      text.size() > mark.size() && text.starts_with(mark) && text[mark.size()] != '"' &&
      (text.size() == mark.size() + 1 || text[mark.size() + 1] == '\r' || text[mark.size() + 1] == '\n');
  const bool usable = declared && text[mark.size()] != '\r' && text[mark.size()] != '\n';
  return usable ? Declaration{text[mark.size()], mark.size() + 1} : Declaration{};
}

void check_delimiter(char delimiter) {
  if (delimiter == '"' || delimiter == '\r' || delimiter == '\n')
    throw ArgumentError("io.delimiter", "a quote or a line end cannot separate the cells of CSV");
}

}  // namespace

char guess_delimiter(std::string_view utf8) {
  char best = delimiters.front();
  Regularity most;
  for (const char delimiter : delimiters) {
    const Regularity regular = regularity(utf8, delimiter);
    if (!regular.beats(most)) continue;
    most = regular;
    best = delimiter;
  }
  return best;
}

CsvTable read_csv(std::string_view utf8, const CsvOptions& options) {
  check_delimiter(options.delimiter);
  const Declaration declared = declared_delimiter(utf8);
  CsvTable table;
  table.delimiter = options.delimiter != '\0' ? options.delimiter : declared.delimiter;
  if (table.delimiter == '\0') table.delimiter = guess_delimiter(utf8);
  Reader reader(utf8, table.delimiter, options);
  if (declared.size > 0) static_cast<void>(reader.next_row());
  while (!reader.at_end()) {
    const int line = reader.line();
    Row row = reader.next_row();
    if (row.empty()) continue;
    table.sheet.rows.push_back(std::move(row));
    table.sheet.row_numbers.push_back(line);
  }
  table.findings = std::move(reader.findings());
  return table;
}

}  // namespace guanxi::io
