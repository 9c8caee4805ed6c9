#include "located.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/quality/profile.hpp>

#include <string>

namespace guanxi::quality {

namespace {

std::optional<double> share(double part, std::size_t whole) {
  return whole > 0 ? std::optional(part / static_cast<double>(whole)) : std::nullopt;
}

std::optional<double> validity(const CheckCounts& counts) {
  const auto sound = static_cast<double>(counts.values - counts.suspect - counts.invalid);
  return share(sound + static_cast<double>(counts.suspect) / 2, counts.values);
}

std::optional<double> rest(const std::optional<double>& probability) {
  return probability ? std::optional(1 - *probability) : std::nullopt;
}

std::vector<DimensionValue> dimensions(const Profile& profile, const ProfileOptions& options) {
  const CheckCounts& counts = profile.checked.counts;
  std::vector<DimensionValue> parts{
      {Dimension::completeness, profile.completeness.share.value()},
      {Dimension::validity, validity(counts)},
      {Dimension::uniqueness, rest(options.duplicate_probability)},
      {Dimension::timeliness, profile.timeliness.value},
      {Dimension::consistency, share(static_cast<double>(counts.rules - counts.broken), counts.rules)},
      {Dimension::accuracy, options.accuracy},
  };
  for (DimensionValue& part : parts)
    if (const auto weight = options.weights.find(part.dimension); weight != options.weights.end()) part.weight = weight->second;
  return parts;
}

/// The answers of one record, field by field: paths without the field's name, and exact texts.
std::vector<std::string> answers(const detail::Located& at) {
  std::vector<std::string> texts(at.fields.size());
  for_each_leaf(at.fields, at.record, [&](const Leaf& leaf) {
    if (!detail::is_asked(*leaf.field) || !leaf.type->get) return;
    std::string& text = texts[static_cast<std::size_t>(leaf.top - at.fields.data())];
    text += leaf.path + "=" + write_exact(leaf.type->get(*leaf.type, leaf.member)) + "\n";
  });
  return texts;
}

}  // namespace

Profile profile(const Catalogue& catalogue, const Records& records, const ProfileOptions& options) {
  Profile result;
  result.completeness = completeness(catalogue, records, {.presence = options.check.presence, .rules = options.check.rules, .expected = options.expected});
  if (options.check.as_of) result.timeliness = timeliness(catalogue, records, *options.check.as_of, options.check.presence);
  result.checked = examine(catalogue, records, options.check);
  const KeyFields keys = result.checked.counts.key_invalid > 0 ? KeyFields::invalid : KeyFields::sound;
  result.quality = overall(dimensions(result, options), {.keys = keys, .cap = options.cap});
  return result;
}

std::vector<ColumnProfile> profile_columns(const Catalogue& catalogue, const KindInfo& kind, std::span<const void* const> rows,
                                           const PresenceOptions& presence) {
  const std::span<const Field> fields = catalogue.fields(kind);
  std::vector<std::map<std::string, std::size_t>> seen(fields.size());
  for (const void* row : rows) {
    std::vector<std::string> texts = answers(detail::locate(catalogue, kind, row));
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (is_present(fields[i], row, presence)) ++seen[i][std::move(texts[i])];
  }
  std::vector<ColumnProfile> columns;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!detail::is_asked(fields[i])) continue;
    ColumnProfile& column = columns.emplace_back(ColumnProfile{fields[i].name, fields[i].label, rows.size(), 0, seen[i].size(), 0});
    for (const auto& [text, count] : seen[i]) {
      column.present += count;
      column.once += count == 1 ? 1U : 0U;
    }
  }
  return columns;
}

}  // namespace guanxi::quality
