#include "table.hpp"

#include <guanxi/core/text.hpp>
#include <guanxi/io/csv.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace guanxi::cli {

namespace {

std::string header(const Column& column, Language language) { return std::string(column.label.in(language)); }

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = text::display_width(text);
  return text + std::string(used < width ? width - used : 0, ' ');
}

std::string as_text(const Table& table, Language language) {
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(text::display_width(header(column, language)));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], text::display_width(row[i]));
  std::string out;
  const auto line = [&](auto cell) {
    for (std::size_t i = 0; i < widths.size(); ++i) out += i + 1 == widths.size() ? cell(i) : padded(cell(i), widths[i]) + "  ";
    out += '\n';
  };
  line([&](std::size_t i) { return header(table.columns[i], language); });
  line([&](std::size_t i) { return std::string(widths[i], '-'); });
  for (const auto& row : table.rows) line([&](std::size_t i) { return row[i]; });
  return out;
}

std::string as_json(const Table& table) {
  boost::json::array rows;
  for (const auto& row : table.rows) {
    boost::json::object object;
    for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i].name] = row[i];
    rows.push_back(std::move(object));
  }
  return boost::json::serialize(rows) + "\n";
}

std::string as_csv(const Table& table) {
  io::Sheet sheet;
  io::Row names;
  for (const Column& column : table.columns) names.push_back({std::string(column.name)});
  sheet.rows.push_back(std::move(names));
  for (const auto& row : table.rows) sheet.rows.push_back(io::text_row(row));
  return io::write_csv(sheet, {.line_end = io::LineEnd::lf});
}

std::string place_text(const Place& place) {
  std::string text = place.file;
  if (!place.sheet.empty()) text += "[" + place.sheet + "]";
  if (place.row > 0) text += ":" + std::to_string(place.row);
  if (place.column > 0) text += ":" + std::to_string(place.column);
  return text;
}

constexpr Label severities[] = {{"提示", "note"}, {"注意", "warning"}, {"错误", "error"}};

std::array<std::size_t, 3> counts(const Findings& findings) {
  std::array<std::size_t, 3> count{};
  for (const Finding& finding : findings) ++count[static_cast<std::size_t>(finding.severity)];
  return count;
}

}  // namespace

std::string print(const Table& table, Output output, Language language) {
  switch (output) {
    case Output::json: return as_json(table);
    case Output::csv: return as_csv(table);
    case Output::text: break;
  }
  return as_text(table, language);
}

Table findings_table(const Findings& findings, Language language) {
  Table table{.columns = {{"severity", {"级别", "Level"}}, {"place", {"位置", "Place"}}, {"code", {"代码", "Code"}}, {"message", {"说明", "Message"}}, {"remedy", {"处理", "Remedy"}}}, .rows = {}};
  for (const Finding& finding : findings) {
    const std::string place = finding.place.file.empty() ? finding.kind + (finding.field.empty() ? "" : "." + finding.field) : place_text(finding.place);
    table.rows.push_back({std::string(severities[static_cast<std::size_t>(finding.severity)].in(language)), place, finding.code, finding.message.in(language), finding.remedy.in(language)});
  }
  return table;
}

std::string count_line(const Findings& findings, Language language) {
  const auto [notes, warnings, errors] = counts(findings);
  if (language == Language::zh) return "错误 " + std::to_string(errors) + "，注意 " + std::to_string(warnings) + "，提示 " + std::to_string(notes);
  return std::to_string(errors) + " errors, " + std::to_string(warnings) + " warnings, " + std::to_string(notes) + " notes";
}

bool has_error(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& finding) { return finding.severity == Severity::error; });
}

}  // namespace guanxi::cli
