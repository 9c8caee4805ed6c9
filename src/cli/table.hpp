#pragma once
/// @file
/// Tables on a terminal, as CSV and as JSON.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/label.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guanxi::cli {

/// A column: its name for machines and for people.
struct Column {
  std::string_view name{};
  Label label{};
};

/// What most commands print.
struct Table {
  std::vector<Column> columns{};
  std::vector<std::vector<std::string>> rows{};
};

/// How results are printed.
enum class Output { text, json, csv };

/// The table in one of the three forms, with a line end.
std::string print(const Table& table, Output output, Language language);

/// Findings as a table.
Table findings_table(const Findings& findings, Language language);

/// “3 errors, 2 warnings, 1 note”.
std::string count_line(const Findings& findings, Language language);

/// True if one of the findings is an error.
bool has_error(const Findings& findings);

}  // namespace guanxi::cli
