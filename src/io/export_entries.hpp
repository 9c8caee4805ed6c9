#pragma once
/// @file
/// A record as pairs of path and text: what both exact tables are made of.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/dossier.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::io::detail {

/// One value of a record.
struct ExportEntry {
  std::string path{};    ///< with marks
  std::string text{};    ///< exact text
  bool whole_number{};   ///< an integer, which a workbook may hold as number
};

/// All that is set in a record, in the order of the dictionary.
/// @return  nothing for a record in which nothing is set
[[nodiscard]] std::vector<ExportEntry> export_entries(std::span<const Field> fields, const void* record);

/// Index that stands for the shared records of a book.
inline constexpr std::size_t shared_home = static_cast<std::size_t>(-1);

/// A dossier or a book on its way out.
class ExportView {
 public:
  /// One dossier, whose paths need no number.
  explicit ExportView(const Dossier& dossier) : homes_{{0, &dossier.records()}}, single_(true) {}
  /// A book.
  explicit ExportView(const Book& book);

  /// Records by the index of their dossier, the shared ones last under `shared_home`.
  struct Home {
    std::size_t index{};       ///< index of the dossier, or `shared_home`
    const Records* records{};  ///< its records
  };

  /// The dossiers and the shared records.
  [[nodiscard]] const std::vector<Home>& homes() const noexcept { return homes_; }
  /// True for one dossier.
  [[nodiscard]] bool single() const noexcept { return single_; }

 private:
  std::vector<Home> homes_;
  bool single_ = false;
};

}  // namespace guanxi::io::detail
