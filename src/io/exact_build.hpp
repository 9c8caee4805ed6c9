#pragma once
/// @file
/// Puts records that were read one after another into a book.

#include <guanxi/model/dossier.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "exact_fill.hpp"

namespace guanxi::io::detail {

/// A book that grows record by record.
class ExactBuilder {
 public:
  /// @param catalogue  kinds and run-time fields
  /// @param findings   receives what did not fit
  ExactBuilder(const Catalogue& catalogue, Findings& findings) : catalogue_(&catalogue), findings_(&findings) {}

  /// Makes the dossier of an index, unless it is there or the index is `shared_home`. Dossiers stand in the order of making.
  void open(std::size_t home);
  /// Adds a record to a dossier or to the shared records.
  void add(std::size_t home, const KindInfo& kind, std::vector<ExactEntry> entries);
  /// Gives a dossier's own record an identifier.
  void name(std::size_t home, const KindInfo& kind, const Uuid& id);
  /// The book; the builder is then empty.
  [[nodiscard]] Book take() { return std::move(book_); }

 private:
  [[nodiscard]] void* place_for(std::size_t home, const KindInfo& kind);

  const Catalogue* catalogue_;
  Findings* findings_;
  Book book_;
  std::map<std::size_t, std::size_t> dossiers_;
  std::set<std::pair<std::size_t, const void*>> owned_;
};

}  // namespace guanxi::io::detail
