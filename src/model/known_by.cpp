#include <guanxi/model/known_by.hpp>

#include <guanxi/core/path.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/model/opportunity.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

namespace {

// The day from which on a value has come: of a part of a date the last day that fits.
std::optional<Date> come_on(const Value& value, const Calendar& calendar) {
  if (const auto* day = std::get_if<Date>(&value)) return *day;
  if (const auto* at = std::get_if<Timestamp>(&value)) return calendar.date_of(*at);
  const auto* partial = std::get_if<PartialDate>(&value);
  if (partial == nullptr || partial->year == 0 || partial->lunar || !partial->valid()) return std::nullopt;
  if (partial->day != 0) return partial->first_day();
  const int year = partial->year + (partial->month == 0 || partial->month == 12 ? 1 : 0);
  const int month = partial->month == 0 || partial->month == 12 ? 1 : partial->month + 1;
  const std::optional<Date> next = Date::from_ymd(year, month, 1);
  return next ? std::optional(*next - 1) : std::nullopt;
}

std::optional<Date> day_of(const Field* field, const void* record, const Calendar& calendar) {
  if (field == nullptr || field->type->get == nullptr) return std::nullopt;
  return come_on(field->type->get(*field->type, field->in(record)), calendar);
}

void unset(const Type& type, void* member) {
  if (type.list != nullptr) type.list->resize(member, 0);
  if (type.set != nullptr) type.set(type, member, Value{});
  if (type.record != nullptr)
    for (const Field& field : type.record->fields) unset(*field.type, field.in(member));
}

// The day on which the value was first seen, as far as its facts tell.
std::optional<Date> seen_on(const FieldFact& fact) {
  if (!fact.observed_on || !fact.confirmed_on) return fact.observed_on ? fact.observed_on : fact.confirmed_on;
  return (std::min)(*fact.observed_on, *fact.confirmed_on);
}

bool is_of(const FieldFact& fact, std::string_view field) {
  if (!std::string_view(fact.path).starts_with(field)) return false;
  return fact.path.size() == field.size() || fact.path[field.size()] == '.' || fact.path[field.size()] == '[';
}

/// One day in the past, and what is done to a record so that it tells of that day.
class PastDay {
 public:
  PastDay(Date day, const KnownByOptions& options)
      : day_(day),
        calendar_(options.calendar),
        moving_(options.moving),
        catalogue_(options.catalogue != nullptr ? *options.catalogue : standard_catalogue()) {}

  void look_back(Records& records) const {
    for (const KindInfo* kind : catalogue_.kinds()) {
      if (records.size(*kind) == 0) continue;
      std::size_t kept = 0;
      for (std::size_t i = 0; i < records.size(*kind); ++i) {
        void* record = records.at(*kind, i);
        if (kind->scope != Scope::own && later(*kind->record, record, meta_of(*kind, record))) continue;
        look_back(*kind, record);
        if (kept != i) kind->record->lifetime->assign(records.at(*kind, kept), record);
        ++kept;
      }
      kind->list->list->resize(records.list(*kind), kept);
    }
  }

 private:
  static Meta* meta_of(const KindInfo& kind, void* record) {
    for (const Field& field : kind.record->fields)
      if (field.type->record == &record_info<Meta>()) return static_cast<Meta*>(field.in(record));
    return nullptr;
  }

  [[nodiscard]] bool after(const std::optional<Date>& when) const { return when && *when > day_; }
  [[nodiscard]] bool after(const std::optional<Timestamp>& when) const {
    return when && calendar_.date_of(*when) > day_;
  }

  [[nodiscard]] bool later(const RecordInfo& info, const void* record, const Meta* meta) const {
    for (const Field& field : info.fields)
      if (has(field.notes.part, Part::event | Part::begin))
        if (const std::optional<Date> when = day_of(&field, record, calendar_)) return *when > day_;
    return meta != nullptr && after(meta->created_at);
  }

