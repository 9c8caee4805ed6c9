#include <guanxi/io/export.hpp>
#include <guanxi/io/xlsx.hpp>

#include <algorithm>
#include <map>

#include "exact_homes.hpp"
#include "exact_path.hpp"
#include "export_entries.hpp"
#include "unicode.hpp"

namespace guanxi::io {

namespace {

using detail::ExportEntry;

constexpr std::size_t max_units = 32'767;
constexpr std::size_t max_records = 1'048'574;

/// One record with its values.
struct WideRecord {
  std::size_t home{};
  std::vector<ExportEntry> entries{};
};

/// All records of one kind.
struct KindSheet {
  const KindInfo* kind{};
  std::vector<WideRecord> records{};
};

/// A text in pieces that fit a cell, each in a column of its own.
void append_split(const ExportEntry& entry, std::vector<ExportEntry>& entries) {
  if (entry.text.size() <= max_units) return entries.push_back(entry);
  std::size_t part = 1, units = 0;
  std::string piece;
  const auto flush = [&] {
    entries.push_back({part == 1 ? entry.path : entry.path + "#" + std::to_string(part), std::exchange(piece, {})});
    units = 0;
    ++part;
  };
  for (std::size_t at = 0; at < entry.text.size();) {
    const detail::Sign sign = detail::sign_at(entry.text, at);
    const std::size_t more = sign.code > 0xFFFF ? 2 : 1;
    if (units + more > max_units) flush();
    piece.append(entry.text, at, sign.size);
    units += more;
    at += sign.size;
  }
  flush();
}

std::vector<KindSheet> sheets_of(const Catalogue& catalogue, const detail::ExportView& view) {
  std::vector<KindSheet> sheets;
  for (const KindInfo* kind : catalogue.kinds()) {
    KindSheet sheet{.kind = kind};
    for (const auto& [home, records] : view.homes())
      for (std::size_t i = 0; i < records->size(*kind); ++i) {
        WideRecord& record = sheet.records.emplace_back(WideRecord{.home = home});
        for (const ExportEntry& entry : detail::export_entries(catalogue.fields(*kind), records->at(*kind, i)))
          append_split(entry, record.entries);
      }
    if (!sheet.records.empty()) sheets.push_back(std::move(sheet));
  }
  return sheets;
}

/// True if the links between records do not bring each of them back to its dossier, or a record is blank.
bool needs_home_column(const Catalogue& catalogue, const detail::ExportView& view, const std::vector<KindSheet>& sheets) {
  std::vector<detail::HomeRow> rows;
  std::vector<std::size_t> homes;
  for (const KindInfo* kind : catalogue.kinds())
    for (const auto& [home, records] : view.homes())
      for (std::size_t i = 0; i < records->size(*kind); ++i) {
        rows.push_back(detail::home_row(*kind, records->at(*kind, i)));
        homes.push_back(home);
      }
  detail::find_homes(catalogue, rows);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].home != homes[i]) return true;
  return std::ranges::any_of(sheets, [](const KindSheet& sheet) {
    return std::ranges::any_of(sheet.records, [](const WideRecord& record) { return record.entries.empty(); });
  });
}

/// Column of each path, in the order of the dictionary.
std::map<std::string_view, std::size_t> columns_of(std::span<const Field> fields, const KindSheet& sheet) {
  std::map<std::string_view, std::size_t> columns;
  for (const WideRecord& record : sheet.records)
    for (const ExportEntry& entry : record.entries) columns.emplace(entry.path, 0);
  std::vector<std::pair<detail::PathOrder, std::string_view>> order;
  for (const auto& [path, column] : columns) order.emplace_back(detail::PathOrder(fields, path), path);
  std::ranges::sort(order);
  for (std::size_t i = 0; i < order.size(); ++i) columns[order[i].second] = i;
  return columns;
}

