#include <algorithm>

#include "escape.hpp"
#include "renderers.hpp"

namespace guanxi::report::detail {

namespace {

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Document& document) : document_(document) {}

  std::string write() {
    out_ += "# " + heading_text(document_.title) + "\n\n";
    paragraph(document_.subtitle);
    paragraph(document_.badges);
    blocks(document_.blocks);
    for (const Section& one : document_.sections) section(one, 2);
    out_ += "---\n\n";
    for (const Line& one : document_.footer) paragraph(one);
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  static std::string heading_text(std::string_view text) { return escape_markdown(clean_line(text)); }

  static std::string run(const Run& run) {
    std::string text = escape_markdown(run.text);
    if (text.empty()) return {};
    if (!run.link.empty()) return "[" + text + "](" + run.link + ")";
    if (run.style == Style::strong) return "**" + text + "**";
    if (run.style == Style::badge) return "\\[" + text + "\\]";
    return text;
  }

  static std::string line(const Line& line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool badges = i > 0 && line[i].style == Style::badge && line[i - 1].style == Style::badge;
      text += (badges ? " " : "") + run(line[i]);
    }
    return text;
  }

  /// A line with what stands below it, as one cell of a table.
  static std::string cell(const Line& first, const std::vector<Line>& notes) {
    std::string text = line(first);
    for (const Line& note : notes) text += (text.empty() ? "" : "<br>") + line(note);
    return text;
  }

  void paragraph(const Line& content) {
    if (!content.empty()) out_ += line(content) + "\n\n";
  }

  void row(const std::vector<std::string>& cells) {
    out_ += "|";
    for (const std::string& cell : cells) out_ += " " + cell + " |";
    out_ += "\n";
  }

  void blocks(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) std::visit([this](const auto& content) { write(content); }, block.content);
  }

  void write(const Paragraph& one) { paragraph(one.line); }

  void write(const List& list) {
    for (std::size_t i = 0; i < list.items.size(); ++i)
      out_ += (list.numbered ? std::to_string(i + 1) + ". " : "- ") + cell(list.items[i].line, list.items[i].notes) + "\n";
    out_ += "\n";
  }

  void write(const Table& table) {
    std::vector<std::string> head, rule;
    for (const Column& column : table.columns) {
      head.push_back(heading_text(column.title));
      rule.emplace_back(column.align == Align::right ? "---:" : column.align == Align::center ? ":---:" : "---");
    }
    row(head);
    row(rule);
    for (const auto& cells : table.rows) {
      std::vector<std::string> texts;
      for (const Cell& one : cells) texts.push_back(cell(one.line, one.notes));
      row(texts);
    }
    out_ += "\n";
  }

  void write(const Facts& facts) {
    for (const Fact& fact : facts.facts) out_ += "- **" + heading_text(fact.label) + "**: " + cell(fact.value, fact.notes) + "\n";
    out_ += "\n";
  }

  void write(const Tiles& tiles) {
    for (const Tile& tile : tiles.tiles) out_ += "- **" + heading_text(tile.label) + "**: " + cell(tile.value, tile.notes) + "\n";
    out_ += "\n";
  }

  void write(const Bars& bars) {
    for (const Bar& bar : bars.bars) {
      out_ += "- " + line(bar.label) + ": **" + escape_markdown(bar.value) + "**";
      for (const Line& note : bar.notes) out_ += " — " + line(note);
      out_ += "\n";
    }
    out_ += "\n";
  }

  void write(const Figure& figure) { blocks(figure.in_words); }

  void write(const Columns& columns) {
    for (const auto& column : columns.columns) blocks(column);
  }

  void section(const Section& section, int level) {
    if (!section.anchor.empty()) out_ += "<a id=\"" + escape_html(section.anchor) + "\"></a>\n\n";
    out_ += std::string(static_cast<std::size_t>(std::min(level, 6)), '#') + " " + heading_text(section.title) + "\n\n";
    paragraph(section.aside);
    blocks(section.blocks);
    for (const Section& one : section.sections) this->section(one, level + 1);
  }

  const Document& document_;
  std::string out_;
};

}  // namespace

std::string write_markdown(const Document& document) { return MarkdownWriter(document).write(); }

}  // namespace guanxi::report::detail
