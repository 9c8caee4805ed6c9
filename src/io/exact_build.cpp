#include "exact_build.hpp"

#include <utility>

#include "export_entries.hpp"

namespace guanxi::io::detail {

void ExactBuilder::open(std::size_t home) {
  if (home == shared_home || dossiers_.contains(home)) return;
  dossiers_.emplace(home, book_.dossiers.size());
  book_.dossiers.emplace_back();
}

void ExactBuilder::add(std::size_t home, const KindInfo& kind, std::vector<ExactEntry> entries) {
  open(home);
  RecordFiller(*catalogue_, kind, place_for(home, kind), *findings_).fill(std::move(entries));
}

void ExactBuilder::name(std::size_t home, const KindInfo& kind, const Uuid& id) {
  const Field* key = kind.with(Part::key);
  if (key != nullptr) key->type->set(*key->type, key->in(place_for(home, kind)), id);
}

/// A dossier holds one record of the kind that it is about; another one opens another dossier.
void* ExactBuilder::place_for(std::size_t home, const KindInfo& kind) {
  if (home == shared_home) return book_.shared.append(kind);
  Records* records = &book_.dossiers[dossiers_.at(home)].records();
  if (kind.scope != Scope::own) return records->append(kind);
  if (!owned_.emplace(home, kind.tag).second) records = &book_.dossiers.emplace_back().records();
  return records->size(kind) == 0 ? records->append(kind) : records->at(kind, 0);
}

}  // namespace guanxi::io::detail
