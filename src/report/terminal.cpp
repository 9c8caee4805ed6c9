#include <guanxi/core/text.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "escape.hpp"
#include "metrics.hpp"
#include "renderers.hpp"

namespace guanxi::report::detail {

namespace {

constexpr std::size_t bar_columns = 24;
constexpr std::size_t least_column = 9;  // of a table, with the gap

std::string repeated(std::string_view sign, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += sign;
  return text;
}

std::string padded(std::string text, std::size_t columns, Align align = Align::left) {
  const std::size_t width = text::display_width(text);
  if (width >= columns) return text;
  const std::size_t left = align == Align::right ? columns - width : align == Align::center ? (columns - width) / 2 : 0;
  return std::string(left, ' ') + text + std::string(columns - width - left, ' ');
}

std::string line_text(const Line& line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool badge = line[i].style == Style::badge;
    if (i > 0 && badge && line[i - 1].style == Style::badge) text += ' ';
    text += badge ? "[" + line[i].text + "]" : line[i].text;
  }
  return clean(text);
}

/// Lines no wider than some columns; line feeds in the text stay.
std::vector<std::string> folded(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const auto part = wrap_columns(text.substr(at, end - at), columns);
    lines.insert(lines.end(), part.begin(), part.end());
    at = end + 1;
  }
  return lines;
}

/// Columns that fit on a line: the widest give way first.
std::vector<std::size_t> fit(std::vector<std::size_t> widths, std::size_t columns) {
  const std::size_t gaps = 2 * (widths.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > columns) --*std::ranges::max_element(widths);
  return widths;
}

class TerminalWriter {
 public:
  TerminalWriter(const Document& document, std::size_t columns) : document_(document), columns_(columns) {}

  std::string write() {
    put(repeated("═", columns_));
    wrapped(clean_line(document_.title), 0);
    if (!document_.subtitle.empty()) wrapped(line_text(document_.subtitle), 0);
    if (!document_.badges.empty()) wrapped(line_text(document_.badges), 0);
    put(repeated("═", columns_));
    blocks(document_.blocks);
    for (const Section& one : document_.sections) section(one, 1);
    put(repeated("─", columns_));
    for (const Line& one : document_.footer) wrapped(line_text(one), 0);
    return std::move(out_);
  }

 private:
  void put(std::string_view line) {
    out_ += line;
    while (out_.ends_with(' ')) out_.pop_back();
    out_ += '\n';
  }

  void gap() {
    if (!out_.ends_with("\n\n")) out_ += '\n';
  }

  /// A text under an indent, its first line after a mark of that width.
  void wrapped(std::string_view text, std::size_t indent, std::string mark = {}) {
    for (const std::string& one : folded(text, columns_ - indent)) {
      put(padded(std::exchange(mark, {}), indent) + one);
    }
  }

  void notes(const std::vector<Line>& notes, std::size_t indent) {
    for (const Line& note : notes) wrapped(line_text(note), indent);
  }

