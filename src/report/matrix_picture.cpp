#include <guanxi/report/matrix_picture.hpp>

#include <algorithm>
#include <array>

#include "metrics.hpp"
#include "svg.hpp"
#include "words.hpp"

namespace guanxi::report {

namespace {

using namespace detail;

constexpr double axis = 40, cell_width = 126, gap = 6, chip_pitch = 29, leading = 15;
constexpr std::size_t chips_in_a_row = 4;
constexpr Face label_face{12, true};

/// The grades of the axes: columns left to right are urgency from low to high, rows top to bottom importance from high to low.
constexpr Grade urgency_of(std::size_t column) { return static_cast<Grade>(2 - column); }
constexpr Grade importance_of(std::size_t row) { return static_cast<Grade>(row); }

need::Cell cell_at(std::size_t row, std::size_t column) {
  return static_cast<need::Cell>(3 * static_cast<int>(urgency_of(column)) + static_cast<int>(importance_of(row)));
}

need::Quadrant quadrant_at(std::size_t row, std::size_t column, double cut) {
  const bool urgent = need::level_of(urgency_of(column)) > cut, important = need::level_of(importance_of(row)) > cut;
  if (important) return urgent ? need::Quadrant::urgent_important : need::Quadrant::important;
  return urgent ? need::Quadrant::urgent : need::Quadrant::neither;
}

std::string quadrant_style(need::Quadrant quadrant) { return "q q-" + std::string(word_of(quadrant).word); }

struct CellText {
  std::vector<std::string> label{};
  std::vector<const MatrixChip*> chips{};
  [[nodiscard]] double height() const {
    const std::size_t rows = (chips.size() + chips_in_a_row - 1) / chips_in_a_row;
    return 14 + leading * static_cast<double>(label.size()) + chip_pitch * static_cast<double>(std::max<std::size_t>(rows, 1)) + 6;
  }
};

class Drawing {
 public:
  explicit Drawing(const MatrixPicture& picture) : picture_(picture) {
    double y = 0;
    for (std::size_t row = 0; row < 3; ++row) {
      for (std::size_t column = 0; column < 3; ++column) {
        CellText& text = cells_[row][column];
        text.label = wrap(label_of(cell_at(row, column)).in(picture.language), cell_width - 16, label_face, 4);
        for (const MatrixChip& chip : picture.chips)
          if (chip.cell == cell_at(row, column)) text.chips.push_back(&chip);
        heights_[row] = std::max(heights_[row], text.height());
      }
      tops_[row] = y;
      y += heights_[row] + gap;
    }
    bottom_ = y - gap;
  }

  std::string draw() {
    const double right = left(2) + cell_width;
    Flow measure{0, right, 0, bottom_ + 62, 20};
    for (const EnumWord& quadrant : Words<need::Quadrant>::table) measure.next(key_width(quadrant));
    Svg svg("matrix", {-2, -2, right + 4, measure.y + 12}, picture_.title, say(words::matrix_description, picture_.language));
    for (std::size_t row = 0; row < 3; ++row)
      for (std::size_t column = 0; column < 3; ++column) draw_cell(svg, row, column);
    draw_axes(svg);
    Flow keys{0, right, 0, bottom_ + 62, 20};
    for (const EnumWord& quadrant : Words<need::Quadrant>::table) {
      const Point at = keys.next(key_width(quadrant));
      svg.rect({at.x, at.y - 11, 18, 13}, 3, quadrant_style(static_cast<need::Quadrant>(quadrant.value)));
      svg.text({at.x + 24, at.y}, "key", quadrant.label.in(picture_.language));
    }
    return std::move(svg).finish();
  }

 private:
  [[nodiscard]] static double left(std::size_t column) { return axis + (cell_width + gap) * static_cast<double>(column); }
  [[nodiscard]] double key_width(const EnumWord& quadrant) const { return 24 + text_width(quadrant.label.in(picture_.language), {12, false}) + 14; }

  void draw_cell(Svg& svg, std::size_t row, std::size_t column) const {
    const CellText& text = cells_[row][column];
    const Box box{left(column), tops_[row], cell_width, heights_[row]};
    svg.rect(box, 8, quadrant_style(quadrant_at(row, column, picture_.cut)));
    svg.lines({box.x + 8, box.y + 19}, leading, "label", text.label);
    const double first = box.y + 14 + leading * static_cast<double>(text.label.size()) + chip_pitch / 2;
    for (std::size_t i = 0; i < text.chips.size(); ++i) {
      const std::size_t line = i / chips_in_a_row, place = i % chips_in_a_row;
      draw_chip(svg, *text.chips[i], {box.x + 8 + 12 + chip_pitch * static_cast<double>(place), first + chip_pitch * static_cast<double>(line)});
    }
  }

  static void draw_chip(Svg& svg, const MatrixChip& chip, Point center) {
    svg.open(chip.overdue ? "chip late" : "chip");
    svg.tooltip(std::to_string(chip.number) + ". " + chip.statement);
    svg.circle(center, 12, "");
    svg.text({center.x, center.y + 4}, "", std::to_string(chip.number));
    svg.close();
  }

  void draw_axes(Svg& svg) const {
    const Language language = picture_.language;
    for (std::size_t i = 0; i < 3; ++i) {
      draw_importance(svg, tops_[i] + heights_[i] / 2, label_of(importance_of(i)).in(language));
      svg.text({left(i) + cell_width / 2, bottom_ + 17}, "grade mid", label_of(urgency_of(i)).in(language));
    }
    svg.text({left(1) + cell_width / 2, bottom_ + 37}, "axis mid", say(words::urgency_axis, language));
    svg.turned({10, bottom_ / 2}, "axis mid", say(words::importance_axis, language));
  }

  /// A word is turned, a single sign stands upright.
  static void draw_importance(Svg& svg, double middle, std::string_view grade) {
    constexpr Face face{12, false};
    if (text_width(grade, face) > face.size * 1.5) svg.turned({axis - 11, middle}, "grade", grade);
    else svg.text({axis - 8, middle + 4}, "grade end", grade);
  }

  const MatrixPicture& picture_;
  std::array<std::array<CellText, 3>, 3> cells_{};
  std::array<double, 3> heights_{}, tops_{};
  double bottom_ = 0;
};

}  // namespace

std::string draw(const MatrixPicture& picture) { return Drawing(picture).draw(); }

}  // namespace guanxi::report
