#pragma once
/// @file
/// To which dossier each row of a workbook belongs, by the links between records.

#include <guanxi/core/catalogue.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace guanxi::io::detail {

/// Identifiers of one record and of its parents, and where it belongs.
struct HomeRow {
  /// A record of which only the identifier is known.
  struct Link {
    const void* tag{};  ///< stands for its kind
    Uuid id{};          ///< its identifier
    auto operator<=>(const Link&) const = default;
  };

  const KindInfo* kind{};         ///< kind of the record
  Uuid key{};                     ///< its identifier, null if it has none
  std::vector<Link> parents{};    ///< what its parent fields say
  std::size_t home{};             ///< index of its dossier, or `shared_home`
  bool lost = false;              ///< no known customer: `home` is a dossier made for it
};

/// Finds the dossier of each row: rows of `Scope::own` open one each, in their order; others follow their parents. Rows whose
/// customer is missing share a new dossier with those of the same customer; rows without any parent belong to the only
/// customer if there is one, else to one more new dossier.
/// @param catalogue  kinds
/// @param rows       receive `home` and `lost`
/// @return  the new dossiers of missing customers: index and identifier
std::vector<std::pair<std::size_t, HomeRow::Link>> find_homes(const Catalogue& catalogue, std::vector<HomeRow>& rows);

/// Identifiers of a record and its parents.
[[nodiscard]] HomeRow home_row(const KindInfo& kind, const void* record);

}  // namespace guanxi::io::detail
