#include <algorithm>
#include <cmath>

#include <guanxi/core/version.hpp>

#include "escape.hpp"
#include "metrics.hpp"
#include "renderers.hpp"
#include "svg.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

/// Values longer than this many Latin letters get a row of their own.
constexpr double long_value = 34;

std::string percent(double share) { return number(std::clamp(share, 0.0, 1.0) * 100) + "%"; }

/// Relative paths and web addresses only: no script, no data.
bool is_safe_link(std::string_view href) {
  if (href.starts_with("https://") || href.starts_with("http://")) return true;
  const std::size_t colon = href.find(':'), slash = href.find_first_of("/?#");
  return !href.empty() && (colon == std::string_view::npos || slash < colon) && !href.starts_with("//");
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {}

  std::string write() {
    head();
    out_ += "<body>\n<header class=\"top\"><div class=\"in\">";
    alternates();
    out_ += "<h1>" + escape_html(document_.title) + "</h1>";
    if (!document_.subtitle.empty()) element("p", "sub", document_.subtitle);
    if (!document_.badges.empty()) element("p", "badges", document_.badges);
    out_ += "</div></header>\n<main class=\"in\">\n";
    blocks(document_.blocks);
    parts(document_.sections, 2);
    out_ += "</main>\n<footer class=\"in\">";
    for (const Line& one : document_.footer) element("p", "", one);
    out_ += "</footer>\n";
    if (ranked_) out_ += "<script>" + std::string(script()) + "</script>\n";
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const bool zh = document_.language == Language::zh;
    out_ += "<!DOCTYPE html>\n<html lang=\"" + std::string(zh ? "zh-CN" : "en") + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";
    out_ += "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"guanxi " GUANXI_VERSION "\">\n<link rel=\"icon\" href=\"data:,\">\n";
    out_ += "<title>" + escape_html(clean_line(document_.title)) + "</title>\n<style>" + style_sheet() + "</style>\n</head>\n";
  }

  void alternates() {
    for (const Alternate& one : document_.alternates)
      if (is_safe_link(one.href)) out_ += "<a class=\"alt\" href=\"" + escape_html(one.href) + "\">" + escape_html(one.label) + "</a>";
  }

  // lines
  void run(const Run& run) {
    std::string style(tone_word(run.tone));
    if (run.style == Style::badge) style = "badge " + style;
    if (!run.link.empty()) out_ += "<a href=\"" + escape_html(run.link) + "\">";
    const std::string_view tag = run.style == Style::strong ? "strong" : run.style == Style::small ? "small" : "span";
    const bool bare = tag == "span" && style.empty();
    if (!bare) out_ += "<" + std::string(tag) + (style.empty() ? "" : " class=\"" + style + "\"") + ">";
    text(run.text);
    if (!bare) out_ += "</" + std::string(tag) + ">";
    if (!run.link.empty()) out_ += "</a>";
  }

  void text(std::string_view text) {
    std::string escaped = escape_html(text);
    for (std::size_t at = 0; (at = escaped.find('\n', at)) != std::string::npos; at += 4) escaped.replace(at, 1, "<br>");
    out_ += escaped;
  }

  void line(const Line& line) {
    for (const Run& one : line) run(one);
  }

  void element(std::string_view tag, std::string_view style, const Line& content) {
    out_ += "<" + std::string(tag) + (style.empty() ? "" : " class=\"" + std::string(style) + "\"") + ">";
    line(content);
    out_ += "</" + std::string(tag) + ">";
  }

  void notes(const std::vector<Line>& notes) {
    for (const Line& note : notes) element("div", "note", note);
  }

  // blocks
  void blocks(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      std::visit([this](const auto& content) { write(content); }, block.content);
      out_ += "\n";
    }
  }

  void write(const Paragraph& paragraph) {
    element("p", paragraph.tone == Tone::plain ? "" : "notice " + std::string(tone_word(paragraph.tone)), paragraph.line);
  }

  void write(const List& list) {
    const std::string tag = list.numbered ? "ol" : "ul";
    out_ += "<" + tag + " class=\"items\">";
    for (const Item& item : list.items) {
      out_ += "<li class=\"" + std::string(tone_word(item.tone)) + "\"><div>";
      line(item.line);
      notes(item.notes);
      out_ += "</div></li>";
    }
    out_ += "</" + tag + ">";
  }

  static std::string_view align_class(Align align) { return align == Align::right ? "r" : align == Align::center ? "c" : ""; }

  void write(const Table& table) {
    const bool ranked = table.use == TableUse::ranked;
    ranked_ = ranked_ || ranked;
    out_ += "<table" + std::string(ranked ? " class=\"ranked\" data-find=\"" + escape_html(say(words::find, document_.language)) + "\"" : "") + "><thead><tr>";
    for (const Column& column : table.columns)
      out_ += "<th scope=\"col\" class=\"" + std::string(align_class(column.align)) + "\">" + escape_html(column.title) + "</th>";
    out_ += "</tr></thead><tbody>\n";
    for (const auto& row : table.rows) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) cell(row[i], i < table.columns.size() ? table.columns[i] : Column{});
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table>";
  }

  void cell(const Cell& cell, const Column& column) {
    out_ += "<td class=\"" + std::string(align_class(column.align)) + "\" data-l=\"" + escape_html(column.title) + "\"";
    if (cell.order) out_ += " data-o=\"" + number(*cell.order) + "\"";
    out_ += "><div>";
    line(cell.line);
    if (cell.share) out_ += "<span class=\"meter\"><i style=\"width:" + percent(*cell.share) + "\"></i></span>";
    notes(cell.notes);
    out_ += "</div></td>";
  }

  void write(const Facts& facts) {
    out_ += "<dl class=\"facts\">";
    for (const Fact& fact : facts.facts) {
      const bool wide = text_width(plain_text(fact.value), {1, false}) > long_value;
      out_ += "<div" + std::string(wide ? " class=\"wide\"" : "") + "><dt>" + escape_html(fact.label) + "</dt><dd>";
      line(fact.value);
      notes(fact.notes);
      out_ += "</dd></div>";
    }
    out_ += "</dl>";
  }

  void write(const Tiles& tiles) {
    out_ += "<dl class=\"tiles\">";
    for (const Tile& tile : tiles.tiles) {
      out_ += "<div class=\"" + std::string(tone_word(tile.tone)) + "\"><dt>" + escape_html(tile.label) + "</dt><dd><div class=\"big\">";
      line(tile.value);
      out_ += "</div>";
      notes(tile.notes);
      out_ += "</dd></div>";
    }
    out_ += "</dl>";
  }

  void write(const Bars& bars) {
    out_ += "<ul class=\"bars\">";
    for (const Bar& bar : bars.bars) {
      out_ += "<li><div class=\"bl\">";
      line(bar.label);
      out_ += "</div><div class=\"bt\"><i class=\"" + std::string(tone_word(bar.tone)) + (bar.open ? " open" : "") + "\" style=\"left:" + percent(bar.from) +
              ";width:" + percent(bar.to - bar.from) + "\"></i></div><div class=\"bv\">" + escape_html(bar.value) + "</div>";
      if (!bar.notes.empty()) {
        out_ += "<div class=\"bn\">";
        notes(bar.notes);
        out_ += "</div>";
      }
      out_ += "</li>";
    }
    if (!bars.ticks.empty()) {
      out_ += "<li class=\"ticks\" aria-hidden=\"true\"><div class=\"bt\">";
      for (const std::string& tick : bars.ticks) out_ += "<span>" + escape_html(tick) + "</span>";
      out_ += "</div></li>";
    }
    out_ += "</ul>";
  }

  void write(const Figure& figure) {
    out_ += "<figure>";
    if (figure.narrow.empty()) {
      out_ += figure.wide;
    } else {
      out_ += "<div class=\"wide-only\">" + figure.wide + "</div><div class=\"narrow-only\">" + figure.narrow + "</div>";
    }
    out_ += "</figure>";
  }

  void write(const Columns& columns) {
    out_ += "<div class=\"columns\">";
    for (const auto& column : columns.columns) {
      out_ += "<div>";
      blocks(column);
      out_ += "</div>";
    }
    out_ += "</div>";
  }

  // sections
  void parts(const std::vector<Section>& sections, int level) {
    if (sections.empty()) return;
    const bool grid = std::ranges::any_of(sections, [](const Section& one) { return one.frame == Frame::half; });
    if (grid) out_ += "<div class=\"grid\">\n";
    for (const Section& one : sections) section(one, level);
    if (grid) out_ += "</div>\n";
  }

  static std::string_view frame_class(Frame frame) {
    constexpr std::string_view classes[] = {"open", "card", "card half", "card folded", "page"};
    return classes[static_cast<int>(frame)];
  }

  void section(const Section& section, int level) {
    const std::string heading = "h" + std::to_string(std::min(level, 6));
    const bool folded = section.frame == Frame::folded;
    out_ += folded ? "<details" : "<section";
    out_ += " class=\"" + std::string(frame_class(section.frame)) + "\"" + (section.anchor.empty() ? "" : " id=\"" + escape_html(section.anchor) + "\"") + ">";
    out_ += folded ? "<summary>" : section.aside.empty() ? "" : "<div class=\"head\">";
    out_ += "<" + heading + ">" + escape_html(section.title) + "</" + heading + ">";
    if (!section.aside.empty()) element("p", "aside", section.aside);
    out_ += folded ? "</summary>" : section.aside.empty() ? "" : "</div>";
    out_ += "\n";
    blocks(section.blocks);
    parts(section.sections, level + 1);
    out_ += folded ? "</details>\n" : "</section>\n";
  }

  const Document& document_;
  std::string out_;
  bool ranked_ = false;
};

}  // namespace

std::string write_html(const Document& document) { return HtmlWriter(document).write(); }

}  // namespace guanxi::report::detail
