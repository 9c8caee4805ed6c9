#pragma once
/// @file
/// How much of what a card asks for is filled in, and which field would add most.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/quality/presence.hpp>
#include <guanxi/quality/rules.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace guanxi::quality {

/// Settings of `completeness`.
struct CompletenessOptions {
  PresenceOptions presence{};                 ///< what counts as an answer
  Rules rules = standard_rules();             ///< its exclusions say where a field does not apply. Default the standard ones.
  Purpose expected = Purpose::new_customer;   ///< Kinds on these forms count in full while a dossier has no record of them. Default new_customer; none: they are left out.
};

/// Weights of what is filled and of what is asked for.
struct Share {
  double present = 0;  ///< weight of the filled fields
  double asked = 0;    ///< weight of all fields that apply

  /// Filled over asked, in [0, 1]; nothing if no field is asked for.
  [[nodiscard]] std::optional<double> value() const noexcept {
    return asked > 0 ? std::optional(present / asked) : std::nullopt;
  }
  bool operator==(const Share&) const = default;
};

/// The share of one group of fields.
struct CategoryShare {
  const Category* category{};  ///< the group
  Share share{};               ///< of its fields
  bool operator==(const CategoryShare&) const = default;
};

/// A field that is not filled; texts are borrowed from the dictionary.
struct MissingField {
  const KindInfo* kind{};                  ///< kind of the record
  Uuid record{};                           ///< the record; null if it has no identifier or does not exist yet
  std::optional<std::size_t> position{};   ///< position in the list of its kind; nothing if there is no record of the kind
  std::string_view field{};                ///< name
  Label label{};                           ///< name for people
  Label hint{};                            ///< how to fill it in
  Level level{};                           ///< how much the card needs it
  const Category* category{};              ///< its group
  double weight{};                         ///< share of the weights asked for
  double gain{};                           ///< what filling it adds to the completeness
  bool operator==(const MissingField&) const = default;
};

/// Completeness with its reasons.
struct Completeness {
  Share share{};                            ///< of all fields
  std::vector<CategoryShare> categories{};  ///< by group, in the order of the dictionary
  std::vector<MissingField> missing{};      ///< by gain, largest first; ties in the order of the dictionary
  bool operator==(const Completeness&) const = default;
};

/// Completeness of one record of a dossier.
struct RecordCompleteness {
  const KindInfo* kind{};   ///< its kind
  std::size_t position{};   ///< position in the list of its kind
  Uuid record{};            ///< its identifier
  Completeness result{};    ///< its completeness
  bool operator==(const RecordCompleteness&) const = default;
};

/// Completeness of the records of one kind.
struct KindCompleteness {
  const KindInfo* kind{};  ///< the kind
  std::size_t records{};   ///< how many there are; 0 for an expected kind without a record
  Share mean{};            ///< mean weights of a record
  bool operator==(const KindCompleteness&) const = default;
};

/// Completeness of one customer with everything.
struct DossierCompleteness : Completeness {
  std::vector<KindCompleteness> kinds{};     ///< in the order of the catalogue
  std::vector<RecordCompleteness> records{}; ///< in the order of the catalogue, then by identifier, then by position
  bool operator==(const DossierCompleteness&) const = default;
};

/// Completeness of one record: Σ w present / Σ w over the fields that people are asked for and that apply.
/// @param catalogue  tells the run-time fields of the kind
/// @param kind       kind of the record
/// @param record     the record
/// @param options    what counts as an answer, and which fields do not apply
/// @return  shares, groups, missing fields. A field that is excluded or hidden leaves the sum unless it is filled, so
///          that a further answer never lowers the result. Fields of weight 0 and upkeep are left out.
/// @cost    linear in the leaves of the record
[[nodiscard]] Completeness completeness(const Catalogue& catalogue, const KindInfo& kind, const void* record,
                                        const CompletenessOptions& options = {});

/// Completeness of the records of one customer.
/// @return  each kind counts with the mean weights of its records, so that many interactions do not drown the rest; an
///          expected kind without a record counts with all its weights as missing, other kinds without a record are
///          left out, and so are kinds that belong to no customer
[[nodiscard]] DossierCompleteness completeness(const Catalogue& catalogue, const Records& records,
                                               const CompletenessOptions& options = {});

/// Completeness of a dossier.
[[nodiscard]] inline DossierCompleteness completeness(const Catalogue& catalogue, const Dossier& dossier,
                                                      const CompletenessOptions& options = {}) {
  return completeness(catalogue, dossier.records(), options);
}

/// Completeness of a record of a known kind, without run-time fields.
template <class T>
  requires requires { Schema<T>::plural; }
[[nodiscard]] Completeness completeness(const T& record, const CompletenessOptions& options = {}) {
  static constexpr const KindInfo* kinds[] = {&kind_info<T>()};
  return completeness(Catalogue(kinds), *kinds[0], &record, options);
}

}  // namespace guanxi::quality
