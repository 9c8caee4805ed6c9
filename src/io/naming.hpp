#pragma once
/// @file
/// How errors call the file that they are about.

#include <string>
#include <string_view>

namespace guanxi::io::detail {

/// Such as `the workbook prices.xlsx`, or `the workbook` while the name is unknown.
[[nodiscard]] inline std::string called(std::string_view what, const std::string& file) {
  std::string text = "the " + std::string(what);
  if (!file.empty()) text += ' ' + file;
  return text;
}

}  // namespace guanxi::io::detail
