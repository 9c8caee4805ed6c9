#include <guanxi/io/export.hpp>

#include "export_entries.hpp"

namespace guanxi::io {

namespace {

std::string bracketed(std::size_t number) { return "[" + std::to_string(number) + "]"; }

std::string prefix_of(std::size_t home, bool single) {
  if (home == detail::shared_home) return "shared.";
  return single ? "" : "dossiers" + bracketed(home) + ".";
}

/// Path of a record inside its dossier: `contacts[2]`, `customer`.
std::string path_of(const KindInfo& kind, std::size_t home, std::size_t position) {
  const bool alone = kind.scope == Scope::own && home != detail::shared_home && position == 0;
  return alone ? std::string(kind.name) : std::string(kind.plural) + bracketed(position);
}

void append_record(Sheet& sheet, const std::string& path, const std::vector<detail::ExportEntry>& entries) {
  if (entries.empty()) sheet.rows.push_back(text_row({path, ""}));
  for (const detail::ExportEntry& entry : entries) sheet.rows.push_back(text_row({path + "." + entry.path, entry.text}));
}

std::string csv_of(const Catalogue& catalogue, const detail::ExportView& view, const ExportOptions& options) {
  Sheet sheet;
  sheet.rows.push_back(text_row({"path", "value"}));
  for (const auto& [home, records] : view.homes())
    for (const KindInfo* kind : catalogue.kinds())
      for (std::size_t i = 0; i < records->size(*kind); ++i)
        append_record(sheet, prefix_of(home, view.single()) + path_of(*kind, home, i),
                      detail::export_entries(catalogue.fields(*kind), records->at(*kind, i)));
  return write_csv(sheet, options.csv);
}

}  // namespace

std::string to_csv(const Catalogue& catalogue, const Dossier& dossier, const ExportOptions& options) {
  return csv_of(catalogue, detail::ExportView(dossier), options);
}

std::string to_csv(const Catalogue& catalogue, const Book& book, const ExportOptions& options) {
  return csv_of(catalogue, detail::ExportView(book), options);
}

}  // namespace guanxi::io
