#pragma once
/// @file
/// What is wrong, missing or doubtful in the records of a customer.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/quality/format.hpp>
#include <guanxi/quality/presence.hpp>
#include <guanxi/quality/rules.hpp>

#include <cstddef>
#include <optional>

namespace guanxi::quality {

/// Settings of `check`.
struct CheckOptions {
  std::optional<Date> as_of{};     ///< Events after this day have not happened yet. Default none: no such rule.
  Calendar calendar{};             ///< Local time, for days of points in time. Default +08:00.
  PresenceOptions presence{};      ///< what counts as an answer
  Rules rules = standard_rules();  ///< rules that tie fields together. Default the standard ones.
  FormatOptions formats{};         ///< settings of the format checks; `as_of` above stands in if theirs is unset
};

/// How many values and rules were looked at, and how they did.
struct CheckCounts {
  std::size_t values{};       ///< answers that people gave
  std::size_t suspect{};      ///< of these, with a warning of their own
  std::size_t invalid{};      ///< of these, with an error of their own
  std::size_t rules{};        ///< rules between fields that applied
  std::size_t broken{};       ///< of these, not kept
  std::size_t key_invalid{};  ///< invalid values of key fields: required fields and legal identifiers
  bool operator==(const CheckCounts&) const = default;
};

/// Findings and counts.
struct Checked {
  Findings findings{};   ///< as `check` returns them
  CheckCounts counts{};  ///< what they rest on
  bool operator==(const Checked&) const = default;
};

/// Checks the records of one customer, and counts.
/// @param catalogue  the kinds to check and their run-time fields
/// @param records    all records that belong together: a dossier's, or those a book shares
/// @param options    event time, rules, exceptions
/// @return  findings with codes `quality.*`, most severe first, then by kind in the order of the catalogue, record
///          identifier, and field in the order of the dictionary. The order of the records in their lists matters only
///          for records without an identifier. Hidden fields do not apply.
/// @cost    linear in the leaves; no shared state, any thread may call it
[[nodiscard]] Checked examine(const Catalogue& catalogue, const Records& records, const CheckOptions& options = {});

/// Checks the records of one customer.
[[nodiscard]] inline Findings check(const Catalogue& catalogue, const Records& records, const CheckOptions& options = {}) {
  return examine(catalogue, records, options).findings;
}

/// Checks a dossier: required fields, formats, bounds, order of dates, events in the future, placeholders, references,
/// contact details that two people share.
[[nodiscard]] inline Findings check(const Catalogue& catalogue, const Dossier& dossier, const CheckOptions& options = {}) {
  return examine(catalogue, dossier.records(), options).findings;
}

}  // namespace guanxi::quality
