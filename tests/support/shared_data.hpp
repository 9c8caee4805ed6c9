#pragma once
/// @file
/// Reading the shared test data, which lie beside the source tree and are never copied into it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::test {

/// Folder of the shared data: environment variable GUANXI_SHARED_DATA, else beside the source tree.
inline std::filesystem::path shared_data() {
  if (const char* folder = std::getenv("GUANXI_SHARED_DATA")) return folder;
  return std::filesystem::path(GUANXI_SOURCE_DIR) / ".." / "shared" / "data";
}

/// Parts between tabs; an empty cell counts.
inline std::vector<std::string> split_cells(std::string_view line, char separator = '\t') {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == separator) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

/// Lines of a text file without their line ends.
inline std::vector<std::string> read_lines(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

/// Data rows of a file with one header line.
inline std::vector<std::vector<std::string>> read_table(const std::filesystem::path& file, char separator = '\t') {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : read_lines(file)) rows.push_back(split_cells(line, separator));
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

/// The whole file as bytes.
inline std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace guanxi::test

/// Skips the running test, with a reason, if this shared file or folder is absent.
#define GUANXI_NEED_SHARED(relative_path)                                                   \
  if (!std::filesystem::exists(guanxi::test::shared_data() / (relative_path)))              \
  GTEST_SKIP() << "shared data absent: " << (guanxi::test::shared_data() / (relative_path)) \
               << " (set GUANXI_SHARED_DATA to its folder)"
