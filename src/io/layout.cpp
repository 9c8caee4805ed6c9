#include "layout.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <map>

namespace guanxi::io::detail {

namespace {

constexpr std::size_t rows_searched = 10;
constexpr std::string_view category_headers = "信息类别|类别|分类|栏目|模块|category|section|group";
constexpr std::string_view field_headers = "采集字段|字段|字段名|字段名称|项目|采集项|采集项目|field|field name|item";
constexpr std::string_view value_headers = "填写内容|内容|填写|值|填写值|value|answer|content|entry";

const std::string& text_at(const Sheet& sheet, std::size_t row, std::size_t column) {
  static const std::string none;
  return column < sheet.rows[row].size() ? sheet.rows[row][column].text : none;
}

std::string without_digits(std::string folded) {
  std::erase_if(folded, [](char c) { return c >= '0' && c <= '9'; });
  return folded;
}

Place place_of(const Sheet& sheet, std::size_t row, std::size_t column, const std::string& file, const std::string& header) {
  return {file, sheet.name, sheet.row_number(row), static_cast<int>(column) + 1, header};
}

/// The label most like a header among those of a kind.
Message likely_header(const Catalogue& catalogue, const KindInfo& kind, std::string_view header) {
  std::vector<std::string_view> labels;
  for (const Field& field : catalogue.fields(kind)) {
    labels.push_back(field.label.zh);
    labels.push_back(field.label.en);
    for (const std::string_view alias : text::split(field.notes.aliases, {"|"})) labels.push_back(alias);
  }
  const std::string_view near = nearest_word(header, labels);
  if (near.empty()) return {};
  return {"（是否“" + std::string(near) + "”？）", " (did you mean “" + std::string(near) + "”?)"};
}

void report_header(const Catalogue& catalogue, const KindInfo& kind, const Place& place, std::string_view value, Findings& findings) {
  findings.push_back(make_finding(finding_code("io.unknown_column"), {.kind = kind.name, .value = value, .label = {place.header, place.header},
                                  .fix = likely_header(catalogue, kind, place.header), .place = place}));
}

std::size_t known_cells(const HeaderIndex& index, const Row& row) {
  return static_cast<std::size_t>(std::ranges::count_if(row, [&](const Cell& cell) { return !cell.text.empty() && index.find({}, cell.text).has_value(); }));
}

/// The kind whose fields fill most columns, the earlier in the catalogue among equals.
const KindInfo* majority(const std::vector<std::optional<Feed>>& columns) {
  std::map<const KindInfo*, int> votes;
  const KindInfo* best = nullptr;
  for (const auto& feed : columns)
    if (feed && (++votes[feed->kind] > votes[best] || best == nullptr)) best = feed->kind;
  return best;
}

std::vector<std::optional<Feed>> feeds_of(const HeaderIndex& index, const Row& headers, const KindInfo* kind) {
  std::vector<std::optional<Feed>> columns;
  for (const Cell& cell : headers) columns.push_back(cell.text.empty() ? std::nullopt : index.find({}, cell.text, kind));
  return columns;
}

bool has_customer_title(const std::vector<std::optional<Feed>>& columns) {
  return std::ranges::any_of(columns, [](const auto& feed) { return feed && feed->kind->scope == Scope::own && has(feed->fields.front()->notes.part, Part::title); });
}

}  // namespace

std::string half_width(std::string_view text) {
  std::u32string signs = text::to_code_points(text);
  for (char32_t& sign : signs) {
    constexpr char32_t offset = 0xFF10 - U'0';
    const char32_t half = sign - offset;
    if (sign >= offset && ((half >= U'0' && half <= U'9') || (half >= U'A' && half <= U'Z') || (half >= U'a' && half <= U'z'))) sign = half;
  }
  return text::to_utf8(signs);
}

std::optional<LongLayout> find_long(const Sheet& sheet) {
  for (std::size_t row = 0; row < std::min(sheet.rows.size(), rows_searched); ++row) {
    LongLayout layout{.header_row = row, .category = {}, .field = {}, .values = {}};
    bool field = false;
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
      const std::string folded = text::fold(text_at(sheet, row, column));
      if (!field && is_variant(field_headers, folded)) {
        layout.field = column;
        field = true;
      } else if (!layout.category && is_variant(category_headers, folded)) {
        layout.category = column;
      } else if (is_variant(value_headers, without_digits(folded))) {
        layout.values.push_back(column);
      }
    }
    if (field && !layout.values.empty()) return layout;
  }
  return std::nullopt;
}

