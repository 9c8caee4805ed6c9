#pragma once
/// @file
/// The two shapes of exact tables.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/io/sheet.hpp>
#include <guanxi/model/dossier.hpp>

#include <string>

namespace guanxi::io::detail {

/// True for a sheet whose header is `path`, `value`.
[[nodiscard]] bool is_long_sheet(const Sheet& sheet);

/// Reads a sheet with a path and a value a row.
[[nodiscard]] Book read_long_sheet(const Catalogue& catalogue, const Sheet& sheet, const std::string& file, Findings& findings);

/// The kind whose records a sheet with labels in its first and paths in its second row holds, or nullptr.
[[nodiscard]] const KindInfo* kind_of_sheet(const Catalogue& catalogue, const Sheet& sheet);

/// Reads sheets with a record a row; those that hold no kind are findings.
[[nodiscard]] Book read_wide_sheets(const Catalogue& catalogue, const Workbook& sheets, const std::string& file, Findings& findings);

}  // namespace guanxi::io::detail
