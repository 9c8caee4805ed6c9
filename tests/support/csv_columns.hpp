#pragma once
/// @file
/// CSV files as columns of text, for tests that may not include io.

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared_data.hpp"

namespace guanxi::test {

/// Cells of one line of CSV: quotes may enclose commas and doubled quotes.
inline std::vector<std::string> csv_cells(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        cells.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  return cells;
}

/// A CSV file whose cells hold no line ends, by columns.
class CsvColumns {
 public:
  explicit CsvColumns(const std::filesystem::path& file) {
    const std::vector<std::string> lines = read_lines(file);
    const std::vector<std::string> names = csv_cells(lines.at(0));
    for (std::size_t i = 1; i < lines.size(); ++i) {
      std::vector<std::string> cells = csv_cells(lines[i]);
      cells.resize(names.size());
      for (std::size_t c = 0; c < names.size(); ++c) columns_[names[c]].push_back(std::move(cells[c]));
    }
  }

  /// Cells of a column as they stand.
  [[nodiscard]] const std::vector<std::string>& text(const std::string& name) const { return columns_.at(name); }

  /// Cells as numbers, NaN for empty ones.
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    std::vector<double> result;
    for (const std::string& cell : text(name))
      result.push_back(cell.empty() ? std::nan("") : std::strtod(cell.c_str(), nullptr));
    return result;
  }

  /// 1 where a cell equals the word, else 0.
  [[nodiscard]] std::vector<double> flags(const std::string& name, std::string_view word) const {
    std::vector<double> result;
    for (const std::string& cell : text(name)) result.push_back(cell == word ? 1 : 0);
    return result;
  }

  /// Cells as words, unset for empty ones.
  [[nodiscard]] std::vector<std::optional<std::string>> words(const std::string& name) const {
    std::vector<std::optional<std::string>> result;
    for (const std::string& cell : text(name)) result.push_back(cell.empty() ? std::nullopt : std::optional(cell));
    return result;
  }

 private:
  std::map<std::string, std::vector<std::string>> columns_{};
};

}  // namespace guanxi::test
