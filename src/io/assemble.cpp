#include "assemble.hpp"

#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace guanxi::io::detail {

namespace {

/// The cells of one record.
struct Group {
  const KindInfo* kind{};
  int lane{};
  const EnumWord* heading{};
  std::vector<const Entry*> cells{};

  [[nodiscard]] bool has(const Field* field) const {
    return std::ranges::any_of(cells, [&](const Entry* cell) { return !cell->feed.shared && !cell->feed.fields.empty() && cell->feed.fields.front() == field; });
  }
};

/// Decides which cells describe the same record.
class Grouping {
 public:
  explicit Grouping(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) note_heading(entry);
    for (const Entry& entry : entries) place(entry);
  }

  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

 private:
  using Lane = std::pair<const KindInfo*, int>;

  struct Headings {
    const EnumWord* first{};          ///< the one that comes first among the words used
    const Entry* last_primary{};      ///< last cell under it
    bool blocks = false;              ///< other cells stand between such cells
    bool others_seen = false;
  };

  static int lane_of(const Entry& entry) { return entry.feed.kind->scope == Scope::own ? 0 : entry.lane; }

  void note_heading(const Entry& entry) {
    Headings& known = headings_[{entry.feed.kind, lane_of(entry)}];
    const EnumWord* word = entry.feed.heading;
    if (word == nullptr) {
      known.others_seen = true;
      return;
    }
    if (known.first == nullptr || word->value < known.first->value) known = {word, nullptr, false, known.others_seen};
    if (word == known.first) known.blocks = known.blocks || (known.last_primary != nullptr && known.others_seen);
    if (word != known.first) return;
    known.last_primary = &entry;
    known.others_seen = false;
  }

  void place(const Entry& entry) {
    const Lane lane{entry.feed.kind, lane_of(entry)};
    if (entry.feed.kind->scope == Scope::own) return add(at(lane, 1), entry);
    if (entry.feed.ordinal > 0) return add(at(lane, entry.feed.ordinal), entry);
    if (entry.feed.heading != nullptr) return add(open(lane, entry.feed.heading), entry);
    const std::vector<std::size_t> open_groups = candidates(lane);
    if (open_groups.empty()) return add(open(lane, nullptr), entry);
    add(choose(lane, open_groups, entry), entry);
  }

  std::size_t choose(const Lane& lane, const std::vector<std::size_t>& among, const Entry& entry) {
    const Field* field = entry.feed.fields.empty() || entry.feed.shared ? nullptr : entry.feed.fields.front();
    const Headings& known = headings_[lane];
    if (known.first != nullptr && !known.blocks) {
      for (const std::size_t index : among)
        if (field == nullptr || !groups_[index].has(field)) return index;
      return among.back();
    }
    const bool title = field != nullptr && has(field->notes.part, Part::title);
    if (title && groups_[among.back()].has(field)) return open(lane, nullptr);
    return among.back();
  }

  [[nodiscard]] std::vector<std::size_t> candidates(const Lane& lane) {
    const EnumWord* first = headings_[lane].first;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (groups_[i].kind == lane.first && groups_[i].lane == lane.second && (first == nullptr || groups_[i].heading == first)) found.push_back(i);
    return found;
  }

  std::size_t at(const Lane& lane, int ordinal) {
    int count = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (groups_[i].kind == lane.first && groups_[i].lane == lane.second && ++count == ordinal) return i;
    while (count++ < ordinal - 1) open(lane, nullptr);
    return open(lane, nullptr);
  }

  std::size_t open(const Lane& lane, const EnumWord* heading) {
    groups_.push_back({lane.first, lane.second, heading, {}});
    return groups_.size() - 1;
  }

  void add(std::size_t index, const Entry& entry) { groups_[index].cells.push_back(&entry); }

  std::map<Lane, Headings> headings_;
  std::vector<Group> groups_;
};

/// The event field is read first: it gives the year to dates without one.
std::vector<const Entry*> event_first(const Group& group) {
  std::vector<const Entry*> cells = group.cells;
  const Field* event = group.kind->with(Part::event);
  std::ranges::stable_sort(cells, std::greater{}, [&](const Entry* cell) { return !cell->feed.fields.empty() && cell->feed.fields.front() == event; });
  return cells;
}