  void look_back(const KindInfo& kind, void* record) const {
    Meta* meta = meta_of(kind, record);
    auto* deal = kind.tag == &kind_tag<Opportunity> ? static_cast<Opportunity*>(record) : nullptr;
    const bool had_closed = closed(*kind.record, record);
    const bool closes_later = after(day_of(kind.with(Part::closing), record, calendar_));
    const bool ends_later = has_end_to_come(*kind.record, record);
    const bool changes_later = deal != nullptr && changes_stage_later(*deal);
    const bool written = meta != nullptr && !had_closed && written_by(*meta);
    const bool reports = is_report(kind, record, meta);
    if (meta != nullptr) unset_seen_later(kind, record, *meta);
    for (const Field& field : catalogue_.fields(kind)) {
      if (has(field.notes.part, Part::key | Part::parent | Part::upkeep)) continue;
      const bool done = has(field.notes.part, Part::outcome),
                 is_stage = deal != nullptr && field.in(record) == &deal->stage,
                 moves = field.notes.decline >= moving_ || is_stage;
      // Whatever proves that the record is old: it was not closed, and its stage had not changed.
      const bool to_come = (done && (closes_later || (moves && ends_later))) ||
                           (is_stage && ((closes_later && is_over(deal->stage)) || changes_later));
      const bool proven =
          had_closed || written || (meta != nullptr && seen_by(*meta, field.name)) || (!done && reports);
      if (to_come || ((done || moves) && !proven)) unset(*field.type, field.in(record));
    }
    for (const Field& field : kind.record->fields) look_inside(field, record, meta);
    if (deal != nullptr && (!had_closed || changes_later)) set_stage(*deal);
    if (meta != nullptr) forget_upkeep(*meta);
  }

  [[nodiscard]] bool closed(const RecordInfo& info, const void* record) const {
    const std::optional<Date> when = day_of(info.with(Part::closing), record, calendar_);
    return when && *when <= day_;
  }

  [[nodiscard]] bool has_end_to_come(const RecordInfo& info, const void* record) const {
    return std::any_of(info.fields.begin(), info.fields.end(), [&](const Field& field) {
      return has(field.notes.part, Part::end) && after(day_of(&field, record, calendar_));
    });
  }

  static bool is_over(const std::optional<Stage>& stage) { return stage == Stage::won || stage == Stage::lost; }

  [[nodiscard]] bool changes_stage_later(const Opportunity& deal) const {
    return std::any_of(deal.stage_history.begin(), deal.stage_history.end(),
                       [&](const StageChange& change) { return change.to_stage && after(change.at); });
  }

  // What the record says was said when it happened. What goes on since then may have been written over later.
  [[nodiscard]] bool is_report(const KindInfo& kind, const void* record, const Meta* meta) const {
    const Field* event = kind.with(Part::event);
    if (kind.with(Part::closing) != nullptr || !day_of(event, record, calendar_)) return false;
    return !has(event->notes.part, Part::begin) || meta == nullptr || !after(meta->updated_at);
  }

  [[nodiscard]] bool written_by(const Meta& meta) const {
    if (meta.updated_at) return !after(meta.updated_at);
    return meta.created_at && meta.version == 1 && !after(meta.created_at);
  }

  [[nodiscard]] bool seen_by(const Meta& meta, std::string_view field) const {
    return std::any_of(meta.field_facts.begin(), meta.field_facts.end(), [&](const FieldFact& fact) {
      const bool of_one_entry = fact.path.size() > field.size() && fact.path[field.size()] == '[';
      return is_of(fact, field) && !of_one_entry && seen_on(fact) && !after(seen_on(fact));
    });
  }

  void unset_seen_later(const KindInfo& kind, void* record, Meta& meta) const {
    for (const FieldFact& fact : meta.field_facts) {
      if (!after(seen_on(fact))) continue;
      try {
        const Target target = reach(catalogue_.fields(kind), record, fact.path);
        unset(*target.type, target.member);
      } catch (const Error&) {  // a fact about a field that nobody knows tells nothing
      }
    }
    std::erase_if(meta.field_facts, [&](const FieldFact& fact) { return after(seen_on(fact)); });
    for (FieldFact& fact : meta.field_facts) {
      if (after(fact.confirmed_on)) fact.confirmed_on.reset();
      if (after(fact.observed_on)) fact.observed_on.reset();
      fact.rivals.clear();
    }
  }

