#include "context.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "words.hpp"

namespace guanxi::report::detail {

namespace {

/// The first leaf of a field of a record; its path is left empty.
Leaf first_leaf(const Field& field, const void* record) {
  Leaf found;
  for_each_leaf({&field, 1}, record, [&](const Leaf& leaf) {
    if (found.type == nullptr && leaf.type->get != nullptr) found = leaf;
  });
  return found;
}

bool is_personal(const Leaf& leaf) { return leaf.top->notes.privacy == Privacy::personal || leaf.field->notes.privacy == Privacy::personal; }

/// Currencies stand in the value, Chinese counters only in Chinese.
bool shows_unit(const Leaf& leaf, Language language) {
  const TypeKind kind = leaf.type->kind;
  const std::string_view unit = leaf.field->notes.unit;
  if (unit.empty() || kind == TypeKind::money || kind == TypeKind::money_range) return false;
  return language == Language::zh || std::ranges::all_of(unit, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_link(const Type& type) { return type.kind == TypeKind::id || type.kind == TypeKind::ref; }

bool is_share(const Type& type) { return type.kind == TypeKind::real && type.bounded && type.low == 0 && type.high == 1; }

std::string two_digits(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, std::round(value * 10) / 10).ptr};
}

}  // namespace

void RecordIndex::add(const Catalogue& catalogue, const Records& records, const KindInfo& kind) {
  const Field* key = nullptr;
  for (const Field& field : catalogue.fields(kind))
    if (has(field.notes.part, Part::key) && field.type->kind == TypeKind::id) key = &field;
  if (key == nullptr) return;
  for (std::size_t i = 0; i < records.size(kind); ++i) {
    const Value value = key->type->get(*key->type, key->in(records.at(kind, i)));
    if (const Uuid* id = std::get_if<Uuid>(&value)) entries_.push_back({*id, {&kind, records.at(kind, i), i}});
  }
}

void RecordIndex::add(const Catalogue& catalogue, const Records& records) {
  for (const KindInfo* kind : catalogue.kinds()) add(catalogue, records, *kind);
}

void RecordIndex::finish() {
  std::ranges::stable_sort(entries_, {}, [](const auto& entry) { return entry.first; });
}

const RecordIndex::Entry* RecordIndex::find(const Uuid& id) const {
  const auto at = std::ranges::lower_bound(entries_, id, {}, [](const auto& entry) { return entry.first; });
  return at != entries_.end() && at->first == id ? &at->second : nullptr;
}

Context::Context(const Catalogue& catalogue, const ReportOptions& options, const Records* shared, const RecordIndex& known)
    : catalogue_(catalogue), options_(options), known_(known) {
  if (options.personal == Personal::masked && shared != nullptr) shared_masker_.learn(catalogue, *shared);
}

void Context::enter(const Dossier& dossier) {
  own_ = {};
  own_.add(catalogue_, dossier.records());
  own_.finish();
  if (options_.personal != Personal::masked) return;
  masker_ = shared_masker_;
  masker_.learn(catalogue_, dossier.records());
}

std::string Context::say(Label pattern, std::string_view value) const {
  std::string text = say(pattern);
  const std::size_t at = text.find("{}");
  return at == std::string::npos ? text : text.replace(at, 2, value);
}

const RecordIndex::Entry* Context::find(const Uuid& id) const {
  const RecordIndex::Entry* own = own_.find(id);
  return own != nullptr ? own : known_.find(id);
}

std::string Context::reference(const Uuid& id, std::string_view text) const {
  if (!id) return hide(std::string(text));
  const RecordIndex::Entry* entry = find(id);
  return entry != nullptr ? title(*entry, false) : "…" + to_string(id).substr(28);
}

std::string Context::value(const Leaf& leaf) const {
  if (leaf.type->get == nullptr) return {};
  const Value held = leaf.type->get(*leaf.type, leaf.member);
  if (!is_set(held)) return {};
  if (const Uuid* id = std::get_if<Uuid>(&held)) return reference(*id, {});
  if (const RefValue* ref = std::get_if<RefValue>(&held)) return reference(ref->id, ref->text);
  std::string text = is_share(*leaf.type) ? two_digits(std::get<double>(held) * 100) + "%" : value(held);
  if (shows_unit(leaf, language())) text += (zh() ? "" : " ") + std::string(leaf.field->notes.unit);
  if (masker_.active() && is_personal(leaf)) return leaf.type->kind == TypeKind::text ? mask(text, leaf.field->notes.format) : "***";
  return leaf.type->kind == TypeKind::text ? hide(std::move(text)) : text;
}

std::string Context::title(const RecordIndex::Entry& record, bool follow_links) const {
  for (const Part part : {Part::title, Part::event}) {
    for (const Field& field : catalogue_.fields(*record.kind)) {
      if (!has(field.notes.part, part)) continue;
      const Leaf leaf = first_leaf(field, record.record);
      if (leaf.type == nullptr || (is_link(*leaf.type) && !follow_links)) continue;
      if (std::string text = value(leaf); !text.empty()) return text;
    }
  }
  return say(record.kind->label) + " " + std::to_string(record.position + 1);
}

std::string Context::title(const Uuid& id) const {
  const RecordIndex::Entry* entry = find(id);
  return entry != nullptr ? title(*entry) : "…" + to_string(id).substr(28);
}

std::string due_text(const Context& context, std::int32_t days_left) {
  const std::string days = std::to_string(days_left < 0 ? -days_left : days_left);
  const bool one = days == "1";
  if (days_left < 0) return context.say(one ? words::overdue_one : words::overdue, days);
  if (days_left == 0) return context.say(words::due_today);
  return context.say(one ? words::due_one : words::due_in, days);
}

std::string percent_text(double share) { return std::to_string(std::lround(share * 100)) + "%"; }

std::string points_text(std::int64_t thousandths, int digits) {
  std::int64_t unit = 1;
  for (int i = digits; i < 3; ++i) unit *= 10;
  const bool negative = thousandths < 0;
  const std::int64_t rounded = ((negative ? -thousandths : thousandths) + unit / 2) / unit;
  std::string text = std::to_string(rounded);
  const auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - places, 1, '.');
  return (negative && rounded != 0 ? "−" : "") + text;
}

}  // namespace guanxi::report::detail
