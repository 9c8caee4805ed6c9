#pragma once
/// @file
/// Facts that come to light after a day, of every kind: no answer about that day may change.

#include <guanxi/model/kinds.hpp>

#include <random>

#include "support/random_record.hpp"

namespace guanxi::test {

/// What people add to a dossier after a day, to any kind of record: records, ends of open work, entries, rivals,
/// judgements.
class LaterFacts {
 public:
  /// @param seed   of all choices
  /// @param after  the day
  LaterFacts(std::uint64_t seed, Date after) : records_(standard_catalogue(), seed), random_(seed), after_(after) {}

  /// Adds to a dossier.
  void add_to(Dossier& dossier) {
    for (const KindInfo* kind : standard_catalogue().kinds()) {
      if (kind->scope != Scope::via) continue;
      for (std::size_t i = 0; i < dossier.records().size(*kind); ++i) add_inside(*kind, dossier.records().at(*kind, i));
      const Field* event = kind->with(Part::event);
      if (event == nullptr || random_() % 2 == 0) continue;
      void* record = dossier.records().append(*kind);
      records_.fill(*kind, record);
      put_day(*event, record);
    }
    auto& loyalty = dossier.customer().loyalty;
    if (loyalty.computed_on && *loyalty.computed_on <= after_) return;  // what was written over is another matter
    loyalty.computed = LoyaltyStep::advocate;
    loyalty.computed_on = later_day();
  }

 private:
  Date later_day() { return after_ + 1 + static_cast<int>(random_() % 300); }

  bool put_day(const Field& field, void* record) {
    const Date when = later_day();
    Value value = when;
    if (field.type->kind == TypeKind::timestamp) value = Calendar{}.start_of(when);
    if (field.type->kind == TypeKind::partial_date)
      value = PartialDate{static_cast<std::int16_t>(when.year()), static_cast<std::int8_t>(when.month()),
                          static_cast<std::int8_t>(when.day()), false};
    field.type->set(*field.type, field.in(record), value);
    return true;
  }

  // Closes open work, with its outcome; adds entries to lists.
  void add_inside(const KindInfo& kind, void* record) {
    Meta* meta = nullptr;
    for (const Field& field : kind.record->fields)
      if (field.type->record == &record_info<Meta>()) meta = static_cast<Meta*>(field.in(record));
    const Field* closing = kind.with(Part::closing);
    if (closing != nullptr && !is_set(closing->type->get(*closing->type, closing->in(record))) &&
        !(meta->updated_at || meta->version == 1)) {  // what was written over is another matter
      put_day(*closing, record);
      for (const Field& field : kind.record->fields)
        if (has(field.notes.part, Part::outcome) && field.type->kind == TypeKind::text && no_facts(*meta, field.name))
          field.type->set(*field.type, field.in(record), Value(std::string_view("later")));
    }
    for (const Field& field : kind.record->fields) {
      if (field.type->list == nullptr || field.type->element->record == nullptr) continue;
      for (const Field& inner : field.type->element->record->fields)
        if (has(inner.notes.part, Part::event | Part::begin) && random_() % 2 == 0)
          put_day(inner, field.type->list->append(field.in(record)));
    }
    for (FieldFact& fact : meta->field_facts) fact.rivals.push_back("later");
  }

  static bool no_facts(const Meta& meta, std::string_view field) {
    for (const FieldFact& fact : meta.field_facts)
      if (fact.path == field) return false;
    return true;
  }

  RandomRecords records_;
  std::mt19937_64 random_;
  Date after_;
};

}  // namespace guanxi::test