void fill(ImportState& state, const Group& group, void* record) {
  CellReader reader({.calendar = state.options.calendar, .reference = {}, .currency = state.options.currency}, state.findings, state.links);
  const Draft draft{group.kind, record, key_of(*group.kind, record)};
  for (const Entry* cell : event_first(group)) {
    reader.refer_to(event_day(*group.kind, record, state.options.calendar));
    reader.read(draft, *cell);
  }
}

/// The title of the first record of a kind; of the heading word that comes first, if it has headings.
std::string first_title(const Records& records, const KindInfo& kind) {
  const Field* title = kind.with(Part::title);
  const Field* heading = kind.with(Part::heading);
  std::string best;
  int least = 0;
  for (std::size_t i = 0; title != nullptr && i < records.size(kind); ++i) {
    const Value text = title->type->get(*title->type, title->in(records.at(kind, i)));
    const auto* words = std::get_if<std::string_view>(&text);
    const Value word = heading ? heading->type->get(*heading->type, heading->in(records.at(kind, i))) : Value();
    const auto* known = std::get_if<const EnumWord*>(&word);
    const int rank = known ? (*known)->value : 0;
    if (words == nullptr || (!best.empty() && rank >= least)) continue;
    best = *words;
    least = rank;
  }
  return best;
}

void borrow_title(ImportState& state, const KindInfo& kind, void* record, const Records& records, const std::string& file) {
  const Field* title = kind.with(Part::title);
  if (title == nullptr || title->notes.title_of == nullptr || is_set(title->type->get(*title->type, title->in(record)))) return;
  const KindInfo* lender = state.catalogue->kind_of(title->notes.title_of);
  const std::string text = lender ? first_title(records, *lender) : "";
  if (text.empty()) return;
  title->type->set(*title->type, title->in(record), Value(std::string_view(text)));
  state.findings.push_back(make_finding(finding_code("io.title_borrowed"), {.kind = kind.name, .record = key_of(kind, record), .field = title->name, .value = text, .label = message_of(title->label), .place = {.file = file}}));
}

}  // namespace

std::optional<Date> event_day(const KindInfo& kind, const void* record, const Calendar& calendar) {
  const Field* event = kind.with(Part::event);
  if (event == nullptr) return std::nullopt;
  const Value value = event->type->get(*event->type, event->in(record));
  if (const auto* at = std::get_if<Timestamp>(&value)) return calendar.date_of(*at);
  if (const auto* day = std::get_if<Date>(&value)) return *day;
  return std::nullopt;
}

Uuid key_of(const KindInfo& kind, const void* record) {
  const Field* key = kind.with(Part::key);
  if (key == nullptr) return {};
  const Value value = key->type->get(*key->type, key->in(record));
  const auto* id = std::get_if<Uuid>(&value);
  return id ? *id : Uuid{};
}

void set_keys(ImportState& state, const KindInfo& kind, void* record, Uuid parent) {
  const Field* key = kind.with(Part::key);
  if (key != nullptr && !key_of(kind, record)) key->type->set(*key->type, key->in(record), Value(state.ids.next()));
  const Field* link = kind.with(Part::parent);
  if (link != nullptr && parent && !is_set(link->type->get(*link->type, link->in(record)))) link->type->set(*link->type, link->in(record), Value(parent));
}

void assemble(ImportState& state, const std::vector<Entry>& entries, Dossier& dossier, Records& shared) {
  Customer& customer = dossier.customer();
  set_keys(state, kind_info<Customer>(), &customer, {});
  const Uuid owner = customer.id.uuid;
  const Grouping grouping(entries);
  for (const Group& group : grouping.groups()) {
    Records& records = group.kind->scope == Scope::shared ? shared : dossier.records();
    void* record = group.kind->scope == Scope::own ? records.at(*group.kind, 0) : records.append(*group.kind);
    set_keys(state, *group.kind, record, owner);
    fill(state, group, record);
  }
  for (const KindInfo* kind : state.catalogue->kinds())
    for (std::size_t i = 0; i < dossier.records().size(*kind); ++i) borrow_title(state, *kind, dossier.records().at(*kind, i), dossier.records(), entries.empty() ? "" : entries.front().place.file);
}

}  // namespace guanxi::io::detail
