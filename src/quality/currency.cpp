#include "located.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/meta.hpp>
#include <guanxi/quality/currency.hpp>

#include <algorithm>
#include <cmath>

namespace guanxi::quality {

namespace {

using detail::Located;

/// The facts about the fields of a record; kinds without them have none.
std::span<const FieldFact> facts_of(const Located& at) {
  for (const Field& field : at.kind->record->fields)
    if (field.type == &type_of<Meta>()) return static_cast<const Meta*>(field.in(at.record))->field_facts;
  return {};
}

bool encloses(std::string_view path, std::string_view leaf) {
  return leaf.starts_with(path) && (leaf.size() == path.size() || leaf[path.size()] == '.' || leaf[path.size()] == '[');
}

/// The day since which a value counts, by the fact with the longest path that leads to it.
std::optional<Date> seen_on(std::span<const FieldFact> facts, std::string_view leaf) {
  const FieldFact* nearest = nullptr;
  for (const FieldFact& fact : facts)
    if ((fact.observed_on || fact.confirmed_on) && encloses(fact.path, leaf) && (!nearest || fact.path.size() > nearest->path.size()))
      nearest = &fact;
  if (nearest == nullptr) return std::nullopt;
  if (!nearest->observed_on || !nearest->confirmed_on) return nearest->observed_on ? nearest->observed_on : nearest->confirmed_on;
  return std::max(*nearest->observed_on, *nearest->confirmed_on);
}

/// What the facts tell about the values of one field.
struct Sighting {
  std::optional<Date> oldest{};  ///< day since which the oldest value counts
  bool complete = true;          ///< the day is known for every value
};

/// One entry a field, in the order of the fields.
std::vector<Sighting> sightings(const Located& at) {
  std::vector<Sighting> all(at.fields.size());
  const std::span<const FieldFact> facts = facts_of(at);
  for_each_leaf(at.fields, at.record, [&](const Leaf& leaf) {
    if (!detail::is_asked(*leaf.field)) return;
    Sighting& entry = all[static_cast<std::size_t>(leaf.top - at.fields.data())];
    const auto day = seen_on(facts, leaf.path);
    entry.complete = entry.complete && day;
    if (day && (!entry.oldest || *day < *entry.oldest)) entry.oldest = day;
  });
  return all;
}

class TimelinessCheck {
 public:
  TimelinessCheck(const Located& at, Date as_of, const PresenceOptions& presence) : at_(at), as_of_(as_of), presence_(presence) {}

  Timeliness run() {
    const std::vector<Sighting> seen = sightings(at_);
    for (std::size_t i = 0; i < at_.fields.size(); ++i) {
      const Field& field = at_.fields[i];
      if (detail::is_asked(field) && field.notes.weight > 0 && is_present(field, at_.record, presence_)) look(field, seen[i]);
    }
    if (!unknown_.zh.empty()) report(finding_code("quality.age_unknown"), {.detail = unknown_});
    if (result_.weight > 0) result_.value = sum_ / result_.weight;
    return std::move(result_);
  }

 private:
  void look(const Field& field, const Sighting& sighting) {
    FieldCurrency entry{field.name, field.label, static_cast<double>(field.notes.weight), static_cast<double>(field.notes.decline), {}, {}};
    const auto seen = sighting.complete ? sighting.oldest : std::nullopt;
    if (seen) entry.age = std::max(as_of_ - *seen, 0);
    if (seen && *seen > as_of_) report_later(field, *seen);
    if (entry.age) entry.currency = currency(*entry.age, entry.decline);
    else if (entry.decline <= 0) entry.currency = 1;
    else name_unknown(field);
    if (entry.currency) {
      sum_ += entry.weight * *entry.currency;
      result_.weight += entry.weight;
    }
    result_.fields.push_back(entry);
  }

  void name_unknown(const Field& field) {
    unknown_.zh += (unknown_.zh.empty() ? "" : "、") + std::string(field.label.zh);
    unknown_.en += (unknown_.en.empty() ? "" : ", ") + std::string(field.label.en);
  }

  void report_later(const Field& field, Date seen) {
    const std::string value = to_string(seen);
    const std::string limit = to_string(as_of_);
    report(finding_code("quality.observed_later"),
           {.field = field.name, .value = value, .label = {std::string(field.label.zh), std::string(field.label.en)}, .detail = {limit, limit}});
  }

  void report(const FindingCode& code, FindingDetail particulars) {
    particulars.kind = at_.kind->name;
    particulars.record = at_.id;
    result_.findings.push_back(make_finding(code, particulars));
  }

  const Located& at_;
  Date as_of_;
  const PresenceOptions& presence_;
  Timeliness result_;
  double sum_ = 0;
  Message unknown_;
};

}  // namespace

double currency(double age_days, double decline) {
  if (!(age_days >= 0)) throw ArgumentError("quality.age", "an age must be 0 days or more, found " + std::to_string(age_days));
  if (!(decline >= 0)) throw ArgumentError("quality.decline", "a decline rate must be 0 or more a year, found " + std::to_string(decline));
  return decline == 0 ? 1 : std::exp(-decline * age_days / 365);
}

double half_life(double decline) {
  if (!(decline > 0)) throw ArgumentError("quality.decline", "a half-life needs a decline rate above 0 a year, found " + std::to_string(decline));
  return std::log(2.0) / decline;
}

Timeliness timeliness(const Catalogue& catalogue, const KindInfo& kind, const void* record, Date as_of, const PresenceOptions& presence) {
  return TimelinessCheck(detail::locate(catalogue, kind, record), as_of, presence).run();
}

Timeliness timeliness(const Catalogue& catalogue, const Records& records, Date as_of, const PresenceOptions& presence) {
  Timeliness total;
  double sum = 0;
  for (const Located& at : detail::located(catalogue, records)) {
    Timeliness one = TimelinessCheck(at, as_of, presence).run();
    if (one.value) sum += *one.value * one.weight;
    total.weight += one.weight;
    std::ranges::move(one.findings, std::back_inserter(total.findings));
  }
  if (total.weight > 0) total.value = sum / total.weight;
  return total;
}

}  // namespace guanxi::quality
