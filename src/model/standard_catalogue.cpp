#include <guanxi/model/kinds.hpp>

namespace guanxi {

template const Catalogue& standard_catalogue<detail::StandardKindList>();

}  // namespace guanxi