std::optional<WideLayout> find_wide(const HeaderIndex& index, const Sheet& sheet, std::string_view name) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t row = 0; row < std::min(sheet.rows.size(), rows_searched); ++row)
    if (const std::size_t known = known_cells(index, sheet.rows[row]); known > most) {
      most = known;
      best = row;
    }
  if (most < 2) return std::nullopt;
  WideLayout layout{.header_row = best, .kind = index.kind_named(name), .columns = {}};
  layout.columns = feeds_of(index, sheet.rows[best], layout.kind);
  if (layout.kind == nullptr) {
    const auto anybody = feeds_of(index, sheet.rows[best], nullptr);
    const KindInfo* kind = majority(anybody);
    layout.columns = feeds_of(index, sheet.rows[best], kind);
    const auto customer = std::ranges::find_if(anybody, [](const auto& feed) { return feed && feed->kind->scope == Scope::own; });
    layout.kind = has_customer_title(anybody) || kind == nullptr ? (*customer)->kind : kind;
    if (layout.kind != kind) layout.columns = feeds_of(index, sheet.rows[best], layout.kind);
  }
  return layout;
}

std::vector<Entry> read_long(const HeaderIndex& index, const Catalogue& catalogue, const Sheet& sheet, const LongLayout& layout, const std::string& file, Findings& findings) {
  std::vector<Entry> entries;
  std::string category = sheet.name;
  for (std::size_t row = layout.header_row + 1; row < sheet.rows.size(); ++row) {
    if (layout.category && !text::trim(text_at(sheet, row, *layout.category)).empty()) category = text_at(sheet, row, *layout.category);
    const std::string& header = text_at(sheet, row, layout.field);
    if (text::trim(header).empty()) continue;
    std::optional<Feed> feed = index.find(category, header);
    const bool known = feed.has_value();
    if (!known) {
      const KindInfo* kind = index.kind_named(category);
      feed = Feed{.kind = kind ? kind : catalogue.kinds().front()};
    }
    for (std::size_t i = 0; i < layout.values.size(); ++i) {
      const std::string& text = text_at(sheet, row, layout.values[i]);
      if (text::trim(text).empty()) continue;
      const Place place = place_of(sheet, row, layout.values[i], file, header);
      if (!known) report_header(catalogue, *feed->kind, place, text, findings);
      entries.push_back({*feed, half_width(text), sheet.rows[row][layout.values[i]].hint, place, static_cast<int>(i)});
    }
  }
  return entries;
}

std::vector<Entry> read_row(const Sheet& sheet, const WideLayout& layout, std::size_t row, const std::string& file) {
  std::vector<Entry> entries;
  for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
    const Cell& cell = sheet.rows[row][column];
    if (text::trim(cell.text).empty()) continue;
    const std::string& header = text_at(sheet, layout.header_row, column);
    const bool known = column < layout.columns.size() && layout.columns[column].has_value();
    Feed feed = known ? *layout.columns[column] : Feed{.kind = layout.kind};
    entries.push_back({feed, half_width(cell.text), cell.hint, place_of(sheet, row, column, file, header.empty() ? "#" + std::to_string(column + 1) : header), 0});
  }
  return entries;
}

void report_unknown(const Catalogue& catalogue, const Sheet& sheet, const WideLayout& layout, const std::string& file, Findings& findings) {
  for (std::size_t column = 0; column < layout.columns.size(); ++column) {
    const std::string& header = text_at(sheet, layout.header_row, column);
    if (!layout.columns[column] && !header.empty()) report_header(catalogue, *layout.kind, place_of(sheet, layout.header_row, column, file, header), {}, findings);
  }
}

}  // namespace guanxi::io::detail
