#include "cell_reader.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include "formats.hpp"
#include "marked_text.hpp"

#include <algorithm>

namespace guanxi::io::detail {

/// Where in a record and in a file the reader stands.
struct CellReader::Spot {
  const Draft* draft;
  const Field* field;   ///< whose label people know
  const Entry* entry;
  std::string path;
};

namespace {

const std::vector<std::string_view> sentence_ends{"；", ";", "\n", "|"};
const std::vector<std::string_view> word_ends{"；", ";", "\n", "|", "、", "，", ",", "/"};

/// A bare number under a header that states the unit: “5000” under “注册资本（万元）”.
std::string with_unit(const Entry& entry) {
  const std::string normal = text::normalize(entry.text);
  const bool bare = !normal.empty() && normal.find_first_not_of("0123456789.,-~ ") == std::string::npos;
  return bare && !entry.feed.unit.empty() ? normal + entry.feed.unit : entry.text;
}

const Field* custom_field(const KindInfo& kind) {
  for (const Field& field : kind.record->fields)
    if (field.type->kind == TypeKind::custom) return &field;
  return nullptr;
}

/// The field of a nested record that takes a text standing for the whole, with the notes of the field that holds it.
Field title_of(const Type& nested, const Field& holder) {
  const Field* title = nested.record->with(Part::title);
  Field field = title ? *title : nested.record->fields.front();
  field.notes = holder.notes;
  return field;
}

/// “影响力8”, “支持度：+1” or a word of an enumeration alone, such as “多次”.
std::optional<std::pair<const Field*, Value>> read_detail(const RecordInfo& record, std::string_view part, const ReadOptions& options) {
  for (const Field& field : record.fields) {
    if (field.type->set == nullptr || has(field.notes.part, Part::title)) continue;
    if (field.type->kind == TypeKind::enumeration)
      if (const EnumWord* word = read_word(field.type->words, part)) return std::pair(&field, Value(word));
    for (const std::string_view label : {field.label.zh, field.label.en, field.name}) {
      if (label.empty() || !part.starts_with(label)) continue;
      std::string_view rest = text::trim(part.substr(label.size()));
      for (const std::string_view sign : {"：", ":", "=", "+", "为"})
        if (rest.starts_with(sign)) rest = text::trim(rest.substr(sign.size()));
      const Reading reading = read_field(field, rest, options);
      if (reading.ok() && is_set(reading.value)) return std::pair(&field, reading.value);
    }
  }
  return std::nullopt;
}

/// One or more words of an enumeration; nothing if one of them is unknown.
std::vector<Value> read_words(std::span<const EnumWord> words, std::string_view text) {
  if (const EnumWord* known = read_word(words, text)) return {known};
  std::vector<Value> found;
  for (const std::string_view part : text::split(text, {"、", "，", ",", "/", "兼", "和", "及"})) {
    const EnumWord* known = read_word(words, part);
    if (known == nullptr) return {};
    found.emplace_back(known);
  }
  return found;
}

/// Names between list signs that stand outside brackets.
std::vector<std::string_view> split_titles(std::string_view text) {
  std::vector<std::string_view> titles;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("（") || rest.starts_with("(")) ++depth;
    if (rest.starts_with("）") || rest.starts_with(")")) --depth;
    for (const std::string_view sign : {"、", "，", ","})
      if (depth == 0 && rest.starts_with(sign)) {
        titles.push_back(text::trim(text.substr(start, at - start)));
        start = at + sign.size();
      }
  }
  titles.push_back(text::trim(text.substr(start)));
  std::erase_if(titles, [](std::string_view title) { return title.empty(); });
  return titles;
}

}  // namespace

void keep_custom(const Draft& draft, std::string_view header, std::string_view text) {
  const Field* field = custom_field(*draft.kind);
  if (field == nullptr) return;
  auto& values = static_cast<Custom*>(field->in(draft.record))->values;
  std::string name(header);
  for (int copy = 2; values.contains(name); ++copy) name = std::string(header) + " " + std::to_string(copy);
  values[name] = std::string(text);
}

void CellReader::say(const Spot& spot, const FindingCode& code, std::string_view value, Message detail, Message fix) {
  findings_->push_back(make_finding(code, {.kind = spot.draft->kind->name, .record = spot.draft->id, .field = spot.path, .value = value,
                                           .label = message_of(spot.field->label), .detail = std::move(detail), .fix = std::move(fix), .place = spot.entry->place}));
}

void CellReader::read(const Draft& draft, const Entry& entry) {
  if (text::trim(entry.text).empty()) return;
  if (entry.feed.shared) return read_shared(draft, entry);
  if (entry.feed.fields.empty()) return keep_custom(draft, entry.place.header, entry.text);
  const Field& field = *entry.feed.fields.front();
  const std::string text = with_unit(entry);
  fill({&draft, &field, &entry, std::string(field.name)}, *field.type, field.in(draft.record), text);
  if (entry.feed.heading != nullptr) {
    const Field& heading = *draft.kind->with(Part::heading);
    heading.type->set(*heading.type, heading.in(draft.record), Value(entry.feed.heading));
  }
  if (has(field.notes.part, Part::scanned)) read_scanned(draft, entry);
}