std::string label_of(std::span<const Field> fields, std::string_view marked, Language language) {
  const detail::MarkedPath path = detail::split_marks(marked);
  std::string label = detail::label_of(fields, path.path).in(language);
  if (path.part > 1) label += " (" + std::to_string(path.part) + ")";
  if (path.size) label += language == Language::zh ? "（个数）" : " (count)";
  if (!path.word.empty()) label += " (" + path.word + ")";
  return label;
}

/// What the cells of one sheet are made from.
struct Layout {
  const KindInfo* kind{};
  std::span<const Field> fields{};
  std::map<std::string_view, std::size_t> columns{};
  std::size_t first{};  ///< 1 if the dossier column comes first
  Language language{};
};

void append_headers(const Layout& layout, Sheet& sheet) {
  const std::string plural(layout.kind->plural);
  Row labels(layout.first + layout.columns.size()), paths(labels.size());
  if (layout.first != 0) {
    labels[0].text = layout.language == Language::zh ? "客户档案" : "Dossier";
    paths[0].text = plural + "#dossier";
  }
  for (const auto& [path, column] : layout.columns) {
    labels[layout.first + column].text = label_of(layout.fields, path, layout.language);
    paths[layout.first + column].text = plural + "." + std::string(path);
  }
  sheet.rows.push_back(std::move(labels));
  sheet.rows.push_back(std::move(paths));
}

void append_record(const Layout& layout, const WideRecord& record, Sheet& sheet) {
  Row& row = sheet.rows.emplace_back(layout.first + layout.columns.size());
  if (layout.first != 0) row[0].text = record.home == detail::shared_home ? "shared" : std::to_string(record.home + 1);
  for (const ExportEntry& entry : record.entries)
    row[layout.first + layout.columns.at(entry.path)] = {entry.text, entry.whole_number ? CellHint::number : CellHint::text};
}

/// A workbook cannot be without a sheet: one for the customers, who are none.
Sheet empty_sheet(const Catalogue& catalogue, Language language) {
  for (const KindInfo* kind : catalogue.kinds()) {
    const Field* key = kind->with(Part::key);
    if (kind->scope != Scope::own || key == nullptr) continue;
    Sheet sheet{.name = std::string(kind->label.in(language))};
    append_headers({.kind = kind, .fields = catalogue.fields(*kind), .columns = {{key->name, 0}}, .language = language}, sheet);
    return sheet;
  }
  return {};
}

std::string xlsx_of(const Catalogue& catalogue, const detail::ExportView& view, const ExportOptions& options) {
  const std::vector<KindSheet> kinds = sheets_of(catalogue, view);
  const std::size_t first = needs_home_column(catalogue, view, kinds) ? 1 : 0;
  Workbook workbook;
  for (const KindSheet& kind : kinds) {
    const auto fields = catalogue.fields(*kind.kind);
    const Layout layout{.kind = kind.kind, .fields = fields, .columns = columns_of(fields, kind), .first = first, .language = options.language};
    for (std::size_t at = 0; at < kind.records.size(); ++at) {
      if (at % max_records == 0) append_headers(layout, workbook.emplace_back(Sheet{.name = std::string(kind.kind->label.in(options.language))}));
      append_record(layout, kind.records[at], workbook.back());
    }
  }
  if (workbook.empty()) workbook.push_back(empty_sheet(catalogue, options.language));
  XlsxWriteOptions how;
  how.styles.assign(workbook.size(), SheetStyle{.header_rows = 2});
  return write_xlsx(workbook, how);
}

}  // namespace

std::string to_xlsx(const Catalogue& catalogue, const Dossier& dossier, const ExportOptions& options) {
  return xlsx_of(catalogue, detail::ExportView(dossier), options);
}

std::string to_xlsx(const Catalogue& catalogue, const Book& book, const ExportOptions& options) {
  return xlsx_of(catalogue, detail::ExportView(book), options);
}

}  // namespace guanxi::io
