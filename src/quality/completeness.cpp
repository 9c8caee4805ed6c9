#include "located.hpp"

#include <guanxi/quality/completeness.hpp>

#include <algorithm>

namespace guanxi::quality {

namespace {

using detail::Located;

const Category* category_of(const KindInfo& kind, const Field& field) {
  return field.notes.category ? field.notes.category : kind.category;
}

MissingField missing_field(const KindInfo& kind, const Field& field) {
  MissingField entry;
  entry.kind = &kind;
  entry.field = field.name;
  entry.label = field.label;
  entry.hint = field.notes.hint;
  entry.level = field.notes.level;
  entry.category = category_of(kind, field);
  entry.weight = field.notes.weight;
  return entry;
}

void add(Share& to, const Share& share) {
  to.present += share.present;
  to.asked += share.asked;
}

Share& share_of(std::vector<CategoryShare>& categories, const Category* category) {
  const auto known = std::ranges::find(categories, category, &CategoryShare::category);
  return known != categories.end() ? known->share : categories.emplace_back(category).share;
}

void count(Completeness& result, const KindInfo& kind, const Field& field, bool present) {
  const double weight = field.notes.weight;
  const Share one{present ? weight : 0, weight};
  add(result.share, one);
  add(share_of(result.categories, category_of(kind, field)), one);
}

/// Gains, and the order by gain; ties stay as they were found.
void rank(Completeness& result) {
  for (MissingField& entry : result.missing) entry.gain = entry.weight / result.share.asked;
  std::ranges::stable_sort(result.missing, std::ranges::greater{}, &MissingField::gain);
}

bool is_counted(const Field& field) { return detail::is_asked(field) && field.notes.weight > 0; }

/// Missing fields stay in the order of the dictionary.
Completeness measure(const Located& at, const CompletenessOptions& options) {
  Completeness result;
  for (const Field& field : at.fields) {
    if (!is_counted(field)) continue;
    const bool present = is_present(field, at.record, options.presence);
    if (!present && !detail::applies(at, field, options.rules, options.presence)) continue;
    count(result, *at.kind, field, present);
    if (present) continue;
    MissingField& entry = result.missing.emplace_back(missing_field(*at.kind, field));
    entry.record = at.id;
    entry.position = at.position;
  }
  return result;
}

/// A kind of which there is no record.
Completeness measure_absent(const Catalogue& catalogue, const KindInfo& kind) {
  Completeness result;
  for (const Field& field : catalogue.fields(kind)) {
    if (!is_counted(field)) continue;
    count(result, kind, field, false);
    result.missing.push_back(missing_field(kind, field));
  }
  return result;
}

/// Sums first and divides once, so that the order of the records does not matter.
struct KindSum {
  Completeness sum{};
  std::size_t records{};

  void take(const Completeness& one) {
    add(sum.share, one.share);
    for (const CategoryShare& entry : one.categories) add(share_of(sum.categories, entry.category), entry.share);
    sum.missing.insert(sum.missing.end(), one.missing.begin(), one.missing.end());
  }

  void give(Completeness& total) const {
    add(total.share, mean(sum.share));
    for (const CategoryShare& entry : sum.categories) add(share_of(total.categories, entry.category), mean(entry.share));
    for (MissingField entry : sum.missing) {
      entry.weight /= divisor();
      total.missing.push_back(entry);
    }
  }

  [[nodiscard]] double divisor() const { return static_cast<double>(std::max<std::size_t>(records, 1)); }
  [[nodiscard]] Share mean(const Share& share) const { return {share.present / divisor(), share.asked / divisor()}; }
};

KindSum measure_kind(const Catalogue& catalogue, const KindInfo& kind, const Records& records, const CompletenessOptions& options,
                     std::vector<RecordCompleteness>& each) {
  KindSum sum;
  for (const Located& at : detail::located(catalogue, kind, records)) {
    Completeness one = measure(at, options);
    sum.take(one);
    rank(one);
    each.push_back({&kind, at.position, at.id, std::move(one)});
    ++sum.records;
  }
  if (sum.records == 0 && overlaps(kind.forms, options.expected)) sum.take(measure_absent(catalogue, kind));
  return sum;
}

}  // namespace

Completeness completeness(const Catalogue& catalogue, const KindInfo& kind, const void* record, const CompletenessOptions& options) {
  Completeness result = measure(detail::locate(catalogue, kind, record), options);
  rank(result);
  return result;
}

DossierCompleteness completeness(const Catalogue& catalogue, const Records& records, const CompletenessOptions& options) {
  DossierCompleteness total;
  for (const KindInfo* kind : catalogue.kinds()) {
    if (kind->scope == Scope::shared) continue;
    const KindSum sum = measure_kind(catalogue, *kind, records, options, total.records);
    if (sum.sum.share.asked <= 0) continue;
    sum.give(total);
    total.kinds.push_back({kind, sum.records, sum.mean(sum.sum.share)});
  }
  rank(total);
  return total;
}

}  // namespace guanxi::quality