/// Each field takes what its markers tell; fields without markers take the pieces of their format.
void CellReader::read_shared(const Draft& draft, const Entry& entry) {
  std::vector<std::string_view> left = text::split(entry.text, word_ends);
  Message wanted;
  for (const Field* field : entry.feed.fields) {
    const Spot spot{&draft, field, &entry, std::string(field->name)};
    wanted.zh += (wanted.zh.empty() ? "" : "、") + std::string(field->label.zh);
    wanted.en += (wanted.en.empty() ? "" : ", ") + std::string(field->label.en);
    if (field->notes.marker.empty()) {
      const auto taken = std::ranges::remove_if(left, [&](std::string_view piece) {
        if (!fits_format(field->notes.format, piece)) return false;
        fill(spot, *field->type, field->in(draft.record), piece);
        return true;
      });
      left.erase(taken.begin(), taken.end());
    } else if (const auto marked = find_marked(*field, entry.text, options_)) {
      field->type->set(*field->type, field->in(draft.record), marked->reading.value);
      std::erase_if(left, [&](std::string_view piece) { return text::normalize(piece).find(marked->text) != std::string::npos; });
    }
  }
  if (left.empty()) return;
  keep_custom(draft, entry.place.header, entry.text);
  findings_->push_back(make_finding(finding_code("io.rest_kept"), {.kind = draft.kind->name, .record = draft.id, .value = entry.text,
                                    .label = {entry.place.header, entry.place.header}, .detail = wanted, .place = entry.place}));
}

/// Fields of the same record that are still unset take what their markers tell.
void CellReader::read_scanned(const Draft& draft, const Entry& entry) {
  for (const Field& field : draft.kind->record->fields) {
    if (field.notes.marker.empty() || !field.notes.cell.empty() || is_set(field.type->get(*field.type, field.in(draft.record)))) continue;
    const auto marked = find_marked(field, entry.text, options_);
    if (!marked) continue;
    field.type->set(*field.type, field.in(draft.record), marked->reading.value);
    report_year({&draft, &field, &entry, std::string(field.name)}, marked->reading.value, marked->text);
  }
}

void CellReader::fill(const Spot& spot, const Type& type, void* member, std::string_view text) {
  switch (type.kind) {
    case TypeKind::list: return fill_list(spot, type, member, text);
    case TypeKind::record: {
      Field title = title_of(type, *spot.field);
      title.label = spot.field->label;
      return fill({spot.draft, &title, spot.entry, spot.path + "." + std::string(title.name)}, *title.type, title.in(member), text);
    }
    case TypeKind::custom: return keep_custom(*spot.draft, spot.entry->place.header, text);
    default: return fill_leaf(spot, type, member, text);
  }
}

void CellReader::fill_leaf(const Spot& spot, const Type& type, void* member, std::string_view text) {
  const std::string_view trimmed = text::trim(text);
  if (trimmed.empty()) return;
  if (type.kind == TypeKind::id && !parse_uuid(trimmed)) {
    if (has(spot.field->notes.part, Part::key)) return keep_custom(*spot.draft, spot.entry->place.header, trimmed);
    links_->push_back({spot.draft->kind, spot.draft->id, spot.path, message_of(spot.field->label), std::string(trimmed), spot.entry->place});
    return;
  }
  if (spot.field->notes.format != Format::any && (spot.entry->hint == CellHint::digits_lost || is_scientific(trimmed)))
    say(spot, finding_code("io.digits_lost"), trimmed);
  Field effective = *spot.field;
  effective.type = &type;
  const Reading reading = read_field(effective, trimmed, options_);
  if (!reading.ok() && is_placeholder(trimmed)) return say(spot, finding_code("io.placeholder"), trimmed);
  if (!reading.ok()) {
    const Message& near = reading.suggestion;
    Message fix = near.en.empty() ? Message{} : Message{"（是否 " + near.zh + "？）", " (did you mean " + near.en + "?)"};
    return say(spot, finding_code("io.rejected"), trimmed, reading.problem, std::move(fix));
  }
  const Value known = type.get(type, member);
  if (is_set(known) && known != reading.value) return say(spot, finding_code("io.repeated"), trimmed);
  type.set(type, member, reading.value);
  if (type.kind == TypeKind::ref) links_->push_back({spot.draft->kind, spot.draft->id, spot.path, message_of(spot.field->label), std::string(trimmed), spot.entry->place});
  report_year(spot, reading.value, trimmed);
}

/// A date without a year is worth a word where the year is not plain: half a year or more after the event.
void CellReader::report_year(const Spot& spot, const Value& value, std::string_view text) {
  const Date* day = std::get_if<Date>(&value);
  if (day == nullptr || !options_.reference || *day - *options_.reference < 183 || read_date(text)) return;
  const std::string taken = to_string(*day);
  say(spot, finding_code("io.year_assumed"), text, {taken, taken});
}

