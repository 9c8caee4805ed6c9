#include <guanxi/report/render.hpp>

#include <gtest/gtest.h>
#include <guanxi/core/text.hpp>

#include <string>

#include "markup.hpp"

namespace guanxi::report {
namespace {

/// A document with every block; `text` stands wherever a text of unknown origin may stand.
Document everything(const std::string& text) {
  const Table table{.columns = {{text, {}}, {"n", Align::right}, {"c", Align::center}},
                    .rows = {{{.line = {plain(text)}, .notes = {{plain(text)}}}, {.line = {plain("12")}, .share = .5, .order = 12}, {.line = {badge(text, Tone::good)}}},
                             {{}, {}, {}}},
                    .use = TableUse::ranked};
  const Figure figure{.title = text, .wide = "<svg role=\"img\"></svg>", .narrow = "<svg></svg>", .in_words = {{Paragraph{{plain("figure in words")}, {}}}}};
  Document document{.language = Language::en, .title = text, .subtitle = {plain(text), small(text)}, .badges = {badge(text, Tone::accent), badge("two")}};
  document.blocks = {{Paragraph{{plain(text), strong(text, Tone::poor)}, Tone::fair}},
                     {List{{{.line = {plain(text)}, .notes = {{plain(text)}}, .tone = Tone::poor}, {.line = {plain("second")}}}, false}},
                     {List{{{.line = {plain("first")}}}, true}},
                     {Facts{{{text, {plain(text)}, {{plain(text)}}}}}},
                     {Tiles{{{text, {plain("42")}, {{plain(text)}}, Tone::good}}}},
                     {Bars{{{.label = {plain(text)}, .value = "+0.5", .from = .25, .to = .75, .tone = Tone::good, .notes = {{plain(text)}}}, {.label = {plain("open")}, .to = 1, .open = true}}, {"0", "1"}}},
                     {figure},
                     {Columns{{{{table}}, {{Paragraph{{link(text, "#a1")}, {}}}}}}}};
  Section inner{.title = text, .aside = {badge(text)}, .blocks = {{Paragraph{{plain("inner")}, {}}}}};
  for (const Frame frame : {Frame::open, Frame::card, Frame::half, Frame::folded, Frame::page})
    document.sections.push_back({.anchor = "a" + std::to_string(static_cast<int>(frame)), .title = text, .aside = {small(text)}, .frame = frame, .sections = {inner}});
  document.footer = {{plain(text)}};
  document.alternates = {{text, "other.html"}};
  return document;
}

constexpr Format formats[] = {Format::html, Format::md, Format::text};

TEST(Render, html_is_well_formed) {
  const std::string html = render(everything("客户 Customer"));
  EXPECT_EQ(markup::problem(html), "");
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_EQ(markup::count(html, "<h1>"), 1U);
  EXPECT_EQ(markup::count(html, "<h2>"), 5U);
  EXPECT_EQ(markup::count(html, "<h3>"), 5U);
  EXPECT_EQ(markup::count(html, "<svg"), 2U);
}

TEST(Render, chinese_pages_say_so) {
  Document document;
  EXPECT_NE(render(document).find("<html lang=\"zh-CN\">"), std::string::npos);
}

TEST(Render, html_needs_nothing_from_outside) {
  const std::string html = render(everything("x"));
  for (const char* part : {"http://", "https://", "@import", "url(", "src="}) EXPECT_EQ(markup::count(html, part), 0U) << part;
}

TEST(Render, script_comes_only_with_a_ranked_table) {
  Document document;
  EXPECT_EQ(markup::count(render(document), "<script"), 0U);
  EXPECT_EQ(markup::count(render(everything("x")), "<script"), 1U);
}

// A text that tries to leave its place in each format.
const std::string hostile = "<script>alert(1)</script>\"' onload=x --> ]]> </style> | `x` [a](javascript:b) \x1b[31m\x07 \xE2\x80\xAE";

TEST(Render, hostile_text_stays_text_in_html) {
  const std::string html = render(everything(hostile));
  EXPECT_EQ(markup::problem(html), "");
  EXPECT_EQ(markup::count(html, "<script"), 1U) << "the page's own";
  EXPECT_EQ(markup::count(html, "<script>alert"), 0U);
  EXPECT_GT(markup::count(html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x"), 10U);
  for (const std::string& href : markup::attributes(html, "href")) EXPECT_EQ(href.find("javascript"), std::string::npos) << href;
}

TEST(Render, hostile_text_stays_text_in_markdown) {
  const std::string md = render(everything(hostile), {.format = Format::md});
  EXPECT_EQ(markup::count(md, "<script"), 0U);
  EXPECT_EQ(markup::count(md, "](javascript:"), 0U);
  EXPECT_EQ(markup::count(md, " | `"), 0U);
  EXPECT_GT(markup::count(md, "\\| \\`x\\`"), 5U);
}

TEST(Render, no_format_lets_control_signs_through) {
  for (const Format format : formats)
    for (const char c : render(everything(hostile), {.format = format})) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  for (const Format format : formats) EXPECT_EQ(markup::count(render(everything(hostile), {.format = format}), "\xE2\x80\xAE"), 0U);
}

TEST(Render, every_format_tells_everything) {
  const Document document = everything("needle");
  for (const Format format : formats) {
    const std::string text = render(document, {.format = format});
    EXPECT_GE(markup::count(text, "needle"), 30U);
    for (const char* part : {"42", "+0.5", "second", "first", "inner", "12"}) EXPECT_GE(markup::count(text, part), 1U) << part;
  }
  EXPECT_EQ(markup::count(render(document), "figure in words"), 0U);
  EXPECT_EQ(markup::count(render(document, {.format = Format::md}), "figure in words"), 1U);
  EXPECT_EQ(markup::count(render(document, {.format = Format::text}), "figure in words"), 1U);
}

struct LinkCase {
  const char* name;
  const char* href;
  bool kept;
};

constexpr LinkCase links[] = {
    {"relative", "book.en.html", true},      {"folder", "../en/a.html?x=1:2", true}, {"anchor", "#a1", true},
    {"web", "https://example.com/a", true},  {"script", "javascript:alert(1)", false}, {"data", "data:text/html,x", false},
    {"empty", "", false},                    {"other_host", "//example.com", false},   {"upper_case", "JavaScript:x", false},
};

class Alternates : public testing::TestWithParam<LinkCase> {};

TEST_P(Alternates, only_harmless_links) {
  Document document;
  document.alternates = {{"other", GetParam().href}};
  EXPECT_EQ(markup::count(render(document), "class=\"alt\""), GetParam().kept ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(report, Alternates, testing::ValuesIn(links), [](const auto& tested) { return tested.param.name; });

TEST(Render, terminal_text_keeps_to_its_columns) {
  for (const std::size_t columns : {40U, 60U, 100U}) {
    const std::string text = render(everything("客户 with a name that is rather long，以及中文 " + std::string(60, 'x')), {.format = Format::text, .columns = columns});
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      EXPECT_LE(text::display_width(text.substr(at, end - at)), columns) << text.substr(at, end - at);
      at = end + 1;
    }
  }
}

TEST(Render, a_table_too_broad_for_the_terminal_becomes_labels_and_values) {
  Document document{.title = "t"};
  document.blocks = {{Table{.columns = {{"one", {}}, {"two", {}}, {"three", {}}, {"four", {}}, {"five", {}}}, .rows = {{{.line = {plain("a")}}, {.line = {plain("b")}}, {}, {}, {.line = {plain("e")}}}}}}};
  const std::string text = render(document, {.format = Format::text, .columns = 40});
  EXPECT_NE(text.find("one    a\ntwo    b\n"), std::string::npos) << text;
  EXPECT_NE(text.find("five   e\n"), std::string::npos) << text;
}

TEST(Render, terminal_table_stands_in_columns) {
  Document document{.title = "t"};
  document.blocks = {{Table{.columns = {{"客户", {}}, {"n", Align::right}}, .rows = {{{.line = {plain("甲")}}, {.line = {plain("5")}}}, {{.line = {plain("abcdef")}}, {.line = {plain("12")}}}}}}};
  EXPECT_NE(render(document, {.format = Format::text}).find("客户     n\n──────  ──\n甲       5\nabcdef  12\n"), std::string::npos);
}

TEST(Render, terminal_bars_are_as_long_as_they_say) {
  Document document{.title = "t"};
  document.blocks = {{Bars{{{.label = {plain("half")}, .value = "50%", .from = .25, .to = .75}}, {}}}};
  std::string bar;
  for (int i = 0; i < 24; ++i) bar += i < 6 || i >= 18 ? "·" : "█";
  EXPECT_NE(render(document, {.format = Format::text}).find("half  " + bar + "  50%\n"), std::string::npos);
}

TEST(Render, markdown_rows_have_a_cell_for_each_column) {
  const std::string md = render(everything("a|b\nc"), {.format = Format::md});
  std::size_t rows = 0;
  for (std::size_t at = 0; at < md.size();) {
    const std::size_t end = md.find('\n', at);
    const std::string line = md.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with("|")) continue;
    ++rows;
    EXPECT_EQ(markup::count(line, "|") - markup::count(line, "\\|"), 4U) << line;
  }
  EXPECT_EQ(rows, 4U);
}

TEST(Render, the_same_document_gives_the_same_bytes) {
  for (const Format format : formats) EXPECT_EQ(render(everything("客户"), {.format = format}), render(everything("客户"), {.format = format}));
}

}  // namespace
}  // namespace guanxi::report
