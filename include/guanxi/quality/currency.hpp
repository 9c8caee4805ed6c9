#pragma once
/// @file
/// Whether values still hold: they go stale with age, each field at its own rate.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/quality/presence.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace guanxi::quality {

/// Probability that a value still holds: exp(−decline · age).
/// @param age_days  age in days of 1/365 year, >= 0
/// @param decline   decline rate per year, >= 0; 0 never goes stale
/// @return  in [0, 1]
/// @throws  ArgumentError  `quality.age` or `quality.decline` for a number below 0 or NaN
/// @source  Heinrich, Kaiser, Klier (2009); default rate −ln(1 − .225) per year of 365 days
[[nodiscard]] double currency(double age_days, double decline);

/// Years after which every other value no longer holds: ln 2 / decline.
/// @param decline  decline rate per year, > 0
/// @throws  ArgumentError  `quality.decline` for 0, a number below or NaN
[[nodiscard]] double half_life(double decline);

/// Currency of one field.
struct FieldCurrency {
  std::string_view field{};          ///< name, borrowed from the dictionary
  Label label{};                     ///< name for people
  double weight{};                   ///< share in the timeliness of the record
  double decline{};                  ///< decline rate per year
  std::optional<int> age{};          ///< days since the oldest of its values was seen or confirmed; nothing if unknown
  std::optional<double> currency{};  ///< probability that it still holds; nothing if the age is unknown and matters
  bool operator==(const FieldCurrency&) const = default;
};

/// Timeliness with its reasons.
struct Timeliness {
  std::optional<double> value{};        ///< Σ w currency / Σ w in [0, 1]; nothing if no currency is known
  double weight{};                      ///< Σ w
  std::vector<FieldCurrency> fields{};  ///< filled fields of some weight, in the order of the dictionary
  Findings findings{};                  ///< values of unknown age, observations after `as_of`
  bool operator==(const Timeliness&) const = default;
};

/// Timeliness of one record from the facts about its fields.
/// @param catalogue  tells the run-time fields of the kind
/// @param kind       kind of the record
/// @param record     the record
/// @param as_of      event time
/// @param presence   what counts as an answer
/// @return  A field is as old as the oldest of its values; a value counts from the later of the days on which it was
///          observed and confirmed, by the fact with its path or else the nearest enclosing one. A field with a value
///          that has no fact is of unknown age: it is left out, with a finding, unless it never goes stale. A day
///          after `as_of` counts as age 0, with a finding. Moving `as_of` on never raises the value.
/// @cost    leaves times facts of the record
[[nodiscard]] Timeliness timeliness(const Catalogue& catalogue, const KindInfo& kind, const void* record, Date as_of,
                                    const PresenceOptions& presence = {});

/// Timeliness of all records of one customer: Σ w currency / Σ w over all of them; `fields` stays empty.
[[nodiscard]] Timeliness timeliness(const Catalogue& catalogue, const Records& records, Date as_of,
                                    const PresenceOptions& presence = {});

}  // namespace guanxi::quality