void CellReader::fill_list(const Spot& spot, const Type& type, void* member, std::string_view text) {
  if (type.element->kind == TypeKind::record) return fill_elements(spot, type, member, text);
  const bool sentences = type.element->kind == TypeKind::text && spot.field->notes.format == Format::any;
  for (const std::string_view piece : text::split(text, sentences ? sentence_ends : word_ends)) {
    const std::size_t index = type.list->size(member);
    void* element = type.list->append(member);
    fill_leaf({spot.draft, spot.field, spot.entry, spot.path + "[" + std::to_string(index) + "]"}, *type.element, element, piece);
    const bool pending = !links_->empty() && links_->back().record == spot.draft->id && links_->back().path == spot.path + "[" + std::to_string(index) + "]";
    if (!pending && !is_set(type.element->get(*type.element, element))) type.list->resize(member, index);
  }
}

/// A list of nested records as “word：title；word：title”.
void CellReader::fill_elements(const Spot& spot, const Type& type, void* member, std::string_view text) {
  const Field* heading = type.element->record->with(Part::heading);
  for (const std::string_view piece : text::split(text, {"；", ";", "\n", "。"})) {
    std::vector<Value> words;
    std::string_view rest = piece;
    if (heading == nullptr || !read_piece(spot, *heading, piece, words, rest)) {
      add_element(spot, type, member, {}, piece);
      continue;
    }
    for (const std::string_view title : split_titles(rest)) add_element(spot, type, member, words, title);
  }
}

/// “word：rest”, “rest（word）” or “word rest”.
/// @return  false if the piece has no heading
bool CellReader::read_piece(const Spot& spot, const Field& heading, std::string_view piece, std::vector<Value>& words, std::string_view& rest) {
  const Type& type = heading.type->kind == TypeKind::list ? *heading.type->element : *heading.type;
  const auto take = [&](std::string_view before, std::string_view after) {
    words = type.kind == TypeKind::text ? std::vector<Value>{text::trim(before)} : read_words(type.words, before);
    rest = text::trim(after);
    return !words.empty();
  };
  for (const std::string_view colon : {"：", ":"})
    if (const std::size_t at = piece.find(colon); at != std::string_view::npos) {
      const std::string_view before = text::trim(piece.substr(0, at));
      if (take(before, piece.substr(at + colon.size()))) return true;
      say(spot, finding_code("io.unknown_word"), text::trim(piece.substr(at + colon.size())), {std::string(before), std::string(before)});
      return !rest.empty();
    }
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}})
    if (const std::size_t at = piece.rfind(open); at != std::string_view::npos && piece.ends_with(close)) {
      const std::size_t start = at + open.size();
      if (take(piece.substr(start, piece.size() - start - close.size()), piece.substr(0, at))) return true;
      rest = piece;
    }
  for (const EnumWord& known : type.words)
    for (const std::string_view label : {known.label.zh, known.label.en})
      if (piece.size() > label.size() && label.size() >= 6 && piece.starts_with(label)) {
        rest = piece.substr(label.size());
        for (const std::string_view link : {"是", "为", " "})
          if (rest.starts_with(link)) rest = rest.substr(link.size());
        words = {&known};
        return true;
      }
  return false;
}

/// “name（influence 8，support 1）”: the bracketed end, if each of its parts is a field of the element.
CellReader::Described CellReader::take_description(const Type& nested, std::string_view text) const {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
    const std::size_t at = text.rfind(open);
    if (at == std::string_view::npos || at == 0 || !text.ends_with(close)) continue;
    Described described{text::trim(text.substr(0, at)), {}};
    for (const std::string_view part : text::split(text.substr(at + open.size(), text.size() - at - open.size() - close.size()), {"，", ",", "、"})) {
      const auto known = read_detail(*nested.record, part, options_);
      if (!known) return {text, {}};
      described.details.push_back(*known);
    }
    return described;
  }
  return {text, {}};
}

/// Adds an element, or a further heading to the element of the same title.
void CellReader::add_element(const Spot& spot, const Type& type, void* member, const std::vector<Value>& words, std::string_view text) {
  const auto [title_text, details] = take_description(*type.element, text);
  const Field title = title_of(*type.element, *spot.field);
  std::size_t index = type.list->size(member);
  for (const PendingLink& link : *links_)
    for (std::size_t i = 0; i < type.list->size(member); ++i)
      if (link.record == spot.draft->id && link.text == title_text && link.path == spot.path + "[" + std::to_string(i) + "]." + std::string(title.name)) index = i;
  const std::string path = spot.path + "[" + std::to_string(index) + "]";
  const bool known = index < type.list->size(member);
  void* element = known ? type.list->at(member, index) : type.list->append(member);
  if (!known) fill({spot.draft, &title, spot.entry, path + "." + std::string(title.name)}, *title.type, title.in(element), title_text);
  for (const auto& [field, value] : details) field->type->set(*field->type, field->in(element), value);
  const Field* heading = type.element->record->with(Part::heading);
  for (const Value& word : words) {
    const bool list = heading->type->kind == TypeKind::list;
    const Type& one = list ? *heading->type->element : *heading->type;
    one.set(one, list ? heading->type->list->append(heading->in(element)) : heading->in(element), word);
  }
}

}  // namespace guanxi::io::detail