  void blocks(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      gap();
      std::visit([this](const auto& content) { write(content); }, block.content);
    }
  }

  void write(const Paragraph& one) { wrapped(line_text(one.line), 0); }

  void write(const List& list) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Item& item = list.items[i];
      const std::size_t indent = list.numbered ? 4 : 2;
      wrapped(line_text(item.line), indent, list.numbered ? std::to_string(i + 1) + "." : item.tone == Tone::poor ? "!" : "•");
      notes(item.notes, indent);
    }
  }

  /// The lines of a cell.
  static std::vector<std::string> cell_lines(const Cell& cell, std::size_t columns) {
    std::vector<std::string> lines = folded(line_text(cell.line), columns);
    for (const Line& note : cell.notes) {
      const auto more = folded(line_text(note), columns);
      lines.insert(lines.end(), more.begin(), more.end());
    }
    return lines;
  }

  static std::vector<std::size_t> natural_widths(const Table& table) {
    std::vector<std::size_t> widths;
    for (const Column& column : table.columns) widths.push_back(std::max<std::size_t>(text::display_width(clean_line(column.title)), 1));
    for (const auto& row : table.rows)
      for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i)
        for (const std::string& line : cell_lines(row[i], static_cast<std::size_t>(-1) / 2)) widths[i] = std::max(widths[i], text::display_width(line));
    return widths;
  }

  void table_row(const std::vector<std::vector<std::string>>& cells, const std::vector<std::size_t>& widths, const std::vector<Column>& columns) {
    std::size_t height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    for (std::size_t y = 0; y < height; ++y) {
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i > 0 ? "  " : "") + padded(y < cells[i].size() ? cells[i][y] : "", widths[i], columns[i].align);
      put(line);
    }
  }

  /// A table too broad for the terminal: each row as labels and values.
  void write_rows(const Table& table) {
    for (const auto& row : table.rows) {
      Facts facts;
      for (std::size_t i = 0; i < std::min(row.size(), table.columns.size()); ++i) facts.facts.push_back({table.columns[i].title, row[i].line, row[i].notes});
      labelled(facts.facts);
      put("");
    }
  }

  void write(const Table& table) {
    if (table.columns.size() * least_column > columns_) return write_rows(table);
    if (table.columns.empty()) return;
    const std::vector<std::size_t> widths = fit(natural_widths(table), columns_);
    std::vector<std::vector<std::string>> head;
    for (std::size_t i = 0; i < table.columns.size(); ++i) head.push_back(folded(clean_line(table.columns[i].title), widths[i]));
    table_row(head, widths, table.columns);
    std::string rule;
    for (std::size_t i = 0; i < widths.size(); ++i) rule += (i > 0 ? "  " : "") + repeated("─", widths[i]);
    put(rule);
    for (const auto& row : table.rows) {
      std::vector<std::vector<std::string>> cells;
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        cells.push_back(i < row.size() ? cell_lines(row[i], widths[i]) : std::vector<std::string>{});
      table_row(cells, widths, table.columns);
    }
  }

  /// Labels left, values right of them.
  template <class Entries>
  void labelled(const Entries& entries) {
    std::size_t width = 0;
    for (const auto& entry : entries) width = std::max(width, text::display_width(clean_line(entry.label)));
    width = std::min(width, columns_ / 3) + 2;
    for (const auto& entry : entries) {
      const std::vector<std::string> label = folded(clean_line(entry.label), width - 2);
      for (std::size_t i = 0; i + 1 < label.size(); ++i) put(label[i]);
      const std::string value = line_text(entry.value);
      wrapped(value.empty() ? " " : value, width, label.empty() ? "" : label.back());
      notes(entry.notes, width);
    }
  }

  void write(const Facts& facts) { labelled(facts.facts); }
  void write(const Tiles& tiles) { labelled(tiles.tiles); }

  static std::string drawn(const Bar& bar) {
    const auto column = [](double share) { return static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * bar_columns)); };
    const std::size_t from = std::min(column(bar.from), bar_columns - 1);
    const std::size_t to = std::max(column(bar.to), from + 1);
    return repeated("·", from) + repeated(bar.open ? "░" : "█", to - from) + repeated("·", bar_columns - to);
  }

  void write(const Bars& bars) {
    std::size_t label = 0, value = 0;
    for (const Bar& bar : bars.bars) {
      label = std::max(label, text::display_width(line_text(bar.label)));
      value = std::max(value, text::display_width(bar.value));
    }
    label = std::min(label, columns_ > bar_columns + value + 12 ? columns_ - bar_columns - value - 4 : 8);
    for (const Bar& bar : bars.bars) {
      const std::vector<std::string> lines = folded(line_text(bar.label), label);
      for (std::size_t i = 0; i + 1 < lines.size(); ++i) put(lines[i]);
      put(padded(lines.empty() ? "" : lines.back(), label) + "  " + drawn(bar) + "  " + padded(bar.value, value, Align::right));
      notes(bar.notes, 4);
    }
  }

  void write(const Figure& figure) { blocks(figure.in_words); }

  void write(const Columns& columns) {
    for (const auto& column : columns.columns) blocks(column);
  }

  void heading(const std::string& title, int level) {
    if (level > 2) {
      wrapped(title, 2, level == 3 ? "■" : "·");
      return;
    }
    const std::string_view sign = level == 1 ? "═" : "─";
    std::vector<std::string> lines = folded(title, columns_ - 4);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string start = repeated(i == 0 ? sign : " ", 2) + " " + lines[i];
      const std::size_t used = text::display_width(start) + 1;
      put(i + 1 < lines.size() || used >= columns_ ? start : start + " " + repeated(sign, columns_ - used));
    }
  }

  void section(const Section& section, int level) {
    gap();
    if (section.frame == Frame::page) out_ += '\n';
    heading(clean_line(section.title), level);
    if (!section.aside.empty()) wrapped(line_text(section.aside), 0);
    blocks(section.blocks);
    for (const Section& one : section.sections) this->section(one, level + 1);
    if (level == 1) gap();
  }

  const Document& document_;
  std::size_t columns_;
  std::string out_;
};

}  // namespace

std::string write_terminal(const Document& document, std::size_t columns) { return TerminalWriter(document, columns).write(); }

}  // namespace guanxi::report::detail
