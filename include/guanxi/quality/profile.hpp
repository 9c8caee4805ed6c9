#pragma once
/// @file
/// The quality of one customer's records in all dimensions, and of a table column by column.

#include <guanxi/quality/check.hpp>
#include <guanxi/quality/completeness.hpp>
#include <guanxi/quality/currency.hpp>
#include <guanxi/quality/dimensions.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace guanxi::quality {

/// Settings of `profile`. What counts as an answer and the rules are those of `check`.
struct ProfileOptions {
  CheckOptions check{};                           ///< event time, rules, what counts as an answer
  Purpose expected = Purpose::new_customer;       ///< see CompletenessOptions
  std::optional<double> duplicate_probability{};  ///< Highest probability that another customer is the same, in [0, 1]. Default unknown.
  std::optional<double> accuracy{};               ///< Agreement with a named reference, in [0, 1]. Default none.
  std::map<Dimension, double> weights{};          ///< Weights other than 1, finite, >= 0. Default none.
  double cap = .5;                                ///< see OverallOptions
};

/// The quality of one customer's records.
struct Profile {
  OverallQuality quality{};            ///< overall number, dimensions, gains
  DossierCompleteness completeness{};  ///< what is missing
  Timeliness timeliness{};             ///< what is stale
  Checked checked{};                   ///< what is wrong
  bool operator==(const Profile&) const = default;
};

/// Measures the records of one customer in all dimensions.
/// @return  completeness as `completeness`; validity = (valid + ½ suspect) / answers; uniqueness = 1 − highest
///          duplicate probability; timeliness as `timeliness`, nothing without `check.as_of`; consistency = rules kept
///          / rules that apply; accuracy as given. A dimension without data is unset and leaves the overall number.
/// @throws  ArgumentError  as `overall`
/// @cost    that of its parts
[[nodiscard]] Profile profile(const Catalogue& catalogue, const Records& records, const ProfileOptions& options = {});

/// Measures a dossier in all dimensions.
[[nodiscard]] inline Profile profile(const Catalogue& catalogue, const Dossier& dossier, const ProfileOptions& options = {}) {
  return profile(catalogue, dossier.records(), options);
}

/// How one field is filled over many records of a kind.
struct ColumnProfile {
  std::string_view field{};  ///< name, borrowed from the dictionary
  Label label{};             ///< name for people
  std::size_t rows{};        ///< records
  std::size_t present{};     ///< of these, with an answer
  std::size_t distinct{};    ///< different answers
  std::size_t once{};        ///< answers that occur in one record only

  /// present / rows; nothing without rows.
  [[nodiscard]] std::optional<double> completeness() const noexcept { return of_rows(present); }
  /// distinct / rows; nothing without rows.
  [[nodiscard]] std::optional<double> distinctness() const noexcept { return of_rows(distinct); }
  /// once / rows; nothing without rows.
  [[nodiscard]] std::optional<double> uniqueness() const noexcept { return of_rows(once); }
  bool operator==(const ColumnProfile&) const = default;

 private:
  [[nodiscard]] std::optional<double> of_rows(std::size_t count) const noexcept {
    return rows > 0 ? std::optional(static_cast<double>(count) / static_cast<double>(rows)) : std::nullopt;
  }
};

/// Profiles a table of records, one entry a field that people are asked for, whatever its weight.
/// @param catalogue  tells the run-time fields of the kind
/// @param kind       kind of the records
/// @param rows       records of the kind, none null
/// @param presence   what counts as an answer
/// @return  in the order of the dictionary; answers are compared by their exact text, elements of lists in order
/// @cost    linear in the leaves, times the logarithm of the number of different answers
[[nodiscard]] std::vector<ColumnProfile> profile_columns(const Catalogue& catalogue, const KindInfo& kind,
                                                         std::span<const void* const> rows, const PresenceOptions& presence = {});

/// Profiles a table of records of a known kind, without run-time fields.
template <class T>
  requires requires { Schema<T>::plural; }
[[nodiscard]] std::vector<ColumnProfile> profile_columns(std::span<const T> rows, const PresenceOptions& presence = {}) {
  static constexpr const KindInfo* kinds[] = {&kind_info<T>()};
  std::vector<const void*> records;
  records.reserve(rows.size());
  for (const T& row : rows) records.push_back(&row);
  return profile_columns(Catalogue(kinds), *kinds[0], records, presence);
}

}  // namespace guanxi::quality
