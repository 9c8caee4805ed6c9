#pragma once
/// @file
/// A report as a value: sections and blocks without any format. Texts are plain UTF-8; renderers escape them.

#include <guanxi/core/label.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace guanxi::report {

/// What a colour says; it never stands alone, the text says the same.
enum class Tone { plain, accent, good, fair, poor, muted };

/// How a run of text is set.
enum class Style { plain, strong, small, badge };

/// A piece of a line.
struct Run {
  std::string text{};         ///< UTF-8, not escaped
  Style style{};              ///< how it is set
  Tone tone{};                ///< what its colour says
  std::string link{};         ///< where it leads: `#anchor` of the document, or nothing
  bool operator==(const Run&) const = default;
};

/// A line of text, broken where the page ends.
using Line = std::vector<Run>;

/// Text as it stands.
[[nodiscard]] inline Run plain(std::string text, Tone tone = Tone::plain) { return {std::move(text), Style::plain, tone, {}}; }
/// Emphasised text.
[[nodiscard]] inline Run strong(std::string text, Tone tone = Tone::plain) { return {std::move(text), Style::strong, tone, {}}; }
/// Text of less weight.
[[nodiscard]] inline Run small(std::string text, Tone tone = Tone::muted) { return {std::move(text), Style::small, tone, {}}; }
/// A word in a frame.
[[nodiscard]] inline Run badge(std::string text, Tone tone = Tone::plain) { return {std::move(text), Style::badge, tone, {}}; }
/// A link to another place of the document.
[[nodiscard]] inline Run link(std::string text, std::string anchor) { return {std::move(text), Style::plain, Tone::plain, std::move(anchor)}; }

/// A paragraph.
struct Paragraph {
  Line line{};   ///< its text
  Tone tone{};   ///< other than plain: set apart as a notice
  bool operator==(const Paragraph&) const = default;
};

/// One entry of a list.
struct Item {
  Line line{};               ///< what it says
  std::vector<Line> notes{};  ///< lines of less weight below it
  Tone tone{};               ///< colour of its mark
  bool operator==(const Item&) const = default;
};

/// A list.
struct List {
  std::vector<Item> items{};  ///< in this order
  bool numbered{};            ///< marks are numbers from 1
  bool operator==(const List&) const = default;
};

/// Where the text of a column stands.
enum class Align { left, right, center };

/// A column of a table.
struct Column {
  std::string title{};   ///< its header
  Align align{};         ///< where its text stands
  bool operator==(const Column&) const = default;
};

/// A cell of a table.
struct Cell {
  Line line{};                     ///< what it says
  std::vector<Line> notes{};       ///< lines of less weight below it
  std::optional<double> share{};   ///< in [0, 1]: shown as a small bar
  std::optional<double> order{};   ///< number to sort by, where the text does not sort as it should
  bool operator==(const Cell&) const = default;
};

/// Which helps a table offers on a screen that can run scripts.
enum class TableUse { plain, ranked };

/// A table; on narrow pages each row becomes a card.
struct Table {
  std::vector<Column> columns{};         ///< left to right
  std::vector<std::vector<Cell>> rows{};  ///< each with a cell a column
  TableUse use{};                        ///< `ranked`: may be sorted and filtered by the reader
  bool operator==(const Table&) const = default;
};

/// A label with its value.
struct Fact {
  std::string label{};        ///< what it is
  Line value{};               ///< what it says
  std::vector<Line> notes{};  ///< where it comes from, how old it is
  bool operator==(const Fact&) const = default;
};

/// Labels with values, side by side where there is room.
struct Facts {
  std::vector<Fact> facts{};  ///< in this order
  bool operator==(const Facts&) const = default;
};

/// A figure that shall be seen first.
struct Tile {
  std::string label{};        ///< what it is
  Line value{};               ///< the figure, set large
  std::vector<Line> notes{};  ///< what stands behind it
  Tone tone{};                ///< how good it is
  bool operator==(const Tile&) const = default;
};

/// Figures in a row.
struct Tiles {
  std::vector<Tile> tiles{};  ///< in this order
  bool operator==(const Tiles&) const = default;
};

/// A stretch of a scale.
struct Bar {
  Line label{};               ///< what it measures
  std::string value{};        ///< the number as text
  double from = 0;            ///< start of the bar in [0, 1]
  double to = 0;              ///< end of the bar in [0, 1]
  bool open = false;          ///< an interval: drawn as a frame, not filled
  Tone tone{};                ///< its colour
  std::vector<Line> notes{};  ///< why it is so long
  bool operator==(const Bar&) const = default;
};

/// Bars on one scale.
struct Bars {
  std::vector<Bar> bars{};           ///< top to bottom
  std::vector<std::string> ticks{};  ///< texts of evenly spaced marks from 0 to 1; may be empty
  bool operator==(const Bars&) const = default;
};

struct Block;

// Lists of a type that is not complete yet have no braces: clang would need its destructor here.

/// A picture, and the same in words.
struct Figure {
  std::string title{};              ///< what it shows, in a few words
  std::string wide{};               ///< SVG for wide pages, from `draw`: the one text that is written as it stands
  std::string narrow{};             ///< SVG for narrow pages; empty if the wide one serves both
  std::vector<Block> in_words;      ///< what formats without pictures show instead
  bool operator==(const Figure&) const = default;
};

/// Blocks side by side where there is room, one below the other otherwise.
struct Columns {
  std::vector<std::vector<Block>> columns;  ///< left to right
  bool operator==(const Columns&) const = default;
};

/// Anything that stands in a section.
struct Block {
  std::variant<Paragraph, List, Table, Facts, Tiles, Bars, Figure, Columns> content{};  ///< the block
  bool operator==(const Block&) const = default;
};

/// How a section is set.
enum class Frame {
  open,    ///< a heading and what follows
  card,    ///< set apart from its surroundings
  half,    ///< a card that shares its row where there is room
  folded,  ///< opened on request where the format can do that
  page     ///< begins a page in print
};

/// A heading with what belongs to it.
struct Section {
  std::string anchor{};             ///< unique in its document; empty if nothing leads here
  std::string title{};              ///< heading
  Line aside{};                     ///< badges and links beside the heading
  Frame frame{};                    ///< how it is set
  std::vector<Block> blocks{};      ///< what it says
  std::vector<Section> sections{};  ///< its parts
  bool operator==(const Section&) const = default;
};

/// The same report elsewhere, such as in the other language.
struct Alternate {
  std::string label{};  ///< what people read
  std::string href{};   ///< relative path or http(s) address; anything else is left out
  bool operator==(const Alternate&) const = default;
};

/// A report.
struct Document {
  Language language{};              ///< of its texts
  std::string title{};              ///< heading of the whole
  Line subtitle{};                  ///< below it
  Line badges{};                    ///< below that
  std::vector<Block> blocks{};      ///< what comes first
  std::vector<Section> sections{};  ///< its parts
  std::vector<Line> footer{};       ///< what it was made from, by what and as of when
  std::vector<Alternate> alternates{};  ///< other forms of it
  bool operator==(const Document&) const = default;
};

}  // namespace guanxi::report
