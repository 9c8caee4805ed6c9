#include "exact_fill.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace guanxi::io::detail {

namespace {

/// Elements of lists that a path goes through: the list, and the position in it.
struct Element {
  std::string list;
  const PathStep* step;
};

std::vector<Element> elements_of(const PathSteps& steps, const std::string& path) {
  std::vector<Element> elements;
  for (const PathStep& step : steps.steps)
    if (step.field == nullptr && !step.is_key) elements.push_back({path.substr(0, step.begin), &step});
  return elements;
}

bool is_custom(const Target& target) { return target.field->run_time || target.field->type->kind == TypeKind::custom; }

}  // namespace

void RecordFiller::fill(std::vector<ExactEntry> entries) {
  const std::size_t before = findings_->size();
  join_parts(entries);
  for (const ExactEntry& entry : entries)
    if (entry.path.size) sized_.insert(entry.path.path);
  const Positions positions = positions_of(entries);
  report_gaps(positions, entries);
  for (const ExactEntry& entry : entries) place(entry, entry.foreign ? entry.path.path : closed(entry.path.path, positions));
  for (std::size_t i = before; i < findings_->size(); ++i) (*findings_)[i].record = exact_key(*kind_, record_);
}

/// Pieces of a long text become one entry, in the order of their numbers, where the first of them stands.
void RecordFiller::join_parts(std::vector<ExactEntry>& entries) const {
  if (std::ranges::none_of(entries, [](const ExactEntry& entry) { return entry.path.part > 1; })) return;
  std::map<std::pair<std::string, std::string>, std::map<std::size_t, ExactEntry*>> texts;
  for (ExactEntry& entry : entries)
    if (!entry.path.size && texts[{entry.path.path, entry.path.word}].emplace(entry.path.part, &entry).second) entry.path.part = 0;
  for (auto& [path, parts] : texts) {
    ExactEntry& first = *parts.begin()->second;
    first.path.part = 1;
    for (auto part = std::next(parts.begin()); part != parts.end(); ++part) first.text += part->second->text;
  }
  std::erase_if(entries, [](const ExactEntry& entry) { return entry.path.part == 0; });
}

RecordFiller::Positions RecordFiller::positions_of(const std::vector<ExactEntry>& entries) const {
  Positions positions;
  for (const ExactEntry& entry : entries) {
    if (entry.foreign) continue;
    const PathSteps steps = steps_of(fields_, entry.path.path);
    for (const Element& element : elements_of(steps, entry.path.path))
      if (!sized_.contains(element.list)) positions[element.list].insert(element.step->number);
  }
  return positions;
}

/// The path with the gaps in its lists closed.
std::string RecordFiller::closed(const std::string& path, const Positions& positions) const {
  const PathSteps steps = steps_of(fields_, path);
  std::string text;
  std::size_t from = 0;
  for (const Element& element : elements_of(steps, path)) {
    const auto known = positions.find(element.list);
    if (known == positions.end()) continue;
    const auto rank = std::distance(known->second.begin(), known->second.find(element.step->number));
    text += path.substr(from, element.step->begin - from) + "[" + std::to_string(rank) + "]";
    from = element.step->end;
  }
  return text + path.substr(from);
}

void RecordFiller::report_gaps(const Positions& positions, const std::vector<ExactEntry>& entries) {
  for (const auto& [list, taken] : positions) {
    if (*taken.rbegin() + 1 == taken.size()) continue;
    const auto first = std::ranges::find_if(entries, [&](const ExactEntry& entry) { return entry.path.path.starts_with(list + "["); });
    ExactEntry about{.path = {.path = list}, .place = first->place};
    const std::string missing = std::to_string(*taken.rbegin() + 1 - taken.size());
    report(finding_code("io.index_gap"), about, {missing, missing});
  }
}

void RecordFiller::place(const ExactEntry& entry, const std::string& path) {
  if (entry.damaged && holds_text(fields_, path)) report(finding_code("io.digits_lost"), entry);
  if (entry.foreign) return keep_as_custom(entry, {});
  try {
    if (!entry.path.known) throw ParseError("path.mark", "what follows # in a path is a type, a number or size, found " + entry.place.header);
    if (entry.path.size) resize(entry, path);
    else set(entry, path);
  } catch (const NotFoundError&) {
    keep_as_custom(entry, steps_of(fields_, path).nearest);
  } catch (const ParseError& error) {
    report(finding_code("io.bad_path"), entry, {error.what(), error.what()});
  }
}

