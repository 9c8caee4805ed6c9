#include <guanxi/access/kinds.hpp>

namespace guanxi::access {

Catalogue catalogue_with_access(const Catalogue& catalogue) {
  Catalogue extended = catalogue;
  for (const KindInfo* kind : {&kind_info<Role>(), &kind_info<Share>(), &kind_info<Absence>()})
    if (!extended.kind_of(kind->tag)) extended.add(*kind);
  return extended;
}

}  // namespace guanxi::access
