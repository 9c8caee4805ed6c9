#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

#include "exact_build.hpp"
#include "exact_homes.hpp"
#include "exact_sheets.hpp"
#include "export_entries.hpp"

namespace guanxi::io::detail {

namespace {

constexpr std::string_view home_mark = "#dossier";

/// One column: the path of its cells, or what people call it.
struct Column {
  MarkedPath path{};
  std::string header{};
  bool named = false;  ///< the path row names a path of this kind
};

/// Kind whose plural begins a machine path such as `contacts.phones[0]`; a domain such as `contacts.com` is none.
const KindInfo* kind_of_path(const Catalogue& catalogue, std::string_view path) {
  const std::string_view word = path.substr(0, path.find_first_of(".#"));
  const KindInfo* kind = catalogue.kind(word);
  if (kind == nullptr || kind->plural != word || word.size() == path.size()) return nullptr;
  const std::string_view rest = path.substr(word.size());
  const bool leads = rest == home_mark || !steps_of(catalogue.fields(*kind), split_marks(rest.substr(1)).path).steps.empty();
  return leads ? kind : nullptr;
}

/// One row on its way into a record.
struct WideRow {
  std::vector<ExactEntry> entries{};
  std::string home{};  ///< what the dossier column says
  Place place{};
};

class WideReader {
 public:
  WideReader(const Catalogue& catalogue, std::string file, Findings& findings)
      : catalogue_(&catalogue), file_(std::move(file)), findings_(&findings) {}

  void read(const Sheet& sheet) {
    const KindInfo* kind = kind_of_sheet(*catalogue_, sheet);
    if (kind == nullptr) {
      findings_->push_back(make_finding(finding_code("io.unknown_sheet"), {.value = sheet.name, .place = {.file = file_, .sheet = sheet.name}}));
      return;
    }
    const std::vector<Column> columns = columns_of(sheet, *kind);
    for (std::size_t i = 2; i < sheet.rows.size(); ++i) row(sheet, i, *kind, columns);
  }

  Book build() {
    const auto made = find_homes(*catalogue_, links_);
    apply_home_column();
    std::vector<std::size_t> homes;
    for (const HomeRow& link : links_) homes.push_back(link.home);
    std::ranges::sort(homes);
    ExactBuilder builder(*catalogue_, *findings_);
    for (const std::size_t home : homes) builder.open(home);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (links_[i].lost) report_lost(links_[i], rows_[i]);
      builder.add(links_[i].home, *links_[i].kind, std::move(rows_[i].entries));
    }
    for (const auto& [home, link] : made)
      if (std::ranges::binary_search(homes, home)) builder.name(home, *catalogue_->kind_of(link.tag), link.id);
    return builder.take();
  }

 private:
  std::vector<Column> columns_of(const Sheet& sheet, const KindInfo& kind) const {
    const Row& labels = sheet.rows[0];
    const Row& paths = sheet.rows[1];
    std::vector<Column> columns(std::max(labels.size(), paths.size()));
    const std::string prefix = std::string(kind.plural) + ".";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string path = i < paths.size() ? std::string(text::trim(paths[i].text)) : "";
      columns[i].named = path.starts_with(prefix);
      columns[i].header = path.empty() && i < labels.size() ? labels[i].text : path;
      if (columns[i].named) columns[i].path = split_marks(std::string_view(path).substr(prefix.size()));
      else columns[i].path.path = columns[i].header;
    }
    return columns;
  }

  void row(const Sheet& sheet, std::size_t index, const KindInfo& kind, const std::vector<Column>& columns) {
    WideRow row{.place = {.file = file_, .sheet = sheet.name, .row = sheet.row_number(index)}};
    const Row& cells = sheet.rows[index];
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].text.empty()) continue;
      Place place = row.place;
      place.column = static_cast<int>(i) + 1;
      if (i < columns.size()) place.header = columns[i].header;
      cell(cells[i], i < columns.size() ? columns[i] : Column{}, kind, std::move(place), row);
    }
    HomeRow link = link_of(kind, row.entries);
    links_.push_back(std::move(link));
    rows_.push_back(std::move(row));
  }

  void cell(const Cell& cell, const Column& column, const KindInfo& kind, Place place, WideRow& row) {
    if (column.header == std::string(kind.plural) + std::string(home_mark)) {
      row.home = cell.text;
      return;
    }
    if (column.header.empty()) {
      findings_->push_back(make_finding(finding_code("io.stray_cell"), {.kind = kind.name, .value = cell.text, .place = std::move(place)}));
      return;
    }
    row.entries.push_back({column.path, cell.text, std::move(place), !column.named, cell.hint == CellHint::digits_lost});
  }

  static HomeRow link_of(const KindInfo& kind, const std::vector<ExactEntry>& entries) {
    HomeRow link{.kind = &kind};
    for (const ExactEntry& entry : entries) {
      const Field* field = nullptr;
      for (const Field& line : kind.record->fields)
        if (line.name == entry.path.path && entry.path.word.empty() && !entry.foreign) field = &line;
      const auto id = parse_uuid(entry.text);
      if (field == nullptr || !id) continue;
      if (has(field->notes.part, Part::key)) link.key = *id;
      if (has(field->notes.part, Part::parent)) link.parents.push_back({field->type->target, *id});
    }
    return link;
  }

  /// What the dossier column says wins; a row of a customer's own opens the dossier of that number.
  void apply_home_column() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string& home = rows_[i].home;
      if (home.empty()) continue;
      std::size_t number = 0;
      const auto [end, error] = std::from_chars(home.data(), home.data() + home.size(), number);
      const bool counted = error == std::errc() && end == home.data() + home.size() && number > 0;
      if (counted) links_[i].home = number - 1;
      else if (home == "shared") links_[i].home = shared_home;
      else continue;
      links_[i].lost = false;
    }
  }

  void report_lost(const HomeRow& link, const WideRow& row) {
    findings_->push_back(make_finding(finding_code("io.parent_unknown"),
                                      {.kind = link.kind->name,
                                       .record = link.key,
                                       .value = link.parents.empty() ? "" : to_string(link.parents.front().id),
                                       .place = row.place}));
  }

  const Catalogue* catalogue_;
  std::string file_;
  Findings* findings_;
  std::vector<WideRow> rows_;
  std::vector<HomeRow> links_;
};

}  // namespace

const KindInfo* kind_of_sheet(const Catalogue& catalogue, const Sheet& sheet) {
  if (sheet.rows.size() < 2) return nullptr;
  const KindInfo* kind = nullptr;
  for (const Cell& cell : sheet.rows[1])
    if (!cell.text.empty() && kind == nullptr && (kind = kind_of_path(catalogue, text::trim(cell.text))) == nullptr) return nullptr;
  return kind;
}

Book read_wide_sheets(const Catalogue& catalogue, const Workbook& sheets, const std::string& file, Findings& findings) {
  WideReader reader(catalogue, file, findings);
  for (const KindInfo* kind : catalogue.kinds())
    for (const Sheet& sheet : sheets)
      if (kind_of_sheet(catalogue, sheet) == kind) reader.read(sheet);
  for (const Sheet& sheet : sheets)
    if (kind_of_sheet(catalogue, sheet) == nullptr) reader.read(sheet);
  return reader.build();
}

}  // namespace guanxi::io::detail