  void look_inside(const Field& field, void* owner, Meta* meta) const {
    void* member = field.in(owner);
    if (field.type->record != nullptr && field.type->record != &record_info<Meta>())
      look_back(*field.type->record, member);
    if (field.type->list != nullptr && field.type->element->record != nullptr) {
      const std::vector<std::size_t> kept = look_back(*field.type, member);
      if (meta != nullptr) renumber(*meta, field.name, kept);
    } else if (has(field.notes.part, Part::closing | Part::end) && after(day_of(&field, owner, calendar_))) {
      unset(*field.type, member);
    }
  }

  // A nested record: days that had not come, with what they date.
  void look_back(const RecordInfo& info, void* record) const {
    const bool had_closed = info.with(Part::closing) == nullptr || closed(info, record);
    for (const Field& field : info.fields) {
      if (has(field.notes.part, Part::outcome) && !had_closed) unset(*field.type, field.in(record));
      look_inside(field, record, nullptr);
    }
    if (info.with(Part::stand_in) != nullptr) look_back_at_judgement(info, record);
  }

  // Each day dates the fields before it back to the one before; what was computed has to have a day.
  void look_back_at_judgement(const RecordInfo& info, void* record) const {
    std::vector<const Field*> dated;
    bool computed = false;
    for (const Field& field : info.fields) {
      dated.push_back(&field);
      computed = computed || has(field.notes.part, Part::stand_in);
      if (field.type->kind != TypeKind::date) continue;
      const std::optional<Date> when = day_of(&field, record, calendar_);
      if (after(when) || (computed && !when))
        for (const Field* one : dated) unset(*one->type, one->in(record));
      dated.clear();
    }
  }

  // A list of nested records. Returns the places of those that were there.
  std::vector<std::size_t> look_back(const Type& type, void* list) const {
    const RecordInfo& info = *type.element->record;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < type.list->size(list); ++i) {
      void* entry = type.list->at(list, i);
      if (later(info, entry, nullptr)) continue;
      look_back(info, entry);
      if (kept.size() != i) info.lifetime->assign(type.list->at(list, kept.size()), entry);
      kept.push_back(i);
    }
    type.list->resize(list, kept.size());
    return kept;
  }

  // Facts of entries that were taken away go with them, the others follow theirs.
  static void renumber(Meta& meta, std::string_view list, const std::vector<std::size_t>& kept) {
    std::erase_if(meta.field_facts, [&](FieldFact& fact) {
      if (!is_of(fact, list) || fact.path.size() == list.size() || fact.path[list.size()] != '[') return false;
      const std::size_t start = list.size() + 1, stop = fact.path.find(']', start);
      std::size_t place = 0;
      if (stop == std::string::npos ||
          std::from_chars(fact.path.data() + start, fact.path.data() + stop, place).ptr != fact.path.data() + stop)
        return false;
      const auto found = std::find(kept.begin(), kept.end(), place);
      if (found == kept.end()) return true;
      fact.path.replace(start, stop - start, std::to_string(found - kept.begin()));
      return false;
    });
  }

  // Changes after the day are gone already; a deal that had not closed was not won or lost on a day that nobody knows.
  static void set_stage(Opportunity& opportunity) {
    std::erase_if(opportunity.stage_history,
                  [](const StageChange& change) { return !change.at && is_over(change.to_stage); });
    const StageChange* last = nullptr;
    for (const StageChange& change : opportunity.stage_history)
      if (change.to_stage && change.at && (last == nullptr || *change.at >= *last->at)) last = &change;
    if (last != nullptr) opportunity.stage = last->to_stage;
  }

  void forget_upkeep(Meta& meta) const {
    if (after(meta.updated_at)) {
      meta.updated_at.reset();
      meta.updated_by = {};
      meta.version.reset();
    }
    if (after(meta.created_at)) {
      meta.created_at.reset();
      meta.created_by = {};
    }
  }

  Date day_;
  Calendar calendar_;
  double moving_;
  const Catalogue& catalogue_;
};

}  // namespace

Dossier known_by(const Dossier& dossier, Date day, const KnownByOptions& options) {
  Dossier past = dossier;
  PastDay(day, options).look_back(past.records());
  return past;
}

Book known_by(const Book& book, Date day, const KnownByOptions& options) {
  Book past = book;
  const PastDay then(day, options);
  for (Dossier& dossier : past.dossiers) then.look_back(dossier.records());
  then.look_back(past.shared);
  return past;
}

}  // namespace guanxi
