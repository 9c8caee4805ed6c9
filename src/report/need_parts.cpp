#include <guanxi/report/matrix_picture.hpp>

#include <algorithm>

#include "account_parts.hpp"
#include "score_view.hpp"
#include "words.hpp"

namespace guanxi::report::detail {

namespace {

const need::RankedNeed* ranked(const assess::AccountAssessment& assessment, Id<Need> id, const std::string& statement) {
  for (const need::RankedNeed& one : assessment.ranking)
    if (one.need == id && one.statement == statement) return &one;
  return nullptr;
}

const need::PlacedNeed* placed(const need::PriorityMatrix& matrix, const need::RankedNeed& need) {
  for (const need::PlacedNeed& one : matrix.placed)
    if (one.need == need.need && one.statement == need.statement) return &one;
  return nullptr;
}

bool is_overdue(const need::PlacedNeed& one) { return one.urgency_why.days_left && *one.urgency_why.days_left < 0; }

Tone quadrant_tone(need::Quadrant quadrant) {
  constexpr Tone tones[] = {Tone::poor, Tone::accent, Tone::fair, Tone::muted};
  return tones[static_cast<int>(quadrant)];
}

/// The matrix as a table of numbers, for formats without pictures.
Table in_words(const Context& context, const MatrixPicture& picture) {
  Table table{.columns = {{context.say(words::matrix_corner), {}}}};
  for (const EnumWord& urgency : Words<Grade>::table) table.columns.push_back({context.say(urgency.label), {}});
  for (const EnumWord& importance : Words<Grade>::table) {
    std::vector<Cell> row{{.line = {strong(context.say(importance.label))}}};
    for (const EnumWord& urgency : Words<Grade>::table) {
      const auto cell = static_cast<need::Cell>(3 * urgency.value + importance.value);
      std::string numbers;
      for (const MatrixChip& chip : picture.chips)
        if (chip.cell == cell) numbers += (numbers.empty() ? "#" : " #") + std::to_string(chip.number);
      row.push_back({.line = {plain(context.say(label_of(cell)))}, .notes = numbers.empty() ? std::vector<Line>{} : std::vector<Line>{{strong(numbers)}}});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Figure matrix_figure(const AccountView& view) {
  const Context& context = view.context;
  MatrixPicture picture{.language = context.language(), .title = context.say(words::matrix), .cut = view.assessment.matrix.cut};
  for (const need::PlacedNeed& one : view.assessment.matrix.placed)
    if (const need::RankedNeed* rank = ranked(view.assessment, one.need, one.statement))
      picture.chips.push_back({rank->rank, one.cell, is_overdue(one), context.hide(one.statement)});
  std::ranges::sort(picture.chips, {}, &MatrixChip::number);
  return {.title = picture.title, .wide = draw(picture), .in_words = {{in_words(context, picture)}}};
}

std::string score_text(const Score& score) {
  const std::string interval = interval_text(score, 0);
  return points_text(score.thousandths, 1) + (interval.empty() ? "" : " (" + interval + ")");
}

Item need_item(const AccountView& view, const need::RankedNeed& need) {
  const Context& context = view.context;
  Item item{.line = {strong(context.hide(need.statement)), plain(" ")}};
  const need::PlacedNeed* place = placed(view.assessment.matrix, need);
  Line note{plain(context.say(words::priority_is, score_text(need.score)))};
  if (need.due_on) note.push_back(plain(" · " + to_string(*need.due_on)));
  if (place != nullptr) {
    item.line.push_back(badge(context.say(label_of(place->cell)), quadrant_tone(place->quadrant)));
    if (const std::string reason = context.say(place->urgency_why.reason); !reason.empty()) note.push_back(plain(" · " + reason));
  } else {
    const auto& unplaced = view.assessment.matrix.unplaced;
    const auto missing = std::ranges::find_if(unplaced, [&](const auto& one) { return one.need == need.need && one.statement == need.statement; });
    item.line.push_back(badge(context.say(words::unplaced), Tone::muted));
    if (missing != unplaced.end()) note.push_back(plain(" · " + context.say(missing->reason)));
  }
  item.notes.push_back(std::move(note));
  if (place != nullptr) item.notes.push_back({plain(context.say(word_of(place->cell).advice))});
  return item;
}

}  // namespace

Section needs_part(const AccountView& view) {
  const Context& context = view.context;
  Section section{.title = context.say(words::matrix), .frame = Frame::card};
  if (view.assessment.ranking.empty()) {
    section.blocks.push_back({Paragraph{{plain(context.say(words::no_needs))}, Tone::muted}});
    return section;
  }
  List list{.numbered = true};
  for (const need::RankedNeed& need : view.assessment.ranking) list.items.push_back(need_item(view, need));
  section.blocks.push_back({Columns{{{{matrix_figure(view)}}, {{std::move(list)}}}}});
  if (view.assessment.matrix.closed > 0)
    section.blocks.push_back({Paragraph{{small(context.say(words::closed_needs, std::to_string(view.assessment.matrix.closed)))}, {}}});
  return section;
}

}  // namespace guanxi::report::detail