/// The length of a list with unset elements, or the mark of an empty text.
void RecordFiller::resize(const ExactEntry& entry, const std::string& path) {
  std::size_t size = 0;
  const char* end = entry.text.data() + entry.text.size();
  const auto [stop, error] = std::from_chars(entry.text.data(), end, size);
  if (error != std::errc() || stop != end) throw ParseError("path.size", "a length is a whole number, found " + entry.text);
  const Target target = reach(fields_, record_, size == 0 ? path : path + "[" + std::to_string(size - 1) + "]");
  if (size == 0 && is_custom(target) && target.type->set != nullptr && !is_set(target.type->get(*target.type, target.member)))
    *static_cast<CustomValue*>(target.member) = std::string();
}

void RecordFiller::set(const ExactEntry& entry, const std::string& path) {
  const Target target = reach(fields_, record_, path);
  const bool reference = target.type->kind == TypeKind::ref && !is_custom(target);
  if (!seen_.emplace(path, reference ? entry.path.word : "").second) return report(finding_code("io.duplicate_key"), entry);
  if (is_custom(target) && target.type->set != nullptr) {
    const Type* said = custom_type_named(entry.path.word);
    return set_leaf(entry, said != nullptr ? *said : plain_custom_type(target.field->run_time ? target.field : nullptr), target.member);
  }
  if (target.type->set == nullptr) throw ParseError("path.leaf", "the path " + entry.path.path + " stops before a value");
  if (reference) return set_reference(entry, *target.type, target.member);
  set_leaf(entry, *target.type, target.member);
}

void RecordFiller::set_leaf(const ExactEntry& entry, const Type& type, void* member) {
  const Reading reading = read_exact(type, entry.text);
  if (reading.ok()) type.set(type, member, reading.value);
  else report(finding_code("io.rejected"), entry, reading.problem, perhaps(reading.suggestion));
}

/// A name beside an identifier, or either of them.
void RecordFiller::set_reference(const ExactEntry& entry, const Type& type, void* member) {
  const Value known = type.get(type, member);
  RefValue value = is_set(known) ? std::get<RefValue>(known) : RefValue{};
  const std::string name(value.text);
  const auto id = entry.path.word.empty() ? parse_uuid(entry.text) : std::nullopt;
  if (id) value.id = *id;
  value.text = id ? std::string_view(name) : std::string_view(entry.text);
  type.set(type, member, value);
}

void RecordFiller::keep_as_custom(const ExactEntry& entry, std::string_view nearest) {
  const std::string near(nearest);
  if (!keep_custom_text(*kind_, record_, entry.path.path, entry.text))
    return report(finding_code("io.bad_path"), entry, {"没有这个字段", "there is no such field"}, perhaps({near, near}));
  report(finding_code("io.unknown_field"), entry, {}, perhaps({near, near}));
}

void RecordFiller::report(const FindingCode& code, const ExactEntry& entry, Message detail, Message fix) {
  findings_->push_back(make_finding(code, {.kind = kind_->name,
                                           .field = entry.path.path,
                                           .value = entry.text,
                                           .label = label_of(fields_, entry.path.path),
                                           .detail = std::move(detail),
                                           .fix = std::move(fix),
                                           .place = entry.place}));
}

Uuid exact_key(const KindInfo& kind, const void* record) {
  const Field* key = kind.with(Part::key);
  if (key == nullptr || key->type->kind != TypeKind::id) return {};
  const Value value = key->type->get(*key->type, key->in(record));
  return is_set(value) ? std::get<Uuid>(value) : Uuid{};
}

bool keep_custom_text(const KindInfo& kind, void* record, const std::string& name, std::string text) {
  const auto field = std::ranges::find_if(kind.record->fields, [](const Field& line) { return line.type->kind == TypeKind::custom; });
  if (field == kind.record->fields.end()) return false;
  auto& values = static_cast<Custom*>(field->in(record))->values;
  std::string free = name;
  for (int count = 2; values.contains(free); ++count) free = name + " (" + std::to_string(count) + ")";
  values.emplace(std::move(free), std::move(text));
  return true;
}

Message perhaps(const Message& suggestion) {
  if (suggestion.en.empty()) return {};
  return {"；是否为 " + suggestion.zh, "; did you mean " + suggestion.en + "?"};
}

}  // namespace guanxi::io::detail
